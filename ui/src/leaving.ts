// May the screen be left, or would that throw away what was typed? And is it still there when an answer comes?

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { change, current } from "./state";

/** Lets `go` and `switchTo` ask before they leave this screen while `may` answers false. */
export function useMayLeave(may: () => boolean): void {
  const asked = useRef(may);
  asked.current = may;
  useLayoutEffect(() => {
    const mayLeave = () => asked.current();
    change({ mayLeave });
    return () => {
      if (current().mayLeave === mayLeave) {
        change({ mayLeave: null });
      }
    };
  }, []);
}

/** Leaves by `then`, once the operator has chosen *Discard* where something typed would be lost; else `stay` is done. */
export function leave(then: () => void, stay: (() => void) | null = null): void {
  if (current().mayLeave?.() ?? true) {
    then();
  } else {
    current().staying?.();
    change({ leaving: then, staying: stay });
  }
}

/** False once the component has gone: a late answer must not take over the window then. */
export function useStillHere(): RefObject<boolean> {
  const here = useRef(true);
  useLayoutEffect(() => {
    here.current = true;
    return () => void (here.current = false);
  }, []);
  return here;
}
