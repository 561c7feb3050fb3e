// What is rehearsed, and what would happen? Every change is asked about anew; only the newest answer counts.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { Rehearsal, RehearsalDraft, SenderKey, SenderRow, WireError, Worksheet, WorkspaceView } from "../../ipc";
import { useDesk } from "../../state";

export interface Outcome {
  rehearsal: Rehearsal | null;
  error: WireError | null;
}

/** Nothing is asked while there is no text. */
export function useRehearsal(workspace: WorkspaceView, draft: RehearsalDraft): Outcome {
  const [outcome, setOutcome] = useState<Outcome>({ rehearsal: null, error: null });
  const asked = useRef(0);
  const version = useDesk((state) => state.sendersVersion);
  useEffect(() => {
    const turn = ++asked.current;
    if (draft.text.trim() === "") {
      setOutcome({ rehearsal: null, error: null });
      return;
    }
    ipc.rehearse(workspace.id, draft).then(
      (rehearsal) => turn === asked.current && setOutcome({ rehearsal, error: null }),
      (reason: unknown) => turn === asked.current && setOutcome({ rehearsal: null, error: asWireError(reason) }),
    );
    return () => void asked.current++;
  }, [workspace.id, workspace.keyword_management, version, JSON.stringify(draft)]);
  return outcome;
}

/** Reads the sender that the screen was opened for. */
export function useSender(key: SenderKey | null, then: (row: SenderRow) => void): void {
  useEffect(() => {
    let isCurrent = true;
    if (key !== null) {
      ipc.sender(key).then(
        (row) => isCurrent && then(row),
        () => undefined,
      );
    }
    return () => void (isCurrent = false);
  }, [key]);
}

/** Whether the step is ticked that sets the MO callback in Twilio; `null` where the worksheet has none. */
export function useWiredByTick(
  workspace: WorkspaceView,
  sender: SenderKey | null,
  then: (wired: boolean | null) => void,
): void {
  useEffect(() => {
    let isCurrent = true;
    then(null);
    if (sender !== null) {
      ipc.worksheet(workspace.id, sender).then(
        (sheet) => isCurrent && then(wiredIn(sheet)),
        () => undefined,
      );
    }
    return () => void (isCurrent = false);
  }, [workspace.id, sender]);
}

function wiredIn(sheet: Worksheet): boolean | null {
  const steps = sheet.sections.flatMap((section) => section.steps).filter((step) => step.id.startsWith(INBOUND));
  const tickable = steps.filter((step) => step.state !== "nothing_to_do" && step.state !== "cannot_say");
  return tickable.length === 0 ? null : tickable.every((step) => step.state === "done");
}

/** The steps that point incoming messages to the MO callback. */
const INBOUND = "twilio.inbound";
