// What does a field hold on both sides, what did it hold when it was last shared, and which of the two counts?

import { useId } from "preact/hooks";
import type { ImportChoice, ImportField } from "../../ipc";
import { Tag } from "../../parts/Badge";
import * as words from "../../words";

interface FieldChoiceProps {
  field: ImportField;
  locked: boolean;
  onChoose: (choice: ImportChoice) => void;
}

export function FieldChoice({ field, locked, onChoose }: FieldChoiceProps) {
  const id = useId();
  const isOpen = field.conflict && field.choice === null;
  return (
    <fieldset class={isOpen ? "field-choice undecided" : "field-choice"} disabled={locked} aria-describedby={`${id}-base`}>
      <legend>
        {field.label}
        {isOpen && (
          <Tag tone="warn" icon="warning">
            {words.importing.undecided}
          </Tag>
        )}
      </legend>
      {field.base !== null && (
        <p id={`${id}-base`} class="field-base">
          <small>{words.importing.base}</small>
          <FieldValue value={field.base} />
        </p>
      )}
      {(["mine", "theirs"] as const).map((side) => (
        <label key={side} class={field.choice === side ? "side on" : "side"}>
          <input
            type="radio"
            name={id}
            value={side}
            checked={field.choice === side}
            onChange={() => onChoose(side)}
          />
          <span class="side-words">
            <b>{words.importing.choices[side]}</b> <FieldValue value={field[side]} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** A value whole, or which kind of nothing stands there. */
export function FieldValue({ value }: { value: string | null }) {
  if (value === null || value === "") {
    return <em class="quiet-text">{value === null ? words.importing.none : words.importing.empty}</em>;
  }
  return FOR_MACHINES.test(value) ? (
    <code>{value}</code>
  ) : (
    <span class="kept-lines" dir="auto">
      {value}
    </span>
  );
}

/** A URL, a number or a SID. */
const FOR_MACHINES = /^(https?:\/\/\S+|\+?\d{3,}|[A-Z]{2}[0-9a-f]{32})$/;
