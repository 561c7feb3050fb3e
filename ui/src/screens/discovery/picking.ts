// What is picked, under which names?

import { useRef, useState } from "preact/hooks";
import { ipc } from "../../ipc";
import type { Discovered, DiscoveryQuery, Picked, WorkspaceId } from "../../ipc";
import { PAGE } from "../../pages";

/** The most that is added at once; the back end takes no more. */
export const MOST = 10_000;

export interface Picking {
  count: number;
  busy: boolean;
  has: (row: Discovered) => boolean;
  nameOf: (row: Discovered) => string;
  toggle: (row: Discovered, on: boolean) => void;
  rename: (row: Discovered, name: string) => void;
  /** Picks all that a query finds and that can be added. */
  all: (workspace: WorkspaceId, query: Omit<DiscoveryQuery, "offset" | "limit">) => Promise<void>;
  clear: () => void;
  list: () => Picked[];
}

const keyOf = ({ sender_type, sender_id }: Pick<Discovered, "sender_type" | "sender_id">) => `${sender_type} ${sender_id}`;

const picked = (row: Discovered): Picked => ({
  sender_type: row.sender_type,
  sender_id: row.sender_id,
  name: row.suggested_name,
  supports_mms: row.mms === "yes",
});

export function usePicking(): Picking {
  const [chosen, setChosen] = useState(new Map<string, Picked>());
  const [busy, setBusy] = useState(false);
  const turn = useRef(0);
  const put = (change: (map: Map<string, Picked>) => void) =>
    setChosen((now) => {
      const next = new Map(now);
      change(next);
      return next;
    });
  return {
    count: chosen.size,
    busy,
    has: (row) => chosen.has(keyOf(row)),
    nameOf: (row) => chosen.get(keyOf(row))?.name ?? row.suggested_name,
    toggle: (row, on) =>
      put((map) => {
        if (!on) {
          map.delete(keyOf(row));
        } else if (row.not_addable === null && map.size < MOST) {
          map.set(keyOf(row), map.get(keyOf(row)) ?? picked(row));
        }
      }),
    rename: (row, name) => put((map) => map.set(keyOf(row), { ...(map.get(keyOf(row)) ?? picked(row)), name })),
    all: async (workspace, query) => {
      const mine = ++turn.current;
      setBusy(true);
      try {
        for (let offset = 0; offset < MOST; offset += PAGE) {
          const page = await ipc.discoveryPage(workspace, { ...query, offset, limit: PAGE });
          if (mine !== turn.current) {
            return;
          }
          put((map) => {
            for (const row of page.rows.filter((one) => one.not_addable === null && map.size < MOST)) {
              map.set(keyOf(row), map.get(keyOf(row)) ?? picked(row));
            }
          });
          if (offset + PAGE >= page.matching) {
            return;
          }
        }
      } finally {
        if (mine === turn.current) {
          setBusy(false);
        }
      }
    },
    clear: () => {
      turn.current++;
      setBusy(false);
      setChosen(new Map());
    },
    list: () => [...chosen.values()],
  };
}
