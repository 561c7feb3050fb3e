// What does the back end answer about imports and exports in an ordinary case?

import type { BackupPreview, ImportField, ImportPage, ImportRow, ImportView, SharePreview } from "../ipc";

const AT = "2026-11-20T10:00:00Z";

export function aView(more: Partial<ImportView> = {}): ImportView {
  return {
    id: "i1",
    source: "acme.senders.yaml",
    kind: "share",
    target: { into: "existing", workspace: "w1" },
    target_name: "Acme",
    accounts: [],
    account: "AC0123456789abcdef0123456789abcdef",
    account_note: null,
    counts: { add: 1, change: 0, same: 0, conflict: 1, remove: 0, wrong: 0 },
    undecided: 1,
    result: { adds: 1, changes: 0, removes: 0, workspace_fields: 0, default_after: "Offers", default_why: null },
    workspace_fields: [],
    remarks: [],
    table: null,
    unknown_fields: [],
    based_on: AT,
    restore: [],
    no_undo: null,
    ...more,
  };
}

/** One in which nothing is left to decide. */
export function aDecidedView(more: Partial<ImportView> = {}): ImportView {
  return aView({ undecided: 0, ...more });
}

export function aField(field: string, more: Partial<ImportField> = {}): ImportField {
  return {
    field,
    label: field === "owner" ? "Owner" : "Sender name",
    base: "Before",
    mine: "Here",
    theirs: "There",
    choice: null,
    conflict: true,
    ...more,
  };
}

export function anImportRow(index: number, more: Partial<ImportRow> = {}): ImportRow {
  return {
    index,
    change: "conflict",
    name: `Offers ${index}`,
    sender_type: "long_code",
    sender_id: "+14155550100",
    choice: null,
    undecided: true,
    choices: ["mine", "theirs", "both"],
    why: "Changed here and in the file.",
    fields: [aField("owner")],
    remarks: [],
    line: 12,
    ...more,
  };
}

export function importPageOf(...rows: ImportRow[]): ImportPage {
  return { matching: rows.length, offset: 0, rows };
}

export function aSharePreview(more: Partial<SharePreview> = {}): SharePreview {
  return {
    options: { mask_account: false, alias: "" },
    alias_problem: null,
    senders: 2,
    account: "AC0123456789abcdef0123456789abcdef",
    left_out: [],
    left_out_total: 0,
    never: ["Auth Tokens"],
    unknown_fields: [],
    last_shared: null,
    since: null,
    head: "schema: senders\nschemaVersion: 1\n",
    lines: 40,
    ...more,
  };
}

export function aBackupPreview(more: Partial<BackupPreview> = {}): BackupPreview {
  return {
    workspaces: [{ name: "Acme", senders: 2 }],
    left_out: [],
    left_out_total: 0,
    never: ["Auth Tokens"],
    ...more,
  };
}
