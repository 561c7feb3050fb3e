// How is a state shown? As an icon and a word; the colour only repeats them.

import type { Access, TestState } from "../ipc";
import * as words from "../words";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

export type Tone = "ok" | "bad" | "warn" | "quiet" | "live";

const ACCESS: Record<Access, [Tone, IconName]> = {
  yes: ["ok", "check"],
  no: ["bad", "cross"],
  could_not_check: ["warn", "question"],
  not_tried: ["quiet", "dash"],
};

const TEST: Record<TestState, [Tone, IconName]> = {
  posting: ["live", "clock"],
  not_sent: ["bad", "cross"],
  refused: ["bad", "cross"],
  unknown: ["warn", "question"],
  accepted: ["live", "clock"],
  scheduled: ["live", "clock"],
  queued: ["live", "clock"],
  sending: ["live", "clock"],
  sent: ["live", "clock"],
  delivered: ["ok", "check"],
  undelivered: ["bad", "cross"],
  failed: ["bad", "cross"],
  canceled: ["bad", "cross"],
  read: ["ok", "check"],
  other: ["quiet", "question"],
};

export function Tag({
  tone = "quiet",
  icon,
  children,
}: {
  tone?: Tone;
  icon?: IconName;
  children: preact.ComponentChildren;
}) {
  return (
    <span class={`tag ${tone}`}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  );
}

export function AccessBadge({ access }: { access: Access }) {
  const [tone, icon] = ACCESS[access];
  return (
    <Tag tone={tone} icon={icon}>
      {words.access[access]}
    </Tag>
  );
}

export function StateBadge({ state, twilioStatus = null }: { state: TestState; twilioStatus?: string | null }) {
  const [tone, icon] = TEST[state];
  return (
    <Tag tone={tone} icon={icon}>
      {stateText(state, twilioStatus)}
    </Tag>
  );
}

export function toneOf(state: TestState): Tone {
  return TEST[state][0];
}

/** The word for a state; a status that this version does not know is shown as Twilio wrote it. */
export function stateText(state: TestState, twilioStatus: string | null): string {
  return state === "other" ? (twilioStatus ?? words.testState.unknown) : words.testState[state];
}
