// Which part of a long list is drawn? The rows in sight, a few around them, and always the focused one.

import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { VirtualizerOptions } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useRef } from "preact/hooks";

/** Pixels; the stylesheet's `.row` has the same. */
export const ROW_HEIGHT = 52;

/** Pixels of the header, which stays in sight above the rows; the stylesheet's `.grid-head` has the same. */
export const HEAD_HEIGHT = 33;

export type ListWindow = Virtualizer<HTMLDivElement, HTMLDivElement>;

export function useListWindow(scroller: RefObject<HTMLDivElement | null>, count: number, pinned: number): ListWindow {
  const [, drawn] = useReducer((turns: number, _: void) => turns + 1, 0);
  const held = useRef<ListWindow>(undefined);
  const options: VirtualizerOptions<HTMLDivElement, HTMLDivElement> = {
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    rangeExtractor: (range) => {
      const indices = defaultRangeExtractor(range);
      return pinned < 0 || pinned >= count || indices.includes(pinned)
        ? indices
        : [...indices, pinned].sort((a, b) => a - b);
    },
    onChange: () => drawn(),
  };
  const list = (held.current ??= new Virtualizer(options));
  list.setOptions(options);
  useLayoutEffect(() => list._didMount(), []);
  useLayoutEffect(() => list._willUpdate());
  return list;
}
