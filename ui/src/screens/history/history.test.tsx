// @vitest-environment happy-dom
// Is a long history walked through by key, filtered, repeated and exported as the operator asked?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { HistoryOutline, HistoryPage, HistoryRow, RetentionView } from "../../ipc";
import { change, current } from "../../state";
import { button, buttons, click, draw, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aLostTest, aSender, aTest, aWorkspace, anError, opened, pageOf } from "../../testing/samples";
import { useFirstSender } from "../test/beginning";
import { aRow, changeForm, emptyForm, formName, keptForm, nextForm, useForm } from "../test/forms";
import type { TestFormState } from "../test/forms";
import { dayOf, keepFilter, queryOf, UNFILTERED } from "./filter";
import { HistoryScreen } from "./HistoryScreen";
import { isFormTyped } from "./repeat";

vi.mock("../../ipc");

const PAGE = 50;

function row(number: number, more: Partial<HistoryRow> = {}): HistoryRow {
  return {
    number,
    id: `t${number}`,
    created_at: "2026-11-20T10:00:00Z",
    sender_name: "Offers",
    sender_type: "long_code",
    sender_id: "+15559990001",
    recipient: "+15551230001",
    text: `test ${number}`,
    media: 0,
    state: "delivered",
    twilio_status: "delivered",
    outcome: "delivered",
    code: null,
    ...more,
  };
}

const page = (rows: HistoryRow[], more: Partial<HistoryPage> = {}): HistoryPage => ({ rows, notes: [], ...more });

/** A history of so many tests, numbered from 1. */
function many(count: number): void {
  const starts = Array.from({ length: Math.ceil(count / PAGE) }, (_, nth) => count - nth * PAGE);
  vi.mocked(ipc.history).mockImplementation(async (_, from) => {
    const first = from ?? count;
    return page(Array.from({ length: Math.min(PAGE, first) }, (_, nth) => row(first - nth)));
  });
  vi.mocked(ipc.historyOutline).mockResolvedValue({ matching: count, page: PAGE, starts });
}

beforeEach(() => {
  silence();
  keepFilter("w1", UNFILTERED);
  changeForm(formName("w1", false), emptyForm);
  vi.mocked(ipc.keptDraft).mockResolvedValue(null);
  vi.mocked(ipc.testMessage).mockImplementation(async (id) => aTest(id));
  many(3);
});

const showIt = () =>
  show(<HistoryScreen workspace={aWorkspace()} open={null} />, {
    ...opened(aWorkspace()),
    screen: { at: "history", open: null },
  });
const asked = () => vi.mocked(ipc.history).mock.calls.at(-1)!;
const texts = () =>
  [...document.querySelectorAll("[role=row][data-key] [role=gridcell]:nth-child(4) .cut")].map((cell) => cell.textContent);
const rowAt = (index: number) => document.querySelector<HTMLElement>(`[data-index="${index}"]`)!;

async function search(typed: string): Promise<void> {
  const input = document.querySelector<HTMLInputElement>("input[type=search]")!;
  input.value = typed;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

async function choose(label: string, value: string): Promise<void> {
  const select = document.querySelector<HTMLSelectElement>(`select[aria-label="${label}"]`)!;
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
}

test("tests stand newest first, with the local time and its distance from UTC", async () => {
  await showIt();
  expect(texts()).toEqual(["test 3", "test 2", "test 1"]);
  expect(document.querySelector(".history-when time")?.textContent).toMatch(/(GMT|UTC)/);
  expect(document.querySelector(".history-when time")?.getAttribute("title")).toBe("2026-11-20T10:00:00Z");
  expect(text()).toContain("3 tests");
});

test("a hundred thousand tests are drawn and kept by the page only, and End reaches the oldest", async () => {
  many(100_000);
  await showIt();
  expect(document.querySelector("[role=grid]")?.getAttribute("aria-rowcount")).toBe("100001");
  expect(document.querySelectorAll("[role=row]").length).toBeLessThan(40);
  const before = vi.mocked(ipc.history).mock.calls.length;
  await click(rowAt(0));
  await press("End", {}, rowAt(0));
  const pulled = vi.mocked(ipc.history).mock.calls.slice(before).map(([, from]) => from);
  expect(pulled).toContain(50);
  expect(rowAt(99_999).textContent).toContain("test 1");
  expect(pulled.length).toBeLessThan(4);
  await press("Home", {}, rowAt(99_999));
  expect(rowAt(0).textContent).toContain("test 100000");
});

test("what is typed and chosen is asked for, and kept while other screens are visited", async () => {
  await showIt();
  await search("  offers ");
  await choose("Outcome", "failed");
  await type("Code", "30003");
  await choose("Period", "today");
  const [query] = asked();
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  expect(query).toMatchObject({ workspace: "w1", search: "  offers ", outcome: "failed", code: "30003", until: null });
  expect(query.since).toBe(midnight.toISOString());
  await showIt();
  expect(document.querySelector<HTMLInputElement>("input[type=search]")?.value).toBe("  offers ");
});

test("days as typed begin at midnight here and the last one counts", () => {
  const query = queryOf({ ...UNFILTERED, period: "days", from: "2026-01-31", to: "2026-02-28" }, "w1", new Date());
  expect(query.since).toBe(new Date(2026, 0, 31).toISOString());
  expect(query.until).toBe(new Date(2026, 2, 1).toISOString());
  for (const typed of ["", "31.1.2026", "2026-02-30", "2026-13-01", "soon"]) {
    expect(dayOf(typed), typed).toBeNull();
  }
});

test("days in the wrong order are said beside the last one", async () => {
  await showIt();
  await choose("Period", "days");
  await type("From", "2026-02-01");
  await type("To", "2026-01-31");
  expect(text()).toContain("From is later than To");
  expect(field("To").getAttribute("aria-invalid")).toBe("true");
  await type("To", "2026-02-01");
  expect(text()).not.toContain("From is later than To");
  expect(field("To").hasAttribute("aria-invalid")).toBe(false);
});

test("what the back end could not use is said beside the list", async () => {
  const message = "Type at least 3 characters to search; all tests are listed until then.";
  const note = { field: "search", level: "problem" as const, message, suggestion: null };
  vi.mocked(ipc.history).mockResolvedValue(page([row(1)], { notes: [note] }));
  await showIt();
  expect(text()).toContain(message);
});

test("an answer to a former search is dropped", async () => {
  await showIt();
  const late = held<HistoryPage>();
  vi.mocked(ipc.history).mockReturnValueOnce(late.promise);
  await search("aut");
  vi.mocked(ipc.history).mockResolvedValueOnce(page([row(2, { text: "autumn" })]));
  vi.mocked(ipc.historyOutline).mockResolvedValueOnce({ matching: 1, page: PAGE, starts: [2] });
  await search("autu");
  await late.answer(page([row(3, { text: "late" })]));
  expect(texts()).toEqual(["autumn"]);
});

test("rows stand before it is known how many there are", async () => {
  const late = held<HistoryOutline>();
  vi.mocked(ipc.historyOutline).mockReturnValue(late.promise);
  await showIt();
  expect(texts()).toEqual(["test 3", "test 2", "test 1"]);
  await late.answer({ matching: 3, page: PAGE, starts: [3] });
  expect(texts()).toEqual(["test 3", "test 2", "test 1"]);
});

test("nothing matches, nothing is there, and nothing could be read are told apart", async () => {
  many(0);
  await showIt();
  expect(text()).toContain("No tests yet");
  await search("zzz");
  expect(text()).toContain("No test matches.");
  vi.mocked(ipc.history).mockRejectedValue(anError("internal", { message: "The disk is gone." }));
  await search("zzzz");
  expect(text()).toContain("The history could not be read");
  expect(text()).toContain("The disk is gone.");
});

test("a first read that failed is tried again", async () => {
  vi.mocked(ipc.history).mockRejectedValueOnce(anError("internal", { message: "The disk is gone." }));
  await showIt();
  expect(text()).toContain("The disk is gone.");
  expect(document.querySelector("[role=grid]")?.hasAttribute("aria-busy")).toBe(false);
  await click(button("Try again"));
  expect(texts()).toEqual(["test 3", "test 2", "test 1"]);
  expect(text()).not.toContain("The disk is gone.");
  expect(document.activeElement?.tagName).toBe("H1");
});

test("a page that failed is said, asked for once, and again when it is shown anew", async () => {
  many(100_000);
  await showIt();
  await click(rowAt(0));
  const answer = vi.mocked(ipc.history).getMockImplementation()!;
  const askedFor = (start: number) => vi.mocked(ipc.history).mock.calls.filter(([, from]) => from === start).length;
  vi.mocked(ipc.history).mockImplementation(async (query, from) => {
    if (from === 50) {
      throw anError("internal", { message: "The disk is gone." });
    }
    return answer(query, from);
  });
  await press("End", {}, rowAt(0));
  expect(text()).toContain("The disk is gone.");
  expect(askedFor(50)).toBe(1);
  await press("Home", {}, rowAt(99_999));
  expect(text()).not.toContain("The disk is gone.");
  vi.mocked(ipc.history).mockImplementation(answer);
  await press("End", {}, rowAt(0));
  expect(rowAt(99_999).textContent).toContain("test 1");
  expect(text()).not.toContain("The disk is gone.");
});

test("a page that failed in sight is read on Try again", async () => {
  many(100_000);
  await showIt();
  await click(rowAt(0));
  const answer = vi.mocked(ipc.history).getMockImplementation()!;
  vi.mocked(ipc.history).mockImplementation(async (query, from) => {
    if (from === 50) {
      throw anError("internal");
    }
    return answer(query, from);
  });
  await press("End", {}, rowAt(0));
  vi.mocked(ipc.history).mockImplementation(answer);
  await click(button("Try again"));
  expect(rowAt(99_999).textContent).toContain("test 1");
  expect(buttons("Try again")).toEqual([]);
});

test("rows of a former filter are marked until the new one is read", async () => {
  await showIt();
  const busy = () => document.querySelector("[role=grid]")?.getAttribute("aria-busy") ?? null;
  expect(busy()).toBeNull();
  const late = held<HistoryPage>();
  vi.mocked(ipc.history).mockReturnValueOnce(late.promise);
  await search("autumn");
  expect(texts().length).toBe(3);
  expect(busy()).toBe("true");
  await late.answer(page([row(2)]));
  expect(busy()).toBeNull();
});

test("the focused test stays focused when a newer one comes", async () => {
  await showIt();
  await click(rowAt(1));
  rowAt(1).focus();
  many(4);
  change({ testsVersion: current().testsVersion + 1 });
  await settle();
  expect(document.activeElement?.getAttribute("data-key")).toBe("t2");
  expect(document.activeElement?.getAttribute("data-index")).toBe("2");
});

test("the focus goes back to the row when the inspector is closed, and the test stays closed", async () => {
  await showIt();
  for (const close of [() => click(button("Close")), () => press("Escape")]) {
    await click(rowAt(1));
    button("Close").focus();
    await close();
    expect(document.activeElement?.getAttribute("data-key")).toBe("t2");
    expect(buttons("Close")).toEqual([]);
  }
});

test("a test that is deleted meanwhile is closed, and that is said once", async () => {
  await showIt();
  await click(rowAt(1));
  button("Close").focus();
  vi.mocked(ipc.testMessage).mockRejectedValue(anError("not_found"));
  change({ testsVersion: current().testsVersion + 1 });
  await settle();
  expect(buttons("Close")).toEqual([]);
  expect(current().toast?.text).toBe("That test was deleted.");
  expect(document.activeElement?.getAttribute("role")).toBe("row");
  change({ toast: null, testsVersion: current().testsVersion + 1 });
  await settle();
  expect(current().toast).toBeNull();
});

test("one key fills the form as it was and sends nothing", async () => {
  vi.mocked(ipc.sender).mockResolvedValue(aSender("s1", { name: "Offers" }));
  vi.mocked(ipc.testMessage).mockImplementation(async (id) =>
    aTest(id, { sender: "s1", recipient: "+15551230009", body: "Again", media: ["https://example.com/a.png"] }),
  );
  await showIt();
  await click(rowAt(0));
  const id = keptForm(formName("w1", false)).recipients[0]!.id;
  await press("r");
  const form = keptForm(formName("w1", false));
  const recipients = [{ id, typed: "+15551230009", stage: "open" }];
  expect(form).toMatchObject({ recipients, body: "Again", media: ["https://example.com/a.png"] });
  expect(form.from?.key).toBe("s1");
  expect(current().screen).toMatchObject({ at: "test" });
  expect(ipc.sendTest).not.toHaveBeenCalled();
});

test("no default takes the place of a sender that is gone, until one is chosen", async () => {
  vi.mocked(ipc.sender).mockRejectedValue(anError("not_found"));
  vi.mocked(ipc.senders).mockResolvedValue(pageOf(aSender("s2", { name: "Default" })));
  vi.mocked(ipc.testMessage).mockImplementation(async (id) => aTest(id, { sender: "s1" }));
  await showIt();
  await click(rowAt(0));
  await press("r");
  expect(current().toast?.text).toContain("choose one");
  await draw(<FirstSender />);
  const name = formName("w1", false);
  expect(keptForm(name).from).toBeNull();
  changeForm(name, (now) => nextForm({ ...now, from: aSender("s2") }));
  expect(keptForm(name).senderless).toBe(false);
  changeForm(name, emptyForm);
  await draw(null);
  await draw(<FirstSender />);
  expect(keptForm(name).from?.name).toBe("Default");
});

function FirstSender() {
  const name = formName("w1", false);
  useFirstSender(aWorkspace(), null, name, useForm(name), false, false, false);
  return null;
}

test("what is typed in the form is not lost without a question", async () => {
  changeForm(formName("w1", false), (now) => ({ ...now, body: "half a" }));
  await showIt();
  await click(rowAt(0));
  await click(button("Repeat this test"));
  expect(text()).toContain("Replace what is typed in the test form?");
  expect(keptForm(formName("w1", false)).body).toBe("half a");
  await click(button("Cancel"));
  expect(current().screen.at).toBe("history");
});

test("what was typed before a restart is not lost without a question", async () => {
  const other = aWorkspace({ id: "w2" });
  const draft = { from: null, recipients: [{ id: "r1", typed: "+15551230007" }], body: "kept", media: [], unsubscribe: false };
  vi.mocked(ipc.keptDraft).mockResolvedValue({ draft, recorded: [] });
  await show(<HistoryScreen workspace={other} open={null} />, { ...opened(other), screen: { at: "history", open: null } });
  await click(rowAt(0));
  await press("r");
  expect(text()).toContain("Replace what is typed in the test form?");
  expect(keptForm(formName("w2", false)).body).toBe("kept");
});

test("a kept form that cannot be read stops no repeat", async () => {
  const other = aWorkspace({ id: "w3" });
  vi.mocked(ipc.keptDraft).mockRejectedValue(anError("internal"));
  vi.mocked(ipc.testMessage).mockImplementation(async (id) => aTest(id, { sender: null }));
  await show(<HistoryScreen workspace={other} open={null} />, { ...opened(other), screen: { at: "history", open: null } });
  await click(rowAt(0));
  await press("r");
  expect(current().screen.at).toBe("test");
});

test("pasted numbers, media and a partly sent list are typed, what is spent or empty is not", () => {
  const typed = (more: Partial<TestFormState>) => {
    changeForm(formName("w1", false), () => ({ ...emptyForm(), ...more }));
    return isFormTyped("w1");
  };
  expect(typed({ recipients: [aRow("+15551230001"), aRow("+15551230002")] })).toBe(true);
  expect(typed({ media: ["https://example.com/a.png"] })).toBe(true);
  expect(typed({ recipients: [{ ...aRow(), stage: "spent" }, aRow()] })).toBe(true);
  expect(typed({ recipients: [{ ...aRow("+15551230001"), stage: "spent" }] })).toBe(false);
  expect(typed({ body: " ", media: [""] })).toBe(false);
});

test("a message that may have been sent is looked for before it is repeated", async () => {
  vi.mocked(ipc.testMessage).mockImplementation(async (id) => aLostTest(id, false));
  await showIt();
  await click(rowAt(0));
  await press("r");
  expect(current().toast?.text).toContain("Look in Twilio first");
  expect(current().screen.at).toBe("history");
});

test("an export is of what is filtered, and says what it leaves out", async () => {
  vi.mocked(ipc.saveHistory).mockResolvedValue({ path: "/somewhere/tests.csv" });
  await showIt();
  await search("offers");
  await click(button("Export…"));
  expect(text()).toContain("3 tests, as searched and filtered");
  await click(field("Shorten phone numbers"));
  await click(field("With texts and media addresses"));
  await click(button("Export"));
  const [query, options] = vi.mocked(ipc.saveHistory).mock.calls[0]!;
  expect(query.search).toBe("offers");
  expect(options).toEqual({ format: "csv", mask_numbers: true, texts: false });
  expect(current().toast?.text).toBe("Tests written to /somewhere/tests.csv");
});

test("what a limit deletes is said before it is set", async () => {
  const view = (more: Partial<RetentionView>): RetentionView => ({ kept_days: null, goes: 0, says: "", notes: [], ...more });
  vi.mocked(ipc.retention).mockImplementation(async (_, typed) =>
    typed === "30" ? view({ goes: 12, says: "12 tests go at once." }) : view({ says: "All tests are kept for ever." }),
  );
  vi.mocked(ipc.setRetention).mockResolvedValue(view({ kept_days: 30 }));
  await showIt();
  await click(button("Delete old tests…"));
  expect(document.querySelector("dialog, [role=dialog]")?.textContent).toContain("Delete old tests");
  expect(text()).toContain("All tests are kept for ever.");
  await type("Days", "30");
  expect(text()).toContain("12 tests go at once.");
  expect(ipc.setRetention).not.toHaveBeenCalled();
  await click(button("Save and delete 12 tests"));
  expect(ipc.setRetention).toHaveBeenCalledWith("w1", "30");
  expect(buttons("Save and delete 12 tests")).toEqual([]);
});
