// Where does the operator stand after *Import*?

import { did, go, goToConnect, goToSenders, putWorkspace, sendersChanged, switchTo } from "../../actions";
import { ipc } from "../../ipc";
import type { ImportDone } from "../../ipc";
import { current } from "../../state";
import * as words from "../../words";

/** Takes what an import brought into the desk, and says it. */
export async function takeDone({ workspaces, done, undo, without_credential: without }: ImportDone): Promise<void> {
  for (const id of workspaces) {
    // One after the other: they keep the order of their creation.
    putWorkspace(await ipc.workspace(id));
  }
  sendersChanged(null);
  const names = without.map((id) => current().desk?.workspaces.find((view) => view.id === id)?.name ?? "");
  did(undo, [done, words.importing.withoutCredential(names)].filter(Boolean).join(" "));
}

/** To the senders of what was imported or, where a credential is missing, to the form that asks for it. */
export function goToImported({ workspaces, without_credential: without }: ImportDone): void {
  const [asking] = without;
  const shown = asking ?? workspaces[0] ?? current().workspace;
  if (shown === null) {
    return go({ at: "first-run" });
  }
  if (shown === current().workspace) {
    goToSenders();
  } else {
    switchTo(shown);
  }
  if (asking !== undefined) {
    goToConnect(asking);
  }
}
