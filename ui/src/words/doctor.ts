// What does the page call things on the doctor's screen?

import type { DoctorAction, DoctorArea, DoctorChange, DoctorFormat, DoctorSummary, FindingLevel } from "../ipc";
import { momentText } from "../format";

const counted = (count: number, one: string, many: string) => `${count.toLocaleString()} ${count === 1 ? one : many}`;

export const doctor = {
  title: "Doctor",
  run: "Examine",
  runAgain: "Examine again",
  running: "Examining the workspace",
  neverTitle: "This workspace was not examined yet",
  never:
    "The doctor reads the credential and its rights, the account, every sender and its route, US registration, countries, Twilio's recent alerts, and what MoEngage asks for. It writes nothing at Twilio and sends nothing to a handset.",
  cancelled: "It was stopped. Nothing of it was kept.",
  failed: "The workspace could not be examined",
  reportsFailed: "The earlier reports could not be read",
  reports: "Report",
  report: ({ at, counts }: DoctorSummary) =>
    `${momentText(at)}: ${counted(counts.problems, "problem", "problems")}, ${counted(counts.warnings, "warning", "warnings")}`,
  examined: "Examined",
  compared: "compared with",
  notCompared: "the first report, so nothing to compare with",
  show: "Show",
  counts: {
    problem: (count: number) => counted(count, "problem", "problems"),
    warning: (count: number) => counted(count, "warning", "warnings"),
    not_checkable: (count: number) => `${count.toLocaleString()} not checkable`,
    ok: (count: number) => `${count.toLocaleString()} in order`,
  } satisfies Record<FindingLevel, (count: number) => string>,
  inOrder: (count: number) => `${count.toLocaleString()} in order`,
  nothingWrong: "Nothing that could be checked is wrong.",
  none: "Nothing is like that.",
  gone: "Gone since the last report",
  more: (count: number) => `Show ${count.toLocaleString()} more`,
  area: {
    credential: "Credential",
    account: "Account",
    senders: "Senders",
    routes: "Routes",
    registration: "US registration",
    countries: "Countries",
    alerts: "Twilio's alerts",
    moengage: "MoEngage",
    opt_out: "Opt-out",
    reachability: "Reachability",
  } satisfies Record<DoctorArea, string>,
  change: {
    first: "",
    same: "",
    new: "New",
    better: "Better",
    worse: "Worse",
  } satisfies Record<DoctorChange, string>,
  readAt: "read",
  action: {
    open_account: "Open the account",
    reauthenticate: "Reauthenticate",
    open_workspace: "Workspace settings",
    open_sender: "Show the sender",
    open_route: "Show the route",
    apply: "Review and apply…",
    add_from_account: "Add from account",
    open_link: "Open the page",
    check_reachability: "Check reachability",
  } satisfies Record<DoctorAction["what"], string>,
  export: "Export",
  format: {
    markdown: "Markdown file",
    html: "HTML file",
    json: "JSON file",
  } satisfies Record<DoctorFormat, string>,
  written: (path: string) => `Written to ${path}`,
  notWritten: "Nothing was written.",
  reachability: "Are the webhook hosts reached from here?",
  reachabilitySays:
    "Looks up each host and opens a TLS connection. No HTTP request goes to a webhook, and nothing of it is kept. Whether a webhook answers is told by Twilio's alerts.",
  checking: "Looking up hosts",
  reachabilityFailed: "The hosts could not be looked up",
};
