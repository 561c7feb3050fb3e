// What is there to know of an import as a whole: where it goes, what it says of the workspace, and how the file was read?

import type { ComponentChildren } from "preact";
import type { ImportDecision, ImportTarget, ImportView, TableView } from "../../ipc";
import { Moment } from "../../parts/Moment";
import * as words from "../../words";
import { FieldChoice } from "./FieldChoice";
import { ImportRemarks } from "./ImportRemarks";
import { TargetFields } from "./TargetFields";

interface AboutImportProps {
  view: ImportView;
  locked: boolean;
  onDecide: (decision: ImportDecision) => void;
  onAim: (target: ImportTarget) => void;
}

export function AboutImport({ view, locked, onDecide, onAim }: AboutImportProps) {
  const { result, remarks, table } = view;
  return (
    <aside class="inspector" tabIndex={0} aria-label={words.importing.file}>
      <header class="about-head">
        <h2 dir="auto">{view.source}</h2>
        <p class="small quiet-text">{words.importing.kinds[view.kind]}</p>
      </header>
      {view.kind !== "backup" && <TargetFields view={view} locked={locked} onAim={onAim} />}
      {view.kind === "share" && view.target.into === "existing" && (
        <p class="small quiet-text">
          {view.based_on ? (
            <>
              {words.importing.basedOn} <Moment at={view.based_on} />.
            </>
          ) : (
            words.importing.noBase
          )}
        </p>
      )}
      {view.kind !== "backup" && (
        <Part title={words.importing.afterwards}>
          <p dir="auto">
            {result.default_after === null ? (
              words.importing.noDefault
            ) : (
              <>
                <b>{result.default_after}</b>
                {result.default_why && ` — ${result.default_why}`}
              </>
            )}
          </p>
        </Part>
      )}
      {view.workspace_fields.length > 0 && (
        <Part title={words.importing.workspaceFields}>
          {view.workspace_fields.map((field) => (
            <FieldChoice
              key={field.field}
              field={field}
              locked={locked}
              onChoose={(choice) => onDecide({ about: "workspace", field: field.field, choice })}
            />
          ))}
        </Part>
      )}
      {remarks.length > 0 && (
        <Part title={words.importing.remarks}>
          <ImportRemarks remarks={remarks} />
        </Part>
      )}
      {table && <Columns table={table} />}
      {view.unknown_fields.length > 0 && (
        <Part title={words.importing.unknown}>
          <p>
            <code>{view.unknown_fields.join(", ")}</code>
          </p>
        </Part>
      )}
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section class="inspector-part about-part" aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** How the columns of a table were understood. */
function Columns({ table }: { table: TableView }) {
  return (
    <Part title={words.importing.columns}>
      <p class="small quiet-text">{words.importing.delimiter(table.delimiter)}</p>
      <table class="plain-table">
        <thead>
          <tr>
            <th scope="col">{words.importing.header}</th>
            <th scope="col">{words.importing.field}</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((column, position) => (
            <tr key={position}>
              <th scope="row" dir="auto">
                {column.header}
              </th>
              <td>{column.field ?? <em class="quiet-text">{words.importing.leftAside}</em>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
