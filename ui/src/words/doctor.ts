// What does the page call things on the doctor's screen?

import type {
  DoctorAction,
  DoctorArea,
  DoctorChange,
  DoctorCounts,
  DoctorFormat,
  DoctorSummary,
  FindingLevel,
} from "../ipc";
import { momentText } from "../format";

const counted = (count: number, one: string, many: string) => `${count.toLocaleString()} ${count === 1 ? one : many}`;

const told = ({ problems, warnings, not_checkable: open, ok }: DoctorCounts) =>
  `${counted(problems, "problem", "problems")}, ${counted(warnings, "warning", "warnings")}, ${open.toLocaleString()} not checkable, ${ok.toLocaleString()} in order`;

export const doctor = {
  title: "Doctor",
  run: "Run the doctor",
  runAgain: "Run again",
  running: "Examining the workspace",
  neverTitle: "This workspace was not examined yet",
  never:
    "The doctor reads the credential and its rights, the account, every sender and its route, US registration, countries, Twilio's recent alerts, and what MoEngage asks for. It writes nothing at Twilio and sends nothing to a handset.",
  reported: ({ workspace_name, counts }: { workspace_name: string; counts: DoctorCounts }) =>
    `${workspace_name} was examined: ${told(counts)}.`,
  cancelled: "Cancelled: no report was kept.",
  withoutSecret: "This workspace has no credential here: whatever takes one to be read will be not checkable.",
  notKept: "Nothing can be written just now: this report is not kept, and cannot be exported.",
  earlier: "An earlier report",
  newestIs: "The newest is of",
  showNewest: "Show the newest",
  failed: "The workspace could not be examined",
  reportsFailed: "The earlier reports could not be read",
  reports: "Report",
  report: ({ at, counts }: DoctorSummary) =>
    `${momentText(at)}: ${counted(counts.problems, "problem", "problems")}, ${counted(counts.warnings, "warning", "warnings")}`,
  examined: "Examined",
  compared: "compared with the report of",
  same: ": nothing has changed",
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
  all: "Show all",
  gone: "Gone since the last report",
  was: (level: string) => `Was: ${level.toLowerCase()}`,
  more: (count: number) => `Show ${count.toLocaleString()} more`,
  andMore: (count: number) => `And ${count.toLocaleString()} more`,
  senders: (count: number) => counted(count, "sender", "senders"),
  times: (count: number) => counted(count, "time", "times"),
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
    new: "new",
    better: "better",
    worse: "worse",
  } satisfies Record<DoctorChange, string>,
  changed: (count: number, change: DoctorChange) => `${count.toLocaleString()} ${change}`,
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
  reachabilitySays:
    "Asked on a click only: looks up the host of each webhook and opens a TLS connection. No HTTP request goes there. Whether a webhook answers is told by Twilio's alerts.",
  notInReport: "Looked up just now, from this machine. Not part of the report, nor of what is exported.",
  lookedUp: (count: number) => `Hosts were looked up: ${counted(count, "finding", "findings")}.`,
  lookingCancelled: "Cancelled: no host is told of.",
  checking: "Looking up hosts",
  reachabilityFailed: "The hosts could not be looked up",
};
