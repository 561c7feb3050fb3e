// Are the hosts of the webhooks reached from here? Only on a click, by name and TLS, and never by a request.

import type { DoctorAction, DoctorFinding } from "../../ipc";
import type { Job } from "../../job";
import { Button } from "../../parts/Button";
import { JobProgress } from "../../parts/JobProgress";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";
import { AreaFindings } from "./AreaFindings";

interface ReachabilityProps {
  job: Job;
  findings: DoctorFinding[];
  /** Found just now; else they are those of the report. */
  isAsked: boolean;
  onAct: (action: DoctorAction) => void;
}

export function Reachability({ job, findings, isAsked, onAct }: ReachabilityProps) {
  // The button of the section does that.
  const plain = findings.map((one) => (one.action?.what === "check_reachability" ? { ...one, action: null } : one));
  return (
    <section class="doctor-area" data-area="reachability" aria-labelledby="doctor-reachability">
      <header class="console-head">
        <h2 id="doctor-reachability">{words.doctor.area.reachability}</h2>
        <Button busy={job.id !== null} onClick={() => job.start()}>
          {words.doctor.action.check_reachability}
        </Button>
      </header>
      <p class="quiet-text">{words.doctor.reachabilitySays}</p>
      {job.id && (
        <div class="route-progress late">
          <JobProgress job={job.id} label={words.doctor.checking} />
          <Button onClick={job.cancel}>{words.common.cancel}</Button>
        </div>
      )}
      {job.error && <ErrorNotice error={job.error} title={words.doctor.reachabilityFailed} />}
      {isAsked && <p class="quiet-text">{words.doctor.notInReport}</p>}
      <AreaFindings key={String(isAsked)} findings={plain} isOkOpen onAct={onAct} />
    </section>
  );
}
