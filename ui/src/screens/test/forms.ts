// What has been typed into the test forms? One form sends one message, so each keeps its id until that was sent.

import { useLayoutEffect, useReducer } from "preact/hooks";
import type { SenderRow, TestDraft, TestFrom, TestId, WorkspaceId } from "../../ipc";

export interface TestFormState {
  id: TestId;
  from: SenderRow | null;
  /** The unsaved sender that it belongs to, by type and ID. */
  unsaved: string | null;
  recipient: string;
  body: string;
  /** URLs as typed; rows left empty are not sent. */
  media: string[];
  /** Whether the sender's SMS unsubscribe text goes after the text. */
  unsubscribe: boolean;
  /**
   * `sending` from the click until the back end has answered, `spent` after that: only *New test* makes another.
   * Back to `open` only when the message was certainly not recorded.
   */
  stage: "open" | "sending" | "spent";
}

type Change = (now: TestFormState) => TestFormState;

/** Forms that were left come back within this run; an answer reaches its form although nobody looks at it. */
const forms = new Map<string, TestFormState>();
const readers = new Set<() => void>();

/** The form of a workspace, or that of an unsaved sender. */
export function formName(workspace: WorkspaceId, unsaved: boolean): string {
  return unsaved ? `${workspace} unsaved` : workspace;
}

export function keptForm(name: string): TestFormState {
  const kept = forms.get(name) ?? emptyForm();
  forms.set(name, kept);
  return kept;
}

export function changeForm(name: string, change: Change): void {
  forms.set(name, change(keptForm(name)));
  for (const told of [...readers]) {
    told();
  }
}

/** Says how far the message `id` has come; of no effect once the form is another. */
export function moveForm(name: string, id: TestId, stage: TestFormState["stage"]): void {
  changeForm(name, (now) => (now.id === id ? { ...now, stage } : now));
}

/** The form, live. */
export function useForm(name: string): TestFormState {
  const [, again] = useReducer((turns: number, _: void) => turns + 1, 0);
  useLayoutEffect(() => {
    const told = () => again();
    readers.add(told);
    return () => void readers.delete(told);
  }, []);
  return keptForm(name);
}

/** A new form for another message: sender and recipient stay. */
export function nextForm(form: TestFormState): TestFormState {
  return { ...form, id: newId(), body: "", media: [], stage: "open" };
}

/** From whom the form sends; none while no sender is chosen. */
function senderOf(form: TestFormState, unsaved: TestFrom | null): TestFrom | null {
  return unsaved ?? (form.from && { from: "saved", key: form.from.key });
}

/** What the form asks to be sent; none while no sender is chosen. */
export function draftOf(form: TestFormState, unsaved: TestFrom | null): TestDraft | null {
  const from = senderOf(form, unsaved);
  const media = typedMedia(form).map(({ url }) => url);
  return from && { id: form.id, from, recipient: form.recipient, body: form.body, media };
}

/** The rows of media in which something is typed, with their place in the form. */
function typedMedia(form: TestFormState): { url: string; row: number }[] {
  return form.media.map((url, row) => ({ url, row })).filter(({ url }) => url.trim() !== "");
}

/** What is typed into each field, by its name in the draft. */
export function valuesOf(form: TestFormState): Record<string, string> {
  const media = typedMedia(form).map(({ url }, place) => [`media.${place}`, url] as const);
  return { recipient: form.recipient, body: form.body, ...Object.fromEntries(media) };
}

/** The name in the draft of a row of media; one that is empty has none. */
export function mediaField(form: TestFormState, row: number): string {
  return `media.${typedMedia(form).findIndex((typed) => typed.row === row)}`;
}

export type UnsavedSender = Extract<TestFrom, { from: "unsaved" }>;

/** What makes an unsaved sender another one; its name does not. */
export function unsavedName(sender: UnsavedSender): string {
  return `${sender.sender_type} ${sender.sender_id.trim()}`;
}

/** What was typed for another unsaved sender is not kept for this one; a message on its way is. */
export function beginUnsaved(name: string, sender: UnsavedSender): void {
  const unsaved = unsavedName(sender);
  const kept = keptForm(name);
  if (kept.stage === "open") {
    changeForm(name, () => ({ ...(kept.unsaved === unsaved ? kept : emptyForm()), unsaved }));
  }
}

function emptyForm(): TestFormState {
  return { id: newId(), from: null, unsaved: null, recipient: "", body: "", media: [], unsubscribe: false, stage: "open" };
}

function newId(): TestId {
  return crypto.randomUUID();
}
