// @vitest-environment happy-dom
// Does the page act on what the back end tells it, in changes and in errors?

import { beforeEach, expect, test, vi } from "vitest";
import { fail, start } from "../actions";
import { ipc } from "../ipc";
import { current } from "../state";
import { button, click, settle, show, silence, text } from "../testing/page";
import { aDesk, aSender, anError, aWorkspace, opened, pageOf } from "../testing/samples";
import { Frame } from "./Frame";

vi.mock("../ipc");
const { tellPage } = (await import("../ipc")) as unknown as typeof import("../__mocks__/ipc");

beforeEach(() => {
  silence();
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(aSender("s1")));
});

test("a change of everything reads the desk and the list again", async () => {
  vi.mocked(ipc.deskState).mockResolvedValue(aDesk(aWorkspace()));
  vi.mocked(ipc.preferences).mockResolvedValue({});
  await show(<Frame />);
  await start();
  await settle();
  const notice = { message: "The keychain is missing.", hint: null, at: "2026-11-20T10:00:00Z" };
  vi.mocked(ipc.deskState).mockResolvedValue({ ...aDesk(aWorkspace({ name: "Renamed" })), notices: [notice] });
  vi.mocked(ipc.senders).mockResolvedValue(pageOf(aSender("s1", { name: "Fresh" })));
  tellPage({ what: "everything" });
  await settle();
  expect(text()).toContain("The keychain is missing.");
  expect(text()).toContain("Renamed");
  expect(text()).toContain("Fresh");
});

test("a folder that cannot be written any more shows in the banner", async () => {
  await show(<Frame />, opened(aWorkspace()));
  vi.mocked(ipc.deskState).mockResolvedValue({ ...aDesk(aWorkspace()), read_only: "The disk is full." });
  fail(anError("read_only"));
  await settle();
  expect(text()).toContain("Nothing can be changed. The disk is full.");
});

test("what is gone leaves the list", async () => {
  await show(<Frame />, opened(aWorkspace()));
  vi.mocked(ipc.deskState).mockResolvedValue(aDesk(aWorkspace()));
  vi.mocked(ipc.senders).mockResolvedValue(pageOf());
  fail(anError("not_found", { message: "This sender is gone." }));
  await settle();
  expect(text()).toContain("This sender is gone.");
  expect(text()).toContain("No senders yet");
});

test("a secret that cannot be read can be given again", async () => {
  await show(<Frame />, opened(aWorkspace()));
  vi.mocked(ipc.checkBalance).mockRejectedValue(anError("keychain"));
  await click(button("Check balance"));
  await click(button("Reauthenticate"));
  expect(current().screen).toMatchObject({ at: "connect", reauthenticate: "w1" });
});
