// What stands in the stand-in's activity log?

import type { ActivityLine, ActivityQuery } from "../../src/bindings";
import { ago, has } from "./case";
import type { Answers } from "./case";

const KINDS: Omit<ActivityLine, "id" | "at" | "workspace_name">[] = [
  {
    subject: "sender",
    name: "Flash sales",
    action: "changed",
    changes: [
      { field: "Sender name", before: "Flash", after: "Flash sales" },
      { field: "SMS unsubscribe text", before: null, after: "Reply STOP to opt out." },
    ],
    outcome: "done",
    detail: "",
  },
  { subject: "test", name: "+1415555…99", action: "sent", changes: [], outcome: "unknown", detail: "The answer was lost." },
  {
    subject: "account",
    name: "AC4f0b…9b21",
    action: "reauthenticated",
    changes: [],
    outcome: "refused",
    detail: "HTTP 401, error 20003",
  },
  {
    subject: "workspace",
    name: "Acme Retail",
    action: "changed",
    changes: [{ field: "Data centre", before: "DC-01", after: "DC-03" }],
    outcome: "done",
    detail: "",
  },
  { subject: "setup", name: "Delivery callback", action: "ticked", changes: [], outcome: "done", detail: "" },
];

const lines: ActivityLine[] = Array.from({ length: has("empty") ? 0 : 730 }, (_, n) => ({
  ...KINDS[n % KINDS.length]!,
  id: 730 - n,
  at: ago(n * 1900 + 40),
  workspace_name: n % 4 === 3 ? "Acme staging" : "Acme Retail",
}));

export const activity: Answers = {
  activity: ({ query }: { query: ActivityQuery }) => {
    const found = lines.filter(
      (line) =>
        (query.workspace === null || line.workspace_name === "Acme Retail") &&
        (query.subject === null || line.subject === query.subject) &&
        (query.outcome === null || line.outcome === query.outcome) &&
        JSON.stringify(line).toLowerCase().includes(query.search.toLowerCase()),
    );
    const { offset, limit } = query;
    return { matching: found.length, offset, lines: found.slice(offset, offset + limit) };
  },
  save_activity: ({ format }) => (has("cancelled") ? null : { path: `/home/ada/activity.${format === "csv" ? "csv" : "jsonl"}` }),
};
