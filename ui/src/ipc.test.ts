// Does what crosses the boundary arrive as it should?

import { expect, test } from "vitest";
import { asWireError, wellFormed } from "./ipc";

test("half an emoji is replaced wherever it stands, a whole one stays", () => {
  const sent = wellFormed({ name: "a\uD83D", list: ["\uDE00b", "😀"], none: null, count: 3 });
  expect(sent).toEqual({ name: "a\uFFFD", list: ["\uFFFDb", "😀"], none: null, count: 3 });
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
