// May what was typed be thrown away?

import { Button } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import * as words from "../words";

export function DiscardDialog({ onKeep, onDiscard }: { onKeep: () => void; onDiscard: () => void }) {
  return (
    <Dialog title={words.senderForm.discardTitle} onClose={onKeep}>
      <p>{words.senderForm.discardSays}</p>
      <div class="actions end">
        <Button kind="danger" onClick={onDiscard}>
          {words.senderForm.discard}
        </Button>
        <Button kind="primary" autofocus onClick={onKeep}>
          {words.senderForm.keepEditing}
        </Button>
      </div>
    </Dialog>
  );
}
