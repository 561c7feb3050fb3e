// From which sender does the form begin, and when does a spent one make way for another?

import { useEffect, useRef } from "preact/hooks";
import { fail } from "../../actions";
import { ipc } from "../../ipc";
import type { SenderRow, TestFrom, WorkspaceView } from "../../ipc";
import { changeForm, nextForm, stageOf, unsavedName } from "./forms";
import type { TestFormState, UnsavedSender } from "./forms";

/**
 * Without a choice, the form begins with the sender that was asked for, or with the default unless none is meant to
 * stand there. A spent form makes way for it, but not while its own message is on its way or has to be looked for.
 */
export function useFirstSender(
  workspace: WorkspaceView,
  begin: TestFrom | null,
  name: string,
  form: TestFormState,
  unsaved: boolean,
  unread: boolean,
  look: boolean,
): void {
  /** Each wish is granted once: what is sent or chosen after it stays. */
  const granted = useRef<TestFrom | null>(null);
  const wanted = begin?.from === "saved" ? begin.key : null;
  const stage = stageOf(form);
  const waits = stage === "spent" && unread;
  useEffect(() => {
    if (unsaved || waits || (wanted === null ? !takesDefault(form) : granted.current === begin)) {
      return;
    }
    granted.current = begin;
    if (stage === "sending" || look || (stage === "open" && form.from?.key === (wanted ?? ""))) {
      return;
    }
    const take = (row: SenderRow, now: TestFormState) => {
      if (stageOf(now) !== stage || (wanted === null && !takesDefault(now))) {
        return now;
      }
      return { ...(stage === "spent" ? nextForm(now) : now), from: row, senderless: false };
    };
    const found = wanted === null ? firstSender(workspace) : ipc.sender(wanted);
    found.then((row) => row && changeForm(name, (now) => take(row, now)), fail);
  }, [begin, unsaved, waits, workspace.id]);
}

/** An outcome says nothing of another sender: the form is a new one then, once another message may follow. */
export function useOtherUnsaved(
  unsaved: UnsavedSender | null,
  form: TestFormState,
  mayFollow: boolean,
  another: () => void,
  put: (part: Partial<TestFormState>) => void,
): void {
  const is = unsaved && unsavedName(unsaved);
  useEffect(() => {
    const stage = stageOf(form);
    if (is === null || form.unsaved === is || (stage !== "open" && !mayFollow)) {
      return;
    }
    if (stage !== "open") {
      another();
    }
    put({ unsaved: is });
  }, [is, form.unsaved, mayFollow]);
}

function takesDefault({ from, senderless }: TestFormState): boolean {
  return from === null && !senderless;
}

async function firstSender(workspace: WorkspaceView) {
  const page = await ipc.senders(workspace.id, { search: "", sort: "created", descending: false, offset: 0, limit: 1 });
  return page.rows[0] ?? null;
}
