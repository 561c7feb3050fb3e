// Why is a difference meant to be so?

import { useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { DriftItem, SenderKey, WireError, WorkspaceId } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";

interface AcceptDialogProps {
  workspace: WorkspaceId;
  sender: SenderKey;
  item: DriftItem;
  onClose: () => void;
}

export function AcceptDialog({ workspace, sender, item, onClose }: AcceptDialogProps) {
  const [why, setWhy] = useState("");
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const asking = useRef(false);
  const accept = (event: Event) => {
    event.preventDefault();
    if (asking.current || why.trim() === "") {
      return;
    }
    asking.current = true;
    setBusy(true);
    setError(null);
    ipc
      .acceptDifference(workspace, { sender, setting: item.setting, live: item.live, why })
      .then(onClose, (reason: unknown) => setError(asWireError(reason)))
      .finally(() => {
        asking.current = false;
        setBusy(false);
      });
  };
  const refused = error?.fields.filter(({ field }) => field === "why") ?? [];
  return (
    <Dialog title={words.route.acceptTitle(item.label)} onClose={onClose}>
      <form class="accept-form" onSubmit={accept}>
        <p>
          <code>{item.live ?? words.route.nothingSet}</code>
        </p>
        <p class="quiet-text">{words.route.acceptSays}</p>
        <Field
          label={words.route.acceptWhy}
          hint={words.route.acceptWhyHint}
          remarks={refused.map((one) => ({ ...one, level: "problem", suggestion: null }))}
        >
          {(control) => (
            <textarea
              {...control}
              autofocus
              rows={3}
              maxLength={500}
              dir="auto"
              value={why}
              onInput={(event) => setWhy(event.currentTarget.value)}
            />
          )}
        </Field>
        {error && refused.length === 0 && <ErrorNotice error={error} title={words.route.notKept} />}
        <div class="actions">
          <Button submit kind="primary" busy={busy} disabled={why.trim() === ""}>
            {words.route.acceptDo}
          </Button>
          <Button onClick={onClose}>{words.common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
