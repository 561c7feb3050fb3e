// Was it sent or not? The answer was lost, so Twilio's list is asked; nothing is sent again by itself.

import { useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { LostAnswer, TestView, WireError } from "../../ipc";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Moment } from "../../parts/Moment";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { change, current } from "../../state";
import * as words from "../../words";

interface LostAnswerPanelProps {
  view: TestView;
  lost: LostAnswer;
  onView: (view: TestView) => void;
}

export function LostAnswerPanel({ view, lost, onView }: LostAnswerPanelProps) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const ask = (asking: Promise<TestView>) => {
    setBusy(true);
    setError(null);
    const take = (found: TestView) => {
      onView(found);
      // The form that waits for this answer reads it, too.
      change({ testsVersion: current().testsVersion + 1 });
    };
    asking.then(take, (reason: unknown) => setError(asWireError(reason))).finally(() => setBusy(false));
  };
  return (
    <section class="inspector-part lost">
      <h3>{words.tests.unknownTitle}</h3>
      <Notice tone="warn">
        <p>{lost.reason}</p>
        <p>{words.tests.unknownSays}</p>
      </Notice>
      <div class="actions">
        <Button icon="search" busy={busy} onClick={() => ask(ipc.lookForTest(view.id))}>
          {lost.looked_at === null ? words.tests.look : words.tests.lookAgain}
        </Button>
        {lost.looked_at !== null && (
          <span class="small quiet-text">
            {words.tests.looked} <Moment at={lost.looked_at} />
          </span>
        )}
      </div>
      <div role="status">
        {lost.problem && <p class="remark problem">{lost.problem}</p>}
        {lost.looked_at !== null && !lost.problem && <p>{foundText(lost.matches.length)}</p>}
      </div>
      {lost.matches.length > 0 && (
        <ul class="matches" aria-label={words.tests.matches}>
          {lost.matches.map((match) => (
            <li key={match.message_sid}>
              <div>
                <CopyValue value={match.message_sid} what={words.tests.messageSid} />
                <p class="small quiet-text">
                  {match.status}
                  {match.created_at && (
                    <>
                      , <Moment at={match.created_at} />
                    </>
                  )}
                </p>
              </div>
              <Button busy={busy} onClick={() => ask(ipc.adoptMatch(view.id, match.message_sid))}>
                {words.tests.thisIsIt}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {error && <ErrorNotice error={error} />}
    </section>
  );
}

function foundText(count: number): string {
  if (count === 0) {
    return words.tests.noMatch;
  }
  return count === 1 ? words.tests.oneMatch : words.tests.manyMatches(count);
}
