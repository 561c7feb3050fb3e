// How do senders leave and enter the application? By a menu beside *Add sender*.

import { useRef, useState } from "preact/hooks";
import { Icon } from "../../parts/Icon";
import { Menu } from "../../parts/Menu";
import { change } from "../../state";
import type { Sharing } from "../../state";
import * as words from "../../words";
import { chooseFile } from "../import/reading";

export function ShareMenu() {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const open = (sharing: Sharing) => {
    // The menu goes at the same time: the dialog is to give the focus back to what stays.
    button.current?.focus();
    change({ sharing });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button plain share-button"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        <Icon name="share" />
        <span class="button-text">{words.share.share}</span>
      </button>
      {anchor && (
        <Menu
          label={words.share.menu}
          anchor={anchor}
          onClose={() => setAnchor(null)}
          items={[
            { label: words.share.exportSenders, keys: "Ctrl E", act: () => open("export") },
            { label: words.share.importFile, keys: "Ctrl I", act: () => void chooseFile() },
            { label: words.share.paste, act: () => open("paste") },
            { label: words.share.backUp, act: () => open("backup") },
          ]}
        />
      )}
    </>
  );
}
