// Which rows of the list are at hand? Pulled by page as they come into sight; outdated ones stay until their successors come.

import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { SenderKey, SenderQuery, SenderRow, WireError, WorkspaceId } from "../../ipc";

export const PAGE = 200;

export type ListQuery = Pick<SenderQuery, "search" | "sort" | "descending">;

export interface SenderRows {
  /** False until the first page of any query has come. */
  loaded: boolean;
  /** Grows with every page that comes. */
  answers: number;
  matching: number;
  total: number;
  error: WireError | null;
  at: (index: number) => SenderRow | undefined;
  indexOf: (key: SenderKey) => number;
  /** Asks for what is missing or outdated between two indices. */
  ensure: (first: number, last: number) => void;
}

interface Shown {
  /** The query that the pages belong to. */
  query: string;
  pages: Map<number, SenderRow[]>;
  matching: number;
  total: number;
}

/** `version` grows when senders have changed. */
export function useSenderRows(workspace: WorkspaceId, query: ListQuery, version: number): SenderRows {
  const shown = useRef<Shown>({ query: "", pages: new Map(), matching: 0, total: 0 });
  const asked = useRef({ turn: "", pages: new Set<number>() });
  const [answers, answered] = useReducer((count: number, _: void) => count + 1, 0);
  const [error, setError] = useState<WireError | null>(null);

  const name = JSON.stringify([workspace, query]);
  const turn = `${name} ${version}`;
  if (asked.current.turn !== turn) {
    asked.current = { turn, pages: new Set() };
  }

  const pull = (page: number) => {
    const pulling = asked.current;
    if (pulling.pages.has(page)) {
      return;
    }
    pulling.pages.add(page);
    ipc.senders(workspace, { ...query, offset: page * PAGE, limit: PAGE }).then(
      (answer) => {
        if (asked.current !== pulling) {
          return;
        }
        const pages = shown.current.query === name ? shown.current.pages : new Map<number, SenderRow[]>();
        pages.set(page, answer.rows);
        shown.current = { query: name, pages, matching: answer.matching, total: answer.total };
        setError(null);
        answered();
      },
      (reason: unknown) => asked.current === pulling && setError(asWireError(reason)),
    );
  };

  // Before the paint: a key in the search is answered a frame earlier.
  useLayoutEffect(() => pull(0), [turn]);

  return {
    loaded: shown.current.query !== "",
    answers,
    matching: shown.current.matching,
    total: shown.current.total,
    error,
    at: (index) => shown.current.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    indexOf: (key) => {
      for (const [page, rows] of shown.current.pages) {
        const position = rows.findIndex((row) => row.key === key);
        if (position >= 0) {
          return page * PAGE + position;
        }
      }
      return -1;
    },
    ensure: (first, last) => {
      for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
        pull(page);
      }
    },
  };
}
