// Is this number meant? Asked before a message goes to one that is no saved test handset.

import { useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { TestDraft, WireError, WorkspaceView } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";

interface UnknownHandsetDialogProps {
  workspace: WorkspaceView;
  draft: TestDraft;
  /** As it is called here. */
  sender: string;
  onSend: () => void;
  onClose: () => void;
}

export function UnknownHandsetDialog({ workspace, draft, sender, onSend, onClose }: UnknownHandsetDialogProps) {
  const [label, setLabel] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const saving = useRef(false);
  const { account, environment, name } = workspace;
  const costs =
    environment === "practice"
      ? words.unknownHandset.costsNothing
      : words.unknownHandset.costs(account.friendly_name ?? account.account_sid);
  const saveAndSend = () => {
    if (saving.current) {
      return;
    }
    saving.current = true;
    setBusy(true);
    ipc
      .saveHandset(workspace.id, { number: draft.recipient, label })
      .then(onSend, (reason: unknown) => setError(asWireError(reason)))
      .finally(() => {
        saving.current = false;
        setBusy(false);
      });
  };
  const remarks = (error?.fields ?? []).map((field) => ({ ...field, level: "problem", suggestion: null }) as const);
  return (
    <Dialog title={words.unknownHandset.title} onClose={onClose}>
      <p>{words.unknownHandset.says}</p>
      <dl class="details">
        <dt>{words.tests.to}</dt>
        <dd>
          <code>{draft.recipient}</code>
        </dd>
        <dt>{words.tests.from}</dt>
        <dd dir="auto">{sender}</dd>
        <dt>{words.unknownHandset.workspace}</dt>
        <dd>
          <bdi>{name}</bdi>, {words.environment[environment]}
        </dd>
        <dt>{words.unknownHandset.cost}</dt>
        <dd>{costs}</dd>
      </dl>
      <Field label={words.unknownHandset.label} hint={words.handsets.labelHint} remarks={remarks}>
        {(control) => (
          <div class="with-button">
            <input
              {...control}
              type="text"
              dir="auto"
              autocomplete="off"
              value={label}
              onInput={(event) => setLabel(event.currentTarget.value)}
            />
            <Button busy={busy} onClick={saveAndSend}>
              {words.unknownHandset.save}
            </Button>
          </div>
        )}
      </Field>
      {error && error.fields.length === 0 && <ErrorNotice error={error} title={words.handsets.failed} />}
      <div class="actions end">
        <Button kind="quiet" autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button kind="primary" icon="send" onClick={onSend}>
          {words.tests.send(workspace)}
        </Button>
      </div>
    </Dialog>
  );
}
