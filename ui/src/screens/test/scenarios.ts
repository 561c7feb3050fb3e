// What can be practised in a workspace? Asked once for each practice account; nothing is asked for a real one.

import { useEffect, useState } from "preact/hooks";
import { tell } from "../../actions";
import { ipc } from "../../ipc";
import type { Scenario, WorkspaceId } from "../../ipc";
import { useDesk } from "../../state";

const NONE: Scenario[] = [];

/** The scenarios of a workspace; none where its account is a real one, or before they were read. */
export function useScenarios(workspace: WorkspaceId): Scenario[] {
  const practises = useDesk(
    (state) => state.desk?.workspaces.find((view) => view.id === workspace)?.account.kept_in === "practice",
  );
  const [read, setRead] = useState({ workspace, scenarios: NONE });
  useEffect(() => {
    if (practises) {
      ipc.practiceScenarios(workspace).then((scenarios) => setRead({ workspace, scenarios }), tell);
    }
  }, [workspace, practises]);
  return practises && read.workspace === workspace ? read.scenarios : NONE;
}
