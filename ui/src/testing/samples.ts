// What does the back end answer in an ordinary case?

import type { DeskState, SenderPage, SenderRow, TestView, WireError, WorkspaceView } from "../ipc";
import type { State } from "../state";

const AT = "2026-11-20T10:00:00Z";

export function aWorkspace(more: Partial<WorkspaceView> = {}): WorkspaceView {
  return {
    id: "w1",
    name: "Acme",
    colour: "blue",
    environment: "production",
    data_centre: { code: "DC-03", region: "India", known: true, open_for_new: true },
    keyword_management: false,
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
    updated_at: AT,
    last_test: null,
    ...more,
  };
}

export function pageOf(...rows: SenderRow[]): SenderPage {
  return { matching: rows.length, total: rows.length, offset: 0, rows };
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
    created_at: AT,
    state: "delivered",
    twilio_status: "delivered",
    message_sid: null,
    chosen_sender: null,
    segments: 1,
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

/** A test whose answer was lost; `looked` says whether Twilio's list was read for it. */
export function aLostTest(id: string, looked: boolean): TestView {
  const lost_answer = { reason: "", looked_at: looked ? AT : null, problem: null, matches: [] };
  return aTest(id, { state: "unknown", lost_answer, following: { following: "live" } });
}

export function anError(code: WireError["code"], more: Partial<WireError> = {}): WireError {
  return { code, message: `It is ${code}.`, hint: null, fields: [], twilio: null, ...more };
}
