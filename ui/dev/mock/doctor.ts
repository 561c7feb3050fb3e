// What does the doctor say? Stand-ins for reports and their findings. `?unexamined` has none, `?healthy` finds nothing wrong.

import type { DoctorFinding, DoctorReport } from "../../src/bindings";
import { aDoctorFinding, aReport } from "../../src/testing/doctor";
import { ago, has } from "./case";
import type { Answers } from "./case";

const FOUND: DoctorFinding[] = [
  aDoctorFinding("ok", "The credential is taken", { area: "credential" }),
  aDoctorFinding("ok", "The account is active", { area: "account", change: "better" }),
  aDoctorFinding("warning", "The balance is under 20 USD", { area: "account", change: "new", action: { what: "open_account" } }),
  aDoctorFinding("problem", "Flash sales: replies go to another host", {
    change: "new",
    action: { what: "apply", sender: "s1", settings: ["inbound"] },
  }),
  aDoctorFinding("problem", "Campaigns: replies reach nobody", { action: { what: "open_route", sender: "s2" } }),
  ...Array.from({ length: 60 }, (_, n) =>
    aDoctorFinding("warning", `Code ${n}: fallback to another host`, { action: { what: "open_route", sender: "s3" } }),
  ),
  aDoctorFinding("not_checkable", "10DLC registration could not be read", { area: "registration", change: "worse" }),
  aDoctorFinding("problem", "Twilio noted 11200 for hooks.acme.example, 41 times", {
    area: "alerts",
    action: { what: "open_link", id: "twilio-error-11200" },
  }),
  aDoctorFinding("not_checkable", "Opt-out settings have no API", { area: "opt_out", read_at: null }),
];

const HEALTHY = FOUND.filter(({ finding }) => finding.level === "ok" || finding.level === "not_checkable");

const reports: DoctorReport[] = has("unexamined")
  ? []
  : [
      aReport("d2", has("healthy") ? HEALTHY : FOUND, {
        at: ago(600),
        compared_with: ago(90_000),
        gone: [{ area: "routes", level: "problem", title: "Orders: receipts go nowhere" }],
      }),
      aReport("d1", HEALTHY, { at: ago(90_000), compared_with: null }),
    ];

export const doctoring: Answers = {
  doctor_reports: () => reports.map(({ id, at, counts }) => ({ id, at, counts })),
  doctor_report: ({ id }) => reports.find((report) => report.id === id),
  run_doctor: async () => {
    await new Promise((done) => setTimeout(done, 1500));
    reports.unshift(aReport(`d${reports.length + 1}`, FOUND, { at: ago(0), compared_with: reports[0]?.at ?? null }));
    return reports[0];
  },
  check_reachability: async () => {
    await new Promise((done) => setTimeout(done, 800));
    return [
      aDoctorFinding("ok", "api-01.moengage.com is reached", { area: "reachability" }),
      aDoctorFinding("problem", "hooks.acme.example has no address", { area: "reachability" }),
    ];
  },
  save_doctor_report: () => ({ path: "~/acme-doctor.md", bytes: 4000 }),
};
