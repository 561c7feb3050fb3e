// How is a value copied, and how does one know that it was?

import { useEffect, useState } from "preact/hooks";
import { shortSid } from "../format";
import * as words from "../words";
import { Icon } from "./Icon";

export function CopyButton({ value, what }: { value: string; what: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) {
      return;
    }
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <span class="copy">
      <button
        type="button"
        class="button quiet icon-only"
        aria-label={words.common.copy(what)}
        title={words.common.copy(what)}
        onClick={() => void copyText(value).then(setCopied)}
      >
        <Icon name={copied ? "check" : "copy"} />
      </button>
      <span class={copied ? "copied shown" : "copied"} role="status">
        {copied && words.common.copied}
      </span>
    </span>
  );
}

/** Puts a text on the clipboard; false when that was not possible. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The web view may refuse the clipboard interface; the older way needs a selection. */
function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "unseen";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) {
    focused.focus();
  }
  return done;
}

/** A value to be copied, in a monospaced face, whole. */
/** The SID of an account, shortened; one that a file masked is not known yet. */
export function AccountSid({ sid }: { sid: string }) {
  if (sid === "") {
    return <span class="quiet-text">{words.account.sidUnknown}</span>;
  }
  return (
    <>
      <code title={sid}>{shortSid(sid)}</code>
      <CopyButton value={sid} what={words.account.sid} />
    </>
  );
}

export function CopyValue({ value, what, mono = true }: { value: string; what: string; mono?: boolean }) {
  return (
    <span class="copy-value">
      {mono ? <code>{value}</code> : <span dir="auto">{value}</span>}
      <CopyButton value={value} what={what} />
    </span>
  );
}
