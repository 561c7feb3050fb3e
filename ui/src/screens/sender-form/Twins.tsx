// Which other senders have the same ID, and where are they?

import { goToSenders, switchTo } from "../../actions";
import type { SenderTwin, WorkspaceId } from "../../ipc";
import { Button } from "../../parts/Button";
import * as words from "../../words";

export function Twins({ twins, workspace }: { twins: SenderTwin[]; workspace: WorkspaceId }) {
  if (twins.length === 0) {
    return null;
  }
  return (
    <ul class="actions twins" aria-label={words.senderForm.twins}>
      <li class="hint" aria-hidden="true">
        {words.senderForm.twins}
      </li>
      {twins.map((twin) => (
        <li key={twin.key}>
          {twin.workspace === workspace ? (
            <Button onClick={() => goToSenders(twin.key)}>{words.senderForm.showTwin(twin.name)}</Button>
          ) : (
            <Button onClick={() => switchTo(twin.workspace, twin.key)}>
              {words.senderForm.showTwinIn(twin.name, twin.workspace_name)}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
