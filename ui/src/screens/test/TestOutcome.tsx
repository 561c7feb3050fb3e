// What became of one test, what does that mean, and what can be done about it?

import { useState } from "preact/hooks";
import { fail, say, showTest } from "../../actions";
import { ipc } from "../../ipc";
import type { TestId, TestView } from "../../ipc";
import { priceText } from "../../format";
import { StateBadge } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { CopyValue, copyText } from "../../parts/CopyButton";
import { Moment } from "../../parts/Moment";
import { Notice } from "../../parts/Notice";
import { Timeline } from "../../parts/Timeline";
import * as words from "../../words";
import { Explained } from "./Explained";
import { LostAnswerPanel } from "./LostAnswerPanel";
import { Practised } from "./Practised";
import { ReplyPanel } from "./ReplyPanel";
import { SupportDialog } from "./SupportDialog";

interface TestOutcomeProps {
  view: TestView;
  onView: (view: TestView) => void;
  /** Shows another test in its place. */
  onShow?: (id: TestId) => void;
}

export function TestOutcome({ view, onView, onShow = showTest }: TestOutcomeProps) {
  const { following, explanation } = view;
  return (
    <div class="outcome">
      <header class="outcome-head">
        <h2>{words.tests.toWhom(view.recipient)}</h2>
        <div role="status" aria-label={words.tests.status}>
          <StateBadge state={view.state} twilioStatus={view.twilio_status} />
        </div>
      </header>
      <p class="small quiet-text">
        {words.tests.fromWhom} <bdi>{view.sender_name}</bdi>, {view.sender_id}, <Moment at={view.created_at} />
      </p>
      <Practised view={view} />
      {explanation && <Explained explanation={explanation} failed={FAILED.includes(view.state)} />}
      {view.state === "unknown" && view.lost_answer && (
        <LostAnswerPanel key={view.id} view={view} lost={view.lost_answer} onView={onView} onShow={onShow} />
      )}
      <section class="inspector-part">
        <h3>{words.tests.happened}</h3>
        <Timeline entries={view.timeline} label={words.tests.happened} />
        {following.following === "paused" && (
          <Notice tone="warn" title={words.tests.paused}>
            <p>{following.reason}</p>
          </Notice>
        )}
        {following.following === "ended" && following.reason && (
          <p class="small quiet-text">
            {words.tests.ended}. {following.reason}
          </p>
        )}
      </section>
      <ReplyPanel view={view} />
      <Details view={view} />
      <section class="inspector-part">
        <h3>{words.tests.proves}</h3>
        <p class="quiet-text">{view.proves}</p>
      </section>
    </div>
  );
}

const FAILED: TestView["state"][] = ["not_sent", "refused", "undelivered", "failed"];

/** Twilio has these and charges for them, so that a price can still come. */
const CHARGED: TestView["state"][] = ["accepted", "queued", "sending", "sent", "delivered", "undelivered", "read"];

/** A Messaging Service may still choose its sender. */
const CHOOSING: TestView["state"][] = ["accepted", "scheduled"];

function Details({ view }: { view: TestView }) {
  const price = view.price !== null ? priceText(view.price, view.price_unit) : words.outcome.notYet;
  const choosing = view.sender_type === "messaging_service" && CHOOSING.includes(view.state);
  return (
    <section class="inspector-part">
      <h3>{words.tests.details}</h3>
      {view.body !== "" && (
        <blockquote class="body-text" dir="auto">
          {view.body}
        </blockquote>
      )}
      {view.media.length > 0 && (
        <ol class="media-sent" aria-label={words.tests.media}>
          {view.media.map((url, position) => (
            <li key={position}>
              <CopyValue value={url} what={words.media.url(position + 1)} />
            </li>
          ))}
        </ol>
      )}
      {view.converted && (
        <Notice tone="info" title={words.outcome.converted}>
          <p>{words.outcome.convertedSays}</p>
        </Notice>
      )}
      <dl class="details">
        {view.message_sid && (
          <>
            <dt>{words.tests.messageSid}</dt>
            <dd>
              <CopyValue value={view.message_sid} what={words.tests.messageSid} />
            </dd>
          </>
        )}
        {view.chosen_sender ? (
          <>
            <dt>{words.tests.chosen}</dt>
            <dd>
              <CopyValue value={view.chosen_sender} what={words.tests.chosen} />
            </dd>
          </>
        ) : (
          choosing && (
            <>
              <dt>{words.tests.chosen}</dt>
              <dd class="quiet-text">{words.outcome.notChosen}</dd>
            </>
          )
        )}
        {view.segments !== null && (
          <>
            <dt>{words.tests.segments}</dt>
            <dd>{view.segments.toLocaleString()}</dd>
          </>
        )}
        {(view.price !== null || CHARGED.includes(view.state)) && (
          <>
            <dt>{words.tests.price}</dt>
            <dd class={view.price === null ? "quiet-text" : undefined}>{price}</dd>
          </>
        )}
      </dl>
      <MessageActions view={view} />
    </section>
  );
}

function MessageActions({ view }: { view: TestView }) {
  const [support, setSupport] = useState(false);
  const sid = view.message_sid;
  const open = (sid: string) => {
    void copyText(sid)
      .then((copied) => ipc.openMessageInTwilio(view.id).then(() => copied && say(words.outcome.opened)))
      .catch(fail);
  };
  return (
    <div class="actions" role="group" aria-label={words.outcome.actions}>
      {sid !== null && (
        <Button kind="quiet" icon="external" title={words.outcome.openHint} onClick={() => open(sid)}>
          {words.outcome.open}
        </Button>
      )}
      <Button kind="quiet" icon="copy" popup="dialog" onClick={() => setSupport(true)}>
        {words.outcome.support}
      </Button>
      {support && <SupportDialog ids={[view.id]} onClose={() => setSupport(false)} />}
    </div>
  );
}
