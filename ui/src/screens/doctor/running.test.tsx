// @vitest-environment happy-dom
// Does the doctor run once, go on while the operator is elsewhere, and say what came of it, also where nothing can be kept?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { DoctorReport } from "../../ipc";
import { change, current } from "../../state";
import { aDoctorFinding, aReport } from "../../testing/doctor";
import { button, click, draw, held, press, settle, show, silence, text } from "../../testing/page";
import type { Held } from "../../testing/page";
import { anError, aWorkspace, opened } from "../../testing/samples";
import { DoctorScreen } from "./DoctorScreen";

vi.mock("../../ipc");

const workspace = aWorkspace();
const former = aReport("d1", [aDoctorFinding("warning", "Before")]);
const report = aReport("d2", [aDoctorFinding("problem", "Now")], { at: "2026-11-26T09:00:00Z" });
let kept: DoctorReport[];
let made: Held<DoctorReport>;

beforeEach(() => {
  silence();
  kept = [former];
  made = held();
  vi.mocked(ipc.cancelJob).mockResolvedValue(null);
  vi.mocked(ipc.runDoctor).mockImplementation(() => made.promise);
  vi.mocked(ipc.doctorReports).mockImplementation(async () => kept.map(({ id, at, counts }) => ({ id, at, counts })));
  vi.mocked(ipc.doctorReport).mockImplementation(async (id) => kept.find((one) => one.id === id)!);
});

const screen = <DoctorScreen workspace={workspace} />;
const showDoctor = () => show(screen, { ...opened(workspace), screen: { at: "doctor" } });
const announced = () => document.querySelector(".unseen[role=status]")?.textContent;

function keep(): void {
  kept = [report, former];
}

test("a double click runs it once, with its progress and a way to call it off", async () => {
  await showDoctor();
  await click(button("Run again"), 2);
  expect(ipc.runDoctor).toHaveBeenCalledOnce();
  expect(document.querySelector("progress")).toBeTruthy();
  await click(button("Cancel"), 2);
  expect(ipc.cancelJob).toHaveBeenCalledExactlyOnceWith(vi.mocked(ipc.runDoctor).mock.lastCall![1]);
});

test("a key that is held down runs it no second time", async () => {
  await showDoctor();
  await press("r");
  await made.refuse(anError("invalid"));
  await press("r", { repeat: true });
  expect(ipc.runDoctor).toHaveBeenCalledOnce();
});

test("the result is announced, and the focus is where the work goes on", async () => {
  await showDoctor();
  await press("r");
  button("Cancel").focus();
  keep();
  await made.answer(report);
  expect(announced()).toBe("Acme was examined: 1 problem, 0 warnings, 0 not checkable, 0 in order.");
  expect(document.activeElement?.textContent).toBe("Doctor");
  expect(text()).toContain("Evidence of Now.");
});

test("nothing is said of what is not kept while the list of reports is still read", async () => {
  await showDoctor();
  await press("r");
  vi.mocked(ipc.doctorReports).mockReturnValue(held<DoctorReport[]>().promise);
  await made.answer(report);
  expect(text()).toContain("Evidence of Now.");
  expect(text()).not.toContain("this report is not kept");
});

test("what ends although it was called off is shown all the same", async () => {
  await showDoctor();
  await press("r");
  await click(button("Cancel"));
  keep();
  await made.answer(report);
  expect(text()).toContain("Evidence of Now.");
  expect(text()).not.toContain("no report was kept");
});

test("a fault that is not the calling off is told, whatever was asked before", async () => {
  await showDoctor();
  await press("r");
  await click(button("Cancel"));
  await made.refuse(anError("internal", { message: "The disk is full." }));
  expect(document.querySelector("[role=alert]")?.textContent).toContain("The disk is full.");
  expect(text()).toContain("Evidence of Before.");
});

test("it goes on while the operator is elsewhere, says its result there, and is found running on return", async () => {
  await showDoctor();
  await press("r");
  await draw(null);
  change({ screen: { at: "senders", select: null } });
  await draw(screen);
  expect(button("Run again").getAttribute("aria-busy")).toBe("true");
  await click(button("Run again"));
  expect(ipc.runDoctor).toHaveBeenCalledOnce();
  await draw(null);
  keep();
  await made.answer(report);
  expect(current().toast?.text).toContain("Acme was examined: 1 problem");
  expect(ipc.cancelJob).not.toHaveBeenCalled();
});

test("what goes wrong while the operator is elsewhere is said there", async () => {
  await showDoctor();
  await press("r");
  await draw(null);
  change({ screen: { at: "senders", select: null } });
  await made.refuse(anError("internal", { message: "The disk is full." }));
  expect(current().toast?.text).toBe("The disk is full.");
});

test("where nothing can be written the report is shown, called unkept, and cannot be exported", async () => {
  await showDoctor();
  change({ desk: { ...current().desk!, read_only: "In use." } });
  await press("r");
  await made.answer(report);
  expect(text()).toContain("Evidence of Now.");
  expect(text()).toContain("this report is not kept");
  expect(button("Export").disabled).toBe(true);
  const select = document.querySelector("select")!;
  expect([...select.options].map(({ value }) => value)).toEqual(["d2", "d1"]);
  select.value = "d1";
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
  expect(text()).toContain("Evidence of Before.");
  expect(button("Export").disabled).toBe(false);
});

test("without a credential it says what that means, and runs all the same", async () => {
  const without = { ...workspace, account: { ...workspace.account, kept_in: "not_yet" as const } };
  await show(<DoctorScreen workspace={without} />, opened(without));
  expect(text()).toContain("This workspace has no credential here");
  await press("r");
  expect(ipc.runDoctor).toHaveBeenCalledOnce();
});
