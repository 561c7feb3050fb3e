// Which senders are meant by what is done to several at once? Some that were ticked, or all that match the search.

import { useEffect, useRef, useState } from "preact/hooks";
import { fail } from "../../actions";
import { ipc } from "../../ipc";
import type { SenderKey, SenderRow, SenderSelection, WorkspaceId } from "../../ipc";
import type { ListQuery, SenderRows } from "./rows";

/** As many rows as the back end gives at once. */
const READ_AT_ONCE = 500;

export interface Selection {
  count: number;
  /** Everything that matches is selected. */
  isAll: boolean;
  /** None while nothing is selected. */
  of: SenderSelection | null;
  has: (row: SenderRow) => boolean;
  /** Ticks a row or takes the tick away; a range begins here. */
  toggle: (row: SenderRow, index: number) => void;
  /** Ticks from where the range began to this row. */
  extend: (index: number) => void;
  /** A range begins here. */
  begin: (index: number) => void;
  all: () => void;
  clear: () => void;
}

type Ticked = { which: "keys"; keys: Set<SenderKey> } | { which: "matching"; search: string };

const NONE: Ticked = { which: "keys", keys: new Set() };

export function useSelection(workspace: WorkspaceId, query: ListQuery, rows: SenderRows): Selection {
  const [kept, setKept] = useState<Ticked>(NONE);
  /** Where a range begins, and what was ticked before it. */
  const range = useRef({ from: 0, before: NONE });
  /** Keys are read for ranges far down the list; what is ticked meanwhile goes before them. */
  const sequence = useRef(0);
  // “All that match” is of one search: another one selects nothing by itself.
  const ticked = kept.which === "matching" && kept.search !== query.search ? NONE : kept;
  useEffect(() => void (range.current = { from: 0, before: ticked }), [JSON.stringify(query)]);

  const put = (now: Ticked) => {
    sequence.current++;
    setKept(now);
  };
  const keysBetween = async (first: number, last: number): Promise<SenderKey[]> => {
    const near = Array.from({ length: last - first + 1 }, (_, at) => rows.at(first + at)?.key);
    return near.includes(undefined)
      ? readKeys(workspace, query, first, last - first + 1)
      : near.filter((key) => key !== undefined);
  };
  const later = (reading: Promise<SenderKey[]>, then: (keys: SenderKey[]) => void) => {
    const asked = ++sequence.current;
    reading.then((keys) => asked === sequence.current && then(keys), fail);
  };
  const toggle = (row: SenderRow, index: number) => {
    const without = (all: Iterable<SenderKey>) => {
      const keys = new Set(all);
      if (!keys.delete(row.key)) {
        keys.add(row.key);
      }
      const now: Ticked = { which: "keys", keys };
      range.current = { from: index, before: now };
      put(now);
    };
    if (ticked.which === "keys") {
      without(ticked.keys);
    } else {
      later(keysBetween(0, rows.matching - 1), without);
    }
  };
  const extend = (index: number) => {
    const { from, before } = range.current;
    if (before.which === "keys") {
      const between = keysBetween(Math.min(from, index), Math.max(from, index));
      later(between, (keys) => setKept({ which: "keys", keys: new Set([...before.keys, ...keys]) }));
    }
  };
  const count = ticked.which === "keys" ? ticked.keys.size : rows.matching;
  return {
    count,
    isAll: ticked.which === "matching",
    of: count === 0 ? null : ticked.which === "keys" ? { which: "keys", keys: [...ticked.keys] } : ticked,
    has: (row) => ticked.which === "matching" || ticked.keys.has(row.key),
    toggle,
    extend,
    begin: (from) => void (range.current = { from, before: ticked }),
    all: () => put({ which: "matching", search: query.search }),
    clear: () => {
      range.current = { from: range.current.from, before: NONE };
      put(NONE);
    },
  };
}

async function readKeys(
  workspace: WorkspaceId,
  query: ListQuery,
  first: number,
  count: number,
): Promise<SenderKey[]> {
  const keys: SenderKey[] = [];
  for (let offset = first; offset < first + count; offset += READ_AT_ONCE) {
    const limit = Math.min(READ_AT_ONCE, first + count - offset);
    const page = await ipc.senders(workspace, { ...query, offset, limit });
    keys.push(...page.rows.map((row) => row.key));
  }
  return keys;
}
