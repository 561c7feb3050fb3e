// May these senders be deleted, what does MoEngage do then, and how far has it come?

import { useEffect, useRef, useState } from "preact/hooks";
import { deleteSenders, fail, say } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { JobId, SenderDeletion, SenderSelection, WireError, WorkspaceView } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { SaidList } from "../../parts/Sourced";
import { useDesk } from "../../state";
import * as words from "../../words";

interface DeletionDialogProps {
  workspace: WorkspaceView;
  selection: SenderSelection;
  /** The name of the sender, when it is a single one. */
  name: string | null;
  onClose: () => void;
  /** They are there no more: deleted here, or gone before they were asked about. */
  onGone: () => void;
}

export function DeletionDialog({ workspace, selection, name, onClose, onGone }: DeletionDialogProps) {
  const [plan, setPlan] = useState<SenderDeletion | null>(null);
  const [job, setJob] = useState<JobId | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const running = useRef(false);
  useEffect(() => {
    let shown = true;
    ipc.senderDeletion(workspace.id, selection).then(
      (read) => shown && setPlan(read),
      (reason: unknown) => {
        if (shown) {
          fail(reason);
          (asWireError(reason).code === "not_found" ? onGone : onClose)();
        }
      },
    );
    return () => void (shown = false);
  }, []);
  if (!plan) {
    return null;
  }

  const confirm = () => {
    // A second click comes before the page is drawn again.
    if (running.current) {
      return;
    }
    running.current = true;
    const begun: JobId = crypto.randomUUID();
    setJob(begun);
    setError(null);
    deleteSenders(workspace.id, selection, begun)
      .then(
        (count) => {
          if (count === 0) {
            say(words.deletion.cancelled);
            onClose();
          } else {
            onGone();
          }
        },
        (reason: unknown) => {
          setError(asWireError(reason));
          setJob(null);
        },
      )
      .finally(() => (running.current = false));
  };
  const cancel = () => {
    if (job === null) {
      onClose();
    } else {
      ipc.cancelJob(job).catch(fail);
    }
  };
  const where = `${workspace.name} ${words.environment[workspace.environment].toLowerCase()}`;
  const title = name === null ? words.deletion.titleOf(plan.count) : words.deletion.title(name);
  return (
    <Dialog title={title} onClose={cancel}>
      {plan.refused ? (
        <Notice tone="warn" title={words.deletion.refused}>
          <p>{plan.refused}</p>
          {plan.remedy && <p>{plan.remedy}</p>}
        </Notice>
      ) : (
        <p>{words.deletion.here}</p>
      )}
      {plan.says.length > 0 && (
        <section class="dialog-part" aria-label={words.deletion.says}>
          <h3>{words.deletion.says}</h3>
          <SaidList said={plan.says} />
        </section>
      )}
      {error && <ErrorNotice error={error} />}
      {job !== null && <DeletionProgress job={job} total={plan.count} />}
      <div class="actions end">
        <Button kind="quiet" autofocus={plan.refused !== null} onClick={cancel}>
          {words.common.cancel}
        </Button>
        {!plan.refused && (
          <Button kind="danger" autofocus busy={job !== null} onClick={confirm}>
            {words.deletion.confirm(plan.count, where)}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** Nothing is shown of what takes no time. */
function DeletionProgress({ job, total }: { job: JobId; total: number }) {
  const progress = useDesk((state) => state.progress[job] ?? null);
  return (
    <div class="progress late">
      <progress aria-label={words.deletion.running} value={progress?.done ?? 0} max={progress?.total || total} />
      <small>{words.deletion.progress(progress?.done ?? 0, progress?.total || total)}</small>
    </div>
  );
}
