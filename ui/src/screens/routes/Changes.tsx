// What was changed at Twilio from here, and can it be taken back?

import { useEffect, useRef, useState } from "preact/hooks";
import { ipc } from "../../ipc";
import type { WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { Icon } from "../../parts/Icon";
import { useReady } from "../../ready";
import { useDesk } from "../../state";
import * as words from "../../words";
import { Journal } from "./apply/Journal";

interface ChangesProps {
  workspace: WorkspaceView;
  /** What is live was written to. */
  onWritten: () => void;
  onBack: () => void;
}

export function Changes({ workspace, onWritten, onBack }: ChangesProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useReady("changes");
  useKeys({ escape: onBack });
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <button
            type="button"
            class="button quiet icon-only back"
            aria-label={words.route.back}
            title={words.route.back}
            onClick={onBack}
          >
            <Icon name="chevron" />
          </button>
          <h1 ref={heading} tabIndex={-1}>
            {words.routes.changes}
          </h1>
        </header>
        <div class="scroll">
          <div class="routes-screen">
            <Journal workspace={workspace} onWritten={onWritten} />
          </div>
        </div>
      </main>
    </div>
  );
}

/** Of how many changes it is not known what became of them; 0 while that is not known itself. */
export function useUnfinished(workspace: WorkspaceView): number {
  const [unfinished, setUnfinished] = useState(0);
  const version = useDesk((state) => state.liveVersion);
  useEffect(() => {
    let latest = true;
    ipc.applied(workspace.id, 0, 0).then(
      (page) => latest && setUnfinished(page.unfinished),
      () => undefined, // The screen of changes says why they cannot be read.
    );
    return () => void (latest = false);
  }, [workspace.id, version]);
  return unfinished;
}
