// What is wrong with this workspace, what mends it, and what has changed since the last time?

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { goToSenders } from "../../actions";
import { ipc } from "../../ipc";
import type { DoctorAction, DoctorFinding, WorkspaceView } from "../../ipc";
import { useJob } from "../../job";
import { useKeys } from "../../keys";
import { Button } from "../../parts/Button";
import { JobProgress } from "../../parts/JobProgress";
import { Moment } from "../../parts/Moment";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { isWithoutSecret, useReadOnly } from "../../state";
import * as words from "../../words";
import { actOn } from "./acting";
import { ExportMenu } from "./ExportMenu";
import { isWanted } from "./filter";
import type { Filter } from "./filter";
import { Reachability } from "./Reachability";
import { Report } from "./Report";
import { useReports } from "./report";
import { cancelDoctor, runDoctor, useDoctorRun } from "./running";
import { WALKING } from "./walking";

export function DoctorScreen({ workspace }: { workspace: WorkspaceView }) {
  const run = useDoctorRun(workspace.id);
  const readOnly = useReadOnly();
  const { all, report, isKept, error, choose } = useReports(workspace.id, run.report);
  const [filter, setFilter] = useState<Filter>(null);
  const [hosts, setHosts] = useState<DoctorFinding[] | null>(null);
  const reaching = useJob((job) => ipc.checkReachability(workspace.id, job), setHosts);
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = all !== null || error !== null;
  const newest = all?.[0] ?? null;
  const said = useAnnouncement(run.job !== null, reaching.id !== null, () =>
    [
      run.report && !run.error && !run.cancelled ? words.doctor.reported(run.report) : null,
      hosts && !reaching.error && !reaching.cancelled ? words.doctor.lookedUp(hosts.length) : null,
    ],
  );
  useReady("doctor", loaded);
  useLayoutEffect(() => {
    // What had the focus may have gone with the progress that it stood beside.
    if (loaded && (document.activeElement === null || document.activeElement === document.body)) {
      heading.current?.focus();
    }
  }, [loaded, run.job, reaching.id, report?.id]);
  useEffect(() => setFilter(null), [report?.id]);
  useEffect(() => reaching.cancel, []);
  const start = () => void runDoctor(workspace.id);
  const back = () => {
    if (run.job) {
      cancelDoctor(workspace.id);
    } else if (reaching.id) {
      reaching.cancel();
    } else if (filter !== null) {
      setFilter(null);
    } else {
      goToSenders();
    }
  };
  useKeys({ ...WALKING, r: ({ repeat }) => void (repeat || start()), escape: back });
  const act = (action: DoctorAction) => actOn(action, workspace.id, reaching.start);
  const recorded = (report?.findings ?? []).filter(({ area }) => area === "reachability");
  const ofHosts = (hosts ?? recorded).filter((one) => isWanted(one, filter));

  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <h1 ref={heading} tabIndex={-1}>
            {words.doctor.title}
          </h1>
          <span class="push" />
          {report && all && all.length > 1 && (
            <select
              aria-label={words.doctor.reports}
              class="doctor-reports"
              value={report.id}
              onChange={(event) => choose(event.currentTarget.value)}
            >
              {all.map((one) => (
                <option key={one.id} value={one.id}>
                  {words.doctor.report(one)}
                </option>
              ))}
            </select>
          )}
          {report && <ExportMenu report={report} isKept={isKept} />}
          <Button kind="primary" keys="R" busy={run.job !== null} onClick={start}>
            {report ? words.doctor.runAgain : words.doctor.run}
          </Button>
        </header>
        {run.job && (
          <div class="route-progress late">
            <JobProgress job={run.job} label={words.doctor.running} />
            <Button keys="Esc" busy={run.cancelled} onClick={() => cancelDoctor(workspace.id)}>
              {words.common.cancel}
            </Button>
          </div>
        )}
        <p class="unseen" role="status">
          {said}
        </p>
        <div class="scroll">
          <div class="doctor-screen">
            <div role="status">
              {run.job === null && run.cancelled && <Notice tone="info">{words.doctor.cancelled}</Notice>}
              {reaching.cancelled && <Notice tone="info">{words.doctor.lookingCancelled}</Notice>}
            </div>
            {run.error && <ErrorNotice error={run.error} title={words.doctor.failed} />}
            {error && <ErrorNotice error={error} title={words.doctor.reportsFailed} />}
            {isWithoutSecret(workspace) && <Notice tone="info">{words.doctor.withoutSecret}</Notice>}
            {all && !report && (
              <div class="empty">
                <h2>{words.doctor.neverTitle}</h2>
                <p class="quiet-text">{words.doctor.never}</p>
              </div>
            )}
            {report && newest && newest.id !== report.id && (
              <Notice tone="info" title={words.doctor.earlier}>
                <p>
                  {words.doctor.newestIs} <Moment at={newest.at} />.
                </p>
                <Button onClick={() => choose(null)}>{words.doctor.showNewest}</Button>
              </Notice>
            )}
            {report && all && !isKept && readOnly && <Notice tone="info">{words.doctor.notKept}</Notice>}
            {report && (
              <Report report={report} filter={filter} onFilter={setFilter} onAct={act}>
                {(filter === null || ofHosts.length > 0) && (
                  <Reachability job={reaching} findings={ofHosts} isAsked={hosts !== null} onAct={act} />
                )}
              </Report>
            )}
          </div>
        </div>
      </main>
    </div>
  );
}

/** What came of the work that has just ended, for those who do not see the page change. */
function useAnnouncement(running: boolean, reaching: boolean, says: () => (string | null)[]): string {
  const [said, setSaid] = useState("");
  const before = useRef({ running, reaching });
  useEffect(() => {
    const [ofRun, ofHosts] = says();
    const ended = before.current.running && !running ? ofRun : before.current.reaching && !reaching ? ofHosts : null;
    before.current = { running, reaching };
    setSaid(ended ?? "");
  }, [running, reaching]);
  return said;
}
