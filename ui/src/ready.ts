// When is a screen usable? Once it has been painted; start-up is measured by it and tests wait for it.

import { useEffect } from "preact/hooks";

/** Marks the document as showing `screen` after the next paint; takes the mark away while `loaded` is false. */
export function useReady(screen: string, loaded = true): void {
  useEffect(() => {
    const root = document.documentElement;
    if (!loaded) {
      delete root.dataset.ready;
      return;
    }
    const frame = requestAnimationFrame(() => setTimeout(() => (root.dataset.ready = screen)));
    return () => {
      cancelAnimationFrame(frame);
      delete root.dataset.ready;
    };
  }, [screen, loaded]);
}
