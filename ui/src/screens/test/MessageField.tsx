// What is the message, and what does it become as SMS?

import { useRef } from "preact/hooks";
import type { Suggestion, TestFrom, WorkspaceId } from "../../ipc";
import { Check, Field } from "../../parts/Field";
import type { Remark } from "../../remarks";
import * as words from "../../words";
import { SegmentMeter } from "./SegmentMeter";
import { makeEdits, takeBack, useMeter, useSettled } from "./measuring";
import type { Edit } from "./measuring";

/** Characters that Twilio takes, shown until the first answer brings them. */
const MOST = 1600;

interface MessageFieldProps {
  workspace: WorkspaceId;
  /** None while no sender is chosen. */
  from: TestFrom | null;
  recipients: string[];
  body: string;
  media: string[];
  unsubscribe: boolean;
  locked: boolean;
  remarks: Remark[];
  onSuggestion: (suggestion: Suggestion) => void;
  onChange: (part: { body?: string; unsubscribe?: boolean }) => void;
}

export function MessageField({
  workspace,
  from,
  recipients,
  body,
  media,
  unsubscribe,
  locked,
  remarks,
  onSuggestion,
  onChange,
}: MessageFieldProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const measured = useMeter(workspace, from && { from, recipients, body, media, unsubscribe });
  const meter = measured?.meter;
  const line = meter ? words.meter.line(meter) : "";
  const aloud = useSettled(line);
  const replace = (edits: Edit[]) => {
    // Places of another text than the one in the field say nothing of it.
    if (field.current && measured?.body === field.current.value) {
      makeEdits(field.current, edits);
    }
  };
  return (
    <>
      <div class="message-field">
        <Field
          label={words.tests.message}
          hint={
            <>
              <span class="meter">
                {meter && <strong>{line}</strong>}
                <span>
                  {meter
                    ? words.meter.characters(meter.characters, meter.most_characters)
                    : words.meter.characters([...body].length, MOST)}
                </span>
              </span>
              {media.length > 0 && words.tests.messageOptional}
            </>
          }
          remarks={remarks}
          onSuggestion={onSuggestion}
        >
          {(control) => (
            <textarea
              {...control}
              ref={field}
              rows={5}
              dir="auto"
              readOnly={locked}
              value={body}
              onKeyDown={takeBack}
              onInput={(event) => onChange({ body: event.currentTarget.value })}
            />
          )}
        </Field>
        <output class="unseen">{aloud}</output>
        {measured && <SegmentMeter measured={measured} locked={locked} onReplace={replace} />}
      </div>
      {(unsubscribe || meter?.unsubscribe_text) && (
        <Check
          label={words.meter.unsubscribe}
          checked={unsubscribe}
          disabled={locked}
          hint={meter?.unsubscribe_text && <bdi>{meter.unsubscribe_text}</bdi>}
          onChange={(ticked) => onChange({ unsubscribe: ticked })}
        />
      )}
    </>
  );
}
