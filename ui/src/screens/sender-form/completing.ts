// What could the sender ID be? Completed from what the account owns, which is read in the background when the form opens.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { Completion, SenderType, WireError, WorkspaceId } from "../../ipc";

export interface Completing {
  /** None until the first answer. */
  completion: Completion | null;
  reading: boolean;
  /** Why the account could not be read at all. */
  error: WireError | null;
  readAgain: () => void;
}

/** `type` narrows what is offered, unless nothing of that type matches. An answer that is overtaken is dropped. */
export function useCompletion(workspace: WorkspaceId, type: SenderType | null, typed: string): Completing {
  const [completion, setCompletion] = useState<Completion | null>(null);
  const [reading, setReading] = useState(false);
  const [readings, setReadings] = useState(0);
  const [error, setError] = useState<WireError | null>(null);
  const asked = useRef(0);
  const wasRead = useRef(false);

  const read = (again: boolean) => {
    wasRead.current = true;
    setReading(true);
    setError(null);
    ipc
      .readCatalogue(workspace, again)
      .then(
        () => setReadings((count) => count + 1),
        (reason: unknown) => setError(asWireError(reason)),
      )
      .finally(() => setReading(false));
  };
  useEffect(() => {
    const turn = ++asked.current;
    void complete(workspace, type, typed).then(
      (answer) => {
        if (turn !== asked.current) {
          return;
        }
        setCompletion(answer);
        if (answer.state === "not_read" && !wasRead.current) {
          read(false);
        }
      },
      () => undefined, // Typing goes on without it.
    );
  }, [workspace, type, typed, readings]);

  return {
    completion,
    reading: reading || completion?.state === "reading",
    error,
    readAgain: () => read(true),
  };
}

async function complete(workspace: WorkspaceId, type: SenderType | null, typed: string): Promise<Completion> {
  const ofType = await ipc.completeSenderId(workspace, type, typed);
  return type !== null && typed.trim() !== "" && ofType.matching === 0
    ? ipc.completeSenderId(workspace, null, typed)
    : ofType;
}
