// What is known of one sender, and what can be done with it?

import { momentText } from "../../format";
import type { SenderRow } from "../../ipc";
import { StateBadge, Tag } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Icon } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import * as words from "../../words";
import { whyNotDelete } from "./menu";
import type { SenderActions } from "./menu";

interface SenderInspectorProps {
  row: SenderRow;
  actions: SenderActions;
  onClose: () => void;
}

export function SenderInspector({ row, actions, onClose }: SenderInspectorProps) {
  const kept = whyNotDelete(row, actions);
  return (
    <aside class="inspector" aria-label={words.common.inspector}>
      <header class="inspector-head">
        <h2 dir="auto">{row.name}</h2>
        <button
          type="button"
          class="button quiet icon-only"
          aria-label={words.common.close}
          title="Esc"
          onClick={onClose}
        >
          <Icon name="cross" />
        </button>
      </header>
      {(row.is_default || row.supports_mms) && (
        <p class="tags">
          {row.is_default && <Tag tone="live">{words.senders.isDefault}</Tag>}
          {row.supports_mms && <Tag>{words.senders.mms}</Tag>}
        </p>
      )}
      {row.is_default && <p class="small quiet-text">{words.senders.recordedDefault}</p>}
      <div class="actions">
        <Button kind="primary" icon="send" keys="T" disabled={actions.readOnly} onClick={() => actions.test(row)}>
          {words.senders.sendTest}
        </Button>
        <Button keys="↵" onClick={() => actions.edit(row)}>
          {words.senders.edit}
        </Button>
      </div>
      <dl class="details">
        <dt>{words.senders.name}</dt>
        <dd>
          <CopyValue value={row.name} what={words.senders.name} mono={false} />
        </dd>
        <dt>{words.senders.type}</dt>
        <dd>{words.senderType[row.sender_type]}</dd>
        <dt>{words.senders.senderId}</dt>
        <dd>
          <CopyValue value={row.sender_id} what={words.senders.senderId} />
        </dd>
        <dt>{words.senders.supportsMms}</dt>
        <dd>{row.supports_mms ? words.senders.yes : words.senders.no}</dd>
        <dt>{words.senders.updated}</dt>
        <dd>
          <time dateTime={row.updated_at} title={row.updated_at}>
            {momentText(row.updated_at)}
          </time>
        </dd>
      </dl>
      <section class="inspector-part">
        <h3>{words.senders.lastTest}</h3>
        <LastTest row={row} actions={actions} />
      </section>
      <section class="inspector-end">
        <div class="actions">
          <Button disabled={row.is_default || actions.readOnly} title="D" onClick={() => actions.markDefault(row)}>
            {words.senders.markDefault}
          </Button>
          <Button
            kind="danger"
            disabled={kept !== undefined || actions.readOnly}
            title="Del"
            onClick={() => actions.remove(row)}
          >
            {words.senders.delete}
          </Button>
        </div>
        {kept && <p class="small quiet-text">{kept}</p>}
      </section>
    </aside>
  );
}

function LastTest({ row, actions }: { row: SenderRow; actions: SenderActions }) {
  const test = row.last_test;
  if (!test) {
    return <p class="quiet-text">{words.senders.noTest}</p>;
  }
  return (
    <div class="last-test">
      <StateBadge state={test.state} />
      <span class="small quiet-text">
        {test.error_code !== null && `${words.tests.code(test.error_code)}, `}
        <Moment at={test.at} />
      </span>
      <button type="button" class="link" onClick={() => actions.showTest(test.id)}>
        {words.senders.openTest}
      </button>
    </div>
  );
}
