// What is different about one sender of an import, field by field, and whose state counts?

import { useEffect, useRef } from "preact/hooks";
import type { ImportChoice, ImportDecision, ImportField, ImportRow } from "../../ipc";
import { Choices } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import * as words from "../../words";
import { FieldChoice, FieldValue } from "./FieldChoice";
import { KindTag } from "./ImportLine";
import { ImportRemarks } from "./ImportRemarks";
import { nameOf } from "./rows";

interface RowInspectorProps {
  row: ImportRow;
  locked: boolean;
  onDecide: (decision: ImportDecision) => void;
  onClose: () => void;
}

export function RowInspector({ row, locked, onDecide, onClose }: RowInspectorProps) {
  const { index, change } = row;
  // Of a sender that is on one side only, there is nothing to choose between.
  const byField = change === "change" || change === "conflict";
  const pane = useRef<HTMLElement>(null);
  // Where there is little room it stands below the list.
  useEffect(() => pane.current?.scrollIntoView({ block: "nearest" }), []);
  return (
    <aside ref={pane} class="inspector" aria-label={words.common.inspector}>
      <header class="inspector-head">
        <h2 tabIndex={-1} dir="auto">
          {nameOf(row)}
        </h2>
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
      <div class="import-which">
        <KindTag change={change} />
        {row.sender_type && <span class="small quiet-text">{words.senderType[row.sender_type]}</span>}
        <code>{row.sender_id}</code>
        {row.line !== null && <span class="small quiet-text">{words.importing.ofLine(row.line)}</span>}
      </div>
      {row.why && <p dir="auto">{row.why}</p>}
      {row.choices.length > 0 && (
        <Choices<ImportChoice>
          legend={words.importing.thisSender}
          choices={row.choices.map((choice) => [choice, words.importing.choices[choice]])}
          value={row.choice}
          disabled={locked}
          hint={meaning(row)}
          onChoose={(choice) => onDecide({ about: "sender", index, choice })}
        />
      )}
      <ImportRemarks remarks={row.remarks} />
      {row.fields.length > 0 && (
        <section class="import-fields" aria-label={words.importing.fields}>
          <h3>{headOf(row)}</h3>
          {row.fields.map((field) =>
            byField ? (
              <FieldChoice
                key={`${index} ${field.field}`}
                field={field}
                locked={locked}
                onChoose={(choice) => onDecide({ about: "field", index, field: field.field, choice })}
              />
            ) : (
              <OneSide key={field.field} field={field} />
            ),
          )}
        </section>
      )}
    </aside>
  );
}

function meaning({ change, choice, undecided }: ImportRow): string {
  if (choice) {
    return words.importing.means[change][choice];
  }
  return undecided ? "" : words.importing.fieldByField;
}

function headOf({ change }: ImportRow): string {
  return change === "add" || change === "wrong"
    ? words.importing.newFields
    : change === "remove" || change === "same"
      ? words.importing.ownFields
      : words.importing.fields;
}

function OneSide({ field }: { field: ImportField }) {
  return (
    <dl class="details one-side">
      <dt>{field.label}</dt>
      <dd>
        <FieldValue value={field.theirs ?? field.mine} />
      </dd>
    </dl>
  );
}
