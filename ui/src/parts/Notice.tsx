// How does the page say that something is so, or went wrong?

import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { heed } from "../actions";
import type { WireError } from "../ipc";
import * as words from "../words";
import { Link } from "./Button";
import { Icon } from "./Icon";
import { Reauthenticate } from "./Remedy";

export interface NoticeProps {
  tone: "info" | "warn" | "bad" | "ok";
  title?: string;
  children?: ComponentChildren;
}

const ICONS = { info: "info", warn: "warning", bad: "cross", ok: "check" } as const;

export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`}>
      <Icon name={ICONS[tone]} />
      <div class="notice-body">
        {title && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

/** An error with what to do next and, where Twilio answered, its own words. */
export function ErrorNotice({ error, title }: { error: WireError; title?: string }) {
  // Once: an error of a list that is read again because of it must not do so for ever.
  useEffect(() => heed(error), []);
  return (
    <div role="alert">
      <Notice tone="bad" title={title}>
        <p>{error.message}</p>
        {error.hint && <p>{error.hint}</p>}
        {error.twilio && <TwilioWords answer={error.twilio} />}
        <Reauthenticate error={error} />
      </Notice>
    </div>
  );
}

interface TwilioWordsProps {
  answer: NonNullable<WireError["twilio"]>;
  /** With a link to Twilio's page, where no other one stands beside it. */
  withPage?: boolean;
}

/** Twilio's answer as it came. */
export function TwilioWords({ answer, withPage = true }: TwilioWordsProps) {
  // A message that failed on its way is told by an answer that is itself in order.
  const status = answer.status >= 400 && `HTTP ${answer.status}`;
  const code = answer.code !== null && words.tests.code(answer.code).toLowerCase();
  return (
    <div class="twilio-words">
      <p class="small">
        {words.tests.twilioSaid}: {[status, code].filter(Boolean).join(", ")}
      </p>
      <p class="quote">{answer.message}</p>
      {answer.request_id && (
        <p class="small">
          {words.tests.requestId} <code>{answer.request_id}</code>
        </p>
      )}
      {withPage && answer.code !== null && <Link to={`twilio-error-${answer.code}`}>{words.tests.twilioPage}</Link>}
    </div>
  );
}
