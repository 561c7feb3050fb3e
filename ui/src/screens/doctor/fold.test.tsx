// @vitest-environment happy-dom
// Does what is found of many senders stand in one card, and does each of them keep what is its own?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { DoctorFinding } from "../../ipc";
import { current } from "../../state";
import { aDoctorFinding, aReport, ofSender } from "../../testing/doctor";
import { button, buttons, click, show, silence, text } from "../../testing/page";
import { aWorkspace, opened } from "../../testing/samples";
import { DoctorScreen } from "./DoctorScreen";
import { fold } from "./fold";

vi.mock("../../ipc");

const workspace = aWorkspace();
beforeEach(silence);

async function showDoctor(findings: DoctorFinding[]): Promise<void> {
  const report = aReport("d1", findings);
  vi.mocked(ipc.doctorReports).mockResolvedValue([report]);
  vi.mocked(ipc.doctorReport).mockResolvedValue(report);
  await show(<DoctorScreen workspace={workspace} />, opened(workspace));
}

const missing = (name: string, more: Partial<DoctorFinding> = {}) =>
  ofSender("problem", `“${name}” is not in the account.`, more);
const rows = () => [...document.querySelectorAll(".doctor-rows > li")];

test("the same of several senders is one card with a row each", async () => {
  await showDoctor([missing("Offers", { change: "new" }), missing("Alerts"), missing("Codes")]);
  expect(document.querySelectorAll(".finding")).toHaveLength(1);
  expect(document.querySelector(".finding .doctor-title")?.textContent).toBe(
    "Problem: “…” is not in the account.3 senders1 new",
  );
  expect(rows().map((row) => row.querySelector("b")?.textContent)).toEqual(["Offers", "Alerts", "Codes"]);
  expect(rows()[0]?.textContent).toContain("Evidence of “Offers” is not in the account.");
  expect(rows().map((row) => row.querySelector(".tag")?.textContent)).toEqual(["new", undefined, undefined]);
  await click(button("Show the sender – “Alerts” is not in the account."));
  expect(current().screen).toEqual({ at: "senders", select: "Alerts" });
});

test("what they have in common is said once", async () => {
  const same = (name: string) => {
    const one = missing(name);
    return { ...one, finding: { ...one.finding, evidence: "Twilio lists no SMS." } };
  };
  await showDoctor([same("Offers"), same("Alerts")]);
  expect(text().split("Twilio lists no SMS.")).toHaveLength(2);
  expect(text().split("Remedy of it.")).toHaveLength(2);
});

test("each keeps the time at which it was read, where the times differ", async () => {
  await showDoctor([missing("Offers"), missing("Alerts", { read_at: "2026-11-20T08:00:00Z" })]);
  expect(rows().map((row) => row.querySelector("time")?.dateTime)).toEqual([
    "2026-11-26T08:00:00Z",
    "2026-11-20T08:00:00Z",
  ]);
  expect(document.querySelector(".said-by")).toBeNull();
});

test("thousands are listed by and by", async () => {
  await showDoctor(Array.from({ length: 3000 }, (_, n) => missing(`Sender ${n}`)));
  expect(rows()).toHaveLength(5);
  await click(button("And 2,995 more"));
  expect(rows()).toHaveLength(205);
  expect(buttons("And 2,795 more")).toHaveLength(1);
});

test("what differs in more than the name stays apart", () => {
  const one = missing("Offers");
  const other = (more: Partial<DoctorFinding["finding"]>) => ({ ...one, finding: { ...one.finding, ...more } });
  for (const apart of [
    other({ level: "warning" }),
    other({ remedy: "Another." }),
    other({ provenance: "derived" }),
    other({ title: "“Offers” cannot send messages." }),
    { ...one, area: "routes" as const },
    { ...one, action: null },
  ]) {
    expect(fold([one, apart]), JSON.stringify(apart)).toHaveLength(2);
  }
  expect(fold([one, other({ title: "“Codes” is not in the account." })])).toHaveLength(1);
});

test("words in quotation marks that name no sender are never left out", () => {
  const alert = (said: string) => aDoctorFinding("problem", `Twilio says “${said}”`);
  expect(fold([alert("one"), alert("two")]).map(({ title }) => title)).toEqual([
    "Twilio says “one”",
    "Twilio says “two”",
  ]);
});

test("the same of no sender in particular keeps each its own evidence", async () => {
  const alert = (host: string) => {
    const one = aDoctorFinding("problem", "The webhook failed (error 11200)");
    return { ...one, finding: { ...one.finding, id: host, evidence: `About ${host}.`, remedy: "Mend it." } };
  };
  await showDoctor([alert("a.example"), alert("b.example")]);
  expect(document.querySelector(".finding .doctor-title")?.textContent).toContain("2 times");
  expect(rows().map((row) => row.textContent)).toEqual([
    expect.stringContaining("About a.example."),
    expect.stringContaining("About b.example."),
  ]);
});
