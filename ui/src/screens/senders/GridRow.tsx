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
  /** Chosen for what is done to several at once. */
  ticked: boolean;
  tabStop: boolean;
  /** `clicked`: by the pointer, not by the focus that came. */
  onChoose: (clicked: boolean) => void;
  /** A click on its tick box, or with Ctrl on the row; `range` with Shift. */
  onTick: (row: SenderRow, range: boolean) => void;
  onEdit: (row: SenderRow) => void;
  onMenu: (row: SenderRow, anchor: DOMRect) => void;
}

export function GridRow({ index, top, row, selected, ticked, tabStop, ...act }: GridRowProps) {
  const { onChoose, onTick, onEdit, onMenu } = act;
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
        <div role="gridcell" />
        <div role="gridcell">
          <span class="placeholder">
            <span class="unseen">{words.senders.loading}</span>
          </span>
        </div>
        <div role="gridcell" />
        <div role="gridcell" />
        <div role="gridcell" />
        <div role="gridcell" />
      </div>
    );
  }
  const notInAccount = row.ownership?.ownership === "not_found" && row.ownership;
  return (
    <div
      {...frame}
      class="row row-cells"
      data-key={row.key}
      aria-label={[row.name, words.senderType[row.sender_type], row.sender_id].join(", ")}
      aria-selected={selected}
      onFocus={(event) => event.target === event.currentTarget && !selected && onChoose(false)}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={(event) => {
        if (event.shiftKey || event.ctrlKey || event.metaKey) {
          onTick(row, event.shiftKey);
        } else {
          onChoose(true);
        }
      }}
      onDblClick={() => onEdit(row)}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(row, new DOMRect(event.clientX, event.clientY, 0, 0));
      }}
    >
      <div
        role="gridcell"
        class="cell-tick"
        onMouseDown={(event) => event.preventDefault()}
        onDblClick={(event) => event.stopPropagation()}
        onClick={(event) => {
          event.stopPropagation();
          onTick(row, event.shiftKey);
        }}
      >
        <input type="checkbox" tabIndex={-1} aria-label={words.selection.row(row.name)} checked={ticked} />
      </div>
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
      <div role="gridcell" class="cell-id">
        <code class="cut" title={row.sender_id}>
          {row.sender_id}
        </code>
        {notInAccount && (
          <small class="cell-warn" title={notInAccount.reason ?? undefined}>
            <Icon name="warning" />
            {words.senders.ownership.not_found}
          </small>
        )}
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
      <div role="gridcell" class="cell-setup">
        <small>{words.senders.left(row.setup_left)}</small>
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
            onChoose(true);
            onMenu(row, event.currentTarget.getBoundingClientRect());
          }}
        >
          <Icon name="more" />
        </button>
      </div>
    </div>
  );
}
