// What do exports, backups and imports answer in the stand-in? `?csv` reads a table, `?restore` a backup, `?same` a file that brings nothing.

import type {
  BackupPreview,
  ImportChange,
  ImportChoice,
  ImportDecision,
  ImportField,
  ImportQuery,
  ImportRow,
  ImportTarget,
  ImportView,
  LeftOutView,
  ShareOptions,
  SharePreview,
} from "../../src/bindings";
import { ago, has, refusal, tell } from "./case";
import type { Answers } from "./case";
import { rowsOfImport } from "./share-rows";

const TOKEN: LeftOutView = {
  place: "Flash sales: MO callback URL",
  what: "the value of “token” in the URL",
  why: "It looks like a secret: whoever has it can post to this address.",
  placeholder: "{{token}}",
};
const USER: LeftOutView = {
  place: "Support replies: MO callback URL",
  what: "the user name and password in the URL",
  why: "They are a credential.",
  placeholder: null,
};
const NEVER = [
  "Auth Tokens, API key secrets and anything else in the keychain",
  "test messages, recipients and saved handsets",
  "ticks of the worksheets",
  "the activity log",
];

const HEAD = `schema: https://senderdesk.example/schema/senders
schemaVersion: 1
workspace:
  name: Acme Retail
  dataCentre: "DC-03"
  keywordManagement: false
account:
  sid: AC4f0b7a2d9c1e83f65b0a4d7c2e1f9b21
senders:
  - id: 0190a1b2-0001-7000-8000-000000000001
    type: messaging_service
    senderId: MG7c1e0a4f3b5d29881f6e7a90b3c104af
    name: Marketing US
    default: true
    supportsMms: false
    moCallback:
      url: https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio?workspace=retail&token={{token}}
      provenance: custom
    unsubscribeText: Reply STOP to opt out.
    owner: Growth team
  - id: 0190a1b2-0002-7000-8000-000000000002
    type: short_code
    senderId: "29882"
    name: Flash sales
    supportsMms: true
`;

function preview(options: ShareOptions | null): SharePreview {
  const now = options ?? { mask_account: false, alias: "" };
  return {
    options: now,
    alias_problem: now.mask_account && now.alias.trim() === "" ? "Give the account an alias: 1 to 64 characters." : null,
    senders: 8,
    account: now.mask_account && now.alias !== "" ? now.alias : "AC4f0b7a2d9c1e83f65b0a4d7c2e1f9b21",
    left_out: has("clean") ? [] : [TOKEN, USER],
    left_out_total: has("clean") ? 0 : has("many") ? 140 : 2,
    never: NEVER,
    unknown_fields: has("unknown") ? ["senders[2].priority"] : [],
    last_shared: has("first-share") ? null : ago(190_000),
    since: has("first-share") ? null : { added: 1, changed: 2, removed: 0, workspace_fields: 0 },
    head: HEAD,
    lines: 96,
  };
}

const backup: BackupPreview = {
  workspaces: [
    { name: "Acme Retail", senders: 8 },
    { name: "Acme staging", senders: 3 },
  ],
  left_out: [TOKEN],
  left_out_total: 1,
  never: NEVER,
};

const field = (name: string, label: string, more: Partial<ImportField>): ImportField => ({
  field: name,
  label,
  base: null,
  mine: null,
  theirs: null,
  choice: "theirs",
  conflict: false,
  ...more,
});

let rows: ImportRow[] = [];
let target: ImportTarget = { into: "existing", workspace: "w1" };
let workspaceFields: ImportField[] = [];
let included = new Set<number>();

function begin(): ImportView {
  rows = has("restore") ? [] : rowsOfImport(has("same"), has("many") ? 10_000 : 12);
  target = has("first") ? { into: "new", account_of: null } : { into: "existing", workspace: "w1" };
  included = new Set([0, 1]);
  workspaceFields = has("same")
    ? []
    : [
        field("keywordManagement", "Manage keyword based responses", { base: "off", mine: "off", theirs: "on" }),
        field("dataCentre", "Data centre", { base: "DC-01", mine: "DC-03", theirs: "DC-01", choice: "mine" }),
      ];
  return view();
}

const SOURCE = { share: "acme-retail.senders.yaml", table: "senders from the spreadsheet.csv", backup: "senderdesk-backup.yaml" };

function view(): ImportView {
  const kind = has("csv") ? "table" : has("restore") ? "backup" : "share";
  const count = (change: ImportChange) => rows.filter((row) => row.change === change).length;
  const taken = (change: ImportChange) =>
    rows.filter((row) => row.change === change && row.choice !== "mine" && !row.undecided).length;
  const isNew = target.into === "new" || kind === "backup";
  return {
    id: "i1",
    source: SOURCE[kind],
    kind,
    target,
    target_name: target.into === "existing" && target.workspace === "w2" ? "Acme staging" : "Acme Retail",
    accounts: has("first")
      ? []
      : [
          { workspace: "w1", workspace_name: "Acme Retail", account_sid: "AC4f0b7a2d9c1e83f65b0a4d7c2e1f9b21", of_the_file: true },
        ],
    account: kind === "table" ? null : "acme-eu",
    account_note: has("other") ? "The file is of the account acme-eu; this workspace uses another one." : null,
    counts: {
      add: count("add"),
      change: count("change"),
      same: count("same"),
      conflict: count("conflict"),
      remove: count("remove"),
      wrong: count("wrong"),
    },
    undecided: rows.filter((row) => row.undecided).length,
    result: {
      adds: taken("add") + rows.filter((row) => row.choice === "both").length,
      changes: taken("change") + rows.filter((row) => row.change === "conflict" && row.choice === "theirs").length,
      removes: rows.filter((row) => row.change === "remove" && row.choice === "theirs").length,
      workspace_fields: workspaceFields.filter((one) => one.choice === "theirs").length,
      default_after: "Marketing US",
      default_why: "The file marks Flash sales, and that stays mine.",
    },
    workspace_fields: kind === "share" ? workspaceFields : [],
    remarks: has("same")
      ? []
      : [
          {
            level: "warning",
            line: 3,
            column: 1,
            message: "“colour” is not known to this version.",
            hint: "It is kept.",
            sender: null,
          },
        ],
    table:
      kind === "table"
        ? {
            delimiter: "semicolon",
            columns: [
              { header: "Name", field: "Sender name" },
              { header: "Typ", field: "Sender type" },
              { header: "Number", field: "Sender ID" },
              { header: "MMS?", field: "This sender supports MMS" },
              { header: "Cost centre", field: null },
            ],
          }
        : null,
    unknown_fields: has("unknown") ? ["senders[2].priority", "workspace.colour"] : [],
    based_on: has("nobase") ? null : ago(190_000),
    restore: has("restore")
      ? ["Acme Retail", "Acme staging"].map((name, index) => ({
          index,
          name,
          data_centre: "DC-03",
          senders: 8 - index * 5,
          wrong: index,
          account: index === 0 ? "AC4f0b7a2d9c1e83f65b0a4d7c2e1f9b21" : "acme-eu",
          bound_to: index === 0 ? "Acme Retail" : null,
          same_name: true,
          included: included.has(index),
        }))
      : [],
    no_undo: isNew ? "This cannot be taken back: it makes a workspace. Remove that instead." : null,
  };
}

function choose(row: ImportRow, choice: ImportChoice): ImportRow {
  const fields = row.fields.map((one) => (choice === "both" ? one : { ...one, choice }));
  return row.choices.includes(choice) ? { ...row, choice, undecided: false, fields } : row;
}

function chooseField(row: ImportRow, name: string, choice: ImportChoice): ImportRow {
  const fields = row.fields.map((one) => (one.field === name ? { ...one, choice } : one));
  const [first] = fields;
  const undecided = fields.some((one) => one.choice === null);
  return { ...row, fields, undecided, choice: fields.every((one) => one.choice === first?.choice) ? first!.choice : null };
}

function decide(decision: ImportDecision): void {
  switch (decision.about) {
    case "sender":
      rows = rows.map((row) => (row.index === decision.index ? choose(row, decision.choice) : row));
      return;
    case "field":
      rows = rows.map((row) => (row.index === decision.index ? chooseField(row, decision.field, decision.choice) : row));
      return;
    case "every":
      rows = rows.map((row) => (row.change === decision.change ? choose(row, decision.choice) : row));
      return;
    case "workspace":
      workspaceFields = workspaceFields.map((one) =>
        one.field === decision.field ? { ...one, choice: decision.choice } : one,
      );
      return;
    case "restore":
      included = new Set([...included].filter((index) => index !== decision.index));
      if (decision.included) {
        included.add(decision.index);
      }
  }
}

const pause = (milliseconds: number) => new Promise((then) => setTimeout(then, milliseconds));

async function slowly(job: string): Promise<void> {
  for (let done = 0; has("slow") && done < 60; done++) {
    tell({ what: "progress", job, done: done * 100, total: 6000 });
    await pause(100);
  }
}

async function reading({ job }: { job: string }): Promise<ImportView> {
  await slowly(job);
  if (has("unread")) {
    throw refusal("invalid", "This file is not UTF-8 text.", { hint: "Save it as UTF-8 and try again." });
  }
  return begin();
}

export const sharing: Answers = {
  share_preview: ({ options }) => preview(options),
  save_share: ({ format }) =>
    has("cancelled") ? null : { file: { path: `/home/ada/acme-retail.senders.${format}` }, left_out: 2 },
  backup_preview: () => (has("empty") ? { ...backup, workspaces: [], left_out: [], left_out_total: 0 } : backup),
  save_backup: () => (has("cancelled") ? null : { file: { path: "/home/ada/senderdesk-backup.yaml" }, left_out: 1 }),
  choose_import: (args) => (has("cancelled") ? null : reading(args)),
  paste_import: (args) => reading(args),
  offered_import: (args) => (has("offered") ? reading(args) : null),
  aim_import: (args) => {
    target = args.target;
    return view();
  },
  import_rows: ({ query }: { query: ImportQuery }) => {
    const { change, search, offset, limit } = query;
    const found = rows.filter(
      (row) =>
        (change === null || row.change === change) &&
        `${row.name} ${row.sender_id}`.toLowerCase().includes(search.toLowerCase()),
    );
    return { matching: found.length, offset, rows: found.slice(offset, offset + limit) };
  },
  decide_import: ({ decision }) => {
    decide(decision);
    return view();
  },
  apply_import: async ({ job }) => {
    await slowly(job);
    if (has("stale")) {
      throw refusal("invalid", "Senders of this workspace were changed meanwhile.", { hint: "Look at the import again." });
    }
    const done = "3 senders were added, 1 was changed.";
    const undo = target.into === "new" || has("restore") ? null : { id: "import", workspace: "w1", done };
    return { workspaces: ["w1"], done, undo, without_credential: undo ? [] : ["w1"] };
  },
  close_import: () => null,
};
