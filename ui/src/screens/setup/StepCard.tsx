// What is to be done in one step: where, which value, why, and is it done?

import { useId } from "preact/hooks";
import type { Click, Console, WireError, WorksheetStep } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { CopyButton } from "../../parts/CopyButton";
import { Icon } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import { ErrorNotice } from "../../parts/Notice";
import { ProvenanceTag, SaidList, Sources } from "../../parts/Sourced";
import * as words from "../../words";
import { ClickPath } from "./ClickPath";
import { isToTick } from "./worksheet";

interface StepCardProps {
  step: WorksheetStep;
  console: Console;
  /** Where to click once one is where the section is. */
  path: Click[];
  readOnly: boolean;
  /** Marks what belongs to the workspace, where a sender's own steps stand beside it. */
  marksWorkspace: boolean;
  /** Why the last tick was not kept. */
  refused: WireError | null;
  onTick: (done: boolean) => void;
}

export function StepCard({ step, console, path, readOnly, marksWorkspace, refused, onTick }: StepCardProps) {
  const id = useId();
  return (
    <li class="step" data-step={step.id} data-state={step.state} tabIndex={-1}>
      <div class="step-head">
        {isToTick(step) ? (
          <label class="step-title">
            <input
              type="checkbox"
              checked={step.state === "done"}
              disabled={readOnly}
              aria-describedby={id}
              onChange={(event) => onTick(event.currentTarget.checked)}
            />
            <span dir="auto">{step.title}</span>
          </label>
        ) : (
          <strong class="step-title">
            <Icon name={step.state === "nothing_to_do" ? "check" : "dash"} />
            <span dir="auto">{step.title}</span>
          </strong>
        )}
        <span id={id} class="step-state">
          <StepMark step={step} />
          {marksWorkspace && step.of_workspace && <small>{words.setup.workspaceWide}</small>}
        </span>
      </div>
      <div class="step-body">
        {refused && <ErrorNotice error={refused} title={words.setup.tickFailed} />}
        <ClickPath path={path} />
        <StepValue step={step} />
        {step.why && (
          <p class="step-why" dir="auto">
            {step.why}
          </p>
        )}
        <SaidList said={step.remarks} />
        <Origin step={step} console={console} />
      </div>
    </li>
  );
}

function StepMark({ step }: { step: WorksheetStep }) {
  switch (step.state) {
    case "reopened":
      return (
        <span title={words.setup.reopenedSays}>
          <Tag tone="warn" icon="warning">
            {words.setup.reopened}
          </Tag>
        </span>
      );
    case "done":
      return (
        step.ticked_at && (
          <small>
            {words.setup.ticked} <Moment at={step.ticked_at} />
          </small>
        )
      );
    case "nothing_to_do":
    case "cannot_say":
      return <Tag tone={step.state === "cannot_say" ? "warn" : "quiet"}>{words.setup.state[step.state]}</Tag>;
    case "open":
      return null;
  }
}

function StepValue({ step }: { step: WorksheetStep }) {
  const { field, value, ticked_value: former } = step;
  // Most steps are called after their field: it is not said twice.
  const label = field !== null && !step.title.includes(field) && <p class="step-field">{field}</p>;
  if (value === null && former === null) {
    return label || null;
  }
  return (
    <div class="step-value">
      {label}
      {former !== null && (
        <p class="former">
          {words.setup.whenTicked}
          {step.ticked_at && (
            <>
              , <Moment at={step.ticked_at} />
            </>
          )}{" "}
          <del>
            <code>{former}</code>
          </del>{" "}
          {words.setup.now}
        </p>
      )}
      {value === null ? (
        <p class="quiet-text">{words.setup.noValue}</p>
      ) : (
        <div class="value">
          <code>{value}</code>
          {!isOrdinary(step) && <ProvenanceTag provenance={step.provenance} />}
          <CopyButton value={value} what={field ?? step.title} />
        </div>
      )}
    </div>
  );
}

/** Documented, or typed by the operator: nothing to be warned of. */
function isOrdinary({ provenance }: WorksheetStep): boolean {
  return provenance === "documented" || provenance === "custom";
}

/** Where the step and its value are from, quietly: what is out of the ordinary stands at the value. */
function Origin({ step, console }: { step: WorksheetStep; console: Console }) {
  const hasValue = step.value !== null;
  const isRecorded = hasValue && console === "moengage";
  const says = hasValue && isOrdinary(step);
  if (!isRecorded && !says && step.sources.length === 0) {
    return null;
  }
  return (
    <p class="step-origin said-by">
      {isRecorded && <small>{words.setup.recordedHere}</small>}
      {says && <ProvenanceTag provenance={step.provenance} />}
      <Sources sources={step.sources} />
    </p>
  );
}
