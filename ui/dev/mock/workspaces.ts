// Which workspaces are there in the stand-in, and what do their settings, their set-up and public pages say?

import type {
  DataCentreView,
  DeskState,
  Finding,
  Said,
  SourceView,
  WorkspaceDraft,
  WorkspaceNotes,
  WorkspaceView,
} from "../../src/bindings";
import { account } from "./account";
import { ago, has, refusal, valueOf } from "./case";
import type { Answers } from "./case";
import { defaultSender, senderCount } from "./senders";

const centres: DataCentreView[] = ["US", "EU", "India", "US", "Singapore", "Indonesia"].map((region, n) => ({
  code: `DC-0${n + 1}`,
  region,
  known: true,
  open_for_new: n !== 0,
}));

const KEYWORDS: SourceView = {
  id: "moengage-keywords",
  title: "MoEngage: Configure subscription and keywords",
  url: "https://www.moengage.com/docs/",
  as_of: "2026-11-01",
};

function mo(code: string) {
  const url = `https://api-${code.slice(3)}.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio`;
  return { url, provenance: Number(code.slice(3)) <= 4 ? "documented" : "derived" } as const;
}

function delivery(code: string) {
  const url = `https://api-${code.slice(3)}.moengage.com/sms/dlr/twilio`;
  return { url, provenance: code === "DC-01" ? "documented" : "derived" } as const;
}

const settings: WorkspaceDraft = {
  name: "Acme Retail",
  colour: "violet",
  environment: has("practice") ? "practice" : "production",
  data_centre: "DC-03",
  keyword_management: has("keywords"),
  delivery_url: "",
};

export function view(): WorkspaceView {
  const { data_centre: code, delivery_url, ...rest } = settings;
  return {
    id: "w1",
    ...rest,
    data_centre: centreOf(code) ?? centres[2]!,
    delivery_url: delivery_url || null,
    delivery_callback: delivery(code),
    mo_callback: mo(code),
    sender_count: senderCount(),
    default_sender: defaultSender(),
    tests_under_way: 1,
    account,
  };
}

function centreOf(typed: string): DataCentreView | null {
  const number = /(\d{1,3})(?!.*\d)/.exec(typed.replace(/\.moengage.*/, ""))?.[1];
  if (number === undefined) {
    return null;
  }
  const code = `DC-${number.padStart(2, "0")}`;
  return centres.find((centre) => centre.code === code) ?? { code, region: null, known: false, open_for_new: null };
}

function notes(draft: WorkspaceDraft): WorkspaceNotes {
  const centre = centreOf(draft.data_centre);
  const before = settings.data_centre;
  const change = (what: string, url: typeof mo, senders: number, custom: number) =>
    centre && centre.code !== before
      ? [{ what, before: url(before), after: url(centre.code), senders, custom }]
      : [];
  return {
    notes: [
      ...(draft.name === ""
        ? [{ field: "name", level: "problem", message: "Give the workspace a name.", suggestion: null } as const]
        : []),
      ...(centre && !centre.known
        ? [
            {
              field: "data_centre",
              level: "warning",
              message: `${centre.code} is not in MoEngage's list: what is built on it is derived.`,
              suggestion: null,
            } as const,
          ]
        : []),
    ],
    data_centre: centre,
    url_changes: [...change("MO callback URL", mo, 5, 1), ...change("Delivery callback", delivery as typeof mo, 2, 0)],
  };
}

const findings: Finding[] = [
  {
    id: "mo_urls_contradict",
    level: "problem",
    title: "Flash sales has two different MO URLs",
    evidence: "29882 is in Acme staging as well, with another MO callback URL. Twilio sends replies to one of them only.",
    remedy: "Take it out of one workspace, or give both the same URL.",
    provenance: "derived",
    sources: [KEYWORDS],
    sender: "s1",
  },
  {
    id: "keywords_with_several_senders",
    level: "warning",
    title: "Several senders with keyword management",
    evidence: "MoEngage's page says that keywords work with one sender only; this workspace has 8.",
    remedy: "Ask MoEngage's team before campaigns rely on it.",
    provenance: "documented",
    sources: [KEYWORDS],
    sender: null,
  },
];

const said: Said[] = [
  { text: "Keyword based responses are switched on by MoEngage's team.", provenance: "documented", sources: [KEYWORDS] },
  { text: "They do not work with several senders.", provenance: "documented", sources: [KEYWORDS] },
  { text: "No page says how long switching takes.", provenance: "not_found", sources: [] },
];

function desk(): DeskState {
  const other = { ...view(), id: "w2", name: "Acme staging", environment: "staging", colour: "green" } as const;
  return {
    workspaces: has("first") ? [] : [view(), other],
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
    data_centres: centres,
    data_centres_as_of: "2026-11-20",
  };
}

export const workspaces: Answers = {
  desk_state: () => {
    if (has("failed")) {
      const hint = "Install that version, or move the file aside.";
      throw refusal("internal", "The database belongs to a newer version of Senderdesk.", { hint });
    }
    return desk();
  },
  preferences: () => ({
    theme: valueOf("theme") ?? "system",
    more_contrast: has("contrast"),
    zoom: 100,
    last_workspace: null,
  }),
  set_preferences: ({ page }) => page,
  open_link: () => null,
  workspace: () => view(),
  open_practice: () => ({ ...view(), id: "w3", name: "Practice", environment: "practice" }),
  check_workspace: ({ draft }) => notes(draft),
  create_workspace: ({ draft }) => ({ ...view(), ...draft, id: "w4", data_centre: centreOf(draft.data_centre) }),
  update_workspace: ({ draft }) => {
    Object.assign(settings, draft, { data_centre: centreOf(draft.data_centre)?.code ?? settings.data_centre });
    return { workspace: view(), undo: { id: "none", workspace: "w1", done: `${draft.name} was changed.` } };
  },
  workspace_removal: () => ({
    deletes: ["8 senders and what was recorded of them", "12 test messages", "the keychain entry of its account"],
    stays: ["Twilio: nothing is changed there", "MoEngage: nothing is changed there", "the activity log"],
    not_now: has("sending") ? "A test message is being sent just now." : null,
  }),
  remove_workspace: () => null,
  workspace_findings: () => ({ findings: has("empty") ? [] : findings }),
  facts: () => said,
  setup_overview: () => ({ left: 14, workspace_left: 4, senders_left: 5, senders: senderCount(), offset: 0, rows: [] }),
};
