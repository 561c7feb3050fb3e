// @vitest-environment happy-dom
// Does an answer of Twilio reach the form that asked, and nothing else? Does the secret stay out of the page?

import { beforeEach, expect, test, vi } from "vitest";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { BalanceReading, ConnectOutcome, RegionReading } from "../../ipc";
import { checkBalance, goToConnect } from "../../actions";
import { current } from "../../state";
import { button, buttons, click, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { anError, aWorkspace, opened, pageOf } from "../../testing/samples";

vi.mock("../../ipc");

const SECRET = "feedfacefeedfacefeedfacefeedface";
const other = aWorkspace({ id: "w2", name: "Other" });
const kept: ConnectOutcome = { outcome: "kept", workspace: other, unverified: false, other_account: null };
const refused: ConnectOutcome = {
  outcome: "refused",
  access: [],
  twilio: { status: 401, code: 20003, message: "Authenticate", request_id: null },
  causes: [],
  offer_other_regions: true,
};

beforeEach(() => {
  silence();
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  vi.mocked(ipc.checkConnect).mockImplementation(async () => ({ notes: [], data_centre: null }));
});

/** The form of a first account, typed, while one workspace is open. */
async function showTyped(workspaces = [aWorkspace()]): Promise<void> {
  await show(<Frame />, opened(...workspaces));
  goToConnect();
  await settle();
  await type("Workspace name", "Other");
  field("Password").value = SECRET;
}

test("the secret goes to the back end at the click and is never in the state of the page", async () => {
  await showTyped();
  const answer = held<ConnectOutcome>();
  vi.mocked(ipc.connect).mockReturnValueOnce(answer.promise);
  await click(button("Save"));
  expect(vi.mocked(ipc.connect).mock.calls[0]![0].credential.secret).toBe(SECRET);
  expect(JSON.stringify(current())).not.toContain(SECRET);
  await answer.answer(kept);
  expect(field("Password").value).toBe("");
  expect(JSON.stringify(current()) + document.body.innerHTML).not.toContain(SECRET);
});

test("an account that was connected after the form was left does not take over the window", async () => {
  await showTyped();
  const answer = held<ConnectOutcome>();
  vi.mocked(ipc.connect).mockReturnValueOnce(answer.promise);
  await click(button("Save"));
  await press("Escape");
  await click(button("Discard"));
  await click(button("Add sender"));
  await type("Sender name", "Half typed");
  await answer.answer(kept);
  expect(current().workspace).toBe("w1");
  expect(field("Sender name").value).toBe("Half typed");
  expect(current().desk?.workspaces.map((view) => view.name)).toEqual(["Acme", "Other"]);
  expect(text()).toContain("Other is connected.");
});

test("the first account, connected after its form was left, is opened: there is no other", async () => {
  await showTyped([]);
  const answer = held<ConnectOutcome>();
  vi.mocked(ipc.connect).mockReturnValueOnce(answer.promise);
  await click(button("Save"));
  await press("Escape");
  await click(button("Discard"));
  await answer.answer(kept);
  expect(current()).toMatchObject({ workspace: "w2", screen: { at: "senders" } });
});

test("what other regions said of a former credential is not shown under a new answer", async () => {
  await showTyped();
  vi.mocked(ipc.connect).mockResolvedValue(refused);
  const regions = held<RegionReading[]>();
  vi.mocked(ipc.tryOtherRegions).mockReturnValueOnce(regions.promise);
  await click(button("Save"));
  await click(button("Try the other regions"));
  await click(button("Save"));
  await regions.answer([{ region: "ie1", access: "yes", message: "Taken there." }]);
  expect(text()).not.toContain("Taken there.");
});

test("other regions that could not be asked do not hide an account that was kept since", async () => {
  await showTyped();
  vi.mocked(ipc.connect).mockResolvedValueOnce(refused).mockResolvedValueOnce(kept);
  const regions = held<RegionReading[]>();
  vi.mocked(ipc.tryOtherRegions).mockReturnValueOnce(regions.promise);
  await click(button("Save"));
  await click(button("Try the other regions"));
  await click(button("Save"));
  await regions.refuse(anError("network"));
  expect(text()).toContain("Connected");
});

test("another account can be connected from the outcome of the first", async () => {
  await showTyped();
  vi.mocked(ipc.connect).mockResolvedValue(kept);
  await click(button("Save"));
  goToConnect();
  await settle();
  expect(field("Workspace name").value).toBe("");
  expect(button("Save").disabled).toBe(false);
});

test("a balance that could not be read by a former credential is forgotten with it, late or not", async () => {
  await show(<Frame />, opened(aWorkspace()));
  const late = held<BalanceReading>();
  vi.mocked(ipc.checkBalance).mockReturnValueOnce(late.promise);
  void checkBalance("w1");
  goToConnect("w1");
  await settle();
  vi.mocked(ipc.reauthenticate).mockResolvedValue({ ...kept, workspace: aWorkspace() } as ConnectOutcome);
  await click(button("Save"));
  await late.refuse(anError("twilio"));
  expect(current().balanceChecks).toEqual({});
  expect(text()).not.toContain("It is twilio.");
});

test("the last balance stands beside the reason why it could not be read again", async () => {
  await show(<Frame />, opened(aWorkspace()));
  const twilio = { status: 401, code: 20003, message: "Authenticate", request_id: "RQ1" };
  vi.mocked(ipc.checkBalance).mockRejectedValue(anError("twilio", { twilio }));
  await click(button("Check balance"));
  const shown = document.querySelector("[aria-label=Balance]")?.textContent;
  expect(shown).toContain("14.50");
  expect(shown).toContain("It is twilio.");
  expect(shown).toContain("RQ1");
  expect(buttons("Open Twilio's page")).toHaveLength(1);
});

test("a data centre that takes no new workspaces says so", async () => {
  await showTyped();
  const options = [...field("Data centre").querySelectorAll("option")].map((option) => option.textContent);
  expect(options).toEqual(["Choose…", "DC-01, US, not open for new workspaces", "DC-03, India, open for new workspaces"]);
});
