// Which report is at hand, and is another one being made?

import { useEffect, useRef, useState } from "preact/hooks";
import { fail, withProgress } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { DoctorId, DoctorReport, DoctorSummary, JobId, WireError, WorkspaceId } from "../../ipc";
import { useStillHere } from "../../leaving";

export interface Job {
  /** None while nothing runs. */
  id: JobId | null;
  error: WireError | null;
  /** Ended by the operator. */
  cancelled: boolean;
  start: () => void;
  cancel: () => void;
}

/** Long work that can be cancelled, one at a time; `done` takes what it brings while the screen is there. */
export function useJob<Answer>(work: (job: JobId) => Promise<Answer>, done: (answer: Answer) => void): Job {
  const [id, setId] = useState<JobId | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [cancelled, setCancelled] = useState(false);
  const running = useRef<JobId | null>(null);
  const stopped = useRef(false);
  const here = useStillHere();
  const start = () => {
    if (running.current !== null) {
      return;
    }
    const job = crypto.randomUUID();
    running.current = job;
    stopped.current = false;
    setId(job);
    setError(null);
    setCancelled(false);
    withProgress(job, () => work(job))
      .then(
        (answer) => here.current && done(answer),
        (reason: unknown) => {
          if (here.current) {
            stopped.current ? setCancelled(true) : setError(asWireError(reason));
          }
        },
      )
      .finally(() => {
        running.current = null;
        setId(null);
      });
  };
  const cancel = () => {
    if (running.current !== null && !stopped.current) {
      stopped.current = true;
      ipc.cancelJob(running.current).catch(fail);
    }
  };
  return { id, error, cancelled, start, cancel };
}

export interface ReportsAtHand {
  /** Those that are kept, newest first; none while they are not read. */
  kept: DoctorSummary[] | null;
  report: DoctorReport | null;
  error: WireError | null;
  choose: (id: DoctorId) => void;
  take: (report: DoctorReport) => void;
}

export function useReports(workspace: WorkspaceId): ReportsAtHand {
  const [kept, setKept] = useState<DoctorSummary[] | null>(null);
  const [report, setReport] = useState<DoctorReport | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const asked = useRef(0);
  const read = async (wanted: DoctorId | null) => {
    const turn = ++asked.current;
    const isLatest = () => turn === asked.current;
    try {
      const list = await ipc.doctorReports(workspace);
      const id = wanted ?? list[0]?.id ?? null;
      const found = id === null ? null : await ipc.doctorReport(id);
      if (isLatest()) {
        setKept(list);
        setReport(found);
        setError(null);
      }
    } catch (reason) {
      if (isLatest()) {
        setError(asWireError(reason));
      }
    }
  };
  useEffect(() => {
    void read(null);
    return () => void asked.current++;
  }, [workspace]);
  return {
    kept,
    report,
    error,
    choose: (id) => void read(id),
    take: (made) => {
      setReport(made);
      void read(made.id);
    },
  };
}
