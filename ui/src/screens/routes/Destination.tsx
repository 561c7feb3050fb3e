// Where does a path end, as a word with its picture?

import type { Destination, FindingLevel } from "../../ipc";
import { Tag } from "../../parts/Badge";
import type { Tone } from "../../parts/Badge";
import type { IconName } from "../../parts/Icon";
import * as words from "../../words";

export const DESTINATIONS: Record<Destination, IconName> = {
  moengage: "check",
  moengage_unconfirmed: "question",
  moengage_wrongly: "warning",
  elsewhere: "external",
  nobody: "cross",
  none: "dash",
  unknown: "question",
};

const TONES: Record<FindingLevel, Tone> = { ok: "quiet", not_checkable: "quiet", warning: "warn", problem: "bad" };

/** `level` is how bad it is: nobody may be all right where no reply is waited for. */
export function DestinationTag({ to, level }: { to: Destination; level: FindingLevel }) {
  return (
    <Tag tone={toneOf(to, level)} icon={DESTINATIONS[to]}>
      {words.routes.destination[to]}
    </Tag>
  );
}

export function toneOf(to: Destination, level: FindingLevel): Tone {
  return to === "moengage" ? "ok" : TONES[level];
}
