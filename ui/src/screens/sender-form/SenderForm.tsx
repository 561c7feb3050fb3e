// How is a sender entered? By the guide's form *Sender Details*: its fields, labels and order.

import { useEffect, useRef, useState } from "preact/hooks";
import { checkBalance, did, fail, go, goToSenders, say, sendersChanged } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { SenderDraft, SenderKey, SenderRow, SenderSaved, Undoable, WireError, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { useMayLeave, useStillHere } from "../../leaving";
import { BalanceLine } from "../../parts/BalanceLine";
import { Button } from "../../parts/Button";
import { Locked, focusFirstProblem } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useRemarks } from "../../remarks";
import { useDesk, useReadOnly } from "../../state";
import * as words from "../../words";
import { FirstSaveDialog } from "./FirstSaveDialog";
import { SenderFields } from "./SenderFields";
import { TestPane } from "./TestPane";
import { EMPTY, draftOf, valuesOf } from "./typed";

interface SenderFormProps {
  workspace: WorkspaceView;
  /** The sender being edited; none while adding. */
  sender: SenderKey | null;
  /** The sender that a new one begins as. */
  copy: SenderKey | null;
}

/** Reads the sender that is edited or copied, then shows the form. */
export function SenderForm({ workspace, sender, copy }: SenderFormProps) {
  const [read, setRead] = useState<SenderRow | null>(null);
  const wanted = sender ?? copy;
  const here = useStillHere();
  useEffect(() => {
    if (wanted !== null) {
      ipc.sender(wanted).then(setRead, (error: unknown) => {
        fail(error);
        if (here.current) {
          goToSenders();
        }
      });
    }
  }, [wanted]);
  useReady("sender-form", wanted === null || read !== null);
  if (wanted !== null && read === null) {
    return <main />;
  }
  const isNew = sender === null;
  return <LoadedForm workspace={workspace} row={isNew ? null : read} begin={beginning(read, isNew)} />;
}

function beginning(read: SenderRow | null, isCopy: boolean): SenderDraft {
  if (read === null) {
    return EMPTY;
  }
  return isCopy ? { ...draftOf(read), name: words.senderForm.copyOf(read.name) } : draftOf(read);
}

interface LoadedFormProps {
  workspace: WorkspaceView;
  row: SenderRow | null;
  /** What stands in the form at first. */
  begin: SenderDraft;
}

function LoadedForm({ workspace, row, begin }: LoadedFormProps) {
  const before = useRef(begin);
  const [draft, setDraft] = useState<SenderDraft>(before.current);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const [testing, setTesting] = useState(false);
  const [firstSave, setFirstSave] = useState<SenderSaved | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const readOnly = useReadOnly();
  const checkingBalance = useDesk((state) => state.balanceChecks[workspace.id]?.busy ?? false);
  const balanceAsked = useBalanceAsked(workspace);
  // Asked again when keyword management is switched elsewhere or the data centre changes: other rules hold then.
  const checked = { draft, around: [workspace.keyword_management, workspace.mo_callback.url] };
  const remarks = useRemarks(checked, valuesOf(draft), (asked) =>
    ipc.checkSender(workspace.id, row?.key ?? null, asked.draft),
  );
  const changed = JSON.stringify(draft) !== JSON.stringify(before.current);

  const here = useStillHere();
  const kept = useRef(false);
  useMayLeave(() => kept.current || !changed);

  const finish = ({ sender, undo }: SenderSaved) => {
    goToSenders(sender.key);
    tellSaved(undo, words.senderForm.saved(sender.name));
  };
  /** The form was left while it was being saved: what it brought is said, and no more. */
  const finishElsewhere = ({ sender, first_save, undo }: SenderSaved) => {
    const saved = words.senderForm.saved(sender.name);
    tellSaved(undo, first_save ? `${saved} ${words.senderForm.firstSaveTitle}.` : saved);
  };
  const saving = useRef(false);
  const save = () => {
    if (saving.current || kept.current || readOnly) {
      return;
    }
    saving.current = true;
    setBusy(true);
    setError(null);
    const asked: Promise<SenderSaved> = row ? ipc.updateSender(row.key, draft) : ipc.createSender(workspace.id, draft);
    asked
      .then(
        (saved) => {
          kept.current = true;
          sendersChanged(workspace.id);
          if (!here.current) {
            return finishElsewhere(saved);
          }
          return saved.first_save ? setFirstSave(saved) : finish(saved);
        },
        (reason: unknown) => {
          if (!here.current) {
            return fail(reason);
          }
          const refused = asWireError(reason);
          setError(refused);
          remarks.refuse(refused);
          focusFirstProblem(form.current);
        },
      )
      .finally(() => {
        saving.current = false;
        setBusy(false);
      });
  };
  const test = () => {
    if (draft.sender_type !== null) {
      return setTesting(true);
    }
    const missing = { field: "sender_type", message: words.senderForm.typeFirst, hint: null };
    remarks.refuse({ code: "invalid", message: missing.message, hint: null, fields: [missing], twilio: null });
    focusFirstProblem(form.current);
  };
  const leave = () => {
    if (testing) {
      setTesting(false);
    } else {
      goToSenders(row?.key);
    }
  };
  useKeys({ "mod+s": (event) => void (event.repeat || save()), escape: leave });

  return (
    <div class={testing ? "panes" : "panes no-inspector"}>
      <main>
        <header class="bar">
          <h1>{row ? words.senderForm.edit : words.senderForm.add}</h1>
        </header>
        <form
          ref={form}
          class="fill"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <div class="scroll">
            <div class="form screen-part">
              <h2>{words.senderForm.section}</h2>
              <Locked.Provider value={readOnly}>
                <SenderFields
                  workspace={workspace}
                  row={row}
                  draft={draft}
                  remarks={remarks}
                  onChange={(part) => setDraft((now) => ({ ...now, ...part }))}
                />
              </Locked.Provider>
              {error && error.fields.length === 0 && <ErrorNotice error={error} title={words.senderForm.failed} />}
            </div>
          </div>
          <footer class="bar-end">
            <Button submit kind="primary" keys="Ctrl S" busy={busy} disabled={readOnly}>
              {words.common.save}
            </Button>
            <Button icon="send" disabled={readOnly} onClick={test}>
              {words.senderForm.sendTest}
            </Button>
            <Button
              busy={checkingBalance}
              onClick={() => {
                balanceAsked.ask();
                void checkBalance(workspace.id);
              }}
            >
              {words.balance.check}
            </Button>
            {balanceAsked.shown && <BalanceLine workspace={workspace} />}
            <span class="push" />
            <Button kind="quiet" keys="Esc" onClick={leave}>
              {words.common.cancel}
            </Button>
          </footer>
        </form>
      </main>
      {testing && draft.sender_type !== null && (
        <TestPane
          workspace={workspace}
          mms={draft.supports_mms}
          from={{ from: "unsaved", name: draft.name, sender_type: draft.sender_type, sender_id: draft.sender_id }}
          onClose={() => setTesting(false)}
        />
      )}
      {firstSave && (
        <FirstSaveDialog
          onClose={() => finish(firstSave)}
          onSetUp={() => {
            finish(firstSave);
            go({ at: "setup", sender: firstSave.sender.key });
          }}
        />
      )}
    </div>
  );
}

/** The balance stands in this form only once it was asked for here. */
function useBalanceAsked(workspace: WorkspaceView) {
  const [asked, setAsked] = useState(false);
  const busy = useDesk((state) => state.balanceChecks[workspace.id]?.busy ?? false);
  return { shown: asked && !busy, ask: () => setAsked(true) };
}

/** With its way back, where something changed. */
function tellSaved(undo: Undoable | null, text: string): void {
  if (undo) {
    did(undo, text);
  } else {
    say(text);
  }
}
