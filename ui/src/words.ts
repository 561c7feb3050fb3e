// What does the page call things? Every label in English, by screen; reasons and messages come from the back end.

import type {
  Access,
  AccountView,
  Capability,
  Environment,
  RegionChoice,
  SenderType,
  TestState,
  WorkspaceView,
} from "./ipc";

export * from "./words/replies";
export * from "./words/history";
export * from "./words/meter";
export * from "./words/apply";
export * from "./words/discovery";
export * from "./words/doctor";
export * from "./words/preflight";
export * from "./words/routes";
export * from "./words/senders";
export * from "./words/setup";
export * from "./words/share";
export * from "./words/tests";
export * from "./words/explanation";
export * from "./words/workspace";

export const product = "Senderdesk";

export const common = {
  save: "Save",
  cancel: "Cancel",
  close: "Close",
  dismiss: "Dismiss",
  undo: "Undo",
  copy: (what: string) => `Copy ${what}`,
  copied: "Copied",
  never: "never",
  message: "Message",
  inspector: "Inspector",
  opensBrowser: "opens in the browser",
};

export const environment: Record<Environment, string> = {
  production: "Production",
  staging: "Staging",
  practice: "Practice",
};

export const region: Record<RegionChoice, string> = {
  us1: "United States (US1)",
  ie1: "Ireland (IE1)",
  au1: "Australia (AU1)",
};

export const senderType: Record<SenderType, string> = {
  short_code: "Short Code",
  long_code: "Long Code",
  messaging_service: "Messaging Service",
  alphanumeric: "Alphanumeric Sender ID",
};

export const capability: Record<Capability, string> = {
  read_account: "Read the account",
  read_numbers: "Read numbers",
  read_services: "Read services",
  read_messages: "Read messages",
  read_balance: "Read the balance",
  send: "Send",
};

export const access: Record<Access, string> = {
  yes: "yes",
  no: "no",
  could_not_check: "could not check",
  not_tried: "not tried",
};

export const testState: Record<Exclude<TestState, "other">, string> = {
  posting: "sending to Twilio",
  not_sent: "not sent",
  refused: "refused",
  unknown: "outcome unknown",
  accepted: "accepted",
  scheduled: "scheduled",
  queued: "queued",
  sending: "sending",
  sent: "sent",
  delivered: "delivered",
  undelivered: "undelivered",
  failed: "failed",
  canceled: "canceled",
  read: "read",
};

export const firstRun = {
  lead: "Set up Twilio senders for MoEngage, test them, and see what becomes of each message.",
  connect: "Connect a Twilio account",
  connectSays:
    "With your Account SID and Auth Token, or an API key. What you type is checked with Twilio first; the secret is kept in this computer's keychain and goes to Twilio only.",
  connectNeeds: "You need a login to Twilio's console.",
  connectHead: "Your Twilio account",
  practiceHead: "A practice account",
  practice: "Explore with a practice account",
  practiceSays:
    "A Twilio of your own on this computer, with numbers, a short code, services, deliveries and failures. Free, offline, and nothing reaches a handset.",
  practiceNeeds: "You need nothing.",
};

export const connect = {
  title: "Connect a Twilio account",
  introduction:
    "Twilio sends the SMS and MMS of a MoEngage workspace. What follows is MoEngage's guide to the two, step by step, with the values of your workspace.",
  guide: "MoEngage guide: Twilio",
  beforeYouBegin:
    "Before you begin: have a login to Twilio's console, where the Account SID and the Auth Token stand, and one to MoEngage's dashboard.",
  reauthenticate: "Reauthenticate",
  workspaceSection: "Workspace",
  accountSection: "Twilio account",
  name: "Workspace name",
  nameHint: "As your team calls it. One MoEngage workspace, one Twilio account.",
  environment: "Environment",
  dataCentre: "Data centre",
  dataCentreHint: "Where MoEngage keeps this workspace.",
  choose: "Choose…",
  address: "Dashboard address",
  addressHint: "Not sure? Paste the address of your MoEngage dashboard.",
  addressPlaceholder: "https://dashboard-03.moengage.com/…",
  openDataCentre: "open for new workspaces",
  closedDataCentre: "not open for new workspaces",
  unknownDataCentre: "not in the list, kept as typed",
  region: "Region",
  regionHint: "Where Twilio processes the account. A credential belongs to one region.",
  kind: "Authenticate with",
  authToken: "Auth Token",
  apiKey: "API key",
  username: "Username",
  usernameHint: "The Account SID, AC and 32 characters. In Twilio's console: Account Dashboard, Account Info.",
  password: "Password",
  passwordHint: "The Auth Token, just below the Account SID in Account Info.",
  apiKeySid: "API key SID",
  apiKeySidHint: "SK and 32 characters. In Twilio's console: API keys & tokens.",
  apiKeySecret: "API key secret",
  apiKeySecretHint: "Twilio shows it once, when the key is made.",
  apiKeyServes: "An API key serves Senderdesk only: MoEngage needs the Auth Token.",
  openConsole: "Open Twilio's console",
  aboutKeys: "About API keys",
  aboutRegions: "About regions",
  listAsOf: (date: string) => `MoEngage's list as of ${date}.`,
  saveDoes: "What Save does",
  saveSteps: [
    "Checks the shape of what you typed.",
    "Asks Twilio what this credential may do. Nothing is sent to a handset, nothing in the account is changed.",
    "Keeps the secret in this computer's keychain, and everything else in a file here.",
  ],
  checking: "Asking Twilio what this credential may do…",
  result: "Result",
  keptTitle: "Connected",
  reauthenticatedTitle: "Reauthenticated",
  unverifiedTitle: "Kept, not verified",
  unverified: "Twilio was not asked. The account stays marked until a check succeeds.",
  otherAccount: (count: number) =>
    `This is another account than before: ${count === 1 ? "1 sender" : `${count} senders`} may not belong to it.`,
  goToSenders: "Go to senders",
  refusedTitle: "Twilio refused this credential",
  refusedNothingKept: "Nothing was kept. Possible causes:",
  otherRegions: "Try the other regions",
  otherRegionsResult: "The same read in the other regions",
  useRegion: (name: string) => `Use ${name}`,
  keptMeanwhile: (name: string) => `${name} is connected.`,
  reauthenticatedMeanwhile: (name: string) => `${name} is reauthenticated.`,
  unreachableTitle: "Twilio was not reached",
  unreachable: "Nothing is known of this credential, and nothing was kept.",
  keepUnverified: "Keep unverified",
  notKeptTitle: "The secret was not kept",
  keepUntilQuit: "Keep until I quit",
  keepUntilQuitSays:
    "The credential can stay in memory until you quit; you will be asked for it again at the next start.",
  failedTitle: "That did not work",
};

export const matrix = {
  title: "What this credential may do",
  capability: "May it…",
  access: "Answer",
  checkedAt: "Checked",
};

export const rail = {
  screens: "Screens",
  workspace: (view: WorkspaceView) =>
    `Workspace ${view.name}, ${environment[view.environment]}, ${view.data_centre.code}`,
  workspaceBefore: "Workspace ",
  workspaces: "Workspaces",
  senders: "Senders",
  tests: "Test messages",
  account: "Account",
  underWay: (count: number) => `${count} live`,
  find: "Find anything",
  notices: "Notices",
  notTwilio: "Not talking to Twilio",
  notTwilioSays: (address: string) => `Everything goes to ${address} instead.`,
  readOnly: "Nothing can be changed",
  unverified: "not verified",
  unverifiedSays: "Twilio has not confirmed this credential yet.",
  nowhere: "Reauthenticate to go on",
  nowhereSays: "The secret was kept until you quit. Senders stay editable; Twilio cannot be asked.",
  notYet: "No credential yet",
  notYetSays: "This workspace came from a file, which holds no secret. Senders are editable; Twilio cannot be asked.",
  reauthenticate: "Reauthenticate",
  practice: "Practice account",
  practiceSays: "Simulated on this computer: nothing reaches a handset.",
};

export const balance = {
  check: "Check balance",
  notYet: "Balance not read yet",
  none: "No balance to show",
  readAt: "read",
  label: "Balance",
};

export const account = {
  title: "Account",
  details: "Details",
  username: "Username (Account SID)",
  name: "Name in Twilio",
  notRead: "not read",
  kind: "Account type",
  status: "Status",
  region: "Region",
  credential: "Authenticated with",
  apiKeySid: "API key SID",
  keptIn: "Secret kept in",
  kept: {
    keychain: "This computer's keychain",
    memory: "Memory, until you quit",
    practice: "The practice account's own file",
    nowhere: "Nowhere: it was kept until you quit",
    not_yet: "Nowhere: none was given yet",
  } satisfies Record<AccountView["kept_in"], string>,
  verified: "Last taken by Twilio",
  neverVerified: "Not yet",
  dataCentre: "MoEngage data centre",
  checkAgain: "Check again",
  reauthenticate: "Reauthenticate",
  sid: "Account SID",
  sidUnknown: "Account SID not known yet",
};

export const palette = {
  title: "Find anything",
  results: "Results",
  placeholder: "A screen, an action, a sender…",
  nothing: "Nothing matches",
  go: "Go to",
  act: "Do",
  undo: "Undo",
  redo: "Redo",
  look: "Look",
  workspaces: "Workspaces",
  senders: "Senders",
  sendTest: "Send test",
  lightTheme: "Theme: light",
  darkTheme: "Theme: dark",
  systemTheme: "Theme: as the system",
  moreContrast: "More contrast",
  lessContrast: "Normal contrast",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  zoomReset: "Zoom reset",
  workspace: (name: string) => `Workspace ${name}`,
};

export const failure = {
  title: "Senderdesk cannot open its data",
};
