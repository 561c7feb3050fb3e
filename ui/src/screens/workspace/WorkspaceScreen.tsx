// What is a workspace called, where is it in MoEngage, and what would a change of that change?

import { useEffect, useRef, useState } from "preact/hooks";
import { did, go, goToSenders, putWorkspace, say, sendersChanged, switchTo } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { WireError, WorkspaceDraft, WorkspaceId, WorkspaceNotes, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { useMayLeave, useStillHere } from "../../leaving";
import { Button } from "../../parts/Button";
import { focusFirstProblem } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useRemarks } from "../../remarks";
import { useDesk, useReadOnly } from "../../state";
import * as words from "../../words";
import { RemovalDialog } from "./RemovalDialog";
import { beginning, draftOf } from "./typed";
import type { Typed } from "./typed";
import { WorkspaceFields } from "./WorkspaceFields";
import { WorkspaceFindings } from "./WorkspaceFindings";

interface WorkspaceScreenProps {
  open: WorkspaceView;
  /** None for a new workspace, which shares the account of the open one. */
  edited: WorkspaceId | null;
}

export function WorkspaceScreen({ open, edited }: WorkspaceScreenProps) {
  const view = useDesk((state) => state.desk?.workspaces.find((other) => other.id === edited) ?? null);
  if (edited !== null && view === null) {
    return null; // Removed a moment ago; the window is on its way elsewhere.
  }
  return <WorkspaceForm open={open} edited={view} />;
}

/** What the rules said, and of which draft. */
interface Checked extends WorkspaceNotes {
  of: WorkspaceDraft;
}

function WorkspaceForm({ open, edited }: { open: WorkspaceView; edited: WorkspaceView | null }) {
  const kept = beginning(edited, open);
  const before = useRef<Typed>(kept);
  const [typed, setTyped] = useState<Typed>(kept);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const [removing, setRemoving] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const saved = useRef(false);
  const here = useStillHere();
  const readOnly = useReadOnly();
  const draft = draftOf(typed);
  const check = (asked: WorkspaceDraft): Promise<Checked> =>
    ipc.checkWorkspace(edited?.id ?? null, asked).then(
      (notes) => ({ ...notes, of: asked }),
      // *Save* will say what is wrong.
      () => ({ notes: [], data_centre: null, url_changes: [], of: asked }),
    );
  const values = { name: draft.name, data_centre: draft.data_centre, delivery_url: draft.delivery_url };
  const remarks = useRemarks(draft, values, check);
  const { answer } = remarks;
  const isChecked = answer?.of.data_centre === draft.data_centre && answer.of.delivery_url === draft.delivery_url;
  // An undo elsewhere changes what is kept; what is typed goes before it.
  useEffect(() => {
    if (same(typed, before.current)) {
      setTyped(kept);
    }
    before.current = kept;
  }, [JSON.stringify(kept)]);
  useReady("workspace");

  const finish = (view: WorkspaceView) => {
    putWorkspace(view);
    saved.current = here.current;
    if (edited) {
      sendersChanged(view.id);
    }
    if (!here.current) {
      return;
    }
    if (edited) {
      goToSenders();
    } else {
      switchTo(view.id);
    }
  };
  const send = async () => {
    if (edited) {
      const { workspace, undo } = await ipc.updateWorkspace(edited.id, draft);
      did(undo, undo?.done ?? words.workspace.unchanged);
      finish(workspace);
    } else {
      const view = await ipc.createWorkspace(open.id, draft);
      say(words.workspace.added(view.name));
      finish(view);
    }
  };
  const refuse = (refused: WireError) => {
    setError(refused.fields.length > 0 ? null : refused);
    remarks.refuse(refused);
    focusFirstProblem(form.current);
  };
  const save = () => {
    // Not before the URLs that change have been shown.
    if (saving || readOnly || !isChecked) {
      return;
    }
    setSaving(true);
    setError(null);
    send()
      .catch((reason: unknown) => refuse(asWireError(reason)))
      .finally(() => setSaving(false));
  };
  const leave = () => goToSenders();
  useMayLeave(() => saved.current || same(typed, before.current));
  useKeys({ "mod+s": (event) => void (event.repeat || save()), escape: leave });

  return (
    <div class={edited ? "panes" : "panes no-inspector"}>
      <main>
        <header class="bar">
          <h1>{edited ? words.workspace.settings : words.workspace.add}</h1>
        </header>
        <form
          ref={form}
          class="fill"
          noValidate
          autocomplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <div class="scroll">
            {error && <ErrorNotice error={error} title={words.workspace.failed} />}
            <WorkspaceFields
              typed={typed}
              account={(edited ?? open).account}
              isNew={edited === null}
              remarks={remarks}
              urlChanges={isChecked ? answer.url_changes : []}
              locked={readOnly}
              onChange={(part) => setTyped((now) => ({ ...now, ...part }))}
              onAccount={() => go({ at: "account" })}
            />
          </div>
          <footer class="bar-end">
            <Button submit kind="primary" keys="Ctrl S" busy={saving || !isChecked} disabled={readOnly}>
              {words.common.save}
            </Button>
            {edited && (
              <Button kind="danger" disabled={readOnly} onClick={() => setRemoving(true)}>
                {words.workspace.remove}
              </Button>
            )}
            <span class="push" />
            <Button kind="quiet" keys="Esc" onClick={leave}>
              {words.common.cancel}
            </Button>
          </footer>
        </form>
      </main>
      {edited && <WorkspaceFindings workspace={edited} />}
      {edited && removing && <RemovalDialog workspace={edited} onClose={() => setRemoving(false)} />}
    </div>
  );
}

function same(one: Typed, other: Typed): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
