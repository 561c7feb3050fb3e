// What does the account own? A stand-in that is read while one looks. `?partial` may not list all, `?bare` owns nothing.

import type { Discovered, DiscoveryState } from "../../src/bindings";
import { aDiscovered, aDiscoveryPage } from "../../src/testing/discovery";
import { ago, has, tell } from "./case";
import type { Answers } from "./case";

const ALL: Discovered[] = has("bare")
  ? []
  : [
      aDiscovered("MG00000000000000000000000000000001", {
        sender_type: "messaging_service",
        friendly_name: "Campaigns",
        suggested_name: "Campaigns",
        sms: null,
        mms: "some",
        ten_dlc: false,
        members: 240,
      }),
      aDiscovered("29881", {
        sender_type: "short_code",
        friendly_name: "Flash sales",
        suggested_name: "Flash sales 2",
        mms: "unknown",
        ten_dlc: false,
        saved: true,
        not_addable: "It is a sender of this workspace already.",
      }),
      aDiscovered("+18005550199", { friendly_name: "Support", suggested_name: "Support", toll_free: true, ten_dlc: false }),
      aDiscovered("+442079460018", {
        friendly_name: "Calls only",
        sms: false,
        mms: "no",
        ten_dlc: false,
        not_addable: "Twilio lists no SMS for it.",
      }),
      ...Array.from({ length: 3000 }, (_, n) =>
        aDiscovered(`+1202556${String(n).padStart(4, "0")}`, n % 3 === 0 ? { service_name: "Campaigns" } : {}),
      ),
    ];
let state: DiscoveryState = "not_read";
let read = 0;

export const discovering: Answers = {
  subaccounts: () => ({
    accounts: [
      { sid: "AC1", friendly_name: "Acme", status: "active", own: true },
      { sid: "AC2", friendly_name: "Acme France", status: "suspended", own: false },
    ],
    fault: null,
  }),
  discover: async ({ workspace, again }) => {
    if (state === "whole" && !again) {
      return state;
    }
    state = "reading";
    for (read = 0; read < ALL.length; read += 1000) {
      tell({ what: "discovery", workspace });
      await new Promise((done) => setTimeout(done, 400));
    }
    state = has("partial") ? "partial" : "whole";
    tell({ what: "discovery", workspace });
    return state;
  },
  discovery_page: ({ query }) => {
    const found = state === "not_read" ? [] : ALL.slice(0, state === "reading" ? read : ALL.length);
    const wanted = found
      .filter((row) => query.sender_type === null || row.sender_type === query.sender_type)
      .filter((row) => !query.only_new || !row.saved)
      .filter((row) => `${row.sender_id} ${row.friendly_name}`.toLowerCase().includes(query.search.toLowerCase()));
    return aDiscoveryPage(wanted.slice(query.offset, query.offset + query.limit), {
      state,
      read_at: state === "whole" || state === "partial" ? ago(30) : null,
      faults: state === "partial" ? ["The Messaging Services could not be read. This key may not list them."] : [],
      found: found.length,
      matching: wanted.length,
      offset: query.offset,
    });
  },
  add_discovered: ({ workspace, picked }) => ({
    added: picked.length,
    remarks: [],
    undo: { id: "u9", workspace, done: `${picked.length} senders were added from the account.` },
  }),
};
