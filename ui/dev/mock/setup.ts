// What do worksheets, what is left and rehearsals look like in the stand-in? `?untickable` refuses ticks.

import type {
  Click,
  OverviewRow,
  Rehearsal,
  RehearsalDraft,
  RehearsalStep,
  SenderRow,
  SourceView,
  Worksheet,
  WorksheetSection,
  WorksheetStep,
} from "../../src/bindings";
import { ago, has, refusal, tell } from "./case";
import type { Answers } from "./case";
import { senders } from "./senders";

const page = (id: string, title: string): SourceView => ({
  id,
  title,
  url: `https://help.example.com/${id}`,
  as_of: "2026-11-20",
});
const MOENGAGE = page("moengage-sender", "MoEngage: configure an SMS sender");
const TWILIO = page("twilio-services", "Twilio: Messaging Services");
const MO = "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio";

const ADD: Click = {
  label: "+Add Service Provider",
  variants: [
    { label: "Add Connector", said_by: "in the guide of 2024", source: MOENGAGE },
    { label: "+Sender", said_by: "on another page", source: null },
  ],
};
const path = (...labels: string[]): Click[] =>
  labels.map((label) => (label === ADD.label ? ADD : { label, variants: [] }));
const PROVIDER = path("Settings", "Channel", "SMS, MMS & RCS", "Sender configuration", ADD.label, "Twilio");

const ticked = new Map<string, { at: string; value: string | null }>([
  ["moengage.username", { at: ago(260_000), value: null }],
  ["s1 moengage.sender_name", { at: ago(260_000), value: "Flash sales" }],
  ["s1 moengage.sender_id", { at: ago(260_000), value: "29881" }],
]);

function step(sender: string | null, id: string, title: string, more: Partial<WorksheetStep> = {}): WorksheetStep {
  const of_workspace = more.of_workspace ?? sender === null;
  const value = more.value ?? null;
  const tick = ticked.get(of_workspace ? id : `${sender} ${id}`);
  const reopened = tick !== undefined && tick.value !== null && tick.value !== value;
  return {
    id,
    title,
    path: PROVIDER,
    field: null,
    provenance: "documented",
    why: "",
    remarks: [],
    sources: [MOENGAGE],
    state: tick ? (reopened ? "reopened" : "done") : "open",
    ticked_at: tick?.at ?? null,
    ticked_value: reopened ? tick.value : null,
    ...more,
    value,
    of_workspace,
  };
}

function ofWorkspace(): WorksheetSection[] {
  return [
    {
      console: "moengage",
      title: "Authentication",
      steps: [
        step(null, "moengage.username", "Username", {
          field: "Username",
          value: "AC4f0b1c2d3e4f5a6b7c8d9e0f1a2b9b21",
          why: "MoEngage signs in to Twilio with it, once for all senders.",
        }),
        step(null, "moengage.password", "Password, then Save", {
          field: "Password",
          why: "The Auth Token. It is not shown here; it stands in Twilio's console.",
        }),
      ],
    },
  ];
}

function ofSender(row: SenderRow): WorksheetSection[] {
  const { key, sender_type: type } = row;
  const isService = type === "messaging_service";
  const sections: WorksheetSection[] = [
    ...ofWorkspace(),
    {
      console: "moengage",
      title: "Sender Details",
      steps: [
        step(key, "moengage.sender_name", "Sender name", {
          field: "Sender name",
          value: row.name,
          provenance: "custom",
          why: "What people pick when they create a campaign.",
        }),
        step(key, "moengage.sender_id", "Sender ID", {
          field: "Sender ID",
          value: row.sender_id,
          provenance: "custom",
          why: "Twilio sends from it.",
        }),
        step(key, "moengage.mo_url", "Mobile Originated (MO) callback URL", {
          field: "Mobile Originated (MO) callback URL",
          value: MO,
          why: "Where replies of handsets reach this workspace. The same URL goes into Twilio.",
          remarks: [
            {
              text: "Replies that go to the host of another data centre probably do not find the workspace.",
              provenance: "derived",
              sources: [MOENGAGE],
            },
            {
              text: "Without one, creating a campaign fails with an error about the default SMS connector.",
              provenance: "documented",
              sources: [TWILIO],
            },
          ],
        }),
      ],
    },
    {
      console: "twilio",
      title: "Delivery callback",
      steps: [
        isService
          ? step(key, "twilio.delivery", "Set the Delivery Status Callback", {
              path: path("Messaging", "Services", row.name, "Integration"),
              field: "Delivery Status Callback",
              value: "https://api-03.moengage.com/sms/dlr/twilio",
              provenance: "derived",
              why: "Without it MoEngage does not learn what became of a message.",
              remarks: [
                {
                  text: "Documented for DC-01 only; the same pattern is assumed here.",
                  provenance: "derived",
                  sources: [MOENGAGE],
                },
              ],
              sources: [TWILIO],
            })
          : step(key, "twilio.delivery", "Delivery callback", {
              path: [],
              state: type === "alphanumeric" ? "cannot_say" : "nothing_to_do",
              why:
                type === "alphanumeric"
                  ? "No public page says whether anything is to be done for an alphanumeric sender."
                  : "MoEngage gives the callback with every message that it sends from a number.",
            }),
      ],
    },
    {
      console: "twilio",
      title: "Keyword management",
      steps: [
        step(key, "twilio.inbound", "Point incoming messages to MoEngage", {
          path: path("Phone Numbers", "Active numbers", row.sender_id, "Messaging Configuration"),
          field: "A message comes in: Webhook, HTTP GET",
          value: MO,
          why: "Replies reach MoEngage there.",
          sources: [TWILIO],
        }),
      ],
    },
  ];
  return sections;
}

function sheetOf(row: SenderRow | null): Worksheet {
  const sections = row ? ofSender(row) : [...ofWorkspace(), NEXT()];
  const steps = sections.flatMap((section) => section.steps);
  const count = (state: string) => steps.filter((one) => one.state === state).length;
  return {
    workspace: "w1",
    workspace_name: "Acme Retail",
    sender: row && { key: row.key, name: row.name, sender_type: row.sender_type, sender_id: row.sender_id },
    sections,
    steps: count("open") + count("done") + count("reopened"),
    done: count("done"),
    reopened: count("reopened"),
    moengage_link: "moengage-dashboard",
    twilio_link: "twilio-console",
    as_of: "2026-11-20",
  };
}

const NEXT = (): WorksheetSection => ({
  console: "moengage",
  title: "Next steps",
  steps: [
    step(null, "moengage.campaign", "Create an SMS campaign", { path: path("Engage", "Campaigns") }),
    step(null, "moengage.current_provider", "Set the Current Service Provider", {
      path: [],
      state: "cannot_say",
      provenance: "not_found",
      remarks: [{ text: "No page of today describes such a control.", provenance: "not_found", sources: [MOENGAGE] }],
    }),
  ],
});

const ALL = { search: "", sort: "created", descending: false, offset: 0, limit: 10_000 };
const allRows = (): SenderRow[] => (senders["senders"]!({ query: ALL }) as { rows: SenderRow[] }).rows;

async function rowOf(key: string | null): Promise<SenderRow | null> {
  return key === null ? null : ((await senders["sender"]!({ key })) as SenderRow);
}

function overviewRow(row: SenderRow, position: number): OverviewRow {
  const sheet = sheetOf(row);
  const open = sheet.sections.flatMap((section) => section.steps).filter((one) => one.state === "reopened");
  return {
    sender: sheet.sender!,
    left: position % 5 === 4 ? 0 : sheet.steps - sheet.done,
    reopened: open.length,
    worst: open.length > 0 ? "problem" : position % 5 === 4 ? "ok" : "warning",
    says: open[0]
      ? `${open[0].field} has changed since it was ticked.`
      : position % 5 === 4
        ? "Everything is ticked."
        : "Replies do not reach MoEngage yet.",
  };
}

const says = (actor: RehearsalStep["actor"], text: string, replies = false, blocks = false): RehearsalStep =>
  ({ actor, says: text, replies, blocks, provenance: "documented", sources: [TWILIO] });

function rehearse({ kind, mo_wired, category_active, text, advanced_opt_out }: RehearsalDraft): Rehearsal {
  const keyword = /^(stop|help|start)$/i.test(text.trim()) ? text.trim().toUpperCase() : null;
  const twilioReplies = keyword !== null && (kind === "long_code" || advanced_opt_out);
  const moengageReplies = mo_wired && category_active;
  return {
    kind,
    keyword,
    replies: Number(twilioReplies) + Number(moengageReplies),
    steps: [
      says("handset", `Sends “${text}”.`),
      ...(kind === "toll_free" ? [says("network", "Answers and blocks before Twilio sees it.", true, true)] : []),
      twilioReplies
        ? says("twilio", "Answers by itself.", true, keyword === "STOP")
        : says("twilio", "Does nothing by itself."),
      ...(mo_wired ? [says("mo_callback", `Takes the message at ${MO}.`)] : []),
      ...(moengageReplies
        ? [{ ...says("moengage", "Answers with the text of its category.", true), provenance: "derived" as const }]
        : []),
    ],
    findings:
      twilioReplies && moengageReplies
        ? [
            {
              id: "two_replies",
              level: "problem",
              title: "2 replies would go out",
              evidence: "Twilio and MoEngage both answer this text.",
              remedy: "Leave the answer to one of them.",
              provenance: "derived",
              sources: [TWILIO, MOENGAGE],
              sender: null,
            },
          ]
        : [],
  };
}

export const setup: Answers = {
  worksheet: async ({ sender }) => sheetOf(await rowOf(sender)),
  setup_overview: ({ offset, limit }) => {
    const total = allRows().length;
    const own = sheetOf(null);
    return {
      left: total === 0 ? own.steps - own.done : 14,
      workspace_left: own.steps - own.done,
      senders_left: Math.ceil(total * 0.8),
      senders: total,
      offset,
      rows: allRows()
        .map(overviewRow)
        .filter((row) => row.worst !== "ok")
        .slice(offset, offset + limit),
    };
  },
  tick: async ({ sender, step: id, done }) => {
    await new Promise((after) => setTimeout(after, 300));
    if (has("untickable")) {
      throw refusal("read_only", "The data folder cannot be written.", { hint: "Nothing was changed." });
    }
    const sheet = sheetOf(await rowOf(sender));
    const step = sheet.sections.flatMap((section) => section.steps).find((one) => one.id === id)!;
    const name = step.of_workspace ? id : `${sender} ${id}`;
    if (done) {
      ticked.set(name, { at: ago(0), value: step.value });
    } else {
      ticked.delete(name);
    }
    tell({ what: "senders", workspace: "w1" });
    return null;
  },
  save_worksheet: ({ format }) =>
    has("cancelled") ? null : { path: `/home/acme/worksheet.${format === "html" ? "html" : "md"}` },
  rehearse: ({ draft }) => rehearse(draft),
};
