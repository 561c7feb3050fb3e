// @vitest-environment happy-dom
// Can a scenario be picked in a practice account, and in no other? What does it fill in?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { Scenario, SenderRow, TestView, WorkspaceView } from "../../ipc";
import { button, click, draw, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aRecipient, aSender, aTest, aWorkspace, anError, opened, pageOf, testNotes } from "../../testing/samples";
import { TestOutcome } from "./TestOutcome";
import { TestScreen } from "./TestScreen";

vi.mock("../../ipc");

const LABEL = "Practice scenario";

function aScenario(id: string, more: Partial<Scenario> = {}): Scenario {
  return {
    id,
    group: "practice",
    recipient: "+15551230003",
    title: "Phone not reachable (30003)",
    teaches: "The phone is off.",
    look_at: "Read the code.",
    sender_type: null,
    sender: null,
    media: [],
    ...more,
  };
}

const SCENARIOS = [
  aScenario("unreachable"),
  aScenario("converter", {
    recipient: "+447700900115",
    title: "MMS made a text",
    sender_type: "messaging_service",
    sender: "s2",
    media: ["https://demo.twilio.com/owl.png"],
  }),
  aScenario("test_not_valid", { group: "twilio_test_numbers", recipient: "+15005550001", title: "Not valid" }),
];

let practice: WorkspaceView;

beforeEach(() => {
  silence();
  const { account } = aWorkspace();
  practice = aWorkspace({
    id: crypto.randomUUID(),
    environment: "practice",
    account: { ...account, kept_in: "practice" },
  });
  vi.mocked(ipc.checkTest).mockResolvedValue(testNotes());
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(aSender("s1", { is_default: true })));
  vi.mocked(ipc.sender).mockImplementation(async (key) => aSender(key, { name: "Campaigns" }));
  vi.mocked(ipc.testMessages).mockResolvedValue([]);
  vi.mocked(ipc.testMessage).mockRejectedValue(anError("not_found"));
  vi.mocked(ipc.practiceScenarios).mockResolvedValue(SCENARIOS);
});

async function showScreen(workspace = practice): Promise<void> {
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
}

async function pick(id: string): Promise<void> {
  const element = field<HTMLSelectElement>(LABEL);
  element.value = id;
  element.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
}

const typed = () => field("To").value;

test("a real account has no scenarios, and is not asked for any", async () => {
  await showScreen(aWorkspace({ id: crypto.randomUUID() }));
  expect(() => field(LABEL)).toThrow();
  expect(ipc.practiceScenarios).not.toHaveBeenCalled();
});

test("a scenario fills in its recipient and says what it teaches", async () => {
  await showScreen();
  await type("Message", "Hello");
  await pick("unreachable");
  expect(typed()).toBe("+15551230003");
  expect(text()).toContain("The phone is off.");
  expect(field<HTMLTextAreaElement>("Message").value).toBe("Hello");
  expect([...document.querySelectorAll("optgroup")].map(({ label }) => label)).toEqual([
    "Scenarios",
    "Twilio's test numbers",
  ]);
});

test("one that needs a sender and media brings them, and the next one takes its media away", async () => {
  await showScreen();
  await pick("converter");
  expect(typed()).toBe("+447700900115");
  expect(ipc.sender).toHaveBeenCalledWith("s2");
  expect(field("From").value).toContain("Campaigns");
  expect(field("Media URL 1").value).toBe("https://demo.twilio.com/owl.png");
  await pick("unreachable");
  expect(() => field("Media URL 1")).toThrow();
});

test("what is typed before the sender is read stays, and only the sender comes late", async () => {
  const sender = held<SenderRow>();
  vi.mocked(ipc.sender).mockReturnValueOnce(sender.promise);
  await showScreen();
  await pick("converter");
  await type("To", "+12025550147");
  await type("Media URL 1", "https://a.example/b.png");
  await sender.answer(aSender("s2", { name: "Campaigns" }));
  expect(field("From").value).toContain("Campaigns");
  expect(typed()).toBe("+12025550147");
  expect(field("Media URL 1").value).toBe("https://a.example/b.png");
});

test("the sender of a scenario that comes while the message is sent is not taken", async () => {
  const saved = testNotes({ recipients: [aRecipient({ handset: "Own phone" })] });
  vi.mocked(ipc.checkTest).mockResolvedValue(saved);
  const sender = held<SenderRow>();
  vi.mocked(ipc.sender).mockReturnValueOnce(sender.promise);
  await showScreen();
  await type("Message", "Hello");
  await pick("converter");
  await press("Enter", { ctrlKey: true });
  expect(ipc.sendTest).toHaveBeenCalledTimes(1);
  await sender.answer(aSender("s2", { name: "Campaigns" }));
  expect(field("From").value).not.toContain("Campaigns");
});

test("a scenario fills the first row that is not sent, and the other recipients stay", async () => {
  const tests = new Map<string, TestView>();
  vi.mocked(ipc.testsOf).mockImplementation(async (ids) => ids.flatMap((id) => tests.get(id) ?? []));
  vi.mocked(ipc.checkTest).mockImplementation(async (_, form) =>
    testNotes({ recipients: form.recipients.map((number) => aRecipient({ number, handset: "Own phone" })) }),
  );
  const first = held<TestView>();
  vi.mocked(ipc.sendTest).mockReturnValueOnce(first.promise);
  await showScreen();
  await type("To", "+14155550101,+14155550102,+14155550103");
  await type("Message", "Hello");
  await press("Enter", { ctrlKey: true });
  await click(button("Stop after this one"));
  const sent = aTest(vi.mocked(ipc.sendTest).mock.calls[0]![1].id, { recipient: "+14155550101" });
  tests.set(sent.id, sent);
  await first.answer(sent);
  await pick("unreachable");
  const rows = ["To 1", "To 2", "To 3"].map((label) => field(label).value);
  expect(rows).toEqual(["+14155550101", "+15551230003", "+14155550103"]);
  expect(field<HTMLSelectElement>(LABEL).value).toBe("unreachable");
});

test("a recipient that is typed is the scenario that it is", async () => {
  await showScreen();
  await type("To", "+15005550001");
  expect(field<HTMLSelectElement>(LABEL).value).toBe("test_not_valid");
  await type("To", "+12025550147");
  expect(field<HTMLSelectElement>(LABEL).value).toBe("");
});

test("the outcome says which scenario it was and what to look at", async () => {
  const view = aTest("t1", { workspace: practice.id, recipient: "+15551230003", state: "undelivered" });
  const outcome = (of: typeof view) => <TestOutcome view={of} onView={() => undefined} />;
  await show(outcome(view), opened(practice));
  expect(text()).toContain("Practice: Phone not reachable (30003)");
  expect(text()).toContain("Read the code.");
  await draw(outcome({ ...view, recipient: "+12025550147" }));
  expect(text()).not.toContain("Practice:");
});
