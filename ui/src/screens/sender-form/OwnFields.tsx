// What does the team want to know of a sender that MoEngage does not ask for?

import { countryName } from "../../format";
import { useId } from "preact/hooks";
import type { SenderDraft, SenderNotes, Suggestion } from "../../ipc";
import { Field } from "../../parts/Field";
import type { Remarked } from "../../remarks";
import * as words from "../../words";

interface OwnFieldsProps {
  draft: SenderDraft;
  remarks: Remarked<SenderNotes>;
  onSuggestion: (suggestion: Suggestion) => void;
  onChange: (part: Partial<SenderDraft>) => void;
}

export function OwnFields({ draft, remarks, onSuggestion, onChange }: OwnFieldsProps) {
  const hint = useId();
  const line = (field: "owner" | "purpose" | "country", label: string, help: string) => (
    <Field label={label} hint={help} remarks={remarks.of(field)} onSuggestion={onSuggestion}>
      {(control) => (
        <input
          {...control}
          type="text"
          dir="auto"
          autocomplete="off"
          value={draft[field]}
          onInput={(event) => onChange({ [field]: event.currentTarget.value })}
        />
      )}
    </Field>
  );
  return (
    <fieldset class="bare group own" aria-describedby={hint}>
      <legend>{words.senderForm.own}</legend>
      <p id={hint} class="hint">
        {words.senderForm.ownHint}
      </p>
      <Field label={words.senderForm.notes} remarks={remarks.of("notes")} onSuggestion={onSuggestion}>
        {(control) => (
          <textarea
            {...control}
            rows={2}
            dir="auto"
            value={draft.notes}
            onInput={(event) => onChange({ notes: event.currentTarget.value })}
          />
        )}
      </Field>
      <div class="pair">
        {line("owner", words.senderForm.owner, words.senderForm.ownerHint)}
        {line("purpose", words.senderForm.purpose, words.senderForm.purposeHint)}
      </div>
      {line("country", words.senderForm.country, countryName(draft.country) ?? words.senderForm.countryHint)}
    </fieldset>
  );
}
