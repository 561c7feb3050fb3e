// Where does a reply to each sender of a pool go? Worst first, and one of them at a time drawn above.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { PoolMember, PoolPage, SenderKey, WireError, WorkspaceView } from "../../ipc";
import { Button } from "../../parts/Button";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { PAGE } from "../../pages";
import * as words from "../../words";
import { DestinationTag } from "./Destination";
import { walk } from "./RouteRows";
import { useRouteVersion } from "./rows";

interface PoolProps {
  workspace: WorkspaceView;
  sender: SenderKey;
  /** The member whose path is drawn. */
  chosen: string | null;
  onChoose: (id: string) => void;
}

export function Pool({ workspace, sender, chosen, onChoose }: PoolProps) {
  const [search, setSearch] = useState("");
  const { page, error, more } = usePool(workspace, sender, search);
  return (
    <section class="route-part">
      <header class="console-head">
        <h2>{words.route.pool}</h2>
        {page && <span class="bar-note">{words.route.poolCount(page.members)}</span>}
      </header>
      <p class="quiet-text">{words.route.poolSays}</p>
      {error && <ErrorNotice error={error} title={words.route.poolFailed} />}
      {page?.fault && <Notice tone="warn">{page.fault}</Notice>}
      {page && page.members > 0 && (
        <>
          <input
            type="search"
            class="search"
            aria-label={words.route.poolSearch}
            placeholder={words.route.poolSearch}
            spellcheck={false}
            value={search}
            onInput={(event) => setSearch(event.currentTarget.value)}
          />
          {page.rows.length > 0 && (
            <ul class="overview pool" aria-label={words.route.pool} onKeyDown={walk}>
              {page.rows.map((row) => (
                <Member
                  key={`${row.sender_type} ${row.sender_id}`}
                  row={row}
                  chosen={row.sender_id === chosen}
                  onChoose={() => onChoose(row.sender_id)}
                />
              ))}
            </ul>
          )}
          {page.matching === 0 && <p class="quiet-text">{words.route.poolNothing}</p>}
          {more && <Button onClick={more}>{words.route.poolMore}</Button>}
        </>
      )}
    </section>
  );
}

function Member({ row, chosen, onChoose }: { row: PoolMember; chosen: boolean; onChoose: () => void }) {
  return (
    <li>
      <button type="button" class="overview-row pool-row" aria-pressed={chosen} onClick={onChoose}>
        <code>{row.sender_id}</code>
        <span class="quiet-text" dir="auto">
          {row.summary}
        </span>
        <DestinationTag to={row.destination} level="ok" />
      </button>
    </li>
  );
}

interface PoolAtHand {
  page: PoolPage | null;
  error: WireError | null;
  more: (() => void) | null;
}

function usePool(workspace: WorkspaceView, sender: SenderKey, search: string): PoolAtHand {
  const [page, setPage] = useState<PoolPage | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const reads = useRef(0);
  const of = `${workspace.id} ${sender} ${search}`;
  const shown = useRef({ of, count: 0 });
  const version = useRouteVersion(workspace);
  // Reads on from what has begun, until at least so many are there or no more are to be had.
  const read = (begun: PoolMember[], least: number) => {
    const asked = ++reads.current;
    const on = async () => {
      let rows = begun;
      let answer: PoolPage;
      do {
        answer = await ipc.poolMembers(workspace.id, sender, search, rows.length, PAGE);
        rows = [...rows, ...answer.rows];
      } while (asked === reads.current && answer.rows.length > 0 && rows.length < least);
      if (asked === reads.current) {
        shown.current = { of, count: rows.length };
        setPage({ ...answer, offset: 0, rows });
        setError(null);
      }
    };
    on().catch((reason: unknown) => asked === reads.current && setError(asWireError(reason)));
  };
  useEffect(() => {
    // Read anew, what was shown stays in sight.
    read([], shown.current.of === of ? shown.current.count : 0);
    return () => void reads.current++;
  }, [of, version]);
  const rows = page?.rows ?? [];
  return { page, error, more: rows.length < (page?.matching ?? 0) ? () => read(rows, 0) : null };
}
