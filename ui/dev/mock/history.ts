// Which earlier tests stand in the stand-in's history, and which messages in its account's log?

import type { FoundMessage, HistoryQuery, HistoryRow, LoggedMessage } from "../../src/bindings";
import { ago, has } from "./case";
import type { Answers } from "./case";

const PAGE = 50;
const COUNT = has("empty") ? 0 : has("many") ? 100_000 : 230;

const KINDS: Pick<HistoryRow, "state" | "twilio_status" | "outcome" | "code" | "text" | "media">[] = [
  {
    state: "delivered",
    twilio_status: "delivered",
    outcome: "delivered",
    code: null,
    text: "Flash sale: 40 % off everything until midnight. Reply STOP to opt out.",
    media: 0,
  },
  {
    state: "undelivered",
    twilio_status: "undelivered",
    outcome: "failed",
    code: 30003,
    text: "Your code is 481 223. It is valid for ten minutes.",
    media: 0,
  },
  { state: "sent", twilio_status: "sent", outcome: "not_confirmed", code: null, text: "مرحبا بك في المتجر", media: 0 },
  { state: "unknown", twilio_status: null, outcome: "unknown", code: null, text: "", media: 2 },
  { state: "queued", twilio_status: "queued", outcome: "on_its_way", code: null, text: "Hello 👋", media: 0 },
];

function row(number: number): HistoryRow {
  return {
    ...KINDS[number % KINDS.length]!,
    number,
    id: `t${(number % 3) + 1}`,
    created_at: ago((COUNT - number) * 3700 + 60),
    sender_name: "Flash sales",
    sender_type: "short_code",
    sender_id: "29882",
    recipient: `+1415555${String(number % 10_000).padStart(4, "0")}`,
  };
}

/** Numbers of the tests that match, newest first. */
function matching(query: HistoryQuery): number[] {
  const numbers = Array.from({ length: COUNT }, (_, nth) => COUNT - nth);
  const search = query.search.trim().toLowerCase();
  const filtered = search.length >= 3 || query.outcome !== null || query.code !== "";
  return !filtered
    ? numbers
    : numbers.filter((number) => {
        const { outcome, code, text, recipient } = row(number);
        return (
          (query.outcome === null || query.outcome === outcome) &&
          (query.code === "" || String(code) === query.code) &&
          (search.length < 3 || `${text} ${recipient}`.toLowerCase().includes(search))
        );
      });
}

const logged: LoggedMessage[] = Array.from({ length: 64 }, (_, nth) => ({
  message_sid: `SM${String(nth).padStart(32, "0")}`,
  direction: nth % 5 === 1 ? "inbound" : "outbound",
  state: nth % 5 === 1 ? "other" : nth % 7 === 2 ? "undelivered" : "delivered",
  status: nth % 5 === 1 ? "received" : nth % 7 === 2 ? "undelivered" : "delivered",
  from: nth % 5 === 1 ? "+14155550199" : "29882",
  to: nth % 5 === 1 ? "29882" : "+14155550199",
  text: nth % 5 === 1 ? "Yes please" : "Flash sale: 40 % off everything until midnight.",
  media: 0,
  code: nth % 7 === 2 && nth % 5 !== 1 ? 30003 : null,
  at: ago(nth * 900 + 30),
  is_test: nth % 6 === 0,
}));

const found: FoundMessage = {
  message_sid: "SM7c1e0a4f3b5d29881f6e7a90b3c104af",
  account_sid: "AC4f0b6f2e1d3c5a7b9e8d0c1f2a3b9b21",
  direction: "outbound",
  state: "undelivered",
  status: "undelivered",
  says: "A receipt says that it was not delivered.",
  from: "29882",
  to: "+14155550199",
  service: null,
  body: "Flash sale: 40 % off everything until midnight. Reply STOP to opt out.",
  media: 0,
  segments: 1,
  price: null,
  price_unit: "USD",
  created_at: ago(7300),
  sent_at: ago(7299),
  updated_at: ago(7290),
  explanation: {
    code: 30003,
    title: "The handset could not be reached.",
    what_to_do: "Check that it is switched on and has a signal, then send again.",
    source: "ours",
    concerns: "handset",
    likeliest: null,
    page: "twilio-error-30003",
    as_of: "2026-11-26",
    twilio: null,
  },
  test: { id: "t2", workspace: "w1", workspace_name: "Acme Retail" },
  read_at: ago(1),
};

export const history: Answers = {
  history: ({ query, from }: { query: HistoryQuery; from: number | null }) => {
    const short = query.search.trim() !== "" && query.search.trim().length < 3;
    const message = "Type at least 3 characters to search; all tests are listed until then.";
    return {
      rows: matching(query)
        .filter((number) => from === null || number <= from)
        .slice(0, PAGE)
        .map(row),
      notes: short ? [{ field: "search", level: "problem", message, suggestion: null }] : [],
    };
  },
  history_outline: ({ query }: { query: HistoryQuery }) => {
    const numbers = matching(query);
    return { matching: numbers.length, page: PAGE, starts: numbers.filter((_, nth) => nth % PAGE === 0) };
  },
  save_history: ({ options: { format } }) =>
    has("cancelled") ? null : { path: `/home/ada/senderdesk-tests.${format === "csv" ? "csv" : "jsonl"}` },
  retention: ({ typed }) => {
    const days = Number(typed ?? "");
    const says =
      days > 0
        ? `Ended tests are deleted here once they are older than ${days} days. 120 tests go at once, the others when they are that old. That cannot be undone. Tests that are still followed and those of unknown outcome stay. At Twilio nothing is deleted.`
        : "All tests are kept here for ever; nothing is deleted.";
    return { kept_days: null, goes: days > 0 ? 120 : 0, says, notes: [] };
  },
  set_retention: ({ typed }) => ({ kept_days: Number(typed) || null, goes: 0, says: "", notes: [] }),
  look_up_message: () => ({ ...found }),
  recent_messages: ({ job }) => ({ rows: logged.slice(0, PAGE), more: job, read_at: ago(0) }),
  more_messages: () => ({ rows: logged.slice(PAGE), more: null, read_at: ago(0) }),
};
