// Which handsets may tests go to without a question? Listed, renamed, removed and added.

import { useEffect, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { TestHandset, WireError, WorkspaceId } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field, PLAIN } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import type { Remark } from "../../remarks";
import { useReadOnly } from "../../state";
import * as words from "../../words";

const NEW: TestHandset = { number: "", label: "" };

export function HandsetsDialog({ workspace, onClose }: { workspace: WorkspaceId; onClose: () => void }) {
  const [handsets, setHandsets] = useState<TestHandset[] | null>(null);
  const [added, setAdded] = useState(NEW);
  /** What was refused, and of which handset: none for the new one. */
  const [refused, setRefused] = useState<{ error: WireError; number: string | null } | null>(null);
  const readOnly = useReadOnly();

  const take = (asked: Promise<TestHandset[]>, number: string | null) =>
    asked.then(
      (now) => {
        setHandsets(now);
        setRefused(null);
        return true;
      },
      (reason: unknown) => {
        setRefused({ error: asWireError(reason), number });
        return false;
      },
    );
  useEffect(() => void take(ipc.handsets(workspace), null), [workspace]);
  const save = (handset: TestHandset, number: string | null) => take(ipc.saveHandset(workspace, handset), number);
  const add = async () => {
    if (await save(added, null)) {
      setAdded(NEW);
    }
  };
  const ofNew = (field: string): Remark[] =>
    refused?.number === null ? remarksOf(refused.error).filter((remark) => remark.field === field) : [];

  return (
    <Dialog title={words.handsets.title} onClose={onClose}>
      <p class="quiet-text">{handsets?.length === 0 ? words.handsets.none : words.handsets.says}</p>
      {handsets && handsets.length > 0 && (
        <ul class="handsets" aria-label={words.handsets.title}>
          {handsets.map((handset) => (
            <Handset
              key={handset.number}
              handset={handset}
              readOnly={readOnly}
              onRename={(label) => void save({ ...handset, label }, handset.number)}
              onRemove={() => void take(ipc.removeHandset(workspace, handset.number), handset.number)}
            />
          ))}
        </ul>
      )}
      {refused && (refused.number !== null || refused.error.fields.length === 0) && (
        <ErrorNotice error={refused.error} title={words.handsets.failed} />
      )}
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <div class="pair">
          <Field label={words.handsets.number} remarks={ofNew("number")}>
            {(control) => (
              <input
                {...control}
                {...PLAIN}
                type="text"
                inputMode="tel"
                placeholder={words.tests.toPlaceholder}
                value={added.number}
                onInput={(event) => setAdded({ ...added, number: event.currentTarget.value })}
              />
            )}
          </Field>
          <Field label={words.handsets.label} hint={words.handsets.labelHint} remarks={ofNew("label")}>
            {(control) => (
              <input
                {...control}
                type="text"
                dir="auto"
                autocomplete="off"
                value={added.label}
                onInput={(event) => setAdded({ ...added, label: event.currentTarget.value })}
              />
            )}
          </Field>
        </div>
        <div class="actions end">
          <Button submit icon="plus" disabled={readOnly}>
            {words.handsets.add}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {words.common.close}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function remarksOf(error: WireError): Remark[] {
  return error.fields.map((field) => ({ ...field, level: "problem", suggestion: null }));
}

interface HandsetProps {
  handset: TestHandset;
  readOnly: boolean;
  onRename: (label: string) => void;
  onRemove: () => void;
}

function Handset({ handset: { number, label }, readOnly, onRename, onRemove }: HandsetProps) {
  const [typed, setTyped] = useState(label);
  return (
    <li>
      <code>{number}</code>
      <input
        type="text"
        dir="auto"
        autocomplete="off"
        aria-label={words.handsets.labelOf(number)}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <Button
        label={words.handsets.renameOne(number)}
        disabled={readOnly || typed.trim() === label}
        onClick={() => onRename(typed)}
      >
        {words.handsets.rename}
      </Button>
      <Button kind="danger" label={words.handsets.removeOne(number)} disabled={readOnly} onClick={onRemove}>
        {words.handsets.remove}
      </Button>
    </li>
  );
}
