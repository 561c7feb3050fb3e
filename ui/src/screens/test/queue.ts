// How are the messages of one click sent? One after another, each once, until the operator stops between two of them.

import { asWireError, ipc } from "../../ipc";
import type { TestDraft, TestId, TestView, WireError, WorkspaceId } from "../../ipc";
import { whatWasRecorded } from "./asking";
import { changeForm, keptForm, moveForm } from "./forms";

/** What keeps one from leaving may keep all, and an unknown outcome is looked at first. */
const KEEPS_OTHERS: TestView["state"][] = ["not_sent", "refused", "unknown"];

/** What came of one message: a view, or an error with what is known to be recorded. */
export type Sent =
  | { id: TestId; view: TestView; error: null }
  | { id: TestId; view: TestView | null; error: WireError; recorded: "nothing" | "not known" | "recorded" };

/** Sends the drafts in their order. The first that is not taken ends it. */
export async function sendAll(
  workspace: WorkspaceId,
  name: string,
  drafts: TestDraft[],
  told: { begins: (id: TestId) => void; came: (sent: Sent) => void },
): Promise<void> {
  changeForm(name, (now) => ({ ...now, queue: { stopping: false } }));
  try {
    for (const draft of drafts) {
      const row = keptForm(name).recipients.find(({ id }) => id === draft.id);
      if (row?.stage !== "open" || keptForm(name).queue?.stopping !== false) {
        break;
      }
      moveForm(name, draft.id, "sending");
      told.begins(draft.id);
      const sent = await sendOne(workspace, draft);
      moveForm(name, draft.id, sent.error !== null && sent.recorded === "nothing" ? "open" : "spent");
      told.came(sent);
      if (sent.error !== null || KEEPS_OTHERS.includes(sent.view.state)) {
        break;
      }
    }
  } finally {
    changeForm(name, (now) => ({ ...now, queue: null }));
  }
}

/** Sends no more after the message that is on its way. */
export function stopQueue(name: string): void {
  changeForm(name, (now) => (now.queue ? { ...now, queue: { stopping: true } } : now));
}

async function sendOne(workspace: WorkspaceId, draft: TestDraft): Promise<Sent> {
  const { id } = draft;
  try {
    return { id, view: await ipc.sendTest(workspace, draft), error: null };
  } catch (reason) {
    const error = asWireError(reason);
    const recorded = await whatWasRecorded(error, id);
    if (typeof recorded === "string") {
      return { id, view: null, error, recorded };
    }
    return { id, view: recorded, error, recorded: "recorded" };
  }
}
