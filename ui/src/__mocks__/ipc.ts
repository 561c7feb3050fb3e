// What takes the place of the back end in tests? Every command, unanswered until a test says what it answers.

import { vi } from "vitest";
import { commands } from "../bindings";
import type { Change } from "../bindings";

export const { asWireError, wellFormed } = await vi.importActual<typeof import("../ipc")>("../ipc");

export const ipc = Object.fromEntries(
  Object.keys(commands).map((name) => [name, vi.fn(() => new Promise(() => undefined))]),
);

let told: (change: Change) => void = () => undefined;

export function onChange(taken: (change: Change) => void): Promise<void> {
  told = taken;
  return Promise.resolve();
}

/** What the back end tells the page by itself. */
export function tellPage(change: Change): void {
  told(change);
}
