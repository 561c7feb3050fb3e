// What would be written, what became of it, and the way back: one plan at a time, and each of them written once.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fail, withProgress } from "../../../actions";
import { asWireError, ipc } from "../../../ipc";
import type { Applied, ApplyId, ApplyPlan, JobId, RouteSetting, SenderKey, WireError, WorkspaceView } from "../../../ipc";
import { useStillHere } from "../../../leaving";
import { Button } from "../../../parts/Button";
import { Dialog } from "../../../parts/Dialog";
import { JobProgress } from "../../../parts/JobProgress";
import { ErrorNotice } from "../../../parts/Notice";
import * as words from "../../../words";
import { Outcome } from "./Outcome";
import { PlanView } from "./PlanView";

interface DialogProps {
  workspace: WorkspaceView;
  onClose: () => void;
}

type ReviewDialogProps = DialogProps & { sender: SenderKey; settings: RouteSetting[] };

export function ReviewDialog({ workspace, sender, settings, onClose }: ReviewDialogProps) {
  return <ApplyDialog begin={() => ipc.planApply(workspace.id, sender, settings)} onClose={onClose} />;
}

export function TakeBackDialog({ id, onClose }: { id: ApplyId; onClose: () => void }) {
  return <ApplyDialog begin={() => ipc.planTakeBack(id)} onClose={onClose} />;
}

type Stage =
  | { at: "planning" }
  | { at: "refused"; error: WireError }
  | { at: "plan"; plan: ApplyPlan; refused: WireError | null }
  | { at: "writing"; plan: ApplyPlan; job: JobId }
  /** The plan is used up, and no answer says what was done. */
  | { at: "lost"; plan: ApplyPlan; error: WireError }
  | { at: "done"; applied: Applied };

function ApplyDialog({ begin, onClose }: { begin: () => Promise<ApplyPlan>; onClose: () => void }) {
  const [stage, setStage] = useState<Stage>({ at: "planning" });
  const asks = useRef(begin);
  const here = useStillHere();
  const writing = useRef(false);
  const body = useRef<HTMLDivElement>(null);
  // What had the focus is gone with its stage; whom a plan cuts off stays in sight above what is to be typed.
  useLayoutEffect(() => {
    body.current?.querySelector<HTMLElement>("[autofocus]")?.focus({ preventScroll: true });
  }, [stage.at]);
  const plan = () => {
    setStage({ at: "planning" });
    asks.current().then(
      (plan) => here.current && setStage({ at: "plan", plan, refused: null }),
      (reason: unknown) => here.current && setStage({ at: "refused", error: asWireError(reason) }),
    );
  };
  useEffect(plan, []);
  const write = (plan: ApplyPlan, typed: string) => {
    // Two clicks may come before the form is gone.
    if (writing.current) {
      return;
    }
    writing.current = true;
    const job = crypto.randomUUID();
    setStage({ at: "writing", plan, job });
    withProgress(job, () => ipc.applyPlan(plan.id, typed, job)).then(
      (applied) => here.current && setStage({ at: "done", applied }),
      (reason: unknown) => {
        const error = asWireError(reason);
        // Refused for what was typed, the plan stands; anything else has used it up.
        const stands = error.fields.some(({ field }) => field === "typed");
        if (here.current) {
          setStage(stands ? { at: "plan", plan, refused: error } : { at: "lost", plan, error });
        }
      },
    ).finally(() => (writing.current = false));
  };
  const name = "plan" in stage ? stage.plan.sender.name : stage.at === "done" ? stage.applied.sender.name : "";
  const takesBack = "plan" in stage ? stage.plan.takes_back : stage.at === "done" ? stage.applied.takes_back : null;
  return (
    <Dialog
      title={takesBack === null ? words.apply.reviewTitle(name) : words.apply.takeBackTitle(name)}
      // What is being written is not left by accident: its outcome would be missed.
      onClose={() => stage.at !== "writing" && onClose()}
    >
      <div ref={body} class="plan">
        {stage.at === "planning" && (
          <>
            <p role="status">{words.apply.reading}</p>
            <div class="actions end">
              <Button onClick={onClose}>{words.common.cancel}</Button>
            </div>
          </>
        )}
        {stage.at === "refused" && (
          <>
            <ErrorNotice error={stage.error} title={words.apply.planFailed} />
            <Again onAgain={plan} onClose={onClose} />
          </>
        )}
        {stage.at === "plan" && (
          <PlanView
            key={stage.plan.id}
            plan={stage.plan}
            refused={stage.refused}
            onWrite={(typed) => write(stage.plan, typed)}
            onClose={onClose}
          />
        )}
        {stage.at === "writing" && <Writing job={stage.job} />}
        {stage.at === "lost" && (
          <>
            <ErrorNotice error={stage.error} title={words.apply.failed} />
            <p>{words.apply.notLearnt}</p>
            <Again onAgain={plan} onClose={onClose} />
          </>
        )}
        {stage.at === "done" && (
          <Outcome
            applied={stage.applied}
            onTakeBack={() => {
              const { id } = stage.applied;
              asks.current = () => ipc.planTakeBack(id);
              plan();
            }}
            onClose={onClose}
          />
        )}
      </div>
    </Dialog>
  );
}

function Again({ onAgain, onClose }: { onAgain: () => void; onClose: () => void }) {
  return (
    <div class="actions end">
      <Button onClick={onAgain}>{words.apply.planAgain}</Button>
      <Button autofocus onClick={onClose}>
        {words.common.close}
      </Button>
    </div>
  );
}

function Writing({ job }: { job: JobId }) {
  const stopped = useRef(false);
  return (
    <>
      <JobProgress job={job} label={words.apply.applying} />
      <p class="quiet-text">{words.apply.stopSays}</p>
      <div class="actions end">
        <Button
          autofocus
          onClick={() => {
            if (!stopped.current) {
              stopped.current = true;
              ipc.cancelJob(job).catch(fail);
            }
          }}
        >
          {words.apply.stop}
        </Button>
      </div>
    </>
  );
}
