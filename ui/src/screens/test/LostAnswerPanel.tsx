// Was it sent or not? The answer was lost, so Twilio's list is asked; nothing is sent again by itself.

import { useRef, useState } from "preact/hooks";
import { clockText } from "../../format";
import { asWireError, ipc } from "../../ipc";
import type { LostAnswer, TestId, TestView, WireError } from "../../ipc";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Moment } from "../../parts/Moment";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { change, current, useReadOnly } from "../../state";
import { useNow } from "../../now";
import * as words from "../../words";
import { SendAgainDialog } from "./SendAgainDialog";

interface LostAnswerPanelProps {
  view: TestView;
  lost: LostAnswer;
  onView: (view: TestView) => void;
  onShow: (id: TestId) => void;
}

export function LostAnswerPanel({ view, lost, onView, onShow }: LostAnswerPanelProps) {
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
      <SendAgain view={view} lost={lost} onError={setError} onShow={onShow} />
      {error && <ErrorNotice error={error} />}
    </section>
  );
}

interface SendAgainProps {
  view: TestView;
  lost: LostAnswer;
  onError: (error: WireError | null) => void;
  onShow: (id: TestId) => void;
}

/** Offered only when enough time has passed and Twilio's list was read after that. */
function SendAgain({ view, lost, onError, onShow }: SendAgainProps) {
  const now = useNow();
  const readOnly = useReadOnly();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const sending = useRef(false);
  /** One message however often it is asked for: whoever asks again finds the record. */
  const id = useRef(crypto.randomUUID());
  const sentAgain = lost.sent_again;
  if (sentAgain !== null) {
    return (
      <p>
        {words.tests.sentAgain}.{" "}
        <button type="button" class="link" onClick={() => onShow(sentAgain)}>
          {words.tests.showAgain}
        </button>
      </p>
    );
  }
  const from = Date.parse(lost.again_from);
  const looked = lost.looked_at !== null && Date.parse(lost.looked_at) >= from;
  const unreadable = lost.problem !== null;
  if (lost.matches.length > 0) {
    return <p class="small quiet-text">{words.tests.againFound}</p>;
  }
  const send = () => {
    setAsking(false);
    if (sending.current) {
      return;
    }
    sending.current = true;
    setBusy(true);
    onError(null);
    ipc
      .sendAgain(view.id, id.current)
      .then(
        (sent) => {
          change({ testsVersion: current().testsVersion + 1 });
          onShow(sent.id);
        },
        (reason: unknown) => onError(asWireError(reason)),
      )
      .finally(() => {
        sending.current = false;
        setBusy(false);
      });
  };
  return (
    <>
      <div class="actions">
        <Button icon="send" busy={busy} disabled={readOnly || (!looked && !unreadable) || now < from} onClick={() => setAsking(true)}>
          {words.tests.sendAgain}
        </Button>
        {(now < from || (!looked && !unreadable)) && (
          <span class="small quiet-text">
            {now < from ? (
              <>
                {words.tests.againTooEarly} {clockText(lost.again_from)}.
              </>
            ) : (
              words.tests.againLook
            )}
          </span>
        )}
      </div>
      {asking && <SendAgainDialog view={view} unreadable={unreadable && !looked} onSend={send} onClose={() => setAsking(false)} />}
    </>
  );
}

function foundText(count: number): string {
  if (count === 0) {
    return words.tests.noMatch;
  }
  return count === 1 ? words.tests.oneMatch : words.tests.manyMatches(count);
}
