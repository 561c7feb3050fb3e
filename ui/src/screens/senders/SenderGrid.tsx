// How is a list of ten thousand senders walked through? By a grid that draws what is in sight, one focus stop in all.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { SenderKey, SenderRow, SenderSort } from "../../ipc";
import { Icon } from "../../parts/Icon";
import * as words from "../../words";
import { GridRow } from "./GridRow";
import { keyAction } from "./menu";
import type { SenderActions } from "./menu";
import type { ListQuery, SenderRows } from "./rows";
import type { Selection } from "./selection";
import { HEAD_HEIGHT, ROW_HEIGHT, useListWindow } from "../../window";

interface SenderGridProps {
  rows: SenderRows;
  query: ListQuery;
  select: SenderKey | null;
  /** Whether the inspector shows what is chosen. */
  open: boolean;
  selection: Selection;
  actions: SenderActions;
  onSort: (sort: SenderSort) => void;
  onChoose: (row: SenderRow) => void;
  onMenu: (row: SenderRow, anchor: DOMRect) => void;
}

export function SenderGrid({ rows, query, select, open, selection, actions, onSort, ...act }: SenderGridProps) {
  const { onChoose, onMenu } = act;
  const scroller = useRef<HTMLDivElement>(null);
  const { active, activate, wantsFocus } = useActiveRow(rows, select, open, onChoose);
  const list = useListWindow(scroller, rows.matching, active);
  const drawn = list.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn[drawn.length - 1]?.index ?? 0;
  useLayoutEffect(() => {
    if (rows.matching > 0) {
      rows.ensure(first, last);
    }
  });
  useLayoutEffect(() => {
    // Only once the row that is to have it is the active one.
    if (wantsFocus.current === active) {
      wantsFocus.current = null;
      list.scrollToIndex(active, { align: "auto" });
      scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`)?.focus({ preventScroll: true });
    }
  });

  const step = (index: number, range: boolean) => {
    const target = Math.max(0, Math.min(rows.matching - 1, index));
    list.scrollToIndex(target, { align: "auto" });
    activate(target, true);
    if (range) {
      selection.extend(target);
    } else {
      selection.begin(target);
    }
  };
  const tick = (row: SenderRow, index: number, range: boolean) => {
    activate(index, true);
    if (range) {
      selection.extend(index);
    } else {
      selection.toggle(row, index);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = (event.target as HTMLElement).getAttribute("role") === "row";
    const row = rows.at(active);
    if (onRow && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "a") {
      event.preventDefault();
      return selection.all();
    }
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
    if (target !== undefined) {
      step(target, event.shiftKey);
    } else if (!row || event.repeat) {
      // A key that is held walks, but does nothing twice: Delete would take one sender after another.
      return;
    } else if (event.key === " ") {
      tick(row, active, event.shiftKey);
    } else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) {
      onMenu(row, (event.target as HTMLElement).querySelector(".row-menu")!.getBoundingClientRect());
    } else {
      const action = keyAction(event.key, actions);
      if (!action) {
        return;
      }
      action(row);
    }
    event.preventDefault();
  };

  const isTicked = (index: number) => {
    const row = rows.at(index);
    return row !== undefined && selection.has(row);
  };
  // Without ticks, the one in the inspector is what is selected.
  const isSelected = (index: number) => (selection.count > 0 ? isTicked(index) : open && index === active);

  return (
    <div
      ref={scroller}
      class={rows.loaded && rows.matching === 0 ? "grid none" : "grid"}
      role="grid"
      aria-label={words.senders.title}
      aria-rowcount={rows.matching + 1}
      aria-multiselectable="true"
      aria-busy={!rows.loaded || undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="grid-head">
        <div role="row" class="row-cells" aria-rowindex={1}>
          <div role="columnheader" class="cell-tick">
            <SelectAll selection={selection} matching={rows.matching} />
          </div>
          <Header label={words.senders.sender} sort="name" query={query} onSort={onSort} />
          <Header label={words.senders.senderId} sort="sender_id" query={query} onSort={onSort} />
          <div role="columnheader" class="head-text">
            {words.senders.lastTest}
          </div>
          <div role="columnheader" class="head-text">
            {words.senders.setup}
          </div>
          <div role="columnheader">
            <span class="unseen">{words.senders.actions}</span>
          </div>
        </div>
      </div>
      <div role="rowgroup" class="grid-body" style={{ height: `${list.getTotalSize()}px` }}>
        {drawn.map((item) => (
          <GridRow
            key={item.index}
            index={item.index}
            top={item.start - HEAD_HEIGHT}
            row={rows.at(item.index)}
            selected={isSelected(item.index)}
            ticked={isTicked(item.index)}
            tabStop={item.index === active}
            onChoose={(clicked) => {
              activate(item.index, false);
              if (clicked) {
                selection.begin(item.index);
              }
            }}
            onTick={(row, range) => tick(row, item.index, range)}
            onEdit={actions.edit}
            onMenu={onMenu}
          />
        ))}
      </div>
    </div>
  );
}

function SelectAll({ selection, matching }: { selection: Selection; matching: number }) {
  const isAll = matching > 0 && selection.count >= matching;
  return (
    <input
      ref={(box) => void (box && (box.indeterminate = selection.count > 0 && !isAll))}
      type="checkbox"
      aria-label={words.selection.all}
      title="Ctrl+A"
      checked={isAll}
      disabled={matching === 0}
      onChange={() => (isAll ? selection.clear() : selection.all())}
    />
  );
}

interface HeaderProps {
  label: string;
  sort: SenderSort;
  query: ListQuery;
  onSort: (sort: SenderSort) => void;
}

function Header({ label, sort, query, onSort }: HeaderProps) {
  const sorted = query.sort === sort ? (query.descending ? "descending" : "ascending") : undefined;
  return (
    <div role="columnheader" aria-sort={sorted}>
      <button type="button" class="head-button" onClick={() => onSort(sort)}>
        {label}
        {sorted && <Icon name={sorted === "descending" ? "down" : "up"} />}
      </button>
    </div>
  );
}

/** The row that holds the focus stop. It follows its sender when the order changes, and keeps its place when the sender goes. */
function useActiveRow(rows: SenderRows, select: SenderKey | null, open: boolean, onChoose: (row: SenderRow) => void) {
  const [active, setActive] = useState(0);
  const followed = useRef<SenderKey | null>(null);
  /** Index of the row that is to have the focus once it is drawn. */
  const wantsFocus = useRef<number | null>(null);
  /** Asked for by name and not found yet: until then no other row takes its place. */
  const sought = useRef<SenderKey | null>(null);
  const seen = useRef(0);

  useLayoutEffect(() => {
    sought.current = select;
    followed.current = select ?? followed.current;
  }, [select]);

  useLayoutEffect(() => {
    const isForgotten = select === null && seen.current === rows.answers;
    seen.current = rows.answers;
    if (!rows.loaded || rows.matching === 0 || isForgotten) {
      return;
    }
    const found = followed.current === null ? -1 : rows.indexOf(followed.current);
    if (found < 0 && sought.current !== null) {
      // A new sender is the last in the order of creation.
      rows.ensure(rows.matching - 1, rows.matching - 1);
      return;
    }
    sought.current = null;
    const index = found >= 0 ? found : Math.min(active, rows.matching - 1);
    const row = rows.at(index);
    const moved = index !== active && document.activeElement?.getAttribute("role") === "row";
    if (moved || isNowhere()) {
      wantsFocus.current = index;
    }
    setActive(index);
    if (row) {
      followed.current = row.key;
      if (open || wantsFocus.current !== null) {
        onChoose(row);
      }
    }
  }, [rows.answers, select]);

  const activate = (index: number, focus: boolean) => {
    const row = rows.at(index);
    sought.current = null;
    wantsFocus.current = focus ? index : null;
    followed.current = row?.key ?? null;
    setActive(index);
    if (row) {
      onChoose(row);
    }
  };
  return { active, activate, wantsFocus };
}

/** The focus was lost with what held it, or has not been given yet. */
function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}
