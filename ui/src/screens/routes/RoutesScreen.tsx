// What is live at Twilio, and where does a reply go now?

import type { SenderKey, WorkspaceView } from "../../ipc";

export function RoutesScreen(_: { workspace: WorkspaceView; sender: SenderKey | null; apply: string[] | null }) {
  return null;
}
