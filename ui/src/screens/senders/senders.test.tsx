// @vitest-environment happy-dom
// Is only that sender touched which the operator meant, and can it be taken back?

import { beforeEach, expect, test, vi } from "vitest";
import { goToSenders, switchTo } from "../../actions";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { SenderRow } from "../../ipc";
import { current } from "../../state";
import { held, press, settle, show, silence, text } from "../../testing/page";
import { aDesk, aSender, anError, aWorkspace, opened, pageOf } from "../../testing/samples";

vi.mock("../../ipc");

let rows: SenderRow[];

beforeEach(() => {
  silence();
  rows = ["s1", "s2", "s3"].map((key) => aSender(key));
  vi.mocked(ipc.deskState).mockImplementation(async () => current().desk!);
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(...rows));
  vi.mocked(ipc.setPreferences).mockImplementation(async (page) => page);
  vi.mocked(ipc.deleteSender).mockImplementation(async (key) => {
    rows = rows.filter((row) => row.key !== key);
    return { key, name: key };
  });
});

async function showList(): Promise<void> {
  await show(<Frame />, opened(aWorkspace(), aWorkspace({ id: "w2", name: "Other" })));
}

async function pressOnRow(key: string, more: KeyboardEventInit = {}): Promise<void> {
  await press(key, more, document.querySelector("[role=row][tabindex='0']")!);
}

test("a Delete key that is held deletes one sender", async () => {
  await showList();
  await pressOnRow("Delete");
  await pressOnRow("Delete", { repeat: true });
  expect(ipc.deleteSender).toHaveBeenCalledTimes(1);
});

test("other keys that are held act once, too", async () => {
  await showList();
  for (const key of ["Enter", "t", "d"]) {
    await pressOnRow(key, { repeat: true });
  }
  expect(ipc.markDefault).not.toHaveBeenCalled();
  expect(current().screen.at).toBe("senders");
});

test("Undo comes back to the workspace of the sender", async () => {
  await showList();
  await pressOnRow("Delete");
  switchTo("w2");
  await settle();
  vi.mocked(ipc.restoreSender).mockResolvedValue(aSender("s1"));
  await press("z", { ctrlKey: true });
  expect(current()).toMatchObject({ workspace: "w1", screen: { at: "senders" }, deleted: [] });
});

test("a deletion that cannot be taken back any more is not tried again", async () => {
  await showList();
  await pressOnRow("Delete");
  vi.mocked(ipc.restoreSender).mockRejectedValue(anError("not_found"));
  await press("z", { ctrlKey: true });
  await press("z", { ctrlKey: true });
  expect(ipc.restoreSender).toHaveBeenCalledTimes(1);
});

test("a deletion that could not be taken back just now can be, later", async () => {
  await showList();
  await pressOnRow("Delete");
  vi.mocked(ipc.restoreSender).mockRejectedValueOnce(anError("internal")).mockResolvedValueOnce(aSender("s1"));
  await press("z", { ctrlKey: true });
  await press("z", { ctrlKey: true });
  expect(text()).toContain("Sender s1 is back.");
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
