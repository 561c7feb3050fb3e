// @vitest-environment happy-dom
// Is what stands in *Sender Details* what the operator typed or took, whatever answers late and whatever is hidden?

import { beforeEach, expect, test, vi } from "vitest";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { Candidate, Completion, SenderDraft, SenderKey, SenderRow } from "../../ipc";
import { change, current } from "../../state";
import { button, buttons, click, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aDesk, aDone, aSender, anError, aWorkspace, opened, pageOf, senderNotes } from "../../testing/samples";

vi.mock("../../ipc");

const MO = "Mobile Originated (MO) callback URL";
const UNSUBSCRIBE = "SMS unsubscribe text";
const OWN_URL = aWorkspace().mo_callback.url;

beforeEach(() => {
  silence();
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  vi.mocked(ipc.sender).mockImplementation(async (key) => aSender(key));
  vi.mocked(ipc.facts).mockImplementation(async () => []);
  vi.mocked(ipc.completeSenderId).mockImplementation(async () => completion());
  vi.mocked(ipc.checkSender).mockImplementation(async () =>
    senderNotes({ keyword_management: current().desk!.workspaces[0]!.keyword_management }),
  );
});

function candidate(sender_id: string, more: Partial<Candidate> = {}): Candidate {
  return {
    sender_type: "long_code",
    sender_id,
    name: sender_id,
    sms: true,
    mms: false,
    toll_free: false,
    services: [],
    saved: false,
    ...more,
  };
}

function completion(candidates: Candidate[] = [], more: Partial<Completion> = {}): Completion {
  return { state: "whole", read_at: null, faults: [], candidates, matching: candidates.length, ...more };
}

async function showForm(key: SenderKey | null = null, copy: SenderKey | null = null): Promise<void> {
  const page = opened(aWorkspace({ keyword_management: true }), aWorkspace({ id: "w2", name: "Other" }));
  await show(<Frame />, { ...page, screen: { at: "sender-form", key, copy } });
}

async function switchKeywords(on: boolean): Promise<void> {
  change({ desk: aDesk(aWorkspace({ keyword_management: on })) });
  await settle();
}

/** What *Save* sends. */
async function saved(): Promise<SenderDraft> {
  vi.mocked(ipc.createSender).mockResolvedValue({ sender: aSender("n1"), first_save: false, undo: null });
  vi.mocked(ipc.updateSender).mockResolvedValue({ sender: aSender("n1"), first_save: false, undo: null });
  await click(button("Save"));
  return (vi.mocked(ipc.createSender).mock.calls[0] ?? vi.mocked(ipc.updateSender).mock.calls[0])![1];
}

function options(): string[] {
  const shown = document.querySelectorAll("[role=listbox]:not([hidden]) [role=option]");
  return [...shown].map((option) => option.textContent ?? "");
}

test("the arrows walk through what the account owns, and Enter takes it with its type", async () => {
  const service = candidate("MG0", { sender_type: "messaging_service", name: "Marketing", saved: true });
  vi.mocked(ipc.completeSenderId).mockImplementation(async () => completion([candidate("+14155550100"), service]));
  await showForm();
  const combobox = field("Sender ID");
  await press("ArrowDown", {}, combobox);
  await press("ArrowDown", {}, combobox);
  await press("ArrowDown", {}, combobox);
  const active = document.getElementById(combobox.getAttribute("aria-activedescendant")!);
  expect(active?.textContent).toContain("already a sender here");
  await press("Enter", {}, combobox);
  expect(options()).toEqual([]);
  expect(await saved()).toMatchObject({ sender_id: "MG0", sender_type: "messaging_service" });
});

test("Enter without a walk keeps what is typed, and Escape closes the list only", async () => {
  vi.mocked(ipc.completeSenderId).mockImplementation(async () => completion([candidate("+14155550100")]));
  await showForm();
  await type("Sender ID", "+1415");
  expect(options()).toHaveLength(1);
  await press("Enter", {}, field("Sender ID"));
  expect(field("Sender ID").value).toBe("+1415");
  await press("Escape", {}, field("Sender ID"));
  expect(options()).toEqual([]);
  expect(current().screen.at).toBe("sender-form");
  expect(text()).not.toContain("Discard the changes?");
});

test("a completion that comes late does not replace that of what is typed now", async () => {
  const [early, late] = [held<Completion>(), held<Completion>()];
  await showForm();
  vi.mocked(ipc.completeSenderId).mockImplementation((_, __, typed) => (typed === "1" ? early : late).promise);
  await type("Sender ID", "1");
  await type("Sender ID", "12");
  await late.answer(completion([candidate("12345")]));
  await early.answer(completion([candidate("19999")]));
  expect(options()[0]).toContain("12345");
  expect(field("Sender ID").value).toBe("12");
});

test("what nothing of the chosen type matches is looked for among the others", async () => {
  await showForm();
  await click(document.querySelector<HTMLElement>("input[value=short_code]")!);
  vi.mocked(ipc.completeSenderId).mockImplementation(async (_, type) =>
    type === null ? completion([candidate("+14155550100")]) : completion(),
  );
  await type("Sender ID", "+1");
  expect(options()[0]).toContain("Long Code");
});

test("an account that was not read is read in the background, once", async () => {
  vi.mocked(ipc.completeSenderId).mockImplementation(async () => completion([], { state: "not_read" }));
  const reading = held<Completion>();
  vi.mocked(ipc.readCatalogue).mockReturnValueOnce(reading.promise);
  await showForm();
  expect(ipc.readCatalogue).toHaveBeenCalledWith("w1", false);
  expect(text()).toContain("Reading what the account owns…");
  vi.mocked(ipc.completeSenderId).mockImplementation(async () => completion([candidate("+14155550100")]));
  await reading.answer(completion());
  await type("Sender ID", "+");
  expect(options()[0]).toContain("+14155550100");
  expect(ipc.readCatalogue).toHaveBeenCalledTimes(1);
});

test("an account that cannot be read says why, and can be read again", async () => {
  vi.mocked(ipc.completeSenderId).mockImplementation(async () => completion([], { state: "not_read" }));
  vi.mocked(ipc.readCatalogue).mockRejectedValueOnce(anError("network", { message: "Twilio was not reached." }));
  await showForm();
  expect(text()).toContain("Twilio was not reached.");
  await click(button("Read again"));
  expect(ipc.readCatalogue).toHaveBeenLastCalledWith("w1", true);
});

test("a part that could not be read is named", async () => {
  const partial = completion([], { state: "partial", faults: ["Short codes: refused."] });
  vi.mocked(ipc.completeSenderId).mockImplementation(async () => partial);
  await showForm();
  expect(text()).toContain("Short codes: refused.");
});

test("the two keyword fields go with the toggle, and come back with what was typed", async () => {
  await showForm();
  await type(MO, "https://replies.example.com/mo");
  await type(UNSUBSCRIBE, "Reply STOP");
  await switchKeywords(false);
  expect(text()).not.toContain(UNSUBSCRIBE);
  await switchKeywords(true);
  expect(field(MO).value).toBe("https://replies.example.com/mo");
  expect(field(UNSUBSCRIBE).value).toBe("Reply STOP");
});

test("what was typed is saved although the toggle was switched off meanwhile", async () => {
  await showForm();
  await type(MO, "https://replies.example.com/mo");
  await type(UNSUBSCRIBE, "Reply STOP");
  await switchKeywords(false);
  const kept = { mo_callback_url: "https://replies.example.com/mo", unsubscribe_text: "Reply STOP" };
  expect(await saved()).toMatchObject(kept);
});

test("the data centre's URL stands there, and is saved as that", async () => {
  await showForm();
  expect(field(MO).value).toBe(OWN_URL);
  expect(text()).toContain("documented");
  await type(MO, "https://replies.example.com/mo");
  await type(MO, OWN_URL);
  expect((await saved()).mo_callback_url).toBeNull();
});

test("a URL that is not documented for the data centre says so", async () => {
  await showForm();
  const mo_callback = { url: OWN_URL.replace("03", "101"), provenance: "derived" } as const;
  change({ desk: aDesk(aWorkspace({ keyword_management: true, mo_callback })) });
  await settle();
  expect(field(MO).value).toBe(mo_callback.url);
  expect(text()).toContain("derived, not confirmed");
});

test("a custom URL shows what it replaced, and both can be restored", async () => {
  const former = "https://former.example.com/mo";
  const now = { url: "https://replies.example.com/mo", provenance: "custom" } as const;
  const mo_callback = { now, of_data_centre: aWorkspace().mo_callback, replaced: former };
  vi.mocked(ipc.sender).mockImplementation(async (key) => aSender(key, { mo_callback }));
  vi.mocked(ipc.checkSender).mockImplementation(async () => senderNotes({ keyword_management: true, mo_callback }));
  await showForm("s1");
  expect(field(MO).value).toBe(now.url);
  expect(text()).toContain("custom");
  await click(button("Restore the former URL"));
  expect(field(MO).value).toBe(former);
  await click(button("Restore"));
  expect(field(MO).value).toBe(OWN_URL);
  expect((await saved()).mo_callback_url).toBeNull();
});

test("an alphanumeric sender has no MO callback, and it is said why", async () => {
  await showForm();
  await click(document.querySelector<HTMLElement>("input[value=alphanumeric]")!);
  expect(() => field(MO)).toThrow();
  expect(text()).toContain("it has no MO callback");
});

test("the unsubscribe text is measured and shown under a sample message", async () => {
  const unsubscribe = {
    characters: 8,
    segments: 1,
    encoding: "UCS-2",
    not_gsm: ["—"],
    preview: "Hello\nStop — x",
    preview_segments: 2,
  };
  vi.mocked(ipc.checkSender).mockImplementation(async () => senderNotes({ keyword_management: true, unsubscribe }));
  await showForm();
  await type(UNSUBSCRIBE, "Stop — x");
  expect(text()).toContain("8 characters, 1 segment, UCS-2");
  expect(document.querySelector(".character")?.textContent).toBe("—");
  expect(text()).toContain("Hello\nStop — x");
});

test("a copy begins as its original under another name, and is left without a question", async () => {
  const original = aSender("s1", { name: "Flash", notes: "Ours", owner: "Growth" });
  vi.mocked(ipc.sender).mockImplementation(async () => original);
  await showForm(null, "s1");
  expect(field("Sender name").value).toBe("Copy of Flash");
  await press("6", { ctrlKey: true });
  expect(current().screen.at).toBe("account");
});

test("a copy can be saved at once, as a new sender", async () => {
  await showForm(null, "s1");
  const draft = await saved();
  expect(ipc.createSender).toHaveBeenCalledWith("w1", draft);
  expect(draft).toMatchObject({ name: "Copy of Sender s1", sender_id: "+14155550100" });
});

test("a sender with the same ID is one click away, in another workspace too", async () => {
  const twin = { key: "t1", name: "Twin", workspace: "w2", workspace_name: "Other" };
  vi.mocked(ipc.checkSender).mockImplementation(async () => senderNotes({ twins: [twin] }));
  vi.mocked(ipc.setPreferences).mockImplementation(async (page) => page);
  await showForm();
  await click(button("Show Twin in Other"));
  expect(current()).toMatchObject({ workspace: "w2", screen: { at: "senders", select: "t1" } });
});

test("what Save refuses stands at its field, which gets the focus", async () => {
  await showForm();
  await type("Owner", "x");
  const fields = [{ field: "owner", message: "The owner is one line.", hint: null }];
  vi.mocked(ipc.createSender).mockRejectedValue(anError("invalid", { fields }));
  await click(button("Save"));
  await new Promise((drawn) => requestAnimationFrame(drawn));
  expect(document.activeElement).toBe(field("Owner"));
  expect(text()).toContain("The owner is one line.");
});

test("a save can be taken back", async () => {
  const undo = aDone("“New” was created.");
  await showForm();
  vi.mocked(ipc.createSender).mockResolvedValue({ sender: aSender("n1", { name: "New" }), first_save: false, undo });
  await click(button("Save"));
  expect(text()).toContain("New was saved.");
  expect(buttons("Undo")).toHaveLength(1);
  expect(current().undos).toEqual([undo]);
});

test("where nothing can be changed no field takes a change, and the sources stay a click away", async () => {
  const source = { id: "guide", title: "The guide", url: "https://help.example.com", as_of: "2026-11-20" };
  vi.mocked(ipc.facts).mockResolvedValue([{ text: "So it is.", provenance: "documented", sources: [source] }]);
  await showForm("s1");
  change({ desk: { ...current().desk!, read_only: "In use." } });
  await settle();
  for (const label of ["Sender name", "Sender ID", MO, UNSUBSCRIBE, "Notes", "This sender supports MMS"]) {
    expect(field(label).disabled, label).toBe(true);
  }
  await click(buttons("The guide")[0]!);
  expect(ipc.openLink).toHaveBeenCalledWith("guide");
});

test("a sender that is found to be gone after the form was left takes nobody away", async () => {
  const late = held<SenderRow>();
  vi.mocked(ipc.sender).mockReturnValueOnce(late.promise);
  await showForm("s1");
  change({ screen: { at: "activity" } });
  await settle();
  await late.refuse(anError("not_found"));
  expect(current().screen.at).toBe("activity");
});
