// How does a field stand in a form: its label, what it wants, and what is wrong with it?

import type { ComponentChildren } from "preact";
import { createContext } from "preact";
import { useContext, useId } from "preact/hooks";
import type { Suggestion } from "../ipc";
import type { Remark } from "../remarks";
import { Icon } from "./Icon";

/** Whether the fields of a form take no change. Its links and copy buttons stay: a disabled fieldset would take them, too. */
export const Locked = createContext(false);

/** What a control needs so that its label and remarks belong to it. */
export interface ControlProps {
  id: string;
  "aria-describedby": string;
  "aria-invalid": boolean | undefined;
  disabled: boolean | undefined;
  /** What an empty field means, where it means something. */
  placeholder?: string;
}

/** What is typed for machines: no help of the browser, a monospaced face. */
export const PLAIN = { class: "mono", autocomplete: "off", autocapitalize: "off", spellcheck: false } as const;

interface FieldProps {
  label: string;
  hint?: ComponentChildren;
  remarks?: Remark[];
  onSuggestion?: (suggestion: Suggestion) => void;
  children: (control: ControlProps) => ComponentChildren;
}

export function Field({ label, hint, remarks = [], onSuggestion, children }: FieldProps) {
  const id = useId();
  const disabled = useContext(Locked) || undefined;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": `${id}-hint ${id}-remarks`, "aria-invalid": isInvalid(remarks), disabled })}
      <Remarks id={`${id}-remarks`} remarks={remarks} onSuggestion={onSuggestion} />
      <div id={`${id}-hint`} class="hint">
        {hint}
      </div>
    </div>
  );
}

function isInvalid(remarks: Remark[]): true | undefined {
  return remarks.some((remark) => remark.level === "problem") || undefined;
}

interface RemarksProps {
  id: string;
  remarks: Remark[];
  onSuggestion?: (suggestion: Suggestion) => void;
}

/** Announced politely: they come while one types. */
export function Remarks({ id, remarks, onSuggestion }: RemarksProps) {
  return (
    <div id={id} class="remarks" aria-live="polite">
      {remarks.map((remark) => (
        <p key={remark.message} class={`remark ${remark.level}`}>
          <Icon name={remark.level === "problem" ? "cross" : remark.level === "warning" ? "warning" : "info"} />
          <span>
            {remark.message}
            {remark.hint && ` ${remark.hint}`}
            <Remedy suggestion={remark.suggestion} onSuggestion={onSuggestion} />
          </span>
        </p>
      ))}
    </div>
  );
}

function Remedy({
  suggestion,
  onSuggestion,
}: {
  suggestion: Suggestion | null;
  onSuggestion?: (suggestion: Suggestion) => void;
}) {
  if (useContext(Locked) || !suggestion || !onSuggestion) {
    return null;
  }
  return (
    <>
      {" "}
      <button type="button" class="link" onClick={() => onSuggestion(suggestion)}>
        {suggestion.label}
      </button>
    </>
  );
}

interface ChoicesProps<T extends string> {
  legend: string;
  choices: [T, string][];
  value: T | null;
  remarks?: Remark[];
  hint?: ComponentChildren;
  disabled?: boolean;
  /** Stands before the label of a choice. */
  before?: (choice: T) => ComponentChildren;
  onSuggestion?: (suggestion: Suggestion) => void;
  onChoose: (value: T) => void;
}

/** One of a few, all in sight. */
export function Choices<T extends string>({
  legend,
  choices,
  value,
  remarks = [],
  hint,
  disabled,
  before,
  onSuggestion,
  onChoose,
}: ChoicesProps<T>) {
  const id = useId();
  const locked = useContext(Locked);
  return (
    <fieldset class="field" disabled={disabled || locked} aria-describedby={`${id}-remarks`}>
      <legend>{legend}</legend>
      <div class="segments">
        {choices.map(([choice, label], position) => (
          <label key={choice} class={choice === value ? "segment on" : "segment"}>
            <input
              type="radio"
              name={id}
              value={choice}
              checked={choice === value}
              data-invalid={(position === 0 && isInvalid(remarks)) || undefined}
              onChange={() => onChoose(choice)}
            />
            {before?.(choice)}
            {label}
          </label>
        ))}
      </div>
      <Remarks id={`${id}-remarks`} remarks={remarks} onSuggestion={onSuggestion} />
      {hint && <div class="hint">{hint}</div>}
    </fieldset>
  );
}

interface CheckProps {
  label: string;
  checked: boolean;
  disabled?: boolean;
  hint?: ComponentChildren;
  remarks?: Remark[];
  onSuggestion?: (suggestion: Suggestion) => void;
  onChange?: (checked: boolean) => void;
}

/** A claim that is so or not. */
export function Check({ label, checked, disabled, hint, remarks = [], onSuggestion, onChange }: CheckProps) {
  const id = useId();
  const locked = useContext(Locked);
  return (
    <div class="field check">
      <label for={id} class={disabled || locked ? "off" : undefined}>
        <input
          id={id}
          type="checkbox"
          checked={checked}
          disabled={disabled || locked}
          aria-describedby={`${id}-hint ${id}-remarks`}
          aria-invalid={isInvalid(remarks)}
          onChange={(event) => onChange?.(event.currentTarget.checked)}
        />
        {label}
      </label>
      <Remarks id={`${id}-remarks`} remarks={remarks} onSuggestion={onSuggestion} />
      <div id={`${id}-hint`} class="hint">
        {hint}
      </div>
    </div>
  );
}

/** Puts the focus on the first field that has a problem, once it is drawn. */
export function focusFirstProblem(form: HTMLElement | null): void {
  requestAnimationFrame(() => form?.querySelector<HTMLElement>("[aria-invalid=true], [data-invalid]")?.focus());
}
