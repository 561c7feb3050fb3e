// What can be done with the form as a whole: send, stop between two messages, or begin another?

import type { WorkspaceView } from "../../ipc";
import { Button } from "../../parts/Button";
import * as words from "../../words";
import { begun, openRows } from "./forms";
import type { Stage, TestFormState } from "./forms";

interface SendActionsProps {
  workspace: WorkspaceView;
  form: TestFormState;
  stage: Stage;
  mayFollow: boolean;
  /** One of its messages must be looked for first. */
  look: boolean;
  disabled: boolean;
  onStop: () => void;
  onNew: () => void;
}

export function SendActions({ workspace, form, stage, mayFollow, look, disabled, onStop, onNew }: SendActionsProps) {
  const count = openRows(form).length;
  if (stage === "spent") {
    return (
      <div class="actions send">
        <Button icon="plus" keys="Ctrl ↵" disabled={!mayFollow} onClick={onNew}>
          {words.tests.another}
        </Button>
        <span class="small quiet-text">{look ? words.tests.lookFirst : words.tests.sentOnce}</span>
      </div>
    );
  }
  // Not before one is on its way: until then nothing is sent that could be stopped.
  const progress = stage === "sending" && form.recipients.length > 1 ? progressOf(form) : null;
  const sent = begun(form).length;
  return (
    <div class="actions send">
      <Button submit kind="primary" icon="send" keys="Ctrl ↵" busy={stage === "sending"} disabled={disabled}>
        {words.tests.send(workspace, count)}
      </Button>
      {progress !== null && (
        <>
          <Button busy={form.queue?.stopping === true} onClick={onStop}>
            {form.queue?.stopping === true ? words.tests.stopping : words.tests.stop}
          </Button>
          <output class="small quiet-text">{progress}</output>
        </>
      )}
      {stage === "open" && sent > 0 && (
        <output class="small quiet-text">{look ? words.tests.lookFirst : words.tests.partlySent(sent, count)}</output>
      )}
    </div>
  );
}

function progressOf(form: TestFormState): string | null {
  const at = form.recipients.findIndex(({ stage }) => stage === "sending");
  return at < 0 ? null : words.tests.sendingOf(at + 1, form.recipients.length);
}
