// @vitest-environment happy-dom
// Does one form send one message, whatever is clicked and whenever the answer comes?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { TestFrom, TestView } from "../../ipc";
import { click, button, buttons, draw, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import type { Held } from "../../testing/page";
import { aLostTest, anError, aSender, aTest, aWorkspace, opened, pageOf, testNotes } from "../../testing/samples";
import { TestScreen } from "./TestScreen";

vi.mock("../../ipc");

const SEND = "Send 1 message, Acme production";
let workspace = aWorkspace();
let tests: Map<string, TestView>;

beforeEach(() => {
  silence();
  // Forms outlive their screens, so each test has a workspace of its own.
  workspace = aWorkspace({ id: crypto.randomUUID() });
  tests = new Map();
  vi.mocked(ipc.checkTest).mockResolvedValue(testNotes());
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(aSender("s1", { is_default: true })));
  vi.mocked(ipc.sender).mockImplementation(async (key) => aSender(key));
  vi.mocked(ipc.testMessages).mockImplementation(async () => [...tests.values()]);
  vi.mocked(ipc.testMessage).mockImplementation(async (id) => tests.get(id) ?? Promise.reject(anError("not_found")));
  vi.mocked(ipc.testsOf).mockImplementation(async (ids) => ids.flatMap((id) => tests.get(id) ?? []));
});

function screen(from: TestFrom | null = null) {
  return <TestScreen workspace={workspace} from={from} open={null} />;
}

async function showTyped(): Promise<void> {
  await show(screen(), opened(workspace));
  await type("To", "+14155550199");
  await type("Message", "Hello");
}

function holdSend(): Held<TestView> {
  const answer = held<TestView>();
  vi.mocked(ipc.sendTest).mockReturnValueOnce(answer.promise);
  return answer;
}

function sentId(call = 0): string {
  return vi.mocked(ipc.sendTest).mock.calls[call]![1].id;
}

/** The send has this end, recorded. */
async function sendAndRecord(make: (id: string) => TestView): Promise<void> {
  const answer = holdSend();
  await click(button(SEND));
  const view = make(sentId());
  tests.set(view.id, view);
  await answer.answer(view);
}

test("a double click sends once", async () => {
  await showTyped();
  holdSend();
  await click(button(SEND), 2);
  await press("Enter", { ctrlKey: true });
  expect(ipc.sendTest).toHaveBeenCalledTimes(1);
});

test("Ctrl+Enter while a sender is looked for chooses it and sends nothing", async () => {
  await showTyped();
  holdSend();
  const other = aSender("s2", { name: "Campaigns" });
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(other));
  await type("From", "Camp");
  await press("Enter", { ctrlKey: true }, field("From"));
  expect(ipc.sendTest).not.toHaveBeenCalled();
  expect(field("From").value).toContain("Campaigns");
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  await type("From", "Nobody");
  await press("Enter", { metaKey: true }, field("From"));
  expect(ipc.sendTest).not.toHaveBeenCalled();
  await press("Enter", { ctrlKey: true }, field("From"));
  expect(vi.mocked(ipc.sendTest).mock.calls[0]![1].from).toEqual({ from: "saved", key: "s2" });
});

test("a form that was left while its message was sent is spent when one comes back", async () => {
  await showTyped();
  const answer = holdSend();
  await click(button(SEND));
  await draw(null);
  tests.set(sentId(), aTest(sentId()));
  await answer.answer(aTest(sentId()));
  await draw(screen());
  expect(buttons(SEND)).toEqual([]);
  await click(button("New test"));
  await type("Message", "Another");
  holdSend();
  await click(button(SEND));
  expect(sentId(1)).not.toBe(sentId(0));
});

test("coming back before the answer does not offer to send again", async () => {
  await showTyped();
  const answer = holdSend();
  await click(button(SEND));
  await draw(null);
  await draw(screen());
  await click(button(SEND));
  expect(ipc.sendTest).toHaveBeenCalledTimes(1);
  tests.set(sentId(), aTest(sentId()));
  await answer.answer(aTest(sentId()));
  expect(buttons("New test")).toHaveLength(1);
});

test("a form that was refused for its fields can be corrected and sent", async () => {
  await showTyped();
  const fields = [{ field: "recipient", message: "No number.", hint: null }];
  await (await clickSend()).refuse(anError("invalid", { fields }));
  expect(text()).toContain("No number.");
  holdSend();
  await click(button(SEND));
  expect(sentId(1)).toBe(sentId(0));
});

async function clickSend(): Promise<Held<TestView>> {
  const answer = holdSend();
  await click(button(SEND));
  return answer;
}

test("an error before anything was recorded says that nothing was sent", async () => {
  await showTyped();
  await (await clickSend()).refuse(anError("keychain"));
  expect(text()).toContain("This message was not sent");
  expect(buttons(SEND)).toHaveLength(1);
});

test("an error after the message was recorded does not say that it was not sent, and the form stays spent", async () => {
  await showTyped();
  const answer = await clickSend();
  tests.set(sentId(), aTest(sentId(), { state: "posting" }));
  await answer.refuse(anError("internal", { message: "Twilio was asked, but its answer could not be recorded." }));
  expect(text()).toContain("Something went wrong while sending");
  expect(text()).not.toContain("This message was not sent");
  expect(buttons(SEND)).toEqual([]);
});

test("while it is not known whether the message was recorded, none follows it", async () => {
  await showTyped();
  const answer = await clickSend();
  vi.mocked(ipc.testMessage).mockRejectedValue(anError("internal"));
  await answer.refuse(anError("internal"));
  expect(text()).not.toContain("This message was not sent");
  expect(button("New test").disabled).toBe(true);
});

test("an unknown outcome must be looked for first, whichever test is shown", async () => {
  tests.set("earlier", aTest("earlier", { body: "An earlier one" }));
  await showTyped();
  await sendAndRecord((id) => aLostTest(id, false));
  expect(button("New test").disabled).toBe(true);
  await click(document.querySelectorAll<HTMLElement>(".earlier-test")[0]!);
  expect(document.querySelector(".outcome")?.textContent).toContain("An earlier one");
  expect(button("New test").disabled).toBe(true);
});

test("once Twilio's list was read, another message may follow", async () => {
  await showTyped();
  await sendAndRecord((id) => aLostTest(id, false));
  const looked = aLostTest(sentId(), true);
  vi.mocked(ipc.lookForTest).mockImplementation(async () => {
    tests.set(looked.id, looked);
    return looked;
  });
  await click(button("Look in Twilio"));
  expect(button("New test").disabled).toBe(false);
});

test("T on a sender does not pass over an unknown outcome", async () => {
  await showTyped();
  await sendAndRecord((id) => aLostTest(id, false));
  await draw(null);
  await draw(screen({ from: "saved", key: "s2" }));
  expect(buttons(SEND)).toEqual([]);
  expect(button("New test").disabled).toBe(true);
});

test("T on a sender begins another form after a settled message, once", async () => {
  await showTyped();
  await sendAndRecord((id) => aTest(id));
  await draw(null);
  const from: TestFrom = { from: "saved", key: "s2" };
  await draw(screen(from));
  expect(document.querySelector<HTMLInputElement>("[role=combobox]")?.value).toContain("Sender s2");
  await type("Message", "Again");
  const answer = await clickSend();
  tests.set(sentId(1), aTest(sentId(1)));
  await answer.answer(aTest(sentId(1)));
  await settle();
  expect(buttons("New test")).toHaveLength(1);
});

test("an answer that comes late leaves the test alone that is looked at", async () => {
  tests.set("earlier", aTest("earlier", { body: "An earlier one" }));
  await showTyped();
  const answer = await clickSend();
  await click(document.querySelectorAll<HTMLElement>(".earlier-test")[0]!);
  await answer.answer(aTest(sentId(), { body: "Hello" }));
  expect(document.querySelector(".outcome")?.textContent).toContain("An earlier one");
});

test("the screen begins with the newest test that is not settled", async () => {
  tests.set("new", aTest("new", { body: "Settled" }));
  tests.set("live", aTest("live", { body: "On its way", state: "sent", following: { following: "live" } }));
  await show(screen(), opened(workspace));
  expect(document.querySelector(".outcome")?.textContent).toContain("On its way");
});
