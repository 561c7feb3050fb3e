// How does the page talk to the back end? The only file that knows the bindings and Tauri.

import { Channel } from "@tauri-apps/api/core";
import { commands } from "./bindings";
import type { Change, WireError } from "./bindings";

export type * from "./bindings";

type Commands = Omit<typeof commands, "deskChanges">;

const wrapped: Partial<Record<string, (...args: unknown[]) => Promise<unknown>>> = {};
for (const [name, command] of Object.entries(commands)) {
  const call = command as (...args: unknown[]) => Promise<unknown>;
  wrapped[name] = (...args) =>
    call(...args.map(wellFormed)).catch((reason: unknown) => Promise.reject(asWireError(reason)));
}

/** Every command under its own name. A promise of these is only ever rejected with a `WireError`. */
export const ipc = wrapped as unknown as Commands;

/** Calls `told` for every change until the page goes. */
export function onChange(told: (change: Change) => void): Promise<void> {
  const channel = new Channel<Change>();
  channel.onmessage = told;
  return commands.deskChanges(channel).then(
    () => undefined,
    (reason: unknown) => Promise.reject(asWireError(reason)),
  );
}

/** What a rejected command means. Tauri's own faults come as bare strings. */
export function asWireError(reason: unknown): WireError {
  if (typeof reason === "object" && reason !== null && "code" in reason && "message" in reason) {
    return reason as WireError;
  }
  const message = reason instanceof Error ? reason.message : String(reason);
  return { code: "internal", message, hint: null, fields: [], twilio: null };
}

/** The same value with lone surrogates replaced: half an emoji is no JSON that Rust would read. */
export function wellFormed(value: unknown): unknown {
  if (typeof value === "string") {
    return value.replace(/\p{Surrogate}/gu, "\uFFFD");
  }
  if (Array.isArray(value)) {
    return value.map(wellFormed);
  }
  if (typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)]));
  }
  return value;
}
