// What stands on paper? Each worksheet on pages of its own, with all that is a click away on the screen.

import { momentText } from "../../format";
import type { Click, SourceView, Worksheet, WorksheetSection, WorksheetStep } from "../../ipc";
import * as words from "../../words";
import { commonPath } from "./ClickPath";
import { byConsole } from "./Sections";
import { isToTick } from "./worksheet";

/** Never on the screen (`print.css`). Of several, only the sheet of the workspace has the steps of the workspace. */
export function PrintPages({ sheets }: { sheets: Worksheet[] }) {
  const ofAll = sheets.length > 1;
  return (
    <div class="print-pages">
      {sheets.map((sheet) => (
        <Sheet key={sheet.sender?.key ?? ""} sheet={sheet} without={ofAll && sheet.sender !== null} />
      ))}
    </div>
  );
}

function Sheet({ sheet, without }: { sheet: Worksheet; without: boolean }) {
  const sections = sheet.sections
    .map((section) => ({ ...section, steps: section.steps.filter((step) => !(without && step.of_workspace)) }))
    .filter((section) => section.steps.length > 0);
  return (
    <section class="print-sheet">
      <h2>
        {sheet.workspace_name}: {sheet.sender?.name ?? words.setup.ofWorkspace}
      </h2>
      {sheet.sender && (
        <p>
          {words.senderType[sheet.sender.sender_type]}, <code>{sheet.sender.sender_id}</code>
        </p>
      )}
      <p>
        {words.setup.printedAt(momentText(new Date().toISOString()))}. {words.setup.doneOf(sheet)}.{" "}
        {words.setup.consolesAsOf(sheet.as_of)}
      </p>
      {byConsole(sections).map((part, position) => (
        <div key={position}>
          <h3>{words.setup.console[part.console]}</h3>
          {part.sections.map((section) => (
            <PrintedSection key={section.title} section={section} />
          ))}
        </div>
      ))}
    </section>
  );
}

function PrintedSection({ section: { title, steps } }: { section: WorksheetSection }) {
  const common = commonPath(steps.map((step) => step.path));
  return (
    <div>
      <h4>{title}</h4>
      <PrintedPath path={common} />
      {steps.map((step) => (
        <PrintedStep key={step.id} step={step} path={step.path.slice(common.length)} />
      ))}
    </div>
  );
}

function PrintedPath({ path }: { path: Click[] }) {
  return path.length > 0 ? <p>{path.map((click) => click.label).join(" › ")}</p> : null;
}

function PrintedStep({ step, path }: { step: WorksheetStep; path: Click[] }) {
  const mark = isToTick(step) ? (step.state === "done" ? "☑" : "☐") : "–";
  return (
    <div class="print-step">
      <p>
        {mark} <b>{step.title}</b> {standing(step)}
      </p>
      <PrintedPath path={path} />
      {step.value === null && step.field && !step.title.includes(step.field) && <p>{step.field}</p>}
      {step.value !== null && (
        <p>
          {step.field ?? words.setup.value} ({words.sourced.provenance[step.provenance]})
          <code class="print-value">{step.value}</code>
        </p>
      )}
      <p>{step.why}</p>
      {step.remarks.map((remark) => (
        <p key={remark.text}>
          {remark.text} ({words.sourced.provenance[remark.provenance]})
        </p>
      ))}
      {sourcesOf(step).map((source) => (
        <p key={source.id} class="print-source">
          {source.title}, {source.url}, {words.sourced.readOn(source.as_of)}
        </p>
      ))}
    </div>
  );
}

function standing(step: WorksheetStep): string {
  switch (step.state) {
    case "open":
      return "";
    case "done":
      return step.ticked_at ? `(${words.setup.ticked} ${momentText(step.ticked_at)})` : "";
    case "reopened":
      return step.ticked_value === null
        ? `(${words.setup.reopened})`
        : `(${words.setup.reopened}. ${words.setup.whenTicked}: ${step.ticked_value})`;
    case "nothing_to_do":
    case "cannot_say":
      return `(${words.setup.state[step.state]})`;
  }
}

/** Each page once. */
function sourcesOf(step: WorksheetStep): SourceView[] {
  const all = [...step.sources, ...step.remarks.flatMap((remark) => remark.sources)];
  return [...new Map(all.map((source) => [source.id, source])).values()];
}
