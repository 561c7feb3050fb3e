// What is wrong with this workspace, and what mends it?

import type { WorkspaceView } from "../../ipc";

export function DoctorScreen(_: { workspace: WorkspaceView }) {
  return null;
}
