// Where do replies and receipts go now, of every sender, worst first?

import { useLayoutEffect, useRef } from "preact/hooks";
import { did, fail, go, goToSenders } from "../../actions";
import { ipc } from "../../ipc";
import type { DriftState, RoutesPage, SenderKey, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { Button } from "../../parts/Button";
import { JobProgress } from "../../parts/JobProgress";
import { Moment } from "../../parts/Moment";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { useUnfinished } from "./Changes";
import type { LiveReading } from "./reading";
import { RouteRows } from "./RouteRows";
import { useRoutes } from "./rows";
import type { Filter } from "./rows";

interface RouteListProps {
  workspace: WorkspaceView;
  reading: LiveReading;
  filter: Filter;
  /** The sender whose route was left just now. */
  begin: SenderKey | null;
  onFilter: (part: Partial<Filter>) => void;
  onChanges: () => void;
  onOpen: (sender: SenderKey, among: SenderKey[]) => void;
}

export function RouteList({ workspace, reading, filter, begin, onFilter, onChanges, onOpen }: RouteListProps) {
  const { page, error, more } = useRoutes(workspace, filter);
  const unfinished = useUnfinished(workspace);
  const heading = useRef<HTMLHeadingElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const loaded = page !== null || error !== null;
  useReady("routes", loaded);
  useKeys({
    escape: () => (reading.job ? reading.cancel() : goToSenders()),
    r: () => (reading.read ? reading.read(true) : false),
    "/": () => search.current?.focus(),
  });
  useLayoutEffect(() => {
    if (loaded && (document.activeElement === null || document.activeElement === document.body)) {
      (document.querySelector<HTMLElement>(`[data-sender="${CSS.escape(begin ?? "")}"]`) ?? heading.current)?.focus();
    }
  }, [loaded]);
  const isRead = page !== null && page.read_at !== null;

  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <h1 ref={heading} tabIndex={-1}>
            {words.routes.title}
          </h1>
          <span class="push" />
          {isRead && (
            <span class="bar-note">
              {words.routes.readAt} <Moment at={page.read_at!} />
            </span>
          )}
          <Button describedBy={unfinished > 0 ? "routes-unfinished" : undefined} onClick={onChanges}>
            {words.routes.changes}
          </Button>
          {unfinished > 0 && (
            <strong id="routes-unfinished" class="route-unfinished">
              {words.routes.unfinished(unfinished)}
            </strong>
          )}
          {isRead && <ReadButton reading={reading} />}
        </header>
        {reading.job && <ReadProgress reading={reading} />}
        <div class="scroll">
          <div class="routes-screen">
            {(error ?? reading.error) && (
              <ErrorNotice error={(error ?? reading.error)!} title={words.routes.failed} />
            )}
            {reading.read === null && <Notice tone="info">{words.routes.noSecret}</Notice>}
            {page && page.faults.length > 0 && (
              <Notice tone="warn" title={words.routes.faults}>
                {page.faults.map((fault) => (
                  <p key={fault}>{fault}</p>
                ))}
              </Notice>
            )}
            {workspace.account.kept_in === "practice" && <Practise workspace={workspace} reading={reading} />}
            {page && page.senders === 0 && <NoSenders />}
            {page && page.senders > 0 && !isRead && !reading.job && <NotRead reading={reading} />}
            {isRead && page.senders > 0 && (
              <>
                <div class="filters route-filters">
                  <input
                    ref={search}
                    type="search"
                    class="search"
                    aria-label={words.routes.search}
                    placeholder={words.routes.searchHint}
                    title="/"
                    dir="auto"
                    spellcheck={false}
                    value={filter.search}
                    onInput={(event) => onFilter({ search: event.currentTarget.value })}
                    onKeyDown={(event) => {
                      if (event.key === "ArrowDown" || event.key === "Enter") {
                        event.preventDefault();
                        document.querySelector<HTMLElement>(".route-row")?.focus();
                      }
                    }}
                  />
                  <States page={page} chosen={filter.state} onChoose={(state) => onFilter({ state })} />
                </div>
                <p class="unseen" role="status">
                  {words.routes.counts(page)}
                </p>
                <RouteRows rows={page.rows} onOpen={onOpen} />
                {page.matching === 0 && <p class="quiet-text">{words.routes.nothing}</p>}
                {more && <Button onClick={more}>{words.routes.more}</Button>}
              </>
            )}
          </div>
        </div>
      </main>
    </div>
  );
}

/** *Read again*, in the bar of the list and of a sender. */
export function ReadButton({ reading }: { reading: LiveReading }) {
  return (
    <Button
      keys="R"
      busy={reading.job !== null}
      disabled={reading.read === null}
      onClick={() => reading.read?.(true)}
    >
      {words.routes.again}
    </Button>
  );
}

export function ReadProgress({ reading }: { reading: LiveReading }) {
  return (
    <div class="route-progress late">
      <JobProgress job={reading.job!} label={words.routes.reading} />
      <Button keys="Esc" onClick={reading.cancel}>
        {words.common.cancel}
      </Button>
    </div>
  );
}

/** How many there are of each, and only those on a click. */
function States({
  page,
  chosen,
  onChoose,
}: {
  page: RoutesPage;
  chosen: DriftState | null;
  onChoose: (state: DriftState | null) => void;
}) {
  const { differs, unknown, accepted, in_place, not_applicable } = words.routes.state;
  const states: [DriftState | null, string, number][] = [
    [null, words.routes.all, page.senders],
    ["differs", differs, page.differing],
    ["unknown", unknown, page.unknown],
    ["accepted", accepted, page.accepted],
    ["in_place", in_place, page.in_place],
    ["not_applicable", not_applicable, page.not_applicable],
  ];
  return (
    <div class="route-states" role="group" aria-label={words.routes.filter}>
      {states
        .filter(([state, , count]) => count > 0 || state === null || state === chosen)
        .map(([state, label, count]) => (
          <button
            key={state}
            type="button"
            class="button"
            aria-pressed={state === chosen}
            onClick={() => onChoose(state === chosen ? null : state)}
          >
            {label} <span class="count">{count.toLocaleString()}</span>
          </button>
        ))}
    </div>
  );
}

function NotRead({ reading }: { reading: LiveReading }) {
  return (
    <div class="empty">
      <h2>{words.routes.notRead}</h2>
      <p class="quiet-text">{words.routes.notReadSays}</p>
      {reading.read && (
        <Button kind="primary" keys="R" onClick={() => reading.read?.(true)}>
          {words.routes.read}
        </Button>
      )}
    </div>
  );
}

function NoSenders() {
  return (
    <div class="empty">
      <h2>{words.routes.noSenders}</h2>
      <p class="quiet-text">{words.routes.noSendersSays}</p>
      <Button kind="primary" icon="plus" onClick={() => go({ at: "sender-form", key: null, copy: null })}>
        {words.routes.add}
      </Button>
    </div>
  );
}

function Practise({ workspace, reading }: { workspace: WorkspaceView; reading: LiveReading }) {
  const readOnly = useReadOnly();
  const plant = useRef(false);
  const practise = async () => {
    if (plant.current) {
      return;
    }
    plant.current = true;
    try {
      const { undo } = await ipc.practiseRepairs(workspace.id);
      did(undo);
      reading.read?.(true);
    } catch (error) {
      fail(error);
    } finally {
      plant.current = false;
    }
  };
  return (
    <Notice tone="info">
      <p>{words.routes.practiseSays}</p>
      <Button disabled={readOnly} onClick={() => void practise()}>
        {words.routes.practise}
      </Button>
    </Notice>
  );
}
