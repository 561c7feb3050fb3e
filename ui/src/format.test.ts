// Are moments and amounts written as an operator reads them?

import { expect, test } from "vitest";
import { agoText, amountText, elapsedText, priceText, shortSid } from "./format";

const now = Date.parse("2026-03-01T12:00:00Z");

test("moments of the last week are told by distance", () => {
  expect(agoText("2026-03-01T11:59:50Z", now)).toBe("now");
  expect(agoText("2026-03-01T11:58:00Z", now)).toBe("2 minutes ago");
  expect(agoText("2026-02-28T11:00:00Z", now)).toBe("yesterday");
});

test("a moment in the future, from a clock that is ahead, is no absurdity", () => {
  expect(agoText("2026-03-01T12:00:30Z", now)).toBe("now");
});

test("elapsed time grows in units", () => {
  expect(elapsedText(65_000)).toBe("+1 min 5 s");
  expect(elapsedText(3_700_000)).toBe("+1 h 1 min");
});

test("amounts keep every digit that Twilio wrote", () => {
  expect(amountText({ reading: "known", amount: "14.5000", currency: "USD", at: "2026-03-01T12:00:00Z" })).toBe(
    "14.5000 USD",
  );
  expect(priceText("-0.00750", "USD")).toBe("0.00750 USD");
  expect(priceText("-0.00750", null)).toBe("0.00750");
});

test("only long SIDs are shortened", () => {
  expect(shortSid("AC0123456789abcdef0123456789abcdef")).toBe("AC0123…cdef");
  expect(shortSid("29882")).toBe("29882");
});
