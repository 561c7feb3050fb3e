// @vitest-environment happy-dom
// Does the worksheet show what is recorded, at once and without ever going back to what was before?

import { beforeEach, expect, test, vi } from "vitest";
import { sendersChanged } from "../../actions";
import { ipc } from "../../ipc";
import type { Worksheet, WorksheetStep } from "../../ipc";
import { current } from "../../state";
import { button, click, draw, held, press, settle, show, silence, text } from "../../testing/page";
import { aDesk, anError, aWorkspace, opened } from "../../testing/samples";
import { aSheet, aStep } from "../../testing/worksheets";
import { SetupScreen } from "./SetupScreen";

vi.mock("../../ipc");

let copied: string[];

beforeEach(() => {
  silence();
  copied = [];
  vi.stubGlobal("navigator", {
    userAgent: "",
    clipboard: { writeText: async (value: string) => void copied.push(value) },
  });
});

function hasSteps(...steps: WorksheetStep[]): void {
  vi.mocked(ipc.worksheet).mockImplementation(async (_, sender) => aSheet(sender, ...steps));
}

const showSheet = () =>
  show(<SetupScreen workspace={aWorkspace()} sender="s1" />, {
    ...opened(aWorkspace()),
    screen: { at: "setup", sender: "s1" },
  });

function tickOf(id: string): HTMLInputElement {
  return document.querySelector<HTMLInputElement>(`[data-step="${id}"] input[type=checkbox]`)!;
}

test("a tick shows at once, and keeps the focus", async () => {
  hasSteps(aStep("a"), aStep("b"));
  await showSheet();
  tickOf("a").focus();
  await click(tickOf("a"));
  expect(text()).toContain("1 of 2 done");
  expect(document.activeElement).toBe(tickOf("a"));
  expect(ipc.tick).toHaveBeenCalledExactlyOnceWith("w1", "s1", "a", true);
});

test("a tick that was not kept goes back and says why", async () => {
  hasSteps(aStep("a"));
  vi.mocked(ipc.tick).mockRejectedValue(anError("read_only"));
  await showSheet();
  await click(tickOf("a"));
  expect(tickOf("a").checked).toBe(false);
  expect(text()).toContain("0 of 1 done");
  expect(document.querySelector("[data-step=a] [role=alert]")?.textContent).toContain("It is read_only.");
});

test("a tick that was not kept after the worksheet was left is told all the same", async () => {
  const late = held<null>();
  hasSteps(aStep("a"));
  vi.mocked(ipc.tick).mockReturnValue(late.promise);
  await showSheet();
  await click(tickOf("a"));
  await draw(null);
  await late.refuse(anError("internal"));
  expect(current().toast?.error?.code).toBe("internal");
});

test("a worksheet asked for before the tick was kept does not take the tick away", async () => {
  const early = held<Worksheet>();
  const kept = held<null>();
  hasSteps(aStep("a"));
  vi.mocked(ipc.tick).mockReturnValue(kept.promise);
  await showSheet();
  vi.mocked(ipc.worksheet).mockReturnValueOnce(early.promise);
  sendersChanged();
  await settle();
  await click(tickOf("a"));
  await early.answer(aSheet("s1", aStep("a")));
  expect(tickOf("a").checked).toBe(true);
  hasSteps(aStep("a", { state: "done", ticked_at: "2026-11-20T10:00:00Z" }));
  await kept.answer(null);
  expect(tickOf("a").checked).toBe(true);
});

test("once a tick is kept, the worksheet that was read decides", async () => {
  hasSteps(aStep("a"));
  vi.mocked(ipc.tick).mockResolvedValue(null);
  await showSheet();
  await click(tickOf("a"));
  expect(tickOf("a").checked).toBe(false);
});

test("two ticks of a step reach the back end in their order", async () => {
  const first = held<null>();
  hasSteps(aStep("a"));
  vi.mocked(ipc.tick).mockReturnValueOnce(first.promise);
  await showSheet();
  await click(tickOf("a"));
  await click(tickOf("a"));
  expect(ipc.tick).toHaveBeenCalledTimes(1);
  await first.answer(null);
  expect(vi.mocked(ipc.tick).mock.calls.map((call) => call[3])).toEqual([true, false]);
});

test("a step without a value that was reopened claims no former value", async () => {
  hasSteps(aStep("a", { state: "reopened", value: null, ticked_value: null }));
  await showSheet();
  expect(document.querySelector("[data-step=a]")?.textContent).toContain("Reopened");
  expect(document.querySelector("[data-step=a] :is(del, .value)")).toBeNull();
});

test("a worksheet that is read late does not replace the newer one", async () => {
  const [first, second] = [held<Worksheet>(), held<Worksheet>()];
  vi.mocked(ipc.worksheet).mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  await showSheet();
  sendersChanged();
  await settle();
  await second.answer(aSheet("s1", aStep("a", { value: "newer" })));
  await first.answer(aSheet("s1", aStep("a", { value: "older" })));
  expect(text()).toContain("newer");
  expect(text()).not.toContain("older");
});

test("a reopened step shows the value that was ticked and the one of now", async () => {
  hasSteps(aStep("a", { state: "reopened", value: "+14155550111", ticked_value: "+14155550100" }));
  await showSheet();
  const card = document.querySelector("[data-step=a]")!;
  expect(card.querySelector("del")?.textContent).toBe("+14155550100");
  expect(card.querySelector(".value:not(.former) code")?.textContent).toBe("+14155550111");
  expect(card.textContent).toContain("Reopened");
  expect(tickOf("a").checked).toBe(false);
});

test.each(["nothing_to_do", "cannot_say"] as const)("a step with %s has its reason and no tick", async (state) => {
  hasSteps(aStep("a", { state, value: null, why: "MoEngage does it itself." }), aStep("b"));
  await showSheet();
  expect(tickOf("a")).toBeNull();
  expect(document.querySelector("[data-step=a]")?.textContent).toContain("MoEngage does it itself.");
  expect(text()).toContain("0 of 1 done");
});

test("nothing can be ticked while nothing can be changed", async () => {
  hasSteps(aStep("a"));
  await show(<SetupScreen workspace={aWorkspace()} sender="s1" />, {
    ...opened(aWorkspace()),
    desk: { ...aDesk(aWorkspace()), read_only: "Another Senderdesk is open." },
  });
  expect(tickOf("a").disabled).toBe(true);
});

test("the copy button and C copy exactly the value", async () => {
  const value = "  https://api-03.moengage.com/a?b=c&d=<e>\n";
  hasSteps(aStep("a", { value }));
  await showSheet();
  await click(button("Copy Field a"));
  await press("j");
  await press("c", {}, document.activeElement!);
  expect(copied).toEqual([value, value]);
});

test("J and K walk through the steps, those without a tick as well", async () => {
  hasSteps(aStep("a"), aStep("b", { state: "nothing_to_do" }), aStep("c"));
  await showSheet();
  const visited: (string | undefined)[] = [];
  for (const key of ["j", "j", "ArrowDown", "k"]) {
    await press(key, {}, document.activeElement!);
    visited.push(document.activeElement?.closest<HTMLElement>("[data-step]")?.dataset["step"]);
  }
  expect(visited).toEqual(["a", "b", "c", "b"]);
});

test("Escape goes back to what is left in all", async () => {
  hasSteps(aStep("a"));
  await showSheet();
  await press("Escape");
  expect(current().screen).toEqual({ at: "setup", sender: null });
});
