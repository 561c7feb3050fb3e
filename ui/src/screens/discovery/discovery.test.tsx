// @vitest-environment happy-dom
// Is what the account owns shown while it is read, picked by keys, and added all at once or not at all?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { AddedSenders, Discovered, DiscoveryPage, DiscoveryState } from "../../ipc";
import { change, current } from "../../state";
import { aDiscovered, aDiscoveryPage } from "../../testing/discovery";
import { button, click, field, held, press, settle, show, silence, text } from "../../testing/page";
import { aDone, anError, aWorkspace, opened } from "../../testing/samples";
import { DiscoveryScreen } from "./DiscoveryScreen";

vi.mock("../../ipc");

const workspace = aWorkspace();
const rows = [
  aDiscovered("MG1", { sender_type: "messaging_service", friendly_name: "Campaigns", suggested_name: "Campaigns", members: 3 }),
  aDiscovered("+12025550101"),
  aDiscovered("+12025550102", { saved: true, not_addable: "It is a sender of this workspace already." }),
  aDiscovered("+12025550103", { toll_free: true, ten_dlc: false, mms: "unknown" }),
];

beforeEach(() => {
  silence();
  vi.mocked(ipc.discover).mockResolvedValue("whole");
  vi.mocked(ipc.subaccounts).mockResolvedValue({ accounts: [], fault: null });
});

async function showDiscovery(page: DiscoveryPage, of = workspace): Promise<void> {
  vi.mocked(ipc.discoveryPage).mockImplementation(async (_, { offset, limit }) => ({
    ...page,
    offset,
    rows: page.rows.slice(offset, offset + limit),
  }));
  await show(<DiscoveryScreen workspace={of} />, opened(of));
}

const row = (id: string) => document.querySelector<HTMLElement>(`[data-id="${id}"]`)!;
const tick = (id: string) => row(id).querySelector<HTMLInputElement>("input[type=checkbox]")!;
const added = (): AddedSenders => ({ added: 2, remarks: [], undo: aDone("2 senders were added from the account.") });

test("opened, it takes what was read a short while ago; R reads anew, and Escape stops it", async () => {
  const reading = held<DiscoveryState>();
  vi.mocked(ipc.discover).mockReturnValue(reading.promise);
  await showDiscovery(aDiscoveryPage(rows, { state: "reading", read_at: null, pools: 5, pools_read: 2 }));
  expect(vi.mocked(ipc.discover).mock.calls.map(([of, sub, again]) => [of, sub, again])).toEqual([["w1", null, false]]);
  expect(text()).toContain("Reading the account: 4 found, 2 of 5 pools read");
  expect(row("+12025550101")).toBeTruthy();
  await press("Escape");
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(vi.mocked(ipc.discover).mock.lastCall![3]);
  await reading.answer("cancelled");
  await press("r");
  expect(vi.mocked(ipc.discover).mock.lastCall![2]).toBe(true);
});

test("more is listed as it is told", async () => {
  await showDiscovery(aDiscoveryPage(rows.slice(0, 1), { state: "reading" }));
  expect(row("+12025550101")).toBeNull();
  vi.mocked(ipc.discoveryPage).mockResolvedValue(aDiscoveryPage(rows));
  change({ discoveryVersion: 1 });
  await settle();
  expect(row("+12025550101")).toBeTruthy();
});

test("a row says what it is, what it can, who holds it, and why it cannot be added", async () => {
  await showDiscovery(aDiscoveryPage(rows));
  expect(row("MG1").textContent).toContain("CampaignsMessaging Service, MG1");
  expect(row("MG1").textContent).toContain("3 in its pool");
  expect(row("+12025550101").textContent).toContain("10DLC");
  expect(row("+12025550103").textContent).toContain("toll-free");
  expect(row("+12025550103").textContent).toContain("MMS not known");
  expect(row("+12025550102").textContent).toContain("sender here");
  expect(tick("+12025550102").disabled).toBe(true);
});

test("arrows and Space pick, the name can be changed, and what cannot be added is not picked", async () => {
  await showDiscovery(aDiscoveryPage(rows));
  row("MG1").focus();
  await press(" ", {}, row("MG1"));
  for (const id of ["MG1", "+12025550101", "+12025550102"]) {
    await press("ArrowDown", {}, row(id));
  }
  expect(document.activeElement).toBe(row("+12025550103"));
  await press(" ", { shiftKey: true }, row("+12025550103"));
  expect(text()).toContain("3 senders picked");
  const name = row("MG1").querySelector<HTMLInputElement>("[aria-label='Sender name of MG1']")!;
  name.value = "Offers";
  name.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  vi.mocked(ipc.addDiscovered).mockResolvedValue(added());
  await click(button("Add 3 senders"));
  expect(vi.mocked(ipc.addDiscovered).mock.lastCall![1]).toEqual([
    { sender_type: "messaging_service", sender_id: "MG1", name: "Offers", supports_mms: true },
    { sender_type: "long_code", sender_id: "+12025550101", name: "+12025550101", supports_mms: true },
    { sender_type: "long_code", sender_id: "+12025550103", name: "+12025550103", supports_mms: false },
  ]);
});

test("added once, they are shown in the list with one way back", async () => {
  await showDiscovery(aDiscoveryPage(rows));
  await click(tick("MG1"));
  const kept = held<AddedSenders>();
  vi.mocked(ipc.addDiscovered).mockReturnValue(kept.promise);
  await click(button("Add 1 sender"), 2);
  await press("s", { ctrlKey: true });
  expect(ipc.addDiscovered).toHaveBeenCalledOnce();
  await kept.answer(added());
  expect(current().screen).toEqual({ at: "senders", select: null });
  expect(current().undos).toHaveLength(1);
  expect(current().toast?.text).toContain("2 senders were added");
});

test("refused, it says which and why, and what was picked stays picked", async () => {
  await showDiscovery(aDiscoveryPage(rows));
  await click(tick("MG1"));
  const fields = [{ field: "picked.0", message: "MG1: it is no SID.", hint: null }];
  vi.mocked(ipc.addDiscovered).mockRejectedValue(anError("invalid", { fields }));
  await click(button("Add 1 sender"));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("MG1: it is no SID.");
  expect(tick("MG1").checked).toBe(true);
});

test("all that are shown are picked over their pages, but for those that cannot be added", async () => {
  const many = Array.from({ length: 450 }, (_, n) => aDiscovered(`+1202${n}`, n < 10 ? { not_addable: "No SMS." } : {}));
  await showDiscovery(aDiscoveryPage(many));
  await click(button("Pick all 450 that are shown"));
  await settle();
  expect(text()).toContain("440 senders picked");
  await click(button("Pick none"));
  expect(button("Add").disabled).toBe(true);
});

test("of more than are added at once the first are picked, and it says so", async () => {
  const many = Array.from({ length: 10_100 }, (_, n) => aDiscovered(`+1202${n}`));
  await showDiscovery(aDiscoveryPage(many));
  await click(button("Pick from the first 10,000 of 10,100 that are shown"));
  const full = "10,000 senders picked. No more than 10,000 are added at once";
  await vi.waitFor(() => expect(text()).toContain(full));
});

test("search, kind and only new are asked for", async () => {
  await showDiscovery(aDiscoveryPage(rows));
  const kind = field<HTMLSelectElement>("Kind");
  kind.value = "short_code";
  kind.dispatchEvent(new Event("change", { bubbles: true }));
  await click(field("Only what is new here"));
  expect(vi.mocked(ipc.discoveryPage).mock.lastCall![1]).toMatchObject({ sender_type: "short_code", only_new: true });
});

test("a subaccount is read of its own, and nothing of the other stays picked", async () => {
  const account = (sid: string, own: boolean) => ({ sid, own, friendly_name: sid, status: "active" });
  vi.mocked(ipc.subaccounts).mockResolvedValue({ accounts: [account("AC1", true), account("AC2", false)], fault: null });
  await showDiscovery(aDiscoveryPage(rows));
  await click(tick("MG1"));
  const chosen = field<HTMLSelectElement>("Account");
  chosen.value = "AC2";
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(vi.mocked(ipc.discover).mock.lastCall!.slice(0, 3)).toEqual(["w1", "AC2", false]);
  expect(text()).toContain("0 senders picked");
});

test("a part says that it is one, and why", async () => {
  await showDiscovery(aDiscoveryPage(rows, { state: "partial", faults: ["The services could not be read."] }));
  expect(document.querySelector(".notice.warn")?.textContent).toContain("The services could not be read.");
});

test("an account that owns nothing says so; without a credential nothing is asked", async () => {
  await showDiscovery(aDiscoveryPage([]));
  expect(text()).toContain("This account owns nothing that can send");
  vi.mocked(ipc.discover).mockClear();
  vi.mocked(ipc.subaccounts).mockClear();
  await showDiscovery(aDiscoveryPage([], { state: "not_read", read_at: null }), {
    ...workspace,
    account: { ...workspace.account, kept_in: "nowhere" },
  });
  await press("r");
  expect(ipc.discover).not.toHaveBeenCalled();
  expect(ipc.subaccounts).not.toHaveBeenCalled();
  expect(text()).toContain("there is no credential here");
});

test("while nothing can be changed nothing is picked or added", async () => {
  await showDiscovery(aDiscoveryPage(rows));
  change({ desk: { ...current().desk!, read_only: "In use." } });
  await settle();
  expect(tick("MG1").disabled).toBe(true);
  await press(" ", {}, row("MG1"));
  expect(text()).toContain("0 senders picked");
});

test("rows that are not at hand yet are asked for as they come into sight", async () => {
  const many: Discovered[] = Array.from({ length: 500 }, (_, n) => aDiscovered(`+1202${n}`));
  await showDiscovery(aDiscoveryPage(many));
  row("+12020").focus();
  await press("End", {}, row("+12020"));
  await settle();
  expect(vi.mocked(ipc.discoveryPage).mock.calls.some(([, { offset }]) => offset === 400)).toBe(true);
});

test("Escape leaves a field first, and picks only after a question", async () => {
  await showDiscovery(aDiscoveryPage(rows));
  await click(tick("MG1"));
  const name = row("MG1").querySelector<HTMLInputElement>("input[type=text]")!;
  name.focus();
  await press("Escape", {}, name);
  expect(document.activeElement).not.toBe(name);
  expect(current().leaving).toBeNull();
  await press("Escape");
  expect(current().leaving).not.toBeNull();
  expect(tick("MG1").checked).toBe(true);
});

test("what is added after one has gone elsewhere does not take over the window", async () => {
  await showDiscovery(aDiscoveryPage(rows));
  await click(tick("MG1"));
  const kept = held<AddedSenders>();
  vi.mocked(ipc.addDiscovered).mockReturnValue(kept.promise);
  await click(button("Add 1 sender"));
  await show(null, { ...opened(workspace), screen: { at: "sender-form", key: null, copy: null } });
  await kept.answer(added());
  expect(current().screen.at).toBe("sender-form");
  expect(current().undos).toHaveLength(1);
});

test("why subaccounts are not listed is said", async () => {
  vi.mocked(ipc.subaccounts).mockResolvedValue({ accounts: [], fault: "This key may not list them." });
  await showDiscovery(aDiscoveryPage(rows));
  expect(document.querySelector("[title='This key may not list them.']")?.textContent).toContain("could not be listed");
});
