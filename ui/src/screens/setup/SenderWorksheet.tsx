// What is to be entered where for one sender, and what of it is done?

import { useEffect, useRef } from "preact/hooks";
import { go } from "../../actions";
import type { SenderKey, Worksheet, WorkspaceView } from "../../ipc";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Icon } from "../../parts/Icon";
import { ErrorNotice } from "../../parts/Notice";
import { useReady } from "../../ready";
import * as words from "../../words";
import { OutMenu } from "./OutMenu";
import { PrintPages } from "./PrintPages";
import { usePrinting } from "./printing";
import { Sections } from "./Sections";
import { useStepKeys } from "./stepping";
import { useWorksheet } from "./worksheet";

interface SenderWorksheetProps {
  workspace: WorkspaceView;
  sender: SenderKey;
  /** Its neighbours in the overview; none where one did not come from there. */
  previous: SenderKey | null;
  next: SenderKey | null;
  onShow: (sender: SenderKey | null) => void;
}

export function SenderWorksheet({ workspace, sender, previous, next, onShow }: SenderWorksheetProps) {
  const atHand = useWorksheet(workspace, sender);
  const { sheet, error } = atHand;
  const printing = usePrinting();
  const heading = useRef<HTMLHeadingElement>(null);
  const loaded = sheet !== null || error !== null;
  useReady("setup-sender", loaded);
  useEffect(() => {
    if (loaded && (document.activeElement === null || document.activeElement === document.body)) {
      heading.current?.focus();
    }
  }, [loaded]);
  const show = (key: SenderKey | null) => () => (key === null ? false : onShow(key));
  useStepKeys({ escape: () => onShow(null), "alt+arrowleft": show(previous), "alt+arrowright": show(next) });

  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <button
            type="button"
            class="button quiet icon-only back"
            aria-label={words.setup.back}
            title={words.setup.back}
            onClick={() => onShow(null)}
          >
            <Icon name="chevron" />
          </button>
          <h1 ref={heading} tabIndex={-1} class="cut bar-name" dir="auto">
            {words.setup.ofSender(sheet?.sender?.name ?? "")}
          </h1>
          {sheet && (
            <span class="bar-note" role="status">
              {words.setup.doneOf(sheet)}
            </span>
          )}
          <OutMenu
            workspace={workspace}
            sender={sender}
            label={words.setup.thisWorksheet}
            onPrint={() => sheet && printing.print([sheet])}
          />
        </header>
        <div class="scroll">
          <div class="setup-screen">
            {error && <ErrorNotice error={error} title={words.setup.failed} />}
            {sheet && (
              <>
                <Whom sheet={sheet} sender={sender} />
                <Sections sheet={sheet} atHand={atHand} />
              </>
            )}
            {(previous !== null || next !== null) && (
              <nav class="actions neighbours" aria-label={words.setup.senders}>
                <Button keys="Alt ←" disabled={previous === null} onClick={show(previous)}>
                  {words.setup.previous}
                </Button>
                <Button keys="Alt →" disabled={next === null} onClick={show(next)}>
                  {words.setup.next}
                </Button>
              </nav>
            )}
          </div>
        </div>
      </main>
      {printing.sheets && <PrintPages sheets={printing.sheets} />}
    </div>
  );
}

function Whom({ sheet, sender }: { sheet: Worksheet; sender: SenderKey }) {
  return (
    <div class="setup-whom">
      {sheet.sender && (
        <p>
          {words.senderType[sheet.sender.sender_type]}{" "}
          <CopyValue value={sheet.sender.sender_id} what={words.senders.senderId} />
        </p>
      )}
      <p class="hint">
        {words.setup.recorded} {words.setup.consolesAsOf(sheet.as_of)}
      </p>
      <div class="actions">
        <Button onClick={() => go({ at: "sender-form", key: sender, copy: null })}>{words.setup.edit}</Button>
        <Button onClick={() => go({ at: "rehearsal", sender })}>{words.setup.rehearse}</Button>
      </div>
    </div>
  );
}
