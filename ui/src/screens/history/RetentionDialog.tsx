// How long are tests kept here? What it would delete is said before it is set.

import { useEffect, useRef, useState } from "preact/hooks";
import { say } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { RetentionView, WireError, WorkspaceId } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";

export function RetentionDialog({ workspace, onClose }: { workspace: WorkspaceId; onClose: () => void }) {
  /** None until something is typed: then what is set stands there. */
  const [typed, setTyped] = useState<string | null>(null);
  const [view, setView] = useState<RetentionView | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const sequence = useRef(0);
  /** What is said is about what is typed now. */
  const [toldOf, setToldOf] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const asked = ++sequence.current;
    ipc.retention(workspace, typed).then(
      (read) => {
        if (asked === sequence.current) {
          setView(read);
          setToldOf(typed);
        }
      },
      (reason: unknown) => asked === sequence.current && setError(asWireError(reason)),
    );
  }, [workspace, typed]);
  const value = typed ?? view?.kept_days?.toString() ?? "";
  const told = view !== null && toldOf === typed;
  const invalid = told && view.notes.length > 0;
  const deletes = told && !invalid ? view.goes : 0;
  const save = (event: Event) => {
    event.preventDefault();
    if (busy || !told || invalid) {
      return;
    }
    setBusy(true);
    setError(null);
    ipc.setRetention(workspace, value).then(
      ({ kept_days }) => {
        say(words.history.keepSaved(kept_days));
        onClose();
      },
      (reason: unknown) => {
        setError(asWireError(reason));
        setBusy(false);
      },
    );
  };
  return (
    <Dialog title={words.history.keepTitle} onClose={onClose}>
      <form class="history-keep" onSubmit={save}>
        <Field
          label={words.history.keptDays}
          hint={words.history.keptDaysHint}
          remarks={told ? view.notes.map((note) => ({ ...note, hint: null })) : []}
        >
          {(control) => (
            <input
              {...control}
              type="text"
              inputMode="numeric"
              autocomplete="off"
              value={value}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        <p aria-live="polite">{told && !invalid && view.says}</p>
        {error && <ErrorNotice error={error} title={words.history.keepFailed} />}
        <div class="actions">
          <Button submit kind={deletes > 0 ? "danger" : "primary"} busy={busy} disabled={!told || invalid}>
            {deletes > 0 ? words.history.keepSaveDeletes(deletes) : words.history.keepSave}
          </Button>
          <Button onClick={onClose}>{words.common.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
