// What became of one test, what does that mean, and what can be done about it?

import type { TestView } from "../../ipc";
import { priceText } from "../../format";
import { StateBadge } from "../../parts/Badge";
import { Link } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Notice, TwilioWords } from "../../parts/Notice";
import { Timeline } from "../../parts/Timeline";
import { Moment } from "../../parts/Moment";
import * as words from "../../words";
import { LostAnswerPanel } from "./LostAnswerPanel";

interface TestOutcomeProps {
  view: TestView;
  onView: (view: TestView) => void;
}

export function TestOutcome({ view, onView }: TestOutcomeProps) {
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
      {view.state === "unknown" && view.lost_answer && (
        <LostAnswerPanel key={view.id} view={view} lost={view.lost_answer} onView={onView} />
      )}
      {explanation && <WhatToDo explanation={explanation} />}
      <Details view={view} />
      <section class="inspector-part">
        <h3>{words.tests.proves}</h3>
        <p class="quiet-text">{view.proves}</p>
      </section>
    </div>
  );
}

export function WhatToDo({ explanation }: { explanation: NonNullable<TestView["explanation"]> }) {
  return (
    <>
      <Notice tone="bad" title={explanation.title}>
        {explanation.code !== null && <p>{words.tests.code(explanation.code)}</p>}
        {explanation.source === "twilio" && <p class="small">{words.tests.twilioWords}</p>}
      </Notice>
      <section class="inspector-part">
        <h3>{words.tests.whatToDo}</h3>
        <p>{explanation.what_to_do}</p>
        {explanation.twilio ? (
          <TwilioWords answer={explanation.twilio} />
        ) : (
          explanation.code !== null && <Link to={`twilio-error-${explanation.code}`}>{words.tests.twilioPage}</Link>
        )}
      </section>
    </>
  );
}

function Details({ view }: { view: TestView }) {
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
      <dl class="details">
        {view.message_sid && (
          <>
            <dt>{words.tests.messageSid}</dt>
            <dd>
              <CopyValue value={view.message_sid} what={words.tests.messageSid} />
            </dd>
          </>
        )}
        {view.chosen_sender && (
          <>
            <dt>{words.tests.chosen}</dt>
            <dd>
              <CopyValue value={view.chosen_sender} what={words.tests.chosen} />
            </dd>
          </>
        )}
        {view.segments !== null && (
          <>
            <dt>{words.tests.segments}</dt>
            <dd>{view.segments.toLocaleString()}</dd>
          </>
        )}
        {view.price !== null && (
          <>
            <dt>{words.tests.price}</dt>
            <dd>{priceText(view.price, view.price_unit)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
