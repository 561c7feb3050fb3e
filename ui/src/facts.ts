// What do public pages say of a topic?

import { useEffect, useState } from "preact/hooks";
import { ipc } from "./ipc";
import type { FactTopic, Said } from "./ipc";

/** Empty until it has come, and when it could not be read: a screen is of use without it. */
export function useFacts(topic: FactTopic): Said[] {
  const [said, setSaid] = useState<Said[]>([]);
  useEffect(() => {
    let shown = true;
    ipc.facts(topic).then(
      (facts) => shown && setSaid(facts),
      () => undefined,
    );
    return () => void (shown = false);
  }, [topic]);
  return said;
}
