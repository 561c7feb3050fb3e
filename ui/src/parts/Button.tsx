// What does a button look like, and what does it do while it is busy?

import type { ComponentChildren, Ref } from "preact";
import { openLink } from "../actions";
import * as words from "../words";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

export interface ButtonProps {
  children: ComponentChildren;
  kind?: "primary" | "plain" | "quiet" | "danger";
  icon?: IconName;
  /** Shown after the label, e.g. `Ctrl S`; never part of the name. */
  keys?: string;
  /** Stays focusable, takes no click, and turns only when it lasts. */
  busy?: boolean;
  disabled?: boolean;
  title?: string;
  submit?: boolean;
  autofocus?: boolean;
  label?: string;
  buttonRef?: Ref<HTMLButtonElement>;
  describedBy?: string;
  /** What a click opens. */
  popup?: "menu" | "dialog";
  onClick?: (event: MouseEvent) => void;
}

export function Button({
  children,
  kind = "plain",
  icon,
  keys,
  busy = false,
  submit,
  label,
  buttonRef,
  describedBy,
  popup,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      ref={buttonRef}
      type={submit ? "submit" : "button"}
      class={`button ${kind}`}
      aria-label={label}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      aria-describedby={describedBy}
      aria-haspopup={popup}
      onClick={(event) => {
        if (busy) {
          event.preventDefault();
        } else {
          onClick?.(event);
        }
      }}
    >
      {icon && <Icon name={icon} />}
      <span class="button-text">{children}</span>
      {keys && <Keys combo={keys} />}
    </button>
  );
}

/** A key combination beside what it does. */
export function Keys({ combo }: { combo: string }) {
  return (
    <kbd class="keys" aria-hidden="true">
      {onMac ? combo.replace("Ctrl", "⌘") : combo}
    </kbd>
  );
}

const onMac = /Mac/.test(navigator.userAgent);

/** Opens a page outside, by its name in the back end's list. */
export function Link({ to, children }: { to: string; children: ComponentChildren }) {
  return (
    <button type="button" class="link" title={words.common.opensBrowser} onClick={() => openLink(to)}>
      {children}
      <Icon name="external" />
    </button>
  );
}
