// Which rows of a long list are at hand? Pulled by page as they come into sight; outdated ones stay until their successors come.

import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { asWireError } from "./ipc";
import type { WireError } from "./ipc";

export const PAGE = 200;

export interface Pages<Row, Page> {
  /** False until the first page of any query has come. */
  loaded: boolean;
  /** Grows with every page that comes. */
  answers: number;
  matching: number;
  /** The page that came last. */
  last: Page | null;
  error: WireError | null;
  at: (index: number) => Row | undefined;
  /** The index of the first row at hand that is so; -1 where none is. */
  find: (is: (row: Row) => boolean) => number;
  /** Asks for what is missing or outdated between two indices. */
  ensure: (first: number, last: number) => void;
}

interface Shown<Row, Page> {
  /** The query that the pages belong to. */
  query: string;
  pages: Map<number, Row[]>;
  last: Page | null;
}

/** `query` names what `ask` asks for; `version` grows when the same query would be answered otherwise. */
export function usePages<Row, Page extends { matching: number; rows: Row[] }>(
  query: string,
  version: number,
  ask: (offset: number, limit: number) => Promise<Page>,
): Pages<Row, Page> {
  const shown = useRef<Shown<Row, Page>>({ query: "", pages: new Map(), last: null });
  const asked = useRef({ turn: "", pages: new Set<number>() });
  const [answers, answered] = useReducer((count: number, _: void) => count + 1, 0);
  const [error, setError] = useState<WireError | null>(null);

  const turn = `${query} ${version}`;
  if (asked.current.turn !== turn) {
    asked.current = { turn, pages: new Set() };
  }

  const pull = (page: number) => {
    const pulling = asked.current;
    if (pulling.pages.has(page)) {
      return;
    }
    pulling.pages.add(page);
    ask(page * PAGE, PAGE).then(
      (answer) => {
        if (asked.current !== pulling) {
          return;
        }
        const pages = shown.current.query === query ? shown.current.pages : new Map<number, Row[]>();
        pages.set(page, answer.rows);
        shown.current = { query, pages, last: answer };
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
    matching: shown.current.last?.matching ?? 0,
    last: shown.current.last,
    error,
    at: (index) => shown.current.pages.get(Math.floor(index / PAGE))?.[index % PAGE],
    find: (is) => {
      for (const [page, rows] of shown.current.pages) {
        const position = rows.findIndex(is);
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
