// @vitest-environment happy-dom
// Is only that sender touched which the operator meant, and can it be taken back?

import { beforeEach, expect, test, vi } from "vitest";
import { goToSenders, switchTo } from "../../actions";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { SenderRow, SendersChanged } from "../../ipc";
import { change, current } from "../../state";
import { button, buttons, click, held, press, settle, show, silence, text } from "../../testing/page";
import { aDesk, aDone, aSender, anError, aWorkspace, opened, pageOf } from "../../testing/samples";

vi.mock("../../ipc");

let rows: SenderRow[];

beforeEach(() => {
  silence();
  rows = ["s1", "s2", "s3"].map((key) => aSender(key));
  vi.mocked(ipc.deskState).mockImplementation(async () => current().desk!);
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(...rows));
  vi.mocked(ipc.setPreferences).mockImplementation(async (page) => page);
  vi.mocked(ipc.senderDeletion).mockImplementation(async (_, selection) => ({
    count: selection.which === "keys" ? selection.keys.length : rows.length,
    refused: null,
    remedy: null,
    says: [],
  }));
  const deleted = { count: 1, undo: aDone("“Sender s1” was deleted.") };
  vi.mocked(ipc.deleteSenders).mockResolvedValue(deleted);
});

async function showList(): Promise<void> {
  await show(<Frame />, opened(aWorkspace(), aWorkspace({ id: "w2", name: "Other" })));
}

async function pressOnRow(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await press(key, more, document.querySelector("[role=row][tabindex='0']")!);
}

const CONFIRM = "Delete 1 sender, Acme production";

async function deleteFirst(): Promise<void> {
  await pressOnRow("Delete");
  await click(button(CONFIRM));
}

test("a Delete key that is held asks once, and deletes nothing by itself", async () => {
  await showList();
  await pressOnRow("Delete");
  await pressOnRow("Delete", { repeat: true });
  expect(ipc.senderDeletion).toHaveBeenCalledTimes(1);
  expect(ipc.deleteSenders).not.toHaveBeenCalled();
});

test("a double click on the answer deletes once, what was asked about", async () => {
  await showList();
  await pressOnRow("Delete");
  await click(button(CONFIRM), 2);
  expect(vi.mocked(ipc.deleteSenders).mock.calls.map(([, selection]) => selection)).toEqual([
    { which: "keys", keys: ["s1"] },
  ]);
  expect(text()).toContain("“Sender s1” was deleted.");
});

test("a deletion that is refused says why and offers none", async () => {
  const refused = { count: 1, refused: "It is the default.", remedy: "Mark another one first.", says: [] };
  vi.mocked(ipc.senderDeletion).mockResolvedValue(refused);
  await showList();
  await pressOnRow("Delete");
  expect(text()).toContain("Mark another one first.");
  expect(buttons(CONFIRM)).toEqual([]);
});

test("a deletion under way can be cancelled, and says that nothing was deleted", async () => {
  const deleting = held<SendersChanged>();
  vi.mocked(ipc.deleteSenders).mockReturnValueOnce(deleting.promise);
  await showList();
  await deleteFirst();
  const job = vi.mocked(ipc.deleteSenders).mock.calls[0]![2];
  change({ progress: { [job]: { job, done: 3, total: 10 } } });
  await settle();
  expect(text()).toContain("3 of 10");
  await click(button("Cancel"));
  expect(ipc.cancelJob).toHaveBeenCalledWith(job);
  expect(document.querySelector("dialog")).not.toBeNull();
  await deleting.answer({ count: 0, undo: null });
  expect(text()).toContain("Cancelled: nothing was deleted.");
  expect(document.querySelector("dialog")).toBeNull();
});

test("other keys that are held act once, too", async () => {
  await showList();
  for (const key of ["Enter", "t", "d", "c", "s"]) {
    await pressOnRow(key, { repeat: true });
  }
  expect(ipc.markDefault).not.toHaveBeenCalled();
  expect(current().screen.at).toBe("senders");
});

test("Undo comes back to the workspace of the sender", async () => {
  await showList();
  await deleteFirst();
  switchTo("w2");
  await settle();
  const undone = { workspace: "w1", done: "“Sender s1” is back.", sender: "s1", redo: aDone("") };
  vi.mocked(ipc.undo).mockResolvedValue(undone);
  await press("z", { ctrlKey: true });
  expect(current()).toMatchObject({ workspace: "w1", screen: { at: "senders" }, undos: [] });
});

test("a deletion that cannot be taken back any more is not tried again", async () => {
  await showList();
  await deleteFirst();
  vi.mocked(ipc.undo).mockRejectedValue(anError("not_found"));
  await press("z", { ctrlKey: true });
  await press("z", { ctrlKey: true });
  expect(ipc.undo).toHaveBeenCalledTimes(1);
});

test("a deletion that could not be taken back just now can be, later", async () => {
  await showList();
  await deleteFirst();
  const undone = { workspace: "w1", done: "“Sender s1” is back.", sender: "s1", redo: aDone("") };
  vi.mocked(ipc.undo).mockRejectedValueOnce(anError("internal")).mockResolvedValueOnce(undone);
  await press("z", { ctrlKey: true });
  await press("z", { ctrlKey: true });
  expect(text()).toContain("“Sender s1” is back.");
});

test("a default that was marked says that MoEngage has its own, and can be taken back", async () => {
  const undo = aDone("“Sender s1” is the default sender now.");
  vi.mocked(ipc.markDefault).mockResolvedValue({ count: 1, undo });
  await showList();
  await pressOnRow("d");
  expect(text()).toContain("“Sender s1” is the default sender now. Recorded here: mark it in MoEngage as well.");
  expect(current().undos).toEqual([undo]);
});

test("a sender that is not in the account is marked, in the list and with the reason beside it", async () => {
  const ownership = { ownership: "not_found", reason: "No number is this one.", at: "2026-11-20T10:00:00Z" } as const;
  rows = [aSender("s1", { ownership, setup_left: 3 })];
  await showList();
  expect(document.querySelector("[data-key=s1]")?.textContent).toContain("not in this account");
  expect(document.querySelector("[data-key=s1]")?.textContent).toContain("3 left");
  await pressOnRow("ArrowDown");
  expect(document.querySelector(".inspector")?.textContent).toContain("No number is this one.");
});

test("C begins another sender as a copy, and S opens the set-up", async () => {
  await showList();
  await pressOnRow("c");
  expect(current().screen).toEqual({ at: "sender-form", key: null, copy: "s1" });
  await showList();
  await pressOnRow("s");
  expect(current().screen).toEqual({ at: "setup", sender: "s1" });
});

test("a sender from far down the list that is read late does not replace the one asked for since", async () => {
  const [first, second] = [held<SenderRow>(), held<SenderRow>()];
  vi.mocked(ipc.sender).mockImplementation((key) => (key === "far1" ? first : second).promise);
  await showList();
  goToSenders("far1");
  await settle();
  goToSenders("far2");
  await settle();
  await second.answer(aSender("far2", { name: "Second" }));
  await first.answer(aSender("far1", { name: "First" }));
  expect(document.querySelector(".inspector h2")?.textContent).toBe("Second");
});

test("an inspector that was closed stays closed when the list is read again", async () => {
  vi.mocked(ipc.sender).mockImplementation(async (key) => aSender(key));
  await showList();
  goToSenders("far1");
  await settle();
  await press("Escape");
  expect(document.querySelector(".inspector")).toBeNull();
  rows = [aSender("s1", { name: "Fresh" })];
  const desk = aDesk(aWorkspace());
  vi.mocked(ipc.deskState).mockResolvedValue(desk);
  const { heed } = await import("../../actions");
  heed(anError("not_found"));
  await settle();
  expect(text()).toContain("Fresh");
  expect(document.querySelector(".inspector")).toBeNull();
});
