// How many steps of the set-up are left in this workspace?

import { useEffect, useState } from "preact/hooks";
import { ipc } from "../ipc";
import type { WorkspaceId, WorkspaceView } from "../ipc";
import { useDesk } from "../state";

/** Changes come in runs: the count is asked for once a run has paused for so long. */
const PAUSE = 150;

/** 0 while it is not known. */
export function useStepsLeft(workspace: WorkspaceView): number {
  const [known, setKnown] = useState<{ of: WorkspaceId; left: number } | null>(null);
  const version = useDesk((state) => state.sendersVersion);
  useEffect(() => {
    let latest = true;
    const timer = setTimeout(() => {
      ipc.setupOverview(workspace.id, 0, 0).then(
        ({ left }) => latest && setKnown({ of: workspace.id, left }),
        () => undefined, // The screen itself says why it cannot be read.
      );
    }, PAUSE);
    return () => {
      latest = false;
      clearTimeout(timer);
    };
  }, [workspace, version]);
  return known?.of === workspace.id ? known.left : 0;
}
