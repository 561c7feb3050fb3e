// Which senders are there in the stand-in, and what becomes of a change to them?

import type { SenderDraft, SenderQuery, SenderRow, SenderSelection, Undoable } from "../../src/bindings";
import { ago, has, refusal, tell } from "./case";
import type { Answers } from "./case";
import { DELETION } from "./catalogue";

const NAMES = [
  "Marketing US",
  "Flash sales",
  "Support replies",
  "Order alerts",
  "EU campaigns",
  "عروض نهاية الأسبوع",
  "🎉 Party 🎉 <script>alert(1)</script>",
  "A very long sender name ".repeat(20).trim(),
];
const IDS = ["MG7c1e0a4f3b5d29881f6e7a90b3c104af", "29882", "+442079460018", "+14155550100", "ACMERETAIL"];
const TYPES = ["messaging_service", "short_code", "long_code", "long_code", "alphanumeric"] as const;
const LAST = [
  { id: "t1", state: "delivered", error_code: null, at: ago(7200) },
  { id: "t2", state: "undelivered", error_code: 30007, at: ago(90_000) },
  { id: "t3", state: "unknown", error_code: null, at: ago(400) },
  null,
] as const;
const OWNERSHIP = [
  { ownership: "found", reason: null, at: ago(500) },
  { ownership: "not_found", reason: "No number of this account is this one.", at: ago(500) },
  { ownership: "could_not_check", reason: "The credential may not read short codes.", at: ago(500) },
  null,
] as const;
const MO = {
  url: "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio",
  provenance: "documented",
} as const;

let rows: SenderRow[] = Array.from({ length: has("many") ? 10_000 : has("empty") ? 0 : 8 }, (_, n) => ({
  key: `s${n}`,
  name: n < NAMES.length ? NAMES[n]! : `Sender ${n}`,
  sender_type: TYPES[n % 5]!,
  sender_id: IDS[n % 5]!,
  supports_mms: n % 3 === 1,
  is_default: n === 0,
  mo_callback: TYPES[n % 5] === "alphanumeric" ? null : { now: MO, of_data_centre: MO, replaced: null },
  unsubscribe_text: n % 2 === 0 ? "Reply STOP to opt out." : "",
  notes: "",
  owner: n % 3 === 0 ? "Growth team" : "",
  purpose: "",
  country: "US",
  updated_at: ago(n * 5000),
  last_test: LAST[n % 4]!,
  ownership: OWNERSHIP[n % 4]!,
  setup_left: n % 4,
}));

/** How a change is taken back, by its undo. */
const undos = new Map<string, { rows: SenderRow[]; done: Undoable; sender: string | null }>();

export function senderCount(): number {
  return rows.length;
}

export function defaultSender(): string | null {
  return rows.find((row) => row.is_default)?.name ?? null;
}

/** Replaces the rows, and says how that is taken back. */
function put(next: SenderRow[], done: string, sender: string | null): Undoable {
  const undo = { id: `u${undos.size}`, workspace: "w1", done };
  undos.set(undo.id, { rows, done: undo, sender });
  rows = next;
  return undo;
}

function meant(selection: SenderSelection): SenderRow[] {
  return selection.which === "keys"
    ? rows.filter((row) => selection.keys.includes(row.key))
    : matching(selection.search);
}

function matching(search: string): SenderRow[] {
  return rows.filter((row) => `${row.name} ${row.sender_id}`.toLowerCase().includes(search.toLowerCase()));
}

export const senders: Answers = {
  senders: ({ query }: { query: SenderQuery }) => {
    const { search, offset, limit, sort, descending } = query;
    const found = matching(search);
    if (sort === "name" || sort === "sender_id") {
      found.sort((a, b) => a[sort].localeCompare(b[sort]));
    }
    if (descending) {
      found.reverse();
    }
    return { matching: found.length, total: rows.length, offset, rows: found.slice(offset, offset + limit) };
  },
  sender: ({ key }) =>
    rows.find((row) => row.key === key) ?? Promise.reject(refusal("not_found", "This sender is gone.")),
  check_sender: ({ key, draft }: { key: string | null; draft: SenderDraft }) => ({
    notes: notes(draft),
    sender_id: draft.sender_id || null,
    mo_callback:
      draft.sender_type === "alphanumeric"
        ? null
        : {
            now: draft.mo_callback_url ? { url: draft.mo_callback_url, provenance: "custom" } : MO,
            of_data_centre: MO,
            replaced: draft.mo_callback_url ? "https://replies.example.com/twilio" : null,
          },
    unsubscribe: {
      characters: draft.unsubscribe_text.length,
      segments: draft.unsubscribe_text === "" ? 0 : 1,
      encoding: /[^ -~]/.test(draft.unsubscribe_text) ? "UCS-2" : "GSM-7",
      not_gsm: [...new Set(draft.unsubscribe_text.match(/[^ -~]/gu) ?? [])],
      preview: `Hello Alex, our autumn offers are here until Sunday.\n${draft.unsubscribe_text}`,
      preview_segments: 2,
    },
    twins: rows
      .filter((row) => row.sender_id === draft.sender_id && row.key !== key)
      .slice(0, 2)
      .map((row, n) => ({
        key: row.key,
        name: row.name,
        workspace: n === 0 ? "w1" : "w2",
        workspace_name: n === 0 ? "Acme Retail" : "Acme Staging",
      })),
    keyword_management: has("keywords"),
  }),
  create_sender: ({ draft }) => {
    const sender: SenderRow = {
      ...draft,
      key: `n${rows.length}`,
      is_default: rows.length === 0,
      mo_callback: null,
      updated_at: ago(0),
      last_test: null,
      ownership: null,
      setup_left: 9,
    };
    return { sender, first_save: true, undo: put([...rows, sender], `${sender.name} was added.`, sender.key) };
  },
  update_sender: ({ key, draft }) => {
    const { mo_callback_url: _, ...part } = draft;
    const undo = put(
      rows.map((row) => (row.key === key ? { ...row, ...part } : row)),
      `${draft.name} was changed.`,
      key,
    );
    return { sender: rows.find((row) => row.key === key), first_save: false, undo };
  },
  sender_deletion: ({ selection }) => {
    const found = meant(selection);
    const refused = found.some((row) => row.is_default) && found.length < rows.length;
    return {
      count: found.length,
      refused: refused ? "The default cannot be deleted while others stay." : null,
      remedy: refused ? "Mark another sender as default first." : null,
      says: DELETION,
    };
  },
  delete_senders: async ({ selection, job }) => {
    const found = meant(selection);
    for (let done = 0; found.length > 100 && done < 40; done++) {
      tell({ what: "progress", job, done: Math.round((found.length * done) / 40), total: found.length });
      await new Promise((then) => setTimeout(then, 100));
      if (cancelled.has(job)) {
        return { count: 0, undo: null };
      }
    }
    const done = found.length === 1 ? `“${found[0]!.name}” was deleted.` : `${found.length} senders were deleted.`;
    const gone = new Set(found);
    const undo = put(rows.filter((row) => !gone.has(row)), done, found[0]?.key ?? null);
    return { count: found.length, undo };
  },
  mark_default: ({ key }) => {
    const next = rows.map((row) => ({ ...row, is_default: row.key === key }));
    next.sort((a, b) => Number(b.is_default) - Number(a.is_default));
    return { count: 1, undo: put(next, `${next[0]!.name} is the default.`, key) };
  },
  undo: ({ id }) => {
    const before = undos.get(id);
    if (!before) {
      throw refusal("not_found", "This change cannot be taken back any more.");
    }
    undos.delete(id);
    const redo = put(before.rows, before.done.done, before.sender);
    return { workspace: "w1", done: `Taken back: ${before.done.done}`, sender: before.sender, redo };
  },
  cancel_job: ({ job, id }) => void cancelled.add(job ?? id),
};

export const cancelled = new Set<string>();
function notes(draft: SenderDraft) {
  const isService = draft.sender_type === "long_code" && draft.sender_id.startsWith("MG");
  const suggestion = { label: "Change the type to Messaging Service", field: "sender_type", value: "messaging_service" };
  const hasStop = /stop/i.test(draft.unsubscribe_text);
  return [
    ...(isService
      ? [{ field: "sender_id", level: "problem", message: "MG… is a Messaging Service SID.", suggestion }]
      : []),
    ...(draft.sender_id === "29882"
      ? [
          {
            field: "sender_id",
            level: "warning",
            message: "The sender “Flash sales” of this workspace has the same ID.",
            suggestion: null,
          },
        ]
      : []),
    ...(draft.unsubscribe_text !== "" && !hasStop
      ? [
          {
            field: "unsubscribe_text",
            level: "warning",
            message: "It does not say which word to reply with: name one that is understood as such, for instance STOP.",
            suggestion: null,
          },
        ]
      : []),
  ];
}
