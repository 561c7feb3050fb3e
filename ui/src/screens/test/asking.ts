// What does the back end know of a message, before it is sent and when its answer is an error?

import { asWireError, ipc } from "../../ipc";
import type { TestDraft, TestId, TestView, WireError, WorkspaceId } from "../../ipc";

/** Whether the recipient is a saved test handset. A draft that cannot be sent goes, too: its refusal says why. */
export async function mayGoUnasked(workspace: WorkspaceId, draft: TestDraft): Promise<boolean> {
  try {
    const { handset, notes } = await ipc.checkTest(workspace, draft);
    return handset !== null || notes.some((note) => note.level === "problem");
  } catch {
    return false;
  }
}

/** An error may come after the message was recorded, and even after it was sent: only the record tells. */
export async function whatWasRecorded(error: WireError, id: TestId): Promise<TestView | "nothing" | "not known"> {
  if (error.fields.length > 0 || error.code === "read_only") {
    return "nothing";
  }
  try {
    return await ipc.testMessage(id);
  } catch (reason) {
    return asWireError(reason).code === "not_found" ? "nothing" : "not known";
  }
}
