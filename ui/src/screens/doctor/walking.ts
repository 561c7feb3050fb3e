// Which keys walk through the findings?

import type { KeyMap } from "../../keys";

/** J and K from anywhere; the arrows only from finding to finding, so that they scroll elsewhere. */
export const WALKING: KeyMap = {
  j: () => move(1),
  k: () => move(-1),
  arrowdown: () => isAtStop() && move(1),
  arrowup: () => isAtStop() && move(-1),
};

const STOP = "[data-finding]";

function isAtStop(): boolean {
  return document.activeElement?.matches(STOP) ?? false;
}

function move(by: 1 | -1): boolean {
  const stops = [...document.querySelectorAll<HTMLElement>(STOP)];
  const at = document.activeElement?.closest<HTMLElement>(STOP) ?? null;
  const to = stops[at ? stops.indexOf(at) + by : by > 0 ? 0 : stops.length - 1];
  if (!to) {
    return false;
  }
  to.focus({ preventScroll: true });
  to.scrollIntoView?.({ block: "nearest" });
  return true;
}
