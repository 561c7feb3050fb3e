// How are the senders of an import walked through? As the list of senders is: drawn as far as in sight, one focus stop in all.

import { useLayoutEffect, useRef } from "preact/hooks";
import type { ImportChange, ImportChoice, ImportRow } from "../../ipc";
import { HEAD_HEIGHT, ROW_HEIGHT, useListWindow } from "../../window";
import * as words from "../../words";
import { CHOICE_KEYS, ImportLine } from "./ImportLine";
import type { ImportRows } from "./rows";

/** Kinds of which all can be decided at once. */
const CHOSEN_BETWEEN: ImportChange[] = ["conflict", "change", "add", "remove"];

interface ImportGridProps {
  rows: ImportRows;
  /** The kind that is shown; none for all. */
  change: ImportChange | null;
  /** The row that holds the focus stop. */
  active: number;
  /** Whether the inspector shows it. */
  open: boolean;
  locked: boolean;
  onMove: (index: number) => void;
  onOpen: (index: number) => void;
  onChoose: (row: ImportRow, choice: ImportChoice) => void;
  onEvery: (change: ImportChange, choice: ImportChoice) => void;
}

export function ImportGrid({ rows, change, active, open, locked, ...act }: ImportGridProps) {
  const { onMove, onOpen, onChoose, onEvery } = act;
  const scroller = useRef<HTMLDivElement>(null);
  /** Index of the row that is to have the focus once it is drawn. */
  const wantsFocus = useRef<number | null>(null);
  const list = useListWindow(scroller, rows.matching, active);
  const drawn = list.getVirtualItems();
  useLayoutEffect(() => {
    for (const { index } of rows.matching > 0 ? drawn : []) {
      // One by one: between the rows in sight and the one that holds the focus stop there may be thousands.
      rows.ensure(index, index);
    }
  });
  useLayoutEffect(() => {
    if (wantsFocus.current === active) {
      wantsFocus.current = null;
      list.scrollToIndex(active, { align: "auto" });
      scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true });
    }
  });
  useLayoutEffect(() => {
    // Another filter begins at its first row.
    if (active === 0) {
      list.scrollToIndex(0);
    }
  }, [active, rows.matching]);

  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = (event.target as HTMLElement).getAttribute("role") === "row";
    if (!onRow || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const perPage = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1);
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + perPage,
      PageUp: active - perPage,
      Home: 0,
      End: rows.matching - 1,
    };
    const target = moves[event.key];
    const row = rows.at(active);
    const choice = CHOICE_KEYS[Number(event.key) - 1];
    if (target !== undefined) {
      const index = Math.max(0, Math.min(rows.matching - 1, target));
      list.scrollToIndex(index, { align: "auto" });
      wantsFocus.current = index;
      onMove(index);
    } else if (!row || event.repeat) {
      return;
    } else if (event.key === "Enter") {
      onOpen(active);
      focusInspector();
    } else if (choice) {
      onChoose(row, choice);
    } else {
      return;
    }
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      class={rows.loaded && rows.matching === 0 ? "grid import-grid none" : "grid import-grid"}
      role="grid"
      aria-label={words.importing.list}
      aria-rowcount={rows.matching + 1}
      aria-busy={!rows.loaded || undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="grid-head">
        <div role="row" class="import-cells" aria-rowindex={1}>
          <div role="columnheader">{words.importing.kind}</div>
          <div role="columnheader">{words.importing.sender}</div>
          <div role="columnheader">{words.importing.different}</div>
          <div role="columnheader" aria-label={words.importing.choice}>
            {change && CHOSEN_BETWEEN.includes(change) ? (
              <EveryChoice change={change} locked={locked} onEvery={onEvery} />
            ) : (
              words.importing.choice
            )}
          </div>
        </div>
      </div>
      <div role="rowgroup" class="grid-body" style={{ height: `${list.getTotalSize()}px` }}>
        {drawn.map((item) => (
          <ImportLine
            key={item.index}
            index={item.index}
            top={item.start - HEAD_HEIGHT}
            row={rows.at(item.index)}
            selected={open && item.index === active}
            tabStop={item.index === active}
            locked={locked}
            onFocus={() => item.index !== active && onMove(item.index)}
            onOpen={() => onOpen(item.index)}
            onChoose={(row, choice) => {
              onMove(item.index);
              onChoose(row, choice);
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface EveryChoiceProps {
  change: ImportChange;
  locked: boolean;
  onEvery: (change: ImportChange, choice: ImportChoice) => void;
}

/** Decides for all that are shown, above the choices that it makes. */
function EveryChoice({ change, locked, onEvery }: EveryChoiceProps) {
  return (
    <span class="choices">
      {(["mine", "theirs"] as const).map((choice) => (
        <button key={choice} type="button" class="choice" disabled={locked} onClick={() => onEvery(change, choice)}>
          {words.importing.allOf[choice]}
        </button>
      ))}
    </span>
  );
}

/** Once it is drawn: on the first choice there, or on the heading where there is nothing to choose. */
function focusInspector(): void {
  requestAnimationFrame(() => {
    const pane = document.querySelector(".inspector");
    const first = pane?.querySelector("fieldset");
    const choice = first?.querySelector<HTMLElement>("input:checked") ?? first?.querySelector<HTMLElement>("input");
    (choice ?? pane?.querySelector<HTMLElement>("h2"))?.focus();
  });
}
