// Do remarks come when they help, and go when they are outdated?

import { expect, test } from "vitest";
import type { FieldNote } from "./ipc";
import { merge } from "./remarks";

const problem = (field: string, message: string): FieldNote => ({ field, level: "problem", message, suggestion: null });
const refusal = (field: string, value: string) => ({
  values: { [field]: value },
  remarks: [{ ...problem(field, "refused"), hint: "hint" }],
});

test("a field that is still empty is no problem before the first save", () => {
  expect(merge([problem("name", "empty")], null, { name: "" })).toEqual([]);
  expect(merge([problem("name", "bad")], null, { name: "x" })).toHaveLength(1);
});

test("warnings on empty fields are shown at once", () => {
  const warning: FieldNote = { ...problem("name", "w"), level: "warning" };
  expect(merge([warning], null, { name: "" })).toHaveLength(1);
});

test("a refusal stays until its field is changed", () => {
  expect(merge([], refusal("name", "x"), { name: "x" })).toMatchObject([{ message: "refused", hint: "hint" }]);
  expect(merge([], refusal("name", "x"), { name: "y" })).toEqual([]);
});

test("the same field is not told twice of its problem", () => {
  expect(merge([problem("name", "live")], refusal("name", "x"), { name: "x" })).toMatchObject([{ message: "live" }]);
});
