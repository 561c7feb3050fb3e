// @vitest-environment happy-dom
// Is a change of a workspace shown before it is made, and is one removed only when that is meant?

import { beforeEach, expect, test, vi } from "vitest";
import { goToWorkspace, refresh } from "../../actions";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { Finding, UrlChange, WorkspaceNotes, WorkspaceRemoval, WorkspaceView } from "../../ipc";
import { change, current } from "../../state";
import { button, buttons, click, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { anError, aWorkspace, opened, pageOf } from "../../testing/samples";

vi.mock("../../ipc");

const urls = (to: string): UrlChange[] => [
  {
    what: "MO callback URL",
    before: { url: "https://api-03.moengage.com/mo", provenance: "documented" },
    after: { url: `https://api-${to}.moengage.com/mo`, provenance: "derived" },
    senders: 5,
    custom: 1,
  },
];
const notes = (more: Partial<WorkspaceNotes> = {}): WorkspaceNotes => ({
  notes: [],
  data_centre: null,
  url_changes: [],
  ...more,
});
const removal: WorkspaceRemoval = { deletes: ["2 senders"], stays: ["Twilio"], not_now: null };

beforeEach(() => {
  silence();
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  vi.mocked(ipc.checkWorkspace).mockImplementation(async () => notes());
  vi.mocked(ipc.workspaceFindings).mockResolvedValue({ findings: [] });
  vi.mocked(ipc.workspaceRemoval).mockResolvedValue(removal);
  vi.mocked(ipc.setPreferences).mockImplementation(async (page) => page);
  vi.mocked(ipc.workspace).mockImplementation(async (id) => current().desk!.workspaces.find((view) => view.id === id)!);
});

async function showSettings(...views: WorkspaceView[]): Promise<void> {
  await show(<Frame />, opened(...(views.length > 0 ? views : [aWorkspace()])));
  goToWorkspace("w1");
  await settle();
}

async function choose(label: string, value: string): Promise<void> {
  const select = field<HTMLSelectElement>(label);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
}

const table = () => document.querySelector(".url-changes")?.textContent ?? "";
const isBusy = (name: string) => button(name).getAttribute("aria-busy") === "true";

test("the URLs that another data centre changes are shown before it can be saved", async () => {
  await showSettings();
  expect(table()).toBe("");
  const answer = held<WorkspaceNotes>();
  vi.mocked(ipc.checkWorkspace).mockReturnValueOnce(answer.promise);
  await choose("Data centre", "DC-01");
  await press("s", { ctrlKey: true });
  expect(isBusy("Save")).toBe(true);
  expect(ipc.updateWorkspace).not.toHaveBeenCalled();
  await answer.answer(notes({ url_changes: urls("01") }));
  expect(table()).toContain("https://api-03.moengage.com/mo");
  expect(table()).toContain("https://api-01.moengage.com/mo");
  expect(table()).toContain("derived");
  expect(table()).toContain("5 senders take it");
  expect(table()).toContain("1 sender keeps a custom one");
  await press("s", { ctrlKey: true });
  expect(vi.mocked(ipc.updateWorkspace).mock.calls[0]).toMatchObject(["w1", { data_centre: "DC-01" }]);
});

test("a check that answers late does not overwrite the one asked after it", async () => {
  await showSettings();
  const [first, second] = [held<WorkspaceNotes>(), held<WorkspaceNotes>()];
  vi.mocked(ipc.checkWorkspace).mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  await type("Dashboard address", "dashboard-04");
  await type("Dashboard address", "dashboard-05");
  await second.answer(notes({ url_changes: urls("05") }));
  await first.answer(notes({ url_changes: urls("04") }));
  expect(table()).toContain("api-05");
  expect(table()).not.toContain("api-04");
});

test("a number that MoEngage does not list is kept and shown as the data centre", async () => {
  vi.mocked(ipc.checkWorkspace).mockImplementation(async () =>
    notes({ data_centre: { code: "DC-42", region: null, known: false, open_for_new: null } }),
  );
  await showSettings();
  await type("Dashboard address", "https://dashboard-42.moengage.com/");
  const select = field<HTMLSelectElement>("Data centre");
  expect(select.value).toBe("DC-42");
  expect(select.selectedOptions[0]?.textContent).toBe("DC-42, not in the list, kept as typed");
});

test("a check that fails does not keep the settings from being saved", async () => {
  await showSettings();
  vi.mocked(ipc.checkWorkspace).mockRejectedValue(anError("internal"));
  await choose("Data centre", "DC-01");
  await click(button("Save"));
  expect(ipc.updateWorkspace).toHaveBeenCalledTimes(1);
});

test("a saved change is said, can be taken back, and leads to the senders", async () => {
  await showSettings();
  await type("Workspace name", "Renamed");
  const undo = { id: "u1", workspace: "w1", done: "“Acme” is called “Renamed” now." };
  vi.mocked(ipc.updateWorkspace).mockResolvedValue({ workspace: aWorkspace({ name: "Renamed" }), undo });
  await click(button("Save"));
  expect(current()).toMatchObject({ screen: { at: "senders" }, undos: [undo], toast: { text: undo.done } });
});

test("what a refused save says stands at the field, which takes the focus", async () => {
  await showSettings();
  const refused = { field: "delivery_url", message: "This is no address.", hint: null };
  vi.mocked(ipc.updateWorkspace).mockRejectedValue(anError("invalid", { fields: [refused] }));
  await type("Delivery tracking URL", "x");
  await click(button("Save"));
  expect(text()).toContain("This is no address.");
  await vi.waitFor(() => expect(document.activeElement).toBe(field("Delivery tracking URL")));
});

test("a settings form in which something was typed asks before it is left", async () => {
  await showSettings();
  expect(document.activeElement).toBe(field("Workspace name"));
  await type("Workspace name", "Half");
  await press("Escape");
  expect(text()).toContain("Discard the changes?");
});

test("settings that were put back elsewhere are shown, unless something is typed over them", async () => {
  await showSettings();
  const put = async (name: string) => {
    change({ desk: { ...current().desk!, workspaces: [aWorkspace({ name })] } });
    await settle();
  };
  await put("Put back");
  expect(field("Workspace name").value).toBe("Put back");
  await type("Workspace name", "Typed");
  await put("Put back again");
  expect(field("Workspace name").value).toBe("Typed");
});

test("a new workspace takes the account of the open one and is opened", async () => {
  await show(<Frame />, opened(aWorkspace()));
  goToWorkspace(null);
  await settle();
  expect(text()).toContain("Uses the same account");
  await type("Workspace name", "Second");
  vi.mocked(ipc.createWorkspace).mockResolvedValue(aWorkspace({ id: "w2", name: "Second" }));
  await click(button("Save"));
  expect(vi.mocked(ipc.createWorkspace).mock.calls[0]).toMatchObject(["w1", { name: "Second", environment: "staging" }]);
  expect(current()).toMatchObject({ workspace: "w2", screen: { at: "senders" } });
});

test("the practice workspace stays a practice workspace", async () => {
  const view = aWorkspace({ environment: "practice" });
  await showSettings({ ...view, account: { ...view.account, kept_in: "practice" } });
  const radios = [...document.querySelectorAll<HTMLInputElement>("input[type=radio]")].map((radio) => radio.value);
  expect(radios).toContain("practice");
  expect(radios).not.toContain("production");
});

test("a finding leads to the sender that it is about", async () => {
  const finding: Finding = {
    id: "x",
    level: "problem",
    title: "Two URLs",
    evidence: "Two.",
    remedy: null,
    provenance: "derived",
    sources: [],
    sender: "s7",
  };
  vi.mocked(ipc.workspaceFindings).mockResolvedValue({ findings: [finding] });
  await showSettings();
  await click(button("Show this sender"));
  expect(current().screen).toMatchObject({ at: "senders", select: "s7" });
});

test("a production workspace is removed only once its name is typed", async () => {
  await showSettings();
  await click(button("Remove workspace…"));
  expect(text()).toContain("2 senders");
  const remove = button("Remove Acme production");
  expect(remove.disabled).toBe(true);
  await type("Type the name of the workspace", "Acm");
  expect(remove.disabled).toBe(true);
  await press("Enter", {}, field("Type the name of the workspace"));
  expect(ipc.removeWorkspace).not.toHaveBeenCalled();
  await type("Type the name of the workspace", "Acme");
  await click(remove);
  expect(ipc.removeWorkspace).toHaveBeenCalledWith("w1");
});

test("a staging workspace is removed without typing, and the next one is opened", async () => {
  await showSettings(aWorkspace({ environment: "staging" }), aWorkspace({ id: "w2", name: "Other" }));
  await type("Workspace name", "Typed and of no use any more");
  vi.mocked(ipc.removeWorkspace).mockResolvedValue(null);
  await click(button("Remove workspace…"));
  await click(button("Remove Acme staging"));
  expect(current()).toMatchObject({ workspace: "w2", screen: { at: "senders" }, leaving: null });
  expect(current().desk?.workspaces).toHaveLength(1);
  expect(text()).toContain("Acme was removed.");
});

test("after the last workspace come the two doors", async () => {
  await showSettings(aWorkspace({ environment: "staging" }));
  vi.mocked(ipc.removeWorkspace).mockResolvedValue(null);
  await click(button("Remove workspace…"));
  await click(button("Remove Acme staging"));
  expect(current()).toMatchObject({ workspace: null, screen: { at: "first-run" } });
});

test("what is told of a removed workspace afterwards is no error", async () => {
  await showSettings(aWorkspace({ environment: "staging" }), aWorkspace({ id: "w2", name: "Other" }));
  vi.mocked(ipc.removeWorkspace).mockResolvedValue(null);
  await click(button("Remove workspace…"));
  await click(button("Remove Acme staging"));
  vi.mocked(ipc.workspace).mockRejectedValue(anError("not_found"));
  await refresh("w1");
  expect(current().toast).toMatchObject({ text: "Acme was removed.", error: null });
});

test("while a message is being sent the workspace stays, and the dialog says why", async () => {
  vi.mocked(ipc.workspaceRemoval).mockResolvedValue({ ...removal, not_now: "A test is being sent." });
  await showSettings(aWorkspace({ environment: "staging" }));
  await click(button("Remove workspace…"));
  expect(text()).toContain("A test is being sent.");
  expect(button("Remove Acme staging").disabled).toBe(true);
});

test("nothing can be saved or removed while nothing can be changed", async () => {
  await showSettings();
  change({ desk: { ...current().desk!, read_only: "The folder is in use." } });
  await settle();
  expect(button("Save").disabled).toBe(true);
  expect(button("Remove workspace…").disabled).toBe(true);
  expect(buttons("Cancel")).toHaveLength(1);
});
