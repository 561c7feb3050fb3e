// What do the rail and the screens Workspace, Activity and Account call things?

import type { ActivityFormat, ActivityOutcome, ActivitySubject, ColourTag, OwnershipReport } from "../ipc";

const senderCount = (count: number) => (count === 1 ? "1 sender" : `${count.toLocaleString()} senders`);

export const places = {
  setup: "Set-up",
  rehearsal: "Keyword rehearsal",
  activity: "Activity",
  left: (count: number) => `${count.toLocaleString()} left`,
};

export const workspace = {
  settings: "Workspace settings",
  add: "New workspace",
  addWithAccount: "New workspace with this account",
  name: "Workspace name",
  nameHint: "As your team calls it.",
  colour: "Colour tag",
  colours: {
    blue: "Blue",
    green: "Green",
    amber: "Amber",
    red: "Red",
    violet: "Violet",
    grey: "Grey",
  } satisfies Record<ColourTag, string>,
  environment: "Environment",
  environmentHint: "Production is marked as such in the rail and on every button that sends, changes or removes.",
  moEngageSection: "In MoEngage",
  keywords: "Manage keyword based responses",
  keywordsHint: "As it stands in MoEngage. Recorded here: switching it here switches nothing there.",
  said: "What MoEngage's pages say",
  deliveryUrl: "Delivery tracking URL",
  deliveryUrlHint:
    "Optional. Where it is not documented for the data centre, copy it out of MoEngage's dashboard: Messaging Services need it.",
  callbacksSaid: "What MoEngage's pages say of callbacks",
  urlChanges: "URLs that change",
  urlChangesSays: "With Save, here. What was entered in Twilio stays there until it is entered anew.",
  url: "URL",
  before: "Before",
  after: "After",
  takenBy: "Senders",
  takes: (count: number) => `${senderCount(count)} ${count === 1 ? "takes" : "take"} it`,
  keepsCustom: (count: number) => `${senderCount(count)} ${count === 1 ? "keeps" : "keep"} a custom one`,
  accountSection: "Twilio account",
  sharesAccount: "Uses the same account, with the secret that is already kept.",
  findings: "Findings",
  noFindings: "Nothing was found.",
  findingsFailed: "The findings could not be read",
  showSender: "Show this sender",
  failed: "The workspace was not saved",
  added: (name: string) => `${name} was added.`,
  unchanged: "Nothing was changed.",
  remove: "Remove workspace…",
  removeTitle: (name: string) => `Remove ${name}?`,
  removeForGood: "This cannot be taken back.",
  deletes: "Deleted here",
  stays: "Not touched",
  typeName: "Type the name of the workspace",
  typeNameHint: (name: string) => `It is a production workspace: type ${name} to go on.`,
  removeNow: (name: string, environment: string) => `Remove ${name} ${environment.toLowerCase()}`,
  removed: (name: string) => `${name} was removed.`,
};

export const activity = {
  title: "Activity",
  search: "Search activity",
  workspace: "Workspace",
  thisWorkspace: "This workspace",
  allWorkspaces: "All workspaces",
  subject: "About",
  anySubject: "Everything",
  subjects: {
    workspace: "Workspace",
    account: "Account",
    sender: "Sender",
    test: "Test message",
    setup: "Set-up",
  } satisfies Record<ActivitySubject, string>,
  outcome: "Outcome",
  anyOutcome: "Any outcome",
  outcomes: {
    done: "done",
    refused: "refused",
    unknown: "outcome unknown",
  } satisfies Record<ActivityOutcome, string>,
  export: { csv: "Export CSV", json_lines: "Export JSON Lines" } satisfies Record<ActivityFormat, string>,
  exportAll: {
    csv: "Export all activity as CSV…",
    json_lines: "Export all activity as JSON Lines…",
  } satisfies Record<ActivityFormat, string>,
  written: (path: string) => `Written to ${path}.`,
  notWritten: "Nothing was written: no file was chosen.",
  exportFailed: "The file was not written",
  failed: "The activity could not be read",
  emptyTitle: "Nothing has happened yet",
  empty: "Every change made here, and every call that changed something at Twilio, will stand here.",
  noMatch: "Nothing matches",
  clear: "Clear search and filters",
  when: "When",
  what: "What",
  changes: "Changes",
  beforeIs: "before: ",
  afterIs: "after: ",
  nothing: "nothing",
  more: "Show more",
  shown: (shown: number, matching: number) =>
    shown === matching ? matching.toLocaleString() : `${shown.toLocaleString()} of ${matching.toLocaleString()}`,
};

export const limits = {
  title: "Limits of this account",
  sharedBy: "Shared by",
};

export const ownership = {
  title: "Senders in this account",
  says: "Each sender is looked for among the numbers, short codes and services of the account.",
  check: "Check senders",
  checking: "Looking for each sender in this account…",
  result: "Result of the check",
  counts: {
    found: (count: number) => `${count.toLocaleString()} found`,
    not_found: (count: number) => `${count.toLocaleString()} not in this account`,
    could_not_check: (count: number) => `${count.toLocaleString()} could not be checked`,
  } satisfies Record<keyof OwnershipReport, (count: number) => string>,
  reasons: "Which ones, and why, is said with each sender.",
};

export const moEngageToo = {
  title: "Reauthenticate in MoEngage as well",
  openSetup: "Open Set-up",
};

export const balanceFloor = {
  label: "Tell me under",
  hint: (currency: string | null) =>
    `${currency === null ? "In the account's currency" : `In ${currency}`}; empty for never. Looked at only while Senderdesk runs, every ten minutes at most.`,
  set: "Set amount",
  isSet: (amount: string, currency: string | null) =>
    `You will be told when the balance is under ${[amount, currency].filter(Boolean).join(" ")}.`,
  isUnset: "You will not be told of the balance.",
  under: (amount: string, currency: string | null) => `under ${[amount, currency].filter(Boolean).join(" ")}`,
};

export const balanceHistory = {
  summary: (from: string, to: string, lowest: string, highest: string, last: string) =>
    `Balance from ${from} to ${to}: between ${lowest} and ${highest}, last ${last}.`,
  otherCurrency: (currency: string) => `The line shows the readings in ${currency} only.`,
  disclose: "Readings as a table",
  table: "Balance readings",
  when: "When",
  amount: "Balance",
  failed: "The earlier readings could not be read",
};
