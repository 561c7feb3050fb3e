// Which case does the address ask for, and how does a stand-in tell the page of changes?

import type { Change, WireError } from "../../src/bindings";

export type Answers = Record<string, (args: any) => unknown>;

const wanted = new URLSearchParams(location.search);
export const has = (name: string) => wanted.has(name);
export const valueOf = (name: string) => wanted.get(name);
export const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

let told: (change: Change) => void = () => undefined;

/** Tells the page. */
export function tell(change: Change): void {
  told(change);
}

export function refusal(code: WireError["code"], message: string, more: Partial<WireError> = {}): WireError {
  return { code, message, hint: null, fields: [], twilio: null, ...more };
}

export const changes: Answers = {
  desk_changes: ({ page }) => void (told = (change) => page.onmessage(change)),
};
