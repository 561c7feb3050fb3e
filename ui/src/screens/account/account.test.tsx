// @vitest-environment happy-dom
// Does the account say what it cannot do, whose senders stand in it, and when its balance is low?

import { beforeEach, expect, test, vi } from "vitest";
import { Frame } from "../../frame/Frame";
import { ipc } from "../../ipc";
import type { AccountView, BalancePoint, ConnectOutcome, Finding, OwnershipReport, Said } from "../../ipc";
import { goToConnect } from "../../actions";
import { current } from "../../state";
import { button, buttons, click, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { anError, aWorkspace, opened, pageOf } from "../../testing/samples";

vi.mock("../../ipc");

const said: Said[] = [{ text: "Sends fail until then.", provenance: "documented", sources: [] }];
const report: OwnershipReport = { found: 4, not_found: 2, could_not_check: 1 };

beforeEach(() => {
  silence();
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf());
  vi.mocked(ipc.facts).mockResolvedValue(said);
  vi.mocked(ipc.balanceHistory).mockResolvedValue([]);
});

function withAccount(more: Partial<AccountView>) {
  const view = aWorkspace();
  return { ...view, account: { ...view.account, ...more } };
}

async function showAccount(more: Partial<AccountView> = {}): Promise<void> {
  await show(<Frame />, { ...opened(withAccount(more)), screen: { at: "account" } });
}

const chart = () => document.querySelector("svg[role=img]");
const point = (hour: number, amount: string, currency = "USD"): BalancePoint => ({
  at: `2026-11-20T${String(hour).padStart(2, "0")}:00:00Z`,
  amount,
  currency,
});

test("what a trial account cannot do stands at the top, before the details", async () => {
  const trial: Finding = {
    id: "trial",
    level: "warning",
    title: "This is a trial account",
    evidence: "It sends to verified numbers only.",
    remedy: null,
    provenance: "documented",
    sources: [],
    sender: null,
  };
  await showAccount({ limits: [trial], shared_by: ["Acme", "Other"] });
  expect(document.querySelector("main")?.textContent?.indexOf("trial account")).toBeLessThan(text().indexOf("Details"));
  expect(text()).toContain("Acme, Other");
});

test("each sender is looked for when asked, and the three answers are counted apart", async () => {
  await showAccount();
  expect(ipc.recheckOwnership).not.toHaveBeenCalled();
  vi.mocked(ipc.recheckOwnership).mockResolvedValue(report);
  await click(button("Check senders"));
  const counts = document.querySelector("[aria-label='Result of the check']")?.textContent;
  expect(counts).toBe("4 found2 not in this account1 could not be checked");
});

test("another account than before has every sender looked for at once", async () => {
  await show(<Frame />, opened(aWorkspace()));
  goToConnect("w1");
  await settle();
  vi.mocked(ipc.recheckOwnership).mockResolvedValue(report);
  const kept: ConnectOutcome = { outcome: "kept", workspace: aWorkspace(), unverified: false, other_account: 2 };
  vi.mocked(ipc.reauthenticate).mockResolvedValue(kept);
  await click(button("Save"));
  expect(text()).toContain("2 senders may not belong to it.");
  expect(text()).toContain("2 not in this account");
});

test("after a new Auth Token the step in MoEngage is shown with what stops until then, and opens the set-up", async () => {
  await show(<Frame />, opened(aWorkspace()));
  goToConnect("w1");
  await settle();
  const kept: ConnectOutcome = { outcome: "kept", workspace: aWorkspace(), unverified: false, other_account: null };
  vi.mocked(ipc.reauthenticate).mockResolvedValue(kept);
  await click(button("Save"));
  expect(ipc.recheckOwnership).not.toHaveBeenCalled();
  expect(text()).toContain("Reauthenticate in MoEngage as well");
  expect(text()).toContain("Sends fail until then.");
  await click(button("Open Set-up"));
  expect(current().screen).toEqual({ at: "setup", sender: null });
});

test("an API key is said to serve here only", async () => {
  await showAccount({ credential: "api_key" });
  expect(text()).toContain("An API key serves Senderdesk only: MoEngage needs the Auth Token.");
});

test("an amount that is none is refused at its field, which takes the focus and keeps what was typed", async () => {
  await showAccount();
  const wrong = { field: "amount", message: "This is no amount.", hint: "Digits and a point." };
  vi.mocked(ipc.setBalanceFloor).mockRejectedValue(anError("invalid", { fields: [wrong] }));
  await type("Tell me under", "ten");
  await click(button("Set amount"));
  const input = field("Tell me under");
  expect(document.getElementById(input.getAttribute("aria-describedby")!.split(" ")[1]!)?.textContent).toBe(
    "This is no amount. Digits and a point.",
  );
  expect(input.getAttribute("aria-invalid")).toBe("true");
  expect(input.value).toBe("ten");
  await vi.waitFor(() => expect(document.activeElement).toBe(input));
  await type("Tell me under", "10");
  expect(field("Tell me under").getAttribute("aria-invalid")).toBeNull();
});

test("an amount that was set is said in the account's currency", async () => {
  await showAccount();
  vi.mocked(ipc.setBalanceFloor).mockResolvedValue(withAccount({ balance_floor: "10.50" }));
  await type("Tell me under", "10.50");
  await click(button("Set amount"));
  expect(vi.mocked(ipc.setBalanceFloor).mock.calls[0]).toEqual(["w1", "10.50"]);
  expect(current().toast?.text).toBe("You will be told when the balance is under 10.50 USD.");
});

test("the history is a line with its summary, and a table of what Twilio gave, newest first", async () => {
  vi.mocked(ipc.balanceHistory).mockResolvedValue([point(1, "10.5"), point(2, "-0.25"), point(3, "7")]);
  await showAccount();
  expect(chart()?.getAttribute("aria-label")).toMatch(/between -0\.25 USD and 10\.5 USD, last 7 USD\.$/);
  const cells = [...document.querySelectorAll("table[aria-label='Balance readings'] td.number")];
  expect(cells.map((cell) => cell.textContent)).toEqual(["7 USD", "-0.25 USD", "10.5 USD"]);
});

test("readings in another currency stand in the table, not in the line", async () => {
  vi.mocked(ipc.balanceHistory).mockResolvedValue([point(1, "900", "JPY"), point(2, "4"), point(3, "5")]);
  await showAccount();
  expect(chart()?.getAttribute("aria-label")).toContain("between 4 USD and 5 USD");
  expect(text()).toContain("The line shows the readings in USD only.");
  expect(text()).toContain("900 JPY");
});

test("an amount that is no decimal is shown as it came and draws nothing", async () => {
  vi.mocked(ipc.balanceHistory).mockResolvedValue([point(1, "1e3"), point(2, "4")]);
  await showAccount();
  expect(chart()).toBeNull();
  expect(text()).toContain("1e3 USD");
});

test("a history that was asked for before does not overwrite the newer one", async () => {
  const late = held<BalancePoint[]>();
  vi.mocked(ipc.balanceHistory).mockReturnValueOnce(late.promise).mockResolvedValue([point(1, "1"), point(2, "2")]);
  await showAccount();
  vi.mocked(ipc.checkBalance).mockResolvedValue({
    reading: "known",
    amount: "2",
    currency: "USD",
    at: "2026-11-20T11:00:00Z",
  });
  await click(buttons("Check balance")[1]!);
  await late.answer([point(1, "99"), point(2, "98")]);
  expect(text()).not.toContain("99 USD");
});

test("an amount that was typed and not set is not lost without a word, and what was set is", async () => {
  await showAccount();
  await type("Tell me under", "10");
  await press("Escape");
  expect(text()).toContain("Discard the changes?");
  await click(button("Keep editing"));
  vi.mocked(ipc.setBalanceFloor).mockResolvedValue(withAccount({ balance_floor: "10.00" }));
  await click(button("Set amount"));
  expect(field("Tell me under").value).toBe("10.00");
  await press("Escape");
  expect(current().screen.at).toBe("senders");
});
