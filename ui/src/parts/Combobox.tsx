// How is something typed that a list may complete? The focus stays in the field; the arrows walk the list below it.

import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { ControlProps } from "./Field";

interface ComboboxProps<Option> {
  control: ControlProps;
  /** The name of the list. */
  label: string;
  value: string;
  options: Option[];
  keyOf: (option: Option) => string;
  /** How an option is shown. */
  children: (option: Option) => ComponentChildren;
  /** Stands in the list when it has no options. */
  empty: ComponentChildren;
  /** Stands below the options. */
  more?: ComponentChildren;
  /** Only an option will do: Enter takes the first, and typing replaces what stands there. Else what is typed stays. */
  takesFirst?: boolean;
  mono?: boolean;
  disabled?: boolean;
  onType: (typed: string) => void;
  onChoose: (option: Option) => void;
  /** Told when the list opens and closes. */
  onOpen?: (open: boolean) => void;
}

export function Combobox<Option>(props: ComboboxProps<Option>) {
  const { control, label, value, options, keyOf, children, takesFirst = false, mono, disabled = control.disabled } = props;
  const list = useId();
  const none = takesFirst ? 0 : -1;
  const [wanted, setOpen] = useState(false);
  const keys = JSON.stringify(options.map(keyOf));
  const [walked, setWalked] = useState({ keys, at: none });
  const popup = useRef<HTMLUListElement>(null);
  // Where anything may be typed, a list without options would only hide what the rules say below the field.
  const open = wanted && !disabled && (takesFirst || options.length > 0);
  // Another list: what was walked to is not in it, or is another one now.
  const at = walked.keys === keys ? walked.at : none;
  const setAt = (at: number) => setWalked({ keys, at });
  const active = open ? options[at] : undefined;
  useEffect(() => popup.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at]);

  const turn = (now: boolean) => {
    if (now !== wanted) {
      setOpen(now);
      setAt(none);
      props.onOpen?.(now);
    }
  };
  const choose = (option: Option) => {
    props.onChoose(option);
    turn(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // With Ctrl or Cmd, too, Enter is about the open list: it must not send from what was chosen before.
    const mod = event.ctrlKey || event.metaKey;
    const enter = event.key === "Enter" && open;
    if (event.isComposing || (mod && !enter)) {
      // *Save* may have something to say right below.
      turn(event.key !== "s" && wanted);
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (open) {
        setAt(Math.max(none, Math.min(options.length - 1, at + step)));
      } else {
        turn(true);
      }
    } else if (enter && (active || takesFirst || mod)) {
      if (active && (takesFirst || !mod)) {
        choose(active);
      } else {
        turn(false);
      }
    } else if (event.key === "Escape" && open) {
      turn(false);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="picker">
      <input
        {...control}
        type="text"
        role="combobox"
        class={mono ? "mono" : undefined}
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active && `${list}-${at}`}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        dir="auto"
        disabled={disabled}
        value={value}
        onFocus={(event) => takesFirst && event.currentTarget.select()}
        onClick={() => turn(true)}
        onInput={(event) => {
          turn(true);
          props.onType(event.currentTarget.value);
        }}
        onBlur={() => turn(false)}
        onKeyDown={onKeyDown}
      />
      <ul ref={popup} id={list} class="listbox" role="listbox" aria-label={label} hidden={!open}>
        {options.map((option, index) => (
          <li
            key={keyOf(option)}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            class={index === at ? "option on" : "option"}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(option);
            }}
          >
            {children(option)}
          </li>
        ))}
        {(options.length === 0 || props.more) && (
          <li role="option" aria-disabled="true" aria-selected="false" class="option quiet-text">
            {options.length === 0 ? props.empty : props.more}
          </li>
        )}
      </ul>
    </div>
  );
}
