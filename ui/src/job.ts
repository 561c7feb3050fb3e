// Long work of a screen: one at a time, cancelled by the operator, and what it brings taken only while the screen is there.

import { useRef, useState } from "preact/hooks";
import { fail, withProgress } from "./actions";
import { asWireError, ipc } from "./ipc";
import type { JobId, WireError } from "./ipc";
import { useStillHere } from "./leaving";

export interface Job<With = void> {
  /** None while nothing runs. */
  id: JobId | null;
  error: WireError | null;
  /** Ended by the operator. */
  cancelled: boolean;
  start: (by: With) => void;
  cancel: () => void;
}

export function useJob<Answer, With = void>(
  work: (job: JobId, by: With) => Promise<Answer>,
  done: (answer: Answer) => void,
): Job<With> {
  const [id, setId] = useState<JobId | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [cancelled, setCancelled] = useState(false);
  const running = useRef<JobId | null>(null);
  const stopped = useRef(false);
  const here = useStillHere();
  const start = (by: With) => {
    if (running.current !== null) {
      return;
    }
    const job = crypto.randomUUID();
    running.current = job;
    stopped.current = false;
    setId(job);
    setError(null);
    setCancelled(false);
    withProgress(job, () => work(job, by))
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
        if (here.current) {
          setId(null);
        }
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
