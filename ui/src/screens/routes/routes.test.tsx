// @vitest-environment happy-dom
// Does the list say where replies and receipts go, worst first, and is the account read only as often as it should be?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { RouteRow, SendersChanged, WorkspaceView } from "../../ipc";
import { change, current, useDesk } from "../../state";
import { button, buttons, click, held, press, show, silence, text } from "../../testing/page";
import { aRoute, aRouteRow, aRoutesPage, aWhom } from "../../testing/routes";
import { aDone, anError, aWorkspace, opened } from "../../testing/samples";
import { RoutesScreen } from "./RoutesScreen";

vi.mock("../../ipc");

const workspace = aWorkspace();
const worst: RouteRow = aRouteRow("s1", {
  state: "differs",
  level: "problem",
  reply: "elsewhere",
  says: "Incoming messages: another host.",
  changed: true,
});

beforeEach(() => {
  silence();
  vi.mocked(ipc.readLive).mockResolvedValue(null);
  vi.mocked(ipc.routes).mockResolvedValue(aRoutesPage([worst, aRouteRow("s2"), aRouteRow("s3")]));
  vi.mocked(ipc.route).mockImplementation(async (_, sender) => aRoute(sender));
});

function Routes({ of }: { of: WorkspaceView }) {
  const screen = useDesk((state) => state.screen);
  return screen.at === "routes" ? <RoutesScreen workspace={of} sender={screen.sender} apply={screen.apply} /> : null;
}

const showRoutes = (of = workspace) =>
  show(<Routes of={of} />, { ...opened(of), screen: { at: "routes", sender: null, apply: null } });

const row = (key: string) => document.querySelector<HTMLButtonElement>(`[data-sender=${key}]`)!;

test("a row says where replies and receipts go, what is wrong, and that it changed", async () => {
  await showRoutes();
  expect(row("s1").textContent).toContain("Incoming messages: another host.");
  expect(row("s1").querySelector(".route-row-ends")?.textContent).toBe("Repliesanother hostReceiptsMoEngage");
  expect(row("s1").textContent).toContain("Changed");
  expect(row("s1").querySelector(".overview-mark")?.textContent).toBe("Differs");
  expect(row("s2").textContent).not.toContain("Changed");
});

test("opened, the screen takes what was read a short while ago; R reads anew, and Escape cancels it", async () => {
  await showRoutes();
  expect(vi.mocked(ipc.readLive).mock.calls.map(([of, again]) => [of, again])).toEqual([["w1", false]]);
  const reading = held<null>();
  vi.mocked(ipc.readLive).mockReturnValue(reading.promise);
  await press("r");
  await press("r");
  expect(ipc.readLive).toHaveBeenCalledTimes(2);
  const [, again, job] = vi.mocked(ipc.readLive).mock.lastCall!;
  expect(again).toBe(true);
  expect(document.querySelector("progress")?.getAttribute("aria-label")).toBe("Reading the account");
  await press("Escape");
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(job);
  expect(current().screen.at).toBe("routes");
  await reading.answer(null);
  expect(document.querySelector("progress")).toBeNull();
});

test("a reading that failed is told, and what was known stays", async () => {
  await showRoutes();
  vi.mocked(ipc.readLive).mockRejectedValue(anError("network", { message: "Twilio was not reached." }));
  await click(button("Read again"));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("Twilio was not reached.");
  expect(row("s1")).toBeTruthy();
});

test("without a credential nothing is read", async () => {
  await showRoutes({ ...workspace, account: { ...workspace.account, kept_in: "nowhere" } });
  await press("r");
  expect(ipc.readLive).not.toHaveBeenCalled();
  expect(text()).toContain("there is no credential here");
  expect(button("Read again").disabled).toBe(true);
});

test("before anything was read no route is shown, and the screen says what reading does", async () => {
  vi.mocked(ipc.routes).mockResolvedValue(aRoutesPage([], { read_at: null, senders: 3 }));
  await showRoutes();
  expect(text()).toContain("Nothing was read yet");
  expect(text()).not.toContain("In place");
  await click(button("Read what is live"));
  expect(vi.mocked(ipc.readLive).mock.lastCall![1]).toBe(true);
});

test("what could not be read is said above the list", async () => {
  vi.mocked(ipc.routes).mockResolvedValue(aRoutesPage([worst], { faults: ["The services could not be read."] }));
  await showRoutes();
  expect(text()).toContain("The services could not be read.");
});

test("only those in one state are asked for, and a second click asks for all", async () => {
  await showRoutes();
  const differ = () => document.querySelector<HTMLButtonElement>(".route-states [aria-pressed]:nth-child(2)")!;
  expect(differ().textContent).toBe("Differ 1");
  await click(differ());
  expect(vi.mocked(ipc.routes).mock.lastCall![1]).toMatchObject({ state: "differs", offset: 0 });
  await click(differ());
  expect(vi.mocked(ipc.routes).mock.lastCall![1]).toMatchObject({ state: null });
});

test("the search is asked for by its text, and Enter goes to the first that is found", async () => {
  await showRoutes();
  await press("/");
  const search = document.activeElement as HTMLInputElement;
  expect(search.type).toBe("search");
  search.value = "0101";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  await press("Enter", {}, search);
  expect(vi.mocked(ipc.routes).mock.lastCall![1]).toMatchObject({ search: "0101" });
  expect(document.activeElement).toBe(row("s1"));
});

test("the list is read again when what is live is another", async () => {
  await showRoutes();
  vi.mocked(ipc.routes).mockResolvedValue(aRoutesPage([aRouteRow("s1")]));
  change({ liveVersion: 1 });
  await press("Shift");
  expect(row("s1").querySelector(".overview-mark")?.textContent).toBe("In place");
});

test("a list that goes on is read on from its end", async () => {
  const first = Array.from({ length: 200 }, (_, n) => aRouteRow(`a${n}`));
  vi.mocked(ipc.routes).mockImplementation(async (_, { offset }) =>
    aRoutesPage(offset === 0 ? first : [aRouteRow("last")], { matching: 201, offset }),
  );
  await showRoutes();
  await click(button("Show more"));
  expect(document.querySelectorAll(".route-row")).toHaveLength(201);
  expect(buttons("Show more")).toHaveLength(0);
});

test("a row opens its route, arrows walk the rows, and Escape comes back to the row", async () => {
  await showRoutes();
  row("s1").focus();
  await press("ArrowDown", {}, row("s1"));
  expect(document.activeElement).toBe(row("s2"));
  await click(row("s2"));
  expect(document.querySelector("h1")?.textContent).toBe("Route of Sender s2");
  expect(button("Next sender").disabled).toBe(false);
  await press("ArrowRight", { altKey: true });
  expect(document.querySelector("h1")?.textContent).toBe("Route of Sender s3");
  expect(button("Next sender").disabled).toBe(true);
  await press("Escape");
  expect(document.activeElement).toBe(row("s3"));
});

test("without a sender the screen says so and leads to the form", async () => {
  vi.mocked(ipc.routes).mockResolvedValue(aRoutesPage([]));
  await showRoutes();
  await click(button("Add sender"));
  expect(current().screen).toMatchObject({ at: "sender-form", key: null });
});

test("repairs are practised in the practice account only, once a click, with a way back", async () => {
  await showRoutes();
  expect(buttons("Practise repairs")).toHaveLength(0);
  const planted = held<SendersChanged>();
  vi.mocked(ipc.practiseRepairs).mockReturnValue(planted.promise);
  await showRoutes({ ...workspace, account: { ...workspace.account, kept_in: "practice" } });
  await click(button("Practise repairs"), 2);
  expect(ipc.practiseRepairs).toHaveBeenCalledExactlyOnceWith("w1");
  await planted.answer({ count: 24, undo: aDone("24 senders to practise on were added.") });
  expect(current().undos).toHaveLength(1);
  expect(vi.mocked(ipc.readLive).mock.lastCall![1]).toBe(true);
});

test("of how many changes it is not known what became of them stands in the bar", async () => {
  vi.mocked(ipc.applied).mockResolvedValue({ total: 3, unfinished: 1, offset: 0, rows: [] });
  await showRoutes();
  expect(document.getElementById("routes-unfinished")?.textContent).toBe("1 not known");
  await click(button("Changes made here"));
  expect(document.querySelector("h1")?.textContent).toBe("Changes made here");
  await press("Escape");
  expect(document.querySelector("h1")?.textContent).toBe("Routes");
});

test("a sender that is not there any more is told", async () => {
  vi.mocked(ipc.route).mockRejectedValue(anError("not_found", { message: "This sender is not there any more." }));
  await show(<RoutesScreen workspace={workspace} sender={aWhom("s9").key} apply={null} />, opened(workspace));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("not there any more");
});
