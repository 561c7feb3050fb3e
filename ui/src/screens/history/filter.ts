// Which tests does the operator want to see? What is chosen stays while other screens are visited.

import type { At, HistoryOutcome, HistoryQuery, SenderRow, WorkspaceId } from "../../ipc";

export type Period = "all" | "today" | "week" | "month" | "days";

export interface Filter {
  search: string;
  sender: SenderRow | null;
  outcome: HistoryOutcome | null;
  code: string;
  period: Period;
  /** Days of the machine's calendar as typed, for the period of the same name; both are in it. */
  from: string;
  to: string;
}

export const UNFILTERED: Filter = {
  search: "",
  sender: null,
  outcome: null,
  code: "",
  period: "all",
  from: "",
  to: "",
};

const kept = new Map<WorkspaceId, Filter>();

export function keptFilter(workspace: WorkspaceId): Filter {
  return kept.get(workspace) ?? UNFILTERED;
}

export function keepFilter(workspace: WorkspaceId, filter: Filter): void {
  kept.set(workspace, filter);
}

export function isFiltered(filter: Filter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(UNFILTERED);
}

const BACK: Record<Period, number | null> = { all: null, today: 0, week: 6, month: 29, days: null };

/** What the back end is asked; days begin at midnight of this machine. */
export function queryOf(filter: Filter, workspace: WorkspaceId, now: Date): HistoryQuery {
  const back = BACK[filter.period];
  const typed = filter.period === "days";
  const last = typed ? dayOf(filter.to) : null;
  return {
    workspace,
    search: filter.search,
    sender: filter.sender?.key ?? null,
    outcome: filter.outcome,
    code: filter.code,
    since: typed ? moment(dayOf(filter.from)) : back === null ? null : moment(dayBefore(now, back)),
    until: moment(last && dayBefore(last, -1)),
  };
}

/** Midnight of a day as typed; none for what is no day. */
export function dayOf(typed: string): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed.trim()) ?? [];
  const date = new Date(Number(year), Number(month) - 1, Number(day));
  return date.getMonth() === Number(month) - 1 && date.getDate() === Number(day) ? date : null;
}

/** Whether the days as typed hold none, because the first is after the last. */
export function areTurned({ from, to }: Filter): boolean {
  const [first, last] = [dayOf(from), dayOf(to)];
  return first !== null && last !== null && first > last;
}

function dayBefore(day: Date, days: number): Date {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - days);
}

function moment(date: Date | null): At | null {
  return date?.toISOString() ?? null;
}
