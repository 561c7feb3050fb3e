// How do the routes stand, and are they read again by and by while the window is looked at?

import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../actions";
import { ipc } from "../ipc";
import type { WorkspaceId, WorkspaceView } from "../ipc";
import { current, isWithoutSecret, useDesk, useReadOnly } from "../state";
import * as words from "../words";

/** Changes come in runs: they are counted once a run has paused for so long. */
const PAUSE = 150;
/** How often it is asked whether what was read is old; the back end reads at most every ten minutes. */
const EVERY = 60_000;

interface Counts {
  of: WorkspaceId;
  /** Whether anything was read since the start. */
  isRead: boolean;
  changed: number;
  differing: number;
}

/** What stands beside *Routes*; empty while nothing is known or nothing differs. */
export function useRoutesNoted(workspace: WorkspaceView): string {
  const [known, setKnown] = useState<Counts | null>(null);
  const told = useRef<Counts | null>(null);
  const live = useDesk((state) => state.liveVersion);
  const senders = useDesk((state) => state.sendersVersion);
  const counts = known?.of === workspace.id ? known : null;
  useEffect(() => {
    let latest = true;
    const timer = setTimeout(() => {
      ipc.routes(workspace.id, { search: "", state: null, offset: 0, limit: 0 }).then(
        ({ read_at, changed, differing }) => {
          if (latest) {
            const next = { of: workspace.id, isRead: read_at !== null, changed, differing };
            notice(told.current, next);
            told.current = next;
            setKnown(next);
          }
        },
        () => undefined, // The screen itself says why it cannot be read.
      );
    }, PAUSE);
    return () => {
      latest = false;
      clearTimeout(timer);
    };
  }, [workspace, live, senders]);
  useReadingAgain(workspace, counts?.isRead ?? false);
  if (!counts || counts.changed + counts.differing === 0) {
    return "";
  }
  return counts.changed > 0
    ? words.routes.changedCount(counts.changed)
    : words.routes.differCount(counts.differing);
}

/** A change that was found while one looks elsewhere is told. */
function notice(before: Counts | null, now: Counts): void {
  if (before?.of === now.of && before.isRead && now.changed > before.changed && current().screen.at !== "routes") {
    say(words.routes.changedMeanwhile(now.changed));
  }
}

/** What was read once is read again while the window is visible; a failure is left for the next time. */
function useReadingAgain(workspace: WorkspaceView, isRead: boolean): void {
  const readOnly = useReadOnly();
  const may = isRead && !readOnly && !isWithoutSecret(workspace);
  useEffect(() => {
    if (!may) {
      return;
    }
    const read = () => {
      if (document.visibilityState === "visible") {
        ipc.readLive(workspace.id, false, crypto.randomUUID()).catch(() => undefined);
      }
    };
    const timer = setInterval(read, EVERY);
    document.addEventListener("visibilitychange", read);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", read);
    };
  }, [workspace.id, may]);
}
