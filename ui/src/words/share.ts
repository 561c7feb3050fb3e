// What do exports, backups and imports of senders call things?

import type {
  BackupPreview,
  ImportChange,
  ImportChoice,
  ImportKind,
  ImportResult,
  KnownAccount,
  ShareChanges,
  ShareFormat,
  WorksheetFormat,
} from "../ipc";

const counted = (count: number, what: string) => `${count.toLocaleString()} ${what}${count === 1 ? "" : "s"}`;

export const share = {
  share: "Share",
  menu: "Share senders",
  exportSenders: "Export senders…",
  importFile: "Import a file…",
  importText: "Import pasted text…",
  paste: "Paste…",
  backUp: "Back up everything…",
  title: (workspace: string) => `Export senders of ${workspace}`,
  format: "Write as",
  formats: {
    yaml: "YAML",
    json: "JSON",
    senderdesk: "Senderdesk file",
    csv: "CSV",
    markdown: "Markdown",
    html: "HTML",
  } satisfies Record<ShareFormat | WorksheetFormat, string>,
  formatHints: {
    yaml: "For reviews and git.",
    json: "For programs.",
    senderdesk: "Opens by double click.",
    csv: "For a spreadsheet.",
    markdown: "Worksheets.",
    html: "Worksheets, to print.",
  } satisfies Record<ShareFormat | WorksheetFormat, string>,
  mask: "Mask the account",
  names: "The file names the account",
  alias: "Alias",
  aliasHint: "Stands in the file in place of the Account SID.",
  what: "What it holds",
  holds: (senders: number) => `${counted(senders, "sender")}.`,
  never: "What never goes into a share file",
  unknown: "Kept from a newer version",
  leftOut: "Left out",
  nothingLeftOut: "Nothing of these senders is left out.",
  leftOutMore: (count: number) => `${count.toLocaleString()} more`,
  insteadOf: "in its place",
  since: "Since it was last shared",
  sinceNever: "Not shared yet.",
  sinceNothing: "Nothing has changed since it was last shared",
  changes: ({ added, changed, removed, workspace_fields: fields }: ShareChanges) =>
    [
      added > 0 && `${added.toLocaleString()} added`,
      changed > 0 && `${changed.toLocaleString()} changed`,
      removed > 0 && `${removed.toLocaleString()} removed`,
      fields > 0 && `${counted(fields, "field")} of the workspace`,
    ]
      .filter(Boolean)
      .join(", "),
  head: "Beginning of the file",
  headOf: (shown: number, lines: number) =>
    shown < lines ? `${shown.toLocaleString()} of ${counted(lines, "line")}` : counted(lines, "line"),
  sheets: "One worksheet for each sender and one for the workspace, for whoever has the logins. They name the Account SID and cannot be imported.",
  save: "Save to a file…",
  failed: "The file was not written",
  previewFailed: "What the file would hold could not be read",
  reading: "Reading what the file would hold…",
  written: (path: string, leftOut: number) =>
    `Written to ${path}.${leftOut > 0 ? ` ${counted(leftOut, "value")} left out.` : ""}`,
};

export const backup = {
  title: "Back up everything",
  says: "One file without a secret, to restore on another computer. There, each account's credential is asked for again.",
  workspaces: "Workspaces",
  senders: "Senders",
  holds: ({ workspaces }: BackupPreview) =>
    `${counted(workspaces.length, "workspace")}, ${counted(
      workspaces.reduce((sum, part) => sum + part.senders, 0),
      "sender",
    )}`,
  nothing: "There is no workspace to back up: the practice workspace is not part of a backup.",
  never: "What never goes into a backup",
};

export const paste = {
  title: "Import pasted text",
  label: "Text of a share file",
  hint: "YAML, JSON or CSV. Nothing is written: what it would change is shown first.",
  look: "Look at it",
  tooLong: (length: number, most: number) =>
    `This is ${length.toLocaleString()} characters, and ${most.toLocaleString()} at most can be pasted. Save it to a file and import that.`,
  failed: "The text could not be read",
};

const choices: Record<ImportChoice, string> = { mine: "Mine", theirs: "Theirs", both: "Both" };
const allOf = { mine: "All mine", theirs: "All theirs" };
const filters: Record<ImportChange | "all", string> = {
  all: "All",
  add: "Additions",
  change: "Changes",
  same: "Same",
  conflict: "Conflicts",
  remove: "Removals",
  wrong: "Wrong",
};

export const importing = {
  title: "Import",
  from: (source: string, target: string) => `${source} into ${target}`,
  reading: "Reading the file",
  readingText: "Reading the text",
  readingCancelled: "Cancelled: nothing was read.",
  drop: "Drop the file to look at it",
  dropSays: "What it would change is shown first. Nothing is written.",
  restore: "Restore from a file",
  restoreSays: "Have a backup or a share file?",
  kinds: { share: "Share file", table: "Table", backup: "Backup" } satisfies Record<ImportKind, string>,
  change: {
    add: "Addition",
    change: "Change",
    same: "Same",
    conflict: "Conflict",
    remove: "Removal",
    wrong: "Wrong",
  } satisfies Record<ImportChange, string>,
  filter: "Show",
  filters,
  search: "Search the senders of this import",
  searchShort: "Search",
  list: "Senders of this import",
  kind: "Kind",
  sender: "Sender",
  different: "Different",
  choice: "Choice",
  choices,
  choose: (choice: ImportChoice, name: string) => `${choices[choice]}: ${name}`,
  undecided: "to decide",
  byField: "by field",
  /** What a choice comes to for a sender of this kind. */
  means: {
    add: { mine: "It is not added.", theirs: "It is added.", both: "It is added." },
    change: {
      mine: "It stays as it is here.",
      theirs: "It becomes as in the file.",
      both: "It stays as it is here, and that of the file is added.",
    },
    conflict: {
      mine: "It stays as it is here.",
      theirs: "It becomes as in the file.",
      both: "It stays as it is here, and that of the file is added.",
    },
    remove: { mine: "It stays here.", theirs: "It is removed here.", both: "It stays here." },
    same: { mine: "", theirs: "", both: "" },
    wrong: { mine: "", theirs: "", both: "" },
  } satisfies Record<ImportChange, Record<ImportChoice, string>>,
  allOf,
  ofLine: (line: number) => `Line ${line.toLocaleString()}`,
  unnamed: "Without a name",
  at: (line: number | null, column: number | null) =>
    [line !== null && `Line ${line.toLocaleString()}`, column !== null && `column ${column.toLocaleString()}`]
      .filter(Boolean)
      .join(", "),
  loading: "Loading…",
  failed: "The senders of this import could not be read",
  nothingDiffers: "Everything in this file is here already",
  nothingDiffersSays: "Importing it would change nothing.",
  noSenders: "There are no senders in this file",
  noMatch: "No sender matches",
  clear: "Show all",
  file: "About this import",
  into: "Into",
  newWorkspace: "A new workspace",
  account: "Account",
  accountOf: (known: KnownAccount) =>
    `Share that of ${known.workspace_name}${known.of_the_file ? " (the file's account)" : ""}`,
  askLater: "Ask for the credential afterwards",
  ofFile: "Account in the file",
  afterwards: "Default afterwards",
  noDefault: "none",
  workspaceFields: "The workspace",
  basedOn: "Compared with what was last shared,",
  noBase: "What was last shared is not known here: every difference is shown as it stands on both sides.",
  base: "Last shared",
  none: "none",
  empty: "empty",
  thisSender: "This sender",
  fieldByField: "Chosen field by field.",
  fields: "What is different",
  newFields: "What is in the file",
  ownFields: "What is here",
  remarks: "Remarks",
  columns: "Columns",
  delimiter: (name: string) => `Separated by ${name}.`,
  header: "Header",
  field: "Field",
  leftAside: "left aside",
  unknown: "Not known here, and kept",
  restoring: "Workspaces to restore",
  restored: ({ senders, wrong }: { senders: number; wrong: number }) =>
    `${counted(senders, "sender")}${wrong > 0 ? `, ${wrong.toLocaleString()} wrong` : ""}`,
  sharesAccount: (name: string) => `shares the account of ${name}`,
  asksForCredential: "its credential is asked for afterwards",
  sameName: "A workspace here has this name already: it stays, and another one is made.",
  result: ({ adds, changes, removes, workspace_fields: fields }: ImportResult) =>
    `Adds ${adds.toLocaleString()}, changes ${changes.toLocaleString()}, removes ${removes.toLocaleString()}.${
      fields > 0 ? ` Changes ${counted(fields, "field")} of the workspace.` : ""
    }`,
  restores: (workspaces: number, senders: number) =>
    `Makes ${counted(workspaces, "workspace")} with ${counted(senders, "sender")}.`,
  toDecide: (count: number) => `${counted(count, "conflict")} to decide`,
  nothing: "Nothing would be imported.",
  importInto: (target: string) => `Import into ${target}`,
  importAs: (name: string) => `Import as ${name}`,
  restoreNow: (count: number) => `Restore ${counted(count, "workspace")}`,
  applying: "Importing",
  lookAgain: "Look again",
  notImported: "Nothing was imported",
  cancelled: "Cancelled: nothing was imported.",
  withoutCredential: (names: string[]) =>
    names.length > 1 ? `${names.slice(1).join(", ")} ${names.length === 2 ? "has" : "have"} no credential yet, either.` : "",
  discardTitle: "Leave this import?",
  discardSays: "What you decided is forgotten. Nothing has been imported.",
  discard: "Leave",
  keep: "Keep deciding",
};
