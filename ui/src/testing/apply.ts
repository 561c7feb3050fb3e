// What do plans and their outcomes look like?

import type { Applied, AppliedField, AppliedRequest, ApplyPlan, PlannedField, ResourceRef } from "../ipc";
import { aWhom, MO, rule } from "./routes";

const service: ResourceRef = {
  kind: "messaging_service",
  sid: "MG00000000000000000000000000000001",
  name: "Campaigns",
};
const request = `POST /v1/Services/${service.sid}`;

/** Replies of a service: three fields in one request. */
const FIELDS: PlannedField[] = [
  {
    field: "UseInboundWebhookOnNumber",
    label: "Incoming messages › Defer to sender's webhook",
    before: "true",
    after: "false",
  },
  {
    field: "InboundRequestUrl",
    label: "Incoming messages › Request URL",
    before: "https://hooks.acme.example/sms",
    after: MO,
  },
  { field: "InboundMethod", label: "Incoming messages › Method", before: "GET", after: "GET" },
];

export function aPlan(more: Partial<ApplyPlan> = {}): ApplyPlan {
  return {
    id: "p1",
    workspace: "w1",
    sender: aWhom("s1", { name: "Campaigns", sender_type: "messaging_service", sender_id: service.sid }),
    takes_back: null,
    read_at: "2026-11-26T08:00:00Z",
    requests: [{ resource: service, request, fields: FIELDS, cuts_off: [] }],
    affected: [],
    affected_total: 0,
    notes: [(rule("Twilio has no conditional update.") as { said: ApplyPlan["notes"][number] }).said],
    left_out: [],
    type_to_confirm: null,
    ...more,
  };
}

/** A plan that takes replies from an old tool and from the senders of a pool. */
export function aCuttingPlan(more: Partial<ApplyPlan> = {}): ApplyPlan {
  const cuts_off = [
    { whom: "hooks.acme.example", says: "hooks.acme.example no longer gets the replies.", foreign: true },
  ];
  const affected = Array.from({ length: 12 }, (_, n) => ({
    sender_id: `+12025550${100 + n}`,
    stops_using: n % 3 === 0 ? null : "https://hooks.acme.example/sms",
  }));
  return aPlan({
    requests: [{ resource: service, request, fields: FIELDS, cuts_off }],
    affected,
    affected_total: 240,
    ...more,
  });
}

export function anApplied(id: string, more: Partial<Applied> = {}, of: Partial<AppliedRequest> = {}): Applied {
  const fields: AppliedField[] = FIELDS.map((field) => ({ ...field, live: field.after, read_back: true }));
  const state = more.state ?? "done";
  return {
    id,
    workspace: "w1",
    sender: aWhom("s1", { name: "Campaigns", sender_type: "messaging_service", sender_id: service.sid }),
    takes_back: null,
    at: "2026-11-26T08:00:00Z",
    state,
    requests: [{ resource: service, request, state, fields, says: "Written, and read back.", ...of }],
    says: "All of it was written, and read back.",
    not_takeable: null,
    unfinished: state === "unknown",
    ...more,
  };
}
