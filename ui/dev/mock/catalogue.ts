// What does the account own in the stand-in, and what do MoEngage's pages say of deleting a sender?
// `?nocatalogue`: nothing could be read; `?partial`: not all of it.

import type { Candidate, Completion, Said } from "../../src/bindings";
import { ago, has } from "./case";
import type { Answers } from "./case";

export const catalogue: Answers = {
  read_catalogue: async () => {
    await new Promise((then) => setTimeout(then, 600));
    wasRead = true;
    return complete(null, "");
  },
  complete_sender_id: ({ senderType, typed }) => complete(senderType, typed),
};

let wasRead = false;

const OWNED: Candidate[] = [
  ["long_code", "+14155550123", "Main line", ["Marketing"]],
  ["long_code", "+14155550100", "+14155550100", []],
  ["long_code", "+18005550142", "Toll-free support", []],
  ["short_code", "29882", "Flash", []],
  ["messaging_service", "MG7c1e0a4f3b5d29881f6e7a90b3c104af", "Marketing US, with a name that does not end", []],
].map(([sender_type, sender_id, name, services]) => ({
  sender_type: sender_type as Candidate["sender_type"],
  sender_id: sender_id as string,
  name: name as string,
  sms: true,
  mms: sender_type === "long_code",
  toll_free: (sender_id as string).startsWith("+1800"),
  services: services as string[],
  saved: sender_id === "29882" || sender_id === "+14155550100",
}));

function complete(type: string | null, typed: string): Completion {
  if (has("nocatalogue")) {
    const faults = ["Numbers: HTTP 403, the key may not read them."];
    return { state: "failed", read_at: ago(3), faults, candidates: [], matching: 0 };
  }
  if (!wasRead) {
    return { state: "not_read", read_at: null, faults: [], candidates: [], matching: 0 };
  }
  const matches = (one: Candidate) => `${one.sender_id} ${one.name}`.toLowerCase().includes(typed.toLowerCase());
  const found = OWNED.filter((one) => (type === null || one.sender_type === type) && matches(one));
  const faults = has("partial") ? ["Short codes: HTTP 401, the credential may not read them."] : [];
  const state = faults.length > 0 ? "partial" : "whole";
  return { state, read_at: ago(3), faults, candidates: found, matching: found.length };
}

const SENDERS_PAGE = {
  id: "moengage-senders",
  title: "MoEngage: Configure an SMS sender",
  url: "https://www.moengage.com/docs/",
  as_of: "2026-11-01",
};
export const DELETION: Said[] = [
  {
    text:
      "MoEngage's page on SMS senders: active campaigns of a deleted sender go on, and are sent with the default sender.",
    provenance: "documented",
    sources: [SENDERS_PAGE],
  },
  {
    text:
      "MoEngage's page on MMS senders: the sender's active campaigns are listed, and each has to be stopped before the sender can be deleted.",
    provenance: "documented",
    sources: [SENDERS_PAGE],
  },
  {
    text:
      "These pages contradict each other. Look through the sender's active campaigns in MoEngage before you delete it there.",
    provenance: "derived",
    sources: [SENDERS_PAGE],
  },
];
