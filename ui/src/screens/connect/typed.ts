// What has been typed into the connect form, without its secret?

import type { CredentialKind, Environment, RegionChoice, WorkspaceView } from "../../ipc";

export interface Typed {
  workspace_name: string;
  environment: Environment;
  /** A code out of the list; empty while none is chosen. */
  data_centre: string;
  /** A pasted dashboard address, or a number; goes before the list. */
  address: string;
  region: RegionChoice;
  kind: CredentialKind;
  username: string;
  api_key_sid: string;
}

/** An empty form, or that of a workspace to be reauthenticated. */
export function beginning(workspace: WorkspaceView | null): Typed {
  return {
    workspace_name: workspace?.name ?? "",
    environment: workspace?.environment ?? "production",
    data_centre: workspace?.data_centre.code ?? "",
    address: "",
    region: workspace?.account.region ?? "us1",
    kind: workspace?.account.credential ?? "auth_token",
    username: workspace?.account.account_sid ?? "",
    api_key_sid: workspace?.account.api_key_sid ?? "",
  };
}

export function dataCentreOf(typed: Typed): string {
  return typed.address.trim() === "" ? typed.data_centre : typed.address;
}
