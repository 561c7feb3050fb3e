// What does the first save not do? It does not reach MoEngage, and that is said once.

import { Button, Link } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import * as words from "../../words";

export function FirstSaveDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={words.senderForm.firstSaveTitle} onClose={onClose}>
      <p>{words.senderForm.firstSave}</p>
      <p>
        <Link to="moengage-senders">{words.senderForm.firstSaveLink}</Link>
      </p>
      <div class="actions end">
        <Button kind="primary" autofocus onClick={onClose}>
          {words.senderForm.understood}
        </Button>
      </div>
    </Dialog>
  );
}
