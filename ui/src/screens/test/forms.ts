// What has been typed into the test forms? One form sends one message, so each keeps its id until that was sent.

import type { SenderRow, TestFrom, TestId, WorkspaceId } from "../../ipc";

export interface TestFormState {
  id: TestId;
  from: SenderRow | null;
  recipient: string;
  body: string;
  /** Sent, or about to be: the form is spent, and only *New test* makes another. */
  spent: boolean;
}

/** Forms that were left come back as they were, within this run. */
const forms = new Map<string, TestFormState>();

/** The form of a workspace, or that of an unsaved sender. */
export function formName(workspace: WorkspaceId, unsaved: boolean): string {
  return unsaved ? `${workspace} unsaved` : workspace;
}

export function keptForm(name: string): TestFormState {
  return forms.get(name) ?? { id: newId(), from: null, recipient: "", body: "", spent: false };
}

export function keepForm(name: string, form: TestFormState): void {
  forms.set(name, form);
}

/** A new form for another message: sender and recipient stay. */
export function nextForm(form: TestFormState): TestFormState {
  return { ...form, id: newId(), body: "", spent: false };
}

/** From whom the form sends; none while no sender is chosen. */
export function senderOf(form: TestFormState, unsaved: TestFrom | null): TestFrom | null {
  return unsaved ?? (form.from && { from: "saved", key: form.from.key });
}

function newId(): TestId {
  return crypto.randomUUID();
}
