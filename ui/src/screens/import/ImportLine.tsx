// How does one sender of an import stand in the list?

import type { ImportChange, ImportChoice, ImportRow } from "../../ipc";
import { Tag } from "../../parts/Badge";
import type { Tone } from "../../parts/Badge";
import type { IconName } from "../../parts/Icon";
import * as words from "../../words";
import { nameOf } from "./rows";

const KIND: Record<ImportChange, [Tone, IconName]> = {
  conflict: ["warn", "warning"],
  wrong: ["bad", "cross"],
  change: ["live", "pencil"],
  add: ["ok", "plus"],
  remove: ["bad", "dash"],
  same: ["quiet", "check"],
};

export function KindTag({ change }: { change: ImportChange }) {
  const [tone, icon] = KIND[change];
  return (
    <Tag tone={tone} icon={icon}>
      {words.importing.change[change]}
    </Tag>
  );
}

/** The keys 1, 2 and 3 on a row. */
export const CHOICE_KEYS: ImportChoice[] = ["mine", "theirs", "both"];

interface ImportLineProps {
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Not at hand yet: a placeholder stands in its place. */
  row: ImportRow | undefined;
  selected: boolean;
  tabStop: boolean;
  locked: boolean;
  onFocus: () => void;
  onOpen: () => void;
  onChoose: (row: ImportRow, choice: ImportChoice) => void;
}

export function ImportLine({ index, top, row, selected, tabStop, locked, onFocus, onOpen, onChoose }: ImportLineProps) {
  const frame = {
    role: "row" as const,
    "aria-rowindex": index + 2,
    "data-index": index,
    tabIndex: tabStop ? 0 : -1,
    style: { transform: `translateY(${top}px)` },
  };
  if (!row) {
    return (
      <div {...frame} class="row import-cells" aria-busy="true">
        <div role="gridcell" />
        <div role="gridcell">
          <span class="placeholder">
            <span class="unseen">{words.importing.loading}</span>
          </span>
        </div>
        <div role="gridcell" />
        <div role="gridcell" />
      </div>
    );
  }
  return (
    <div
      {...frame}
      class={row.undecided ? "row import-cells undecided" : "row import-cells"}
      data-row={row.index}
      aria-label={[nameOf(row), row.sender_id, words.importing.change[row.change], decidedText(row)].filter(Boolean).join(", ")}
      aria-selected={selected}
      onFocus={(event) => event.target === event.currentTarget && onFocus()}
      onClick={onOpen}
    >
      <div role="gridcell">
        <KindTag change={row.change} />
      </div>
      <div role="gridcell" class="cell-sender">
        <b class="cut" dir="auto" title={nameOf(row)}>
          {nameOf(row)}
        </b>
        <code class="cut" title={row.sender_id}>
          {row.sender_id}
        </code>
      </div>
      <div role="gridcell" class="cell-different">
        <small title={differenceText(row)}>{differenceText(row)}</small>
      </div>
      <div role="gridcell" class="cell-choice">
        {row.choices.length > 0 && (
          <span class="choices">
            {row.choices.map((choice) => (
              <button
                key={choice}
                type="button"
                class="choice"
                tabIndex={-1}
                aria-pressed={row.choice === choice}
                aria-label={words.importing.choose(choice, nameOf(row))}
                title={`${words.importing.means[row.change][choice]} (${CHOICE_KEYS.indexOf(choice) + 1})`}
                disabled={locked}
                onMouseDown={(event) => event.preventDefault()}
                onClick={(event) => {
                  event.stopPropagation();
                  onChoose(row, choice);
                }}
              >
                {words.importing.choices[choice]}
              </button>
            ))}
          </span>
        )}
        {row.choices.length > 0 && row.choice === null && <small>{decidedText(row)}</small>}
      </div>
    </div>
  );
}

/** What was chosen for it; empty where there is nothing to choose. */
function decidedText({ choices, choice, undecided }: ImportRow): string {
  if (choices.length === 0) {
    return "";
  }
  return choice ? words.importing.choices[choice] : undecided ? words.importing.undecided : words.importing.byField;
}

/** In short: which fields, or what is wrong. */
function differenceText({ change, fields, remarks, why }: ImportRow): string {
  if (change === "wrong") {
    const [first] = remarks;
    return first ? [words.importing.at(first.line, first.column), first.message].filter(Boolean).join(": ") : why;
  }
  return change === "change" || change === "conflict" ? fields.map((field) => field.label).join(", ") : why;
}
