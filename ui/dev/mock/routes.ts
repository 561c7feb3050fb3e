// What is live? Stand-ins for routes and the pool of a service. `?live=none` has nothing read yet, `?faults` could not read all.

import type { DriftItem, RouteRow, RouteView } from "../../src/bindings";
import {
  aHop,
  aPoolMember,
  aRoute,
  aRouteRow,
  aRoutesPage,
  anItem,
  aWhom,
  byTheMessage,
  inboundElsewhere,
  MO,
  toHelpdesk,
} from "../../src/testing/routes";
import { ago, has, tell, valueOf } from "./case";
import type { Answers } from "./case";

let readAt: string | null = valueOf("live") === "none" ? null : ago(190);
const accepted = new Map<string, { why: string; at: string }>();

const service = aWhom("s2", {
  name: "Campaigns",
  sender_type: "messaging_service",
  sender_id: "MG00000000000000000000000000000001",
});
const campaigns = {
  kind: "messaging_service" as const,
  sid: service.sender_id,
  name: service.name,
};

const VIEWS: Record<string, RouteView> = {
  s1: aRoute("s1", {
    sender: aWhom("s1", { name: "Flash sales", sender_id: "+12025550101" }),
    reply: toHelpdesk,
    changed: true,
    items: [
      { ...inboundElsewhere, changed_from: `sms_application_sid: empty`, since: ago(600) },
      anItem("inbound_fallback", { live: null, why: "There is none, and none is asked for." }),
      ...aRoute("s1").items.slice(1),
    ],
  }),
  s2: aRoute("s2", {
    sender: service,
    members: 240,
    reply: {
      destination: "nobody",
      summary: "The service “Campaigns” leaves replies to its senders. Its 240 senders lead: 200 to MoEngage, 40 to nobody.",
      hops: [
        aHop("handset", "end", "Handset", { says: "A person replies." }),
        aHop("sender", "passes", "A sender of the pool", { says: "The service has 240." }),
        aHop("service", "passes", "Service Campaigns", {
          says: "It defers to each sender's own webhook.",
          evidence: [
            { kind: "read", resource: campaigns, field: "use_inbound_webhook_on_number", value: "true", at: ago(190) },
            { kind: "unread", what: "Webhook rules", reason: "Twilio has no API that shows them." },
          ],
        }),
        aHop("nobody", "stops", "Nobody", { says: "40 of its senders have nothing set." }),
      ],
    },
    receipt: {
      destination: "moengage_unconfirmed",
      summary: "The receipt of a campaign message goes to api-03.moengage.com, a MoEngage host, not confirmed.",
      hops: [
        aHop("service", "decides", "Service Campaigns", {
          says: "Its delivery callback is called for what it sends.",
          url: "https://api-03.moengage.com/sms/dlr/twilio",
          method: "POST",
          evidence: [
            {
              kind: "read",
              resource: campaigns,
              field: "status_callback",
              value: "https://api-03.moengage.com/sms/dlr/twilio",
              at: ago(190),
            },
          ],
        }),
        aHop("moengage", "end", "api-03.moengage.com", {
          says: "A MoEngage host. Whether this data centre takes receipts there stands on no page.",
        }),
      ],
    },
    items: [
      {
        ...inboundElsewhere,
        reasons: ["defers_to_senders"],
        live: "Defer to sender's webhook",
        resource: campaigns,
        why: "Replies to some senders of the pool do not reach MoEngage as they should. Its 240 senders lead: 200 to MoEngage, 40 to nobody.",
      },
      anItem("delivery_callback", {
        state: "differs",
        level: "warning",
        reasons: ["unconfirmed_host"],
        resource: campaigns,
        live: "https://api-03.moengage.com/sms/dlr/twilio",
        should: "https://api-03.moengage.com/sms/dlr/twilio",
        should_provenance: "derived",
        why: "It follows the pattern of DC-01, and no page states it for this data centre.",
        remedy: "Paste the callback that the dashboard shows into the workspace's settings.",
        cannot_apply: "It is derived and not confirmed: paste the dashboard's own first.",
      }),
    ],
  }),
  s3: aRoute("s3", { sender: aWhom("s3", { name: "Orders", sender_id: "+12025550103" }) }),
  s4: aRoute("s4", {
    sender: aWhom("s4", { name: "Names a lost application", sender_id: "+12025550104" }),
    reply: {
      destination: "unknown",
      summary: "Where a reply goes is not known. It names an application that this account does not list.",
      hops: [
        aHop("handset", "end", "Handset", { says: "A person replies." }),
        aHop("sender", "ignored", "+12025550104", { says: "Its own URL is set, and is not used.", url: MO, method: "GET" }),
        aHop("unknown", "end", "Not known", { says: "It names an application that this account does not list." }),
      ],
    },
    items: [
      anItem("inbound", {
        state: "unknown",
        level: "not_checkable",
        reasons: ["application_not_found"],
        live: null,
        why: "It names the application AP00000000000000000000000000000009, which this account does not list.",
        cannot_apply: "What is live is not known.",
      }),
    ],
  }),
  s5: aRoute("s5", {
    sender: aWhom("s5", { name: "ACME", sender_type: "alphanumeric", sender_id: "ACME" }),
    reply: { destination: "none", summary: "Nobody can reply to an alphanumeric sender ID.", hops: [] },
    receipt: byTheMessage,
    items: [],
  }),
};

function withAccepted(key: string, item: DriftItem): DriftItem {
  const found = accepted.get(`${key} ${item.setting}`);
  return found ? { ...item, state: "accepted", level: "ok", accepted: found } : item;
}

function view(key: string): RouteView {
  const found = VIEWS[key] ?? aRoute(key);
  return { ...found, read_at: readAt, items: found.items.map((item) => withAccepted(key, item)) };
}

const RANK: RouteRow["state"][] = ["differs", "unknown", "accepted", "in_place", "not_applicable"];

function row(key: string): RouteRow {
  const { sender, items, reply, receipt, changed } = view(key);
  const worst = [...items].sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state))[0];
  const state = worst?.state ?? "in_place";
  return aRouteRow(key, {
    sender,
    changed,
    reply: reply.destination,
    receipt: receipt.destination,
    state,
    level: worst?.level ?? "ok",
    says: state === "differs" || state === "unknown" ? `${worst?.label}: ${worst?.reasons[0]?.replaceAll("_", " ")}.` : "",
  });
}

export const routes: Answers = {
  routes: ({ query }) => {
    const rows = Object.keys(VIEWS).map(row);
    const wanted = rows
      .filter(({ state }) => query.state === null || query.state === state)
      .filter(({ sender }) => `${sender.name} ${sender.sender_id}`.toLowerCase().includes(query.search.toLowerCase()))
      .sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state));
    const all = has("empty") ? [] : rows;
    const page = aRoutesPage(all, { read_at: readAt, matching: wanted.length });
    const faults = has("faults") ? ["The Messaging Services could not be read. This key may not list them."] : [];
    return { ...page, faults, rows: readAt === null ? [] : wanted.slice(query.offset, query.offset + query.limit) };
  },
  read_live: async ({ workspace, again }) => {
    if (valueOf("live") === "none" && !again) {
      return null;
    }
    await new Promise((done) => setTimeout(done, again ? 900 : 0));
    readAt = again ? ago(0) : readAt;
    tell({ what: "live", workspace });
    return null;
  },
  route: ({ sender, member }) => {
    const found = view(sender);
    return member === null
      ? found
      : { ...found, member: aPoolMember(member), reply: { ...found.reply, summary: aPoolMember(member).summary } };
  },
  pool_members: ({ search, offset, limit }) => {
    const all = Array.from({ length: 240 }, (_, n) => {
      const id = `+1202556${String(n).padStart(4, "0")}`;
      return n < 40
        ? aPoolMember(id)
        : aPoolMember(id, { destination: "moengage", summary: "A reply goes to MoEngage DC-01: its own webhook decides." });
    }).filter(({ sender_id }) => sender_id.includes(search));
    return { members: 240, matching: all.length, offset, rows: all.slice(offset, offset + limit), fault: null };
  },
  accept_difference: ({ workspace, draft }) => {
    const key = `${draft.sender} ${draft.setting}`;
    draft.why === null ? accepted.delete(key) : accepted.set(key, { why: draft.why, at: ago(0) });
    tell({ what: "live", workspace });
    return null;
  },
  saw_route: () => null,
  practise_repairs: () => ({ count: 24, undo: null }),
};
