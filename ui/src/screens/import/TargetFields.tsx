// Where does the import go: into a workspace that is here, or into one that it makes?

import type { ImportTarget, ImportView, WorkspaceId } from "../../ipc";
import { Field } from "../../parts/Field";
import { Notice } from "../../parts/Notice";
import { useDesk } from "../../state";
import * as words from "../../words";

interface TargetFieldsProps {
  view: ImportView;
  locked: boolean;
  onAim: (target: ImportTarget) => void;
}

/** Stands for a new workspace among the ids of those that are here, and for an account that is asked for. */
const NEW = "";

export function TargetFields({ view, locked, onAim }: TargetFieldsProps) {
  const workspaces = useDesk((state) => state.desk?.workspaces ?? NONE);
  const { target, accounts } = view;
  const aim = (id: WorkspaceId) =>
    // The file's own account, where it is known here: a new workspace mostly belongs to it.
    onAim(
      id === NEW
        ? { into: "new", account_of: accounts.find((known) => known.of_the_file)?.workspace ?? null }
        : { into: "existing", workspace: id },
    );
  // A table says nothing of a workspace that could be made of it.
  const offersNew = view.kind !== "table" || target.into === "new";
  return (
    <div class="target-fields">
      <Field label={words.importing.into}>
        {(control) => (
          <select
            {...control}
            disabled={locked}
            value={target.into === "existing" ? target.workspace : NEW}
            onChange={(event) => aim(event.currentTarget.value)}
          >
            {workspaces.map((workspace) => (
              <option key={workspace.id} value={workspace.id}>
                {workspace.name}, {words.environment[workspace.environment]}
              </option>
            ))}
            {offersNew && <option value={NEW}>{words.importing.newWorkspace}</option>}
          </select>
        )}
      </Field>
      {target.into === "new" && (
        <Field label={words.importing.account}>
          {(control) => (
            <select
              {...control}
              disabled={locked}
              value={target.account_of ?? NEW}
              onChange={(event) => onAim({ into: "new", account_of: event.currentTarget.value || null })}
            >
              {accounts.map((known) => (
                <option key={known.workspace} value={known.workspace} title={known.account_sid}>
                  {words.importing.accountOf(known)}
                </option>
              ))}
              <option value={NEW}>{words.importing.askLater}</option>
            </select>
          )}
        </Field>
      )}
      {view.account && (
        <p class="small quiet-text">
          {words.importing.ofFile}: <code>{view.account}</code>
        </p>
      )}
      {view.account_note && (
        <Notice tone="warn">
          <p>{view.account_note}</p>
        </Notice>
      )}
    </div>
  );
}

const NONE: never[] = [];
