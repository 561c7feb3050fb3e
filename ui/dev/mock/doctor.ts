// What does the doctor say? Stand-ins for reports and their findings. `?unexamined` has none, `?healthy` finds nothing wrong,
// `?refused` fails, `?notices` keeps none; `?many` finds the same of 3,000 senders.

import type { DoctorAction, DoctorArea, DoctorFinding, DoctorReport, Finding, FindingLevel } from "../../src/bindings";
import { aDoctorFinding, aReport } from "../../src/testing/doctor";
import { ago, has, refusal, tell } from "./case";
import type { Answers } from "./case";
import { cancelled } from "./senders";

const page = (id: string, title: string) => ({ id, title, url: `https://www.twilio.com/docs/${id}`, as_of: "2026-11-20" });
const READ = ago(600);

interface Said extends Partial<Omit<DoctorFinding, "finding">>, Partial<Omit<Finding, "level" | "title">> {}

function found(area: DoctorArea, level: FindingLevel, title: string, evidence: string, more: Said = {}): DoctorFinding {
  const { change = "same", action = null, read_at = level === "not_checkable" ? null : READ, ...of } = more;
  const one = aDoctorFinding(level, title, { area, change, action, read_at });
  return { ...one, finding: { ...one.finding, evidence, remedy: null, ...of } };
}

/** The same of several senders. */
function each(names: string[], of: (name: string, sender: string) => DoctorFinding): DoctorFinding[] {
  return names.map((name, n) => {
    const sender = `s${n + 1}`;
    const one = of(name, sender);
    return { ...one, finding: { ...one.finding, id: `${one.area}.${name}`, sender } };
  });
}

const NAMES = has("many")
  ? Array.from({ length: 3000 }, (_, n) => `Store ${n + 1}`)
  : ["Flash sales", "Order updates", "Delivery slots", "Loyalty", "Winter", "Reminders", "Returns", "Two-factor codes"];
const SHOULD = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
const toPlan = (sender: string): DoctorAction => ({ what: "apply", sender, settings: ["inbound"] });

const IN_ORDER: DoctorFinding[] = [
  found("credential", "ok", "It may read numbers.", "Twilio answered a small read."),
  found("credential", "ok", "It may read services.", "Twilio answered a small read."),
  found("account", "ok", "The account is in use.", "Twilio gives it as “active”.", { change: "better" }),
  found("account", "ok", "This is no trial account.", "Twilio gives it as “Full”."),
  found("senders", "ok", "8 senders stand in the account.", "Found among what AC4f0b1c2d3e4f5a6b7c8d9e0f1a2b9b21 owns."),
  found("countries", "ok", "Messages to US, GB are permitted.", "By the geo permissions of the account."),
  found("moengage", "ok", "One sender is the default.", "Recorded here; MoEngage cannot be asked.", { read_at: null }),
];

const OPEN: DoctorFinding[] = [
  found("registration", "not_checkable", "Whether the senders are registered in the United States is not known.", "Twilio refused: this key may not read it.", {
    remedy: "Use a credential that may read it, or look into Twilio's console.",
    change: "worse",
  }),
  found("moengage", "not_checkable", "Which Auth Token MoEngage holds cannot be read.", "No API of MoEngage tells it. What was checked here is the credential that Senderdesk uses.", {
    remedy: "After a change of the token at Twilio, reauthenticate in MoEngage as well; a test campaign tells.",
    sources: [page("guide", "MoEngage: Configure Twilio")],
  }),
  found("opt_out", "not_checkable", "How opt-outs are answered cannot be read.", "Twilio has no API for the opt-out settings of a Messaging Service, nor for the list of who has opted out.", {
    remedy: "Look in Twilio's console: Messaging > Services > (the service) > Opt-Out Management.",
    sources: [page("twilio-advanced-opt-out", "Twilio: Advanced Opt-Out"), page("twilio-stop-filtering", "Twilio: STOP filtering")],
  }),
  found("reachability", "not_checkable", "Whether the webhooks' hosts can be reached was not asked.", "It is asked on request only, by name and TLS: no request ever goes to a webhook.", {
    action: { what: "check_reachability" },
  }),
];

const WRONG: DoctorFinding[] = [
  found("account", "warning", "The balance is low.", "It is 14.50 USD. You wanted to be told under 20.", {
    remedy: "Top up in Twilio's console, or set another amount.",
    change: "new",
    action: { what: "open_account" },
  }),
  ...each(["Old campaign"], (name, sender) =>
    found("senders", "problem", `“${name}” is not in the account.`, "+14155550123 is not among what AC4f0b1c2d3e4f5a6b7c8d9e0f1a2b9b21 owns: messages from there are refused.", {
      remedy: "Buy or move it into this account, correct the sender ID, or reauthenticate with the account that has it.",
      sources: [page("twilio-error-21606", "Twilio: error 21606")],
      action: { what: "open_sender", sender },
    }),
  ),
  ...each(NAMES, (name, sender) =>
    found("routes", "problem", `Incoming messages of “${name}” is not as it should be.`, `Live now: https://hooks.acme.example/${sender}/in. Should be: ${SHOULD}. Replies go to another host than MoEngage's.`, {
      remedy: "Review what would be written, and apply it.",
      change: sender === "s2" ? "new" : "same",
      sources: [page("twilio-services", "Twilio: Messaging Services")],
      action: toPlan(sender),
    }),
  ),
  ...each(["Loyalty", "Winter"], (name, sender) =>
    found("routes", "not_checkable", `Whether Delivery callback of “${name}” is right is not known.`, "A MoEngage host, not confirmed for this data centre.", {
      remedy: "Paste the dashboard's Delivery tracking URL into the workspace's settings.",
      provenance: "derived",
      read_at: READ,
      action: { what: "open_route", sender },
    }),
  ),
  found("alerts", "problem", "The webhook could not be fetched (error 11200)", "41 alerts within 24 hours, 120 within 30 days. About https://hooks.acme.example/in.", {
    remedy: "Have whoever runs the host look at its logs.",
    sources: [page("twilio-error-11200", "Twilio: error 11200")],
    action: { what: "open_link", id: "twilio-error-11200" },
  }),
];

const WORST: FindingLevel[] = ["problem", "warning", "not_checkable", "ok"];
const AREAS: DoctorArea[] = ["credential", "account", "senders", "routes", "registration", "countries", "alerts", "moengage", "opt_out", "reachability"];

function inOrder(findings: DoctorFinding[]): DoctorFinding[] {
  const weigh = (one: DoctorFinding) => AREAS.indexOf(one.area) * 10 + WORST.indexOf(one.finding.level);
  return [...findings].sort((one, other) => weigh(one) - weigh(other));
}

const HEALTHY = inOrder([...IN_ORDER, ...OPEN]);
const FOUND = inOrder([...IN_ORDER, ...OPEN, ...WRONG]);

const reports: DoctorReport[] = has("unexamined")
  ? []
  : [
      aReport("d2", has("healthy") ? HEALTHY : FOUND, {
        workspace_name: "Acme Retail",
        at: READ,
        compared_with: ago(90_000),
        gone: [{ area: "routes", level: "problem", title: "Delivery callback of “Returns” is not as it should be." }],
      }),
      aReport("d1", HEALTHY, { workspace_name: "Acme Retail", at: ago(90_000), compared_with: null }),
    ];

/** In steps, which *Cancel* breaks off. */
async function steps(job: string, total: number): Promise<void> {
  for (let done = 0; done < total; done++) {
    tell({ what: "progress", job, done, total });
    await new Promise((after) => setTimeout(after, has("slow") ? 3000 : 400));
    if (cancelled.has(job)) {
      throw refusal("invalid", "Cancelled: no report was kept.");
    }
  }
}

export const doctoring: Answers = {
  doctor_reports: () => reports.map(({ id, at, counts }) => ({ id, at, counts })),
  doctor_report: ({ id }) => reports.find((report) => report.id === id),
  run_doctor: async ({ job }) => {
    await steps(job, 6);
    if (has("refused")) {
      throw refusal("internal", "The report was not made.", { hint: "Try again." });
    }
    const former = reports[0];
    const report = aReport(crypto.randomUUID(), has("healthy") ? HEALTHY : FOUND, {
      workspace_name: "Acme Retail",
      at: ago(0),
      compared_with: former?.at ?? null,
    });
    if (!has("notices")) {
      reports.unshift(report);
    }
    return report;
  },
  check_reachability: async ({ job }) => {
    await steps(job, 3);
    return [
      found("reachability", "problem", "The certificate of hooks.acme.example is out of date.", "2 addresses. For: incoming messages, live.", {
        remedy: "Whoever runs the host has to renew it.",
        read_at: ago(0),
      }),
      found("reachability", "ok", "api-03.moengage.com resolves.", "4 addresses. For: MO callback, delivery callback.", { read_at: ago(0) }),
    ];
  },
  save_doctor_report: ({ format }) =>
    has("cancelled") ? null : { path: `/home/acme/doctor-acme-retail.${format === "markdown" ? "md" : format}` },
};
