// What does the back end know of the messages, before they are sent and when an answer is an error?

import { asWireError, ipc } from "../../ipc";
import type { FieldNote, TestForm, TestId, TestView, WireError, WorkspaceId } from "../../ipc";

/** What keeps a form from being sent at once. */
export interface Asked {
  /** Problems: then nothing is sent, not even to those recipients that have none. */
  problems: FieldNote[];
  /** Which of its recipients are no saved test handsets, by their place in the form. */
  unknown: number[];
}

/** Asks the rules about the form as it stands now. When they cannot be asked, every recipient counts as unknown. */
export async function askBefore(workspace: WorkspaceId, form: TestForm): Promise<Asked> {
  try {
    const { recipients, notes } = await ipc.checkTest(workspace, form);
    const places = form.recipients.map((_, place) => place);
    return {
      problems: notes.filter((note) => note.level === "problem"),
      unknown: places.filter((place) => (recipients[place]?.handset ?? null) === null),
    };
  } catch {
    return { problems: [], unknown: form.recipients.map((_, place) => place) };
  }
}

/** A refusal by the rules, as a refused send would say it. */
export function refusalOf(problems: FieldNote[]): WireError {
  const fields = problems.map(({ field, message }) => ({ field, message, hint: null }));
  return { code: "invalid", message: problems[0]?.message ?? "", hint: null, fields, twilio: null };
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
