// @vitest-environment happy-dom
// How does a file come in, and is what is not wanted any more forgotten?

import { beforeEach, expect, test, vi } from "vitest";
import { start } from "../../actions";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { ImportView } from "../../ipc";
import { current } from "../../state";
import type { State } from "../../state";
import { button, buttons, click, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aView, importPageOf } from "../../testing/imports";
import { aDesk, anError, aWorkspace, opened, pageOf, senderNotes } from "../../testing/samples";

vi.mock("../../ipc");
const { tellPage } = (await import("../../ipc")) as unknown as typeof import("../../__mocks__/ipc");

beforeEach(() => {
  silence();
  HTMLElement.prototype.showPopover ??= () => undefined;
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  vi.mocked(ipc.importRows).mockImplementation(async () => importPageOf());
  vi.mocked(ipc.checkSender).mockImplementation(async () => senderNotes());
  vi.mocked(ipc.offeredImport).mockResolvedValue(null);
  vi.mocked(ipc.closeImport).mockResolvedValue(null);
  vi.mocked(ipc.cancelJob).mockResolvedValue(null);
  vi.mocked(ipc.preferences).mockResolvedValue({});
  vi.mocked(ipc.deskState).mockResolvedValue(aDesk(aWorkspace()));
});

async function showPage(state: Partial<State> = {}): Promise<void> {
  await show(<Frame />, state);
  // The page of the test before gave back its own.
  vi.mocked(ipc.closeImport).mockClear();
}

async function showStarted(): Promise<void> {
  await showPage();
  await start();
  await settle();
}

test("a file that waited before the page was there is looked at, for the open workspace", async () => {
  vi.mocked(ipc.offeredImport).mockResolvedValue(aView());
  await showStarted();
  expect(vi.mocked(ipc.offeredImport).mock.calls[0]![0]).toBe("w1");
  expect(current().screen).toMatchObject({ at: "import", view: { id: "i1" } });
});

test("where no file waits, nothing happens", async () => {
  await showStarted();
  expect(ipc.offeredImport).toHaveBeenCalledTimes(1);
  expect(current()).toMatchObject({ screen: { at: "senders" }, reading: null, toast: null });
});

test("files that are held over the window show what a drop will do, and a drop opens the import", async () => {
  await showStarted();
  tellPage({ what: "file_held", over: true });
  await settle();
  expect(text()).toContain("Drop the file to look at it");
  tellPage({ what: "file_held", over: false });
  await settle();
  expect(text()).not.toContain("Drop the file to look at it");
  vi.mocked(ipc.offeredImport).mockResolvedValue(aView());
  tellPage({ what: "file_held", over: true });
  tellPage({ what: "file_offered" });
  await settle();
  expect(text()).not.toContain("Drop the file to look at it");
  expect(current().screen.at).toBe("import");
});

test("a file that cannot be read says why and what to do", async () => {
  await showStarted();
  vi.mocked(ipc.offeredImport).mockRejectedValue(
    anError("invalid", { message: "This is a folder.", hint: "Drop a file." }),
  );
  tellPage({ what: "file_offered" });
  await settle();
  expect(current().toast?.text).toBe("This is a folder. Drop a file.");
  expect(current().screen.at).toBe("senders");
});

test("a file is chosen by key, from the menu and at the first start", async () => {
  await show(<Frame />, opened(aWorkspace()));
  vi.mocked(ipc.chooseImport).mockResolvedValue(null);
  await press("i", { ctrlKey: true });
  expect(current().screen.at).toBe("senders");
  await click(button("Share"));
  await click(document.querySelectorAll<HTMLElement>("[role=menuitem]")[1]!);
  await show(<Frame />, opened());
  await click(button("Restore from a file"));
  expect(vi.mocked(ipc.chooseImport).mock.calls.map(([workspace]) => workspace)).toEqual(["w1", "w1", null]);
});

test("nothing is shown while the operator may still be choosing, then how far reading has come", async () => {
  await showStarted();
  await press("i", { ctrlKey: true });
  await press("i", { ctrlKey: true });
  expect(ipc.chooseImport).toHaveBeenCalledTimes(1);
  expect(text()).not.toContain("Reading the file");
  const job = vi.mocked(ipc.chooseImport).mock.calls[0]![1];
  tellPage({ what: "progress", job, done: 10, total: 40 });
  await settle();
  expect(text()).toContain("Reading the file, 10 of 40");
});

test.each([
  ["its button", () => click(button("Cancel"))],
  ["Escape", () => press("Escape")],
])("reading is cancelled by %s, and what comes late is given back", async (_, cancel) => {
  const late = held<ImportView>();
  await showStarted();
  vi.mocked(ipc.offeredImport).mockReturnValueOnce(late.promise);
  tellPage({ what: "file_offered" });
  await settle();
  const job = vi.mocked(ipc.offeredImport).mock.calls[1]![1];
  await cancel();
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(job);
  expect(current().toast?.text).toBe("Cancelled: nothing was read.");
  await late.answer(aView());
  expect(current()).toMatchObject({ screen: { at: "senders" }, progress: {} });
  expect(ipc.closeImport).toHaveBeenCalledExactlyOnceWith("i1");
});

test("a file that is read late does not take the place of the one offered since", async () => {
  const [first, second] = [held<ImportView>(), held<ImportView>()];
  await showStarted();
  vi.mocked(ipc.offeredImport).mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  tellPage({ what: "file_offered" });
  await settle();
  tellPage({ what: "file_offered" });
  await settle();
  await second.answer(aView({ id: "i2" }));
  await first.answer(aView({ id: "i1" }));
  expect(current().screen).toMatchObject({ at: "import", view: { id: "i2" } });
  expect(ipc.closeImport).toHaveBeenCalledExactlyOnceWith("i1");
});

test("another import takes the place of the one that is looked at, which is given back", async () => {
  await showPage({ ...opened(aWorkspace()), screen: { at: "import", view: aView() } });
  vi.mocked(ipc.chooseImport).mockResolvedValue(aView({ id: "i2", source: "other.yaml" }));
  await press("i", { ctrlKey: true });
  expect(text()).toContain("other.yaml into Acme");
  expect(ipc.closeImport).toHaveBeenCalledExactlyOnceWith("i1");
});

test("what is typed is not lost to a file that is dropped", async () => {
  await showPage(opened(aWorkspace()));
  await click(button("Add sender"));
  await type("Sender name", "Half typed");
  vi.mocked(ipc.chooseImport).mockResolvedValue(aView());
  await press("i", { ctrlKey: true });
  await click(button("Keep editing"));
  expect(field("Sender name").value).toBe("Half typed");
  expect(ipc.closeImport).toHaveBeenCalledExactlyOnceWith("i1");
});

async function showPaste(typed: string): Promise<HTMLTextAreaElement> {
  await show(<Frame />, { ...opened(aWorkspace()), sharing: "paste" });
  const area = field<HTMLTextAreaElement>("Text of a share file");
  area.value = typed;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  return area;
}

test("pasted text is handed over as it is, and looked at", async () => {
  vi.mocked(ipc.pasteImport).mockResolvedValue(aView({ source: "pasted text" }));
  await showPaste("schema: senders\n");
  await click(button("Look at it"));
  expect(vi.mocked(ipc.pasteImport).mock.calls[0]!.slice(0, 2)).toEqual(["w1", "schema: senders\n"]);
  expect(current()).toMatchObject({ screen: { at: "import" }, sharing: null });
});

test("text that cannot be read stays to be mended, with the reason", async () => {
  vi.mocked(ipc.pasteImport).mockRejectedValue(anError("invalid", { message: "Line 3 is no YAML." }));
  const area = await showPaste("{");
  await click(button("Look at it"));
  expect(document.querySelector("dialog [role=alert]")?.textContent).toContain("Line 3 is no YAML.");
  expect(area.value).toBe("{");
});

test("text that is too long is refused before it is handed over", async () => {
  await showPaste("x".repeat(5_000_001));
  expect(button("Look at it").disabled).toBe(true);
  expect(text()).toContain("5,000,000 at most can be pasted");
});

test("the palette imports with or without a workspace", async () => {
  const { entries } = await import("../../palette/entries");
  await show(<Frame />, opened());
  const labels = () => entries(current()).map(({ label }) => label);
  expect(labels()).toEqual(expect.arrayContaining(["Import a file…", "Import pasted text…"]));
  expect(labels()).not.toContain("Export senders…");
  entries(current())
    .find(({ label }) => label === "Import pasted text…")!
    .act();
  await settle();
  expect(buttons("Look at it")).toHaveLength(1);
});
