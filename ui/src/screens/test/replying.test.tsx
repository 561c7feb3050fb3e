// @vitest-environment happy-dom
// What does the page show of a reply that is waited for, and what can be done about it?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { ReplyView, TestView } from "../../ipc";
import { change } from "../../state";
import { button, buttons, click, draw, held, settle, show, silence, text } from "../../testing/page";
import { anExplanation, aTest, aWorkspace, anError, opened } from "../../testing/samples";
import { TestOutcome } from "./TestOutcome";

vi.mock("../../ipc");

const AT = "2026-11-20T10:00:00Z";

function aReply(more: Partial<ReplyView> = {}): ReplyView {
  return {
    test: "t1",
    state: "offered",
    level: null,
    title: "Test a reply",
    says: ["Answer with HELLO."],
    handset: "+14155550199",
    sender: "+14155550100",
    until: null,
    trouble: null,
    messages: [],
    effects: [],
    webhook_error: null,
    can_watch: true,
    can_stop: false,
    can_practise: false,
    ...more,
  };
}

const WAITING = aReply({ state: "waiting", title: "Waiting for the reply", can_watch: false, can_stop: true, until: AT });

beforeEach(() => {
  silence();
  vi.mocked(ipc.replyWatch).mockImplementation(async () => aReply());
});

function outcome(view: TestView) {
  return <TestOutcome view={view} onView={() => undefined} />;
}

async function showOutcome(more: Partial<TestView> = {}): Promise<void> {
  await show(outcome(aTest("t1", more)), opened(aWorkspace()));
}

test("a reply is offered once the message was sent, and asked for only then", async () => {
  await showOutcome({ state: "queued" });
  expect(ipc.replyWatch).not.toHaveBeenCalled();
  expect(text()).not.toContain("Answer with HELLO.");
  await draw(outcome(aTest("t1", { state: "sent" })));
  expect(text()).toContain("Answer with HELLO.");
});

test("watching begins by a click, says until when, and can be stopped", async () => {
  vi.mocked(ipc.watchReply).mockResolvedValue(WAITING);
  vi.mocked(ipc.stopReplyWatch).mockResolvedValue(aReply({ state: "stopped", title: "No longer waiting for a reply" }));
  await showOutcome();
  await click(button("Watch for the reply"));
  expect(ipc.watchReply).toHaveBeenCalledExactlyOnceWith("t1");
  expect(text()).toContain("Waiting for the reply");
  expect(text()).toContain("Watched until");
  await click(button("Stop watching"));
  expect(text()).toContain("No longer waiting for a reply");
  expect(buttons("Watch longer")).toHaveLength(1);
});

test("what arrives is read again when the back end tells of it", async () => {
  await showOutcome();
  const arrived = aReply({
    state: "clear",
    level: "ok",
    title: "Reached Twilio, no webhook error seen so far",
    messages: [{ message_sid: "SM0123456789abcdef0123456789abcdef", body: "HELLO", at: AT }],
    effects: ["The reply was STOP: send START."],
  });
  vi.mocked(ipc.replyWatch).mockResolvedValue(arrived);
  change({ repliesVersion: 1 });
  await settle();
  for (const said of ["no webhook error seen so far", "HELLO", "SM0123456789abcdef0123456789abcdef", "send START"]) {
    expect(text()).toContain(said);
  }
  expect(text()).not.toContain("reached MoEngage");
  expect(document.querySelector(".reply .notice.ok")).not.toBeNull();
});

test("a failed webhook shows its code and what to do", async () => {
  const failed = aReply({
    state: "webhook_failed",
    level: "problem",
    title: "Reached Twilio, and the webhook failed",
    messages: [{ message_sid: "SM0123456789abcdef0123456789abcdef", body: "HELLO", at: null }],
    webhook_error: anExplanation({ code: 11200, title: "No usable answer.", what_to_do: "Compare it." }),
  });
  vi.mocked(ipc.replyWatch).mockResolvedValue(failed);
  await showOutcome();
  for (const said of ["the webhook failed", "No usable answer.", "Error 11200", "Compare it."]) {
    expect(text()).toContain(said);
  }
});

test("only a practice handset answers by a click", async () => {
  await showOutcome();
  expect(buttons("Let the practice handset answer HELLO")).toEqual([]);
  vi.mocked(ipc.replyWatch).mockResolvedValue(aReply({ can_practise: true }));
  vi.mocked(ipc.practiseReply).mockResolvedValue(WAITING);
  await showOutcome();
  await click(button("Let the practice handset answer STOP"), 2);
  expect(ipc.practiseReply).toHaveBeenCalledExactlyOnceWith("t1", "STOP");
});

test("an answer about another test is not shown, and one that is overtaken is dropped", async () => {
  const slow = held<ReplyView>();
  vi.mocked(ipc.replyWatch).mockReturnValueOnce(slow.promise);
  await showOutcome();
  vi.mocked(ipc.replyWatch).mockImplementation(async (test) => aReply({ test, says: [`About ${test}.`] }));
  change({ repliesVersion: 1 });
  await settle();
  await slow.answer(aReply({ says: ["Old."] }));
  expect(text()).toContain("About t1.");
  expect(text()).not.toContain("Old.");
  await draw(outcome(aTest("t2")));
  expect(text()).toContain("About t2.");
});

test("an error says so and leaves the way open", async () => {
  vi.mocked(ipc.watchReply).mockRejectedValue(anError("network"));
  await showOutcome();
  await click(button("Watch for the reply"));
  expect(text()).toContain("It is network.");
  expect(buttons("Watch for the reply")).toHaveLength(1);
});
