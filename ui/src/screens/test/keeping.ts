// How does a form come back after a restart? The back end keeps what is typed, and knows what was sent.

import { useEffect } from "preact/hooks";
import { ipc } from "../../ipc";
import type { FoundDraft, SenderRow, WorkspaceId } from "../../ipc";
import { changeForm, isPristine, keptForm, nextForm, stageOf, watchForms } from "./forms";
import type { TestFormState } from "./forms";

/** Long enough for a word, short enough that little is lost with the machine. */
const PAUSE = 400;

/** The forms that were read from the back end in this run: only those are written back while nothing was typed. */
const read = new Set<string>();
const timers = new Map<string, ReturnType<typeof setTimeout>>();

/** Reads the form of a workspace once a run, and keeps it while it is typed. `wished` is a sender that was asked for. */
export function useKept(workspace: WorkspaceId, kept: boolean, wished: boolean): void {
  useEffect(() => {
    if (!kept) {
      return;
    }
    const stop = watchForms((name) => name === workspace && keepSoon(workspace));
    void whenRead(workspace, wished);
    return () => {
      stop();
      keepNow(workspace);
    };
  }, [workspace, kept]);
}

/** Writes the form at once: before a message goes, so that its id is known after whatever happens. */
export function keepNow(workspace: WorkspaceId): void {
  clearTimeout(timers.get(workspace));
  timers.delete(workspace);
  const form = keptForm(workspace);
  if (!read.has(workspace) && isPristine(form)) {
    return;
  }
  const recipients = form.recipients.map(({ id, typed }) => ({ id, typed }));
  const { body, media, unsubscribe } = form;
  const draft = { from: form.from?.key ?? null, recipients, body, media, unsubscribe };
  // What cannot be kept is still here until the application ends.
  ipc.keepDraft(workspace, draft).catch(() => undefined);
}

function keepSoon(workspace: WorkspaceId): void {
  clearTimeout(timers.get(workspace));
  timers.set(
    workspace,
    setTimeout(() => keepNow(workspace), PAUSE),
  );
}

/** Once what was kept of a form stands in it; also when it cannot be read just now. */
export async function whenRead(workspace: WorkspaceId, wished = false): Promise<void> {
  if (!read.has(workspace)) {
    await restore(workspace, wished);
  }
}

async function restore(workspace: WorkspaceId, wished: boolean): Promise<void> {
  try {
    const found = await ipc.keptDraft(workspace);
    const from = found?.draft.from ? await ipc.sender(found.draft.from).catch(() => null) : null;
    if (found) {
      changeForm(workspace, (now) => (isPristine(now) ? restored(now, found, wished ? null : from) : now));
    }
    read.add(workspace);
  } catch {
    // What was kept cannot be read just now: the form begins empty, and the next visit tries again.
  }
}

/** The form as it was left. Where all its messages were sent, a new one for the same phones. */
export function restored(now: TestFormState, { draft, recorded }: FoundDraft, from: SenderRow | null): TestFormState {
  const rows = draft.recipients.map(
    ({ id, typed }) => ({ id, typed, stage: recorded.includes(id) ? "spent" : "open" }) as const,
  );
  const form: TestFormState = {
    ...now,
    from: from ?? now.from,
    recipients: rows.length > 0 ? rows : now.recipients,
    body: draft.body,
    media: draft.media,
    unsubscribe: draft.unsubscribe,
  };
  return stageOf(form) === "spent" ? nextForm(form) : form;
}
