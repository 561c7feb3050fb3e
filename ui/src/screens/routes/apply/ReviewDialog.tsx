// What would be written, what became of it, and the way back: one plan at a time, and each of them written once.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fail, say, withProgress } from "../../../actions";
import { asWireError, ipc } from "../../../ipc";
import type { Applied, ApplyId, ApplyPlan, JobId, RouteSetting, SenderKey, WireError, WorkspaceView } from "../../../ipc";
import { useStillHere } from "../../../leaving";
import { Button } from "../../../parts/Button";
import { Dialog } from "../../../parts/Dialog";
import { JobProgress } from "../../../parts/JobProgress";
import { ErrorNotice } from "../../../parts/Notice";
import { useDesk } from "../../../state";
import * as words from "../../../words";
import { Outcome } from "./Outcome";
import { PlanView } from "./PlanView";

interface ClosingProps {
  /** Something was sent: what was read before it is of yesterday. */
  onWritten: () => void;
  onClose: () => void;
}

type ReviewDialogProps = ClosingProps & { workspace: WorkspaceView; sender: SenderKey; settings: RouteSetting[] };

export function ReviewDialog({ workspace, sender, settings, ...closing }: ReviewDialogProps) {
  return <ApplyDialog begin={() => ipc.planApply(workspace.id, sender, settings)} {...closing} />;
}

export function TakeBackDialog({ id, ...closing }: ClosingProps & { id: ApplyId }) {
  return <ApplyDialog begin={() => ipc.planTakeBack(id)} {...closing} />;
}

type Stage =
  | { at: "planning" }
  | { at: "refused"; error: WireError }
  | { at: "plan"; plan: ApplyPlan; refused: WireError | null }
  | { at: "writing"; plan: ApplyPlan; job: JobId }
  /** The plan is used up, and no answer says what was done. */
  | { at: "lost"; plan: ApplyPlan; error: WireError }
  | { at: "done"; applied: Applied };

function ApplyDialog({ begin, onWritten, onClose }: ClosingProps & { begin: () => Promise<ApplyPlan> }) {
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
  const isWriting = stage.at === "writing";
  // A web view may close a dialog on Escape without asking, where that was asked before and nothing was clicked since.
  useLayoutEffect(() => {
    const stay = (event: KeyboardEvent) => event.key === "Escape" && event.preventDefault();
    if (isWriting) {
      window.addEventListener("keydown", stay, true);
    }
    return () => window.removeEventListener("keydown", stay, true);
  }, [isWriting]);
  const write = (plan: ApplyPlan, typed: string) => {
    // Two clicks may come before the form is gone.
    if (writing.current) {
      return;
    }
    writing.current = true;
    const job = crypto.randomUUID();
    setStage({ at: "writing", plan, job });
    withProgress(job, () => ipc.applyPlan(plan.id, typed, job)).then(
      // The palette leads elsewhere while it is written; what became of it is told there.
      (applied) => (here.current ? setStage({ at: "done", applied }) : say(words.apply.becameOf(applied))),
      (reason: unknown) => {
        const error = asWireError(reason);
        if (!here.current) {
          return fail(error);
        }
        // Refused for what was typed, the plan stands; anything else has used it up.
        const stands = error.fields.some(({ field }) => field === "typed");
        setStage(stands ? { at: "plan", plan, refused: error } : { at: "lost", plan, error });
      },
    ).finally(() => {
      writing.current = false;
      onWritten();
    });
  };
  const name = "plan" in stage ? stage.plan.sender.name : stage.at === "done" ? stage.applied.sender.name : "";
  const takesBack = "plan" in stage ? stage.plan.takes_back : stage.at === "done" ? stage.applied.takes_back : null;
  return (
    <Dialog
      title={takesBack === null ? words.apply.reviewTitle(name) : words.apply.takeBackTitle(name)}
      // What is being written is not left by accident: its outcome would be missed.
      onClose={() => !isWriting && onClose()}
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
        {stage.at === "writing" && <Writing plan={stage.plan} job={stage.job} />}
        {stage.at === "lost" && (
          <>
            {/* What is refused as invalid is refused before anything goes out. */}
            {stage.error.code === "invalid" ? (
              <ErrorNotice error={stage.error} title={words.apply.resultTitle.not_done} />
            ) : (
              <>
                <ErrorNotice error={stage.error} title={words.apply.failed} />
                <p>{words.apply.notLearnt}</p>
              </>
            )}
            <Again onAgain={plan} onClose={onClose} />
          </>
        )}
        {stage.at === "done" && (
          <Outcome
            applied={stage.applied}
            onPlanAgain={plan}
            onLooked={(applied) => here.current && setStage({ at: "done", applied })}
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

function Writing({ plan, job }: { plan: ApplyPlan; job: JobId }) {
  const [stopping, setStopping] = useState(false);
  const asked = useRef(false);
  const ended = useDesk((state) => state.progress[job]?.done ?? 0);
  const { requests } = plan;
  const place = Math.min(ended, requests.length - 1);
  return (
    <>
      {/* The focus is not on Stop: Enter that is still held would press it. */}
      <div role="status" tabIndex={-1} autofocus>
        <p>{words.apply.underWay(place + 1, requests.length, requests[place]!.resource)}</p>
      </div>
      <JobProgress job={job} label={words.apply.applying} />
      <p class="quiet-text">{words.apply.stopSays}</p>
      <div class="actions end">
        <Button
          busy={stopping}
          onClick={() => {
            if (asked.current) {
              return;
            }
            asked.current = true;
            setStopping(true);
            ipc.cancelJob(job).catch((reason: unknown) => {
              asked.current = false;
              setStopping(false);
              fail(reason);
            });
          }}
        >
          {words.apply.stop}
        </Button>
      </div>
    </>
  );
}
