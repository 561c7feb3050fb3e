// @vitest-environment happy-dom
// Is that shown which was rehearsed last, with the sender and the assumptions on the screen?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { Rehearsal } from "../../ipc";
import { button, click, field, held, show, silence, text, type } from "../../testing/page";
import { aSender, anError, aWorkspace, opened } from "../../testing/samples";
import { aRehearsal, aSheet, aStep } from "../../testing/worksheets";
import { RehearsalScreen } from "./RehearsalScreen";

vi.mock("../../ipc");

const TEXT = "What the handset sends";
const WIRED = "The MO callback is set in Twilio";

beforeEach(() => {
  silence();
  vi.mocked(ipc.rehearse).mockResolvedValue(aRehearsal());
});

const showScreen = (sender: string | null = null) =>
  show(<RehearsalScreen workspace={aWorkspace()} sender={sender} />, opened(aWorkspace()));

const asked = () => vi.mocked(ipc.rehearse).mock.lastCall?.[1];

test("who answers and who blocks is told in words", async () => {
  await showScreen();
  const hop = document.querySelector("[data-actor=twilio]");
  expect(hop?.textContent).toContain("replies");
  expect(hop?.textContent).toContain("blocks");
  expect(hop?.textContent).toContain("derived, not confirmed");
  expect(document.querySelector(".rehearsal-summary[role=status]")?.textContent).toContain("1 reply would go out");
});

test("an answer that comes late does not replace the newer one", async () => {
  const [first, second] = [held<Rehearsal>(), held<Rehearsal>()];
  await showScreen();
  vi.mocked(ipc.rehearse).mockReturnValueOnce(first.promise).mockReturnValueOnce(second.promise);
  await type(TEXT, "HEL");
  await type(TEXT, "HELP");
  await second.answer(aRehearsal({ keyword: "HELP", replies: 2 }));
  await first.answer(aRehearsal({ keyword: null, replies: 0 }));
  expect(text()).toContain("Read as the keyword HELP");
  expect(text()).toContain("2 replies would go out");
});

test("an answer for a text that was emptied is not shown", async () => {
  const late = held<Rehearsal>();
  await showScreen();
  vi.mocked(ipc.rehearse).mockReturnValueOnce(late.promise);
  await type(TEXT, "S");
  await type(TEXT, "");
  await late.answer(aRehearsal());
  expect(document.querySelector(".hops")).toBeNull();
  expect(text()).toContain("Type what a handset would send.");
});

test("a word to try is rehearsed at once", async () => {
  await showScreen();
  await click(button("stop please"));
  expect(field(TEXT).value).toBe("stop please");
  expect(asked()).toMatchObject({ text: "stop please", sender: null });
});

test("a tick in the worksheet says whether the MO callback is set, until the operator assumes otherwise", async () => {
  vi.mocked(ipc.sender).mockResolvedValue(aSender("s1"));
  vi.mocked(ipc.worksheet).mockResolvedValue(aSheet("s1", aStep("twilio.inbound")));
  await showScreen("s1");
  expect(asked()).toMatchObject({ sender: "s1", mo_wired: false });
  expect(text()).toContain("Not ticked in this sender's worksheet.");
  await click(field(WIRED));
  expect(asked()).toMatchObject({ mo_wired: true });
});

test("a Messaging Service is in itself, and the kind of its numbers is asked for", async () => {
  vi.mocked(ipc.sender).mockResolvedValue(aSender("s1", { sender_type: "messaging_service" }));
  await showScreen("s1");
  expect(asked()).toMatchObject({ in_service: true });
  expect(field("It is in a Messaging Service")).toMatchObject({ checked: true, disabled: true });
  expect(text()).toContain("Kind of number in its pool");
});

test("Advanced Opt-Out is not assumed outside a service", async () => {
  await showScreen();
  await click(field("It is in a Messaging Service"));
  await click(field("Advanced Opt-Out is on in that service"));
  expect(asked()).toMatchObject({ in_service: true, advanced_opt_out: true });
  await click(field("It is in a Messaging Service"));
  expect(asked()).toMatchObject({ in_service: false, advanced_opt_out: false });
});

test("what went wrong is said in place, and the next text is tried all the same", async () => {
  vi.mocked(ipc.rehearse).mockRejectedValueOnce(anError("internal"));
  await showScreen();
  expect(text()).toContain("It could not be rehearsed");
  await type(TEXT, "HELP");
  expect(text()).not.toContain("It could not be rehearsed");
});
