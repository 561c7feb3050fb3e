// Which test messages are there in the stand-in, and what becomes of a new one?

import type { Meter, TestDraft, TestForm, TestId, TestView } from "../../src/bindings";
import { ago, tell } from "./case";
import type { Answers } from "./case";

const views = new Map<string, TestView>();

function put(id: string, state: TestView["state"], seconds: number, more: Partial<TestView> = {}): TestView {
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
    media: [],
    created_at: ago(seconds),
    state,
    twilio_status: state,
    message_sid: "SM7c1e0a4f3b5d29881f6e7a90b3c104af",
    chosen_sender: null,
    segments: 2,
    converted: false,
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
  views.set(id, view);
  return view;
}

put("t1", "delivered", 7200, { following: { following: "ended", reason: null } });
put("t2", "undelivered", 90_000, {
  following: { following: "ended", reason: null },
  explanation: {
    code: 30007,
    title: "The message was filtered on its way.",
    what_to_do:
      "The code does not say who filtered it, Twilio or a carrier. Try a plain text with the brand's name and no shortened links, and check the sender's registration; Twilio's support can look at several Message SIDs.",
    source: "ours",
    concerns: "unknown",
    likeliest: {
      says: "Most likely: it is the text, not the sender.",
      evidence: [
        "The same sender reached the same recipient with another text on 2026-11-23 at 09:30 UTC.",
        "Who filtered it, Twilio or a carrier, the code does not say.",
      ],
      remedy: "Change wording and links step by step; name the brand and how to opt out.",
    },
    page: "twilio-error-30007",
    as_of: "2026-11-26",
    twilio: { status: 200, code: 30007, message: "Message filtered", request_id: null },
  },
});
put("t3", "unknown", 400, {
  following: { following: "paused", reason: "Twilio did not answer." },
  message_sid: null,
  segments: null,
  price: null,
  lost_answer: {
    reason: "The connection was closed after the request was written.",
    looked_at: ago(20),
    problem: null,
    matches: [{ message_sid: "SM7c1e0a4f3b5d29881f6e7a90b3c104af", status: "delivered", created_at: ago(399) }],
    again_from: ago(-500),
    sent_again: null,
  },
});

const handsets = [{ number: "+14155550199", label: "Own phone" }];

export const tests: Answers = {
  check_test: ({ form }: { form: TestForm }) => ({
    notes: [],
    recipients: form.recipients.map((typed) => ({
      number: /^\+\d{7,15}$/.test(typed.trim()) ? typed.trim() : null,
      country: typed.startsWith("+44") ? "GB" : "US",
      national: null,
      handset: handsets.find((saved) => saved.number === typed)?.label ?? null,
    })),
    recipient_limit: 5,
  }),
  kept_draft: () => null,
  keep_draft: () => null,
  offered_recipients: () => [
    ...handsets.map((saved) => ({ ...saved, tested_at: ago(7200) })),
    { number: "+447400123456", label: null, tested_at: ago(90_000) },
  ],
  set_recipient_limit: () => null,
  send_again: ({ id }: { id: TestId }) => put(id, "queued", 1),
  tests_of: ({ ids }: { ids: TestId[] }) => ids.flatMap((id) => views.get(id) ?? []),
  measure_text: ({ form }: { form: TestForm }): Meter => {
    const typed = [...form.body];
    const foreign = [...form.body.matchAll(/[‘’]/g)].map((found) => found.index);
    const [alone, part] = foreign.length > 0 ? [70, 67] : [160, 153];
    const segments = form.body.length <= alone ? 1 : Math.ceil(form.body.length / part);
    return {
      encoding: foreign.length > 0 ? "UCS-2" : "GSM-7",
      characters: typed.length,
      most_characters: 1600,
      units: form.body.length,
      room: segments === 1 ? alone : segments * part,
      segments,
      is_mms: form.media.length > 0,
      before: "",
      after: "",
      cuts: Array.from({ length: segments - 1 }, (_, nth) => (nth + 1) * part),
      foreign: ["‘", "’"]
        .map((text) => ({ text, at: foreign.filter((at) => form.body[at] === text) }))
        .filter(({ at }) => at.length > 0)
        .map(({ text, at }) => ({
          text,
          code_points: text === "‘" ? "U+2018" : "U+2019",
          name: null,
          count: at.length,
          at,
          substitute: { text: "'", manner: "look_alike" },
        })),
      more_foreign: 0,
      smart_encoding: null,
      unsubscribe_text: "Reply STOP to opt out.",
      remarks: [],
    };
  },
  send_test: async ({ draft }: { draft: TestDraft }) => {
    const { id, recipient, body, media } = draft;
    const step = (state: TestView["state"]) => {
      put(id, state, 1, { recipient, body, media });
      tell({ what: "test", id, workspace: "w1" });
    };
    step("posting");
    await new Promise((done) => setTimeout(done, 400));
    (["queued", "sent", "delivered"] as const).forEach((state, n) => setTimeout(() => step(state), 400 * (n + 1)));
    return put(id, "queued", 1, { recipient, body, media });
  },
  test_messages: () => [...views.values()].reverse(),
  test_message: ({ id }) => views.get(id) ?? Promise.reject("not found"),
  look_for_test: ({ id }) => views.get(id),
  adopt_match: ({ id }) => put(id, "delivered", 400),
  support_text: ({ options }) =>
    `Test messages, as Senderdesk knew them\n\nStatus: undelivered\nError code: 30007\nTo: ${options.numbers ? "+14155550199" : "+1415…99"}\nText: ${options.body ? "Flash sale" : "left out"}\n`,
  open_message_in_twilio: () => null,
  check_media: ({ url }) => ({ url, level: "ok", says: "image/png, 40 kB.", content_type: "image/png", bytes: "40960" }),
  handsets: () => handsets,
  save_handset: ({ handset }) => (handsets.push(handset), handsets),
  remove_handset: ({ number }) => handsets.filter((saved) => saved.number !== number),
};
