// @vitest-environment happy-dom
// Is a test checked by itself before it is sent, gently, and is what is shown of the form that is there?

import { act } from "preact/test-utils";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { LineLookup, Preflight, PriceEstimate, TestForm, WorkspaceView } from "../../ipc";
import { aPreflight, aPreflightFinding, anError, aWorkspace, opened } from "../../testing/samples";
import { button, buttons, click, draw, held, settle, show, silence, text } from "../../testing/page";
import { PreflightPanel } from "./PreflightPanel";
import { SETTLED } from "./checking";

vi.mock("../../ipc");

const workspace = aWorkspace();
const FORM: TestForm = {
  from: { from: "saved", key: "s1" },
  recipients: ["+12025550188"],
  body: "Hello",
  media: [],
  unsubscribe: false,
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  silence();
});
afterEach(() => void vi.useRealTimers());

function panel(form: TestForm | null = FORM, of: WorkspaceView = workspace, onInstead?: () => void) {
  return <PreflightPanel workspace={of} form={form} onInstead={onInstead} />;
}

async function pass(milliseconds = SETTLED): Promise<void> {
  await act(async () => void vi.advanceTimersByTime(milliseconds));
  await settle();
}

async function checked(answer: Preflight, form: TestForm | null = FORM): Promise<void> {
  vi.mocked(ipc.preflight).mockResolvedValue(answer);
  await show(panel(form), opened(workspace));
  await pass();
}

test("typing asks once, after a pause", async () => {
  await show(panel(), opened(workspace));
  for (const body of ["Hello a", "Hello al", "Hello all"]) {
    await pass(SETTLED - 1);
    await draw(panel({ ...FORM, body }));
  }
  expect(ipc.preflight).not.toHaveBeenCalled();
  await pass();
  expect(ipc.preflight).toHaveBeenCalledTimes(1);
  expect(ipc.preflight).toHaveBeenCalledWith("w1", { ...FORM, body: "Hello all" }, false);
  expect(text()).toContain("Checking…");
});

test("nothing is asked without a recipient, without a text or media, and without a credential", async () => {
  for (const part of [{ recipients: [" "] }, { body: " " }]) {
    await show(panel({ ...FORM, ...part }), opened(workspace));
    await pass();
    expect(text()).toContain("Choose a sender, a recipient and a text to see problems and the price.");
  }
  await show(panel(null), opened(workspace));
  await pass();
  const gone = aWorkspace({ account: { ...workspace.account, kept_in: "nowhere" } });
  await show(panel(FORM, gone), opened(gone));
  await pass();
  expect(text()).toContain("no credential");
  expect(ipc.preflight).not.toHaveBeenCalled();
  expect(buttons("Check again")).toEqual([]);
});

test("what is against it stands open, the rest is folded and counted", async () => {
  await checked(
    aPreflight({
      findings: [
        aPreflightFinding("a", "problem", { remedy: "Do this." }),
        aPreflightFinding("b", "warning"),
        aPreflightFinding("c", "not_checkable"),
        aPreflightFinding("d", "ok"),
        aPreflightFinding("e", "ok"),
      ],
      before_sending: "As far as can be told, Twilio will refuse this message.",
    }),
  );
  expect(text()).toContain("1 problem, 1 warning");
  expect(text()).toContain("Do this.");
  expect(text()).toContain("Twilio will refuse this message");
  const folded = [...document.querySelectorAll("details")].map((one) => one.querySelector("summary")!.textContent);
  expect(folded).toEqual(["1 thing could not be checked", "2 checks in order", "Is it a landline?"]);
  expect(document.querySelector("details [data-finding=a]")).toBeNull();
  expect(document.querySelector("details [data-finding=e]")).not.toBeNull();
});

test("the price is said as a range with what it leaves out, or why it is not known", async () => {
  await checked(aPreflight());
  expect(text()).toContain("Estimated price About 0.0079–0.0123 USD for 1 message × 1 segment, without carrier fees; read");
  const price = { price: "unknown", reason: "Not readable with this key." } as const;
  await checked(aPreflight({ total: { price, says: price.reason } }));
  expect(text()).toContain("Not readable with this key.");
});

test("each recipient's price is about so much, and says what it leaves out", async () => {
  const one = aPreflight().prices[0]!;
  const same = { ...one.price, to: "0.0079" } as PriceEstimate["price"];
  // In several currencies there is no total that would say it.
  const price = { price: "unknown", reason: "The prices are in several currencies." } as const;
  const prices = [one, { ...one, recipient: 1, number: "+12025550189", price: same }];
  await checked(aPreflight({ prices, total: { price, says: price.reason } }));
  const said = [...document.querySelectorAll(".preflight-price dd")].map((line) => line.textContent);
  expect(said).toEqual([
    "About 0.0079–0.0123 USD, without carrier fees (3 carriers of United States, from long codes)",
    "About 0.0079 USD, without carrier fees (3 carriers of United States, from long codes)",
  ]);
});

test("an answer to a former form is never shown for the new one", async () => {
  const former = held<Preflight>();
  vi.mocked(ipc.preflight).mockReturnValueOnce(former.promise);
  await show(panel(), opened(workspace));
  await pass();
  await draw(panel({ ...FORM, body: "Another" }));
  await former.answer(aPreflight({ findings: [aPreflightFinding("a", "problem")] }));
  expect(text()).not.toContain("Title of a");
});

test("while a changed form is checked, what is shown says that it is of the former one", async () => {
  await checked(aPreflight({ before_sending: "Twilio will refuse this message." }));
  await draw(panel({ ...FORM, body: "Another" }));
  expect(text()).toContain("Of the form as it was before");
  expect(text()).not.toContain("Twilio will refuse this message.");
});

test("check again reads everything anew", async () => {
  await checked(aPreflight());
  await click(button("Check again"));
  expect(ipc.preflight).toHaveBeenLastCalledWith("w1", FORM, true);
});

test("without a network it says so and can be asked again", async () => {
  vi.mocked(ipc.preflight).mockRejectedValue(anError("network", { message: "No route." }));
  await show(panel(), opened(workspace));
  await pass();
  expect(text()).toContain("Twilio was not reached, so nothing was checked");
  expect(text()).toContain("No route.");
  vi.mocked(ipc.preflight).mockResolvedValue(aPreflight());
  await click(button("Check again"));
  expect(text()).toContain("No problem found.");
});

test("verified numbers are offered in the recipient's place", async () => {
  const instead = [{ number: "+12025550199", name: "Mine" }];
  const onInstead = vi.fn();
  const findings = [aPreflightFinding("a", "problem", { recipients: [0], instead })];
  vi.mocked(ipc.preflight).mockResolvedValue(aPreflight({ findings }));
  await show(panel(FORM, workspace, onInstead), opened(workspace));
  await pass();
  await click(button("Use +12025550199"));
  expect(onInstead).toHaveBeenCalledWith(0, "+12025550199");
});

test("a line is looked up at a click and not before, and its cost stands beside the button", async () => {
  await checked(aPreflight());
  expect(text()).toContain("Twilio charges for each lookup.");
  expect(ipc.lookUpLine).not.toHaveBeenCalled();
  vi.mocked(ipc.lookUpLine).mockResolvedValue(aLine());
  await click(button("Look up +12025550188 (costs)"), 2);
  expect(ipc.lookUpLine).toHaveBeenCalledTimes(1);
  expect(text()).toContain("Lookup: mobile.");
});

test("a lookup that is answered late has the form checked that is there by then", async () => {
  const line = held<LineLookup>();
  vi.mocked(ipc.lookUpLine).mockReturnValue(line.promise);
  await checked(aPreflight());
  await click(button("Look up +12025550188 (costs)"));
  await draw(panel({ ...FORM, body: "Another" }));
  await pass();
  await line.answer(aLine());
  expect(ipc.preflight).toHaveBeenLastCalledWith("w1", { ...FORM, body: "Another" }, true);
  expect(text()).not.toContain("Of the form as it was before");
});

function aLine(): LineLookup {
  return {
    number: "+12025550188",
    level: "ok",
    line_type: "mobile",
    carrier: null,
    says: "Lookup: mobile.",
    read_at: "2026-11-20T10:00:00Z",
  };
}
