// What does not go into a file, and why? Said before it is written.

import type { LeftOutView } from "../../ipc";
import * as words from "../../words";

interface LeftOutProps {
  /** As many as are shown. */
  leftOut: LeftOutView[];
  total: number;
}

export function LeftOut({ leftOut, total }: LeftOutProps) {
  return (
    <section class="share-part" aria-label={words.share.leftOut}>
      <h3>
        {words.share.leftOut}
        {total > 0 && ` (${total.toLocaleString()})`}
      </h3>
      {total === 0 ? (
        <p class="quiet-text">{words.share.nothingLeftOut}</p>
      ) : (
        <ul class="left-out" tabIndex={0} aria-label={words.share.leftOut}>
          {leftOut.map((left, position) => (
            <li key={position}>
              <b dir="auto">{left.place}</b>: {left.what}. {left.why}
              {left.placeholder !== null && (
                <>
                  {" "}
                  <code>{left.placeholder}</code> {words.share.insteadOf}.
                </>
              )}
            </li>
          ))}
          {total > leftOut.length && <li class="quiet-text">{words.share.leftOutMore(total - leftOut.length)}</li>}
        </ul>
      )}
    </section>
  );
}

/** What never travels: one line until it is opened. */
export function Never({ title, never }: { title: string; never: string[] }) {
  if (never.length === 0) {
    return null;
  }
  return (
    <details class="facts">
      <summary>{title}</summary>
      <ul class="causes">
        {never.map((what) => (
          <li key={what}>{what}</li>
        ))}
      </ul>
    </details>
  );
}
