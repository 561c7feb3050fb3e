// @vitest-environment happy-dom
// Is a key that comes right after the options taken for what it is?

import { options as preact, render } from "preact";
import { expect, test } from "vitest";
import { Combobox } from "./Combobox";

test("the arrow walks to an option in the very frame that brought it", () => {
  const root = document.body.appendChild(document.createElement("div"));
  const draw = (offered: string[]) =>
    render(
      <Combobox
        control={{ id: "it" } as never}
        label="Numbers"
        value=""
        options={offered}
        keyOf={(number) => number}
        empty=""
        onType={() => undefined}
        onChoose={() => undefined}
      >
        {(number) => number}
      </Combobox>,
      root,
    );
  // Everything is drawn at once, but effects, which wait for a frame.
  preact.debounceRendering = (now) => now();
  draw([]);
  const field = root.querySelector("input")!;
  field.click();
  draw(["+18005550199"]);
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
  expect(root.querySelector("[aria-selected=true]")?.textContent).toBe("+18005550199");
  render(null, root);
  root.remove();
  preact.debounceRendering = undefined;
});
