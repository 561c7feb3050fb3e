// Which senders of an import are at hand, and which of them are shown?

import { ipc } from "../../ipc";
import type { ImportChange, ImportCounts, ImportPage, ImportRow, ImportView } from "../../ipc";
import { usePages } from "../../pages";
import type { Pages } from "../../pages";
import * as words from "../../words";

export interface Filter {
  /** None for all. */
  change: ImportChange | null;
  search: string;
}

export type ImportRows = Pages<ImportRow, ImportPage>;

/** In the order of the list: what needs a decision stands first. */
export const KINDS: ImportChange[] = ["conflict", "wrong", "change", "add", "remove", "same"];

export function total(counts: ImportCounts): number {
  return KINDS.reduce((sum, kind) => sum + counts[kind], 0);
}

/** What a sender is called where the file does not say it. */
export function nameOf({ name, sender_id, line }: ImportRow): string {
  return name || sender_id || (line === null ? words.importing.unnamed : words.importing.ofLine(line));
}

/** `version` grows with every decision. */
export function useImportRows({ id, target }: ImportView, filter: Filter, version: number): ImportRows {
  const query = { change: filter.change, search: filter.search.trim() };
  // Aimed elsewhere, a row is another one.
  return usePages<ImportRow, ImportPage>(JSON.stringify([id, target, query]), version, (offset, limit) =>
    ipc.importRows(id, { ...query, offset, limit }),
  );
}
