// How do worksheets leave the application? As a file of Markdown or HTML, or on paper.

import { useState } from "preact/hooks";
import { fail } from "../../actions";
import { asWireError } from "../../ipc";
import type { SenderKey, WireError, WorksheetFormat, WorkspaceView } from "../../ipc";
import { useStillHere } from "../../leaving";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Icon } from "../../parts/Icon";
import { Menu } from "../../parts/Menu";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";
import { saveWorksheet } from "./saving";

interface OutMenuProps {
  workspace: WorkspaceView;
  /** None for all of the workspace. */
  sender: SenderKey | null;
  /** What the menu is about. */
  label: string;
  onPrint: () => void;
}

export function OutMenu({ workspace, sender, label, onPrint }: OutMenuProps) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const [writing, setWriting] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const here = useStillHere();
  const write = async (format: WorksheetFormat) => {
    setWriting(true);
    try {
      await saveWorksheet(workspace.id, sender, format);
    } catch (reason) {
      if (here.current) {
        setError(asWireError(reason));
      } else {
        fail(reason);
      }
    } finally {
      if (here.current) {
        setWriting(false);
      }
    }
  };
  return (
    <>
      <button
        type="button"
        class="button plain"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-busy={writing || undefined}
        aria-disabled={writing || undefined}
        onClick={(event) => !writing && setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        <span class="button-text">{words.setup.out}</span>
        <Icon name="chevron" />
      </button>
      {anchor && (
        <Menu
          label={label}
          anchor={anchor}
          onClose={() => setAnchor(null)}
          items={[
            { label: words.setup.markdown, act: () => void write("markdown") },
            { label: words.setup.html, act: () => void write("html") },
            { label: words.setup.print, act: onPrint },
          ]}
        />
      )}
      {error && (
        <Dialog title={words.setup.failedToWrite} onClose={() => setError(null)}>
          <ErrorNotice error={error} />
          <div class="actions end">
            <Button kind="primary" onClick={() => setError(null)}>
              {words.common.close}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
