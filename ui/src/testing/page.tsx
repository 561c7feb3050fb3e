// How does a test look at the page and act on it? By roles and names, as an operator does.

import type { ComponentChild } from "preact";
import { render } from "preact";
import { act } from "preact/test-utils";
import { vi } from "vitest";
import { ipc } from "../ipc";
import { listenForKeys } from "../keys";
import { change, current } from "../state";
import type { State } from "../state";

const beginning = current();
let root: HTMLElement | null = null;
let listening = false;

// Lists are windowed by the height of what shows them, and nothing has a height without a layout.
Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, value: 600 });
Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, value: 800 });

/** Shows `what` in an empty page whose store holds `state`; what a former test answered is forgotten. */
export async function show(what: ComponentChild, state: Partial<State> = {}): Promise<void> {
  await leavePage();
  if (!listening) {
    listenForKeys();
    listening = true;
  }
  change({ ...beginning, ...state });
  root = document.body.appendChild(document.createElement("div"));
  await draw(what);
}

/** Shows something else in the same page. */
export async function draw(what: ComponentChild): Promise<void> {
  await act(async () => render(what, root!));
  await settle();
}

async function leavePage(): Promise<void> {
  if (root) {
    await draw(null);
    root.remove();
  }
}

/** Nothing is answered any more. */
export function silence(): void {
  for (const command of Object.values(ipc)) {
    vi.mocked(command as () => Promise<unknown>)
      .mockReset()
      .mockImplementation(() => new Promise(() => undefined));
  }
}

/** Every answer at hand has been taken, and the page is drawn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) {
    await act(async () => {
      await Promise.resolve();
    });
  }
}

export interface Held<T> {
  promise: Promise<T>;
  answer: (value: T) => Promise<void>;
  refuse: (reason: unknown) => Promise<void>;
}

/** An answer that comes when the test says so. */
export function held<T>(): Held<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((taken, refused) => {
    resolve = taken;
    reject = refused;
  });
  const then = async (act: () => void) => {
    act();
    await settle();
  };
  return { promise, answer: (value) => then(() => resolve(value)), refuse: (reason) => then(() => reject(reason)) };
}

export function text(): string {
  return document.body.textContent ?? "";
}

export function button(name: string): HTMLButtonElement {
  const found = buttons(name)[0];
  if (!found) {
    throw new Error(`no button ${name} in: ${text()}`);
  }
  return found;
}

export function buttons(name: string): HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>("button, [role=menuitem]")].filter((element) => {
    const words = element.getAttribute("aria-label") ?? (element.querySelector(".button-text") ?? element).textContent;
    return words?.trim() === name;
  });
}

export function field<T extends HTMLElement = HTMLInputElement>(label: string): T {
  const found = [...document.querySelectorAll("label")].find((element) => element.textContent?.trim() === label);
  const element = found && document.getElementById(found.htmlFor);
  if (!element) {
    throw new Error(`no field ${label}`);
  }
  return element as T;
}

export async function click(element: HTMLElement, times = 1): Promise<void> {
  for (let turn = 0; turn < times; turn++) {
    element.click();
  }
  await settle();
}

export async function type(label: string, typed: string): Promise<void> {
  const element = field(label);
  element.value = typed;
  element.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

export async function press(key: string, more: KeyboardEventInit = {}, at: Element = document.body): Promise<void> {
  at.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  await settle();
}
