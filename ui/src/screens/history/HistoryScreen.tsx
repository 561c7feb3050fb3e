// Which tests were sent, and what became of each? All of them, searched and filtered, one beside the list.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { go, goToTest, say } from "../../actions";
import type { HistoryRow, TestId, TestView, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { useNow } from "../../now";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Icon } from "../../parts/Icon";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useDesk, useReadOnly } from "../../state";
import * as words from "../../words";
import { useTest } from "../test/following";
import { whenRead } from "../test/keeping";
import { TestOutcome } from "../test/TestOutcome";
import { isFiltered, keepFilter, keptFilter, queryOf, UNFILTERED } from "./filter";
import type { Filter } from "./filter";
import { FilterBar } from "./FilterBar";
import { losesFocus, rowToFocus } from "./focus";
import { HistoryExportDialog } from "./HistoryExportDialog";
import { HistoryGrid } from "./HistoryGrid";
import { isFormTyped, repeatTest } from "./repeat";
import { RetentionDialog } from "./RetentionDialog";
import { useHistoryRows } from "./rows";

interface HistoryScreenProps {
  workspace: WorkspaceView;
  /** The test to show at first. */
  open: TestId | null;
}

export function HistoryScreen({ workspace, open }: HistoryScreenProps) {
  const [filter, setFilter] = useState<Filter>(() => keptFilter(workspace.id));
  const today = new Date(useNow()).toDateString();
  const query = useMemo(() => queryOf(filter, workspace.id, new Date()), [filter, workspace.id, today]);
  const rows = useHistoryRows(query, useDesk((state) => state.testsVersion));
  const [shown, setShown] = useState<TestId | null>(open);
  const { view, missing, put } = useTest(shown);
  const [dialog, setDialog] = useState<"export" | "keep" | null>(null);
  const [replacing, setReplacing] = useState<TestView | null>(null);
  const readOnly = useReadOnly();
  const search = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const inspector = useRef<HTMLElement>(null);
  useEffect(() => setShown(open), [open]);
  useEffect(() => {
    if (document.activeElement === document.body) {
      heading.current?.focus();
    }
  }, []);
  useReady("history", rows.loaded || rows.error !== null);

  const change = (next: Filter) => {
    keepFilter(workspace.id, next);
    setFilter(next);
  };
  const close = () => {
    if (shown !== null && losesFocus(inspector.current)) {
      // While its test is still shown: a row that takes the focus shows its own.
      (rowToFocus(shown) ?? heading.current)?.focus();
    }
    setShown(null);
  };
  useEffect(() => {
    if (missing) {
      close();
      say(words.history.gone);
    }
  }, [missing]);
  const clear = () => {
    change(UNFILTERED);
    search.current?.focus();
  };
  const retry = () => {
    // The button goes with the error.
    heading.current?.focus();
    rows.retry();
  };
  const repeat = async () => {
    if (!view || readOnly) {
      return;
    }
    // After a restart the form is still empty while the back end keeps what was typed into it.
    await whenRead(workspace.id);
    if (isFormTyped(workspace.id)) {
      setReplacing(view);
    } else {
      void repeatTest(view);
    }
  };
  useKeys({
    "/": () => search.current?.focus(),
    "mod+f": () => search.current?.focus(),
    r: () => (view && !readOnly ? void repeat() : false),
    l: () => go({ at: "look-up" }),
    escape: () => (shown ? close() : isFiltered(filter) ? clear() : goToTest()),
  });
  const onKey = (key: string, row: HistoryRow) => {
    if (key !== "Enter" && key !== " ") {
      return false;
    }
    setShown(row.id);
    return true;
  };
  const { matching } = rows;

  return (
    <div class={view ? "panes" : "panes no-inspector"}>
      <main>
        <header class="bar">
          <h1 ref={heading} tabIndex={-1}>
            {words.history.title}
          </h1>
          <span class="bar-note" role="status">
            {matching !== null && words.history.count(matching)}
          </span>
          <span class="push" />
          <Button icon="search" title="L" onClick={() => go({ at: "look-up" })}>
            {words.lookUp.open}
          </Button>
          <Button icon="down" popup="dialog" disabled={!matching} onClick={() => setDialog("export")}>
            {words.history.export}
          </Button>
          <Button icon="clock" popup="dialog" disabled={readOnly} onClick={() => setDialog("keep")}>
            {words.history.keep}
          </Button>
        </header>
        <FilterBar
          workspace={workspace.id}
          filter={filter}
          search={search}
          onPut={(part) => change({ ...filter, ...part })}
        />
        <div class="history-notes" aria-live="polite">
          {rows.notes.map((note) => (
            <Notice key={note.field} tone="warn">
              <p>{note.message}</p>
            </Notice>
          ))}
          {matching !== null && matching > rows.count && (
            <Notice tone="info">
              <p>{words.history.narrow(rows.count)}</p>
            </Notice>
          )}
        </div>
        {rows.error && (
          <div class="history-failed">
            <ErrorNotice error={rows.error} title={words.history.failed} />
            <Button onClick={retry}>{words.history.tryAgain}</Button>
          </div>
        )}
        <HistoryGrid rows={rows} shown={shown} onShow={(row) => setShown(row.id)} onKey={onKey} />
        {rows.loaded && rows.count === 0 && <Nothing filtered={isFiltered(filter)} onClear={clear} />}
      </main>
      {view && (
        <aside ref={inspector} class="inspector" aria-label={words.common.inspector}>
          <header class="inspector-head history-head">
            <Button
              icon="send"
              keys="R"
              disabled={readOnly}
              title={words.history.repeatHint}
              onClick={() => void repeat()}
            >
              {words.history.repeat}
            </Button>
            <button
              type="button"
              class="button quiet icon-only"
              aria-label={words.common.close}
              title="Esc"
              onClick={close}
            >
              <Icon name="cross" />
            </button>
          </header>
          <TestOutcome view={view} onView={put} />
        </aside>
      )}
      {dialog === "export" && (
        <HistoryExportDialog query={query} matching={matching} onClose={() => setDialog(null)} />
      )}
      {dialog === "keep" && <RetentionDialog workspace={workspace.id} onClose={() => setDialog(null)} />}
      {replacing && (
        <Dialog title={words.history.replaceTitle} onClose={() => setReplacing(null)}>
          <p>{words.history.replaceSays}</p>
          <div class="actions">
            <Button
              kind="primary"
              onClick={() => {
                setReplacing(null);
                void repeatTest(replacing);
              }}
            >
              {words.history.replace}
            </Button>
            <Button onClick={() => setReplacing(null)}>{words.common.cancel}</Button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return (
    <div class="empty" role="status">
      {filtered ? (
        <>
          <p>{words.history.noMatch}</p>
          <Button onClick={onClear}>{words.history.clear}</Button>
        </>
      ) : (
        <>
          <h2>{words.history.emptyTitle}</h2>
          <p>{words.history.empty}</p>
          <Button icon="send" onClick={() => goToTest()}>
            {words.history.sendOne}
          </Button>
        </>
      )}
    </div>
  );
}
