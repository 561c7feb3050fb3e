// Which key does what just now? The handler registered last is asked first; one that answers `false` passes the key on.

import { useEffect, useRef } from "preact/hooks";

type Handler = (event: KeyboardEvent) => boolean | void;
export type KeyMap = Record<string, Handler>;

const layers: { current: KeyMap }[] = [];

/** Keys that work even while a dialog is open. */
const ALWAYS = new Set(["mod+k", "mod+=", "mod++", "mod+-", "mod+0"]);

/** `mod+k`, `shift+f10`, `/`: `mod` is Ctrl, or Cmd on a Mac; Shift counts for named keys, and for letters with `mod`. */
export function comboOf(event: KeyboardEvent): string {
  const key = event.key.toLowerCase();
  const mod = event.ctrlKey || event.metaKey;
  const shift = event.shiftKey && (event.key.length > 1 || (mod && /^[a-z]$/.test(key)));
  return `${mod ? "mod+" : ""}${event.altKey ? "alt+" : ""}${shift ? "shift+" : ""}${key}`;
}

/** Whether a bare letter would be typed into something. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) {
    return !["checkbox", "radio", "button"].includes(target.type);
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Listens while the component is there. */
export function useKeys(keys: KeyMap): void {
  const layer = useRef(keys);
  layer.current = keys;
  useEffect(() => {
    layers.push(layer);
    return () => void layers.splice(layers.indexOf(layer), 1);
  }, []);
}

/** What opened a layer of its own closes it by itself on Escape. */
function hasOpenLayer(): boolean {
  return document.querySelector("dialog[open], [popover]:popover-open") !== null;
}

export function listenForKeys(): void {
  window.addEventListener("keydown", (event) => {
    const combo = comboOf(event);
    if (event.defaultPrevented || event.isComposing || (hasOpenLayer() && !ALWAYS.has(combo))) {
      return;
    }
    if (combo.length === 1 && isTyping(event.target)) {
      return;
    }
    for (const layer of [...layers].reverse()) {
      const handler = layer.current[combo];
      if (handler && handler(event) !== false) {
        event.preventDefault();
        return;
      }
    }
  });
}
