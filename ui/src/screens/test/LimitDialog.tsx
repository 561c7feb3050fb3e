// How many phones may one test go to at once? The operator says, so that a slip of a paste does not cost a hundred messages.

import { useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { WireError, WorkspaceId } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import { useReadOnly } from "../../state";
import * as words from "../../words";

interface LimitDialogProps {
  workspace: WorkspaceId;
  limit: number | null;
  onClose: () => void;
}

export function LimitDialog({ workspace, limit, onClose }: LimitDialogProps) {
  const [typed, setTyped] = useState(limit === null ? "" : String(limit));
  const [error, setError] = useState<WireError | null>(null);
  const readOnly = useReadOnly();
  const save = () => {
    // What is no whole number is refused by the same words as one out of bounds.
    const wanted = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
    ipc.setRecipientLimit(workspace, wanted).then(onClose, (reason: unknown) => setError(asWireError(reason)));
  };
  const remarks = (error?.fields ?? []).map((field) => ({ ...field, level: "problem", suggestion: null }) as const);
  return (
    <Dialog title={words.recipientLimit.title} onClose={onClose}>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Field label={words.recipientLimit.label} hint={words.recipientLimit.hint} remarks={remarks}>
          {(control) => (
            <input
              {...control}
              type="text"
              inputMode="numeric"
              autocomplete="off"
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
        {error && error.fields.length === 0 && <ErrorNotice error={error} />}
        <div class="actions end">
          <Button kind="quiet" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button submit kind="primary" disabled={readOnly}>
            {words.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
