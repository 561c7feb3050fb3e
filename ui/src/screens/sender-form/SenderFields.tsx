// Which fields has *Sender Details*, and what belongs into each? Order and labels are the guide's.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ipc } from "../../ipc";
import type { SenderDraft, SenderNotes, SenderRow, SenderType, Suggestion, WorkspaceView } from "../../ipc";
import { Link } from "../../parts/Button";
import { Choices, Field, Remarks } from "../../parts/Field";
import type { Remarked } from "../../remarks";
import * as words from "../../words";

const TYPES: SenderType[] = ["short_code", "long_code", "messaging_service", "alphanumeric"];

const LINKS: Partial<Record<SenderType, [string, string]>> = {
  short_code: ["twilio-short-codes", words.senderForm.idLinks.short_code],
  long_code: ["twilio-long-codes", words.senderForm.idLinks.long_code],
  messaging_service: ["twilio-messaging-services", words.senderForm.idLinks.messaging_service],
};

interface SenderFieldsProps {
  workspace: WorkspaceView;
  row: SenderRow | null;
  draft: SenderDraft;
  remarks: Remarked<SenderNotes>;
  onChange: (part: Partial<SenderDraft>) => void;
}

export function SenderFields({ workspace, row, draft, remarks, onChange }: SenderFieldsProps) {
  const other = useId();
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);
  const take = ({ field, value }: Suggestion) => {
    if (field === "sender_type") {
      onChange({ sender_type: TYPES.find((type) => type === value) ?? draft.sender_type });
    } else if (field === "name" || field === "sender_id") {
      onChange({ [field]: value });
    } else if (field === "supports_mms") {
      onChange({ supports_mms: value === "true" });
    }
  };
  const type = draft.sender_type;
  const link = type && LINKS[type];
  return (
    <>
      <MarkAsDefault workspace={workspace} row={row} />
      <Check
        label={words.senderForm.mms}
        checked={draft.supports_mms}
        remarks={<Remarks id={`${other}-mms`} remarks={remarks.of("supports_mms")} onSuggestion={take} />}
        describedBy={`${other}-mms`}
        onChange={(supports_mms) => onChange({ supports_mms })}
      />
      <Field
        label={words.senderForm.name}
        hint={words.senderForm.nameHint}
        remarks={remarks.of("name")}
        onSuggestion={take}
      >
        {(control) => (
          <input
            {...control}
            ref={name}
            type="text"
            dir="auto"
            autocomplete="off"
            value={draft.name}
            onInput={(event) => onChange({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <Choices
        legend={words.senderForm.type}
        choices={TYPES.map((choice) => [choice, words.senderType[choice]])}
        value={type}
        remarks={remarks.of("sender_type")}
        onSuggestion={take}
        onChoose={(sender_type) => onChange({ sender_type })}
      />
      <Field
        label={words.senderForm.id}
        hint={
          <>
            {type ? words.senderForm.idHint[type] : words.senderForm.idHintNone}{" "}
            {link && <Link to={link[0]}>{link[1]}</Link>}
          </>
        }
        remarks={remarks.of("sender_id")}
        onSuggestion={take}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            class="mono"
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            value={draft.sender_id}
            onInput={(event) => onChange({ sender_id: event.currentTarget.value })}
          />
        )}
      </Field>
      <Remarks
        id={other}
        remarks={remarks.elsewhere(["supports_mms", "name", "sender_type", "sender_id"])}
        onSuggestion={take}
      />
    </>
  );
}

/** Disabled here, as in MoEngage's form; the reason stands beside it. */
function MarkAsDefault({ workspace, row }: { workspace: WorkspaceView; row: SenderRow | null }) {
  const id = useId();
  const defaultName = useDefaultName(workspace, row === null);
  const reason = row
    ? row.is_default
      ? words.senderForm.isDefault
      : words.senderForm.inTheList
    : words.senderForm.notWhileAdding(defaultName);
  return (
    <Check
      label={words.senderForm.markDefault}
      checked={row?.is_default ?? false}
      disabled
      describedBy={id}
      remarks={
        <span id={id} class="hint">
          {reason}
        </span>
      }
    />
  );
}

function useDefaultName(workspace: WorkspaceView, wanted: boolean): string | null {
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    if (wanted && workspace.sender_count > 0) {
      const first = { search: "", sort: "created", descending: false, offset: 0, limit: 1 } as const;
      ipc.senders(workspace.id, first).then(
        ({ rows }) => setName(rows[0]?.name ?? null),
        () => undefined, // The reason stands without the name, too.
      );
    }
  }, [workspace.id, wanted]);
  return name;
}

interface CheckProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  describedBy: string;
  remarks: preact.ComponentChildren;
  onChange?: (checked: boolean) => void;
}

function Check({ label, checked, disabled, describedBy, remarks, onChange }: CheckProps) {
  return (
    <div class="field check">
      <label class={disabled ? "off" : undefined}>
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-describedby={describedBy}
          onChange={(event) => onChange?.(event.currentTarget.checked)}
        />
        {label}
      </label>
      {remarks}
    </div>
  );
}
