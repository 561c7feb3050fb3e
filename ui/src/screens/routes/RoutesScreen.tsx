// What is live at Twilio: of all senders, of one, and what was changed from here.

import { useEffect, useRef, useState } from "preact/hooks";
import { goToRoutes } from "../../actions";
import type { RouteSetting, SenderKey, WorkspaceView } from "../../ipc";
import { Changes } from "./Changes";
import { useLiveReading } from "./reading";
import { RouteList } from "./RouteList";
import type { Filter } from "./rows";
import { SenderRoute } from "./SenderRoute";

interface RoutesScreenProps {
  workspace: WorkspaceView;
  sender: SenderKey | null;
  /** The settings whose plan opens at once. */
  apply: RouteSetting[] | null;
}

export function RoutesScreen({ workspace, sender, apply }: RoutesScreenProps) {
  const reading = useLiveReading(workspace);
  const [atChanges, setAtChanges] = useState(false);
  const [filter, setFilter] = useState<Filter>({ search: "", state: null });
  /** The senders in the order in which the list showed them: a repair must not change what is next. */
  const order = useRef<SenderKey[]>([]);
  const left = useRef<SenderKey | null>(null);
  useEffect(() => {
    // What was read a short while ago is taken as it is.
    reading.read?.(false);
  }, []);
  if (sender !== null) {
    left.current = sender;
    const at = order.current.indexOf(sender);
    return (
      <SenderRoute
        key={sender}
        workspace={workspace}
        sender={sender}
        apply={apply}
        reading={reading}
        previous={at < 0 ? null : (order.current[at - 1] ?? null)}
        next={at < 0 ? null : (order.current[at + 1] ?? null)}
        onShow={(key) => goToRoutes(key)}
      />
    );
  }
  if (atChanges) {
    return (
      <Changes
        workspace={workspace}
        onWritten={() => reading.read?.(false)}
        onBack={() => setAtChanges(false)}
      />
    );
  }
  return (
    <RouteList
      workspace={workspace}
      reading={reading}
      filter={filter}
      begin={left.current}
      onFilter={(part) => setFilter((now) => ({ ...now, ...part }))}
      onChanges={() => setAtChanges(true)}
      onOpen={(key, among) => {
        order.current = among;
        goToRoutes(key);
      }}
    />
  );
}
