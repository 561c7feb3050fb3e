// The doctor runs in a workspace: once at a time, only when asked, and on while the operator looks at something else.

import { fail, say, withProgress } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { WorkspaceId } from "../../ipc";
import { change, current, useDesk } from "../../state";
import type { DoctorRun } from "../../state";
import * as words from "../../words";

const NONE: DoctorRun = { job: null, report: null, error: null, cancelled: false };

export function useDoctorRun(workspace: WorkspaceId): DoctorRun {
  return useDesk((state) => state.doctorRuns[workspace] ?? NONE);
}

export async function runDoctor(workspace: WorkspaceId): Promise<void> {
  const { job: running, report: former } = runOf(workspace);
  if (running !== null) {
    return;
  }
  const job = crypto.randomUUID();
  put(workspace, { ...NONE, job, report: former });
  try {
    const report = await withProgress(job, () => ipc.runDoctor(workspace, job));
    put(workspace, { ...NONE, report });
    if (!isLookedAt(workspace)) {
      say(words.doctor.reported(report));
    }
  } catch (reason) {
    const error = asWireError(reason);
    // What was called off is answered by a refusal, too.
    const cancelled = runOf(workspace).cancelled && error.code === "invalid";
    put(workspace, { ...NONE, report: former, error: cancelled ? null : error, cancelled });
    if (!cancelled && !isLookedAt(workspace)) {
      fail(error);
    }
  }
}

export function cancelDoctor(workspace: WorkspaceId): void {
  const run = runOf(workspace);
  if (run.job !== null && !run.cancelled) {
    put(workspace, { ...run, cancelled: true });
    ipc.cancelJob(run.job).catch(fail);
  }
}

function runOf(workspace: WorkspaceId): DoctorRun {
  return current().doctorRuns[workspace] ?? NONE;
}

function put(workspace: WorkspaceId, run: DoctorRun): void {
  change({ doctorRuns: { ...current().doctorRuns, [workspace]: run } });
}

function isLookedAt(workspace: WorkspaceId): boolean {
  return current().screen.at === "doctor" && current().workspace === workspace;
}
