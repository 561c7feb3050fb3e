// @vitest-environment happy-dom
// Does a test before *Save* belong to the sender that is in the form?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { TestView } from "../../ipc";
import { button, buttons, click, draw, field, show, silence, type } from "../../testing/page";
import { aLostTest, aTest, aWorkspace, opened, testNotes } from "../../testing/samples";
import type { UnsavedSender } from "../test/forms";
import { TestPane } from "./TestPane";

vi.mock("../../ipc");

const SEND = "Send 1 message, Acme production";
let workspace = aWorkspace();

beforeEach(() => {
  silence();
  workspace = aWorkspace({ id: crypto.randomUUID() });
  vi.mocked(ipc.checkTest).mockResolvedValue(testNotes());
});

function pane(sender_id: string, name = "New") {
  const from: UnsavedSender = { from: "unsaved", name, sender_type: "short_code", sender_id };
  return <TestPane workspace={workspace} from={from} mms={false} onClose={() => undefined} />;
}

async function showTyped(): Promise<void> {
  await show(pane("29882"), opened(workspace));
  await type("To", "+14155550199");
  await type("Message", "Hello");
}

async function send(make: (id: string) => TestView): Promise<void> {
  vi.mocked(ipc.sendTest).mockImplementation(async (_, draft) => {
    const view = make(draft.id);
    vi.mocked(ipc.testMessage).mockResolvedValue(view);
    vi.mocked(ipc.testsOf).mockResolvedValue([view]);
    return view;
  });
  await click(button(SEND));
}

test("the form of one unsaved sender is not that of the next", async () => {
  await showTyped();
  await draw(null);
  await draw(pane("30500"));
  expect(field("To").value).toBe("");
});

test("it comes back for the same sender, whatever its name is now", async () => {
  await showTyped();
  await draw(null);
  await draw(pane("29882", "Renamed"));
  expect(field("Message").value).toBe("Hello");
});

test("what is typed stays while the sender ID is corrected", async () => {
  await showTyped();
  await draw(pane("30500"));
  expect(field("Message").value).toBe("Hello");
});

test("the outcome of one sender ID does not stand beside another", async () => {
  await showTyped();
  await send(aTest);
  expect(document.querySelector(".outcome")).not.toBeNull();
  await draw(pane("30500"));
  expect(document.querySelector(".outcome")).toBeNull();
  expect(buttons(SEND)).toHaveLength(1);
});

test("an unknown outcome stays until it was looked for", async () => {
  await showTyped();
  await send((id) => aLostTest(id, false));
  await draw(pane("30500"));
  expect(button("New test").disabled).toBe(true);
});
