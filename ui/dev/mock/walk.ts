// How does a picture come to show a screen that needs a few steps? `?do=key:Ctrl+6|click:Save|choose:Data centre=DC-02|type:To=1`.

import { valueOf } from "./case";

const PAUSE = 250;

export async function walk(): Promise<void> {
  for (const step of (valueOf("do") ?? "").split("|").filter(Boolean)) {
    await new Promise((done) => setTimeout(done, PAUSE));
    const [kind, what = ""] = [step.slice(0, step.indexOf(":")), step.slice(step.indexOf(":") + 1)];
    if (kind === "key") {
      press(what);
    } else if (kind === "click") {
      find("button, [role=menuitem], summary, input", what)?.click();
    } else {
      const [label = "", value = ""] = what.split("=");
      fill(label, value, kind === "choose" ? "change" : "input");
    }
  }
}

function press(combo: string): void {
  const keys = combo.split("+");
  const key = keys.pop() ?? "";
  const init = { key, ctrlKey: keys.includes("Ctrl"), altKey: keys.includes("Alt"), bubbles: true, cancelable: true };
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", init));
}

function find(selector: string, name: string): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>(selector)].find((element) =>
    (element.getAttribute("aria-label") ?? element.textContent ?? "").trim().startsWith(name),
  );
}

function fill(label: string, value: string, event: string): void {
  const found = [...document.querySelectorAll("label")].find((element) => element.textContent?.trim() === label);
  const control = document.getElementById(found?.htmlFor ?? "") as HTMLInputElement | null;
  if (control) {
    control.value = value;
    control.dispatchEvent(new Event(event, { bubbles: true }));
  }
}
