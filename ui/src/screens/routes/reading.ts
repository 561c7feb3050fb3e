// What is live is being read: by a click or a key, and whether that has ended, was cancelled or failed.

import { useEffect, useRef, useState } from "preact/hooks";
import { fail } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { JobId, WireError, WorkspaceView } from "../../ipc";
import { isWithoutSecret } from "../../state";

export interface LiveReading {
  /** The job under way; none while nothing is read from here. */
  job: JobId | null;
  error: WireError | null;
  /** Reads the account; `again` even where it was read a short while ago. None without a credential. */
  read: ((again: boolean) => void) | null;
  cancel: () => void;
}

export function useLiveReading(workspace: WorkspaceView): LiveReading {
  const [job, setJob] = useState<JobId | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const running = useRef<JobId | null>(null);
  const put = (id: JobId | null) => {
    running.current = id;
    setJob(id);
  };
  const read = (again: boolean) => {
    if (running.current !== null) {
      return;
    }
    const id = crypto.randomUUID();
    put(id);
    setError(null);
    ipc
      .readLive(workspace.id, again, id)
      .catch((reason: unknown) => running.current === id && setError(asWireError(reason)))
      .finally(() => running.current === id && put(null));
  };
  useEffect(() => () => void (running.current = null), []);
  return {
    job,
    error,
    read: isWithoutSecret(workspace) ? null : read,
    cancel: () => {
      if (running.current !== null) {
        ipc.cancelJob(running.current).catch(fail);
      }
    },
  };
}
