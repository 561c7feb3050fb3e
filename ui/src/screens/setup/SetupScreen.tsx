// What is still to be entered by hand in the two dashboards? What is left in all, or the worksheet of one sender.

import { useRef } from "preact/hooks";
import { go } from "../../actions";
import type { SenderKey, WorkspaceView } from "../../ipc";
import { Overview } from "./Overview";
import { SenderWorksheet } from "./SenderWorksheet";

export function SetupScreen({ workspace, sender }: { workspace: WorkspaceView; sender: SenderKey | null }) {
  /** The senders in the order in which the overview showed them: a tick must not change what is next. */
  const order = useRef<SenderKey[]>([]);
  const left = useRef<SenderKey | null>(null);
  if (sender === null) {
    return (
      <Overview
        workspace={workspace}
        begin={left.current}
        onOpen={(key, among) => {
          order.current = among;
          showWorksheet(key);
        }}
      />
    );
  }
  left.current = sender;
  const at = order.current.indexOf(sender);
  return (
    <SenderWorksheet
      key={sender}
      workspace={workspace}
      sender={sender}
      previous={at < 0 ? null : (order.current[at - 1] ?? null)}
      next={at < 0 ? null : (order.current[at + 1] ?? null)}
      onShow={showWorksheet}
    />
  );
}

function showWorksheet(sender: SenderKey | null): void {
  go({ at: "setup", sender });
}
