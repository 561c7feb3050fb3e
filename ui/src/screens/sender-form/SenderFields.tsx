// Which fields has *Sender Details*, and what belongs into each? Order and labels are the guide's.

import { useEffect, useRef } from "preact/hooks";
import type { SenderDraft, SenderNotes, SenderRow, Suggestion, WorkspaceView } from "../../ipc";
import { Facts } from "../../parts/Facts";
import { Check, Choices, Field, Remarks } from "../../parts/Field";
import type { Remarked } from "../../remarks";
import * as words from "../../words";
import { MoCallbackField } from "./MoCallbackField";
import { OwnFields } from "./OwnFields";
import { SenderIdField } from "./SenderIdField";
import { Twins } from "./Twins";
import { UnsubscribeField } from "./UnsubscribeField";
import { SENDER_TYPES, SHOWN, suggested } from "./typed";

interface SenderFieldsProps {
  workspace: WorkspaceView;
  row: SenderRow | null;
  draft: SenderDraft;
  remarks: Remarked<SenderNotes>;
  onChange: (part: Partial<SenderDraft>) => void;
}

export function SenderFields({ workspace, row, draft, remarks, onChange }: SenderFieldsProps) {
  const name = useRef<HTMLInputElement>(null);
  useEffect(() => name.current?.focus(), []);
  const take = (suggestion: Suggestion) => onChange(suggested(suggestion));
  const { answer } = remarks;
  const keywords = answer?.keyword_management ?? workspace.keyword_management;
  return (
    <>
      <MarkAsDefault workspace={workspace} row={row} />
      <div class="with-below">
        <Check
          label={words.senderForm.mms}
          checked={draft.supports_mms}
          hint={words.senderForm.mmsHint}
          remarks={remarks.of("supports_mms")}
          onSuggestion={take}
          onChange={(supports_mms) => onChange({ supports_mms })}
        />
        {draft.supports_mms && <Facts topic="mms" title={words.media.said} />}
      </div>
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
        choices={SENDER_TYPES.map((choice) => [choice, words.senderType[choice]])}
        value={draft.sender_type}
        hint={words.senderForm.typeHint}
        remarks={remarks.of("sender_type")}
        onSuggestion={take}
        onChoose={(sender_type) => onChange({ sender_type })}
      />
      <div class="with-below">
        <SenderIdField
          workspace={workspace.id}
          draft={draft}
          remarks={remarks.of("sender_id")}
          onSuggestion={take}
          onChange={onChange}
        />
        <Twins twins={answer?.twins ?? []} workspace={workspace.id} />
      </div>
      {keywords && draft.sender_type === "alphanumeric" && (
        <div class="field">
          <strong>{words.senderForm.mo}</strong>
          <p class="hint">{words.senderForm.moNone}</p>
          <Remarks id="sender-mo" remarks={remarks.of("mo_callback_url")} />
        </div>
      )}
      {keywords && draft.sender_type !== "alphanumeric" && (
        <MoCallbackField
          workspace={workspace}
          draft={draft}
          mo={answer?.mo_callback ?? null}
          remarks={remarks.of("mo_callback_url")}
          onSuggestion={take}
          onChange={onChange}
        />
      )}
      {keywords && (
        <UnsubscribeField
          draft={draft}
          measure={answer?.unsubscribe ?? null}
          remarks={remarks.of("unsubscribe_text")}
          onSuggestion={take}
          onChange={onChange}
        />
      )}
      <OwnFields draft={draft} remarks={remarks} onSuggestion={take} onChange={onChange} />
      <Remarks id="sender-other" remarks={remarks.elsewhere(keywords ? SHOWN : SHOWN.filter(isNotKeyword))} />
    </>
  );
}

/** A refusal of a field that is not shown stands below the others. */
function isNotKeyword(field: string): boolean {
  return field !== "mo_callback_url" && field !== "unsubscribe_text";
}

/** Disabled here, as in MoEngage's form; the reason stands beside it. */
function MarkAsDefault({ workspace, row }: { workspace: WorkspaceView; row: SenderRow | null }) {
  const adding = words.senderForm.notWhileAdding(workspace.default_sender);
  const reason = row?.is_default ? words.senderForm.isDefault : words.senderForm.inTheList;
  return (
    <Check
      label={words.senderForm.markDefault}
      checked={row?.is_default ?? false}
      disabled
      hint={row ? reason : adding}
    />
  );
}
