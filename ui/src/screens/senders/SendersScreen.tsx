// Which senders are there? The list, its search, and the inspector of the one that is chosen.

import { useEffect, useRef, useState } from "preact/hooks";
import { go, goToTest, markDefault, say } from "../../actions";
import type { SenderKey, SenderRow, SenderSelection, SenderSort, WorkspaceView } from "../../ipc";
import { ipc } from "../../ipc";
import { useKeys } from "../../keys";
import { Button } from "../../parts/Button";
import { Menu } from "../../parts/Menu";
import { ErrorNotice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { change, current, useDesk, useReadOnly } from "../../state";
import * as words from "../../words";
import { chooseFile } from "../import/reading";
import { ShareMenu } from "../share/ShareMenu";
import { DeletionDialog } from "./DeletionDialog";
import { SelectionBar } from "./SelectionBar";
import { SenderGrid } from "./SenderGrid";
import { SenderInspector } from "./SenderInspector";
import { senderActions } from "./menu";
import type { SenderActions } from "./menu";
import { useSenderRows } from "./rows";
import type { ListQuery } from "./rows";
import { useSelection } from "./selection";

/** What the operator is asked about before it is deleted. */
interface Doomed {
  selection: SenderSelection;
  /** Of the only one. */
  name: string | null;
}

interface SendersScreenProps {
  workspace: WorkspaceView;
  /** The sender to begin at. */
  select: SenderKey | null;
}

export function SendersScreen({ workspace, select }: SendersScreenProps) {
  const [query, setQuery] = useState<ListQuery>({ search: "", sort: "created", descending: false });
  const version = useDesk((state) => state.sendersVersion);
  const rows = useSenderRows(workspace.id, query, version);
  const [chosen, setChosen] = useState<SenderRow | null>(null);
  const [menu, setMenu] = useState<{ row: SenderRow; anchor: DOMRect } | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const readOnly = useReadOnly();
  const selection = useSelection(workspace.id, query, rows);
  const [doomed, setDoomed] = useState<Doomed | null>(null);
  const removeSelected = () => selection.of && setDoomed({ selection: selection.of, name: null });
  const removeOne = (row: SenderRow) => setDoomed({ selection: { which: "keys", keys: [row.key] }, name: row.name });
  const actions = actionsOf(readOnly, removeOne);
  // A key on a row is about what is ticked, where something is.
  const keyActions = selection.of ? { ...actions, remove: removeSelected } : actions;
  useReady("senders", rows.loaded || rows.error !== null);
  const shown = select ?? chosen?.key ?? null;
  useOutsideChoice(shown, rows.loaded && rows.indexOf(shown ?? "") < 0, version, setChosen);

  const choose = (row: SenderRow) => {
    if (row.key !== select) {
      forgetSelect();
    }
    setChosen(row);
  };
  const close = () => {
    forgetSelect();
    setChosen(null);
  };

  const discover = () => go({ at: "discovery" });
  const add = () => go({ at: "sender-form", key: null, copy: null });
  useKeys({
    "/": () => search.current?.focus(),
    n: () => (readOnly ? false : add()),
    a: () => (readOnly ? false : discover()),
    escape: () => {
      if (selection.count > 0) {
        selection.clear();
      } else if (query.search !== "") {
        setQuery({ ...query, search: "" });
      } else if (chosen) {
        close();
      } else {
        return false;
      }
      return true;
    },
  });
  const sortBy = (sort: SenderSort) => setQuery(nextOrder(query, sort));

  return (
    <div class={chosen ? "panes" : "panes no-inspector"}>
      <main>
        <header class="bar">
          <h1>{words.senders.title}</h1>
          {rows.loaded && rows.total > 0 && (
            <span class="bar-note">{words.senders.matching(rows.matching, rows.total)}</span>
          )}
          <input
            ref={search}
            type="search"
            class="search"
            aria-label={words.senders.search}
            placeholder={words.senders.search}
            title="/"
            dir="auto"
            spellcheck={false}
            value={query.search}
            onInput={(event) => setQuery({ ...query, search: event.currentTarget.value })}
            onKeyDown={(event) => {
              if (event.key === "ArrowDown" || event.key === "Enter") {
                event.preventDefault();
                document.querySelector<HTMLElement>("[role=row][tabindex='0']")?.focus();
              }
            }}
          />
          <ShareMenu />
          <Button disabled={readOnly} title="A" onClick={discover}>
            {words.discovery.title}
          </Button>
          <Button kind="primary" icon="plus" disabled={readOnly} title="N" onClick={add}>
            {words.senders.add}
          </Button>
        </header>
        <SelectionBar
          selection={selection}
          matching={rows.matching}
          readOnly={readOnly}
          onDelete={removeSelected}
        />
        {rows.error && <ErrorNotice error={rows.error} title={words.senders.failed} />}
        {rows.loaded && rows.total === 0 ? (
          <div class="empty">
            <h2>{words.senders.emptyTitle}</h2>
            <p>{words.senders.empty}</p>
            <div class="actions">
              <Button disabled={readOnly} keys="A" onClick={discover}>
                {words.discovery.title}
              </Button>
              <Button disabled={readOnly} onClick={add}>
                {words.senders.add}
              </Button>
              <Button kind="quiet" icon="file" onClick={() => void chooseFile()}>
                {words.share.importFile}
              </Button>
            </div>
          </div>
        ) : (
          <SenderGrid
            rows={rows}
            query={query}
            select={select}
            open={chosen !== null}
            selection={selection}
            actions={keyActions}
            onSort={sortBy}
            onChoose={choose}
            onMenu={(row, anchor) => setMenu({ row, anchor })}
          />
        )}
        {rows.loaded && rows.total > 0 && rows.matching === 0 && (
          <div class="empty" role="status">
            <p>{words.senders.noMatch}</p>
            <Button onClick={() => setQuery({ ...query, search: "" })}>{words.senders.clearSearch}</Button>
          </div>
        )}
        {menu && (
          <Menu
            label={words.senders.actionsFor(menu.row.name)}
            items={senderActions(menu.row, actions)}
            anchor={menu.anchor}
            onClose={() => setMenu(null)}
          />
        )}
      </main>
      {chosen && <SenderInspector workspace={workspace} row={chosen} actions={actions} onClose={close} />}
      {doomed && (
        <DeletionDialog
          workspace={workspace}
          selection={doomed.selection}
          name={doomed.name}
          onClose={() => setDoomed(null)}
          onGone={() => {
            setDoomed(null);
            selection.clear();
          }}
        />
      )}
    </div>
  );
}

/** A click on a header sorts by it, a second one turns the order, a third one gives up sorting. */
function nextOrder(query: ListQuery, sort: SenderSort): ListQuery {
  if (query.sort !== sort) {
    return { ...query, sort, descending: false };
  }
  return query.descending ? { ...query, sort: "created", descending: false } : { ...query, descending: true };
}

function actionsOf(readOnly: boolean, remove: (row: SenderRow) => void): SenderActions {
  return {
    readOnly,
    edit: (row) => go({ at: "sender-form", key: row.key, copy: null }),
    duplicate: (row) => go({ at: "sender-form", key: null, copy: row.key }),
    test: (row) => goToTest({ from: "saved", key: row.key }),
    setUp: (row) => go({ at: "setup", sender: row.key }),
    markDefault: (row) => {
      if (row.is_default) {
        say(words.senders.alreadyDefault);
      } else {
        void markDefault(row);
      }
    },
    remove,
    showTest: (id) => go({ at: "test", from: null, open: id }),
  };
}

/** A sender that is shown but not among the rows at hand: asked for by name, far down the list, or gone. */
function useOutsideChoice(
  key: SenderKey | null,
  outside: boolean,
  version: number,
  choose: (row: SenderRow | null) => void,
): void {
  useEffect(() => {
    if (key === null || !outside) {
      return;
    }
    let overtaken = false;
    ipc.sender(key).then(
      (row) => overtaken || choose(row),
      () => overtaken || choose(null),
    );
    return () => void (overtaken = true);
  }, [key, outside, version]);
}

/** What the list began at is not chosen again by itself once something else is chosen, or nothing. */
function forgetSelect(): void {
  const { screen } = current();
  if (screen.at === "senders" && screen.select !== null) {
    change({ screen: { at: "senders", select: null } });
  }
}
