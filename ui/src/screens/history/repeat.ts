// How is a test repeated? Its form is filled as it was; sending it stays a click of its own.

import { fail, goToTest, say } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { SenderRow, TestView, WorkspaceId } from "../../ipc";
import * as words from "../../words";
import { mustLook } from "../test/following";
import { begun, changeForm, filled, formName, keptForm, nextForm, stageOf } from "../test/forms";

/** Whether the form holds something that would be lost: a pasted list, or which of its phones have their message, too. */
export function isFormTyped(workspace: WorkspaceId): boolean {
  const form = keptForm(formName(workspace, false));
  const texts = [form.body, ...form.media, ...form.recipients.map(({ typed }) => typed)];
  return stageOf(form) === "open" && (texts.some((typed) => typed.trim() !== "") || begun(form).length > 0);
}

/** Fills the test form with a test as it was, and opens it. Sends nothing. */
export async function repeatTest(view: TestView): Promise<void> {
  const name = formName(view.workspace, false);
  if (stageOf(keptForm(name)) === "sending") {
    return say(words.history.busySending);
  }
  try {
    if (mustLook(view) || (await mustLookFirst(name))) {
      return say(words.tests.lookFirst);
    }
    const from = view.sender === null ? null : await savedSender(view.sender);
    // Another message may have been sent from it meanwhile.
    if (stageOf(keptForm(name)) === "sending") {
      return say(words.history.busySending);
    }
    changeForm(name, (now) => ({
      ...filled(stageOf(now) === "spent" ? nextForm(now) : now, { recipient: view.recipient, media: view.media }),
      from,
      senderless: from === null,
      // As it was sent: with the unsubscribe text, if it had one.
      body: view.body,
      unsubscribe: false,
    }));
    goToTest();
    say(from ? words.history.repeated : words.history.repeatedWithoutSender);
  } catch (error) {
    fail(error);
  }
}

/** A message that the form sent last may have to be looked for before another follows. */
async function mustLookFirst(name: string): Promise<boolean> {
  const form = keptForm(name);
  return stageOf(form) === "spent" && (await ipc.testsOf(begun(form))).some(mustLook);
}

/** A sender that was deleted is none. */
async function savedSender(key: string): Promise<SenderRow | null> {
  try {
    return await ipc.sender(key);
  } catch (reason) {
    return isGone(reason) || null;
  }
}

/** False for what is gone; every other reason is thrown on. */
function isGone(reason: unknown): false {
  if (asWireError(reason).code !== "not_found") {
    throw reason;
  }
  return false;
}
