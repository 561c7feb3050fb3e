// How is a list of a hundred thousand tests walked through? By a grid that draws what is in sight, one focus stop in all.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { HistoryRow, TestId } from "../../ipc";
import { momentWithOffset } from "../../format";
import { StateBadge, stateText } from "../../parts/Badge";
import { HEAD_HEIGHT, ROW_HEIGHT, useListWindow } from "../../window";
import * as words from "../../words";
import type { HistoryRows } from "./rows";

interface HistoryGridProps {
  rows: HistoryRows;
  /** The test that the inspector shows. */
  shown: TestId | null;
  onShow: (row: HistoryRow) => void;
  /** A key on a row that the screen knows; false when it does not. */
  onKey: (key: string, row: HistoryRow) => boolean;
}

export function HistoryGrid({ rows, shown, onShow, onKey }: HistoryGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { active, activate, wantsFocus } = useActiveRow(rows, onShow);
  const list = useListWindow(scroller, rows.count, active);
  const drawn = list.getVirtualItems();
  useLayoutEffect(() => {
    if (rows.count > 0) {
      rows.ensure(drawn.map((item) => item.index));
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
      End: rows.count - 1,
    };
    const target = moves[event.key];
    const row = rows.at(active);
    if (target !== undefined) {
      const index = Math.max(0, Math.min(rows.count - 1, target));
      list.scrollToIndex(index, { align: "auto" });
      activate(index, true);
    } else if (!row || event.repeat || !onKey(event.key, row)) {
      return;
    }
    event.preventDefault();
  };

  return (
    <div
      ref={scroller}
      class={rows.loaded && rows.count === 0 ? "grid history-grid none" : "grid history-grid"}
      role="grid"
      aria-label={words.history.title}
      aria-rowcount={rows.count + 1}
      aria-busy={rows.reading || undefined}
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="grid-head">
        <div role="row" class="row-cells" aria-rowindex={1}>
          {[words.history.when, words.history.outcome, words.history.recipient, words.history.text].map((head) => (
            <div key={head} role="columnheader" class="head-text">
              {head}
            </div>
          ))}
        </div>
      </div>
      <div role="rowgroup" class="grid-body" style={{ height: `${list.getTotalSize()}px` }}>
        {drawn.map((item) => (
          <Row
            key={item.index}
            index={item.index}
            top={item.start - HEAD_HEIGHT}
            row={rows.at(item.index)}
            shown={shown}
            tabStop={item.index === active}
            onChoose={() => activate(item.index, false)}
          />
        ))}
      </div>
    </div>
  );
}

interface RowProps {
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Not at hand yet: a placeholder stands in its place. */
  row: HistoryRow | undefined;
  shown: TestId | null;
  tabStop: boolean;
  onChoose: () => void;
}

function Row({ index, top, row, shown, tabStop, onChoose }: RowProps) {
  const frame = {
    role: "row" as const,
    class: "row row-cells",
    "aria-rowindex": index + 2,
    "data-index": index,
    tabIndex: tabStop ? 0 : -1,
    style: { transform: `translateY(${top}px)` },
  };
  if (!row) {
    return (
      <div {...frame} aria-busy="true">
        <div role="gridcell">
          <span class="placeholder">
            <span class="unseen">{words.history.loading}</span>
          </span>
        </div>
        <div role="gridcell" />
        <div role="gridcell" />
        <div role="gridcell" />
      </div>
    );
  }
  const when = momentWithOffset(row.created_at);
  return (
    <div
      {...frame}
      data-key={row.id}
      aria-label={words.history.row(row.recipient, stateText(row.state, row.twilio_status), when)}
      aria-selected={row.id === shown}
      onFocus={(event) => event.target === event.currentTarget && row.id !== shown && onChoose()}
      onClick={onChoose}
    >
      <div role="gridcell" class="history-when">
        <time dateTime={row.created_at} title={row.created_at}>
          {when}
        </time>
      </div>
      <div role="gridcell" class="cell-test">
        <StateBadge state={row.state} twilioStatus={row.twilio_status} />
        {row.code !== null && <small>{words.history.codeIs(row.code)}</small>}
      </div>
      <div role="gridcell" class="cell-sender">
        <code class="cut">{row.recipient}</code>
        <small title={`${row.sender_name}, ${row.sender_id}`}>
          {words.tests.fromWhom} <bdi>{row.sender_name}</bdi>
        </small>
      </div>
      <div role="gridcell" class="cell-sender">
        {row.text === "" ? (
          <span class="quiet-text">{words.history.noText}</span>
        ) : (
          <span class="cut" dir="auto">
            {row.text}
          </span>
        )}
        {row.media > 0 && <small>{words.history.media(row.media)}</small>}
      </div>
    </div>
  );
}

/** The row that holds the focus stop. It follows its test when newer ones come, and keeps its place when the test goes. */
function useActiveRow(rows: HistoryRows, onShow: (row: HistoryRow) => void) {
  const [active, setActive] = useState(0);
  const followed = useRef<number | null>(null);
  /** Index of the row that is to have the focus once it is drawn. */
  const wantsFocus = useRef<number | null>(null);
  /** A row that was walked to before it was at hand is shown once it is. */
  const wantsShow = useRef(false);

  useLayoutEffect(() => {
    if (rows.count === 0) {
      return;
    }
    const onRow = document.activeElement?.getAttribute("role") === "row";
    const place = followed.current === null ? { index: active, sure: true } : rows.place(followed.current);
    if (!place.sure) {
      rows.ensure([place.index]);
      return;
    }
    const index = Math.min(place.index, rows.count - 1);
    if (index !== active) {
      wantsFocus.current = onRow ? index : wantsFocus.current;
      setActive(index);
    }
    const row = rows.at(index);
    if (row && wantsShow.current) {
      wantsShow.current = false;
      followed.current = row.number;
      onShow(row);
    }
  }, [rows.answers]);

  const activate = (index: number, focus: boolean) => {
    const row = rows.at(index);
    wantsFocus.current = focus ? index : null;
    wantsShow.current = row === undefined;
    followed.current = row?.number ?? null;
    setActive(index);
    if (row) {
      onShow(row);
    }
  };
  return { active, activate, wantsFocus };
}
