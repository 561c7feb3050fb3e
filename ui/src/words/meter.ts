// What does the meter under the message call things?

import type { ForeignCharacter, GsmSubstitute, Meter } from "../ipc";

const counted = (count: number, one: string, more: string) => `${count.toLocaleString()} ${count === 1 ? one : more}`;

/** What a character is called on a button. */
const called = ({ text, name }: ForeignCharacter) => name ?? text;

export const meter = {
  line: ({ encoding, units, room, segments, is_mms }: Meter) =>
    is_mms
      ? "MMS · 1 segment"
      : `${encoding} · ${units.toLocaleString()} of ${room.toLocaleString()} · ${counted(segments, "segment", "segments")}`,
  characters: (count: number, most: number) => `${count.toLocaleString()} of ${most.toLocaleString()} characters`,
  foreign: "Not in GSM-7, so the whole text is UCS-2",
  preview: "As it is cut",
  supplied: "Not typed here, but sent along",
  times: (count: number) => `×${count.toLocaleString()}`,
  replace: (found: ForeignCharacter, by: GsmSubstitute) =>
    by.text === "" ? `Take out ${called(found)}` : `Replace ${called(found)} with ${by.text === " " ? "a blank" : by.text}`,
  respelled: "changes the spelling",
  noSubstitute: "nothing like it in GSM-7",
  notTyped: "not typed here",
  replaceAll: (count: number) => `Replace all ${count.toLocaleString()}`,
  moreKinds: (count: number) => `${counted(count, "other character", "other characters")} not listed`,
  showAll: (count: number) => `Show all ${count.toLocaleString()}`,
  unsubscribe: "Add the SMS unsubscribe text",
};
