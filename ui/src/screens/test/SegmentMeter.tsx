// Where is the text cut, which of its characters make it dearer, and what could stand there instead?

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { ForeignCharacter, Meter } from "../../ipc";
import { Button } from "../../parts/Button";
import { SaidList } from "../../parts/Sourced";
import * as words from "../../words";
import { editsOf } from "./measuring";
import type { Edit, Measured } from "./measuring";

/** Lines that are shown before more are asked for. */
const SHORT = 6;

/** UTF-16 units that are drawn: a text that Twilio takes has at most twice as many as characters. */
const DRAWN = 4000;

interface SegmentMeterProps {
  measured: Measured;
  locked: boolean;
  onReplace: (edits: Edit[]) => void;
}

export function SegmentMeter({ measured, locked, onReplace }: SegmentMeterProps) {
  const { meter, body } = measured;
  const tells = meter.cuts.length > 0 || meter.foreign.length > 0 || meter.before !== "" || meter.after !== "";
  const said = meter.smart_encoding ? [meter.smart_encoding.says, ...meter.remarks] : meter.remarks;
  if (!tells && said.length === 0) {
    return null;
  }
  return (
    <div class="segment-meter">
      {tells && !meter.is_mms && <CutText meter={meter} body={body} />}
      {meter.foreign.length > 0 && <ForeignList measured={measured} locked={locked} onReplace={onReplace} />}
      <SaidList said={said} />
    </div>
  );
}

/** The text as it falls into segments. What it shows is said in words beside it. */
function CutText({ meter, body }: { meter: Meter; body: string }) {
  return (
    <div class="cut-text" dir="auto" aria-hidden="true" title={words.meter.preview}>
      {drawn(meter, body)}
    </div>
  );
}

interface Mark {
  begin: number;
  end: number;
  kind: string;
}

/** Runs of the text, marked, with a line at each cut. */
function drawn(meter: Meter, body: string): ComponentChildren[] {
  const text = meter.before + body + meter.after;
  const typedTo = meter.before.length + body.length;
  const marks = marksOf(meter);
  const places = new Set([0, meter.before.length, typedTo, Math.min(text.length, DRAWN), ...meter.cuts]);
  marks.forEach(({ begin, end }) => places.add(begin).add(end));
  const ordered = [...places].filter((place) => place <= DRAWN).sort((one, other) => one - other);
  const cuts = new Map(meter.cuts.map((cut, nth) => [cut, nth + 2]));
  let next = 0;
  return ordered.flatMap((begin, nth) => {
    const part = cuts.get(begin);
    const line = part === undefined ? [] : [<span key={`cut ${begin}`} class="cut-line" data-part={part} />];
    const end = ordered[nth + 1];
    if (end === undefined) {
      return text.length > DRAWN ? [...line, "…"] : line;
    }
    while (next < marks.length && marks[next]!.end <= begin) {
      next += 1;
    }
    const mark = marks[next];
    const kinds = [
      begin < meter.before.length || begin >= typedTo ? "supplied" : "",
      mark && mark.begin <= begin ? mark.kind : "",
    ];
    const kind = kinds.join(" ").trim();
    const run = text.slice(begin, end);
    return [...line, kind === "" ? run : <span key={begin} class={kind}>{run}</span>];
  });
}

/** The characters that force UCS-2, in order; those that follow each other are one mark, unless they are not seen. */
function marksOf({ foreign }: Meter): Mark[] {
  const each = foreign.flatMap(({ text, name, at }) =>
    at.map((begin) => ({ begin, end: begin + text.length, kind: name === null ? "foreign" : "foreign hidden-sign" })),
  );
  const marks: Mark[] = [];
  for (const mark of each.sort((one, other) => one.begin - other.begin)) {
    const last = marks.at(-1);
    if (last && last.end === mark.begin && last.kind === "foreign" && mark.kind === "foreign") {
      last.end = mark.end;
    } else {
      marks.push(mark);
    }
  }
  return marks;
}

function ForeignList({ measured, locked, onReplace }: SegmentMeterProps) {
  const { meter } = measured;
  const [all, setAll] = useState(false);
  // What can be mended first.
  const ordered = [...meter.foreign].sort(
    (one, other) => Number(one.substitute === null) - Number(other.substitute === null),
  );
  const shown = all ? ordered : ordered.slice(0, SHORT);
  const edits = editsOf(measured, meter.foreign);
  return (
    <section class="foreign-list" aria-label={words.meter.foreign}>
      <header>
        <span>{words.meter.foreign}</span>
        {!locked && edits.length > 1 && (
          <Button onClick={() => onReplace(edits)}>
            {words.meter.replaceAll(edits.length)}
          </Button>
        )}
      </header>
      <ul>
        {shown.map((found) => (
          <ForeignLine
            key={found.text}
            found={found}
            edits={editsOf(measured, [found])}
            locked={locked}
            onReplace={onReplace}
          />
        ))}
      </ul>
      {shown.length < meter.foreign.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {words.meter.showAll(meter.foreign.length)}
        </Button>
      )}
      {meter.more_foreign > 0 && <p class="quiet-text small">{words.meter.moreKinds(meter.more_foreign)}</p>}
    </section>
  );
}

interface ForeignLineProps {
  found: ForeignCharacter;
  edits: Edit[];
  locked: boolean;
  onReplace: (edits: Edit[]) => void;
}

function ForeignLine({ found, edits, locked, onReplace }: ForeignLineProps) {
  const { substitute, name, text, code_points, count } = found;
  return (
    <li>
      {name === null ? <bdi class="sign">{text}</bdi> : <span>{name}</span>}
      <code title={code_points}>{shortened(code_points)}</code>
      {count > 1 && <span class="quiet-text">{words.meter.times(count)}</span>}
      {substitute === null ? (
        <span class="quiet-text">{words.meter.noSubstitute}</span>
      ) : edits.length === 0 ? (
        <span class="quiet-text">{words.meter.notTyped}</span>
      ) : (
        !locked && (
          <button type="button" class="link" onClick={() => onReplace(edits)}>
            {words.meter.replace(found, substitute)}
          </button>
        )
      )}
      {substitute?.manner === "respelled" && <span class="quiet-text">{words.meter.respelled}</span>}
    </li>
  );
}

/** A family of emoji has more code points than a line has room for. */
function shortened(points: string): string {
  const each = points.split(" ");
  return each.length > 3 ? `${each.slice(0, 3).join(" ")} …` : points;
}
