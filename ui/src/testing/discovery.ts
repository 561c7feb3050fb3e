// What does an account own, as it is found?

import type { Discovered, DiscoveryPage } from "../ipc";

export function aDiscovered(sender_id: string, more: Partial<Discovered> = {}): Discovered {
  return {
    sender_type: "long_code",
    sender_id,
    friendly_name: "",
    suggested_name: sender_id,
    sms: true,
    mms: "yes",
    mms_why: "Twilio lists MMS for it.",
    toll_free: false,
    ten_dlc: true,
    service_sid: null,
    service_name: null,
    members: null,
    saved: false,
    not_addable: null,
    ...more,
  };
}

export function aDiscoveryPage(rows: Discovered[], more: Partial<DiscoveryPage> = {}): DiscoveryPage {
  return {
    state: "whole",
    read_at: "2026-11-26T08:00:00Z",
    faults: [],
    pools_read: 0,
    pools: 0,
    found: rows.length,
    matching: rows.length,
    offset: 0,
    rows,
    ...more,
  };
}
