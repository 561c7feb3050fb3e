// What do worksheets and rehearsals look like in an ordinary case?

import type { OverviewRow, Rehearsal, SetupOverview, Worksheet, WorksheetStep } from "../ipc";

export function aStep(id: string, more: Partial<WorksheetStep> = {}): WorksheetStep {
  return {
    id,
    of_workspace: false,
    title: `Step ${id}`,
    path: [{ label: "Settings", variants: [] }],
    field: `Field ${id}`,
    value: `value ${id}`,
    provenance: "documented",
    why: `Why ${id}.`,
    remarks: [],
    sources: [],
    state: "open",
    ticked_at: null,
    ticked_value: null,
    ...more,
  };
}

/** The worksheet of a sender, all of its steps in one section; `null` for the one of the workspace. */
export function aSheet(sender: string | null, ...steps: WorksheetStep[]): Worksheet {
  return {
    workspace: "w1",
    workspace_name: "Acme",
    sender: sender === null ? null : overviewRow(sender).sender,
    sections: steps.length === 0 ? [] : [{ console: "moengage", title: "Sender Details", steps }],
    steps: steps.length,
    done: steps.filter((step) => step.state === "done").length,
    reopened: 0,
    moengage_link: "moengage-dashboard",
    twilio_link: "twilio-console",
    as_of: "2026-11-20",
  };
}

export function overviewRow(key: string, more: Partial<OverviewRow> = {}): OverviewRow {
  return {
    sender: { key, name: `Sender ${key}`, sender_type: "long_code", sender_id: "+14155550100" },
    left: 2,
    reopened: 0,
    worst: "warning",
    says: "Replies do not reach MoEngage yet.",
    ...more,
  };
}

export function anOverview(rows: OverviewRow[], more: Partial<SetupOverview> = {}): SetupOverview {
  return {
    left: rows.length * 2,
    workspace_left: 0,
    senders_left: rows.length,
    senders: rows.length,
    offset: 0,
    rows,
    ...more,
  };
}

export function aRehearsal(more: Partial<Rehearsal> = {}): Rehearsal {
  return {
    kind: "long_code",
    keyword: "STOP",
    replies: 1,
    findings: [],
    steps: [
      { actor: "handset", says: "Sends it.", replies: false, blocks: false, provenance: "documented", sources: [] },
      { actor: "twilio", says: "Answers it.", replies: true, blocks: true, provenance: "derived", sources: [] },
    ],
    ...more,
  };
}
