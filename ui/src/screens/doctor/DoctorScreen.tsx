// What is wrong with this workspace, what mends it, and what has changed since the last time?

import { useEffect, useRef, useState } from "preact/hooks";
import { fail, goToSenders, say } from "../../actions";
import { ipc } from "../../ipc";
import type { DoctorFinding, DoctorFormat, DoctorReport, WorkspaceView } from "../../ipc";
import { useJob } from "../../job";
import { useKeys } from "../../keys";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { JobProgress } from "../../parts/JobProgress";
import { Menu } from "../../parts/Menu";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { Reachability } from "./Reachability";
import { Report } from "./Report";
import { useReports } from "./report";

export function DoctorScreen({ workspace }: { workspace: WorkspaceView }) {
  const { kept, report, error, choose, take } = useReports(workspace.id);
  const readOnly = useReadOnly();
  const examining = useJob((job) => ipc.runDoctor(workspace.id, job), take);
  const [hosts, setHosts] = useState<DoctorFinding[] | null>(null);
  const reaching = useJob((job) => ipc.checkReachability(workspace.id, job), setHosts);
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = kept !== null || error !== null;
  useReady("doctor", loaded);
  useEffect(() => {
    if (loaded && (document.activeElement === null || document.activeElement === document.body)) {
      heading.current?.focus();
    }
  }, [loaded]);
  useKeys({
    r: () => (readOnly ? false : examining.start()),
    escape: () => (examining.id ? examining.cancel() : reaching.id ? reaching.cancel() : goToSenders()),
  });
  const examine = (
    <Button kind="primary" keys="R" busy={examining.id !== null} disabled={readOnly} onClick={() => examining.start()}>
      {report ? words.doctor.runAgain : words.doctor.run}
    </Button>
  );
  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <h1 ref={heading} tabIndex={-1}>
            {words.doctor.title}
          </h1>
          <span class="push" />
          {report && kept && kept.length > 1 && (
            <select
              aria-label={words.doctor.reports}
              class="doctor-reports"
              value={report.id}
              onChange={(event) => choose(event.currentTarget.value)}
            >
              {kept.map((one) => (
                <option key={one.id} value={one.id}>
                  {words.doctor.report(one)}
                </option>
              ))}
            </select>
          )}
          {report && <ExportMenu report={report} />}
          {report && examine}
        </header>
        {examining.id && (
          <div class="route-progress late">
            <JobProgress job={examining.id} label={words.doctor.running} />
            <Button keys="Esc" onClick={examining.cancel}>
              {words.common.cancel}
            </Button>
          </div>
        )}
        <div class="scroll">
          <div class="doctor-screen">
            <div role="status">
              {examining.cancelled && <Notice tone="info">{words.doctor.cancelled}</Notice>}
            </div>
            {examining.error && <ErrorNotice error={examining.error} title={words.doctor.failed} />}
            {error && <ErrorNotice error={error} title={words.doctor.reportsFailed} />}
            {kept && !report && (
              <div class="empty">
                <h2>{words.doctor.neverTitle}</h2>
                <p class="quiet-text">{words.doctor.never}</p>
                {examine}
              </div>
            )}
            {report && (
              <>
                <Report
                  key={report.id}
                  report={report}
                  onReachability={() => {
                    document.getElementById("reachability")?.scrollIntoView?.({ block: "nearest" });
                    reaching.start();
                  }}
                />
                <Reachability job={reaching} hosts={hosts} />
              </>
            )}
          </div>
        </div>
      </main>
    </div>
  );
}

const FORMATS: DoctorFormat[] = ["markdown", "html", "json"];

function ExportMenu({ report }: { report: DoctorReport }) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const write = (format: DoctorFormat) =>
    ipc
      .saveDoctorReport(report.id, format)
      .then((file) => say(file ? words.doctor.written(file.path) : words.doctor.notWritten))
      .catch(fail);
  return (
    <>
      <button
        type="button"
        class="button plain"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        <span class="button-text">{words.doctor.export}</span>
        <Icon name="chevron" />
      </button>
      {anchor && (
        <Menu
          label={words.doctor.export}
          anchor={anchor}
          onClose={() => setAnchor(null)}
          items={FORMATS.map((format) => ({ label: words.doctor.format[format], act: () => void write(format) }))}
        />
      )}
    </>
  );
}
