// Does the palette find what was meant?

import { expect, test } from "vitest";
import { find } from "./find";

const all = ["Senders", "Test messages", "Add sender", "Send test", "Theme: dark"].map((label) => ({ label }));
const labels = (typed: string) => find(all, typed).map((entry) => entry.label);

test("nothing typed shows everything in its order", () => {
  expect(labels(" ")).toEqual(all.map((entry) => entry.label));
});

test("a label that begins so comes before one that only holds it", () => {
  expect(labels("send")).toEqual(["Senders", "Send test", "Add sender"]);
});

test("all words must be there, in any order", () => {
  expect(labels("dark theme")).toEqual(["Theme: dark"]);
  expect(labels("dark blue")).toEqual([]);
});
