// How is a sender entered? By the guide's form *Sender Details*: its fields, labels and order.

import { useEffect, useRef, useState } from "preact/hooks";
import { checkBalance, fail, goToSenders, refresh, say } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { SenderDraft, SenderKey, SenderRow, SenderSaved, SenderType, WireError, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { useMayLeave, useStillHere } from "../../leaving";
import { BalanceLine } from "../../parts/BalanceLine";
import { Button } from "../../parts/Button";
import { focusFirstProblem } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useRemarks } from "../../remarks";
import { change, current, useDesk, useReadOnly } from "../../state";
import * as words from "../../words";
import { FirstSaveDialog } from "./FirstSaveDialog";
import { SenderFields } from "./SenderFields";
import { TestPane } from "./TestPane";

const EMPTY: SenderDraft = { supports_mms: false, name: "", sender_type: null, sender_id: "" };

interface SenderFormProps {
  workspace: WorkspaceView;
  /** The sender being edited; none while adding. */
  sender: SenderKey | null;
}

/** Reads the sender that is edited, then shows the form. */
export function SenderForm({ workspace, sender }: SenderFormProps) {
  const [row, setRow] = useState<SenderRow | null>(null);
  useEffect(() => {
    if (sender !== null) {
      ipc.sender(sender).then(setRow, (error: unknown) => {
        fail(error);
        goToSenders();
      });
    }
  }, [sender]);
  useReady("sender-form", sender === null || row !== null);
  return sender !== null && row === null ? <main /> : <LoadedForm workspace={workspace} row={row} />;
}

function LoadedForm({ workspace, row }: { workspace: WorkspaceView; row: SenderRow | null }) {
  const before = useRef(row ? draftOf(row) : EMPTY);
  const [draft, setDraft] = useState<SenderDraft>(before.current);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const [testing, setTesting] = useState(false);
  const [firstSave, setFirstSave] = useState<SenderRow | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const readOnly = useReadOnly();
  const checkingBalance = useDesk((state) => state.balanceChecks[workspace.id]?.busy ?? false);
  const balanceAsked = useBalanceAsked(workspace);
  const remarks = useRemarks(
    draft,
    { name: draft.name, sender_type: draft.sender_type ?? "", sender_id: draft.sender_id },
    (typed) => ipc.checkSender(workspace.id, row?.key ?? null, typed),
  );
  const changed = JSON.stringify(draft) !== JSON.stringify(before.current);

  const here = useStillHere();
  const kept = useRef(false);
  useMayLeave(() => kept.current || !changed);

  const finish = (saved: SenderRow) => {
    change({ sendersVersion: current().sendersVersion + 1 });
    say(words.senderForm.saved(saved.name));
    goToSenders(saved.key);
  };
  /** The form was left while it was being saved: what it brought is said, and no more. */
  const finishElsewhere = ({ sender, first_save }: SenderSaved) => {
    change({ sendersVersion: current().sendersVersion + 1 });
    const saved = words.senderForm.saved(sender.name);
    say(first_save ? `${saved} ${words.senderForm.firstSaveTitle}.` : saved);
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
          void refresh(workspace.id);
          if (!here.current) {
            return finishElsewhere(saved);
          }
          return saved.first_save ? setFirstSave(saved.sender) : finish(saved.sender);
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
              <SenderFields
                workspace={workspace}
                row={row}
                draft={draft}
                remarks={remarks}
                onChange={(part) => setDraft({ ...draft, ...part })}
              />
              {error && error.fields.length === 0 && <ErrorNotice error={error} title={words.connect.failedTitle} />}
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
          from={{ from: "unsaved", name: draft.name, sender_type: draft.sender_type, sender_id: draft.sender_id }}
          onClose={() => setTesting(false)}
        />
      )}
      {firstSave && <FirstSaveDialog onClose={() => finish(firstSave)} />}
    </div>
  );
}

/** The balance stands in this form only once it was asked for here. */
function useBalanceAsked(workspace: WorkspaceView) {
  const [asked, setAsked] = useState(false);
  const busy = useDesk((state) => state.balanceChecks[workspace.id]?.busy ?? false);
  return { shown: asked && !busy, ask: () => setAsked(true) };
}

function draftOf(row: SenderRow): SenderDraft & { sender_type: SenderType } {
  return { supports_mms: row.supports_mms, name: row.name, sender_type: row.sender_type, sender_id: row.sender_id };
}
