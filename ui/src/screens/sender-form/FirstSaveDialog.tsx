// What does the first save not do? It does not reach MoEngage, and that is said once.

import { Button, Link } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import * as words from "../../words";

export function FirstSaveDialog({ onClose, onSetUp }: { onClose: () => void; onSetUp: () => void }) {
  return (
    <Dialog title={words.senderForm.firstSaveTitle} onClose={onClose}>
      <p>{words.senderForm.firstSave}</p>
      <p>
        <Link to="moengage-senders">{words.senderForm.firstSaveLink}</Link>
      </p>
      <div class="actions end">
        <Button icon="setup" onClick={onSetUp}>
          {words.moEngageToo.openSetup}
        </Button>
        <Button kind="primary" autofocus onClick={onClose}>
          {words.senderForm.understood}
        </Button>
      </div>
    </Dialog>
  );
}
