// How are a few actions offered beside what they act on? In a native popover with the keys of a menu.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";

export interface MenuItem {
  label: string;
  /** Shown under the label; with `disabled`, the reason. */
  note?: string;
  before?: ComponentChildren;
  keys?: string;
  checked?: boolean;
  disabled?: boolean;
  danger?: boolean;
  act: () => void;
}

interface MenuProps {
  label: string;
  items: MenuItem[];
  /** What the menu hangs on. */
  anchor: DOMRect;
  onClose: () => void;
}

export function Menu({ label, items, anchor, onClose }: MenuProps) {
  const id = useId();
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const shown = menu.current;
    if (!shown) {
      return;
    }
    shown.showPopover();
    place(shown, anchor);
    const first = shown.querySelector("[aria-checked=true]") ?? shown.querySelector("[role^=menuitem]");
    (first as HTMLElement | null)?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected && shown.contains(document.activeElement)) {
        before.focus();
      }
    };
  }, []);
  useEffect(() => {
    const shown = menu.current;
    const toggled = (event: Event) => (event as ToggleEvent).newState === "closed" && onClose();
    shown?.addEventListener("toggle", toggled);
    return () => shown?.removeEventListener("toggle", toggled);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    const entries = [...(menu.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const steps: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 };
    const target = steps[event.key];
    if (target !== undefined) {
      entries[(target + entries.length) % entries.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      onClose();
    } else if (event.key.length === 1 && event.key !== " ") {
      const letter = event.key.toLowerCase();
      entries.find((entry) => entry.textContent?.toLowerCase().startsWith(letter))?.focus();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={menu} class="menu" popover="auto" role="menu" aria-label={label} onKeyDown={onKeyDown}>
      {items.map((item, position) => (
        <button
          key={position}
          type="button"
          role={item.checked === undefined ? "menuitem" : "menuitemradio"}
          aria-checked={item.checked}
          aria-disabled={item.disabled || undefined}
          aria-describedby={item.note && `${id}-${position}`}
          tabIndex={-1}
          class={item.danger ? "menu-item danger" : "menu-item"}
          onClick={() => {
            if (!item.disabled) {
              onClose();
              item.act();
            }
          }}
        >
          {item.before}
          <span class="menu-words">
            <span class="cut" dir="auto">
              {item.label}
            </span>
            {item.note && (
              <small id={`${id}-${position}`} aria-hidden="true">
                {item.note}
              </small>
            )}
          </span>
          {item.keys && (
            <kbd class="keys" aria-hidden="true">
              {item.keys}
            </kbd>
          )}
        </button>
      ))}
    </div>
  );
}

/** Under the anchor, or above it where there is more room; never outside the window. */
function place(menu: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = anchor.bottom + 4;
  const top = below + height <= window.innerHeight ? below : Math.max(8, anchor.top - height - 4);
  menu.style.top = `${top}px`;
  menu.style.left = `${Math.max(8, Math.min(anchor.left, window.innerWidth - width - 8))}px`;
}
