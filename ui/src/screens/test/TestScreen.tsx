// How is a test sent and followed? The form and earlier tests in the middle, what became of one beside them.

import { useEffect, useRef, useState } from "preact/hooks";
import { goToSenders } from "../../actions";
import type { TestFrom, TestId, TestView, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { StateBadge } from "../../parts/Badge";
import { Moment } from "../../parts/Moment";
import { useReady } from "../../ready";
import * as words from "../../words";
import { HistoryButton } from "../history/HistoryButton";
import { TestComposer } from "./TestComposer";
import { TestOutcome } from "./TestOutcome";
import { isUnsettled, useTest, useTests } from "./following";
import { begun, formName, keptForm, stageOf } from "./forms";

interface TestScreenProps {
  workspace: WorkspaceView;
  from: TestFrom | null;
  /** An earlier test to show. */
  open: TestId | null;
}

export function TestScreen({ workspace, from, open }: TestScreenProps) {
  const [shown, setShown] = useState<TestId | null>(() => open ?? spentForm(workspace));
  const { view, put } = useTest(shown);
  const earlier = useTests(workspace.id);
  useUnsettledFirst(from === null && shown === null, earlier, setShown);
  useEffect(() => {
    if (open) {
      setShown(open);
    }
  }, [open]);
  useReady("test", earlier !== null);
  useKeys({ escape: () => goToSenders() });

  return (
    <div class={view ? "panes" : "panes no-inspector"}>
      <main>
        <header class="bar">
          <h1>{words.tests.title}</h1>
          <HistoryButton />
        </header>
        <div class="scroll">
          <section class="screen-part">
            <h2>{words.tests.formTitle}</h2>
            <TestComposer
              workspace={workspace}
              begin={from}
              onSend={setShown}
              onAnswer={put}
              onNew={(ids) => setShown((now) => (now !== null && ids.includes(now) ? null : now))}
            />
          </section>
          <section class="screen-part earlier">
            <h2>{words.tests.earlier}</h2>
            {earlier?.length === 0 && <p class="quiet-text">{words.tests.noEarlier}</p>}
            {earlier && earlier.length > 0 && <EarlierTests tests={earlier} shown={shown} onShow={setShown} />}
          </section>
        </div>
      </main>
      {view && (
        <aside class="inspector" aria-label={words.common.inspector}>
          <TestOutcome view={view} onView={put} onShow={setShown} />
        </aside>
      )}
    </div>
  );
}

function spentForm(workspace: WorkspaceView): TestId | null {
  const form = keptForm(formName(workspace.id, false));
  return stageOf(form) === "open" ? null : (begun(form)[0] ?? null);
}

/** Where nothing else was asked for, the screen begins with the newest test of which more can still become known. */
function useUnsettledFirst(wanted: boolean, tests: TestView[] | null, show: (id: TestId) => void): void {
  const looked = useRef(false);
  useEffect(() => {
    if (tests === null || looked.current) {
      return;
    }
    looked.current = true;
    const unsettled = tests.find(isUnsettled);
    if (wanted && unsettled) {
      show(unsettled.id);
    }
  }, [tests]);
}

interface EarlierTestsProps {
  tests: TestView[];
  shown: TestId | null;
  onShow: (id: TestId) => void;
}

function EarlierTests({ tests, shown, onShow }: EarlierTestsProps) {
  return (
    <ul class="earlier-list" aria-label={words.tests.earlier}>
      {tests.map((test) => (
        <li key={test.id}>
          <button
            type="button"
            class="earlier-test"
            aria-current={test.id === shown || undefined}
            onClick={() => onShow(test.id)}
          >
            <StateBadge state={test.state} twilioStatus={test.twilio_status} />
            <code>{test.recipient}</code>
            <span class="cut quiet-text" dir="auto">
              {test.body || test.media.join(", ")}
            </span>
            <small>
              <Moment at={test.created_at} />
            </small>
          </button>
        </li>
      ))}
    </ul>
  );
}
