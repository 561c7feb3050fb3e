// When is a test checked before it is sent, and what came of it? By itself once typing has paused; the newest form counts.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { Preflight, TestForm, WireError, WorkspaceView } from "../../ipc";

/** How long a form has to stay as it is, in milliseconds. */
export const SETTLED = 600;

export interface Checking {
  /** The newest answer, of this form or of one before it. */
  answer: Preflight | null;
  error: WireError | null;
  busy: boolean;
  /** Whether answer and error are of this very form. */
  current: boolean;
  /** Reads everything anew. */
  again: () => void;
}

/** Whether there is something to check: somebody to send to, and something to send. */
export function isWhole(form: TestForm | null): form is TestForm {
  return (
    form !== null &&
    form.recipients.some((recipient) => recipient.trim() !== "") &&
    (form.body.trim() !== "" || form.media.length > 0)
  );
}

/** Whether there is a credential to ask with. */
export function isConnected(workspace: WorkspaceView): boolean {
  return workspace.account.kept_in !== "nowhere" && workspace.account.kept_in !== "not_yet";
}

export function useChecking(workspace: WorkspaceView, form: TestForm | null): Checking {
  const [came, setCame] = useState<{ key: string; answer: Preflight | null; error: WireError | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const sequence = useRef(0);
  const whole = isWhole(form) && isConnected(workspace);
  const key = JSON.stringify([workspace.id, form]);
  // Who asks again may have been drawn with a form that is no more.
  const now = useRef({ workspace: workspace.id, form, whole, key });
  now.current = { workspace: workspace.id, form, whole, key };
  const ask = (again: boolean) => {
    const { workspace, form, whole, key } = now.current;
    if (!whole || form === null) {
      return;
    }
    const asked = ++sequence.current;
    const newest = (then: () => void) => {
      if (asked === sequence.current) {
        then();
        setBusy(false);
      }
    };
    setBusy(true);
    ipc.preflight(workspace, form, again).then(
      (answer) => newest(() => setCame({ key, answer, error: null })),
      (reason: unknown) => newest(() => setCame({ key, answer: null, error: asWireError(reason) })),
    );
  };
  useEffect(() => {
    // What is under way is about a form that is no more.
    sequence.current++;
    setBusy(false);
    if (!whole) {
      return setCame(null);
    }
    const settled = setTimeout(() => ask(false), SETTLED);
    return () => clearTimeout(settled);
  }, [key, whole]);
  return {
    answer: whole ? (came?.answer ?? null) : null,
    error: whole ? (came?.error ?? null) : null,
    busy,
    current: came?.key === key,
    again: () => ask(true),
  };
}
