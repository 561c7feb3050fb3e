// @vitest-environment happy-dom
// Does an import do what was decided, and nothing before *Import*?

import { beforeEach, expect, test, vi } from "vitest";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { ImportPage, ImportView } from "../../ipc";
import { change, current } from "../../state";
import { button, buttons, click, field, held, press, settle, show, silence, text } from "../../testing/page";
import { aDecidedView, aField, aView, anImportRow, importPageOf } from "../../testing/imports";
import { aDone, anError, aSender, aWorkspace, opened, pageOf } from "../../testing/samples";

vi.mock("../../ipc");

const IMPORT = "Import into Acme production";

beforeEach(() => {
  silence();
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(aSender("s1")));
  vi.mocked(ipc.setPreferences).mockImplementation(async (page) => page);
  vi.mocked(ipc.workspace).mockImplementation(async (id) => aWorkspace({ id, name: id === "w1" ? "Acme" : "Restored" }));
  vi.mocked(ipc.importRows).mockImplementation(async () => importPageOf(anImportRow(0), anImportRow(1, { change: "add" })));
  vi.mocked(ipc.closeImport).mockResolvedValue(null);
  vi.mocked(ipc.cancelJob).mockResolvedValue(null);
});

async function showImport(view: ImportView = aView()): Promise<void> {
  const two = opened(aWorkspace(), aWorkspace({ id: "w2", name: "Other" }));
  await show(<Frame />, { ...two, screen: { at: "import", view } });
  // The page of the test before gave back its own.
  vi.mocked(ipc.closeImport).mockClear();
}

async function pressOnRow(key: string): Promise<void> {
  await press(key, {}, document.querySelector("[role=row][tabindex='0']")!);
}

function radio(label: string): HTMLInputElement {
  const found = [...document.querySelectorAll("label")].find((one) => one.textContent?.trim().startsWith(label));
  return found!.querySelector("input")!;
}

const decisions = () => vi.mocked(ipc.decideImport).mock.calls.map(([, decision]) => decision);
const queries = () => vi.mocked(ipc.importRows).mock.calls.map(([, query]) => query);

test("what it would do is shown, and nothing is written", async () => {
  await showImport();
  expect(text()).toContain("Adds 1, changes 0, removes 0.");
  expect(text()).toContain("acme.senders.yaml into Acme");
  expect(document.querySelector("[data-row='0']")?.textContent).toContain("Conflict");
  expect(ipc.applyImport).not.toHaveBeenCalled();
  expect(ipc.decideImport).not.toHaveBeenCalled();
});

test("Import waits for the conflicts, and says so by its key as well", async () => {
  await showImport();
  expect(button(IMPORT).disabled).toBe(true);
  expect(text()).toContain("1 conflict to decide");
  await press("Enter", { ctrlKey: true });
  expect(ipc.applyImport).not.toHaveBeenCalled();
  expect(current().toast?.text).toBe("1 conflict to decide.");
});

test("nothing is imported where nothing would be done, or nothing can be changed", async () => {
  const nothing = { ...aView().result, adds: 0 };
  await showImport(aDecidedView({ result: nothing }));
  expect(button(IMPORT).disabled).toBe(true);
  expect(text()).toContain("Nothing would be imported.");
  change({ desk: { ...current().desk!, read_only: "Another Senderdesk uses this folder." } });
  await settle();
  expect(document.querySelector(".import-foot")?.textContent).toContain("Another Senderdesk uses this folder.");
});

test.each([
  ["1", "mine"],
  ["2", "theirs"],
  ["3", "both"],
] as const)("%s on a row chooses %s, and the new counts are shown", async (key, choice) => {
  vi.mocked(ipc.decideImport).mockResolvedValue(aDecidedView({ result: { ...aView().result, changes: 7 } }));
  await showImport();
  await pressOnRow(key);
  expect(decisions()).toEqual([{ about: "sender", index: 0, choice }]);
  expect(text()).toContain("Adds 1, changes 7, removes 0.");
  expect(button(IMPORT).disabled).toBe(false);
});

test("a choice that a sender does not have is not made", async () => {
  vi.mocked(ipc.importRows).mockResolvedValue(importPageOf(anImportRow(0, { change: "wrong", choices: [] })));
  await showImport();
  await pressOnRow("2");
  expect(ipc.decideImport).not.toHaveBeenCalled();
});

test("a field is decided by itself, and one of the workspace as well", async () => {
  vi.mocked(ipc.decideImport).mockResolvedValue(aDecidedView());
  await showImport(aView({ workspace_fields: [aField("name")] }));
  await click(radio("Theirs"));
  await pressOnRow("Enter");
  const sides = [...document.querySelectorAll<HTMLInputElement>(".field-choice input")];
  expect(document.querySelector(".field-choice")?.textContent).toContain("Last sharedBefore");
  await click(sides[0]!);
  expect(decisions()).toEqual([
    { about: "workspace", field: "name", choice: "theirs" },
    { about: "field", index: 0, field: "owner", choice: "mine" },
  ]);
});

test("all of the kind that is shown are decided at once", async () => {
  vi.mocked(ipc.decideImport).mockResolvedValue(aDecidedView());
  await showImport();
  expect(buttons("All theirs")).toEqual([]);
  await click(radio("Conflicts"));
  await click(button("All theirs"));
  expect(decisions()).toEqual([{ about: "every", change: "conflict", choice: "theirs" }]);
});

test("a filter and a search ask for that part of the rows, from its beginning", async () => {
  await showImport();
  await click(radio("Conflicts"));
  const search = document.querySelector<HTMLInputElement>("input[type=search]")!;
  search.value = " off ";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  expect(queries().at(-1)).toEqual({ change: "conflict", search: "off", offset: 0, limit: 200 });
});

test("rows that come late do not replace those asked for since", async () => {
  await showImport();
  const [first, second] = [held<ImportPage>(), held<ImportPage>()];
  vi.mocked(ipc.importRows).mockImplementation((_, query) => (query.change === "conflict" ? first : second).promise);
  await click(radio("Conflicts"));
  await click(radio("Additions"));
  await second.answer(importPageOf(anImportRow(1, { name: "Newer" })));
  await first.answer(importPageOf(anImportRow(0, { name: "Older" })));
  expect(document.querySelector("[data-index='0']")?.textContent).toContain("Newer");
});

test("decisions go one after the other, so that the last answer knows them all", async () => {
  const [first, second] = [held<ImportView>(), held<ImportView>()];
  vi.mocked(ipc.decideImport).mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  await showImport();
  await pressOnRow("1");
  await pressOnRow("2");
  expect(ipc.decideImport).toHaveBeenCalledTimes(1);
  await first.answer(aView());
  expect(ipc.decideImport).toHaveBeenCalledTimes(2);
  await second.answer(aDecidedView());
  expect(button(IMPORT).disabled).toBe(false);
});

test("a decision that is refused is said, and leaves everything as it was", async () => {
  vi.mocked(ipc.decideImport).mockRejectedValue(anError("internal", { message: "It was not taken." }));
  await showImport(aView({ workspace_fields: [aField("name", { choice: "mine" })] }));
  await click(radio("Theirs"));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("It was not taken.");
  expect([radio("Mine").checked, radio("Theirs").checked]).toEqual([true, false]);
});

test("far down a long list the rows in sight are asked for, and no others", async () => {
  const row = anImportRow(0, { choices: [] });
  vi.mocked(ipc.importRows).mockImplementation(async (_, { offset }) => ({
    matching: 10_000,
    offset,
    rows: Array.from({ length: 200 }, (_, n) => ({ ...row, index: offset + n })),
  }));
  await showImport(aView({ counts: { ...aView().counts, add: 9999 } }));
  await pressOnRow("End");
  expect(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount")).toBe("10001");
  expect(document.activeElement?.getAttribute("aria-rowindex")).toBe("10001");
  expect(new Set(queries().map(({ offset }) => offset))).toEqual(new Set([0, 9800]));
});

test("Escape steps back: out of the inspector, out of the filter, out of the import", async () => {
  await showImport();
  await click(radio("Conflicts"));
  await pressOnRow("Enter");
  expect(document.querySelector(".inspector h2")?.textContent).toBe("Offers 0");
  await press("Escape");
  expect(document.querySelector(".inspector h2")?.textContent).toBe("acme.senders.yaml");
  await press("Escape");
  expect(radio("All").checked).toBe(true);
  await press("Escape");
  expect(current().screen.at).toBe("senders");
});

test("an import that is left is given back, after a question where something was decided", async () => {
  vi.mocked(ipc.decideImport).mockResolvedValue(aDecidedView());
  await showImport();
  await pressOnRow("1");
  await press("6", { ctrlKey: true });
  expect(text()).toContain("Leave this import?");
  await click(button("Keep deciding"));
  expect(ipc.closeImport).not.toHaveBeenCalled();
  await press("6", { ctrlKey: true });
  await click(button("Leave"));
  expect(current().screen.at).toBe("account");
  expect(ipc.closeImport).toHaveBeenCalledExactlyOnceWith("i1");
});

test("it is aimed at another workspace, or at a new one with the account of the file", async () => {
  const accounts = [{ workspace: "w2", workspace_name: "Other", account_sid: "AC1", of_the_file: true }];
  const no_undo = "It makes a workspace.";
  vi.mocked(ipc.aimImport).mockImplementation(async (_, target) => aDecidedView({ target, accounts, no_undo }));
  await showImport(aView({ accounts }));
  const into = field<HTMLSelectElement>("Into");
  into.value = "";
  into.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(ipc.aimImport).toHaveBeenLastCalledWith("i1", { into: "new", account_of: "w2" });
  expect(text()).toContain("It makes a workspace.");
  const account = field<HTMLSelectElement>("Account");
  account.value = "";
  account.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(ipc.aimImport).toHaveBeenLastCalledWith("i1", { into: "new", account_of: null });
  expect(buttons("Import as Acme")).toHaveLength(1);
});

test("how a table was read is shown, and lines that are wrong with their place", async () => {
  const remark = { level: "problem", line: 7, column: 3, message: "A number without +.", hint: null, sender: null } as const;
  const columns = [{ header: "Typ", field: "Sender type" }, { header: "Cost", field: null }];
  await showImport(aView({ kind: "table", table: { delimiter: "semicolon", columns }, remarks: [remark] }));
  expect(text()).toContain("Separated by semicolon.");
  expect(document.querySelector(".inspector table")?.textContent).toContain("Costleft aside");
  expect(document.querySelector(".import-remarks")?.textContent).toContain("Line 7, column 3A number without +.");
});

test("a file that brings nothing says so", async () => {
  const counts = { add: 0, change: 0, same: 2, conflict: 0, remove: 0, wrong: 0 };
  await showImport(aDecidedView({ counts, result: { ...aView().result, adds: 0 } }));
  expect(text()).toContain("Everything in this file is here already");
});

test("what was imported is said, can be taken back, and is shown", async () => {
  const undo = aDone("1 sender was added.", "w2");
  const done = { workspaces: ["w2"], done: "1 sender was added.", undo, without_credential: [] };
  vi.mocked(ipc.applyImport).mockResolvedValue(done);
  await showImport(aDecidedView({ target: { into: "existing", workspace: "w2" } }));
  await click(button("Import into Other production"), 2);
  expect(ipc.applyImport).toHaveBeenCalledTimes(1);
  expect(current()).toMatchObject({ workspace: "w2", screen: { at: "senders" }, undos: [undo] });
  expect(current().toast).toMatchObject({ text: "1 sender was added.", undo });
  expect(ipc.closeImport).not.toHaveBeenCalled();
});

test("a workspace without a credential is asked for it, and the others are named", async () => {
  const made = ["w8", "w9"];
  const done = { workspaces: made, done: "2 workspaces were restored.", undo: null, without_credential: made };
  vi.mocked(ipc.applyImport).mockResolvedValue(done);
  const restore = made.map((_, index) => ({
    index,
    name: `Restored ${index}`,
    data_centre: "DC-01",
    senders: 3,
    wrong: 0,
    account: "acme-eu",
    bound_to: null,
    same_name: false,
    included: true,
  }));
  await showImport(
    aDecidedView({ kind: "backup", counts: { ...aView().counts, add: 0, conflict: 0 }, restore, no_undo: "It makes workspaces." }),
  );
  expect(text()).toContain("It makes workspaces.");
  await click(button("Restore 2 workspaces"));
  expect(current()).toMatchObject({ workspace: "w8", screen: { at: "connect", reauthenticate: "w8" } });
  expect(current().desk?.workspaces.map(({ id }) => id)).toEqual(["w1", "w2", "w8", "w9"]);
  expect(current().toast?.text).toBe("2 workspaces were restored. Restored has no credential yet, either.");
});

test("workspaces of a backup are left out one by one", async () => {
  const row = { index: 3, name: "Acme", data_centre: "DC-01", senders: 3, wrong: 1, account: "AC1" };
  const restore = [{ ...row, bound_to: "Other", same_name: true, included: true }];
  vi.mocked(ipc.decideImport).mockResolvedValue(
    aDecidedView({ kind: "backup", restore: [{ ...restore[0]!, included: false }] }),
  );
  await showImport(aDecidedView({ kind: "backup", restore }));
  expect(text()).toContain("shares the account of Other");
  await click(field("Acme"));
  expect(decisions()).toEqual([{ about: "restore", index: 3, included: false }]);
  expect(button("Restore 0 workspaces").disabled).toBe(true);
});

test("an import under way can be cancelled, and says that nothing was imported", async () => {
  const applying = held<never>();
  vi.mocked(ipc.applyImport).mockReturnValueOnce(applying.promise);
  await showImport(aDecidedView());
  await click(button(IMPORT));
  const job = vi.mocked(ipc.applyImport).mock.calls[0]![1];
  change({ progress: { [job]: { job, done: 3, total: 10 } } });
  await settle();
  expect(text()).toContain("Importing, 3 of 10");
  await click(button("Cancel"));
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(job);
  await applying.refuse(anError("invalid"));
  expect(current().toast?.text).toBe("Cancelled: nothing was imported.");
  expect(current().screen.at).toBe("import");
  expect(button(IMPORT).disabled).toBe(false);
});

test("what was changed meanwhile is said in place, and looked at again", async () => {
  vi.mocked(ipc.applyImport).mockRejectedValue(anError("invalid", { message: "Senders were changed meanwhile." }));
  vi.mocked(ipc.aimImport).mockResolvedValue(aDecidedView());
  await showImport(aDecidedView());
  await click(button(IMPORT));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("Senders were changed meanwhile.");
  await click(button("Look again"));
  expect(ipc.aimImport).toHaveBeenCalledExactlyOnceWith("i1", { into: "existing", workspace: "w1" });
  expect(document.querySelector("[role=alert]")).toBeNull();
});

test("an import that is left while it runs is called off, and does not move the window", async () => {
  const applying = held<never>();
  vi.mocked(ipc.applyImport).mockReturnValueOnce(applying.promise);
  await showImport(aDecidedView());
  await click(button(IMPORT));
  await press("5", { ctrlKey: true });
  await click(button("Leave"));
  expect(ipc.cancelJob).toHaveBeenCalledTimes(1);
  await applying.refuse(anError("invalid"));
  expect(current().screen.at).toBe("activity");
});
