// @vitest-environment happy-dom
// Is it said what a file holds and leaves out before it is written?

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { LeftOutView, SharePreview } from "../../ipc";
import { change, current } from "../../state";
import { button, click, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aBackupPreview, aSharePreview } from "../../testing/imports";
import { aDesk, anError, aWorkspace, opened, pageOf } from "../../testing/samples";

vi.mock("../../ipc");

const TOKEN: LeftOutView = {
  place: "Offers: MO callback URL",
  what: "the value of “token”",
  why: "It looks like a secret.",
  placeholder: "{{token}}",
};

beforeEach(() => {
  vi.useFakeTimers();
  silence();
  HTMLElement.prototype.showPopover ??= () => undefined;
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  vi.mocked(ipc.sharePreview).mockImplementation(async (_, options) =>
    aSharePreview(options ? { options, account: options.alias } : {}),
  );
  vi.mocked(ipc.saveShare).mockResolvedValue({ file: { path: "/exports/acme.senders.yaml" }, left_out: 1 });
});

afterEach(() => void vi.useRealTimers());

const SAVE = "Save to a file…";

async function showExport(): Promise<void> {
  await show(<Frame />, opened(aWorkspace()));
  await press("e", { ctrlKey: true });
}

/** As long as the preview waits for a run of keys to end. */
async function pause(): Promise<void> {
  vi.advanceTimersByTime(200);
  await settle();
}

function choose(format: string): Promise<void> {
  return click(document.querySelector<HTMLInputElement>(`.formats input[value=${format}]`)!);
}

test("what is left out, and why, is listed before anything is written", async () => {
  vi.mocked(ipc.sharePreview).mockResolvedValue(aSharePreview({ left_out: [TOKEN], left_out_total: 120 }));
  await showExport();
  expect(ipc.sharePreview).toHaveBeenCalledExactlyOnceWith("w1", null);
  expect(document.querySelector(".left-out")?.textContent).toContain("the value of “token”. It looks like a secret.");
  expect(document.querySelector(".left-out")?.textContent).toContain("{{token}} in its place.");
  expect(document.querySelector(".left-out")?.textContent).toContain("119 more");
  expect(document.querySelector("[role=region][tabindex='0'] code")?.textContent).toContain("schemaVersion: 1");
  expect(ipc.saveShare).not.toHaveBeenCalled();
});

test("it is said what has changed since it was last shared", async () => {
  const since = { added: 1, changed: 2, removed: 0, workspace_fields: 0 };
  vi.mocked(ipc.sharePreview).mockResolvedValue(aSharePreview({ last_shared: "2026-11-20T10:00:00Z", since }));
  await showExport();
  expect(document.querySelector("dialog")?.textContent).toContain("1 added, 2 changed.");
  vi.mocked(ipc.sharePreview).mockResolvedValue(
    aSharePreview({ last_shared: "2026-11-20T10:00:00Z", since: { ...since, added: 0, changed: 0 } }),
  );
  await showExport();
  expect(document.querySelector("dialog")?.textContent).toContain("Nothing has changed since it was last shared");
});

test("a file that was written is named with how much was left out, and the dialog closes", async () => {
  await showExport();
  await choose("json");
  await click(button(SAVE));
  expect(ipc.saveShare).toHaveBeenCalledExactlyOnceWith("w1", "json", { mask_account: false, alias: "" });
  expect(current().toast?.text).toBe("Written to /exports/acme.senders.yaml. 1 value left out.");
  expect(document.querySelector("dialog")).toBeNull();
});

test("a chooser that is cancelled leaves the dialog as it is", async () => {
  vi.mocked(ipc.saveShare).mockResolvedValue(null);
  await showExport();
  await choose("csv");
  await click(button(SAVE));
  expect(document.querySelector<HTMLInputElement>(".formats input:checked")?.value).toBe("csv");
  expect(current().toast).toBeNull();
});

test("an alias that cannot be one blocks, and its reason stands with the field", async () => {
  vi.mocked(ipc.sharePreview).mockImplementation(async (_, options) =>
    aSharePreview({
      options: options ?? { mask_account: false, alias: "" },
      alias_problem: options?.mask_account && options.alias === "" ? "Give it an alias." : null,
    }),
  );
  await showExport();
  await click(field("Mask the account"));
  await pause();
  expect(field("Alias").getAttribute("aria-invalid")).toBe("true");
  expect(text()).toContain("Give it an alias.");
  expect(button(SAVE).disabled).toBe(true);
  await type("Alias", "acme");
  await pause();
  expect(button(SAVE).disabled).toBe(false);
  await click(button(SAVE));
  expect(ipc.saveShare).toHaveBeenCalledExactlyOnceWith("w1", "yaml", { mask_account: true, alias: "acme" });
});

test("an answer about an earlier alias that comes late is dropped, and nothing is written meanwhile", async () => {
  await showExport();
  await click(field("Mask the account"));
  await pause();
  const [first, second] = [held<SharePreview>(), held<SharePreview>()];
  vi.mocked(ipc.sharePreview).mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  await type("Alias", "a");
  await pause();
  await type("Alias", "ab");
  await click(button(SAVE));
  expect(ipc.saveShare).not.toHaveBeenCalled();
  await pause();
  const options = { mask_account: true, alias: "ab" };
  await second.answer(aSharePreview({ options, account: "newer" }));
  await first.answer(aSharePreview({ options, account: "older" }));
  expect(document.querySelector("dialog")?.textContent).toContain("newer");
});

test("worksheets of all senders are written by the same dialog", async () => {
  vi.mocked(ipc.saveWorksheet).mockResolvedValue({ path: "/exports/sheets.md" });
  await showExport();
  await choose("markdown");
  await click(button(SAVE));
  expect(ipc.saveWorksheet).toHaveBeenCalledExactlyOnceWith("w1", null, "markdown");
  expect(current().toast?.text).toBe("Written to /exports/sheets.md.");
});

test("a file that cannot be written says why, in the dialog", async () => {
  vi.mocked(ipc.saveShare).mockRejectedValue(anError("internal", { message: "The disk is full." }));
  await showExport();
  await click(button(SAVE));
  expect(document.querySelector("dialog [role=alert]")?.textContent).toContain("The disk is full.");
});

test("what cannot be changed can be exported all the same", async () => {
  await show(<Frame />, { ...opened(aWorkspace()), desk: { ...aDesk(aWorkspace()), read_only: "In use." } });
  await press("e", { ctrlKey: true });
  expect(button(SAVE).disabled).toBe(false);
});

test("the focus comes back to where the menu was opened", async () => {
  await show(<Frame />, opened(aWorkspace()));
  button("Share").focus();
  await click(button("Share"));
  await click(document.querySelector<HTMLElement>("[role=menuitem]")!);
  await click(button("Cancel"));
  expect(document.activeElement).toBe(button("Share"));
});

test("a backup names its workspaces and says that credentials are asked for again", async () => {
  vi.mocked(ipc.backupPreview).mockResolvedValue(aBackupPreview({ left_out: [TOKEN], left_out_total: 1 }));
  vi.mocked(ipc.saveBackup).mockResolvedValueOnce(null);
  await show(<Frame />, { ...opened(aWorkspace()), sharing: "backup" });
  expect(text()).toContain("1 workspace, 2 senders");
  expect(text()).toContain("each account's credential is asked for again");
  expect(document.querySelector(".left-out")?.textContent).toContain("Offers: MO callback URL");
  await click(button(SAVE));
  expect(document.querySelector("dialog")).not.toBeNull();
  vi.mocked(ipc.saveBackup).mockResolvedValueOnce({ file: { path: "/exports/backup.yaml" }, left_out: 0 });
  await click(button(SAVE));
  expect(current().toast?.text).toBe("Written to /exports/backup.yaml.");
  expect(document.querySelector("dialog")).toBeNull();
});

test("where there is nothing to back up, that is said and nothing is written", async () => {
  vi.mocked(ipc.backupPreview).mockResolvedValue(aBackupPreview({ workspaces: [] }));
  await show(<Frame />, { ...opened(aWorkspace()), sharing: "backup" });
  expect(text()).toContain("There is no workspace to back up");
  expect(button(SAVE).disabled).toBe(true);
  change({ sharing: null });
});
