// What has been typed into the test forms? One recipient gets one message, so each keeps its id until that was sent.

import { useLayoutEffect, useReducer } from "preact/hooks";
import type { SenderRow, TestDraft, TestForm, TestFrom, TestId, WorkspaceId } from "../../ipc";

/**
 * How far a message has come: `sending` from the click until the back end has answered, `spent` after that; only
 * *New test* makes another. Back to `open` only when the message was certainly not recorded.
 */
export type Stage = "open" | "sending" | "spent";

export interface RecipientRow {
  /** Of its message. */
  id: TestId;
  typed: string;
  stage: Stage;
}

export interface TestFormState {
  from: SenderRow | null;
  /** That none is chosen is on purpose: no default takes its place. Of no meaning once one is chosen; not kept. */
  senderless: boolean;
  /** The unsaved sender that it belongs to, by type and ID. */
  unsaved: string | null;
  /** One at least. */
  recipients: RecipientRow[];
  body: string;
  /** URLs as typed; rows left empty are not sent. */
  media: string[];
  /** Whether the sender's SMS unsubscribe text goes after the text. */
  unsubscribe: boolean;
  /** The messages of one click, sent one after another; none while nothing is being sent. */
  queue: { stopping: boolean } | null;
}

type Change = (now: TestFormState) => TestFormState;

/** Forms that were left come back within this run; an answer reaches its form although nobody looks at it. */
const forms = new Map<string, TestFormState>();
const readers = new Set<(name: string) => void>();

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
  const before = keptForm(name);
  const after = change(before);
  if (after === before) {
    return;
  }
  forms.set(name, after);
  for (const told of [...readers]) {
    told(name);
  }
}

/** Says how far the message `id` has come; of no effect once the form is another. */
export function moveForm(name: string, id: TestId, stage: Stage): void {
  changeForm(name, (now) => ({
    ...now,
    recipients: now.recipients.map((row) => (row.id === id ? { ...row, stage } : row)),
  }));
}

/** Calls `told` after each change of any form, until the answer is called. */
export function watchForms(told: (name: string) => void): () => void {
  readers.add(told);
  return () => void readers.delete(told);
}

/** The form, live. */
export function useForm(name: string): TestFormState {
  const [, again] = useReducer((turns: number, _: void) => turns + 1, 0);
  useLayoutEffect(() => watchForms(() => again()), []);
  return keptForm(name);
}

/** How far the form as a whole is: open while a message of it can still be sent. */
export function stageOf(form: TestFormState): Stage {
  if (form.queue !== null || form.recipients.some(({ stage }) => stage === "sending")) {
    return "sending";
  }
  return form.recipients.every(({ stage }) => stage === "spent") ? "spent" : "open";
}

/** Whether nothing was typed and nothing sent. */
export function isPristine(form: TestFormState): boolean {
  return (
    form.body === "" &&
    form.media.length === 0 &&
    form.recipients.every(({ typed, stage }) => typed === "" && stage === "open")
  );
}

/** The messages that were sent, or are being sent, by the form. */
export function begun(form: TestFormState): TestId[] {
  return form.recipients.filter(({ stage }) => stage !== "open").map(({ id }) => id);
}

/** A new form for another message: sender and recipients stay. */
export function nextForm(form: TestFormState): TestFormState {
  const recipients = form.recipients.map(({ typed }) => aRow(typed));
  // A sender that was chosen meanwhile ends the mark.
  const senderless = form.senderless && form.from === null;
  return { ...form, recipients, body: "", media: [], senderless, queue: null };
}

/** From whom the form sends; none while no sender is chosen. */
function senderOf(form: TestFormState, unsaved: TestFrom | null): TestFrom | null {
  return unsaved ?? (form.from && { from: "saved", key: form.from.key });
}

/** The recipients to which a message can go: not those that have theirs, nor rows left empty beside others. */
export function openRows(form: TestFormState): RecipientRow[] {
  const open = form.recipients.filter(({ stage }) => stage !== "spent");
  const typed = open.filter(({ typed }) => typed.trim() !== "");
  return typed.length > 0 ? typed : open.slice(0, 1);
}

/** What is typed, for the rules; none while no sender is chosen. */
export function typedForm(form: TestFormState, unsaved: TestFrom | null): TestForm | null {
  const from = senderOf(form, unsaved);
  const { body, unsubscribe } = form;
  // Where all were sent, the text is still measured for them.
  const open = openRows(form);
  const recipients = (open.length > 0 ? open : form.recipients).map(({ typed }) => typed);
  return from && { from, recipients, body, media: sentMedia(form), unsubscribe };
}

/** The message to one recipient; none while no sender is chosen. */
export function draftOf(form: TestFormState, unsaved: TestFrom | null, row: RecipientRow): TestDraft | null {
  const from = senderOf(form, unsaved);
  const { body, unsubscribe } = form;
  return from && { id: row.id, from, recipient: row.typed, body, media: sentMedia(form), unsubscribe };
}

function sentMedia(form: TestFormState): string[] {
  return typedMedia(form).map(({ url }) => url);
}

/** The rows of media in which something is typed, with their place in the form. */
function typedMedia(form: TestFormState): { url: string; row: number }[] {
  return form.media.map((url, row) => ({ url, row })).filter(({ url }) => url.trim() !== "");
}

/** What is typed into each field, by its name in what the rules are asked about. */
export function valuesOf(form: TestFormState): Record<string, string> {
  const recipients = openRows(form).map(({ typed }, place) => [`recipient.${place}`, typed] as const);
  const media = typedMedia(form).map(({ url }, place) => [`media.${place}`, url] as const);
  return { body: form.body, ...Object.fromEntries([...recipients, ...media]) };
}

/** The name of a row of media; one that is empty has none. */
export function mediaField(form: TestFormState, row: number): string {
  return `media.${typedMedia(form).findIndex((typed) => typed.row === row)}`;
}

/** The name of the field of a recipient; one that is spent, or empty beside others, has none. */
export function recipientField(form: TestFormState, id: TestId): string {
  return `recipient.${openRows(form).findIndex((row) => row.id === id)}`;
}

/** One row for each number of what is typed or pasted: separated by line ends, commas, semicolons or tabs. */
export function splitRecipients(text: string): string[] {
  return text
    .split(/[\n\r,;\t]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What is typed into a row; several numbers become rows of their own. */
export function typeRecipient(form: TestFormState, id: TestId, typed: string): TestFormState {
  const split = splitRecipients(typed);
  // A comma may belong to an extension, which no message can go to: it is left to be told of.
  const parts = split.length > 1 && split.every((part) => part.replace(/\D/g, "").length >= 6) ? split : [typed];
  const rows = form.recipients.flatMap((row) =>
    row.id === id ? [{ ...row, typed: parts[0] ?? "" }, ...parts.slice(1).map(aRow)] : [row],
  );
  return { ...form, recipients: rows };
}

/** A former test in place of what stands there: it went to one phone. */
export function filled(
  form: TestFormState,
  { recipient, media }: { recipient: string; media: string[] },
): TestFormState {
  const row = form.recipients.find(({ stage }) => stage === "open") ?? aRow();
  return { ...form, recipients: [{ ...row, typed: recipient }], media };
}

/** The row that a scenario is about: the first whose message can still be sent, else the first. */
export function scenarioRow({ recipients }: TestFormState): RecipientRow | undefined {
  return recipients.find(({ stage }) => stage === "open") ?? recipients[0];
}

/** What a scenario needs, in its row; the other rows stay, and so does a form that cannot be typed into. */
export function withScenario(
  form: TestFormState,
  { recipient, media, from }: { recipient?: string; media?: string[]; from?: SenderRow },
): TestFormState {
  if (stageOf(form) !== "open") {
    return form;
  }
  const of = scenarioRow(form);
  const recipients = form.recipients.map((row) => (row === of ? { ...row, typed: recipient ?? row.typed } : row));
  const senderless = form.senderless && !from;
  return { ...form, recipients, media: media ?? form.media, from: from ?? form.from, senderless };
}

export function aRow(typed = ""): RecipientRow {
  return { id: newId(), typed, stage: "open" };
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
  if (stageOf(kept) === "open") {
    changeForm(name, () => ({ ...(kept.unsaved === unsaved ? kept : emptyForm()), unsaved }));
  }
}

export function emptyForm(): TestFormState {
  const empty = { from: null, senderless: false, unsaved: null, body: "", media: [], unsubscribe: false, queue: null };
  return { ...empty, recipients: [aRow()] };
}

function newId(): TestId {
  return crypto.randomUUID();
}
