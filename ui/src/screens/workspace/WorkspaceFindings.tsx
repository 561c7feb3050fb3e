// What do the rules find in this workspace as a whole?

import { useEffect, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { Finding, WireError, WorkspaceView } from "../../ipc";
import { Findings } from "../../parts/Findings";
import { ErrorNotice } from "../../parts/Notice";
import { useDesk } from "../../state";
import * as words from "../../words";

export function WorkspaceFindings({ workspace }: { workspace: WorkspaceView }) {
  const [findings, setFindings] = useState<Finding[] | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const version = useDesk((state) => state.sendersVersion);
  useEffect(() => {
    let latest = true;
    ipc.workspaceFindings(workspace.id).then(
      (answer) => {
        if (latest) {
          setFindings(answer.findings);
          setError(null);
        }
      },
      (reason: unknown) => latest && setError(asWireError(reason)),
    );
    return () => void (latest = false);
  }, [workspace, version]);
  return (
    <aside class="inspector findings-pane" aria-label={words.common.inspector}>
      <h2>{words.workspace.findings}</h2>
      {error && <ErrorNotice error={error} title={words.workspace.findingsFailed} />}
      {findings?.length === 0 && <p class="quiet-text">{words.workspace.noFindings}</p>}
      {findings && <Findings findings={findings} label={words.workspace.findings} />}
    </aside>
  );
}
