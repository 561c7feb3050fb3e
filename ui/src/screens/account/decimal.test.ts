// Are amounts compared as the decimals they are?

import { expect, test } from "vitest";
import { scaled, share } from "./decimal";

test("amounts with different decimals are whole numbers of the smallest one", () => {
  expect(scaled(["10.5", "-0.25", "7"])).toEqual([1050n, -25n, 700n]);
});

test("an amount beyond what a float counts keeps its last digit", () => {
  expect(scaled(["90071992547409931.01", "0"])).toEqual([9007199254740993101n, 0n]);
});

test.each(["", "1e3", "ten", "1,5", "--1"])("%j is no decimal", (amount) => {
  expect(scaled(["1", amount])).toBeNull();
});

test("a value lies between the least and the greatest, in the middle where they are one", () => {
  expect(share(5n, 0n, 20n)).toBe(0.25);
  expect(share(5n, 5n, 5n)).toBe(0.5);
});
