// What would this import do, and does the operator want it? Nothing is written before *Import*.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { goToSenders, say } from "../../actions";
import type { ImportChoice, ImportRow, ImportView } from "../../ipc";
import { useKeys } from "../../keys";
import { useMayLeave } from "../../leaving";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { AboutImport } from "./AboutImport";
import { useApplying } from "./applying";
import { FilterBar } from "./FilterBar";
import { ImportFoot } from "./ImportFoot";
import { ImportGrid } from "./ImportGrid";
import { useLooking } from "./looking";
import { RestoreList } from "./RestoreList";
import { RowInspector } from "./RowInspector";
import { total, useImportRows } from "./rows";
import type { Filter, ImportRows } from "./rows";
import { nothingDiffers, whyNot } from "./reasons";

export function ImportScreen({ begun }: { begun: ImportView }) {
  const looking = useLooking(begun);
  const { view } = looking;
  const [filter, setFilter] = useState<Filter>({ change: null, search: "" });
  const rows = useImportRows(view, filter, looking.version);
  const [active, setActive] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const apply = useApplying(view);
  const locked = apply.job !== null || looking.isAiming;
  const readOnly = useReadOnly();
  const search = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const hasRows = total(view.counts) > 0;
  const chosen = useChosen(rows, active, isOpen);
  useReady("import", rows.loaded || rows.error !== null);
  useFocus(heading, rows.loaded && rows.matching > 0);
  useLayoutEffect(() => {
    // Aimed elsewhere, there may be none of the kind that was shown.
    if (filter.change !== null && view.counts[filter.change] === 0) {
      show({ change: null, search: filter.search });
    }
  }, [view]);
  useMayLeave(() => apply.isDone() || (!looking.hasDecided && apply.job === null));

  const show = (next: Filter) => {
    setFilter(next);
    setActive(0);
  };
  const close = () => {
    setOpen(false);
    focusRow();
  };
  const decide = (row: ImportRow, choice: ImportChoice) => {
    if (!locked && row.choices.includes(choice)) {
      looking.decide({ about: "sender", index: row.index, choice });
    }
  };
  const why = whyNot(view, readOnly);
  const start = () => {
    if (why !== null) {
      say(why);
    } else if (!locked) {
      apply.begin();
    }
  };
  useKeys({
    "/": () => search.current?.focus(),
    "mod+f": () => search.current?.focus(),
    "mod+enter": (event) => void (event.repeat || start()),
    escape: () => {
      if (isOpen) {
        close();
      } else if (filter.search !== "" || filter.change !== null) {
        show({ change: null, search: "" });
      } else {
        goToSenders();
      }
    },
  });

  return (
    <div class="panes import-panes">
      <main>
        <header class="bar">
          <h1 ref={heading} tabIndex={-1}>
            {words.importing.title}
          </h1>
          <span class="bar-note cut import-from" dir="auto" title={view.source}>
            {view.kind === "backup" ? view.source : words.importing.from(view.source, view.target_name)}
          </span>
          {hasRows && (
            <input
              ref={search}
              type="search"
              class="search"
              aria-label={words.importing.search}
              placeholder={words.importing.searchShort}
              title="/"
              dir="auto"
              spellcheck={false}
              value={filter.search}
              onInput={(event) => show({ ...filter, search: event.currentTarget.value })}
              onKeyDown={(event) => {
                // With Ctrl, Enter imports.
                const steps = event.key === "ArrowDown" || (event.key === "Enter" && !event.ctrlKey && !event.metaKey);
                if (steps) {
                  event.preventDefault();
                  focusRow();
                }
              }}
            />
          )}
        </header>
        {view.kind === "backup" && <RestoreList view={view} locked={locked} onDecide={looking.decide} />}
        {hasRows && (
          <FilterBar
            counts={view.counts}
            change={filter.change}
            onShow={(change) => show({ ...filter, change })}
          />
        )}
        {nothingDiffers(view) && (
          <div class="import-same" role="status">
            <Notice tone="ok" title={words.importing.nothingDiffers}>
              <p>{words.importing.nothingDiffersSays}</p>
            </Notice>
          </div>
        )}
        {looking.error && <ErrorNotice key={looking.error.message} error={looking.error} />}
        {rows.error && <ErrorNotice error={rows.error} title={words.importing.failed} />}
        {hasRows ? (
          <ImportGrid
            rows={rows}
            change={filter.change}
            active={active}
            open={isOpen}
            locked={locked}
            onMove={setActive}
            onOpen={(index) => {
              setActive(index);
              setOpen(true);
            }}
            onChoose={decide}
            onEvery={(change, choice) => looking.decide({ about: "every", change, choice })}
          />
        ) : (
          view.kind !== "backup" && <p class="empty">{words.importing.noSenders}.</p>
        )}
        {hasRows && rows.loaded && rows.matching === 0 && (
          <div class="empty" role="status">
            <p>{words.importing.noMatch}</p>
            <button type="button" class="button plain" onClick={() => show({ change: null, search: "" })}>
              <span class="button-text">{words.importing.clear}</span>
            </button>
          </div>
        )}
        <ImportFoot
          view={view}
          why={why}
          fault={apply.fault}
          job={apply.job}
          busy={looking.isAiming}
          onImport={start}
          onCancel={apply.cancel}
          onLookAgain={() => looking.aim(view.target)}
          onUndecided={() => {
            setOpen(false);
            show({ change: view.counts.conflict > 0 ? "conflict" : null, search: "" });
          }}
          onLeave={() => goToSenders()}
        />
      </main>
      {chosen ? (
        <RowInspector row={chosen} locked={locked} onDecide={looking.decide} onClose={close} />
      ) : (
        <AboutImport view={view} locked={locked} onDecide={looking.decide} onAim={looking.aim} />
      )}
    </div>
  );
}

/** The row that the inspector shows; the former one until another has come. */
function useChosen(rows: ImportRows, active: number, isOpen: boolean): ImportRow | null {
  const held = useRef<ImportRow | null>(null);
  held.current = rows.matching === 0 && rows.loaded ? null : (rows.at(active) ?? held.current);
  return isOpen ? held.current : null;
}

/** The row that holds the focus stop. */
function focusRow(): void {
  document.querySelector<HTMLElement>("[role=row][tabindex='0']")?.focus();
}

/** On the heading at first and, once they are there, on the rows. */
function useFocus(heading: RefObject<HTMLHeadingElement | null>, hasRows: boolean): void {
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (hasRows && [heading.current, document.body].includes(document.activeElement as HTMLElement)) {
      focusRow();
    }
  }, [hasRows]);
}
