// What can be practised in the stand-in, and what becomes of a reply there?

import type { ReplyView, Scenario } from "../../src/bindings";
import { ago, has, tell } from "./case";
import type { Answers } from "./case";

const scenarios: Scenario[] = [
  ["unreachable", "+15551230003", "Phone not reachable (30003)"],
  ["lost_answer", "+15551210000", "Answer lost"],
].map(([id, recipient, title]) => ({
  id: id!,
  group: "practice",
  recipient: recipient!,
  title: title!,
  teaches: "What happens stands here.",
  look_at: "What to look at stands here.",
  sender_type: null,
  sender: null,
  media: [],
}));

const replies = new Map<string, ReplyView>();

function put(test: string, more: Partial<ReplyView>): ReplyView {
  const view: ReplyView = {
    test,
    state: "offered",
    level: null,
    title: "Test a reply",
    says: [
      "Take the phone +14155550199 and answer this message with a harmless word such as HELLO; the answer goes to 29882. Never with STOP: it blocks this phone until it sends START.",
      "Twilio's log is then read for 10 minutes, and its alerts for a webhook that failed. Nothing is sent from here.",
    ],
    handset: "+14155550199",
    sender: "29882",
    until: null,
    trouble: null,
    messages: [],
    effects: [],
    webhook_error: null,
    can_watch: true,
    can_stop: false,
    can_practise: has("practice"),
    ...replies.get(test),
    ...more,
  };
  replies.set(test, view);
  return view;
}

function arrives(test: string, body: string): void {
  put(test, {
    state: "clear",
    level: "ok",
    title: "Reached Twilio, no webhook error seen so far",
    says: ["What stands behind the webhook, and whether MoEngage used the reply, is not shown by Twilio."],
    messages: [{ message_sid: "SM7c1e0a4f3b5d29881f6e7a90b3c104af", body, at: ago(1) }],
    until: null,
    can_watch: true,
    can_stop: false,
  });
  tell({ what: "reply", id: test, workspace: "w1" });
}

export const replying: Answers = {
  practice_scenarios: () => scenarios,
  dry_run: ({ draft }) => ({
    accepted: !draft.recipient.startsWith("+1500555"),
    title: draft.recipient.startsWith("+1500555") ? "Twilio would refuse this message" : "Twilio would take this message",
    says: ["Nothing was sent and nothing charged."],
    segments: null,
    explanation: null,
  }),
  reply_watch: ({ id }) => put(id, {}),
  watch_reply: ({ id }) => {
    setTimeout(() => arrives(id, "HELLO"), 3000);
    return put(id, { state: "waiting", title: "Waiting for the reply", until: ago(-600), can_watch: false, can_stop: true });
  },
  stop_reply_watch: ({ id }) =>
    put(id, { state: "stopped", title: "No longer waiting for a reply", until: null, can_watch: true, can_stop: false }),
  practise_reply: ({ id, text }) => (arrives(id, text), put(id, {})),
};
