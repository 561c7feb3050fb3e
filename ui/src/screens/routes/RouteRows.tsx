// How does a sender stand in the list of routes?

import type { DriftState, FindingLevel, RouteRow, SenderKey } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { Icon } from "../../parts/Icon";
import type { IconName } from "../../parts/Icon";
import * as words from "../../words";
import { DestinationTag } from "./Destination";

interface RouteRowsProps {
  rows: RouteRow[];
  onOpen: (sender: SenderKey, among: SenderKey[]) => void;
}

export function RouteRows({ rows, onOpen }: RouteRowsProps) {
  if (rows.length === 0) {
    return null;
  }
  const open = (key: SenderKey) =>
    onOpen(
      key,
      rows.map(({ sender }) => sender.key),
    );
  return (
    <ul class="overview" aria-label={words.routes.list} onKeyDown={walk}>
      {rows.map((row) => (
        <Row key={row.sender.key} row={row} onOpen={() => open(row.sender.key)} />
      ))}
    </ul>
  );
}

/** What it stands at, as a colour and a picture. */
export function markOf(state: DriftState, level: FindingLevel): [string, IconName] {
  switch (state) {
    case "in_place":
      return ["ok", "check"];
    case "not_applicable":
      return ["quiet", "dash"];
    case "accepted":
      return ["quiet", "check"];
    case "unknown":
      return ["quiet", "question"];
    case "differs":
      return level === "problem" ? ["bad", "cross"] : ["warn", "warning"];
  }
}

function Row({ row, onOpen }: { row: RouteRow; onOpen: () => void }) {
  const [tone, icon] = markOf(row.state, row.level);
  const { sender } = row;
  return (
    <li>
      <button type="button" class="overview-row route-row" data-sender={sender.key} onClick={onOpen}>
        <span class={`overview-mark ${tone}`}>
          <Icon name={icon} />
          <span class="unseen">{words.route.driftState[row.state]}</span>
        </span>
        <span class="overview-name">
          <b class="cut" dir="auto">
            {sender.name}
          </b>
          <small class="cut">
            {words.senderType[sender.sender_type]}, <code>{sender.sender_id}</code>
          </small>
        </span>
        <span class="route-row-says" dir="auto">
          {row.changed && (
            <Tag tone="live" icon="info">
              {words.routes.changed}
            </Tag>
          )}
          <span>{row.says || words.route.driftState[row.state]}</span>
        </span>
        <span class="route-row-ends">
          <span>
            <small>{words.routes.replies}</small>
            <DestinationTag to={row.reply} level="ok" />
          </span>
          <span>
            <small>{words.routes.receipts}</small>
            <DestinationTag to={row.receipt} level="ok" />
          </span>
        </span>
      </button>
    </li>
  );
}

/** The arrows walk through the rows. */
export function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const item = document.activeElement?.closest("li");
  const to = step && item?.[step as "nextElementSibling"]?.querySelector("button");
  if (to) {
    to.focus();
    event.preventDefault();
  }
}
