// What would *Import* do now, why can it not, and how far has it come?

import { useId } from "preact/hooks";
import type { ImportView, JobId, WireError } from "../../ipc";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { JobProgress } from "../../parts/JobProgress";
import { ErrorNotice } from "../../parts/Notice";
import { useDesk } from "../../state";
import * as words from "../../words";
import { doesNothing } from "./reasons";

interface ImportFootProps {
  view: ImportView;
  /** Why it cannot be imported; none where it can. */
  why: string | null;
  fault: WireError | null;
  /** *Import* itself, while it runs. */
  job: JobId | null;
  busy: boolean;
  onImport: () => void;
  onCancel: () => void;
  onLookAgain: () => void;
  onUndecided: () => void;
  onLeave: () => void;
}

export function ImportFoot({ view, why, fault, job, busy, ...act }: ImportFootProps) {
  const id = useId();
  const label = useLabel(view);
  return (
    <div class="import-foot">
      {fault && (
        <div class="import-fault">
          <ErrorNotice error={fault} title={words.importing.notImported} />
          <Button busy={busy} onClick={act.onLookAgain}>
            {words.importing.lookAgain}
          </Button>
        </div>
      )}
      <footer class="bar-end">
        <div class="import-result">
          <p id={id} role="status">
            {!doesNothing(view) && resultText(view)} {view.undecided === 0 && why}
            {view.undecided > 0 && (
              <button type="button" class="link" onClick={act.onUndecided}>
                {words.importing.toDecide(view.undecided)}
              </button>
            )}
          </p>
          {view.no_undo && (
            <p class="small import-no-undo">
              <Icon name="warning" />
              {view.no_undo}
            </p>
          )}
          {job !== null && <JobProgress job={job} label={words.importing.applying} />}
        </div>
        <Button
          kind="primary"
          keys="Ctrl ↵"
          busy={job !== null || busy}
          disabled={why !== null}
          describedBy={id}
          onClick={act.onImport}
        >
          {label}
        </Button>
        <span class="push" />
        {job === null ? (
          <Button kind="quiet" keys="Esc" onClick={act.onLeave}>
            {words.common.cancel}
          </Button>
        ) : (
          <Button onClick={act.onCancel}>{words.common.cancel}</Button>
        )}
      </footer>
    </div>
  );
}

/** Names what will be changed, as every button does that changes something in production. */
function useLabel({ kind, target, target_name: name, restore }: ImportView): string {
  const into = target.into === "existing" ? target.workspace : null;
  const workspace = useDesk((state) => state.desk?.workspaces.find((view) => view.id === into) ?? null);
  if (kind === "backup") {
    return words.importing.restoreNow(restore.filter((row) => row.included).length);
  }
  return workspace
    ? words.importing.importInto(`${workspace.name} ${words.environment[workspace.environment].toLowerCase()}`)
    : words.importing.importAs(name);
}

function resultText({ kind, result, restore }: ImportView): string {
  if (kind !== "backup") {
    return words.importing.result(result);
  }
  const included = restore.filter((row) => row.included);
  return words.importing.restores(
    included.length,
    included.reduce((sum, row) => sum + row.senders, 0),
  );
}
