// @vitest-environment happy-dom
// Is everything that can be done from anywhere offered by name, and nothing that cannot be done just now?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../ipc";
import type { WorkspaceView } from "../ipc";
import { change, current } from "../state";
import { settle, silence } from "../testing/page";
import { aDone, anError, aWorkspace, opened } from "../testing/samples";
import { entries } from "./entries";

vi.mock("../ipc");

beforeEach(silence);

function labels(...views: WorkspaceView[]): string[] {
  change(opened(...views));
  return entries(current()).map((entry) => entry.label);
}

async function act(label: string): Promise<void> {
  entries(current())
    .find((entry) => entry.label === label)!
    .act();
  await settle();
}

test("every place and every action of a workspace has its name", () => {
  expect(labels(aWorkspace())).toEqual(
    expect.arrayContaining([
      "Senders",
      "Test messages",
      "Set-up",
      "Routes",
      "Doctor",
      "Keyword rehearsal",
      "Activity",
      "Account",
      "Workspace settings",
      "New workspace with this account",
      "Reauthenticate",
      "Check balance",
      "Workspace Acme",
    ]),
  );
});

test("the practice account is not reauthenticated", () => {
  const view = aWorkspace({ environment: "practice" });
  expect(labels({ ...view, account: { ...view.account, kept_in: "practice" } })).not.toContain("Reauthenticate");
});

test("changes are not offered while nothing can be changed", () => {
  labels(aWorkspace());
  change({ desk: { ...current().desk!, read_only: "In use." } });
  const offered = entries(current()).map((entry) => entry.label);
  expect(offered).not.toContain("New workspace with this account");
  expect(offered).not.toContain("Add sender");
  expect(offered).toContain("Workspace settings");
});

test("without a workspace only what needs none is offered", () => {
  expect(labels()).not.toContain("Activity");
  expect(labels()).toContain("Connect a Twilio account");
});

test("the whole activity log is exported from anywhere, and a failure is said", async () => {
  labels(aWorkspace());
  vi.mocked(ipc.saveActivity).mockRejectedValue(anError("internal", { message: "The disk is full." }));
  await act("Export all activity as CSV…");
  expect(vi.mocked(ipc.saveActivity).mock.calls[0]).toMatchObject([{ workspace: null, search: "" }, "csv"]);
  expect(current().toast?.text).toBe("The disk is full.");
});

test("the newest change can be taken back by name, and nothing is offered where there is none", async () => {
  expect(labels(aWorkspace())).not.toContain("Undo");
  const done = aDone("“Offers” was deleted.");
  change({ undos: [done] });
  expect(entries(current()).find(({ label }) => label === "Undo")?.note).toBe("“Offers” was deleted.");
  await act("Undo");
  expect(ipc.undo).toHaveBeenCalledExactlyOnceWith(done.id);
});

test("the doctor is run by name where its report will stand, and not while something typed would be lost", async () => {
  labels(aWorkspace());
  change({ mayLeave: () => false });
  await act("Run the doctor");
  expect(ipc.runDoctor).not.toHaveBeenCalled();
  change({ mayLeave: null, leaving: null });
  await act("Run the doctor");
  expect(current().screen.at).toBe("doctor");
  expect(vi.mocked(ipc.runDoctor).mock.calls).toMatchObject([["w1", expect.any(String)]]);
});

test("all worksheets are exported from anywhere", async () => {
  labels(aWorkspace());
  vi.mocked(ipc.saveWorksheet).mockResolvedValue({ path: "/exports/sheets.html" });
  await act("Export all worksheets as HTML…");
  expect(ipc.saveWorksheet).toHaveBeenCalledExactlyOnceWith("w1", null, "html");
  expect(current().toast?.text).toBe("Written to /exports/sheets.html");
});
