// What is rehearsed: from which sender, how it is set up, and what does the handset send?

import { useId } from "preact/hooks";
import type { RehearsalDraft, RehearsalKind, SenderRow, WorkspaceView } from "../../ipc";
import { Choices, Field } from "../../parts/Field";
import * as words from "../../words";
import { SenderPicker } from "../test/SenderPicker";

interface RehearsalFieldsProps {
  workspace: WorkspaceView;
  row: SenderRow | null;
  saved: boolean;
  /** The chosen sender is a Messaging Service. */
  isService: boolean;
  draft: RehearsalDraft;
  /** What the worksheet's tick says of the MO callback; `null` where it says nothing. */
  wiredByTick: boolean | null;
  onSaved: (saved: boolean) => void;
  onChoose: (row: SenderRow) => void;
  onChange: (part: Partial<RehearsalDraft>) => void;
}

const KINDS = Object.entries(words.rehearsal.kind) as [RehearsalKind, string][];

export function RehearsalFields(props: RehearsalFieldsProps) {
  const { workspace, row, saved, isService, draft, wiredByTick, onSaved, onChoose, onChange } = props;
  return (
    <form class="form" onSubmit={(event) => event.preventDefault()}>
      <Field label={words.rehearsal.text}>
        {(control) => (
          <>
            <input
              {...control}
              type="text"
              dir="auto"
              autocomplete="off"
              spellcheck={false}
              value={draft.text}
              onInput={(event) => onChange({ text: event.currentTarget.value })}
            />
            <div class="actions quick" role="group" aria-label={words.rehearsal.quickWords}>
              {words.rehearsal.quick.map((word) => (
                <button
                  key={word}
                  type="button"
                  class="button quiet"
                  aria-pressed={draft.text === word}
                  onClick={() => onChange({ text: word })}
                >
                  {word}
                </button>
              ))}
            </div>
          </>
        )}
      </Field>
      <Choices
        legend={words.rehearsal.with}
        choices={[
          ["saved", words.rehearsal.saved],
          ["kind", words.rehearsal.anyKind],
        ]}
        value={saved ? "saved" : "kind"}
        onChoose={(choice) => onSaved(choice === "saved")}
      />
      {saved && (
        <Field label={words.rehearsal.sender} hint={words.tests.fromHint}>
          {(control) => (
            <SenderPicker
              workspace={workspace.id}
              chosen={row}
              disabled={false}
              control={control}
              onChoose={onChoose}
            />
          )}
        </Field>
      )}
      {(!saved || row === null || isService) && (
        <Choices
          legend={isService ? words.rehearsal.poolKind : words.rehearsal.kindLabel}
          choices={KINDS}
          value={draft.kind}
          onChoose={(kind) => onChange({ kind })}
        />
      )}
      <fieldset class="bare group">
        <legend class="unseen">{words.rehearsal.assumptions}</legend>
        <Check
          label={words.rehearsal.inService}
          hint={isService ? words.rehearsal.inServiceFixed : null}
          checked={draft.in_service}
          disabled={isService}
          onChange={(in_service) => onChange({ in_service })}
        />
        <Check
          label={words.rehearsal.advanced}
          hint={words.rehearsal.advancedHint}
          checked={draft.advanced_opt_out}
          disabled={!draft.in_service}
          onChange={(advanced_opt_out) => onChange({ advanced_opt_out })}
        />
        <Check
          label={words.rehearsal.wired}
          hint={
            wiredByTick === null || wiredByTick !== draft.mo_wired
              ? words.rehearsal.wiredAssumed
              : wiredByTick
                ? words.rehearsal.wiredTicked
                : words.rehearsal.wiredNotTicked
          }
          checked={draft.mo_wired}
          onChange={(mo_wired) => onChange({ mo_wired })}
        />
        <Check
          label={words.rehearsal.category}
          hint={words.rehearsal.categoryHint}
          checked={draft.category_active}
          onChange={(category_active) => onChange({ category_active })}
        />
      </fieldset>
    </form>
  );
}

interface CheckProps {
  label: string;
  hint: string | null;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

function Check({ label, hint, checked, disabled = false, onChange }: CheckProps) {
  const id = useId();
  return (
    <div class="field check">
      <label class={disabled ? "off" : undefined} for={id}>
        <input
          id={id}
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-describedby={`${id}-hint`}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      <div id={`${id}-hint`} class="hint">
        {hint}
      </div>
    </div>
  );
}
