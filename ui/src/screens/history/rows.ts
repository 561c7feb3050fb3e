// Which of a hundred thousand tests are at hand? Pages by key as they come into sight; the longest unseen ones go again.

import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { FieldNote, HistoryOutline, HistoryPage, HistoryQuery, HistoryRow, WireError } from "../../ipc";

/** Pages that are kept: more than any window shows, few enough for any memory. */
const KEPT = 16;

export interface HistoryRows {
  /** False until the first page of any query has come. */
  loaded: boolean;
  /** Rows of the list: those at hand, until it is known how many there are. */
  count: number;
  /** How many tests match; none until that is known. */
  matching: number | null;
  /** Grows with every answer. */
  answers: number;
  notes: FieldNote[];
  /** Why the list, or a page of it that is in sight, could not be read. */
  error: WireError | null;
  /** What is shown belongs to a former query, or is nothing: the one asked for is being read. */
  reading: boolean;
  /** Reads the list again, and what of it failed. */
  retry: () => void;
  at: (index: number) => HistoryRow | undefined;
  /** Where the test of this number stands, or stood if it is gone; `sure` once its page is at hand. */
  place: (number: number) => Place;
  /** Asks for what is missing of these indices. Between two of them may lie thousands that nobody sees. */
  ensure: (indices: number[]) => void;
}

export interface Place {
  index: number;
  sure: boolean;
}

/** The list as it is outlined, and what of it is at hand. */
interface Outlined {
  outline: HistoryOutline;
  /** By the number of their first test; the last seen one stands last. */
  pages: Map<number, HistoryRow[]>;
}

interface Shown {
  /** The query that all this belongs to. */
  query: string;
  first: HistoryPage;
  list: Outlined | null;
  /** What it was before the last change: shown until its successors come. */
  former: Outlined | null;
}

/** What is asked for just now; an answer to a former question is dropped. */
interface Asked {
  turn: string;
  starts: Set<number>;
  /** Pages that could not be read: asked for again when they come into sight anew, not with every drawing. */
  failed: Set<number>;
}

interface Failure {
  query: string;
  of: "list" | "page";
  error: WireError;
}

/** `version` grows when the same query would be answered otherwise. */
export function useHistoryRows(query: HistoryQuery, version: number): HistoryRows {
  const key = JSON.stringify(query);
  const turn = `${key} ${version}`;
  const shown = useRef<Shown | null>(null);
  const asked = useRef<Asked>({ turn: "", starts: new Set(), failed: new Set() });
  const refreshing = useRef<{ key: string; again: boolean } | null>(null);
  const latest = useRef({ query, key });
  latest.current = { query, key };
  const [answers, answered] = useReducer((count: number, _: void) => count + 1, 0);
  const [failure, setFailure] = useState<Failure | null>(null);

  const refresh = () => {
    const running = refreshing.current;
    if (running?.key === latest.current.key) {
      // Tests on their way change often: what comes meanwhile costs one more reading, not one each.
      running.again = true;
      return;
    }
    const mine = { key: latest.current.key, again: false };
    refreshing.current = mine;
    const isMine = () => refreshing.current === mine;
    const wanted = latest.current.query;
    const first = ipc.history(wanted, null).then((page) => {
      if (isMine()) {
        const before = shown.current?.query === mine.key ? shown.current : null;
        // The former outline stays until the new one is here, so that the list keeps its place.
        shown.current = { query: mine.key, first: page, list: before?.list ?? null, former: null };
        setFailure(null);
        answered();
      }
    });
    const outline = ipc.historyOutline(wanted).then(async (outline) => {
      await first;
      if (isMine() && shown.current) {
        const { first: page } = shown.current;
        const pages = new Map<number, HistoryRow[]>();
        if (page.rows[0] && page.rows[0].number === outline.starts[0]) {
          pages.set(page.rows[0].number, page.rows);
        }
        asked.current = { turn: asked.current.turn, starts: new Set(pages.keys()), failed: new Set() };
        shown.current = { ...shown.current, list: { outline, pages }, former: shown.current.list };
        answered();
      }
    });
    Promise.all([first, outline])
      .catch((reason: unknown) => isMine() && setFailure({ query: mine.key, of: "list", error: asWireError(reason) }))
      .finally(() => {
        if (isMine()) {
          refreshing.current = null;
          if (mine.again) {
            refresh();
          }
        }
      });
  };
  // Before the paint: a key in the search is answered a frame earlier.
  useLayoutEffect(() => {
    asked.current = { turn, starts: new Set(), failed: new Set() };
    refresh();
  }, [turn]);
  useLayoutEffect(() => () => void (refreshing.current = null), []);

  const pull = (start: number) => {
    const pulling = asked.current;
    if (pulling.starts.has(start) || pulling.failed.has(start)) {
      return;
    }
    pulling.starts.add(start);
    const belongs = shown.current;
    ipc.history(latest.current.query, start).then(
      ({ rows }) => {
        if (asked.current === pulling && shown.current && shown.current.query === belongs?.query) {
          keep(belongs?.list?.pages ?? new Map(), start, rows, pulling);
          if (pulling.failed.size === 0) {
            setFailure((now) => (now?.of === "page" ? null : now));
          }
          answered();
        }
      },
      (reason: unknown) => {
        if (asked.current === pulling) {
          pulling.starts.delete(start);
          pulling.failed.add(start);
          setFailure({ query: key, of: "page", error: asWireError(reason) });
        }
      },
    );
  };

  const now = shown.current;
  const error = failure?.query === key ? failure.error : null;
  const list = now?.list ?? null;
  return {
    loaded: now !== null,
    count: list ? listed(list.outline) : (now?.first.rows.length ?? 0),
    matching: list?.outline.matching ?? null,
    answers,
    notes: now?.first.notes ?? [],
    error,
    reading: now?.query !== key && error === null,
    retry: () => {
      asked.current.failed.clear();
      setFailure(null);
      refresh();
    },
    at: (index) =>
      list ? (rowOf(list, index) ?? (now?.former ? rowOf(now.former, index) : undefined)) : now?.first.rows[index],
    place: (number) => (list ? placeOf(number, list) : placeOn(now?.first.rows ?? [], number)),
    ensure: (indices) => {
      if (!list || now?.query !== key) {
        return;
      }
      const { page, starts } = list.outline;
      const inSight = new Set(indices.map((index) => starts[Math.floor(index / page)]));
      for (const start of asked.current.failed) {
        if (!inSight.has(start)) {
          asked.current.failed.delete(start);
        }
      }
      if (failure?.of === "page" && asked.current.failed.size === 0) {
        setFailure(null);
      }
      for (const wanted of inSight) {
        if (wanted !== undefined) {
          touch(list.pages, wanted);
          pull(wanted);
        }
      }
    },
  };
}

/** How many rows can be reached: an outline is bounded. */
function listed({ matching, starts, page }: HistoryOutline): number {
  return Math.min(matching, starts.length * page);
}

function rowOf({ outline, pages }: Outlined, index: number): HistoryRow | undefined {
  const start = outline.starts[Math.floor(index / outline.page)];
  return start === undefined ? undefined : pages.get(start)?.[index % outline.page];
}

/** The last seen page stands last. */
function touch(pages: Map<number, HistoryRow[]>, start: number): void {
  const rows = pages.get(start);
  if (rows) {
    pages.delete(start);
    pages.set(start, rows);
  }
}

function keep(pages: Map<number, HistoryRow[]>, start: number, rows: HistoryRow[], asked: Asked): void {
  pages.set(start, rows);
  for (const oldest of [...pages.keys()].slice(0, Math.max(0, pages.size - KEPT))) {
    pages.delete(oldest);
    asked.starts.delete(oldest);
  }
}

/** Numbers fall along the list. */
function placeOf(number: number, { outline: { starts, page }, pages }: Outlined): Place {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! >= number) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const on = Math.max(0, low - 1);
  const { index, sure } = placeOn(pages.get(starts[on]!) ?? [], number);
  return { index: on * page + index, sure };
}

function placeOn(rows: HistoryRow[], number: number): Place {
  const index = rows.findIndex((row) => row.number <= number);
  return { index: index < 0 ? Math.max(0, rows.length - 1) : index, sure: rows.length > 0 };
}
