// What became of a message, step by step?

import type { TimelineEntry } from "../ipc";
import { clockText, elapsedText } from "../format";
import * as words from "../words";
import { stateText, toneOf } from "./Badge";

/** The first line has the time of the click, the others the time since then and, smaller, since the line before where that is another. */
export function Timeline({ entries, label }: { entries: TimelineEntry[]; label: string }) {
  return (
    <ol class="timeline" aria-label={label}>
      {entries.map((entry, position) => {
        const before = entries[position - 1];
        const step = before && elapsedText(Math.max(entry.elapsed_ms - before.elapsed_ms, 0));
        const elapsed = elapsedText(entry.elapsed_ms);
        return (
          <li key={`${entry.state} ${entry.at}`} class={position === entries.length - 1 ? toneOf(entry.state) : "past"}>
            <span class="timeline-state">{stateText(entry.state, entry.twilio_status)}</span>
            <span class="timeline-times">
              {position > 1 && step !== undefined && step !== elapsed && (
                <small title={words.explanation.step(step)}>{`(${step})`}</small>
              )}
              <time dateTime={entry.at} title={entry.at}>
                {position === 0 ? clockText(entry.at) : elapsed}
              </time>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
