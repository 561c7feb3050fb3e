// Does an answer to this test reach Twilio? It is watched for a stated time; nothing is sent from here.

import { useEffect, useRef, useState } from "preact/hooks";
import { clockText } from "../../format";
import { asWireError, ipc } from "../../ipc";
import type { FindingLevel, ReplyView, TestId, TestView, WireError } from "../../ipc";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Moment } from "../../parts/Moment";
import { ErrorNotice, Notice } from "../../parts/Notice";
import type { NoticeProps } from "../../parts/Notice";
import { useDesk } from "../../state";
import * as words from "../../words";
import { Explained } from "./Explained";

const TONES: Record<FindingLevel, NoticeProps["tone"]> = {
  ok: "ok",
  not_checkable: "info",
  warning: "warn",
  problem: "bad",
};
const PRACTISED = ["HELLO", "STOP", "START"];

/** Nothing is shown before the test was sent: until then there is nothing to answer. */
export function ReplyPanel({ view }: { view: TestView }) {
  const sent = view.state === "sent" || view.state === "delivered" || view.state === "read";
  return sent ? <Replies key={view.id} test={view.id} state={view.state} /> : null;
}

function Replies({ test, state }: { test: TestId; state: TestView["state"] }) {
  const { reply, error, busy, ask } = useReply(test, state);
  if (!reply) {
    return error && <ErrorNotice error={error} title={words.replies.failed} />;
  }
  const concluded = reply.level !== null || reply.messages.length > 0;
  return (
    <section class="inspector-part reply" aria-label={words.replies.title}>
      <h3>{words.replies.title}</h3>
      <div role="status">
        {concluded ? (
          <Notice tone={reply.level ? TONES[reply.level] : "info"} title={reply.title}>
            {reply.says.map((said) => (
              <p key={said}>{said}</p>
            ))}
          </Notice>
        ) : (
          <>
            {reply.state !== "offered" && <strong>{reply.title}</strong>}
            {reply.says.map((said) => (
              <p key={said}>{said}</p>
            ))}
          </>
        )}
      </div>
      {reply.webhook_error && <Explained explanation={reply.webhook_error} failed />}
      {reply.effects.map((effect) => (
        <Notice key={effect} tone="warn">
          <p>{effect}</p>
        </Notice>
      ))}
      {reply.messages.length > 0 && <Arrived messages={reply.messages} />}
      {reply.trouble && (
        <Notice tone="warn" title={words.replies.trouble}>
          <p>{reply.trouble}</p>
        </Notice>
      )}
      {error && <ErrorNotice error={error} title={words.replies.failed} />}
      <div class="actions">
        {reply.can_watch && (
          <Button busy={busy} onClick={() => ask(() => ipc.watchReply(test))}>
            {reply.state === "offered" ? words.replies.watch : words.replies.longer}
          </Button>
        )}
        {reply.can_stop && (
          <Button busy={busy} onClick={() => ask(() => ipc.stopReplyWatch(test))}>
            {words.replies.stop}
          </Button>
        )}
        {reply.until && (
          <span class="small quiet-text">
            {words.replies.until(clockText(reply.until))}
          </span>
        )}
      </div>
      {reply.can_practise && (
        <div class="actions">
          {PRACTISED.map((word) => (
            <Button key={word} kind="quiet" busy={busy} onClick={() => ask(() => ipc.practiseReply(test, word))}>
              {words.replies.practise(word)}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}

function Arrived({ messages }: { messages: ReplyView["messages"] }) {
  return (
    <ul class="matches" aria-label={words.replies.arrived}>
      {messages.map((message) => (
        <li key={message.message_sid}>
          <div>
            <blockquote class="body-text" dir="auto">
              {message.body}
            </blockquote>
            <CopyValue value={message.message_sid} what={words.replies.messageSid} />
            {message.at && (
              <p class="small quiet-text">
                <Moment at={message.at} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The test of a reply, live. A read that is overtaken by a later one is dropped. */
function useReply(test: TestId, state: TestView["state"]) {
  const [reply, setReply] = useState<ReplyView | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const version = useDesk((now) => now.repliesVersion);
  const sequence = useRef(0);
  const take = (asking: Promise<ReplyView>) => {
    const asked = ++sequence.current;
    return asking.then(
      (read) => {
        if (asked === sequence.current) {
          setReply(read);
          setError(null);
        }
      },
      (reason: unknown) => {
        if (asked === sequence.current) {
          setError(asWireError(reason));
        }
      },
    );
  };
  useEffect(() => void take(ipc.replyWatch(test)), [test, state, version]);
  // A second click comes before the page is drawn again, and would let the handset answer twice.
  const asking = useRef(false);
  const ask = (begin: () => Promise<ReplyView>) => {
    if (asking.current) {
      return;
    }
    asking.current = true;
    setBusy(true);
    void take(begin()).finally(() => {
      asking.current = false;
      setBusy(false);
    });
  };
  return { reply, error, busy, ask };
}
