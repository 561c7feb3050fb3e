// Which lines of the activity log are on the screen? Newest first, a page at a time.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { ActivityLine, ActivityOutcome, ActivityPage, ActivityQuery, ActivitySubject, WireError } from "../../ipc";
import type { WorkspaceId } from "../../ipc";
import { useDesk } from "../../state";

/** As many as the back end gives at once. */
const PAGE = 200;

export interface Filter {
  search: string;
  /** Those of all workspaces, removed ones too. */
  everywhere: boolean;
  subject: ActivitySubject | null;
  outcome: ActivityOutcome | null;
}

export const UNFILTERED: Filter = { search: "", everywhere: true, subject: null, outcome: null };

/** The first page of what a filter lets through. */
export function queryOf({ search, everywhere, subject, outcome }: Filter, workspace: WorkspaceId | null): ActivityQuery {
  return { workspace: everywhere ? null : workspace, subject, outcome, search: search.trim(), offset: 0, limit: PAGE };
}

export interface Lines {
  rows: ActivityLine[];
  matching: number;
  /** False until the first answer has come. */
  loaded: boolean;
  busy: boolean;
  error: WireError | null;
  /** Reads the next page. */
  more: () => void;
}

interface Read {
  rows: ActivityLine[];
  matching: number;
}

export function useLines(query: ActivityQuery): Lines {
  const [read, setRead] = useState<Read | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  // An answer to a former question is dropped.
  const sequence = useRef(0);
  const senders = useDesk((state) => state.sendersVersion);
  const workspaces = useDesk((state) => state.desk?.workspaces);
  const key = JSON.stringify(query);
  const shown = useRef("");
  const ask = (offset: number, take: (page: ActivityPage) => Read) => {
    const asked = ++sequence.current;
    setBusy(true);
    ipc.activity({ ...query, offset }).then(
      (page) => {
        if (asked === sequence.current) {
          setRead(take(page));
          setError(null);
          setBusy(false);
          shown.current = key;
        }
      },
      (reason: unknown) => {
        if (asked === sequence.current) {
          setError(asWireError(reason));
          setBusy(false);
        }
      },
    );
  };
  useEffect(() => {
    ask(0, (page) => (read && shown.current === key ? withNewer(read, page) : { rows: page.lines, matching: page.matching }));
  }, [key, senders, workspaces]);
  useEffect(() => () => void sequence.current++, []);
  return {
    rows: read?.rows ?? [],
    matching: read?.matching ?? 0,
    loaded: read !== null || error !== null,
    busy,
    error,
    more: () => {
      if (read && !busy) {
        ask(read.rows.length, (page) => withOlder(read, page));
      }
    },
  };
}

/** Lines that came since stand before those that are shown; when more came than a page holds, it begins anew. */
function withNewer(read: Read, page: ActivityPage): Read {
  const oldest = page.lines.at(-1)?.id ?? 0;
  const meets = read.rows.some((line) => line.id >= oldest);
  return { rows: meets ? joined(page.lines, read.rows) : page.lines, matching: page.matching };
}

function withOlder(read: Read, page: ActivityPage): Read {
  return { rows: joined(read.rows, page.lines), matching: page.matching };
}

function joined(newer: ActivityLine[], older: ActivityLine[]): ActivityLine[] {
  const known = new Set(newer.map((line) => line.id));
  return [...newer, ...older.filter((line) => !known.has(line.id))];
}
