// Are these numbers meant? Asked before messages go to any that is no saved test handset.

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
  /** Those to numbers that are not saved. */
  unknown: TestDraft[];
  /** How many messages go, to saved handsets too. */
  count: number;
  /** As it is called here. */
  sender: string;
  onSend: () => void;
  onClose: () => void;
}

export function UnknownHandsetDialog({ workspace, unknown, count, sender, onSend, onClose }: UnknownHandsetDialogProps) {
  const { account, environment, name } = workspace;
  const costs =
    environment === "practice"
      ? words.unknownHandset.costsNothing
      : words.unknownHandset.costs(account.friendly_name ?? account.account_sid);
  const alone = unknown.length === 1 ? unknown[0] : undefined;
  return (
    <Dialog title={words.unknownHandset.title(unknown.length)} onClose={onClose}>
      <p>{words.unknownHandset.says(unknown.length)}</p>
      <dl class="details">
        <dt>{words.tests.to}</dt>
        <dd>
          {unknown.map(({ id, recipient }) => (
            <div key={id}>
              <code>{recipient}</code>
            </div>
          ))}
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
      {alone && <SaveFirst workspace={workspace} number={alone.recipient} onSaved={onSend} />}
      <div class="actions end">
        <Button kind="quiet" autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button kind="primary" icon="send" onClick={onSend}>
          {words.tests.send(workspace, count)}
        </Button>
      </div>
    </Dialog>
  );
}

interface SaveFirstProps {
  workspace: WorkspaceView;
  number: string;
  onSaved: () => void;
}

function SaveFirst({ workspace, number, onSaved }: SaveFirstProps) {
  const [label, setLabel] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const saving = useRef(false);
  const saveAndSend = () => {
    if (saving.current) {
      return;
    }
    saving.current = true;
    setBusy(true);
    ipc
      .saveHandset(workspace.id, { number, label })
      .then(onSaved, (reason: unknown) => setError(asWireError(reason)))
      .finally(() => {
        saving.current = false;
        setBusy(false);
      });
  };
  const remarks = (error?.fields ?? []).map((field) => ({ ...field, level: "problem", suggestion: null }) as const);
  return (
    <>
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
    </>
  );
}
