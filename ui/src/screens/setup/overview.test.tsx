// @vitest-environment happy-dom
// Does the overview lead to each worksheet, and does what is exported or printed come out whole, or not at all?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { Worksheet, WorkspaceView } from "../../ipc";
import { current, useDesk } from "../../state";
import { button, buttons, click, held, press, settle, show, silence, text } from "../../testing/page";
import { anError, aSender, aWorkspace, opened, pageOf } from "../../testing/samples";
import { anOverview, aSheet, aStep, overviewRow } from "../../testing/worksheets";
import { PAGE } from "./overview";
import { SetupScreen } from "./SetupScreen";

vi.mock("../../ipc");

const workspace = aWorkspace();
let printed: number;

beforeEach(() => {
  silence();
  printed = 0;
  vi.stubGlobal("print", () => void printed++);
  HTMLElement.prototype.showPopover ??= () => undefined;
  vi.mocked(ipc.setupOverview).mockResolvedValue(anOverview([overviewRow("s1"), overviewRow("s2"), overviewRow("s3")]));
  vi.mocked(ipc.worksheet).mockImplementation(async (_, sender) =>
    aSheet(sender, aStep(`of ${sender}`), aStep("authenticate", { of_workspace: true })),
  );
});

function Setup({ of }: { of: WorkspaceView }) {
  const screen = useDesk((state) => state.screen);
  return <SetupScreen workspace={of} sender={screen.at === "setup" ? screen.sender : null} />;
}

const showOverview = () =>
  show(<Setup of={workspace} />, { ...opened(workspace), screen: { at: "setup", sender: null } });

const row = (key: string) => document.querySelector<HTMLButtonElement>(`[data-sender=${key}]`)!;

async function choose(item: string): Promise<void> {
  await click(button("Export or print"));
  await click(button(item));
}

test("a row opens the worksheet of its sender, and Escape comes back to the row", async () => {
  await showOverview();
  await click(row("s2"));
  expect(document.querySelector("h1")?.textContent).toBe("Set-up: Sender s2");
  await press("Escape");
  expect(document.activeElement).toBe(row("s2"));
});

test("from a worksheet one goes on to the next sender in the order of the overview", async () => {
  await showOverview();
  await click(row("s2"));
  await press("ArrowRight", { altKey: true });
  expect(current().screen).toEqual({ at: "setup", sender: "s3" });
  expect(button("Next sender").disabled).toBe(true);
});

test("a list that goes on is read on from its end", async () => {
  const first = Array.from({ length: PAGE }, (_, n) => overviewRow(`a${n}`));
  vi.mocked(ipc.setupOverview).mockImplementation(async (_, offset) =>
    anOverview(offset === 0 ? first : [overviewRow("last")], { senders_left: PAGE + 1, offset }),
  );
  await showOverview();
  await click(button("Show more"));
  expect(document.querySelectorAll("[data-sender]")).toHaveLength(PAGE + 1);
  expect(buttons("Show more")).toHaveLength(0);
});

test("without a sender the screen says so and leads to the form", async () => {
  vi.mocked(ipc.setupOverview).mockResolvedValue(anOverview([]));
  await showOverview();
  await click(button("Add sender"));
  expect(current().screen).toMatchObject({ at: "sender-form", key: null });
});

test("what is wrong with the workspace stands at the top; what is in order does not", async () => {
  const finding = { evidence: "", remedy: null, provenance: "documented" as const, sources: [], sender: null };
  vi.mocked(ipc.workspaceFindings).mockResolvedValue({
    findings: [
      { ...finding, id: "a", level: "problem", title: "Two MO URLs" },
      { ...finding, id: "b", level: "ok", title: "All is well" },
    ],
  });
  await showOverview();
  expect(text()).toContain("Two MO URLs");
  expect(text()).not.toContain("All is well");
});

test("an export says where it was written", async () => {
  vi.mocked(ipc.saveWorksheet).mockResolvedValue({ path: "/home/acme/sheet.md" });
  await showOverview();
  await choose("Markdown file");
  expect(ipc.saveWorksheet).toHaveBeenCalledExactlyOnceWith("w1", null, "markdown");
  expect(current().toast).toMatchObject({ text: "Written to /home/acme/sheet.md", error: null });
});

test("an export without a chosen file claims no file", async () => {
  vi.mocked(ipc.saveWorksheet).mockResolvedValue(null);
  await showOverview();
  await choose("HTML file");
  expect(current().toast?.text).toBe("Nothing was written.");
});

test("an export that fails says why", async () => {
  vi.mocked(ipc.saveWorksheet).mockRejectedValue(anError("internal", { message: "The disk is full." }));
  await showOverview();
  await choose("HTML file");
  expect(document.querySelector("dialog")?.textContent).toContain("The disk is full.");
});

test("all worksheets are printed at once, what is of the workspace on its own sheet only", async () => {
  vi.mocked(ipc.senders).mockResolvedValue(pageOf(aSender("s1"), aSender("s2")));
  await showOverview();
  await choose("Print");
  const pages = [...document.querySelectorAll(".print-sheet")].map((page) => page.textContent);
  expect(pages).toHaveLength(3);
  expect(pages.map((page) => page?.includes("Step authenticate"))).toEqual([true, false, false]);
  expect(pages[2]).toContain("value of s2");
  expect(printed).toBe(1);
  window.dispatchEvent(new Event("afterprint"));
  await settle();
  expect(document.querySelector(".print-sheet")).toBeNull();
});

test("Escape stops reading for the printer, and nothing is printed", async () => {
  const late = held<Worksheet>();
  vi.mocked(ipc.senders).mockResolvedValue(pageOf(aSender("s1")));
  await showOverview();
  vi.mocked(ipc.worksheet).mockReturnValue(late.promise);
  await choose("Print");
  expect(text()).toContain("Reading worksheets to print, 0 of 2");
  await press("Escape");
  await late.answer(aSheet(null));
  expect(text()).not.toContain("Reading worksheets");
  expect(printed).toBe(0);
  expect(current().screen.at).toBe("setup");
});
