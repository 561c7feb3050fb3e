// @vitest-environment happy-dom
// Is what was typed safe from a key, a click in the rail, the palette and another workspace?

import { beforeEach, expect, test, vi } from "vitest";
import { switchTo } from "../actions";
import { ipc } from "../ipc";
import type { SenderSaved } from "../ipc";
import { current } from "../state";
import { button, buttons, click, field, held, press, settle, show, silence, text, type } from "../testing/page";
import { aSender, aWorkspace, opened, pageOf, senderNotes } from "../testing/samples";
import { Frame } from "./Frame";

vi.mock("../ipc");

beforeEach(() => {
  silence();
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  vi.mocked(ipc.checkSender).mockImplementation(async () => senderNotes());
});

async function showTyped(): Promise<void> {
  await show(<Frame />, opened(aWorkspace(), aWorkspace({ id: "w2", name: "Other" })));
  await click(button("Add sender"));
  await type("Sender name", "Half typed");
}

test.each([
  ["a key", () => press("2", { ctrlKey: true })],
  ["the rail", () => click(button("Account"))],
  ["another workspace", async () => (switchTo("w2"), settle())],
  ["Escape", () => press("Escape")],
])("%s asks before what was typed is thrown away", async (_, leave) => {
  await showTyped();
  await leave();
  expect(text()).toContain("Discard the changes?");
  await click(button("Keep editing"));
  expect(current()).toMatchObject({ workspace: "w1", screen: { at: "sender-form" } });
  expect(field("Sender name").value).toBe("Half typed");
});

test("Discard goes where the operator was going", async () => {
  await showTyped();
  await press("6", { ctrlKey: true });
  await click(button("Discard"));
  expect(current().screen.at).toBe("account");
  await press("1", { ctrlKey: true });
  expect(current().screen.at).toBe("senders");
});

test("a form in which nothing was typed is left at once", async () => {
  await show(<Frame />, opened(aWorkspace()));
  await click(button("Add sender"));
  await press("6", { ctrlKey: true });
  expect(current().screen.at).toBe("account");
});

test("a sender that was saved after its form was left does not move the window", async () => {
  await showTyped();
  const answer = held<SenderSaved>();
  vi.mocked(ipc.createSender).mockReturnValueOnce(answer.promise);
  await click(button("Save"));
  await press("6", { ctrlKey: true });
  await click(button("Discard"));
  await answer.answer({ sender: aSender("n1", { name: "New" }), first_save: true, undo: null });
  expect(current().screen.at).toBe("account");
  expect(text()).toContain("New was saved. Saved here. MoEngage does not know it yet.");
});

test("a saved form is left without a question", async () => {
  await showTyped();
  vi.mocked(ipc.createSender).mockResolvedValue({ sender: aSender("n1"), first_save: false, undo: null });
  await click(button("Save"));
  expect(current().screen).toMatchObject({ at: "senders", select: "n1" });
  expect(buttons("Discard")).toEqual([]);
});
