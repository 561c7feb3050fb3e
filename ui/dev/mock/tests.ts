// Which test messages are there in the stand-in, and what becomes of a new one?

import type { Meter, TestDraft, TestForm, TestView } from "../../src/bindings";
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
    title: "Filtered as unwanted",
    what_to_do:
      "If the text has a shortened link, send it with a link on your own domain. If that fails too, give Twilio three or more message SIDs.",
    source: "ours",
    twilio: null,
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
  },
});

const handsets = [{ number: "+14155550199", label: "Own phone" }];

export const tests: Answers = {
  check_test: ({ draft }: { draft: TestDraft }) => ({
    notes: [],
    characters: [...draft.body].length,
    handset: handsets.find((saved) => saved.number === draft.recipient)?.label ?? null,
  }),
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
  check_media: ({ url }) => ({ url, level: "ok", says: "image/png, 40 kB.", content_type: "image/png", bytes: "40960" }),
  handsets: () => handsets,
  save_handset: ({ handset }) => (handsets.push(handset), handsets),
  remove_handset: ({ number }) => handsets.filter((saved) => saved.number !== number),
};
