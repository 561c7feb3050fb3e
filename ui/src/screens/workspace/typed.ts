// What has been typed into the workspace form?

import type { WorkspaceDraft, WorkspaceView } from "../../ipc";

export interface Typed extends WorkspaceDraft {
  /** A pasted dashboard address, or a number; goes before the chosen data centre. */
  address: string;
}

/** The settings as they are kept; a new workspace begins with the data centre of the open one, whose account it uses. */
export function beginning(edited: WorkspaceView | null, open: WorkspaceView): Typed {
  const practice = open.account.kept_in === "practice";
  return {
    name: edited?.name ?? "",
    colour: edited?.colour ?? "grey",
    environment: edited?.environment ?? (practice ? "practice" : "staging"),
    data_centre: (edited ?? open).data_centre.code,
    address: "",
    keyword_management: edited?.keyword_management ?? false,
    delivery_url: edited?.delivery_url ?? "",
  };
}

export function draftOf({ address, ...draft }: Typed): WorkspaceDraft {
  return address.trim() === "" ? draft : { ...draft, data_centre: address };
}
