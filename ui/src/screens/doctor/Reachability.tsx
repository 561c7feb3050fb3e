// Are the hosts of the webhooks reached from here? Only on a click, and no request goes to them.

import type { DoctorFinding } from "../../ipc";
import type { Job } from "../../job";
import { Button } from "../../parts/Button";
import { JobProgress } from "../../parts/JobProgress";
import { ErrorNotice } from "../../parts/Notice";
import { FindingCard } from "../../parts/Sourced";
import * as words from "../../words";

interface ReachabilityProps {
  job: Job;
  /** None before they were looked up. */
  hosts: DoctorFinding[] | null;
}

export function Reachability({ job, hosts }: ReachabilityProps) {
  return (
    <section class="route-part" id="reachability" aria-labelledby="reachability-title">
      <header class="console-head">
        <h2 id="reachability-title">{words.doctor.reachability}</h2>
        {job.id ? (
          <Button onClick={job.cancel}>{words.common.cancel}</Button>
        ) : (
          <Button onClick={() => job.start()}>{words.doctor.action.check_reachability}</Button>
        )}
      </header>
      <p class="quiet-text">{words.doctor.reachabilitySays}</p>
      {job.id && <JobProgress job={job.id} label={words.doctor.checking} />}
      {job.error && <ErrorNotice error={job.error} title={words.doctor.reachabilityFailed} />}
      <div role="status" class="doctor-findings">
        {hosts?.map(({ finding }, position) => <FindingCard key={position} finding={finding} />)}
      </div>
    </section>
  );
}
