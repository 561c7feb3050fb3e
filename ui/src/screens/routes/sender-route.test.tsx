// @vitest-environment happy-dom
// Does the route of a sender say where it goes, by which rule, on what that stands, and what differs, and lead to what mends it?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { RouteSetting, RouteView } from "../../ipc";
import { change, current } from "../../state";
import { button, buttons, click, draw, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aHop, anItem, aPoolMember, aRoute, inboundElsewhere, rule, toHelpdesk } from "../../testing/routes";
import { anError, aWorkspace, opened } from "../../testing/samples";
import { RoutesScreen } from "./RoutesScreen";

vi.mock("../../ipc");
vi.mock("./apply/ReviewDialog", () => ({
  ReviewDialog: ({ settings, onWritten, onClose }: Dialog) => (
    <>
      <button type="button" aria-label="Plan" onClick={onClose}>
        plan of {settings.join(" ")}
      </button>
      <button type="button" aria-label="Write" onClick={onWritten} />
    </>
  ),
}));

interface Dialog {
  settings: RouteSetting[];
  onWritten: () => void;
  onClose: () => void;
}

const workspace = aWorkspace();
const broken = aRoute("s1", {
  reply: toHelpdesk,
  items: [
    inboundElsewhere,
    anItem("inbound_fallback", { state: "unknown", level: "not_checkable", reasons: ["not_read"], live: null }),
    anItem("delivery_callback", {
      state: "differs",
      level: "warning",
      reasons: ["unconfirmed_host"],
      should_provenance: "derived",
      cannot_apply: "It is derived and not confirmed.",
    }),
    anItem("smart_encoding", { state: "not_applicable", live: null }),
  ],
});

beforeEach(() => {
  silence();
  vi.mocked(ipc.readLive).mockResolvedValue(null);
  vi.mocked(ipc.sawRoute).mockResolvedValue(null);
  vi.mocked(ipc.acceptDifference).mockResolvedValue(null);
  vi.mocked(ipc.poolMembers).mockResolvedValue({ members: 0, matching: 0, offset: 0, rows: [], fault: null });
});

async function showRoute(route: RouteView, apply: RouteSetting[] | null = null, of = workspace): Promise<void> {
  vi.mocked(ipc.route).mockResolvedValue(route);
  await show(<RoutesScreen workspace={of} sender="s1" apply={apply} />, {
    ...opened(of),
    screen: { at: "routes", sender: "s1", apply },
  });
}

const path = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`)!;
const drift = (setting: RouteSetting) => document.querySelector<HTMLElement>(`[data-setting=${setting}]`)!;

test("the path names its places in order, which one decides, and what is set and not used", async () => {
  await showRoute(broken);
  const hops = [...path("From the handset to MoEngage").children] as HTMLElement[];
  expect(hops.map((hop) => [hop.dataset.place, hop.dataset.role])).toEqual([
    ["handset", "end"],
    ["sender", "ignored"],
    ["application", "decides"],
    ["elsewhere", "end"],
  ]);
  expect(hops[1]?.querySelector(".hop-title")?.textContent).toBe("+12025550101not used");
  expect(hops[2]?.querySelector(".hop-url")?.textContent).toBe("POSThttps://hooks.acme.example/sms");
  expect(hops[2]?.querySelector(".hop-url b")?.textContent).toBe("hooks.acme.example");
  expect(path("From the handset to MoEngage").closest<HTMLElement>(".path")?.dataset.tone).toBe("bad");
  expect(text()).toContain("which is not MoEngage's: the application “Old helpdesk” decides.");
});

test("what was read and what is a documented rule are told apart, each with its source", async () => {
  await showRoute(broken);
  const evidence = path("From the handset to MoEngage").querySelectorAll<HTMLElement>(".evidence")[1]!;
  expect(evidence.querySelector("summary")?.textContent).toBe("What this stands on: Application Old helpdesk: 2 read1 rule");
  const [url, method, said] = [...evidence.querySelectorAll<HTMLElement>("li")];
  expect([url, method, said].map((one) => one?.dataset.kind)).toEqual(["read", "read", "rule"]);
  expect(url?.textContent).toContain("sms_url is https://hooks.acme.example/sms");
  expect(url?.textContent).toContain("TwiML application Old helpdesk");
  expect(url?.querySelector("time")).toBeTruthy();
  expect(said?.textContent).toContain("documented");
});

test("what Twilio does not document and what was not read is said, and is no green", async () => {
  const hop = aHop("unknown", "end", "Not known", {
    evidence: [rule("Which one is asked first.", "not_found"), { kind: "unread", what: "Webhook rules", reason: "No API." }],
  });
  await showRoute({ ...broken, reply: { destination: "unknown", summary: "It is not known.", hops: [hop] } });
  expect(path("From the handset to MoEngage").textContent).toContain("not found");
  expect(path("From the handset to MoEngage").textContent).toContain("Webhook rules: No API.");
  expect(path("From the handset to MoEngage").closest<HTMLElement>(".path")?.dataset.tone).not.toBe("ok");
});

test("nobody is no alarm where no reply is waited for", async () => {
  const inbound = anItem("inbound", { state: "not_applicable", live: null });
  await showRoute(aRoute("s1", { reply: { destination: "nobody", summary: "To nobody.", hops: [] }, items: [inbound] }));
  expect(document.querySelector<HTMLElement>(".path")?.dataset.tone).toBe("quiet");
});

test("a difference says what is live, what should be and how sure that is, why, and since when", async () => {
  await showRoute({ ...broken, items: [{ ...inboundElsewhere, changed_from: "sms_url: empty" }] });
  const words = drift("inbound").textContent;
  for (const said of [
    "Differs",
    "Live nowhttps://hooks.acme.example/sms by POST",
    "Should be documented",
    "an application stands before it",
    "replies reach MoEngage only if it passes them on",
    "seen since",
    "Beforesms_url: empty",
  ]) {
    expect(words).toContain(said);
  }
  expect(text()).toContain("1 differs");
});

test("unknown says so and offers no write; what is in place is folded and counted", async () => {
  await showRoute(broken);
  expect(drift("inbound_fallback").textContent).toContain("not known");
  expect(drift("inbound_fallback").querySelector("button:not(.source)")).toBeNull();
  expect(document.querySelector(".drift-quiet summary")?.textContent).toBe("1 not applicable");
});

test("A plans all that can be mended, a button plans one, and a derived value is planned by none", async () => {
  await showRoute(broken);
  await press("a");
  expect(button("Plan").textContent).toBe("plan of inbound");
  await click(button("Plan"));
  await click(button("Review and apply Incoming messages…"));
  expect(button("Plan").textContent).toBe("plan of inbound");
  await click(button("Plan"));
  expect(buttons("Review and apply Delivery status callback…")).toHaveLength(0);
  expect(drift("delivery_callback").textContent).toContain("It is derived and not confirmed.");
});

test("what is named by who leads here is planned at once, and not again after it was closed", async () => {
  await showRoute(broken, ["inbound"]);
  expect(button("Plan").textContent).toBe("plan of inbound");
  await click(button("Plan"));
  expect(buttons("Plan")).toHaveLength(0);
  expect(current().screen).toEqual({ at: "routes", sender: "s1", apply: null });
});

test("nothing is written while nothing can be changed, or without a credential", async () => {
  vi.mocked(ipc.route).mockResolvedValue(broken);
  await showRoute(broken);
  change({ desk: { ...current().desk!, read_only: "In use." } });
  await settle();
  expect(button("Review and apply Incoming messages…").disabled).toBe(true);
  expect(button("Accept the difference of Incoming messages…").disabled).toBe(true);
  await press("a");
  expect(buttons("Plan")).toHaveLength(0);
  await showRoute(broken, null, { ...workspace, account: { ...workspace.account, kept_in: "nowhere" } });
  expect(button("Review and apply…").disabled).toBe(true);
});

test("a difference is accepted with a reason, once; a refused one says why and keeps what was typed", async () => {
  await showRoute(broken);
  await click(button("Accept the difference of Incoming messages…"));
  expect(button("Accept").disabled).toBe(true);
  await type("Why is it meant to be so?", "Our gateway passes them on.");
  const kept = held<null>();
  vi.mocked(ipc.acceptDifference).mockReturnValueOnce(kept.promise);
  await click(button("Accept"), 2);
  expect(ipc.acceptDifference).toHaveBeenCalledExactlyOnceWith("w1", {
    sender: "s1",
    setting: "inbound",
    live: inboundElsewhere.live,
    why: "Our gateway passes them on.",
  });
  await kept.refuse(anError("invalid", { message: "There is no difference to accept." }));
  expect(text()).toContain("There is no difference to accept.");
  expect(field<HTMLTextAreaElement>("Why is it meant to be so?").value).toBe("Our gateway passes them on.");
  await click(button("Accept"));
  expect(document.querySelector("dialog")).toBeNull();
});

test("an accepted difference shows its reason, and can be accepted no longer", async () => {
  const accepted = { why: "Our gateway passes them on.", at: "2026-11-25T08:00:00Z" };
  await showRoute({ ...broken, items: [{ ...inboundElsewhere, state: "accepted", level: "ok", accepted }] });
  expect(drift("inbound").textContent).toContain("Our gateway passes them on.");
  expect(buttons("Review and apply…")).toHaveLength(0);
  await click(button("No longer accept"));
  expect(ipc.acceptDifference).toHaveBeenCalledExactlyOnceWith("w1", {
    sender: "s1",
    setting: "inbound",
    live: inboundElsewhere.live,
    why: null,
  });
});

test("a member of the pool has its path drawn, and Escape goes back to the service", async () => {
  const service = aRoute("s1", { members: 2 });
  const rows = [aPoolMember("+12025550111"), aPoolMember("+12025550112", { destination: "moengage" })];
  vi.mocked(ipc.poolMembers).mockResolvedValue({ members: 2, matching: 2, offset: 0, rows, fault: null });
  await showRoute(service);
  vi.mocked(ipc.route).mockResolvedValue({ ...service, member: rows[0]! });
  await click(document.querySelector<HTMLButtonElement>(".pool-row")!);
  expect(ipc.route).toHaveBeenLastCalledWith("w1", "s1", "+12025550111");
  expect(document.querySelector(".route-member")?.textContent).toContain("A reply to +12025550111");
  expect(document.querySelector(".pool-row")?.getAttribute("aria-pressed")).toBe("true");
  await press("Escape");
  expect(ipc.route).toHaveBeenLastCalledWith("w1", "s1", null);
});

test("a long pool is read on, searched, and says why it could not be read", async () => {
  const rows = Array.from({ length: 200 }, (_, n) => aPoolMember(`+1202555${n}`));
  vi.mocked(ipc.poolMembers).mockImplementation(async (_, __, search, offset) => ({
    members: 201,
    matching: search ? 0 : 201,
    offset,
    rows: search ? [] : offset === 0 ? rows : [aPoolMember("+1last")],
    fault: null,
  }));
  await showRoute(aRoute("s1", { members: 201 }));
  await click(button("Show more of the pool"));
  expect(document.querySelectorAll(".pool-row")).toHaveLength(201);
  change({ liveVersion: 1 });
  await settle();
  expect(document.querySelectorAll(".pool-row"), "read anew, it does not shrink").toHaveLength(201);
  const search = document.querySelector<HTMLInputElement>("[aria-label='Search the pool']")!;
  search.value = "nowhere";
  search.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  expect(text()).toContain("No sender of the pool is like that");
  vi.mocked(ipc.poolMembers).mockResolvedValue({ members: 0, matching: 0, offset: 0, rows: [], fault: "Not allowed." });
  change({ liveVersion: 2 });
  await settle();
  expect(text()).toContain("Not allowed.");
});

test("a change is marked as seen when the route is left, and only where something changed", async () => {
  await showRoute({ ...broken, changed: true });
  expect(ipc.sawRoute).not.toHaveBeenCalled();
  await draw(null);
  expect(ipc.sawRoute).toHaveBeenCalledExactlyOnceWith("w1", "s1");
  await showRoute(broken);
  await draw(null);
  expect(ipc.sawRoute).toHaveBeenCalledOnce();
});

test("what was written is read again at once: the route behind the outcome is not the former one", async () => {
  await showRoute(broken);
  vi.mocked(ipc.readLive).mockClear();
  await press("a");
  await click(button("Write"));
  expect(vi.mocked(ipc.readLive).mock.calls.map(([of, again]) => [of, again])).toEqual([["w1", false]]);
});
