// Does this sender work? A test from the form, before anything is saved.

import { useEffect, useRef, useState } from "preact/hooks";
import type { TestId, WorkspaceView } from "../../ipc";
import { Icon } from "../../parts/Icon";
import * as words from "../../words";
import { TestComposer } from "../test/TestComposer";
import { TestOutcome } from "../test/TestOutcome";
import { useTest } from "../test/following";
import { begun, beginUnsaved, formName, keptForm, stageOf } from "../test/forms";
import type { UnsavedSender } from "../test/forms";

interface TestPaneProps {
  workspace: WorkspaceView;
  from: UnsavedSender;
  /** Whether it supports MMS. */
  mms: boolean;
  onClose: () => void;
}

export function TestPane({ workspace, from, mms, onClose }: TestPaneProps) {
  const name = formName(workspace.id, true);
  const [shown, setShown] = useState<TestId | null>(() => {
    beginUnsaved(name, from);
    const kept = keptForm(name);
    return stageOf(kept) === "open" ? null : (begun(kept)[0] ?? null);
  });
  const { view, put } = useTest(shown);
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const first = pane.current?.querySelector<HTMLElement>("input:not([readonly]), textarea:not([readonly])");
    (first ?? pane.current?.querySelector<HTMLElement>("button"))?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus();
      }
    };
  }, []);
  return (
    <aside ref={pane} class="inspector" aria-label={words.common.inspector}>
      <header class="inspector-head">
        <h2>{words.senderForm.testPane}</h2>
        <button
          type="button"
          class="button quiet icon-only"
          aria-label={words.senderForm.closeTest}
          title="Esc"
          onClick={onClose}
        >
          <Icon name="cross" />
        </button>
      </header>
      <TestComposer
        workspace={workspace}
        unsaved={from}
        unsavedMms={mms}
        onSend={setShown}
        onAnswer={put}
        onNew={() => setShown(null)}
      />
      {view && <TestOutcome view={view} onView={put} onShow={setShown} />}
    </aside>
  );
}
