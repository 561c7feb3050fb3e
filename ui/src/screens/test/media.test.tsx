// @vitest-environment happy-dom
// Do the media that were typed go with the message, and is nobody asked about them before a click?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { MediaCheck, SenderRow } from "../../ipc";
import { button, click, draw, field, held, settle, show, silence, text, type } from "../../testing/page";
import { anError, aSender, aTest, aWorkspace, opened, pageOf, testNotes } from "../../testing/samples";
import { TestOutcome } from "./TestOutcome";
import { TestScreen } from "./TestScreen";

vi.mock("../../ipc");

const SEND = "Send 1 message, Acme production";
let workspace = aWorkspace();
let sender: SenderRow;

beforeEach(() => {
  silence();
  workspace = aWorkspace({ id: crypto.randomUUID() });
  sender = aSender("s1", { supports_mms: true });
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(sender));
  vi.mocked(ipc.testMessages).mockImplementation(async () => []);
  vi.mocked(ipc.testMessage).mockRejectedValue(anError("not_found"));
  vi.mocked(ipc.testsOf).mockImplementation(async (ids) => ids.map((id) => aTest(id)));
  vi.mocked(ipc.checkTest).mockImplementation(async () => testNotes());
  vi.mocked(ipc.sendTest).mockImplementation(async (_, { id }) => aTest(id));
});

async function showForm(): Promise<void> {
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await type("To", "+14155550199");
}

async function addMedia(...urls: string[]): Promise<void> {
  for (const [place, url] of urls.entries()) {
    await click(button("Add a medium"));
    await type(`Media URL ${place + 1}`, url);
  }
}

function part(): HTMLDetailsElement {
  return document.querySelector<HTMLDetailsElement>("details.media")!;
}

test("the media stand open for a sender that supports MMS, and closed for another", async () => {
  await showForm();
  expect(part().open).toBe(true);
  sender = aSender("s1");
  workspace = aWorkspace({ id: crypto.randomUUID() });
  await showForm();
  expect(part().open).toBe(false);
});

test("rows left empty are not sent, and a remark stands at the row that it is about", async () => {
  await showForm();
  await addMedia("https://a.example/1.png", "", "http://a.example/2.png");
  const problem = { field: "media.1", level: "problem", message: "Only https.", suggestion: null } as const;
  vi.mocked(ipc.checkTest).mockImplementation(async () => testNotes({ notes: [problem] }));
  await type("Media URL 3", "http://a.example/3.png");
  expect(field("Media URL 3").getAttribute("aria-invalid")).toBe("true");
  expect(field("Media URL 2").getAttribute("aria-invalid")).toBeNull();
  vi.mocked(ipc.checkTest).mockImplementation(async () => testNotes());
  await click(button(SEND));
  const [, draft] = vi.mocked(ipc.sendTest).mock.calls[0]!;
  expect(draft).toMatchObject({ media: ["https://a.example/1.png", "http://a.example/3.png"], body: "" });
});

test("a row is removed alone, and the eleventh is not offered", async () => {
  await showForm();
  await addMedia(...Array.from({ length: 10 }, (_, n) => `https://a.example/${n}.png`));
  expect(button("Add a medium").disabled).toBe(true);
  await click(button("Remove 1"));
  expect(field("Media URL 1").value).toBe("https://a.example/1.png");
  expect(button("Add a medium").disabled).toBe(false);
});

test("a host is asked on a click only, and what it said of another address is not shown", async () => {
  await showForm();
  await addMedia("https://a.example/1.png");
  expect(ipc.checkMedia).not.toHaveBeenCalled();
  const asked = held<MediaCheck>();
  vi.mocked(ipc.checkMedia).mockReturnValueOnce(asked.promise);
  await click(button("Check 1"));
  await type("Media URL 1", "https://a.example/2.png");
  const answer = { level: "ok", says: "A picture of 40 kB.", content_type: null, bytes: null } as const;
  await asked.answer({ url: "https://a.example/1.png", ...answer });
  expect(text()).not.toContain("A picture of 40 kB.");
  await type("Media URL 1", "https://a.example/1.png");
  expect(text()).toContain("A picture of 40 kB.");
});

test("a check that fails is not a failed medium", async () => {
  await showForm();
  await addMedia("https://a.example/1.png");
  vi.mocked(ipc.checkMedia).mockRejectedValue(anError("network", { message: "Nobody answered." }));
  await click(button("Check 1"));
  expect(text()).toContain("Not checkable Nobody answered.");
});

test("a picture from this computer is shown, not sent, and forgotten with its address", async () => {
  const [made, forgotten] = [vi.fn(() => "blob:1"), vi.fn()];
  Object.assign(URL, { createObjectURL: made, revokeObjectURL: forgotten });
  await showForm();
  const chooser = document.querySelector<HTMLInputElement>("input[type=file]")!;
  Object.defineProperty(chooser, "files", { configurable: true, value: [new File(["x"], "cat.png")] });
  chooser.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(document.querySelector("img")?.getAttribute("src")).toBe("blob:1");
  expect(text()).toContain("stays on this computer");
  await click(button("Close the preview"));
  expect(forgotten).toHaveBeenCalledWith("blob:1");
  expect(document.querySelector("img")).toBeNull();
});

test("the outcome lists what was sent", async () => {
  await showForm();
  const view = aTest("t1", { body: "", media: ["https://a.example/1.png"] });
  await draw(<TestOutcome view={view} onView={() => undefined} />);
  expect(document.querySelector("ol[aria-label=Media]")?.textContent).toContain("https://a.example/1.png");
  expect(document.querySelector("blockquote")).toBeNull();
});
