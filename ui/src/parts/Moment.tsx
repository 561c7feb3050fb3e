// How is a moment shown? By distance, with the date on hover and the raw value for machines.

import { agoText, momentText } from "../format";
import type { At } from "../ipc";
import { useNow } from "../now";

export function Moment({ at }: { at: At }) {
  return (
    <time dateTime={at} title={`${momentText(at)}\n${at}`}>
      {agoText(at, useNow())}
    </time>
  );
}
