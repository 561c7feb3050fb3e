// What was changed, here and at Twilio, when, and how did it go?

import { useEffect, useRef, useState } from "preact/hooks";
import { goToSenders } from "../../actions";
import { asWireError } from "../../ipc";
import type { ActivityFormat, ActivityOutcome, ActivitySubject, WireError } from "../../ipc";
import { useKeys } from "../../keys";
import { Button } from "../../parts/Button";
import { ErrorNotice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useDesk } from "../../state";
import * as words from "../../words";
import { ActivityTable } from "./ActivityTable";
import { exportActivity } from "./exporting";
import { queryOf, UNFILTERED, useLines } from "./lines";
import type { Filter } from "./lines";

const SUBJECTS = Object.entries(words.activity.subjects) as [ActivitySubject, string][];
const OUTCOMES = Object.entries(words.activity.outcomes) as [ActivityOutcome, string][];
const FORMATS: ActivityFormat[] = ["csv", "json_lines"];

export function ActivityScreen() {
  const workspace = useDesk((state) => state.workspace);
  const [filter, setFilter] = useState<Filter>(UNFILTERED);
  const lines = useLines(queryOf(filter, workspace));
  const [writing, setWriting] = useState<ActivityFormat | null>(null);
  const [fault, setFault] = useState<WireError | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) {
      heading.current?.focus();
    }
  }, []);
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(UNFILTERED);
  const clear = () => {
    setFilter(UNFILTERED);
    search.current?.focus();
  };
  useReady("activity", lines.loaded);
  useKeys({
    "/": () => search.current?.focus(),
    "mod+f": () => search.current?.focus(),
    escape: () => (isFiltered ? clear() : goToSenders()),
  });
  const write = (format: ActivityFormat) => {
    if (writing) {
      return;
    }
    setWriting(format);
    setFault(null);
    exportActivity(queryOf(filter, workspace), format)
      .catch((reason: unknown) => setFault(asWireError(reason)))
      .finally(() => setWriting(null));
  };
  const put = (part: Partial<Filter>) => setFilter({ ...filter, ...part });

  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <h1 ref={heading} tabIndex={-1}>
            {words.activity.title}
          </h1>
          {lines.loaded && (
            <span class="bar-note" role="status">
              {words.activity.shown(lines.rows.length, lines.matching)}
            </span>
          )}
          <span class="push" />
          {FORMATS.map((format) => (
            <Button
              key={format}
              icon="down"
              busy={writing === format}
              disabled={lines.matching === 0}
              onClick={() => write(format)}
            >
              {words.activity.export[format]}
            </Button>
          ))}
        </header>
        <div class="filters">
          <input
            ref={search}
            type="search"
            class="search"
            aria-label={words.activity.search}
            placeholder={words.activity.search}
            title="/"
            dir="auto"
            spellcheck={false}
            value={filter.search}
            onInput={(event) => put({ search: event.currentTarget.value })}
          />
          <Select
            label={words.activity.workspace}
            value={filter.everywhere ? "all" : "this"}
            choices={[
              ["all", words.activity.allWorkspaces],
              ["this", words.activity.thisWorkspace],
            ]}
            onChoose={(value) => put({ everywhere: value === "all" })}
          />
          <Select
            label={words.activity.subject}
            value={filter.subject ?? ""}
            choices={[["", words.activity.anySubject], ...SUBJECTS]}
            onChoose={(value) => put({ subject: (value || null) as ActivitySubject | null })}
          />
          <Select
            label={words.activity.outcome}
            value={filter.outcome ?? ""}
            choices={[["", words.activity.anyOutcome], ...OUTCOMES]}
            onChoose={(value) => put({ outcome: (value || null) as ActivityOutcome | null })}
          />
        </div>
        {fault && <ErrorNotice error={fault} title={words.activity.exportFailed} />}
        {lines.error && <ErrorNotice error={lines.error} title={words.activity.failed} />}
        <div class="scroll" tabIndex={0}>
          {lines.rows.length > 0 && <ActivityTable lines={lines.rows} />}
          {lines.rows.length < lines.matching && (
            <div class="activity-more">
              <Button busy={lines.busy} onClick={lines.more}>
                {words.activity.more}
              </Button>
            </div>
          )}
          {lines.loaded && lines.matching === 0 && <Nothing isFiltered={isFiltered} onClear={clear} />}
        </div>
      </main>
    </div>
  );
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  return (
    <div class="empty" role="status">
      {isFiltered ? (
        <>
          <p>{words.activity.noMatch}</p>
          <Button onClick={onClear}>{words.activity.clear}</Button>
        </>
      ) : (
        <>
          <h2>{words.activity.emptyTitle}</h2>
          <p>{words.activity.empty}</p>
        </>
      )}
    </div>
  );
}

interface SelectProps {
  label: string;
  value: string;
  choices: [string, string][];
  onChoose: (value: string) => void;
}

function Select({ label, value, choices, onChoose }: SelectProps) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
      {choices.map(([choice, text]) => (
        <option key={choice} value={choice}>
          {text}
        </option>
      ))}
    </select>
  );
}
