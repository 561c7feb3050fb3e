// What do the explanation of a failed test, its timeline and the text for Twilio's support call things?

import type { Concerns } from "../ipc";

const concerns: Record<Concerns, string> = {
  twilio: "Twilio",
  carrier: "a carrier",
  handset: "the recipient's phone or line",
  account: "the Twilio account",
  request: "the message as it was sent",
  webhook: "a host that Twilio calls",
  unknown: "not said by the code",
};

export const explanation = {
  about: "About",
  concerns,
  likeliest: "Why, for this sender and recipient",
  restsOn: "This rests on",
  whatToDo: "What to do",
  inGeneral: "In general",
  whoSays: "Who says so",
  ours: (asOf: string) => `Our own words after Twilio's page, as of ${asOf}.`,
  twilios: "Twilio's words; there are none of our own for this code yet.",
  twilioSaid: "Twilio's own words",
  twilioPage: "Open Twilio's page",
  step: (time: string) => `${time} after the line before`,
};

export const outcome = {
  from: "Sent from",
  notChosen: "Not chosen yet",
  notYet: "Not yet known",
  converted: "Went as a text with a link",
  convertedSays: "It was sent as MMS; the MMS Converter of the Messaging Service made a text with a link of it.",
  actions: "This message",
  open: "Open in Twilio",
  openHint:
    "Copies the SID and opens the message log of Twilio's console, where it finds the message. Twilio documents no address of a single message.",
  opened: "The SID is copied; search for it in the console's log.",
  support: "Copy for support",
};

export const support = {
  title: "Copy for Twilio's support",
  says: "SIDs, statuses with their times in UTC, code and price. Numbers are shortened and the text is left out unless you tick them.",
  numbers: "Numbers in full",
  numbersHint: "Sender and recipient, in Twilio's words as well.",
  body: "The text and the addresses of media",
  bodyHint: "Support seldom needs them.",
  preview: "This is copied",
  copy: "Copy",
  copied: "Copied. Paste it into the ticket.",
  notCopied: "It could not be copied. Select the text above and copy it by hand.",
};
