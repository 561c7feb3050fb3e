// Which rows of the list of senders are at hand?

import { ipc } from "../../ipc";
import type { SenderKey, SenderPage, SenderQuery, SenderRow, WorkspaceId } from "../../ipc";
import { usePages } from "../../pages";
import type { Pages } from "../../pages";

export type ListQuery = Pick<SenderQuery, "search" | "sort" | "descending">;

export interface SenderRows extends Pages<SenderRow, SenderPage> {
  total: number;
  indexOf: (key: SenderKey) => number;
}

/** `version` grows when senders have changed. */
export function useSenderRows(workspace: WorkspaceId, query: ListQuery, version: number): SenderRows {
  const pages = usePages<SenderRow, SenderPage>(JSON.stringify([workspace, query]), version, (offset, limit) =>
    ipc.senders(workspace, { ...query, offset, limit }),
  );
  return {
    ...pages,
    total: pages.last?.total ?? 0,
    indexOf: (key) => pages.find((row) => row.key === key),
  };
}
