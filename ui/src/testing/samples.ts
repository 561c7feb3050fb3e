// What does the back end answer in an ordinary case?

import type {
  DeskState,
  Explanation,
  Meter,
  Preflight,
  PreflightFinding,
  SenderNotes,
  SenderPage,
  SenderRow,
  RecipientRead,
  TestNotes,
  TestView,
  Undoable,
  WireError,
  WorkspaceView,
} from "../ipc";
import type { State } from "../state";

const AT = "2026-11-20T10:00:00Z";
const MO_URL = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";

export function aWorkspace(more: Partial<WorkspaceView> = {}): WorkspaceView {
  return {
    id: "w1",
    name: "Acme",
    colour: "blue",
    environment: "production",
    data_centre: { code: "DC-03", region: "India", known: true, open_for_new: true },
    keyword_management: false,
    delivery_url: null,
    delivery_callback: { url: "https://api-03.moengage.com/sms/dlr/twilio", provenance: "derived" },
    mo_callback: { url: MO_URL, provenance: "documented" },
    default_sender: "Sender s1",
    sender_count: 2,
    tests_under_way: 0,
    account: {
      account_sid: "AC0123456789abcdef0123456789abcdef",
      friendly_name: "Acme",
      kind: "Full",
      status: "active",
      region: "us1",
      credential: "auth_token",
      api_key_sid: null,
      kept_in: "keychain",
      verified_at: AT,
      access: [{ capability: "send", access: "not_tried", reason: "Only sending tells.", at: null }],
      balance: { reading: "known", amount: "14.50", currency: "USD", at: AT },
      balance_floor: null,
      below_floor: false,
      limits: [],
      shared_by: ["Acme"],
    },
    ...more,
  };
}

export function aDesk(...workspaces: WorkspaceView[]): DeskState {
  return {
    workspaces,
    read_only: null,
    notices: [],
    not_twilio: null,
    data_centres: [
      { code: "DC-01", region: "US", known: true, open_for_new: false },
      { code: "DC-03", region: "India", known: true, open_for_new: true },
    ],
    data_centres_as_of: "2026-11-20",
  };
}

/** The state of a page with these workspaces, the first of them open. */
export function opened(...workspaces: WorkspaceView[]): Partial<State> {
  return {
    desk: aDesk(...workspaces),
    workspace: workspaces[0]?.id ?? null,
    screen: workspaces[0] ? { at: "senders", select: null } : { at: "first-run" },
  };
}

export function aSender(key: string, more: Partial<SenderRow> = {}): SenderRow {
  return {
    key,
    name: `Sender ${key}`,
    sender_type: "long_code",
    sender_id: "+14155550100",
    supports_mms: false,
    is_default: false,
    mo_callback: {
      now: { url: MO_URL, provenance: "documented" },
      of_data_centre: { url: MO_URL, provenance: "documented" },
      replaced: null,
    },
    unsubscribe_text: "",
    notes: "",
    owner: "",
    purpose: "",
    country: "",
    updated_at: AT,
    last_test: null,
    ownership: null,
    setup_left: 0,
    ...more,
  };
}

export function senderNotes(more: Partial<SenderNotes> = {}): SenderNotes {
  return {
    notes: [],
    sender_id: null,
    mo_callback: null,
    unsubscribe: { characters: 0, segments: 0, encoding: "GSM-7", not_gsm: [], preview: "", preview_segments: 1 },
    twins: [],
    keyword_management: false,
    ...more,
  };
}

export function pageOf(...rows: SenderRow[]): SenderPage {
  return { matching: rows.length, total: rows.length, offset: 0, rows };
}

/** To a saved test handset, unless said otherwise. */
/** A text that is counted and of which nothing is to be said. */
export function aMeter(more: Partial<Meter> = {}): Meter {
  return {
    encoding: "GSM-7",
    characters: 5,
    most_characters: 1600,
    units: 5,
    room: 160,
    segments: 1,
    is_mms: false,
    before: "",
    after: "",
    cuts: [],
    foreign: [],
    more_foreign: 0,
    smart_encoding: null,
    unsubscribe_text: null,
    remarks: [],
    ...more,
  };
}

export function testNotes(more: Partial<TestNotes> = {}): TestNotes {
  const recipients = [aRecipient({ handset: "Own phone" })];
  return { notes: [], recipients, recipient_limit: 5, ...more };
}

export function aRecipient(more: Partial<RecipientRead> = {}): RecipientRead {
  return { number: "+14155550199", country: "US", national: "(415) 555-0199", handset: null, ...more };
}

/** One check of a test to +12025550188, with nothing against it unless `findings` say so. */
export function aPreflight(more: Partial<Preflight> = {}): Preflight {
  const price = {
    price: "range",
    from: "0.0079",
    to: "0.0123",
    currency: "USD",
    by: "3 carriers of United States, from long codes",
    read_at: AT,
  } as const;
  return {
    findings: [],
    prices: [{ recipient: 0, number: "+12025550188", country: "US", segments: 1, price }],
    total: { price, says: "About 0.0079–0.0123 USD for 1 message × 1 segment, without carrier fees" },
    before_sending: null,
    look_up: "Twilio charges for each lookup.",
    left_out: 0,
    read_at: AT,
    ...more,
  };
}

export function aPreflightFinding(
  id: string,
  level: PreflightFinding["level"],
  more: Partial<PreflightFinding> = {},
): PreflightFinding {
  return {
    id,
    level,
    title: `Title of ${id}`,
    evidence: `Evidence of ${id}`,
    basis: { basis: "read", resource: "Balance", at: AT },
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

export function aDone(done: string, workspace = "w1"): Undoable {
  return { id: crypto.randomUUID(), workspace, done };
}

export function aTest(id: string, more: Partial<TestView> = {}): TestView {
  return {
    id,
    workspace: "w1",
    sender: "s1",
    sender_name: "Sender s1",
    sender_type: "long_code",
    sender_id: "+14155550100",
    recipient: "+14155550199",
    body: "Hello",
    media: [],
    created_at: AT,
    state: "delivered",
    twilio_status: "delivered",
    message_sid: null,
    chosen_sender: null,
    segments: 1,
    converted: false,
    price: null,
    price_unit: null,
    timeline: [],
    following: { following: "ended", reason: null },
    explanation: null,
    lost_answer: null,
    proves: "",
    ...more,
  };
}

/** What a failed test says of itself, in our own words. */
export function anExplanation(more: Partial<Explanation> = {}): Explanation {
  return {
    code: 30003,
    title: "The recipient's phone was out of reach.",
    what_to_do: "It may be off, without signal or roaming.",
    source: "ours",
    concerns: "handset",
    likeliest: null,
    page: "twilio-error-30003",
    as_of: "2026-11-26",
    twilio: null,
    ...more,
  };
}

/** A test whose answer was lost; `looked` says whether Twilio's list was read for it. */
export function aLostTest(id: string, looked: boolean): TestView {
  const lost_answer = { reason: "", looked_at: looked ? AT : null, problem: null, matches: [], again_from: AT, sent_again: null };
  return aTest(id, { state: "unknown", lost_answer, following: { following: "live" } });
}

export function anError(code: WireError["code"], more: Partial<WireError> = {}): WireError {
  return { code, message: `It is ${code}.`, hint: null, fields: [], twilio: null, ...more };
}
