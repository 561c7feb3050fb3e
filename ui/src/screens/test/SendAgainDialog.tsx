// Is it worth the risk? Asked before a message of unknown outcome is sent a second time.

import type { TestView } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import * as words from "../../words";

interface SendAgainDialogProps {
  view: TestView;
  /** Twilio's list could not be read for it. */
  unreadable: boolean;
  onSend: () => void;
  onClose: () => void;
}

export function SendAgainDialog({ view, unreadable, onSend, onClose }: SendAgainDialogProps) {
  return (
    <Dialog title={words.tests.againTitle} onClose={onClose}>
      <p>{unreadable ? words.tests.againUnreadable : words.tests.againSays}</p>
      <dl class="details">
        <dt>{words.tests.againTo}</dt>
        <dd>
          <code>{view.recipient}</code>
        </dd>
        <dt>{words.tests.fromWhom}</dt>
        <dd dir="auto">{view.sender_name}</dd>
        <dt>{words.tests.message}</dt>
        <dd class="cut" dir="auto">
          {view.body || view.media.join(", ")}
        </dd>
      </dl>
      <div class="actions end">
        <Button kind="quiet" autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button kind="primary" icon="send" onClick={onSend}>
          {words.tests.againSend}
        </Button>
      </div>
    </Dialog>
  );
}
