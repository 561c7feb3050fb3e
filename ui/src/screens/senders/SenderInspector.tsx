// What is known of one sender, and what can be done with it?

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { momentText } from "../../format";
import type { OwnershipView, SenderRow, WorkspaceView } from "../../ipc";
import { StateBadge, Tag } from "../../parts/Badge";
import type { Tone } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Facts } from "../../parts/Facts";
import { Icon } from "../../parts/Icon";
import type { IconName } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import { ProvenanceTag } from "../../parts/Sourced";
import * as words from "../../words";
import type { SenderActions } from "./menu";

interface SenderInspectorProps {
  workspace: WorkspaceView;
  row: SenderRow;
  actions: SenderActions;
  onClose: () => void;
}

export function SenderInspector({ workspace, row, actions, onClose }: SenderInspectorProps) {
  const end = useShownOnceDefault(row);
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
      <div class="actions">
        <Button kind="primary" icon="send" keys="T" disabled={actions.readOnly} onClick={() => actions.test(row)}>
          {words.senders.sendTest}
        </Button>
        <Button keys="↵" onClick={() => actions.edit(row)}>
          {words.senders.edit}
        </Button>
        <Button keys="C" disabled={actions.readOnly} onClick={() => actions.duplicate(row)}>
          {words.senders.duplicate}
        </Button>
        <Button icon="setup" keys="S" onClick={() => actions.setUp(row)}>
          {words.senders.setup}
        </Button>
      </div>
      <Details row={row} keywords={workspace.keyword_management} />
      <section class="inspector-part">
        <h3>{words.senders.lastTest}</h3>
        <LastTest row={row} actions={actions} />
      </section>
      <section ref={end} class="inspector-end">
        {row.is_default && <p class="small quiet-text">{words.senders.recordedDefault}</p>}
        <div class="actions">
          <Button disabled={row.is_default || actions.readOnly} title="D" onClick={() => actions.markDefault(row)}>
            {words.senders.markDefault}
          </Button>
          <Button kind="danger" disabled={actions.readOnly} title="Del" onClick={() => actions.remove(row)}>
            {words.senders.delete}
          </Button>
        </div>
        <Facts topic="mark_default" title={words.senders.defaultMeans} open={row.is_default} />
      </section>
    </aside>
  );
}

/** What the default means comes into sight at the moment it is marked. */
function useShownOnceDefault({ key, is_default }: SenderRow): RefObject<HTMLElement | null> {
  const end = useRef<HTMLElement>(null);
  const before = useRef({ key, is_default });
  useEffect(() => {
    if (before.current.key === key && !before.current.is_default && is_default) {
      end.current?.scrollIntoView({ block: "nearest" });
    }
    before.current = { key, is_default };
  }, [key, is_default]);
  return end;
}

/** The fields in the order of the form, then what is ours. */
function Details({ row, keywords }: { row: SenderRow; keywords: boolean }) {
  const hidden = !keywords && <small class="block">{words.senders.hiddenNow}</small>;
  return (
    <dl class="details">
      <Detail term={words.senders.setup}>{words.senders.stepsLeft(row.setup_left)}</Detail>
      <Detail term={words.senders.supportsMms}>{row.supports_mms ? words.senders.yes : words.senders.no}</Detail>
      <Detail term={words.senders.name}>
        <CopyValue value={row.name} what={words.senders.name} mono={false} />
      </Detail>
      <Detail term={words.senders.type}>{words.senderType[row.sender_type]}</Detail>
      <Detail term={words.senders.senderId}>
        <CopyValue value={row.sender_id} what={words.senders.senderId} />
      </Detail>
      {row.mo_callback && (
        <Detail term={words.senderForm.mo}>
          <CopyValue value={row.mo_callback.now.url} what={words.senderForm.mo} />
          <ProvenanceTag provenance={row.mo_callback.now.provenance} />
          {row.mo_callback.replaced && (
            <small class="block">
              {words.senders.replaced} <code>{row.mo_callback.replaced}</code>
            </small>
          )}
          {hidden}
        </Detail>
      )}
      {row.unsubscribe_text !== "" && (
        <Detail term={words.senderForm.unsubscribe}>
          <CopyValue value={row.unsubscribe_text} what={words.senderForm.unsubscribe} mono={false} />
          {hidden}
        </Detail>
      )}
      {row.ownership && (
        <Detail term={words.senders.inAccount}>
          <OwnershipLine ownership={row.ownership} />
        </Detail>
      )}
      {(["notes", "owner", "purpose", "country"] as const).map(
        (field) =>
          row[field] !== "" && (
            <Detail key={field} term={words.senderForm[field]}>
              <span class="kept-lines" dir="auto">
                {row[field]}
              </span>
            </Detail>
          ),
      )}
      <Detail term={words.senders.updated}>
        <time dateTime={row.updated_at} title={row.updated_at}>
          {momentText(row.updated_at)}
        </time>
      </Detail>
    </dl>
  );
}

function Detail({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

const OWNERSHIP: Record<OwnershipView["ownership"], [Tone, IconName]> = {
  found: ["ok", "check"],
  not_found: ["warn", "warning"],
  could_not_check: ["quiet", "question"],
};

function OwnershipLine({ ownership: { ownership, reason, at } }: { ownership: OwnershipView }) {
  const [tone, icon] = OWNERSHIP[ownership];
  return (
    <>
      <Tag tone={tone} icon={icon}>
        {words.senders.ownership[ownership]}
      </Tag>
      {reason && <p class="small">{reason}</p>}
      <small class="block">
        {words.senders.readAt} <Moment at={at} />
      </small>
    </>
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
