// What does the page call things in *Add from account*?

import type { Discovered, DiscoveryPage, DiscoveryState, MmsFit } from "../ipc";

const senders = (count: number) => (count === 1 ? "1 sender" : `${count.toLocaleString()} senders`);

export const discovery = {
  title: "Add from account",
  back: "Senders",
  read: "Read the account",
  again: "Read again",
  reading: ({ found, pools, pools_read }: DiscoveryPage) =>
    `Reading the account: ${found.toLocaleString()} found${pools > 0 ? `, ${pools_read.toLocaleString()} of ${pools.toLocaleString()} pools read` : ""}`,
  begins: "Reading the account",
  readAt: "read",
  state: {
    not_read: "Not read yet",
    reading: "Reading",
    whole: "",
    partial: "Not all of it could be read",
    failed: "The account could not be read",
    cancelled: "Stopped: what was read until then is shown",
  } satisfies Record<DiscoveryState, string>,
  failed: "That did not work",
  notReadTitle: "What does the account own that can send?",
  notRead:
    "Numbers, short codes, Messaging Services with their pools, and the alphanumeric senders of services. Reading changes nothing at Twilio.",
  noSecret: "Twilio cannot be asked: there is no credential here.",
  nothing: "This account owns nothing that can send",
  nothingSays: "Numbers and services are bought and made in Twilio's console; nothing is bought from here.",
  noMatch: "Nothing that was found is like that",
  search: "Search what was found",
  searchHint: "Number, name or service",
  kind: "Kind",
  allKinds: "All kinds",
  onlyNew: "Only what is new here",
  account: "Account",
  ownAccount: "This account",
  subaccountsFailed: "Subaccounts could not be listed.",
  grid: "What the account owns",
  sender: "Sender",
  can: "Can send",
  held: "In service",
  name: "Sender name",
  pickHead: "Pick",
  pick: (row: Discovered) => `Pick ${row.friendly_name || row.sender_id}, ${row.sender_id}`,
  row: (row: Discovered) => `${row.friendly_name || row.sender_id}, ${row.sender_id}`,
  nameOf: (row: Discovered) => `Sender name of ${row.sender_id}`,
  noSms: "no SMS",
  mms: {
    yes: "MMS",
    some: "MMS from some",
    no: "no MMS",
    unknown: "MMS not known",
  } satisfies Record<MmsFit, string>,
  tollFree: "toll-free",
  tenDlc: "10DLC",
  members: (count: number) => `${count.toLocaleString()} in its pool`,
  poolUnread: "pool not read",
  saved: "sender here",
  loading: "Loading",
  matching: (matching: number, found: number) =>
    matching === found ? found.toLocaleString() : `${matching.toLocaleString()} of ${found.toLocaleString()}`,
  pickAll: (matching: number, most: number) =>
    matching > most
      ? `Pick from the first ${most.toLocaleString()} of ${matching.toLocaleString()} that are shown`
      : `Pick all ${matching.toLocaleString()} that are shown`,
  most: (most: number) => `No more than ${most.toLocaleString()} are added at once: add these first.`,
  picking: "Picking",
  clear: "Pick none",
  picked: (count: number) => `${senders(count)} picked`,
  add: (count: number) => (count === 0 ? "Add" : `Add ${senders(count)}`),
  notAdded: "Nothing was added",
  renamed: (count: number) => (count === 1 ? "1 name was taken and got a number." : `${count} names were taken and got a number.`),
};
