// May what was typed, or decided, be thrown away?

import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import * as words from "../words";

interface DiscardDialogProps {
  /** An import is left, not a form. */
  isImport: boolean;
  onKeep: () => void;
  onDiscard: () => void;
}

export function DiscardDialog({ isImport, onKeep, onDiscard }: DiscardDialogProps) {
  const { discardTitle: title, discardSays: says, discard } = isImport ? words.importing : words.senderForm;
  return (
    <Dialog title={title} onClose={onKeep}>
      <p>{says}</p>
      <div class="actions end">
        <Button kind="danger" onClick={onDiscard}>
          {discard}
        </Button>
        <Button kind="primary" autofocus onClick={onKeep}>
          {isImport ? words.importing.keep : words.senderForm.keepEditing}
        </Button>
      </div>
    </Dialog>
  );
}
