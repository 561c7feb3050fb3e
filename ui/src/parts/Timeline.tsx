// What became of a message, step by step?

import type { TimelineEntry } from "../ipc";
import { clockText, elapsedText } from "../format";
import { stateText, toneOf } from "./Badge";

export function Timeline({ entries, label }: { entries: TimelineEntry[]; label: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {entries.map((entry, position) => (
        <li key={`${entry.state} ${entry.at}`} class={position === entries.length - 1 ? toneOf(entry.state) : "past"}>
          <span class="timeline-state">{stateText(entry.state, entry.twilio_status)}</span>
          <time dateTime={entry.at} title={entry.at}>
            {position === 0 ? clockText(entry.at) : elapsedText(entry.elapsed_ms)}
          </time>
        </li>
      ))}
    </ol>
  );
}
