// @vitest-environment happy-dom
// Can every place and every workspace be reached by keys, and what does the rail say of each?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../ipc";
import type { ActivityPage, SetupOverview } from "../ipc";
import { change, current } from "../state";
import { button, click, press, settle, show, silence, text } from "../testing/page";
import { aWorkspace, opened, pageOf } from "../testing/samples";
import { Frame } from "./Frame";

vi.mock("../ipc");

const overview: SetupOverview = { left: 7, workspace_left: 2, senders_left: 1, senders: 2, offset: 0, rows: [] };
const nothing: ActivityPage = { matching: 0, offset: 0, lines: [] };

beforeEach(() => {
  silence();
  // The popover has no layout to stand in here.
  HTMLElement.prototype.showPopover ??= () => undefined;
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  vi.mocked(ipc.activity).mockResolvedValue(nothing);
});

const two = () => opened(aWorkspace(), aWorkspace({ id: "w2", name: "Other", environment: "staging" }));
const place = () => document.querySelector("[aria-current=page]")?.textContent;

test.each([
  ["1", "senders"],
  ["2", "test"],
  ["3", "setup"],
  ["4", "rehearsal"],
  ["5", "activity"],
  ["6", "account"],
  ["8", "routes"],
  ["9", "doctor"],
  [",", "workspace"],
])("Ctrl+%s opens %s", async (key, at) => {
  await show(<Frame />, two());
  await press(key, { ctrlKey: true });
  expect(current().screen.at).toBe(at);
});

test("the rail marks the place that is open", async () => {
  await show(<Frame />, two());
  expect(place()).toMatch(/^Senders/);
  await click(button("Activity"));
  expect(place()).toBe("Activity");
});

test("Alt and a digit open the workspace at that place, and nothing where there is none", async () => {
  await show(<Frame />, two());
  await press("2", { altKey: true, code: "Digit2" });
  expect(current().workspace).toBe("w2");
  await press("9", { altKey: true, code: "Digit9" });
  expect(current().workspace).toBe("w2");
});

test("Alt and the number pad are left to the system, which may type a character by them", async () => {
  await show(<Frame />, two());
  await press("2", { altKey: true, code: "Numpad2" });
  expect(current().workspace).toBe("w1");
});

test("Ctrl+O offers the workspaces with the open one under the keys, and arrows go on from there", async () => {
  await show(<Frame />, two());
  await press("o", { ctrlKey: true });
  const items = [...document.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  expect(items.map((item) => item.querySelector(".cut")?.textContent)).toEqual([
    "Acme",
    "Other",
    "Workspace settings",
    "New workspace with this account",
    "Connect a Twilio account",
    "Explore with a practice account",
  ]);
  expect(document.activeElement).toBe(items[0]);
  await press("ArrowDown", {}, items[0]);
  expect(document.activeElement).toBe(items[1]);
  await click(items[1]!);
  expect(current().workspace).toBe("w2");
});

test("the rail says how many steps of the set-up are left, and asks again after a change", async () => {
  vi.useFakeTimers();
  try {
    vi.mocked(ipc.setupOverview).mockResolvedValueOnce(overview).mockResolvedValue({ ...overview, left: 6 });
    await show(<Frame />, two());
    await vi.advanceTimersByTimeAsync(200);
    await settle();
    expect(text()).toContain("7 left");
    // A run of changes costs one question.
    change({ sendersVersion: 1 });
    change({ sendersVersion: 2 });
    await settle();
    await vi.advanceTimersByTimeAsync(200);
    await settle();
    expect(text()).toContain("6 left");
    expect(ipc.setupOverview).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
  }
});

test("a balance under the set amount is said in words beside it", async () => {
  const view = aWorkspace();
  await show(<Frame />, opened({ ...view, account: { ...view.account, balance_floor: "20", below_floor: true } }));
  expect(document.querySelector("section[aria-label=Account]")?.textContent).toContain("under 20 USD");
});

test("a workspace from a file says that it has no credential and that its SID is not known", async () => {
  const masked = aWorkspace();
  await show(
    <Frame />,
    opened({ ...masked, account: { ...masked.account, kept_in: "not_yet", account_sid: "", verified_at: null } }),
  );
  expect(text()).toContain("No credential yet");
  expect(text()).toContain("Account SID not known yet");
  expect(text()).not.toContain("kept until you quit");
  expect(button("Reauthenticate")).toBeTruthy();
});
