// @vitest-environment happy-dom
// Is the operator asked before a message goes to a number that is not saved, and only then?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { TestHandset, TestNotes } from "../../ipc";
import { button, buttons, click, draw, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aRecipient, anError, aSender, aTest, aWorkspace, opened, pageOf, testNotes } from "../../testing/samples";
import { TestScreen } from "./TestScreen";

vi.mock("../../ipc");

const SEND = "Send 1 message, Acme production";
const TITLE = "Send to a number that is not saved?";
let workspace = aWorkspace();

beforeEach(() => {
  silence();
  workspace = aWorkspace({ id: crypto.randomUUID() });
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(aSender("s1", { name: "Flash" })));
  vi.mocked(ipc.testMessages).mockImplementation(async () => []);
  vi.mocked(ipc.testMessage).mockRejectedValue(anError("not_found"));
  vi.mocked(ipc.testsOf).mockImplementation(async (ids) => ids.map((id) => aTest(id)));
  vi.mocked(ipc.checkTest).mockImplementation(async () => unsaved());
  vi.mocked(ipc.sendTest).mockImplementation(async (_, { id }) => aTest(id));
});

function unsaved(more: Partial<TestNotes> = {}): TestNotes {
  return testNotes({ recipients: [aRecipient()], ...more });
}

async function showTyped(): Promise<void> {
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await type("To", "+14155550199");
  await type("Message", "Hello");
}

function inDialog(name: string): HTMLButtonElement {
  return buttons(name).find((element) => element.closest("dialog"))!;
}

test("a message to a saved handset goes without a question", async () => {
  vi.mocked(ipc.checkTest).mockImplementation(async () => testNotes());
  await showTyped();
  await click(button(SEND), 2);
  expect(text()).not.toContain(TITLE);
  expect(ipc.sendTest).toHaveBeenCalledTimes(1);
});

test("one to any other number names recipient, sender, workspace and cost, and is sent once by its button", async () => {
  await showTyped();
  await press("Enter", { ctrlKey: true });
  expect(ipc.sendTest).not.toHaveBeenCalled();
  const asked = document.querySelector("dialog")?.textContent;
  for (const said of [TITLE, "+14155550199", "Flash", "Acme, Production", "What Twilio charges Acme"]) {
    expect(asked).toContain(said);
  }
  await click(inDialog(SEND), 2);
  expect(ipc.sendTest).toHaveBeenCalledTimes(1);
  expect(ipc.saveHandset).not.toHaveBeenCalled();
});

test("Cancel sends nothing, and the form can be sent later", async () => {
  await showTyped();
  await click(button(SEND));
  await click(inDialog("Cancel"));
  expect(ipc.sendTest).not.toHaveBeenCalled();
  expect(field("To").readOnly).toBe(false);
  await click(button(SEND));
  expect(text()).toContain(TITLE);
});

test("the number is saved before the message goes, once", async () => {
  await showTyped();
  await click(button(SEND));
  await type("Label, to save it", "Own phone");
  const saving = held<TestHandset[]>();
  vi.mocked(ipc.saveHandset).mockReturnValueOnce(saving.promise);
  await click(inDialog("Save as test handset and send"), 2);
  expect(ipc.sendTest).not.toHaveBeenCalled();
  await saving.answer([]);
  expect(ipc.saveHandset).toHaveBeenCalledExactlyOnceWith(workspace.id, { number: "+14155550199", label: "Own phone" });
  expect(ipc.sendTest).toHaveBeenCalledTimes(1);
});

test("a label that is refused keeps the message here", async () => {
  const fields = [{ field: "label", message: "Enter whose phone this is.", hint: null }];
  vi.mocked(ipc.saveHandset).mockRejectedValue(anError("invalid", { fields }));
  await showTyped();
  await click(button(SEND));
  await click(inDialog("Save as test handset and send"));
  expect(text()).toContain("Enter whose phone this is.");
  expect(ipc.sendTest).not.toHaveBeenCalled();
});

test("what cannot be sent is refused at its field instead of being asked about", async () => {
  const problem = { field: "recipient.0", level: "problem", message: "No number.", suggestion: null } as const;
  vi.mocked(ipc.checkTest).mockImplementation(async () => unsaved({ notes: [problem] }));
  await showTyped();
  await click(button(SEND));
  expect(text()).not.toContain(TITLE);
  expect(ipc.sendTest).not.toHaveBeenCalled();
  expect(field("To").getAttribute("aria-invalid")).toBe("true");
});

test("when it cannot be known whether the handset is saved, the operator is asked", async () => {
  await showTyped();
  vi.mocked(ipc.checkTest).mockRejectedValue(anError("internal"));
  await click(button(SEND));
  expect(text()).toContain(TITLE);
});

test("a form that is left while its recipient is looked up sends nothing", async () => {
  await showTyped();
  const looking = held<TestNotes>();
  vi.mocked(ipc.checkTest).mockReturnValueOnce(looking.promise);
  await click(button(SEND));
  await draw(null);
  await looking.answer(testNotes());
  expect(ipc.sendTest).not.toHaveBeenCalled();
});

test("a saved handset can be chosen, renamed and removed", async () => {
  const own = { number: "+14155550111", label: "Own phone" };
  vi.mocked(ipc.handsets).mockImplementation(async () => [own]);
  vi.mocked(ipc.offeredRecipients).mockImplementation(async () => [{ ...own, tested_at: null }]);
  vi.mocked(ipc.saveHandset).mockImplementation(async (_, handset) => [handset]);
  vi.mocked(ipc.removeHandset).mockImplementation(async () => []);
  await showTyped();
  await click(button("Test handsets"));
  await click(document.querySelector<HTMLElement>("[role=menuitem]")!);
  expect(field("To").value).toBe(own.number);
  await click(button("Test handsets"));
  await click(button("Manage test handsets…"));
  const label = document.querySelector<HTMLInputElement>(`[aria-label="Label of ${own.number}"]`)!;
  label.value = "Office";
  label.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  await click(button(`Rename ${own.number}`));
  expect(ipc.saveHandset).toHaveBeenCalledWith(workspace.id, { ...own, label: "Office" });
  await click(button(`Remove ${own.number}`));
  expect(text()).toContain("No test handset is saved yet.");
});
