// What becomes of the window when a workspace is removed?

import { say, setPreferences, switchTo } from "../../actions";
import { ipc } from "../../ipc";
import type { Undoable, WorkspaceView } from "../../ipc";
import { change, current, openWorkspace } from "../../state";
import * as words from "../../words";

/** Removes a workspace for good, and opens the first of those that are left, or the two doors. */
export async function removeWorkspace({ id, name }: WorkspaceView): Promise<void> {
  await ipc.removeWorkspace(id);
  const { desk, undos, redos } = current();
  if (!desk) {
    return;
  }
  const workspaces = desk.workspaces.filter((view) => view.id !== id);
  const elsewhere = (change: Undoable) => change.workspace !== id;
  change({ desk: { ...desk, workspaces }, undos: undos.filter(elsewhere), redos: redos.filter(elsewhere) });
  say(words.workspace.removed(name));
  // Removed from its settings: what was typed there is of no use any more.
  change({ mayLeave: null });
  const next = openWorkspace() ?? workspaces[0];
  if (next) {
    switchTo(next.id);
  } else {
    change({ workspace: null, screen: { at: "first-run" } });
    void setPreferences({ last_workspace: null });
  }
}
