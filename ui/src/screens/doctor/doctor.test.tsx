// @vitest-environment happy-dom
// Is the workspace examined only when asked for, is what is found told by how bad it is, and does each button lead to what mends it?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { DoctorAction, DoctorFinding, DoctorReport } from "../../ipc";
import { current } from "../../state";
import { aDoctorFinding, aReport } from "../../testing/doctor";
import { button, buttons, click, draw, held, press, settle, show, silence, text } from "../../testing/page";
import { anError, aWorkspace, opened } from "../../testing/samples";
import { DoctorScreen } from "./DoctorScreen";

vi.mock("../../ipc");

const workspace = aWorkspace();
const findings = [
  aDoctorFinding("ok", "Credential taken", { area: "credential" }),
  aDoctorFinding("problem", "Replies elsewhere", { change: "new" }),
  aDoctorFinding("warning", "Fallback elsewhere", { change: "worse" }),
  aDoctorFinding("not_checkable", "Opt out unread", { area: "opt_out" }),
];

beforeEach(() => {
  silence();
  HTMLElement.prototype.showPopover ??= () => undefined;
});

async function showDoctor(...reports: DoctorReport[]): Promise<void> {
  vi.mocked(ipc.doctorReports).mockImplementation(async () => reports.map(({ id, at, counts }) => ({ id, at, counts })));
  vi.mocked(ipc.doctorReport).mockImplementation(async (id) => reports.find((one) => one.id === id)!);
  await show(<DoctorScreen workspace={workspace} />, opened(workspace));
}

const area = (name: string) => document.querySelector<HTMLElement>(`[data-area=${name}]`)!;
const announced = () => document.querySelector(".unseen[role=status]")?.textContent;
const count = (name: string) => [...document.querySelectorAll<HTMLButtonElement>(".doctor-count")].find((one) => one.textContent === name)!;

test("nothing is examined by itself; R does, once, and what it brings is shown and kept", async () => {
  await showDoctor();
  expect(text()).toContain("This workspace was not examined yet");
  expect(ipc.runDoctor).not.toHaveBeenCalled();
  const made = held<DoctorReport>();
  vi.mocked(ipc.runDoctor).mockReturnValue(made.promise);
  await press("r");
  await press("r");
  expect(ipc.runDoctor).toHaveBeenCalledOnce();
  const report = aReport("d1", findings, { compared_with: null });
  vi.mocked(ipc.doctorReports).mockResolvedValue([report]);
  vi.mocked(ipc.doctorReport).mockResolvedValue(report);
  await made.answer(report);
  expect(text()).toContain("the first report, so nothing to compare with");
  expect(area("routes").textContent).toContain("Evidence of Replies elsewhere.");
});

test("cancelled it says that nothing was kept, and shows no error", async () => {
  await showDoctor();
  const made = held<DoctorReport>();
  vi.mocked(ipc.runDoctor).mockReturnValue(made.promise);
  await click(button("Run the doctor"));
  await press("Escape");
  await press("Escape");
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(vi.mocked(ipc.runDoctor).mock.lastCall![1]);
  await made.refuse(anError("invalid", { message: "It was cancelled." }));
  expect(text()).toContain("Cancelled: no report was kept.");
  expect(announced()).toBe("");
  expect(document.querySelector("[role=alert]")).toBeNull();
});

test("a failure is told, and the report that was there stays", async () => {
  await showDoctor(aReport("d1", findings));
  vi.mocked(ipc.runDoctor).mockRejectedValue(anError("keychain", { message: "The keychain is locked." }));
  await click(button("Run again"));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("The keychain is locked.");
  expect(area("routes")).toBeTruthy();
});

test("what is wrong stands open, what is in order is folded, and what is not checkable is neither", async () => {
  await showDoctor(aReport("d1", [...findings, ...Array.from({ length: 5 }, (_, n) => aDoctorFinding("ok", `Route ${n}`))]));
  expect(area("routes").querySelector(".finding.bad")?.textContent).toContain("Remedy of Replies elsewhere.");
  expect(area("routes").querySelector(".finding.warn")?.textContent).toContain("Fallback elsewhere");
  expect(area("routes").querySelector(".doctor-ok summary")?.textContent).toBe("5 in order");
  expect(area("routes").querySelector<HTMLDetailsElement>(".doctor-ok")?.open).toBe(false);
  expect(area("opt_out").querySelector(".finding")?.className).toContain("info");
  expect(area("opt_out").querySelector(".ok")).toBeNull();
});

test("what is new, worse or gone since the last report is marked", async () => {
  const gone = [{ area: "routes" as const, level: "problem" as const, title: "Receipts nowhere" }];
  await showDoctor(aReport("d1", findings, { gone }));
  expect(area("routes").querySelector(".finding.bad .tag")?.textContent).toBe("new");
  expect(area("routes").querySelector(".finding.warn .tag")?.textContent).toBe("worse");
  expect(text()).toContain("Gone since the last report: 1");
  expect(text()).toContain("Receipts nowhereWas: problem, Routes");
  await click(button("1 new"));
  expect([...document.querySelectorAll(".finding strong")].map((one) => one.textContent)).toEqual([
    "Problem: Replies elsewhere",
  ]);
});

test("where nothing has changed that is said, and nothing is where there was no report before", async () => {
  const [, , , open] = findings;
  await showDoctor(aReport("d1", [open!]));
  expect(text()).toContain(": nothing has changed.");
  await showDoctor(aReport("d1", [{ ...open!, change: "first" }], { compared_with: null }));
  expect(text()).not.toContain("nothing has changed");
});

test("a count shows only those, and again all", async () => {
  await showDoctor(aReport("d1", findings));
  await click(count("1 problem"));
  expect(document.querySelectorAll(".finding")).toHaveLength(1);
  expect(count("1 problem").getAttribute("aria-pressed")).toBe("true");
  await click(count("1 problem"));
  expect(document.querySelectorAll(".finding")).toHaveLength(3);
  await click(count("1 in order"));
  expect(text()).toContain("Credential taken");
  expect(document.querySelector<HTMLDetailsElement>(".doctor-ok")?.open).toBe(true);
  expect(text()).not.toContain("Replies elsewhere");
  await press("Escape");
  expect(text()).toContain("Replies elsewhere");
  expect(current().screen.at).toBe("senders");
});

test("nothing red of a healthy account", async () => {
  await showDoctor(aReport("d1", [findings[0]!, findings[3]!]));
  expect(text()).toContain("Nothing that could be checked is wrong.");
  expect(document.querySelector(".finding.bad, .finding.warn, .doctor-count:is([data-tone=bad], [data-tone=warn])")).toBeNull();
});

test("hundreds of findings are shown by and by", async () => {
  await showDoctor(aReport("d1", Array.from({ length: 300 }, (_, n) => aDoctorFinding("warning", `Finding ${n}`))));
  expect(document.querySelectorAll(".finding")).toHaveLength(30);
  await click(button("Show 270 more"));
  await click(button("Show 70 more"));
  expect(document.querySelectorAll(".finding")).toHaveLength(300);
});

test("a former report can be looked at, is called so, and leads back to the newest", async () => {
  await showDoctor(aReport("d2", findings), aReport("d1", [aDoctorFinding("problem", "Old trouble")]));
  const chosen = document.querySelector("select")!;
  chosen.value = "d1";
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(ipc.doctorReport).toHaveBeenLastCalledWith("d1");
  expect(text()).toContain("Old trouble");
  expect(text()).toContain("An earlier report");
  await click(button("Show the newest"));
  expect(text()).toContain("Replies elsewhere");
  expect(text()).not.toContain("An earlier report");
});

test.each<[DoctorAction, string, object]>([
  [{ what: "open_account" }, "Open the account", { at: "account" }],
  [{ what: "reauthenticate" }, "Reauthenticate", { at: "connect", reauthenticate: "w1" }],
  [{ what: "open_workspace" }, "Workspace settings", { at: "workspace", id: "w1" }],
  [{ what: "open_sender", sender: "s1" }, "Show the sender", { at: "senders", select: "s1" }],
  [{ what: "open_route", sender: "s1" }, "Show the route", { at: "routes", sender: "s1", apply: null }],
  [
    { what: "apply", sender: "s1", settings: ["inbound"] },
    "Review and apply…",
    { at: "routes", sender: "s1", apply: ["inbound"] },
  ],
  [{ what: "add_from_account" }, "Add from account", { at: "discovery" }],
])("the button of %j leads there", async (action, label, screen) => {
  await showDoctor(aReport("d1", [aDoctorFinding("problem", "It", { action })]));
  await click(button(`${label} – It`));
  expect(current().screen).toMatchObject(screen);
});

test("a page outside is opened by its name", async () => {
  vi.mocked(ipc.openLink).mockResolvedValue(null);
  const action: DoctorAction = { what: "open_link", id: "twilio-error-11200" };
  await showDoctor(aReport("d1", [aDoctorFinding("problem", "It", { action })]));
  await click(button("Open the page – It"));
  expect(ipc.openLink).toHaveBeenCalledExactlyOnceWith("twilio-error-11200");
});

test("the arrows walk from finding to finding, and Enter does what mends it", async () => {
  const action: DoctorAction = { what: "open_route", sender: "s1" };
  await showDoctor(aReport("d1", [findings[1]!, { ...findings[2]!, action }]));
  const cards = document.querySelectorAll<HTMLElement>(".finding");
  await press("ArrowDown");
  expect(document.activeElement?.tagName).toBe("H1");
  await press("j");
  expect(document.activeElement).toBe(cards[0]);
  await press("ArrowDown");
  expect(document.activeElement).toBe(cards[1]);
  await press("ArrowUp");
  expect(document.activeElement).toBe(cards[0]);
  await press("Enter", {}, cards[0]);
  expect(current().screen.at).toBe("senders");
  await press("Enter", {}, cards[1]);
  expect(current().screen).toMatchObject({ at: "routes", sender: "s1" });
});

test("a finding says on what it rests, and calls nothing documented that names no page", async () => {
  const source = { id: "guide", title: "The guide", url: "https://example.com", as_of: "2026-11-01" };
  const [, problem, warning] = findings;
  await showDoctor(
    aReport("d1", [
      { ...problem!, finding: { ...problem!.finding, sources: [source] } },
      warning!,
      { ...warning!, finding: { ...warning!.finding, id: "typed", title: "Typed", provenance: "custom" }, read_at: null },
    ]),
  );
  const basis = [...document.querySelectorAll(".said-by")].map((one) => one.textContent);
  expect(basis[0]).toMatch(/^read .*documentedThe guide$/);
  expect(basis[1]).toMatch(/^read (?!.*documented)/);
  expect(basis[2]).toBe("custom");
});

test("hosts are looked up on a click only, and what is found stands there", async () => {
  await showDoctor(aReport("d1", findings));
  expect(ipc.checkReachability).not.toHaveBeenCalled();
  const looked = held<DoctorFinding[]>();
  vi.mocked(ipc.checkReachability).mockReturnValue(looked.promise);
  await click(button("Check reachability"), 2);
  expect(ipc.checkReachability).toHaveBeenCalledOnce();
  await looked.answer([aDoctorFinding("problem", "No address", { area: "reachability" })]);
  expect(area("reachability").textContent).toContain("No address");
  expect(area("reachability").textContent).toContain("Not part of the report");
  expect(announced()).toBe("Hosts were looked up: 1 finding.");
});

test("what the report says of the hosts stands there until they are looked up, with one button for it", async () => {
  const action: DoctorAction = { what: "check_reachability" };
  await showDoctor(aReport("d1", [aDoctorFinding("not_checkable", "Not asked", { area: "reachability", action })]));
  expect(document.querySelectorAll("[data-area=reachability]")).toHaveLength(1);
  expect(area("reachability").textContent).toContain("Not asked");
  expect(buttons("Check reachability")).toHaveLength(1);
  vi.mocked(ipc.checkReachability).mockResolvedValue([aDoctorFinding("ok", "It resolves", { area: "reachability" })]);
  await click(button("Check reachability"));
  expect(area("reachability").textContent).not.toContain("Not asked");
  expect(area("reachability").textContent).toContain("It resolves");
});

test("looking up is called off by Escape, and it says so", async () => {
  await showDoctor(aReport("d1", findings));
  const looked = held<DoctorFinding[]>();
  vi.mocked(ipc.checkReachability).mockReturnValue(looked.promise);
  await click(button("Check reachability"));
  await press("Escape");
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(vi.mocked(ipc.checkReachability).mock.lastCall![1]);
  await looked.refuse(anError("invalid", { message: "Cancelled." }));
  expect(text()).toContain("Cancelled: no host is told of.");
  expect(document.querySelector("[role=alert]")).toBeNull();
});

test("looking up ends with the screen", async () => {
  await showDoctor(aReport("d1", findings));
  await click(button("Check reachability"));
  await draw(null);
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(vi.mocked(ipc.checkReachability).mock.lastCall![1]);
});

test("a report is written to a file, and where is said; a closed chooser writes nothing", async () => {
  await showDoctor(aReport("d1", findings));
  vi.mocked(ipc.saveDoctorReport).mockResolvedValueOnce({ path: "/home/me/acme.html" } as never).mockResolvedValue(null);
  await click(button("Export"));
  await click(button("HTML file"));
  expect(ipc.saveDoctorReport).toHaveBeenCalledExactlyOnceWith("d1", "html");
  expect(current().toast?.text).toBe("Written to /home/me/acme.html");
  await click(button("Export"));
  await click(button("JSON file"));
  expect(current().toast?.text).toBe("Nothing was written.");
});

test("reports that cannot be read are told", async () => {
  vi.mocked(ipc.doctorReports).mockRejectedValue(anError("internal", { message: "The database is gone." }));
  await show(<DoctorScreen workspace={workspace} />, opened(workspace));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("The database is gone.");
  expect(buttons("Export")).toHaveLength(0);
});
