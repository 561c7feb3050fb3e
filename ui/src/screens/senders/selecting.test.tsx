// @vitest-environment happy-dom
// Which senders does a deletion of several mean? Those that were ticked, and no others.

import { beforeEach, expect, test, vi } from "vitest";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { SenderSelection, SendersChanged } from "../../ipc";
import { current } from "../../state";
import { button, click, held, press, settle, show, silence, text } from "../../testing/page";
import { aDone, aSender, anError, aWorkspace, opened } from "../../testing/samples";

vi.mock("../../ipc");

const ALL = Array.from({ length: 700 }, (_, n) => aSender(`s${n}`, { is_default: n === 0 }));

beforeEach(() => {
  silence();
  vi.mocked(ipc.senders).mockImplementation(async (_, { search, offset, limit }) => {
    const found = ALL.filter(({ key }) => key.includes(search));
    return { matching: found.length, total: ALL.length, offset, rows: found.slice(offset, offset + limit) };
  });
  const plan = { count: 2, refused: null, remedy: null, says: [] };
  vi.mocked(ipc.senderDeletion).mockResolvedValue(plan);
  vi.mocked(ipc.deleteSenders).mockResolvedValue({ count: 2, undo: aDone("2 senders were deleted.") });
});

async function showList(): Promise<void> {
  await show(<Frame />, opened(aWorkspace()));
}

async function pressOnRow(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await press(key, more, document.querySelector("[role=row][tabindex='0']")!);
}

function box(name: string): HTMLElement {
  return document.querySelector<HTMLElement>(`[aria-label="${name}"]`)!;
}

/** What *Delete* asks about. */
async function asked(): Promise<SenderSelection> {
  await pressOnRow("Delete");
  return vi.mocked(ipc.senderDeletion).mock.calls.at(-1)![1];
}

function keysOf(selection: SenderSelection): string[] {
  return selection.which === "keys" ? [...selection.keys].sort() : [];
}

async function search(typed: string): Promise<void> {
  const field = document.querySelector<HTMLInputElement>("input[type=search]")!;
  field.value = typed;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

test("Space ticks a row, and takes the tick away", async () => {
  await showList();
  await pressOnRow("ArrowDown");
  await pressOnRow(" ");
  await pressOnRow("ArrowDown");
  await pressOnRow(" ");
  await pressOnRow(" ");
  expect(await asked()).toEqual({ which: "keys", keys: ["s1"] });
});

test("Shift with the arrows ticks a range, which shrinks as one walks back", async () => {
  await showList();
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp"]) {
    await pressOnRow(key, { shiftKey: true });
  }
  expect(keysOf(await asked())).toEqual(["s0", "s1"]);
});

test("a range reaches rows that were not read yet", async () => {
  await showList();
  await pressOnRow(" ");
  await pressOnRow("End", { shiftKey: true });
  expect(keysOf(await asked())).toHaveLength(ALL.length);
});

test("Shift and a click ticks a range, Ctrl and a click one more", async () => {
  await showList();
  const row = (key: string) => document.querySelector(`[data-key=${key}]`)!;
  const clickOn = async (key: string, more: MouseEventInit) => {
    row(key).dispatchEvent(new MouseEvent("click", { bubbles: true, ...more }));
    await settle();
  };
  await clickOn("s1", {});
  await clickOn("s3", { shiftKey: true });
  await clickOn("s6", { ctrlKey: true });
  expect(keysOf(await asked())).toEqual(["s1", "s2", "s3", "s6"]);
});

test("all that match are meant as such, and one can be left out", async () => {
  await showList();
  await pressOnRow("a", { ctrlKey: true });
  expect(text()).toContain("700 selected");
  expect(await asked()).toEqual({ which: "matching", search: "" });
  await click(button("Cancel"));
  await click(box("Select Sender s0"));
  const left = keysOf(await asked());
  expect(left).toHaveLength(ALL.length - 1);
  expect(left).not.toContain("s0");
});

test("all that match one search are not all that match another", async () => {
  await showList();
  await search("s1");
  await click(box("Select all that match"));
  await search("s2");
  expect(document.querySelectorAll("[role=row] input:checked")).toHaveLength(0);
  expect(keysOf(await asked())).toEqual(["s2"]);
});

test("Escape takes the ticks away before anything else", async () => {
  await showList();
  await pressOnRow(" ");
  await press("Escape");
  expect(document.querySelectorAll("[role=row] input:checked")).toHaveLength(0);
  expect(document.querySelector(".inspector")).not.toBeNull();
});

test("what is gone cannot stay selected", async () => {
  await showList();
  await pressOnRow(" ");
  vi.mocked(ipc.senderDeletion).mockRejectedValue(anError("not_found", { message: "This sender is gone." }));
  await pressOnRow("Delete");
  expect(text()).toContain("This sender is gone.");
  expect(text()).not.toContain("1 selected");
});

test("what was deleted is not selected any more", async () => {
  await showList();
  await pressOnRow(" ");
  await pressOnRow("ArrowDown", { shiftKey: true });
  await pressOnRow("Delete");
  await click(button("Delete 2 senders, Acme production"));
  expect(text()).not.toContain("selected");
  expect(text()).toContain("2 senders were deleted.");
});

test("how far a deletion has come is forgotten with it, and what comes late is not kept", async () => {
  const late = held<SendersChanged>();
  vi.mocked(ipc.deleteSenders).mockReturnValue(late.promise);
  await showList();
  await pressOnRow(" ");
  await pressOnRow("Delete");
  await click(button("Delete 2 senders, Acme production"));
  expect(Object.keys(current().progress)).toHaveLength(1);
  await late.answer({ count: 2, undo: aDone("2 senders were deleted.") });
  expect(current().progress).toEqual({});
});
