// @vitest-environment happy-dom
// Does the activity log show what was asked for, page by page, and say what became of an export?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { ActivityLine, ActivityPage } from "../../ipc";
import { change, current } from "../../state";
import { button, buttons, click, held, press, settle, show, silence, text } from "../../testing/page";
import { anError, aWorkspace, opened } from "../../testing/samples";
import { ActivityScreen } from "./ActivityScreen";

vi.mock("../../ipc");

function line(id: number, more: Partial<ActivityLine> = {}): ActivityLine {
  return {
    id,
    at: "2026-11-20T10:00:00Z",
    workspace_name: "Acme",
    subject: "sender",
    name: `Sender ${id}`,
    action: "changed",
    changes: [],
    outcome: "done",
    detail: "",
    ...more,
  };
}

/** Lines `from` down to `to`. */
function pageFrom(from: number, to: number, matching = from): ActivityPage {
  return { matching, offset: 0, lines: Array.from({ length: from - to + 1 }, (_, n) => line(from - n)) };
}

beforeEach(() => {
  silence();
  vi.mocked(ipc.activity).mockResolvedValue(pageFrom(2, 1));
});

const showIt = () => show(<ActivityScreen />, { ...opened(aWorkspace()), screen: { at: "activity" } });
const asked = () => vi.mocked(ipc.activity).mock.calls.at(-1)![0];
const names = () => [...document.querySelectorAll("tbody b")].map((name) => name.textContent);

async function choose(label: string, value: string): Promise<void> {
  const select = document.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`)!;
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
}

async function search(typed: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>("input[type=search]")!;
  input.value = typed;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

test("a line says when, where, what, from which value to which, and how it went", async () => {
  const changes = [{ field: "Sender name", before: null, after: "Offers" }];
  const lost = line(1, { changes, outcome: "unknown", detail: "The answer was lost." });
  vi.mocked(ipc.activity).mockResolvedValue({ matching: 1, offset: 0, lines: [lost] });
  await showIt();
  const cells = [...document.querySelectorAll("tbody td")].map((cell) => cell.textContent);
  expect(cells[1]).toBe("Acme");
  expect(cells[2]).toBe("Sender Sender 1 changed");
  expect(cells[3]).toBe("Sender name: before: nothing → after: Offers");
  expect(cells[4]).toBe("outcome unknownThe answer was lost.");
  expect(document.querySelector("tbody time")?.getAttribute("title")).toBe("2026-11-20T10:00:00Z");
});

test("workspace, subject, outcome and search narrow what is asked for", async () => {
  await showIt();
  expect(asked()).toMatchObject({ workspace: null, subject: null, outcome: null, search: "", limit: 200 });
  await choose("Workspace", "this");
  await choose("About", "account");
  await choose("Outcome", "refused");
  await search(" offers ");
  expect(asked()).toMatchObject({ workspace: "w1", subject: "account", outcome: "refused", search: "offers", offset: 0 });
});

test("an answer to a former question is dropped", async () => {
  await showIt();
  const late = held<ActivityPage>();
  vi.mocked(ipc.activity).mockReturnValueOnce(late.promise);
  await search("a");
  vi.mocked(ipc.activity).mockResolvedValueOnce({ matching: 1, offset: 0, lines: [line(9)] });
  await search("ab");
  await late.answer(pageFrom(5, 1));
  expect(names()).toEqual(["Sender 9"]);
});

test("the next page stands below the first, each line once", async () => {
  vi.mocked(ipc.activity).mockResolvedValueOnce(pageFrom(5, 3)).mockResolvedValueOnce(pageFrom(3, 1, 5));
  await showIt();
  await click(button("Show more"));
  expect(asked().offset).toBe(3);
  expect(names()).toEqual(["Sender 5", "Sender 4", "Sender 3", "Sender 2", "Sender 1"]);
  expect(buttons("Show more")).toEqual([]);
});

test("what happens meanwhile comes to the top, and what was read before stays", async () => {
  vi.mocked(ipc.activity).mockResolvedValueOnce(pageFrom(4, 3)).mockResolvedValueOnce(pageFrom(2, 1, 4));
  await showIt();
  await click(button("Show more"));
  vi.mocked(ipc.activity).mockResolvedValueOnce(pageFrom(5, 4));
  change({ sendersVersion: 1 });
  await settle();
  expect(names()).toEqual(["Sender 5", "Sender 4", "Sender 3", "Sender 2", "Sender 1"]);
});

test("after more changes than a page holds the list begins anew, without a gap in it", async () => {
  await showIt();
  vi.mocked(ipc.activity).mockResolvedValueOnce(pageFrom(9, 8));
  change({ sendersVersion: 1 });
  await settle();
  expect(names()).toEqual(["Sender 9", "Sender 8"]);
  expect(buttons("Show more")).toHaveLength(1);
});

test("an export asks for what is shown, and says where it was written", async () => {
  await showIt();
  await choose("Outcome", "unknown");
  vi.mocked(ipc.saveActivity).mockResolvedValue({ path: "/home/ada/activity.csv" });
  await click(button("Export CSV"));
  expect(vi.mocked(ipc.saveActivity).mock.calls[0]).toMatchObject([{ outcome: "unknown", offset: 0 }, "csv"]);
  expect(current().toast?.text).toBe("Written to /home/ada/activity.csv.");
});

test("an export for which no file was chosen wrote nothing, and says so", async () => {
  await showIt();
  vi.mocked(ipc.saveActivity).mockResolvedValue(null);
  await click(button("Export JSON Lines"));
  expect(current().toast?.text).toBe("Nothing was written: no file was chosen.");
});

test("an export that fails is said in its place, and can be tried again", async () => {
  await showIt();
  vi.mocked(ipc.saveActivity).mockRejectedValue(anError("internal", { message: "The disk is full." }));
  await click(button("Export CSV"));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("The disk is full.");
  expect(button("Export CSV").getAttribute("aria-busy")).toBeNull();
});

test("a log with nothing in it, and one in which nothing matches, say which it is", async () => {
  vi.mocked(ipc.activity).mockResolvedValue({ matching: 0, offset: 0, lines: [] });
  await showIt();
  expect(text()).toContain("Nothing has happened yet");
  expect(button("Export CSV").disabled).toBe(true);
  await choose("Outcome", "refused");
  expect(text()).toContain("Nothing matches");
  await click(button("Clear search and filters"));
  expect(asked().outcome).toBeNull();
  expect((document.activeElement as HTMLInputElement).type).toBe("search");
});

test("a log that cannot be read says why", async () => {
  vi.mocked(ipc.activity).mockRejectedValue(anError("internal", { message: "The database is damaged." }));
  await showIt();
  expect(text()).toContain("The activity could not be read");
  expect(text()).toContain("The database is damaged.");
});

test("the heading has the focus when one comes by a key, and / goes to the search", async () => {
  await showIt();
  expect(document.activeElement?.textContent).toBe("Activity");
  await press("/");
  expect((document.activeElement as HTMLInputElement).type).toBe("search");
});
