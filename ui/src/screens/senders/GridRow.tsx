// How does one sender stand in the list?

import type { SenderRow } from "../../ipc";
import { StateBadge, Tag } from "../../parts/Badge";
import { Icon } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import * as words from "../../words";

interface GridRowProps {
  index: number;
  /** Pixels from the top of the list. */
  top: number;
  /** Not at hand yet: a placeholder stands in its place. */
  row: SenderRow | undefined;
  selected: boolean;
  tabStop: boolean;
  onChoose: () => void;
  onEdit: (row: SenderRow) => void;
  onMenu: (row: SenderRow, anchor: DOMRect) => void;
}

export function GridRow({ index, top, row, selected, tabStop, onChoose, onEdit, onMenu }: GridRowProps) {
  const frame = {
    role: "row" as const,
    "aria-rowindex": index + 2,
    "data-index": index,
    tabIndex: tabStop ? 0 : -1,
    style: { transform: `translateY(${top}px)` },
  };
  if (!row) {
    return (
      <div {...frame} class="row row-cells" aria-busy="true">
        <div role="gridcell">
          <span class="placeholder">
            <span class="unseen">{words.senders.loading}</span>
          </span>
        </div>
        <div role="gridcell" />
        <div role="gridcell" />
        <div role="gridcell" />
      </div>
    );
  }
  return (
    <div
      {...frame}
      class="row row-cells"
      data-key={row.key}
      aria-selected={selected}
      onFocus={(event) => event.target === event.currentTarget && !selected && onChoose()}
      onClick={onChoose}
      onDblClick={() => onEdit(row)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(row, new DOMRect(event.clientX, event.clientY, 0, 0));
      }}
    >
      <div role="gridcell" class="cell-sender">
        <span class="cell-name">
          <b class="cut" dir="auto" title={row.name}>
            {row.name}
          </b>
          {row.is_default && <Tag tone="live">{words.senders.isDefault}</Tag>}
          {row.supports_mms && <Tag>{words.senders.mms}</Tag>}
        </span>
        <small>{words.senderType[row.sender_type]}</small>
      </div>
      <div role="gridcell">
        <code class="cut" title={row.sender_id}>
          {row.sender_id}
        </code>
      </div>
      <div role="gridcell" class="cell-test">
        {row.last_test ? (
          <>
            <StateBadge state={row.last_test.state} />
            <small>
              {row.last_test.error_code !== null && `${row.last_test.error_code}, `}
              <Moment at={row.last_test.at} />
            </small>
          </>
        ) : (
          <small>{words.common.never}</small>
        )}
      </div>
      <div role="gridcell">
        <button
          type="button"
          class="button quiet icon-only row-menu"
          tabIndex={-1}
          aria-label={words.senders.actionsFor(row.name)}
          aria-haspopup="menu"
          title="Shift+F10"
          onClick={(event) => {
            event.stopPropagation();
            onChoose();
            onMenu(row, event.currentTarget.getBoundingClientRect());
          }}
        >
          <Icon name="more" />
        </button>
      </div>
    </div>
  );
}
