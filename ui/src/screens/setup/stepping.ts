// Which keys walk through the steps, and which copies the value of the step one is at?

import { useKeys } from "../../keys";
import type { KeyMap } from "../../keys";

/** J and K from anywhere; the arrows only from step to step, so that they scroll elsewhere. C copies. */
export function useStepKeys(more: KeyMap = {}): void {
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    arrowdown: () => isAtStop() && move(1),
    arrowup: () => isAtStop() && move(-1),
    c: () => {
      const copy = here()?.querySelector<HTMLElement>(".value .copy button");
      copy?.click();
      return copy != null;
    },
    ...more,
  });
}

function here(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>("[data-step]") ?? null;
}

/** What takes the focus of a step: its tick, or the step where nothing is to be ticked. */
function stopOf(step: HTMLElement): HTMLElement {
  return step.querySelector<HTMLElement>(".step-title input:enabled") ?? step;
}

function isAtStop(): boolean {
  const step = here();
  return step !== null && document.activeElement === stopOf(step);
}

function isUnfolded(step: HTMLElement): boolean {
  return step.closest("details:not([open])") === null;
}

function move(by: 1 | -1): boolean {
  const steps = [...document.querySelectorAll<HTMLElement>("[data-step]")].filter(isUnfolded);
  const at = here();
  const to = steps[at ? steps.indexOf(at) + by : by > 0 ? 0 : steps.length - 1];
  if (!to) {
    return false;
  }
  stopOf(to).focus({ preventScroll: true });
  to.scrollIntoView?.({ block: "nearest" });
  return true;
}
