// Which route is at hand: of a sender, or of a member of its pool?

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { RouteView, SenderKey, WireError, WorkspaceView } from "../../ipc";
import { useRouteVersion } from "./rows";

export interface RouteAtHand {
  route: RouteView | null;
  error: WireError | null;
}

export function useRoute(workspace: WorkspaceView, sender: SenderKey, member: string | null): RouteAtHand {
  const [route, setRoute] = useState<RouteView | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const version = useRouteVersion(workspace);
  useEffect(() => {
    let latest = true;
    ipc.route(workspace.id, sender, member).then(
      (answer) => {
        if (latest) {
          setRoute(answer);
          setError(null);
        }
      },
      (reason: unknown) => latest && setError(asWireError(reason)),
    );
    return () => void (latest = false);
  }, [workspace.id, sender, member, version]);
  return { route, error };
}

/** Left, it was seen: what changed is marked until then. */
export function useSeen(workspace: WorkspaceView, sender: SenderKey, route: RouteView | null): void {
  const changed = useRef(false);
  changed.current = route?.changed ?? false;
  useEffect(
    () => () => {
      if (changed.current) {
        ipc.sawRoute(workspace.id, sender).catch(() => undefined); // It stays marked as changed.
      }
    },
    [],
  );
}
