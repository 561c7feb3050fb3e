// What does the button of a finding do?

import { go, goToConnect, goToRoutes, goToSenders, goToWorkspace, openLink } from "../../actions";
import type { DoctorAction, WorkspaceId } from "../../ipc";

export function actOn(action: DoctorAction, workspace: WorkspaceId, onReachability: () => void): void {
  switch (action.what) {
    case "open_account":
      return go({ at: "account" });
    case "reauthenticate":
      return goToConnect(workspace);
    case "open_workspace":
      return goToWorkspace(workspace);
    case "open_sender":
      return goToSenders(action.sender);
    case "open_route":
      return goToRoutes(action.sender);
    case "apply":
      return goToRoutes(action.sender, action.settings);
    case "add_from_account":
      return go({ at: "discovery" });
    case "open_link":
      return openLink(action.id);
    case "check_reachability":
      return onReachability();
  }
}
