// How are moments, durations and amounts written? In the machine's locale, without ever making a float of money.

import type { At, BalanceReading } from "./ipc";

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const exact = new Intl.DateTimeFormat(undefined, {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "numeric",
  minute: "2-digit",
  timeZoneName: "shortOffset",
});
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const ago = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const decimal = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** Date and time of a moment. */
export function momentText(at: At): string {
  return moment.format(new Date(at));
}

/** Date and time of a moment here, with how far that is from UTC. */
export function momentWithOffset(at: At): string {
  return exact.format(new Date(at));
}

/** Time of day of a moment, with seconds. */
export function clockText(at: At): string {
  return clock.format(new Date(at));
}

/** How long ago, roughly: `now`, `2 minutes ago`, `yesterday`; the date when it is more than a week. */
export function agoText(at: At, now: number): string {
  const seconds = Math.round((new Date(at).getTime() - now) / 1000);
  if (Math.abs(seconds) < 45) {
    return ago.format(0, "second");
  }
  if (Math.abs(seconds) > 7 * 86_400) {
    return new Intl.DateTimeFormat(undefined, { dateStyle: "medium" }).format(new Date(at));
  }
  const [unit, length] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ["minute", 60];
  return ago.format(Math.round(seconds / length) || Math.sign(seconds), unit);
}

/** Time since the click: `+0.2 s`, `+3 min 5 s`. */
export function elapsedText(milliseconds: number): string {
  if (milliseconds < 60_000) {
    return `+${decimal.format(milliseconds / 1000)} s`;
  }
  const seconds = Math.round(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  return hours > 0 ? `+${hours} h ${minutes} min` : `+${minutes} min ${seconds % 60} s`;
}

/** Amount and currency exactly as Twilio gives them. */
export function amountText(reading: Extract<BalanceReading, { reading: "known" }>): string {
  return `${reading.amount} ${reading.currency}`;
}

/** A price without its sign: Twilio writes what was charged as a negative number. */
export function priceText(price: string, unit: string | null): string {
  return [price.replace(/^-/, ""), unit].filter(Boolean).join(" ");
}

/** A SID short enough for a card; the whole is shown beside it on hover and by its copy button. */
export function shortSid(sid: string): string {
  return sid.length > 14 ? `${sid.slice(0, 6)}…${sid.slice(-4)}` : sid;
}

const regions = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** The name of the country that two letters stand for. */
export function countryName(code: string): string | null {
  const letters = code.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(letters) ? (regions.of(letters) ?? null) : null;
}
