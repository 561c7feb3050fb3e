// @vitest-environment happy-dom
// Does each recipient get one message, and does the form come back as it was left?

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { FoundDraft, TestForm, TestView, VerifiedCallers } from "../../ipc";
import { current } from "../../state";
import { button, buttons, click, draw, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aLostTest, aPreflight, aPreflightFinding, aRecipient, anError, aSender, aTest, aWorkspace, opened, pageOf, testNotes } from "../../testing/samples";
import { TestScreen } from "./TestScreen";
import { SETTLED } from "./checking";
import { splitRecipients } from "./forms";

vi.mock("../../ipc");

const SEND_3 = "Send 3 messages, Acme production";
const PHONES = ["+14155550101", "+14155550102", "+14155550103"];
let workspace = aWorkspace();
let tests: Map<string, TestView>;

beforeEach(() => {
  silence();
  workspace = aWorkspace({ id: crypto.randomUUID() });
  tests = new Map();
  vi.mocked(ipc.checkTest).mockImplementation(async (_, form) => allSaved(form));
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(aSender("s1", { is_default: true })));
  vi.mocked(ipc.sender).mockImplementation(async (key) => aSender(key));
  vi.mocked(ipc.testMessages).mockImplementation(async () => []);
  vi.mocked(ipc.testMessage).mockImplementation(async (id) => tests.get(id) ?? Promise.reject(anError("not_found")));
  vi.mocked(ipc.testsOf).mockImplementation(async (ids) => ids.flatMap((id) => tests.get(id) ?? []));
  vi.mocked(ipc.keptDraft).mockResolvedValue(null);
  vi.mocked(ipc.keepDraft).mockResolvedValue(null);
  vi.mocked(ipc.sendTest).mockImplementation(async (_, { id, recipient }) => record(aTest(id, { recipient })));
});

afterEach(() => {
  vi.useRealTimers();
});

function record(view: TestView): TestView {
  tests.set(view.id, view);
  return view;
}

function allSaved(form: TestForm) {
  return testNotes({ recipients: form.recipients.map((number) => aRecipient({ number, handset: "Own phone" })) });
}

async function showTyped(): Promise<void> {
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await paste(PHONES.join("\n"));
  await type("Message", "Hello");
}

/** Puts a list into the first row, as the clipboard brings it. */
async function paste(list: string): Promise<void> {
  const event = new Event("paste", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => list } });
  document.querySelector("input[inputmode=tel]")!.dispatchEvent(event);
  await settle();
}

function sent(): [string, string][] {
  return vi.mocked(ipc.sendTest).mock.calls.map(([, { id, recipient }]) => [id, recipient]);
}

test("a pasted list becomes a row for each number", async () => {
  expect(splitRecipients(" +1 415 555 0101;+44 20 7946 0018,\n\t\n")).toEqual(["+1 415 555 0101", "+44 20 7946 0018"]);
  await showTyped();
  expect(["To 1", "To 2", "To 3"].map((label) => field(label).value)).toEqual(PHONES);
});

test("each recipient gets one message, one after another, under an id of its own", async () => {
  await showTyped();
  const first = held<TestView>();
  vi.mocked(ipc.sendTest).mockReturnValueOnce(first.promise);
  await click(button(SEND_3), 2);
  await press("Enter", { ctrlKey: true });
  expect(sent()).toHaveLength(1);
  await first.answer(record(aTest(sent()[0]![0])));
  expect(sent().map(([, recipient]) => recipient)).toEqual(PHONES);
  expect(new Set(sent().map(([id]) => id)).size).toBe(3);
  expect(buttons("New test")).toHaveLength(1);
});

test("the sending can be stopped between two messages, and the rest sent later under the same ids", async () => {
  await showTyped();
  const first = held<TestView>();
  vi.mocked(ipc.sendTest).mockReturnValueOnce(first.promise);
  await click(button(SEND_3));
  expect(text()).toContain("Sending 1 of 3");
  await click(button("Stop after this one"));
  await first.answer(record(aTest(sent()[0]![0], { recipient: PHONES[0] })));
  expect(sent()).toHaveLength(1);
  expect(field("To 1").readOnly).toBe(true);
  await click(button("Send 2 messages, Acme production"));
  expect(sent().map(([, recipient]) => recipient)).toEqual(PHONES);
});

test("one that is not sent keeps the others here", async () => {
  await showTyped();
  vi.mocked(ipc.sendTest).mockRejectedValueOnce(anError("keychain"));
  await click(button(SEND_3));
  expect(sent()).toHaveLength(1);
  expect(text()).toContain("This message was not sent");
  expect(buttons(SEND_3)).toHaveLength(1);
});

test("a problem of one recipient keeps all from being sent, and stands at its row", async () => {
  const problem = { field: "recipient.1", level: "problem", message: "No number.", suggestion: null } as const;
  vi.mocked(ipc.checkTest).mockImplementation(async (_, form) => ({ ...allSaved(form), notes: [problem] }));
  await showTyped();
  await click(button(SEND_3));
  expect(sent()).toEqual([]);
  expect(field("To 2").getAttribute("aria-invalid")).toBe("true");
  expect(field("To 1").getAttribute("aria-invalid")).toBeNull();
});

test("what is not taken keeps the others here, and an unknown outcome is looked for before they go", async () => {
  await showTyped();
  vi.mocked(ipc.sendTest).mockImplementationOnce(async (_, { id }) => record(aLostTest(id, false)));
  await click(button(SEND_3));
  expect(sent()).toHaveLength(1);
  expect(text()).toContain("Look in Twilio first");
  await press("Enter", { ctrlKey: true });
  expect(button("Send 2 messages, Acme production").disabled).toBe(true);
  expect(sent()).toHaveLength(1);
});

test("a refusal is not met again by the rest of the list by itself", async () => {
  await showTyped();
  vi.mocked(ipc.sendTest).mockImplementationOnce(async (_, { id }) => record(aTest(id, { state: "refused" })));
  await click(button(SEND_3));
  expect(sent()).toHaveLength(1);
  expect(text()).toContain("1 done, 2 not sent yet");
  await click(button("Send 2 messages, Acme production"));
  expect(sent()).toHaveLength(3);
});

test("all numbers that are not saved are named before the first message goes", async () => {
  vi.mocked(ipc.checkTest).mockImplementation(async (_, form) =>
    testNotes({ recipients: form.recipients.map((number, n) => aRecipient({ number, handset: n ? null : "Own" })) }),
  );
  await showTyped();
  await click(button(SEND_3));
  expect(sent()).toEqual([]);
  const dialog = document.querySelector("dialog")!;
  expect(dialog.textContent).toContain("Send to 2 numbers that are not saved?");
  expect(dialog.textContent).not.toContain(PHONES[0]);
  await click([...dialog.querySelectorAll("button")].find((one) => one.textContent?.includes("Send 3 messages"))!);
  expect(sent()).toHaveLength(3);
});

test("a form that was left before a restart comes back, without sending again what was sent", async () => {
  const recipients = PHONES.map((typed, n) => ({ id: `id-${n}`, typed }));
  const draft = { from: "s2", recipients, body: "Left", media: [], unsubscribe: false };
  const found: FoundDraft = { draft, recorded: ["id-0"] };
  record(aTest("id-0", { recipient: PHONES[0] }));
  vi.mocked(ipc.keptDraft).mockResolvedValue(found);
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  expect(field("Message").value).toBe("Left");
  expect(document.querySelector<HTMLInputElement>("[role=combobox]")?.value).toContain("Sender s2");
  await click(button("Send 2 messages, Acme production"));
  expect(sent()).toEqual([
    ["id-1", PHONES[1]],
    ["id-2", PHONES[2]],
  ]);
});

test("what was typed before the kept form was read stays", async () => {
  const kept = held<FoundDraft | null>();
  vi.mocked(ipc.keptDraft).mockReturnValue(kept.promise);
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await type("Message", "Newer");
  const draft = { from: null, recipients: [], body: "Older", media: [], unsubscribe: false };
  await kept.answer({ draft, recorded: [] });
  expect(field("Message").value).toBe("Newer");
});

test("the form is kept when it is left, and its ids before a message goes", async () => {
  await showTyped();
  vi.mocked(ipc.keepDraft).mockClear();
  vi.mocked(ipc.sendTest).mockImplementationOnce(async (_, { id }) => {
    const kept = vi.mocked(ipc.keepDraft).mock.lastCall![1];
    expect(kept.recipients[0]?.id).toBe(id);
    return record(aTest(id));
  });
  await click(button(SEND_3));
  await type("Message", "Typed later");
  await draw(null);
  expect(vi.mocked(ipc.keepDraft).mock.lastCall![1].recipients.map(({ typed }) => typed)).toEqual(PHONES);
});

test("more recipients than allowed are told with the way to allow them", async () => {
  const note = { field: "recipients", level: "problem", message: "Too many.", suggestion: null } as const;
  vi.mocked(ipc.checkTest).mockImplementation(async (_, form) => ({ ...allSaved(form), recipient_limit: 2, notes: [note] }));
  vi.mocked(ipc.setRecipientLimit).mockResolvedValue(null);
  await showTyped();
  await click(button("Change the limit…"));
  await type("Recipients at most", "3");
  await click(button("Save"));
  expect(ipc.setRecipientLimit).toHaveBeenCalledWith(workspace.id, 3);
});

test("a message of unknown outcome is sent again only by its button, late enough, after a look, once", async () => {
  const lost = aLostTest("lost", true);
  const late = { ...lost, lost_answer: { ...lost.lost_answer!, again_from: "2099-01-01T00:00:00Z" } };
  record(late);
  await show(<TestScreen workspace={workspace} from={null} open={"lost"} />, opened(workspace));
  expect(button("Send again…").disabled).toBe(true);
  record(lost);
  await show(<TestScreen workspace={workspace} from={null} open={"lost"} />, opened(workspace));
  await click(button("Send again…"));
  expect(text()).toContain("the phone gets the text twice");
  expect(ipc.sendAgain).not.toHaveBeenCalled();
  vi.mocked(ipc.sendAgain).mockImplementation(async (_, id) => record(aTest(id)));
  await click(button("Send it again"), 2);
  expect(ipc.sendAgain).toHaveBeenCalledTimes(1);
  expect(document.querySelector(".outcome .tag")?.textContent).toBe("delivered");
});

test("the second message is shown from the first, and what may be it is not sent again", async () => {
  const lost = aLostTest("lost", true);
  record(aTest("second", { body: "The second" }));
  record({ ...lost, lost_answer: { ...lost.lost_answer!, sent_again: "second" } });
  await show(<TestScreen workspace={workspace} from={null} open={"lost"} />, opened(workspace));
  await click(button("Show the second message"));
  expect(document.querySelector(".outcome")?.textContent).toContain("delivered");
  const matches = [{ message_sid: "SM1", status: "sent", created_at: null }];
  record({ ...lost, lost_answer: { ...lost.lost_answer!, matches } });
  await show(<TestScreen workspace={workspace} from={null} open={"lost"} />, opened(workspace));
  expect(buttons("Send again…")).toEqual([]);
});

test("an extension is no second recipient", async () => {
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await type("To", "+14155550100;ext=5");
  expect(field("To").value).toBe("+14155550100;ext=5");
});

test("a trial account is offered the numbers that it has verified, without waiting for them", async () => {
  workspace = aWorkspace({ id: crypto.randomUUID(), account: { ...aWorkspace().account, kind: "Trial" } });
  vi.mocked(ipc.offeredRecipients).mockResolvedValue([{ number: PHONES[0]!, label: "Own phone", tested_at: null }]);
  const verified = held<VerifiedCallers>();
  vi.mocked(ipc.verifiedCallers).mockReturnValue(verified.promise);
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await click(button("Test handsets"));
  expect(text()).toContain("Own phone");
  const callers = [
    { number: PHONES[0]!, name: "Twice" },
    { number: PHONES[1]!, name: "Office" },
  ];
  await verified.answer({ callers, trial: true, read_at: "2026-11-26T10:00:00Z" });
  expect(text()).not.toContain("Twice");
  await click([...document.querySelectorAll<HTMLElement>("[role=menuitem]")].find((one) => one.textContent?.includes("Office"))!);
  expect(field("To").value).toBe(PHONES[1]);
});

test("a number that is offered in the place of one of several recipients says of which", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const instead = [{ number: "+12025550199", name: "Mine" }];
  const findings = [aPreflightFinding("a", "problem", { recipients: [1], instead })];
  vi.mocked(ipc.preflight).mockResolvedValue(aPreflight({ findings }));
  await showTyped();
  // A row left empty is not sent to: the second recipient is in the third row.
  await type("To 2", "");
  vi.advanceTimersByTime(SETTLED);
  await settle();
  await click(button("Use +12025550199 for To 3"));
  expect(["To 1", "To 2", "To 3"].map((label) => field(label).value)).toEqual([PHONES[0], "", "+12025550199"]);
});

test("a list that is far too long is not pasted, and says so", async () => {
  await showTyped();
  await paste(Array.from({ length: 101 }, (_, n) => `+1415555${1000 + n}`).join("\n"));
  expect(field("To 1").value).toBe(PHONES[0]);
  expect(current().toast?.text).toContain("101 numbers");
});
