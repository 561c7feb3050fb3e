// Which senders have a route that is asked for? Pulled by page, worst first; outdated rows stay until their successors come.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { DriftState, RouteRow, RoutesPage, WireError, WorkspaceView } from "../../ipc";
import { PAGE } from "../../pages";
import { useDesk } from "../../state";

export interface Filter {
  search: string;
  state: DriftState | null;
}

export interface RoutesAtHand {
  /** With all rows that were read so far. */
  page: RoutesPage | null;
  error: WireError | null;
  /** Reads on; none where all is read. */
  more: (() => void) | null;
}

/** A number that is another one whenever a route may read differently. */
export function useRouteVersion(workspace: WorkspaceView): string {
  const live = useDesk((state) => state.liveVersion);
  const senders = useDesk((state) => state.sendersVersion);
  const { keyword_management, data_centre, delivery_callback, account } = workspace;
  return [live, senders, keyword_management, data_centre.code, delivery_callback.url, account.account_sid].join(" ");
}

export function useRoutes(workspace: WorkspaceView, filter: Filter): RoutesAtHand {
  const [page, setPage] = useState<RoutesPage | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const reads = useRef(0);
  const version = useRouteVersion(workspace);

  const read = async (begun: RouteRow[], until: number) => {
    const asked = ++reads.current;
    const rows = [...begun];
    try {
      for (;;) {
        const answer = await ipc.routes(workspace.id, { ...filter, offset: rows.length, limit: PAGE });
        if (asked !== reads.current) {
          return;
        }
        rows.push(...answer.rows);
        if (rows.length >= until || answer.rows.length < PAGE) {
          setPage({ ...answer, offset: 0, rows });
          setError(null);
          return;
        }
      }
    } catch (reason) {
      if (asked === reads.current) {
        setError(asWireError(reason));
      }
    }
  };
  const asks = `${filter.state} ${filter.search}`;
  const former = useRef(asks);
  useEffect(() => {
    const shown = former.current === asks ? (page?.rows.length ?? 0) : 0;
    former.current = asks;
    void read([], Math.max(PAGE, shown));
    return () => void reads.current++;
  }, [workspace.id, version, asks]);

  const rows = page?.rows ?? [];
  const hasMore = rows.length < (page?.matching ?? 0);
  return { page, error, more: hasMore ? () => void read(rows, rows.length + PAGE) : null };
}
