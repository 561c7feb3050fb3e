// What do routes look like: ordinary ones, and those with one thing wrong?

import type {
  DriftItem,
  Evidence,
  Hop,
  Path,
  PoolMember,
  ResourceRef,
  RouteRow,
  RouteSetting,
  RoutesPage,
  RouteView,
  SourceView,
  WorksheetSender,
} from "../ipc";

export const MO = "https://api-01.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";
export const DELIVERY = "https://api-01.moengage.com/sms/dlr/twilio";
const READ_AT = "2026-11-26T08:00:00Z";

const twilioPage: SourceView = {
  id: "twilio-services-api",
  title: "Twilio: Messaging Services API",
  url: "https://www.twilio.com/docs/messaging/services/api",
  as_of: "2026-11-01",
};

export function aWhom(key: string, more: Partial<WorksheetSender> = {}): WorksheetSender {
  return { key, name: `Sender ${key}`, sender_type: "long_code", sender_id: "+12025550101", ...more };
}

export function aRouteRow(key: string, more: Partial<RouteRow> = {}): RouteRow {
  return {
    sender: aWhom(key),
    reply: "moengage",
    receipt: "moengage",
    state: "in_place",
    level: "ok",
    says: "",
    differs: 0,
    unknown: 0,
    changed: false,
    ...more,
  };
}

export function aRoutesPage(rows: RouteRow[], more: Partial<RoutesPage> = {}): RoutesPage {
  const count = (state: RouteRow["state"]) => rows.filter((row) => row.state === state).length;
  return {
    read_at: READ_AT,
    reading: false,
    faults: [],
    senders: rows.length,
    in_place: count("in_place"),
    not_applicable: count("not_applicable"),
    differing: count("differs"),
    accepted: count("accepted"),
    unknown: count("unknown"),
    changed: rows.filter((row) => row.changed).length,
    matching: rows.length,
    offset: 0,
    rows,
    ...more,
  };
}

const number: ResourceRef = { kind: "phone_number", sid: "PN00000000000000000000000000000001", name: "+12025550101" };
const helpdesk: ResourceRef = { kind: "application", sid: "AP00000000000000000000000000000001", name: "Old helpdesk" };

export function read(resource: ResourceRef, field: string, value: string | null): Evidence {
  return { kind: "read", resource, field, value, at: READ_AT };
}

export function rule(text: string, provenance: "documented" | "not_found" = "documented"): Evidence {
  return { kind: "rule", said: { text, provenance, sources: provenance === "documented" ? [twilioPage] : [] } };
}

export function aHop(place: Hop["place"], role: Hop["role"], title: string, more: Partial<Hop> = {}): Hop {
  return { place, role, title, says: "", url: null, method: null, evidence: [], ...more };
}

const handset = aHop("handset", "end", "Handset", { says: "A person replies." });
const moengage = aHop("moengage", "end", "MoEngage DC-01", { says: "It arrives where it should." });

export const toMoEngage: Path = {
  destination: "moengage",
  summary: "A reply goes to MoEngage DC-01: its own webhook decides.",
  hops: [
    handset,
    aHop("sender", "decides", "+12025550101", {
      says: "Its own URL is called.",
      url: MO,
      method: "GET",
      evidence: [
        read(number, "sms_url", MO),
        read(number, "sms_method", "GET"),
        rule("A number that is in no service calls its own URL."),
      ],
    }),
    moengage,
  ],
};

/** An application stands before the number's own URL. */
export const toHelpdesk: Path = {
  destination: "elsewhere",
  summary: "A reply goes to hooks.acme.example, which is not MoEngage's: the application “Old helpdesk” decides.",
  hops: [
    handset,
    aHop("sender", "ignored", "+12025550101", {
      says: "Its own URL stands behind an application.",
      url: MO,
      method: "GET",
      evidence: [read(number, "sms_url", MO), read(number, "sms_application_sid", helpdesk.sid)],
    }),
    aHop("application", "decides", "Application Old helpdesk", {
      says: "Its URLs stand in place of the number's own.",
      url: "https://hooks.acme.example/sms",
      method: "POST",
      evidence: [
        read(helpdesk, "sms_url", "https://hooks.acme.example/sms"),
        read(helpdesk, "sms_method", "POST"),
        rule("A number that names an application calls the application's URL; its own URLs are ignored."),
      ],
    }),
    aHop("elsewhere", "end", "hooks.acme.example", {
      says: "Not a MoEngage host: it reaches MoEngage only if this host passes it on.",
    }),
  ],
};

export const byTheMessage: Path = {
  destination: "moengage",
  summary:
    "For long and short codes MoEngage passes its delivery callback with each message; nothing is set up at Twilio.",
  hops: [
    aHop("message", "decides", "The message itself", {
      says: "MoEngage passes its delivery callback with each message.",
      evidence: [rule("A callback that comes with the message is the one that is called.")],
    }),
    moengage,
  ],
};

export const toNobody: Path = {
  destination: "nobody",
  summary: "A test from here brings no callback of its own, so nobody is told of it; its status is read instead.",
  hops: [aHop("message", "stops", "The test itself"), aHop("nobody", "stops", "Nobody", { says: "Nobody is told." })],
};

export function anItem(setting: RouteSetting, more: Partial<DriftItem> = {}): DriftItem {
  return {
    setting,
    label: LABELS[setting],
    state: "in_place",
    reasons: [],
    level: "ok",
    resource: number,
    fields: ["sms_url", "sms_method"],
    live: `${MO} by GET`,
    should: `${MO} by GET`,
    should_provenance: "documented",
    why: "It is as it should be.",
    remedy: null,
    sources: [twilioPage],
    since: READ_AT,
    changed_from: null,
    accepted: null,
    cannot_apply: "It is in place.",
    ...more,
  };
}

const LABELS: Record<RouteSetting, string> = {
  inbound: "Incoming messages",
  inbound_fallback: "Fallback of incoming messages",
  delivery_callback: "Delivery status callback",
  mms_converter: "MMS converter",
  smart_encoding: "Smart encoding",
  validity_period: "Validity period",
  connection_overrides: "Connection overrides",
};

/** Replies go to an old tool, by way of an application. */
export const inboundElsewhere: DriftItem = anItem("inbound", {
  state: "differs",
  reasons: ["other_host", "overridden_by_application"],
  level: "problem",
  resource: helpdesk,
  live: "https://hooks.acme.example/sms by POST",
  why: "Not a MoEngage host: replies reach MoEngage only if it passes them on. The URL that the number shows in the Console is not the one that is called.",
  remedy: `Set it to ${MO} by GET.`,
  cannot_apply: null,
});

export function aRoute(key: string, more: Partial<RouteView> = {}): RouteView {
  return {
    sender: aWhom(key),
    member: null,
    members: null,
    read_at: READ_AT,
    reply: toMoEngage,
    receipt: byTheMessage,
    test_receipt: toNobody,
    unread_layers: [
      {
        text: "Conversations may take messages before any webhook; whether they do is not among what was read.",
        provenance: "documented",
        sources: [twilioPage],
      },
    ],
    items: [
      anItem("inbound"),
      anItem("delivery_callback", {
        state: "not_applicable",
        resource: null,
        fields: [],
        live: null,
        should: null,
        should_provenance: null,
        why: "MoEngage passes its delivery callback with each message.",
        since: null,
      }),
    ],
    changed: false,
    ...more,
  };
}

export function aPoolMember(sender_id: string, more: Partial<PoolMember> = {}): PoolMember {
  return {
    sender_type: "long_code",
    sender_id,
    destination: "nobody",
    summary: "A reply goes to nobody: the service “Campaigns” defers, so its own webhook decides.",
    ...more,
  };
}
