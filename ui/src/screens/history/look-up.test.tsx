// @vitest-environment happy-dom
// Is any message looked up and explained, and the account's log read without being kept?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { FoundMessage, LoggedMessage, LoggedPage } from "../../ipc";
import { current } from "../../state";
import { button, buttons, click, field, held, press, show, silence, text, type } from "../../testing/page";
import { anExplanation, anError, aWorkspace, opened } from "../../testing/samples";
import { LookUpScreen } from "./LookUpScreen";

vi.mock("../../ipc");

const SID = "SM0123456789abcdef0123456789abcdef";

function message(more: Partial<FoundMessage> = {}): FoundMessage {
  return {
    message_sid: SID,
    account_sid: "AC0123456789abcdef0123456789abcdef",
    direction: "outbound",
    state: "undelivered",
    status: "undelivered",
    says: "A receipt says that it was not delivered.",
    from: "+15559990001",
    to: "+15551230001",
    service: null,
    body: "Hello",
    media: 0,
    segments: 1,
    price: null,
    price_unit: "USD",
    created_at: "2026-11-20T10:00:00Z",
    sent_at: null,
    updated_at: "2026-11-20T10:00:05Z",
    explanation: anExplanation({ title: "Unreachable.", what_to_do: "Try later." }),
    test: null,
    read_at: "2026-11-20T11:00:00Z",
    ...more,
  };
}

function logged(nth: number, more: Partial<LoggedMessage> = {}): LoggedMessage {
  return {
    message_sid: `SM${nth}`,
    direction: "outbound",
    state: "delivered",
    status: "delivered",
    from: "+15559990001",
    to: "+15551230001",
    text: `message ${nth}`,
    media: 0,
    code: null,
    at: "2026-11-20T10:00:00Z",
    is_test: false,
    ...more,
  };
}

const page = (rows: LoggedMessage[], more: string | null = null): LoggedPage => ({
  rows,
  more,
  read_at: "2026-11-20T11:00:00Z",
});

beforeEach(() => silence());

const showIt = () =>
  show(<LookUpScreen workspace={aWorkspace()} />, { ...opened(aWorkspace()), screen: { at: "look-up" } });
const lines = () => [...document.querySelectorAll(".log-line")].map((line) => line.textContent);

async function lookUp(typed: string): Promise<void> {
  await type("Message SID", typed);
  await click(button("Look up"));
}

test("a pasted SID is read at Twilio and explained like a test", async () => {
  vi.mocked(ipc.lookUpMessage).mockResolvedValue(message());
  await showIt();
  await lookUp(` ${SID} `);
  expect(ipc.lookUpMessage).toHaveBeenCalledWith("w1", ` ${SID} `);
  for (const said of ["undelivered", "Unreachable.", "Error 30003", "Try later.", "none of the tests"]) {
    expect(text()).toContain(said);
  }
});

test("what is missing of a message that ended is not said to come", async () => {
  await showIt();
  for (const state of ["undelivered", "failed", "canceled"] as const) {
    vi.mocked(ipc.lookUpMessage).mockResolvedValue(message({ state, status: state }));
    await lookUp(SID);
    expect(text(), state).toContain("Twilio does not say");
    expect(text(), state).not.toContain("not yet known");
  }
  vi.mocked(ipc.lookUpMessage).mockResolvedValue(message({ state: "queued", status: "queued" }));
  await lookUp(SID);
  expect(text()).toContain("not yet known");
});

test("an explanation looks like a failure only where the message failed", async () => {
  await showIt();
  for (const [state, tone] of [["undelivered", "bad"], ["failed", "bad"], ["canceled", "warn"], ["sent", "warn"]] as const) {
    vi.mocked(ipc.lookUpMessage).mockResolvedValue(message({ state, status: state }));
    await lookUp(SID);
    expect(document.querySelector(".explained .notice")?.classList.contains(tone), state).toBe(true);
  }
});

test("one of our tests leads to it", async () => {
  const ours = { id: "t1", workspace: "w1", workspace_name: "Acme" };
  vi.mocked(ipc.lookUpMessage).mockResolvedValue(message({ test: ours }));
  await showIt();
  await lookUp(SID);
  await click(button("Open the test"));
  expect(current().screen).toEqual({ at: "history", open: "t1" });
});

test("what is no Message SID is said at the field, what is not there as a whole", async () => {
  const said = "This is a Messaging Service SID; the Message SID starts with SM or MM.";
  vi.mocked(ipc.lookUpMessage).mockRejectedValueOnce(
    anError("invalid", { message: said, fields: [{ field: "sid", message: said, hint: null }] }),
  );
  await showIt();
  await lookUp("MG0123");
  expect(document.querySelector("[aria-invalid=true]")).not.toBeNull();
  expect(document.querySelector("[role=alert]")).toBeNull();
  vi.mocked(ipc.lookUpMessage).mockRejectedValueOnce(anError("twilio", { message: "Twilio has no message." }));
  await lookUp(SID);
  expect(document.querySelector("[role=alert]")?.textContent).toContain("Twilio has no message.");
});

test("the log is read when asked, goes on by page, and shows each message once", async () => {
  await showIt();
  expect(ipc.recentMessages).not.toHaveBeenCalled();
  vi.mocked(ipc.recentMessages).mockResolvedValue(page([logged(3, { direction: "inbound" }), logged(2, { is_test: true })], "list"));
  vi.mocked(ipc.moreMessages).mockResolvedValue(page([logged(2), logged(1)]));
  await type("To", "+15551230001");
  await click(button("Read the log"));
  expect(vi.mocked(ipc.recentMessages).mock.calls[0]![1]).toEqual({ to: "+15551230001", from: "", day: "" });
  expect(lines()[0]).toContain("Inbound, from a handset");
  expect(lines()[1]).toContain("test");
  await click(button("Older messages"));
  expect(ipc.moreMessages).toHaveBeenCalledWith("w1", "list");
  expect(lines().length).toBe(3);
  expect(buttons("Older messages")).toEqual([]);
  vi.mocked(ipc.lookUpMessage).mockResolvedValue(message());
  await click(document.querySelectorAll<HTMLElement>(".log-line")[0]!);
  expect(ipc.lookUpMessage).toHaveBeenCalledWith("w1", "SM3");
});

test("reading the log is cancelled, and its late answer is of no use", async () => {
  const late = held<LoggedPage>();
  vi.mocked(ipc.recentMessages).mockReturnValue(late.promise);
  await showIt();
  await click(button("Read the log"));
  await click(button("Cancel"));
  expect(ipc.cancelJob).toHaveBeenCalledWith(vi.mocked(ipc.recentMessages).mock.calls[0]![2]);
  await late.answer(page([logged(1)]));
  expect(lines()).toEqual([]);
  expect(buttons("Cancel")).toEqual([]);
});

test("the focus goes back to the field when the message is closed", async () => {
  vi.mocked(ipc.lookUpMessage).mockResolvedValue(message());
  await showIt();
  for (const close of [() => click(button("Close")), () => press("Escape")]) {
    await lookUp(SID);
    button("Close").focus();
    await close();
    expect(document.activeElement).toBe(field("Message SID"));
    expect(buttons("Close")).toEqual([]);
  }
});

test("Escape steps back: from the message, then from the screen", async () => {
  vi.mocked(ipc.lookUpMessage).mockResolvedValue(message());
  await showIt();
  await lookUp(SID);
  await press("Escape");
  expect(text()).not.toContain("Unreachable.");
  await press("Escape");
  expect(current().screen.at).toBe("history");
});
