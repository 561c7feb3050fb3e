// Whose account is it in the stand-in, and what do connecting and checking bring?

import type { AccessRow, AccountView, BalancePoint, ConnectNotes, Finding } from "../../src/bindings";
import { ago, has, refusal } from "./case";
import type { Answers } from "./case";
import { view } from "./workspaces";

const SOURCE = { id: "twilio-trial", title: "Twilio: Trial accounts", url: "https://www.twilio.com/", as_of: "2026-11-01" };

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

const TRIAL: Finding = {
  id: "trial_account",
  level: "warning",
  title: "This is a trial account",
  evidence: "Twilio calls its type Trial. It sends to verified numbers only, and puts a line of its own before every text.",
  remedy: "Upgrade the account in Twilio's console before campaigns are sent from it.",
  provenance: "documented",
  sources: [SOURCE],
  sender: null,
};

export const account: AccountView = {
  account_sid: "AC4f0b1c2d3e4f5a6b7c8d9e0f1a2b9b21",
  friendly_name: "Acme Twilio",
  kind: has("trial") ? "Trial" : "Full",
  status: "active",
  region: "us1",
  credential: has("token") ? "auth_token" : "api_key",
  api_key_sid: has("token") ? null : "SK0123456789abcdef0123456789abcdef",
  kept_in: has("nowhere") ? "nowhere" : "keychain",
  verified_at: has("unverified") ? null : ago(90),
  access,
  balance: has("nobalance")
    ? {
        reading: "none",
        reason: "A subaccount has no balance of its own: it is billed to its parent account.",
        at: ago(30),
      }
    : { reading: "known", amount: has("low") ? "-3.20" : "14.50", currency: has("yen") ? "JPY" : "USD", at: ago(130) },
  balance_floor: has("low") ? "10" : null,
  below_floor: has("low"),
  limits: has("trial") ? [TRIAL] : [],
  shared_by: ["Acme Retail", "Acme staging"],
};

const amounts = ["41.07", "39.5", "33.125", "28.00", "19.4", "8.60", "2.10", "-3.20", "46.80", "44.10", "30.25", "14.50"];
const history: BalancePoint[] = amounts.map((amount, n) => ({
  at: ago((amounts.length - n) * 7200),
  amount,
  currency: "USD",
}));

const twilio = { status: 401, code: 20003, message: "Authenticate", request_id: "RQ0123456789abcdef0123456789abcdef" };

export const accounts: Answers = {
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
      throw refusal("invalid", "1 field", {
        fields: [{ field: "workspace_name", message: "Give the workspace a name.", hint: null }],
      });
    }
    return outcome(draft.credential);
  },
  reauthenticate: ({ draft }) => outcome(draft),
  try_other_regions: () => [
    { region: "ie1", access: "yes", message: "Twilio took the credential there." },
    { region: "au1", access: "no", message: "Refused there as well." },
  ],
  recheck_access: () => view(),
  check_balance: () => account.balance,
  balance_history: () => (has("nobalance") ? [] : history),
  set_balance_floor: ({ amount }) => {
    if (!/^\d*(\.\d+)?$/.test(amount)) {
      throw refusal("invalid", "1 field", {
        fields: [{ field: "amount", message: "This is no amount.", hint: "Digits and a point, such as 25.00." }],
      });
    }
    account.balance_floor = amount || null;
    return view();
  },
  recheck_ownership: async () => {
    await new Promise((done) => setTimeout(done, 500));
    return { found: 4, not_found: 2, could_not_check: 2 };
  },
};

function outcome(credential: { keep: string; keep_unverified: boolean }): unknown {
  if (has("refused")) {
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
  }
  if (has("unreachable") && !credential.keep_unverified) {
    return {
      outcome: "unreachable",
      message: "The name api.twilio.com could not be resolved.",
      hint: "Check the network, or the proxy settings of the system.",
    };
  }
  if (has("notkept") && credential.keep === "keychain") {
    const fault = { message: "No keychain answers on this computer.", hint: "Install gnome-keyring, or unlock it." };
    return { outcome: "not_kept", access, fault };
  }
  const other_account = has("other") ? 8 : null;
  return { outcome: "kept", workspace: view(), unverified: credential.keep_unverified, other_account };
}
