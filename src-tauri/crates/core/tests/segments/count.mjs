// How does Twilio's calculator count? Texts come in as a JSON array, counts go out as another.

import { readFileSync, writeSync } from "node:fs";
import calculator from "sms-segments-calculator";

function count(text, smart) {
  const counted = new calculator.SegmentedMessage(text, "auto", smart);
  return {
    encoding: counted.getEncodingName(),
    characters: counted.numberOfUnicodeScalars,
    units: counted.encodedChars.reduce((units, character) => units + character.codeUnits.length, 0),
    segments: counted.segmentsCount,
    // A segment is an array of a kind of its own, which brings headers along when it is filtered.
    parts: counted.segments.map((part) =>
      Array.from(part, (character) => (character.isUserDataHeader ? "" : character.raw)).join(""),
    ),
  };
}

const texts = JSON.parse(readFileSync(0, "utf8"));
const counts = texts.map((text) => ({ ...count(text, false), smart: count(text, true) }));
const out = Buffer.from(JSON.stringify(counts));
for (let written = 0; written < out.length; ) {
  written += writeSync(1, out, written);
}
