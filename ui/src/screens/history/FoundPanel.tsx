// What does Twilio show of one message, and what does it mean?

import type { ComponentChildren } from "preact";
import { go, switchTo } from "../../actions";
import { momentWithOffset, priceText } from "../../format";
import type { At, FoundMessage, TestOfMessage } from "../../ipc";
import { StateBadge } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Moment } from "../../parts/Moment";
import { current } from "../../state";
import * as words from "../../words";
import { Explained } from "../test/Explained";

const FAILED: FoundMessage["state"][] = ["undelivered", "failed"];

/** Nothing more becomes known of these. */
const ENDED: FoundMessage["state"][] = [...FAILED, "canceled"];

export function FoundPanel({ message }: { message: FoundMessage }) {
  const missing = ENDED.includes(message.state) ? words.lookUp.notSaid : words.lookUp.notYet;
  return (
    <div class="outcome">
      <header class="outcome-head">
        <div role="status" aria-label={words.tests.status}>
          <StateBadge state={message.state} twilioStatus={message.status} />
        </div>
      </header>
      <p>{message.says}</p>
      {message.explanation && <Explained explanation={message.explanation} failed={FAILED.includes(message.state)} />}
      <section class="inspector-part">
        {message.test ? (
          <>
            <p>{words.lookUp.ours(message.test.workspace_name)}</p>
            <Button onClick={() => openTest(message.test!)}>{words.lookUp.openTest}</Button>
          </>
        ) : (
          <p class="quiet-text">{words.lookUp.notOurs}</p>
        )}
      </section>
      <section class="inspector-part">
        <h3>{words.lookUp.facts}</h3>
        {message.body !== "" && (
          <blockquote class="body-text" dir="auto">
            {message.body}
          </blockquote>
        )}
        <dl class="details">
          <Fact missing={missing} term={words.lookUp.direction}>{words.lookUp.directions[message.direction]}</Fact>
          <Fact missing={missing} term={words.lookUp.from}>
            {message.from && <CopyValue value={message.from} what={words.lookUp.from} />}
          </Fact>
          <Fact missing={missing} term={words.lookUp.to}>
            <CopyValue value={message.to} what={words.lookUp.to} />
          </Fact>
          {message.service && (
            <Fact missing={missing} term={words.lookUp.service}>
              <CopyValue value={message.service} what={words.lookUp.service} />
            </Fact>
          )}
          <Fact missing={missing} term={words.lookUp.created}>
            <Time missing={missing} at={message.created_at} />
          </Fact>
          <Fact missing={missing} term={words.lookUp.sent}>
            <Time missing={missing} at={message.sent_at} />
          </Fact>
          <Fact missing={missing} term={words.lookUp.updated}>
            <Time missing={missing} at={message.updated_at} />
          </Fact>
          <Fact missing={missing} term={words.lookUp.segments}>{message.segments?.toLocaleString()}</Fact>
          {message.media > 0 && (
            <Fact missing={missing} term={words.lookUp.media}>
              {message.media.toLocaleString()}
            </Fact>
          )}
          <Fact missing={missing} term={words.lookUp.price}>
            {message.price !== null && priceText(message.price, message.price_unit)}
          </Fact>
          <Fact missing={missing} term={words.lookUp.sid}>
            <CopyValue value={message.message_sid} what={words.lookUp.sid} />
          </Fact>
          <Fact missing={missing} term={words.lookUp.account}>
            <CopyValue value={message.account_sid} what={words.lookUp.account} />
          </Fact>
        </dl>
        <p class="small quiet-text">
          {words.lookUp.read} <Moment at={message.read_at} />
        </p>
      </section>
    </div>
  );
}

/** What Twilio does not tell is said, too. */
function Fact({ term, missing, children }: { term: string; missing: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children || <span class="quiet-text">{missing}</span>}</dd>
    </>
  );
}

function Time({ at, missing }: { at: At | null; missing: string }) {
  return at === null ? (
    <span class="quiet-text">{missing}</span>
  ) : (
    <time dateTime={at} title={at}>
      {momentWithOffset(at)}
    </time>
  );
}

function openTest({ id, workspace }: TestOfMessage): void {
  if (current().workspace !== workspace) {
    switchTo(workspace);
  }
  go({ at: "history", open: id });
}
