// Does what crosses the boundary arrive as it should?

import { expect, test } from "vitest";
import { asWireError, wellFormed } from "./ipc";

test("half an emoji is replaced wherever it stands, a whole one stays", () => {
  const sent = wellFormed({ name: "a\uD83D", list: ["\uDE00b", "😀"], none: null, count: 3 });
  expect(sent).toEqual({ name: "a\uFFFD", list: ["\uFFFDb", "😀"], none: null, count: 3 });
});

test("a text of any whole characters leaves the page as it is, NUL and every plane among them", () => {
  const planes = Array.from({ length: 17 }, (_, plane) => String.fromCodePoint(plane * 0x10000 + 0xfffd)).join("");
  for (const text of [planes, "a\0b", "\u202eשלום\u202c\u200b\ufeff", "👩\u200d👧", "\uffff\ufdd0", "\r\n\r"]) {
    expect(wellFormed({ body: text })).toEqual({ body: text });
  }
  expect(wellFormed("\uDE00\uD83D")).toBe("\uFFFD\uFFFD");
  expect(JSON.stringify(wellFormed("\uD83D"))).toBe('"\uFFFD"');
});

test("a bare string of Tauri becomes an internal error", () => {
  expect(asWireError("command not found")).toMatchObject({
    code: "internal",
    message: "command not found",
    fields: [],
  });
});

test("an error of ours passes as it is", () => {
  const error = { code: "network", message: "m", hint: "h", fields: [], twilio: null };
  expect(asWireError(error)).toBe(error);
});
