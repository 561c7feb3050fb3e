// Which worksheet is at hand, with the ticks just made? A tick shows at once, and goes back when it was not kept.

import { useEffect, useRef, useState } from "preact/hooks";
import { fail, sendersChanged } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { SenderKey, WireError, Worksheet, WorksheetStep, WorkspaceView } from "../../ipc";
import { useStillHere } from "../../leaving";
import { useDesk } from "../../state";

/** Ticks that were made and are not yet in a worksheet that was read. */
export type Ticks = Record<string, boolean>;

export interface SheetAtHand {
  sheet: Worksheet | null;
  error: WireError | null;
  /** The tick that was not kept, and why. */
  refused: { step: string; error: WireError } | null;
  tick: (step: WorksheetStep, done: boolean) => void;
}

/** A number that is another one whenever a worksheet of the workspace may read differently. */
export function useSetupVersion(workspace: WorkspaceView): string {
  const senders = useDesk((state) => state.sendersVersion);
  const { keyword_management, data_centre, delivery_callback, account } = workspace;
  return [senders, keyword_management, data_centre.code, delivery_callback.url, account.account_sid].join(" ");
}

export function useWorksheet(workspace: WorkspaceView, sender: SenderKey | null): SheetAtHand {
  const [sheet, setSheet] = useState<Worksheet | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [refused, setRefused] = useState<SheetAtHand["refused"]>(null);
  const [ticks, setTicks] = useState<Ticks>({});
  const reads = useRef(0);
  /** The ticks that are kept: the next worksheet has them. */
  const kept = useRef(new Set<string>());
  const turns = useRef<Record<string, number>>({});
  const queue = useRef(Promise.resolve());
  const here = useStillHere();
  const version = useSetupVersion(workspace);

  useEffect(() => {
    const asked = ++reads.current;
    const keptThen = [...kept.current];
    ipc.worksheet(workspace.id, sender).then(
      (answer) => {
        if (asked === reads.current) {
          setSheet(answer);
          setError(null);
          const taken = keptThen.filter((id) => kept.current.delete(id));
          setTicks((now) => without(now, taken));
        }
      },
      (reason: unknown) => asked === reads.current && setError(asWireError(reason)),
    );
    return () => void reads.current++;
  }, [workspace.id, sender, version]);

  const tick = (step: WorksheetStep, done: boolean) => {
    const turn = (turns.current[step.id] = (turns.current[step.id] ?? 0) + 1);
    const isLast = () => turns.current[step.id] === turn;
    kept.current.delete(step.id);
    setRefused(null);
    setTicks((now) => ({ ...now, [step.id]: done }));
    // One after the other: two ticks of a step must be kept in the order in which they were made.
    queue.current = queue.current.then(async () => {
      try {
        await ipc.tick(workspace.id, sender, step.id, done);
        if (isLast()) {
          kept.current.add(step.id);
        }
        sendersChanged(workspace.id);
      } catch (reason) {
        if (!here.current) {
          fail(reason);
        } else if (isLast()) {
          setTicks((now) => without(now, [step.id]));
          setRefused({ step: step.id, error: asWireError(reason) });
        }
      }
    });
  };
  return { sheet: sheet && withTicks(sheet, ticks), error, refused, tick };
}

function without(ticks: Ticks, ids: string[]): Ticks {
  return Object.fromEntries(Object.entries(ticks).filter(([id]) => !ids.includes(id)));
}

export function isToTick(step: WorksheetStep): boolean {
  return step.state === "open" || step.state === "done" || step.state === "reopened";
}

/** The worksheet as it will read once these ticks are kept. */
function withTicks(sheet: Worksheet, ticks: Ticks): Worksheet {
  const sections = sheet.sections.map((section) => ({
    ...section,
    steps: section.steps.map((step) => withTick(step, ticks[step.id])),
  }));
  const steps = sections.flatMap((section) => section.steps).filter(isToTick);
  return {
    ...sheet,
    sections,
    steps: steps.length,
    done: steps.filter((step) => step.state === "done").length,
    reopened: steps.filter((step) => step.state === "reopened").length,
  };
}

function withTick(step: WorksheetStep, done: boolean | undefined): WorksheetStep {
  if (done === undefined || !isToTick(step) || done === (step.state === "done")) {
    return step;
  }
  return {
    ...step,
    state: done ? "done" : "open",
    ticked_at: done ? new Date().toISOString() : null,
    ticked_value: null,
  };
}
