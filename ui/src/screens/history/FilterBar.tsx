// Which tests are wanted? One line of fields above the list.

import type { RefObject } from "preact";
import { useId } from "preact/hooks";
import type { HistoryOutcome, WorkspaceId } from "../../ipc";
import { Icon } from "../../parts/Icon";
import { SenderPicker } from "../test/SenderPicker";
import * as words from "../../words";
import { areTurned, dayOf } from "./filter";
import type { Filter, Period } from "./filter";

const OUTCOMES = Object.entries(words.history.outcomes) as [HistoryOutcome, string][];
const PERIODS = Object.entries(words.history.periods) as [Period, string][];

interface FilterBarProps {
  workspace: WorkspaceId;
  filter: Filter;
  search: RefObject<HTMLInputElement | null>;
  onPut: (part: Partial<Filter>) => void;
}

export function FilterBar({ workspace, filter, search, onPut }: FilterBarProps) {
  const [sender, code] = [useId(), useId()];
  return (
    <div class="filters history-filters">
      <input
        ref={search}
        type="search"
        class="search"
        aria-label={words.history.search}
        placeholder={words.history.searchHint}
        title="/"
        dir="auto"
        spellcheck={false}
        value={filter.search}
        onInput={(event) => onPut({ search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "Enter") {
            event.preventDefault();
            document.querySelector<HTMLElement>(".history-grid [role=row][tabindex='0']")?.focus();
          }
        }}
      />
      <div class="history-sender">
        <label for={sender} class="unseen">
          {words.history.sender}
        </label>
        <SenderPicker
          workspace={workspace}
          chosen={filter.sender}
          disabled={false}
          control={{
            id: sender,
            "aria-describedby": "",
            "aria-invalid": undefined,
            disabled: undefined,
            placeholder: words.history.anySender,
          }}
          onChoose={(row) => onPut({ sender: row })}
        />
        {filter.sender && (
          <button
            type="button"
            class="button quiet icon-only"
            aria-label={words.history.clearSender}
            title={words.history.clearSender}
            onClick={() => onPut({ sender: null })}
          >
            <Icon name="cross" />
          </button>
        )}
      </div>
      <select
        aria-label={words.history.outcome}
        value={filter.outcome ?? ""}
        onChange={(event) => onPut({ outcome: (event.currentTarget.value || null) as HistoryOutcome | null })}
      >
        <option value="">{words.history.anyOutcome}</option>
        {OUTCOMES.map(([outcome, text]) => (
          <option key={outcome} value={outcome}>
            {text}
          </option>
        ))}
      </select>
      <div class="history-typed history-code">
        <label for={code}>{words.history.code}</label>
        <input
          id={code}
          type="text"
          inputMode="numeric"
          spellcheck={false}
          autocomplete="off"
          value={filter.code}
          onInput={(event) => onPut({ code: event.currentTarget.value })}
        />
      </div>
      <select
        aria-label={words.history.period}
        value={filter.period}
        onChange={(event) => onPut({ period: event.currentTarget.value as Period })}
      >
        {PERIODS.map(([period, text]) => (
          <option key={period} value={period}>
            {text}
          </option>
        ))}
      </select>
      {filter.period === "days" && (
        <>
          <Day label={words.history.from} value={filter.from} onType={(from) => onPut({ from })} />
          <Day
            label={words.history.to}
            value={filter.to}
            problem={areTurned(filter) ? words.history.daysTurned : null}
            onType={(to) => onPut({ to })}
          />
        </>
      )}
    </div>
  );
}

interface DayProps {
  label: string;
  value: string;
  /** What is wrong with a day that is one. */
  problem?: string | null;
  onType: (typed: string) => void;
}

/** A day as typed: not every web view has a field of its own for it. */
function Day({ label, value, problem = null, onType }: DayProps) {
  const id = useId();
  const says = value.trim() !== "" && dayOf(value) === null ? words.history.dayInvalid : problem;
  return (
    <div class="history-typed history-day">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        placeholder={words.history.dayHint}
        aria-invalid={says !== null || undefined}
        aria-describedby={`${id}-says`}
        spellcheck={false}
        autocomplete="off"
        value={value}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      <small id={`${id}-says`} aria-live="polite">
        {says}
      </small>
    </div>
  );
}
