// What is known before a test is sent, in the stand-in?

import type { Preflight, PreflightFinding, TestForm } from "../../src/bindings";
import { ago } from "./case";
import type { Answers } from "./case";

function finding(id: string, level: PreflightFinding["level"], more: Partial<PreflightFinding>): PreflightFinding {
  return {
    id,
    level,
    title: "",
    evidence: "",
    basis: { basis: "rule" },
    remedy: null,
    provenance: "documented",
    code: null,
    fate: null,
    sources: [],
    recipients: [],
    instead: [],
    ...more,
  };
}

function judged(form: TestForm): Preflight {
  const range = { from: "0.0079", to: "0.0123", currency: "USD", by: "3 carriers of United States, from long codes" };
  return {
    findings: [
      finding("long_code_not_registered", "problem", {
        title: "This number belongs to no approved 10DLC campaign.",
        evidence: "The service “Campaigns” has no campaign.",
        basis: { basis: "read", resource: "US A2P campaign of the service", at: ago(30) },
        remedy: "Put it into the pool of a Messaging Service with an approved campaign, or choose another sender.",
        code: 30034,
        fate: "fails",
        recipients: [0],
      }),
      finding("country_permission_unread", "not_checkable", {
        title: "Whether the account may send to this country is not known.",
        evidence: "Not readable with this key: Twilio answered with error 70051 (HTTP 403).",
        basis: { basis: "not_read", resource: "Messaging geo permissions" },
        recipients: [0],
      }),
      finding("sender_in_account", "ok", {
        title: "The sender is in this account.",
        evidence: "29882 is among them.",
        basis: { basis: "read", resource: "Senders of the account", at: ago(30) },
      }),
    ],
    prices: form.recipients.map((number, recipient) => ({
      recipient,
      number,
      country: "US",
      segments: 1,
      price: { price: "range", ...range, read_at: ago(30) },
    })),
    total: {
      price: { price: "range", ...range, by: "1 message × 1 segment", read_at: ago(30) },
      says: "About 0.0079–0.0123 USD for 1 message × 1 segment, without carrier fees",
    },
    before_sending:
      "As far as can be told, Twilio will take this message and fail to deliver. You can send all the same.",
    look_up: "Lookup tells whether this is a landline. Twilio charges for each lookup.",
    left_out: 0,
    read_at: ago(30),
  };
}

export const preflight: Answers = {
  preflight: ({ form }: { form: TestForm }) => judged(form),
  verified_callers: () => ({ callers: [], trial: false, read_at: ago(30) }),
  look_up_line: ({ number }) => ({
    number,
    level: "ok",
    line_type: "mobile",
    carrier: "Mobile carrier",
    says: "Lookup: mobile, run by Mobile carrier.",
    read_at: ago(0),
  }),
};
