// @vitest-environment happy-dom
// Is the workspace examined only when asked for, is what is found told by how bad it is, and does each button lead to what mends it?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { DoctorAction, DoctorFinding, DoctorReport } from "../../ipc";
import { change, current } from "../../state";
import { aDoctorFinding, aReport } from "../../testing/doctor";
import { button, buttons, click, held, press, settle, show, silence, text } from "../../testing/page";
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
  await click(button("Examine"));
  await press("Escape");
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(vi.mocked(ipc.runDoctor).mock.lastCall![1]);
  await made.refuse(anError("invalid", { message: "It was cancelled." }));
  expect(text()).toContain("It was stopped. Nothing of it was kept.");
  expect(document.querySelector("[role=alert]")).toBeNull();
});

test("a failure is told, and the report that was there stays", async () => {
  await showDoctor(aReport("d1", findings));
  vi.mocked(ipc.runDoctor).mockRejectedValue(anError("keychain", { message: "The keychain is locked." }));
  await click(button("Examine again"));
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
  expect(area("routes").querySelector(".finding.bad .doctor-marks")?.textContent).toContain("New");
  expect(area("routes").querySelector(".finding.warn .doctor-marks")?.textContent).toContain("Worse");
  expect(text()).toContain("Gone since the last report: 1");
  expect(text()).toContain("Receipts nowhere");
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
  expect(text()).not.toContain("Replies elsewhere");
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

test("a former report can be looked at", async () => {
  await showDoctor(aReport("d2", findings), aReport("d1", [aDoctorFinding("problem", "Old trouble")]));
  const chosen = document.querySelector("select")!;
  chosen.value = "d1";
  chosen.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(ipc.doctorReport).toHaveBeenLastCalledWith("d1");
  expect(text()).toContain("Old trouble");
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

test("hosts are looked up on a click only, and what is found stands there", async () => {
  await showDoctor(aReport("d1", findings));
  expect(ipc.checkReachability).not.toHaveBeenCalled();
  const looked = held<DoctorFinding[]>();
  vi.mocked(ipc.checkReachability).mockReturnValue(looked.promise);
  await click(button("Check reachability"), 2);
  expect(ipc.checkReachability).toHaveBeenCalledOnce();
  await looked.answer([aDoctorFinding("problem", "No address", { area: "reachability" })]);
  expect(document.getElementById("reachability")?.textContent).toContain("No address");
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

test("while nothing can be changed no report can be kept, so none is made", async () => {
  await showDoctor(aReport("d1", findings));
  change({ desk: { ...current().desk!, read_only: "In use." } });
  await settle();
  expect(button("Examine again").disabled).toBe(true);
  await press("r");
  expect(ipc.runDoctor).not.toHaveBeenCalled();
});

test("reports that cannot be read are told", async () => {
  vi.mocked(ipc.doctorReports).mockRejectedValue(anError("internal", { message: "The database is gone." }));
  await show(<DoctorScreen workspace={workspace} />, opened(workspace));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("The database is gone.");
  expect(buttons("Export")).toHaveLength(0);
});
