// With which senders is something left? Pulled by page, worst first; outdated rows stay until their successors come.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { OverviewRow, SetupOverview, WireError, WorkspaceView } from "../../ipc";
import { useSetupVersion } from "./worksheet";

export const PAGE = 200;

export interface OverviewAtHand {
  /** With all rows that were read so far. */
  overview: SetupOverview | null;
  error: WireError | null;
  /** Reads the next page; none where all is read. */
  more: (() => void) | null;
}

export function useOverview(workspace: WorkspaceView): OverviewAtHand {
  const [overview, setOverview] = useState<SetupOverview | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const reads = useRef(0);
  const version = useSetupVersion(workspace);

  const read = async (begun: OverviewRow[], until: number) => {
    const asked = ++reads.current;
    const rows = [...begun];
    try {
      for (;;) {
        const page = await ipc.setupOverview(workspace.id, rows.length, PAGE);
        if (asked !== reads.current) {
          return;
        }
        rows.push(...page.rows);
        if (rows.length >= until || page.rows.length < PAGE) {
          setOverview({ ...page, offset: 0, rows });
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
  useEffect(() => {
    void read([], Math.max(PAGE, overview?.rows.length ?? 0));
    return () => void reads.current++;
  }, [workspace.id, version]);

  const rows = overview?.rows ?? [];
  const hasMore = rows.length < (overview?.senders_left ?? 0);
  return { overview, error, more: hasMore ? () => void read(rows, rows.length + PAGE) : null };
}
