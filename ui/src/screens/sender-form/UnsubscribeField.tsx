// What tells a handset how to opt out, and how does that look in an SMS?

import type { SenderDraft, Suggestion, TextMeasure } from "../../ipc";
import { Facts } from "../../parts/Facts";
import { Field } from "../../parts/Field";
import type { Remark } from "../../remarks";
import * as words from "../../words";

interface UnsubscribeFieldProps {
  draft: SenderDraft;
  /** None until the rules have answered. */
  measure: TextMeasure | null;
  remarks: Remark[];
  onSuggestion: (suggestion: Suggestion) => void;
  onChange: (part: Partial<SenderDraft>) => void;
}

export function UnsubscribeField({ draft, measure, remarks, onSuggestion, onChange }: UnsubscribeFieldProps) {
  return (
    <div class="with-below">
      <Field
        label={words.senderForm.unsubscribe}
        hint={words.senderForm.unsubscribeHint}
        remarks={remarks}
        onSuggestion={onSuggestion}
      >
        {(control) => (
          <textarea
            {...control}
            rows={2}
            dir="auto"
            value={draft.unsubscribe_text}
            onInput={(event) => onChange({ unsubscribe_text: event.currentTarget.value })}
          />
        )}
      </Field>
      {measure && draft.unsubscribe_text.trim() !== "" && <Measured measure={measure} />}
      <Facts topic="unsubscribe_text" title={words.senderForm.said} />
    </div>
  );
}

function Measured({ measure }: { measure: TextMeasure }) {
  return (
    <>
      <output class="hint meter">
        {words.senderForm.measure(measure.characters, measure.segments, measure.encoding)}
      </output>
      {measure.not_gsm.length > 0 && (
        <p class="hint">
          {words.senderForm.notGsm}{" "}
          {measure.not_gsm.map((character) => (
            <code key={character} class="character" title={codePoint(character)}>
              {character}
            </code>
          ))}
        </p>
      )}
      <figure class="preview" aria-label={words.senderForm.preview}>
        <figcaption>
          {words.senderForm.preview}, {words.senderForm.previewSegments(measure.preview_segments)}
        </figcaption>
        <p class="body-text" dir="auto">
          {measure.preview}
        </p>
      </figure>
    </>
  );
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
