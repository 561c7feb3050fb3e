// @vitest-environment happy-dom
// Can a newcomer read off a failed test why it failed, what it rests on and what to do next?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { TestView } from "../../ipc";
import { button, buttons, click, draw, held, settle, show, silence, text } from "../../testing/page";
import { aTest, aWorkspace, anError, anExplanation, opened } from "../../testing/samples";
import { TestOutcome } from "./TestOutcome";

vi.mock("../../ipc");

const AT = ["2026-11-26T10:00:00Z", "2026-11-26T10:00:01.5Z", "2026-11-26T10:00:04Z"];
const workspace = aWorkspace();

beforeEach(silence);

async function outcome(more: Partial<TestView>): Promise<void> {
  await show(<TestOutcome view={aTest("t1", more)} onView={() => undefined} />, opened(workspace));
}

function failed(more: Partial<Parameters<typeof anExplanation>[0]> = {}): Partial<TestView> {
  return { state: "undelivered", twilio_status: "undelivered", explanation: anExplanation(more) };
}

const likeliest = {
  says: "Most likely: the phone is off or without signal just now.",
  evidence: ["It got a test from 55512 on 2026-11-03 at 09:30 UTC."],
  remedy: "Switch it on, then send a new test.",
};

/** Where each stands in what is read from top to bottom. */
function order(...said: string[]): number[] {
  const page = text();
  return said.map((part) => {
    expect(page).toContain(part);
    return page.indexOf(part);
  });
}

test("a failed test reads: what happened, the likeliest cause with its evidence, what to do, who says so", async () => {
  await outcome(failed({ likeliest }));
  const places = order(
    "The recipient's phone was out of reach.",
    "Error 30003. About: the recipient's phone or line.",
    likeliest.says,
    likeliest.evidence[0]!,
    likeliest.remedy,
    "In general: It may be off",
    "after Twilio's page, as of 2026-11-26",
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
  await click(button("Open Twilio's page"));
  expect(ipc.openLink).toHaveBeenCalledWith("twilio-error-30003");
});

test("where nothing tells causes apart, none is shown and the step stands alone", async () => {
  await outcome(failed());
  expect(text()).not.toContain("Most likely");
  expect(text()).not.toContain("In general");
  expect(text()).toContain("It may be off");
});

test("a code that does not say who is about nobody", async () => {
  await outcome(failed({ code: 30007, concerns: "unknown" }));
  expect(text()).toContain("About: not said by the code.");
});

test("Twilio's own words are folded away, and marked as Twilio's where there are none of ours", async () => {
  const twilio = { status: 400, code: 99999, message: "Something new", request_id: "RQ1" };
  await outcome(failed({ code: 99999, source: "twilio", as_of: null, title: "Something new", twilio }));
  const folded = document.querySelector("details.facts")!;
  expect(folded.hasAttribute("open")).toBe(false);
  expect(folded.textContent).toContain("RQ1");
  expect(text()).toContain("there are none of our own for this code yet");
  expect(buttons("Open Twilio's page")).toHaveLength(1);
});

function entry(state: TestView["state"], position: number, elapsed_ms: number) {
  return { state, twilio_status: null, at: AT[position]!, elapsed_ms };
}

test("the timeline has the time since the click and since the line before", async () => {
  await outcome({ timeline: [entry("posting", 0, 0), entry("queued", 1, 1500), entry("delivered", 2, 4000)] });
  const lines = [...document.querySelectorAll(".timeline li")].map((line) => line.textContent);
  expect(lines[1]).toContain("+1.5 s");
  expect(lines[1]).not.toContain("(");
  expect(lines[2]).toContain("(+2.5 s)");
  expect(lines[2]).toContain("+4.0 s");
});

test("the same time is not said twice in a line of the timeline", async () => {
  await outcome({ timeline: [entry("posting", 0, 0), entry("queued", 1, 10), entry("delivered", 2, 1010)] });
  const last = [...document.querySelectorAll(".timeline li")].at(-1)!;
  expect(last.textContent).toContain("+1.0 s");
  expect(last.textContent).not.toContain("(");
});

test("what is not known yet is said: the service's choice and the price", async () => {
  await outcome({ sender_type: "messaging_service", state: "accepted", price: null });
  expect(text()).toContain("Not chosen yet");
  expect(text()).toContain("Not yet known");
  draw(null);
  await outcome({ state: "refused", price: null });
  expect(text()).not.toContain("Not yet known");
});

test("an MMS that went as a text with a link says so", async () => {
  await outcome({ converted: true, media: ["https://example.org/cat.jpg"] });
  expect(text()).toContain("Went as a text with a link");
});

test("a message with a SID is opened in Twilio, and its SID copied for the search there", async () => {
  vi.mocked(ipc.openMessageInTwilio).mockResolvedValue(null);
  const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await outcome({ message_sid: "SM1" });
  await click(button("Open in Twilio"));
  expect(copied).toHaveBeenCalledWith("SM1");
  expect(ipc.openMessageInTwilio).toHaveBeenCalledExactlyOnceWith("t1");
  draw(null);
  await outcome({ message_sid: null });
  expect(buttons("Open in Twilio")).toHaveLength(0);
});

test("the text for support is shown as it is copied, with nothing more than was ticked", async () => {
  vi.mocked(ipc.supportText).mockImplementation(async (_, { body, numbers }) => `body ${body}, numbers ${numbers}`);
  const copied = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
  await outcome({ message_sid: "SM1" });
  await click(button("Copy for support"));
  const preview = () => document.querySelector(".support-text")!.textContent;
  expect(preview()).toBe("body false, numbers false");
  const ticks = [...document.querySelectorAll<HTMLInputElement>("dialog input[type=checkbox]")];
  expect(ticks.map((tick) => tick.checked)).toEqual([false, false]);
  await click(ticks[0]!);
  expect(preview()).toBe("body false, numbers true");
  await click(button("Copy"));
  expect(copied).toHaveBeenLastCalledWith("body false, numbers true");
  expect(document.querySelector("dialog")!.textContent).toContain("Copied. Paste it into the ticket.");
});

test("nothing can be copied while the text for the new ticks is not there", async () => {
  const first = held<string>();
  const second = held<string>();
  vi.mocked(ipc.supportText).mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  await outcome({});
  await click(button("Copy for support"));
  expect(button("Copy").disabled).toBe(true);
  await click(document.querySelectorAll<HTMLInputElement>("dialog input[type=checkbox]")[1]!);
  await second.answer("newer");
  await first.answer("older");
  await settle();
  expect(document.querySelector(".support-text")!.textContent).toBe("newer");
});

test("a text that could not be read says why", async () => {
  vi.mocked(ipc.supportText).mockRejectedValue(anError("internal"));
  await outcome({});
  await click(button("Copy for support"));
  expect(document.querySelector("dialog")!.textContent).toContain("It is internal.");
});
