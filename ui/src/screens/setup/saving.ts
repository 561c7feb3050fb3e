// Where are worksheets written to?

import { say } from "../../actions";
import { ipc } from "../../ipc";
import type { SenderKey, WorksheetFormat, WorkspaceId } from "../../ipc";
import * as words from "../../words";

/** Writes one worksheet, or all, to a file of the operator's choice, and says where it is. */
export async function saveWorksheet(
  workspace: WorkspaceId,
  sender: SenderKey | null,
  format: WorksheetFormat,
): Promise<void> {
  const file = await ipc.saveWorksheet(workspace, sender, format);
  say(file ? words.setup.written(file.path) : words.setup.notWritten);
}
