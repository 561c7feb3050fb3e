// What would the back end answer? A stand-in for looking at the page in a browser (`npm run mock`); never part of a build for the window.
// The address chooses the case: `?first`, `?many`, `?empty`, `?failed`, `?notices`, `?unknown`, `?refused`, `?unreachable`, `?notkept`.

import type {
  AccessRow,
  Change,
  ConnectNotes,
  DeskState,
  SenderQuery,
  SenderRow,
  TestDraft,
  TestView,
  WorkspaceView,
} from "../src/bindings";

const wanted = new URLSearchParams(location.search);
const has = (name: string) => wanted.has(name);
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
// The window freezes it, too.
Object.freeze(Object.prototype);

const access: AccessRow[] = [
  {
    capability: "read_account",
    access: "no",
    reason: "A standard API key cannot read the account resource. That is no failure.",
    at: ago(90),
  },
  { capability: "read_numbers", access: "yes", reason: null, at: ago(90) },
  { capability: "read_services", access: "yes", reason: null, at: ago(90) },
  { capability: "read_messages", access: "yes", reason: null, at: ago(90) },
  {
    capability: "read_balance",
    access: "could_not_check",
    reason: "Twilio did not answer within 10 seconds.",
    at: ago(90),
  },
  { capability: "send", access: "not_tried", reason: null, at: null },
];

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

let senders: SenderRow[] = Array.from({ length: has("many") ? 10_000 : has("empty") ? 0 : 8 }, (_, n) => ({
  key: `s${n}`,
  name: n < NAMES.length ? NAMES[n]! : `Sender ${n}`,
  sender_type: TYPES[n % 5]!,
  sender_id: IDS[n % 5]!,
  supports_mms: n % 3 === 1,
  is_default: n === 0,
  updated_at: ago(n * 5000),
  last_test: LAST[n % 4]!,
}));

const workspace: WorkspaceView = {
  id: "w1",
  name: "Acme Retail",
  colour: "violet",
  environment: has("practice") ? "practice" : "production",
  data_centre: { code: "DC-03", region: "India", known: true, open_for_new: true },
  keyword_management: false,
  sender_count: senders.length,
  tests_under_way: 1,
  account: {
    account_sid: "AC4f0b1c2d3e4f5a6b7c8d9e0f1a2b9b21",
    friendly_name: "Acme Twilio",
    kind: "Full",
    status: "active",
    region: "us1",
    credential: "api_key",
    api_key_sid: "SK0123456789abcdef0123456789abcdef",
    kept_in: has("nowhere") ? "nowhere" : "keychain",
    verified_at: has("unverified") ? null : ago(90),
    access,
    balance: has("nobalance")
      ? {
          reading: "none",
          reason: "A subaccount has no balance of its own: it is billed to its parent account.",
          at: ago(30),
        }
      : { reading: "known", amount: "14.50", currency: "USD", at: ago(130) },
  },
};

const desk: DeskState = {
  workspaces: has("first")
    ? []
    : [workspace, { ...workspace, id: "w2", name: "Acme staging", environment: "staging", colour: "green" }],
  read_only: has("notices") ? "Another Senderdesk uses this data folder." : null,
  notices: has("notices")
    ? [
        {
          message: "The database was damaged and was moved aside to senderdesk-2026.db.",
          hint: "Your senders can be imported from it.",
          at: ago(5),
        },
      ]
    : [],
  not_twilio: has("notices") ? "http://127.0.0.1:4010" : null,
  data_centres: ["US", "EU", "India", "US", "Singapore", "Indonesia"].map((region, n) => ({
    code: `DC-0${n + 1}`,
    region,
    known: true,
    open_for_new: true,
  })),
  data_centres_as_of: "2026-11-20",
};

const tests = new Map<string, TestView>();
function putTest(id: string, state: TestView["state"], seconds: number, more: Partial<TestView> = {}): TestView {
  const steps = (["posting", "queued", "sent", state] as const).slice(state === "posting" ? 3 : 0);
  const view: TestView = {
    id,
    workspace: "w1",
    sender: "s1",
    sender_name: "Flash sales",
    sender_type: "short_code",
    sender_id: "29882",
    recipient: "+14155550199",
    body: "Flash sale: 40 % off everything until midnight. Reply STOP to opt out.",
    created_at: ago(seconds),
    state,
    twilio_status: state,
    message_sid: "SM7c1e0a4f3b5d29881f6e7a90b3c104af",
    chosen_sender: null,
    segments: 2,
    price: "-0.01660",
    price_unit: "USD",
    timeline: [...new Set(steps)].map((step, n) => ({
      state: step,
      twilio_status: null,
      at: ago(seconds - n),
      elapsed_ms: n * 1300,
    })),
    following: { following: "live" },
    explanation: null,
    lost_answer: null,
    proves:
      "That this account may send from this sender and that the handset's operator took the message. It proves nothing about MoEngage's delivery callback.",
    ...more,
  };
  tests.set(id, view);
  return view;
}
putTest("t1", "delivered", 7200, { following: { following: "ended", reason: null } });
putTest("t2", "undelivered", 90_000, {
  following: { following: "ended", reason: null },
  explanation: {
    code: 30007,
    title: "Filtered as unwanted",
    what_to_do:
      "If the text has a shortened link, send it with a link on your own domain. If that fails too, give Twilio three or more message SIDs.",
    source: "ours",
    twilio: null,
  },
});
putTest("t3", "unknown", 400, {
  following: { following: "paused", reason: "Twilio did not answer." },
  message_sid: null,
  segments: null,
  price: null,
  lost_answer: {
    reason: "The connection was closed after the request was written.",
    looked_at: ago(20),
    problem: null,
    matches: [{ message_sid: "SM7c1e0a4f3b5d29881f6e7a90b3c104af", status: "delivered", created_at: ago(399) }],
  },
});

let told: (change: Change) => void = () => undefined;
export class Channel<T> {
  onmessage: (message: T) => void = () => undefined;
}

type Args = Record<string, any>;
const twilio = { status: 401, code: 20003, message: "Authenticate", request_id: "RQ0123456789abcdef0123456789abcdef" };

const commands: Record<string, (args: Args) => unknown> = {
  desk_state: () => {
    if (has("failed")) {
      throw {
        code: "internal",
        message: "The database belongs to a newer version of Senderdesk.",
        hint: "Install that version, or move the file aside.",
        fields: [],
        twilio: null,
      };
    }
    return desk;
  },
  desk_changes: ({ page }) => void (told = (change) => page.onmessage(change)),
  preferences: () => ({
    theme: wanted.get("theme") ?? "system",
    more_contrast: has("contrast"),
    zoom: 100,
    last_workspace: null,
  }),
  set_preferences: ({ page }) => page,
  workspace: () => ({ ...workspace, sender_count: senders.length }),
  open_practice: () => ({ ...workspace, id: "w3", name: "Practice", environment: "practice" }),
  check_connect: ({ shape }): ConnectNotes => ({
    notes: shape.username.startsWith("SK")
      ? [
          {
            field: "username",
            level: "problem",
            message: "This is the SID of an API key, not of an account.",
            suggestion: { label: "Use it as the API key SID", field: "api_key_sid", value: shape.username },
          },
        ]
      : [],
    data_centre: /dashboard-0?(\d+)/.test(shape.data_centre)
      ? { code: `DC-${RegExp.$1.padStart(2, "0")}`, region: null, known: false, open_for_new: null }
      : null,
  }),
  connect: ({ draft }) => {
    if (draft.workspace_name === "") {
      throw {
        code: "invalid",
        message: "1 field",
        hint: null,
        fields: [{ field: "workspace_name", message: "Give the workspace a name.", hint: null }],
        twilio: null,
      };
    }
    if (has("refused"))
      return {
        outcome: "refused",
        access: access.map((row) => ({ ...row, access: "no", reason: null })),
        twilio,
        causes: [
          "The Auth Token is not the one of this account, or was rotated.",
          "The account belongs to another region than United States.",
          "The account is suspended or closed.",
        ],
        offer_other_regions: true,
      };
    if (has("unreachable") && !draft.credential.keep_unverified)
      return {
        outcome: "unreachable",
        message: "The name api.twilio.com could not be resolved.",
        hint: "Check the network, or the proxy settings of the system.",
      };
    if (has("notkept") && draft.credential.keep === "keychain")
      return {
        outcome: "not_kept",
        access,
        fault: { message: "No keychain answers on this computer.", hint: "Install gnome-keyring, or unlock it." },
      };
    return { outcome: "kept", workspace, unverified: draft.credential.keep_unverified, other_account: null };
  },
  try_other_regions: () => [
    { region: "ie1", access: "yes", message: "Twilio took the credential there." },
    { region: "au1", access: "no", message: "Refused there as well." },
  ],
  recheck_access: () => workspace,
  check_balance: () => workspace.account.balance,
  check_sender: ({ draft }) => ({
    notes:
      draft.sender_type === "long_code" && draft.sender_id.startsWith("MG")
        ? [
            {
              field: "sender_id",
              level: "problem",
              message: "MG… is a Messaging Service SID.",
              suggestion: {
                label: "Change the type to Messaging Service",
                field: "sender_type",
                value: "messaging_service",
              },
            },
          ]
        : [],
    sender_id: null,
  }),
  senders: ({ query }: { query?: SenderQuery }) => {
    const { search, offset, limit, sort, descending } = query!;
    const found = senders.filter((row) => `${row.name} ${row.sender_id}`.toLowerCase().includes(search.toLowerCase()));
    if (sort === "name" || sort === "sender_id") found.sort((a, b) => a[sort].localeCompare(b[sort]));
    if (descending) found.reverse();
    return { matching: found.length, total: senders.length, offset, rows: found.slice(offset, offset + limit) };
  },
  sender: ({ key }) =>
    senders.find((row) => row.key === key) ??
    Promise.reject({ code: "not_found", message: "This sender is gone.", hint: null, fields: [], twilio: null }),
  create_sender: ({ draft }) => {
    const sender: SenderRow = {
      ...draft,
      key: `n${senders.length}`,
      is_default: senders.length === 0,
      updated_at: ago(0),
      last_test: null,
    };
    senders = [...senders, sender];
    return { sender, first_save: true };
  },
  update_sender: ({ key, draft }) => {
    senders = senders.map((row) => (row.key === key ? { ...row, ...draft } : row));
    return { sender: senders.find((row) => row.key === key), first_save: false };
  },
  delete_sender: ({ key }) => {
    const { name } = senders.find((row) => row.key === key)!;
    gone.set(key, senders);
    senders = senders.filter((row) => row.key !== key);
    return { key, name };
  },
  restore_sender: ({ key }) => (senders = gone.get(key)!).find((row) => row.key === key),
  mark_default: ({ key }) => {
    senders = senders
      .map((row) => ({ ...row, is_default: row.key === key }))
      .sort((a, b) => Number(b.is_default) - Number(a.is_default));
    return senders[0];
  },
  check_test: ({ draft }: { draft?: TestDraft }) => ({ notes: [], characters: [...draft!.body].length }),
  send_test: async ({ draft }: { draft?: TestDraft }) => {
    const { id, recipient, body } = draft!;
    const step = (state: TestView["state"]) => {
      putTest(id, state, 1, { recipient, body });
      told({ what: "test", id, workspace: "w1" });
    };
    step("posting");
    await new Promise((done) => setTimeout(done, 400));
    (["queued", "sent", "delivered"] as const).forEach((state, n) => setTimeout(() => step(state), 400 * (n + 1)));
    return putTest(id, "queued", 1, { recipient, body });
  },
  test_messages: () => [...tests.values()].reverse(),
  test_message: ({ id }) => tests.get(id) ?? Promise.reject("not found"),
  look_for_test: ({ id }) => tests.get(id),
  adopt_match: ({ id }) => putTest(id, "delivered", 400),
  open_link: () => null,
};
const gone = new Map<string, SenderRow[]>();

export async function invoke(command: string, args: Args = {}): Promise<unknown> {
  await new Promise((done) => setTimeout(done, 5));
  const answer = await commands[command]!(args);
  return structuredClone(answer);
}
