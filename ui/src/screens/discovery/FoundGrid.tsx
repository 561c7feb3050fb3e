// How is what was found walked through and picked? By a grid that draws what is in sight, one focus stop in all.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Discovered, DiscoveryPage } from "../../ipc";
import { Tag } from "../../parts/Badge";
import type { Pages } from "../../pages";
import { HEAD_HEIGHT, ROW_HEIGHT, useListWindow } from "../../window";
import * as words from "../../words";
import type { Picking } from "./picking";

interface FoundGridProps {
  pages: Pages<Discovered, DiscoveryPage>;
  picking: Picking;
  readOnly: boolean;
}

export function FoundGrid({ pages, picking, readOnly }: FoundGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const wantsFocus = useRef<number | null>(null);
  /** Where a range begins. */
  const anchor = useRef(0);
  const count = pages.matching;
  const at = Math.min(active, Math.max(0, count - 1));
  const list = useListWindow(scroller, count, at);
  const drawn = list.getVirtualItems();
  useLayoutEffect(() => {
    const [first, last] = [drawn[0], drawn.at(-1)];
    if (first && last) {
      pages.ensure(first.index, last.index);
    }
  });
  useLayoutEffect(() => {
    if (wantsFocus.current === at) {
      wantsFocus.current = null;
      list.scrollToIndex(at, { align: "auto" });
      scroller.current?.querySelector<HTMLElement>(`[data-index="${at}"]`)?.focus({ preventScroll: true });
    }
  });
  const pick = (index: number, range: boolean) => {
    const row = pages.at(index);
    if (!row || readOnly) {
      return;
    }
    const on = !picking.has(row);
    const [from, to] = range ? [Math.min(anchor.current, index), Math.max(anchor.current, index)] : [index, index];
    for (let place = from; place <= to; place++) {
      const one = pages.at(place);
      if (one) {
        picking.toggle(one, range || on);
      }
    }
    anchor.current = index;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const onRow = (event.target as HTMLElement).getAttribute("role") === "row";
    if (!onRow || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const perPage = Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_HEIGHT) / ROW_HEIGHT) - 1);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + perPage,
      PageUp: at - perPage,
      Home: 0,
      End: count - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) {
      const index = Math.max(0, Math.min(count - 1, target));
      wantsFocus.current = index;
      list.scrollToIndex(index, { align: "auto" });
      setActive(index);
    } else if (event.key === " ") {
      pick(at, event.shiftKey);
    } else {
      return;
    }
    event.preventDefault();
  };
  const heads = ["", words.discovery.sender, words.discovery.can, words.discovery.held, words.discovery.name];
  return (
    <div
      ref={scroller}
      class="grid found-grid"
      role="grid"
      aria-label={words.discovery.grid}
      aria-rowcount={count + 1}
      aria-multiselectable="true"
      onKeyDown={onKeyDown}
    >
      <div role="rowgroup" class="grid-head">
        <div role="row" class="row-cells" aria-rowindex={1}>
          {heads.map((head) => (
            <div key={head} role="columnheader" class="head-text">
              {head || <span class="unseen">{words.discovery.pickHead}</span>}
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
            row={pages.at(item.index)}
            picking={picking}
            readOnly={readOnly}
            tabStop={item.index === at}
            onPick={(range) => {
              setActive(item.index);
              pick(item.index, range);
            }}
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
  row: Discovered | undefined;
  picking: Picking;
  readOnly: boolean;
  tabStop: boolean;
  onPick: (range: boolean) => void;
}

function Row({ index, top, row, picking, readOnly, tabStop, onPick }: RowProps) {
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
        <div role="gridcell" />
        <div role="gridcell">
          <span class="placeholder">
            <span class="unseen">{words.discovery.loading}</span>
          </span>
        </div>
        <div role="gridcell" />
        <div role="gridcell" />
        <div role="gridcell" />
      </div>
    );
  }
  const isPicked = picking.has(row);
  const locked = readOnly || row.not_addable !== null;
  return (
    <div
      {...frame}
      data-id={row.sender_id}
      aria-label={words.discovery.row(row)}
      aria-selected={isPicked}
      onClick={(event) => event.target instanceof HTMLInputElement || locked || onPick(event.shiftKey)}
    >
      <div role="gridcell" class="cell-tick">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={words.discovery.pick(row)}
          checked={isPicked}
          disabled={locked}
          onClick={(event) => {
            event.stopPropagation();
            onPick(event.shiftKey);
          }}
        />
      </div>
      <div role="gridcell" class="cell-sender">
        <span class="cut" dir="auto">
          {row.friendly_name || <code>{row.sender_id}</code>}
        </span>
        <small>
          {words.senderType[row.sender_type]}
          {row.friendly_name && (
            <>
              , <code class="inline">{row.sender_id}</code>
            </>
          )}
        </small>
      </div>
      <div role="gridcell" class="found-can" title={row.mms_why}>
        {row.sms === false && <Tag tone="warn">{words.discovery.noSms}</Tag>}
        <Tag tone={row.mms === "unknown" ? "warn" : "quiet"}>{words.discovery.mms[row.mms]}</Tag>
        {row.toll_free && <Tag>{words.discovery.tollFree}</Tag>}
        {row.ten_dlc && <Tag>{words.discovery.tenDlc}</Tag>}
      </div>
      <div role="gridcell" class="cell-sender">
        {row.sender_type === "messaging_service" ? (
          <small>{row.members === null ? words.discovery.poolUnread : words.discovery.members(row.members)}</small>
        ) : (
          <span class="cut" dir="auto">
            {row.service_name ?? ""}
          </span>
        )}
      </div>
      <div role="gridcell" class="cell-sender">
        {row.not_addable !== null ? (
          <small title={row.not_addable}>{row.saved ? words.discovery.saved : row.not_addable}</small>
        ) : isPicked ? (
          <input
            type="text"
            aria-label={words.discovery.nameOf(row)}
            dir="auto"
            maxLength={500}
            disabled={readOnly}
            value={picking.nameOf(row)}
            onInput={(event) => picking.rename(row, event.currentTarget.value)}
          />
        ) : (
          <span class="cut quiet-text" dir="auto">
            {row.suggested_name}
          </span>
        )}
      </div>
    </div>
  );
}
