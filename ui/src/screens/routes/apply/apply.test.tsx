// @vitest-environment happy-dom
// Is everything that would be written shown, is it written once and only on purpose, and is its outcome told as it is?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../../ipc";
import type { Applied, ApplyPlan } from "../../../ipc";
import { change, current } from "../../../state";
import { aCuttingPlan, anApplied, aPlan } from "../../../testing/apply";
import { button, buttons, click, draw, field, held, press, settle, show, silence, text, type } from "../../../testing/page";
import { anError, aWorkspace, opened } from "../../../testing/samples";
import { ReviewDialog, TakeBackDialog } from "./ReviewDialog";

vi.mock("../../../ipc");

const workspace = aWorkspace();
let closed: number;
let written: number;

beforeEach(() => {
  silence();
  closed = 0;
  written = 0;
});

async function review(plan: ApplyPlan | Promise<ApplyPlan>): Promise<void> {
  vi.mocked(ipc.planApply).mockReturnValue(Promise.resolve(plan));
  await show(
    <ReviewDialog workspace={workspace} sender="s1" settings={["inbound"]} onWritten={() => void written++} onClose={() => void closed++} />,
    opened(workspace),
  );
}

const cells = () => [...document.querySelectorAll("tbody tr")].map((row) => [...row.children].map((cell) => cell.textContent));

async function escape(): Promise<void> {
  document.querySelector("dialog")!.dispatchEvent(new Event("cancel", { cancelable: true }));
  await settle();
}

test("a plan names each request with its fields, what stands there and what it becomes", async () => {
  const planned = held<ApplyPlan>();
  await review(planned.promise);
  expect(text()).toContain("Reading the settings again. Nothing is written.");
  await planned.answer(aPlan());
  expect(ipc.planApply).toHaveBeenCalledExactlyOnceWith("w1", "s1", ["inbound"]);
  expect(text()).toContain("POST /v1/Services/MG00000000000000000000000000000001");
  expect(cells()[0]).toEqual(["Incoming messages › Defer to sender's webhookUseInboundWebhookOnNumber", "true", "false"]);
  expect(cells()[2]?.[2]).toBe("GET stays");
  expect(text()).toContain("Twilio has no conditional update.");
  expect(ipc.applyPlan).not.toHaveBeenCalled();
});

test("whom it cuts off is named loudly, and each member of the pool with what it stops using", async () => {
  await review(aCuttingPlan());
  const notice = document.querySelector(".notice.bad");
  expect(notice?.textContent).toContain("hooks.acme.example no longer gets the replies.");
  expect(button("Write 1 request to Twilio").className).toContain("danger");
  expect(text()).toContain("240 senders of the pool stop using what is their own");
  expect(document.querySelectorAll(".plan-affected li")).toHaveLength(5);
  await click(button("and 235 more"));
  expect(document.querySelectorAll(".plan-affected li")).toHaveLength(12);
  expect(text()).toContain("and 228 more");
  expect(text()).toContain("+12025550101 stops using https://hooks.acme.example/sms");
});

test("production is written only after its name was typed, and the focus begins there", async () => {
  await review(aPlan({ type_to_confirm: "Acme Retail" }));
  const name = field("Type the name of the workspace, Acme Retail");
  expect(document.activeElement).toBe(name);
  const write = () => button("Write 1 request to Twilio");
  await type("Type the name of the workspace, Acme Retail", "Acme");
  expect(write().disabled).toBe(true);
  document.querySelector("form")!.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await settle();
  expect(ipc.applyPlan).not.toHaveBeenCalled();
  await type("Type the name of the workspace, Acme Retail", "Acme Retail");
  await click(write());
  expect(vi.mocked(ipc.applyPlan).mock.calls.map(([id, typed]) => [id, typed])).toEqual([["p1", "Acme Retail"]]);
});

test("outside production the focus begins at Cancel, not at the write", async () => {
  await review(aPlan());
  expect(document.activeElement).toBe(button("Cancel"));
});

test("a second click or Enter writes nothing more, and the dialog stays until it is known", async () => {
  await review(aPlan());
  const write = button("Write 1 request to Twilio");
  const form = document.querySelector("form")!;
  await click(write, 2);
  form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await escape();
  expect(ipc.applyPlan).toHaveBeenCalledOnce();
  expect([closed, written]).toEqual([0, 0]);
});

test("Stop cancels what has not gone out, once, and says that what was sent stays sent", async () => {
  await review(aPlan());
  await click(button("Write 1 request to Twilio"));
  expect(text()).toContain("What was sent stays sent");
  await click(button("Stop"), 2);
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(vi.mocked(ipc.applyPlan).mock.lastCall![2]);
});

test.each([
  ["done", "ok", "Written, and read back"],
  ["not_done", "info", "Nothing was written"],
  ["changed_meanwhile", "warn", "Changed meanwhile"],
  ["refused", "bad", "Twilio refused it"],
  ["third_value", "warn", "Another value stands there now"],
  ["unknown", "warn", "It is not known what became of it"],
] as const)("%s is told as what it is", async (state, tone, title) => {
  vi.mocked(ipc.applyPlan).mockResolvedValue(anApplied("a1", { state, says: "So it is." }));
  await review(aPlan());
  await click(button("Write 1 request to Twilio"));
  const notice = document.querySelector(`.notice.${tone}`);
  expect(notice?.textContent).toBe(`${title}So it is.`);
  expect(document.activeElement?.getAttribute("role")).toBe("status");
  await click(button("Close"));
  expect(closed).toBe(1);
});

test("what is not known is looked at again from there, and what was not done is planned again", async () => {
  vi.mocked(ipc.applyPlan).mockResolvedValue(anApplied("a1", { state: "unknown" }));
  await review(aPlan());
  await click(button("Write 1 request to Twilio"));
  expect(buttons("Plan again")).toHaveLength(0);
  vi.mocked(ipc.lookAtApplied).mockResolvedValue(anApplied("a1", { state: "not_done" }));
  await click(button("Look again"));
  expect(ipc.lookAtApplied).toHaveBeenCalledExactlyOnceWith("a1");
  expect(text()).toContain("Nothing was written");
  await click(button("Plan again"));
  expect(ipc.planApply).toHaveBeenCalledTimes(2);
  expect(ipc.applyPlan).toHaveBeenCalledOnce();
});

test("a field that was not read back says so, and shows no value as live", async () => {
  const [sent] = anApplied("a1").requests;
  const fields = sent!.fields.map((one) => ({ ...one, live: null, read_back: false }));
  vi.mocked(ipc.applyPlan).mockResolvedValue(anApplied("a1", { state: "unknown" }, { fields }));
  await review(aPlan());
  await click(button("Write 1 request to Twilio"));
  expect(cells().map((row) => row[3])).toEqual(["not read back", "not read back", "not read back"]);
});

test("what was typed wrong is said at its field, and the plan stands", async () => {
  await review(aPlan({ type_to_confirm: "Acme" }));
  const message = "Type the name of the workspace, Acme, to apply this in production.";
  vi.mocked(ipc.applyPlan).mockRejectedValue(anError("invalid", { fields: [{ field: "typed", message, hint: null }] }));
  await type("Type the name of the workspace, Acme", "Acme");
  await click(button("Write 1 request to Twilio"));
  expect(document.querySelector(".remark.problem")?.textContent).toContain(message);
});

test("a plan that is used up or too old is made anew by a click, not by itself", async () => {
  await review(aPlan());
  vi.mocked(ipc.applyPlan).mockRejectedValue(anError("invalid", { message: "This plan is no longer valid." }));
  await click(button("Write 1 request to Twilio"));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("no longer valid");
  expect(text()).toContain("Nothing was written");
  expect(text()).not.toContain("It was not finished");
  expect(ipc.planApply).toHaveBeenCalledOnce();
  await click(button("Plan again"));
  expect(ipc.planApply).toHaveBeenCalledTimes(2);
  expect(button("Write 1 request to Twilio")).toBeTruthy();
});

test("a plan that could not be made says why", async () => {
  await review(Promise.reject(anError("network", { message: "Twilio was not reached." })));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("Twilio was not reached.");
  expect(buttons("Write 1 request to Twilio")).toHaveLength(0);
});

test("where nothing is to be written the plan says so, and why something was left out", async () => {
  await review(aPlan({ requests: [], left_out: [{ setting: "inbound", reason: "It is in place." }] }));
  expect(text()).toContain("There is nothing to write");
  expect(text()).toContain("Incoming messages: It is in place.");
});

test("what was written is taken back from there by a plan of its own, in the same dialog", async () => {
  vi.mocked(ipc.applyPlan).mockResolvedValue(anApplied("a1"));
  await review(aPlan());
  await click(button("Write 1 request to Twilio"));
  vi.mocked(ipc.planTakeBack).mockResolvedValue(aPlan({ id: "p2", takes_back: "a1" }));
  await click(button("Take back…"));
  expect(ipc.planTakeBack).toHaveBeenCalledExactlyOnceWith("a1");
  expect(document.querySelectorAll("dialog")).toHaveLength(1);
  expect(document.querySelector("dialog h2")?.textContent).toBe("Take back: Campaigns");
  vi.mocked(ipc.applyPlan).mockResolvedValue(anApplied("a2", { takes_back: "a1" }));
  await click(button("Write the former values to Twilio"));
  expect(vi.mocked(ipc.applyPlan).mock.lastCall![0]).toBe("p2");
  expect(buttons("Take back…")).toHaveLength(0);
});

test("what stands as before already needs no taking back", async () => {
  vi.mocked(ipc.planTakeBack).mockResolvedValue(aPlan({ requests: [], takes_back: "a1" }));
  await show(<TakeBackDialog id="a1" onWritten={() => void written++} onClose={() => void closed++} />, opened(workspace));
  expect(text()).toContain("The former values stand already");
  expect(buttons("Write the former values to Twilio")).toHaveLength(0);
});

test("Escape closes a plan and writes nothing; an answer that comes late opens nothing", async () => {
  const planned = held<ApplyPlan>();
  await review(planned.promise);
  await escape();
  expect(closed).toBe(1);
  await show(null);
  await planned.answer(aPlan());
  expect(document.querySelector("dialog")).toBeNull();
  expect(ipc.applyPlan).not.toHaveBeenCalled();
});

test("nothing is written while nothing can be changed", async () => {
  await review(aPlan());
  change({ desk: { ...current().desk!, read_only: "In use." } });
  await settle();
  expect(button("Write 1 request to Twilio").disabled).toBe(true);
  await press("Enter", {}, document.querySelector("form")!);
  expect(ipc.applyPlan).not.toHaveBeenCalled();
});

test("an outcome that comes after a lost answer is not guessed", async () => {
  await review(aPlan());
  const written = held<Applied>();
  vi.mocked(ipc.applyPlan).mockReturnValue(written.promise);
  await click(button("Write 1 request to Twilio"));
  await written.refuse(anError("internal", { message: "It was not finished." }));
  expect(text()).toContain("Look at the changes made here: they say what was done.");
  expect(document.querySelector(".notice.ok")).toBeNull();
});

test("Enter that is held after the write presses neither Stop nor Close", async () => {
  await review(aPlan());
  const written = held<Applied>();
  vi.mocked(ipc.applyPlan).mockReturnValue(written.promise);
  await click(button("Write 1 request to Twilio"));
  expect(document.activeElement).not.toBeInstanceOf(HTMLButtonElement);
  expect(document.querySelector("dialog")?.contains(document.activeElement)).toBe(true);
  await written.answer(anApplied("a1"));
  expect(document.activeElement?.textContent).toContain("All of it was written, and read back.");
});

test("Escape is kept from the web view while it is written, and only then", async () => {
  await review(aPlan());
  const written = held<Applied>();
  vi.mocked(ipc.applyPlan).mockReturnValue(written.promise);
  const isKept = () =>
    !document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  expect(isKept()).toBe(false);
  await click(button("Write 1 request to Twilio"));
  expect(isKept()).toBe(true);
  await written.answer(anApplied("a1"));
  expect(isKept()).toBe(false);
});

test("while it is written it says which request is under way", async () => {
  const [one] = aPlan().requests;
  const second = { ...one!, request: "POST /2", resource: { ...one!.resource, name: "Orders" } };
  await review(aPlan({ requests: [one!, second] }));
  await click(button("Write 2 requests to Twilio"));
  const status = () => document.querySelector("[role=status]")?.textContent;
  expect(status()).toBe("Request 1 of 2: Messaging Service Campaigns");
  const job = vi.mocked(ipc.applyPlan).mock.lastCall![2];
  change({ progress: { [job]: { job, done: 1, total: 2 } } });
  await settle();
  expect(status()).toBe("Request 2 of 2: Messaging Service Orders");
});

test("a Stop that did not arrive can be pressed again", async () => {
  await review(aPlan());
  await click(button("Write 1 request to Twilio"));
  vi.mocked(ipc.cancelJob).mockRejectedValueOnce(anError("internal"));
  await click(button("Stop"));
  expect(current().toast?.error?.code).toBe("internal");
  await click(button("Stop"));
  expect(ipc.cancelJob).toHaveBeenCalledTimes(2);
  expect(button("Stop").getAttribute("aria-busy")).toBe("true");
});

test.each([
  ["an outcome", (late: ReturnType<typeof held<Applied>>) => late.answer(anApplied("a1")), "Campaigns: All of it was written"],
  ["a failure", (late: ReturnType<typeof held<Applied>>) => late.refuse(anError("internal")), "It is internal."],
])("%s that comes after the dialog was left by the palette is told all the same", async (_, come, said) => {
  await review(aPlan());
  const written = held<Applied>();
  vi.mocked(ipc.applyPlan).mockReturnValue(written.promise);
  await click(button("Write 1 request to Twilio"));
  await draw(null);
  await come(written);
  expect(current().toast?.text).toContain(said);
});
