// What does the account own that can send, and what of it becomes a sender here?

import { useEffect, useRef, useState } from "preact/hooks";
import { did, fail, goToSenders, sendersChanged } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { Discovered, DiscoveryPage, DiscoveryQuery, Subaccounts, WireError, WorkspaceView } from "../../ipc";
import { useJob } from "../../job";
import { isTyping, useKeys } from "../../keys";
import { useMayLeave, useStillHere } from "../../leaving";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { usePages } from "../../pages";
import { useReady } from "../../ready";
import { change, isWithoutSecret, useDesk, useReadOnly } from "../../state";
import * as words from "../../words";
import { FoundFilters } from "./FoundFilters";
import { FoundGrid } from "./FoundGrid";
import { MOST, usePicking } from "./picking";

type Filter = Omit<DiscoveryQuery, "offset" | "limit">;

export function DiscoveryScreen({ workspace }: { workspace: WorkspaceView }) {
  const [filter, setFilter] = useState<Filter>({ search: "", sender_type: null, only_new: false, subaccount: null });
  const version = useDesk((state) => state.discoveryVersion);
  const senders = useDesk((state) => state.sendersVersion);
  const pages = usePages<Discovered, DiscoveryPage>(
    `${workspace.id} ${JSON.stringify(filter)}`,
    version + senders,
    (offset, limit) => ipc.discoveryPage(workspace.id, { ...filter, offset, limit }),
  );
  const reading = useJob<unknown, boolean>(
    (job, again) => ipc.discover(workspace.id, filter.subaccount, again, job),
    () => undefined,
  );
  const picking = usePicking();
  const subaccounts = useSubaccounts(workspace);
  const [adding, setAdding] = useState(false);
  const [refused, setRefused] = useState<WireError | null>(null);
  const readOnly = useReadOnly();
  const noSecret = isWithoutSecret(workspace);
  const search = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const page = pages.last;
  useReady("discovery", pages.loaded || pages.error !== null);
  useMayLeave(() => picking.count === 0 || adding);
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    if (!noSecret) {
      reading.start(false);
    }
  }, [filter.subaccount]);
  const isAdding = useRef(false);
  const here = useStillHere();
  const add = () => {
    if (isAdding.current || picking.count === 0 || readOnly) {
      return;
    }
    isAdding.current = true;
    setAdding(true);
    setRefused(null);
    ipc
      .addDiscovered(workspace.id, picking.list())
      .then(
        ({ undo, remarks }) => {
          picking.clear();
          did(undo, remarks.length === 0 ? undo.done : `${undo.done} ${words.discovery.renamed(remarks.length)}`);
          sendersChanged(workspace.id);
          if (here.current) {
            change({ screen: { at: "senders", select: null } });
          }
        },
        (reason: unknown) => setRefused(asWireError(reason)),
      )
      .finally(() => {
        isAdding.current = false;
        setAdding(false);
      });
  };
  const again = () => (noSecret ? false : reading.start(true));
  useKeys({
    "/": () => search.current?.focus(),
    r: again,
    "mod+s": add,
    // What was picked is left only after a question; out of a field one comes first.
    escape: ({ target }) =>
      isTyping(target) ? heading.current?.focus() : reading.id ? reading.cancel() : goToSenders(),
  });
  const error = pages.error ?? reading.error;
  const isOver = page !== null && !["not_read", "reading"].includes(page.state);
  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <button
            type="button"
            class="button quiet icon-only back"
            aria-label={words.discovery.back}
            title={words.discovery.back}
            onClick={() => goToSenders()}
          >
            <Icon name="chevron" />
          </button>
          <h1 ref={heading} tabIndex={-1}>
            {words.discovery.title}
          </h1>
          {page && page.found > 0 && (
            <span class="bar-note">{words.discovery.matching(page.matching, page.found)}</span>
          )}
          <span class="push" />
          {page?.read_at && (
            <span class="bar-note">
              {words.discovery.readAt} <Moment at={page.read_at} />
            </span>
          )}
          <Button keys="R" busy={reading.id !== null} disabled={noSecret} onClick={again}>
            {isOver ? words.discovery.again : words.discovery.read}
          </Button>
        </header>
        <FoundFilters
          filter={filter}
          search={search}
          reading={reading.id !== null}
          subaccounts={subaccounts}
          onPut={(part) => {
            if (part.subaccount !== undefined) {
              picking.clear();
            }
            setFilter((now) => ({ ...now, ...part }));
          }}
        />
        <div class="found-notes">
          {reading.id && (
            <div class="route-progress late">
              <span role="status">
                {page?.state === "reading" ? words.discovery.reading(page) : words.discovery.begins}
              </span>
              <Button keys="Esc" onClick={reading.cancel}>
                {words.common.cancel}
              </Button>
            </div>
          )}
          {error && <ErrorNotice error={error} title={words.discovery.failed} />}
          {refused && <Refused error={refused} />}
          {noSecret && <Notice tone="info">{words.discovery.noSecret}</Notice>}
          {page && !reading.id && ["partial", "failed", "cancelled"].includes(page.state) && (
            <Notice tone="warn" title={words.discovery.state[page.state]}>
              {page.faults.map((fault) => (
                <p key={fault}>{fault}</p>
              ))}
            </Notice>
          )}
        </div>
        {page && page.found === 0 && !reading.id && <Nothing page={page} />}
        {page && page.found > 0 && page.matching === 0 && <p class="found-none">{words.discovery.noMatch}</p>}
        {pages.matching > 0 && <FoundGrid pages={pages} picking={picking} readOnly={readOnly} />}
        {page && page.found > 0 && (
          <footer class="found-foot">
            <span role="status">
              {words.discovery.picked(picking.count)}
              {picking.count >= MOST && `. ${words.discovery.most(MOST)}`}
            </span>
            <button
              type="button"
              class="link"
              disabled={picking.busy || readOnly || reading.id !== null}
              onClick={() => void picking.all(workspace.id, filter).catch(fail)}
            >
              {picking.busy ? words.discovery.picking : words.discovery.pickAll(page.matching, MOST)}
            </button>
            {picking.count > 0 && (
              <button type="button" class="link" onClick={picking.clear}>
                {words.discovery.clear}
              </button>
            )}
            <span class="push" />
            <Button
              kind="primary"
              keys="Ctrl S"
              busy={adding}
              disabled={picking.count === 0 || picking.busy || readOnly}
              onClick={add}
            >
              {words.discovery.add(picking.count)}
            </Button>
          </footer>
        )}
      </main>
    </div>
  );
}

function Refused({ error }: { error: WireError }) {
  return (
    <div role="alert">
      <Notice tone="bad" title={words.discovery.notAdded}>
        {error.fields.length === 0 && <p>{error.message}</p>}
        {error.fields.slice(0, 10).map(({ field, message }) => (
          <p key={field}>{message}</p>
        ))}
      </Notice>
    </div>
  );
}

function Nothing({ page }: { page: DiscoveryPage }) {
  const isRead = page.state === "whole";
  return (
    <div class="empty">
      <h2>{isRead ? words.discovery.nothing : words.discovery.notReadTitle}</h2>
      <p class="quiet-text">{isRead ? words.discovery.nothingSays : words.discovery.notRead}</p>
    </div>
  );
}

/** The accounts that the credential reaches; none while they are not known, or there is one only. */
function useSubaccounts(workspace: WorkspaceView): Subaccounts | null {
  const [known, setKnown] = useState<Subaccounts | null>(null);
  const noSecret = isWithoutSecret(workspace);
  useEffect(() => {
    if (noSecret) {
      return;
    }
    let latest = true;
    ipc.subaccounts(workspace.id).then(
      (answer) => latest && setKnown(answer),
      () => undefined, // The account itself is read all the same.
    );
    return () => void (latest = false);
  }, [workspace.id, noSecret]);
  return known && (known.fault !== null || known.accounts.length > 1) ? known : null;
}
