// What becomes of *Import*, and where does the operator stand after it?

import { useEffect, useRef, useState } from "preact/hooks";
import {
  did,
  fail,
  go,
  goToConnect,
  goToSenders,
  putWorkspace,
  say,
  sendersChanged,
  switchTo,
  withProgress,
} from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { ImportDone, ImportView, JobId, WireError } from "../../ipc";
import { useStillHere } from "../../leaving";
import { current } from "../../state";
import * as words from "../../words";
import { forget } from "./reading";

export interface Applying {
  /** While it runs. */
  job: JobId | null;
  /** Why nothing was imported. */
  fault: WireError | null;
  isDone: () => boolean;
  begin: () => void;
  cancel: () => void;
}

/** *Import* itself; leaving the screen calls it off, and gives back what the back end holds. */
export function useApplying(view: ImportView): Applying {
  const { id } = view;
  const [fault, setFault] = useState<WireError | null>(null);
  const [job, setJob] = useState<JobId | null>(null);
  const running = useRef<JobId | null>(null);
  const done = useRef(false);
  const cancelled = useRef(false);
  const here = useStillHere();
  // What was said of another state of things.
  useEffect(() => setFault(null), [view]);
  useEffect(
    () => () => {
      cancel();
      if (!done.current) {
        forget(id);
      }
    },
    [],
  );

  const cancel = () => {
    if (running.current !== null) {
      cancelled.current = true;
      ipc.cancelJob(running.current).catch(fail);
    }
  };
  const refuse = (error: WireError) => {
    // What was called off is answered by a refusal, too.
    if (cancelled.current && error.code === "invalid") {
      say(words.importing.cancelled);
    } else if (here.current) {
      setFault(error);
    } else {
      fail(error);
    }
  };
  const run = async (begun: JobId) => {
    try {
      const brought = await withProgress(begun, () => ipc.applyImport(id, begun));
      done.current = true;
      await takeDone(brought);
      if (here.current) {
        goToImported(brought);
      }
    } catch (reason) {
      refuse(asWireError(reason));
    } finally {
      running.current = null;
      if (here.current) {
        setJob(null);
      }
    }
  };
  return {
    job,
    fault,
    isDone: () => done.current,
    begin: () => {
      // A second click comes before the page is drawn again.
      if (running.current !== null || done.current) {
        return;
      }
      const begun: JobId = crypto.randomUUID();
      running.current = begun;
      cancelled.current = false;
      setFault(null);
      setJob(begun);
      void run(begun);
    },
    cancel,
  };
}


/** Takes what an import brought into the desk, and says it. */
async function takeDone({ workspaces, done, undo, without_credential: without }: ImportDone): Promise<void> {
  for (const id of workspaces) {
    // One after the other: they keep the order of their creation. One that cannot be read was imported all the same.
    await ipc.workspace(id).then(putWorkspace, fail);
  }
  sendersChanged(null);
  const names = without.map((id) => current().desk?.workspaces.find((view) => view.id === id)?.name ?? "");
  did(undo, [done, words.importing.withoutCredential(names)].filter(Boolean).join(" "));
}

/** To the senders of what was imported or, where a credential is missing, to the form that asks for it. */
function goToImported({ workspaces, without_credential: without }: ImportDone): void {
  const [asking] = without;
  const shown = asking ?? workspaces[0] ?? current().workspace;
  if (shown === null) {
    return go({ at: "first-run" });
  }
  if (shown === current().workspace) {
    goToSenders();
  } else {
    switchTo(shown);
  }
  if (asking !== undefined) {
    goToConnect(asking);
  }
}
