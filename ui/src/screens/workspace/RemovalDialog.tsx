// What does removing a workspace delete here, what does it not touch, and is it meant?

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { WireError, WorkspaceRemoval, WorkspaceView } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { ErrorNotice, Notice } from "../../parts/Notice";
import * as words from "../../words";
import { removeWorkspace } from "./removing";

export function RemovalDialog({ workspace, onClose }: { workspace: WorkspaceView; onClose: () => void }) {
  const [foretold, setForetold] = useState<WorkspaceRemoval | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const [named, setNamed] = useState("");
  const shown = useRef(true);
  const { id, name, environment } = workspace;
  const production = environment === "production";
  useEffect(() => {
    ipc.workspaceRemoval(id).then(
      (removal) => shown.current && setForetold(removal),
      (reason: unknown) => shown.current && setError(asWireError(reason)),
    );
    return () => void (shown.current = false);
  }, []);
  const isMeant = foretold !== null && foretold.not_now === null && (!production || named.trim() === name.trim());
  const remove = () => {
    if (!isMeant || busy) {
      return;
    }
    setBusy(true);
    setError(null);
    removeWorkspace(workspace).catch((reason: unknown) => {
      if (shown.current) {
        setBusy(false);
        setError(asWireError(reason));
      }
    });
  };
  return (
    <Dialog title={words.workspace.removeTitle(name)} onClose={() => !busy && onClose()}>
      <p>
        <strong>{words.workspace.removeForGood}</strong>
      </p>
      {error && <ErrorNotice error={error} />}
      {foretold && (
        <>
          <Foretold title={words.workspace.deletes} lines={foretold.deletes} />
          <Foretold title={words.workspace.stays} lines={foretold.stays} />
          {foretold.not_now !== null && (
            <Notice tone="warn">
              <p>{foretold.not_now}</p>
            </Notice>
          )}
        </>
      )}
      {production && (
        <Field label={words.workspace.typeName} hint={words.workspace.typeNameHint(name)}>
          {(control) => (
            <input
              {...control}
              type="text"
              dir="auto"
              autocomplete="off"
              spellcheck={false}
              value={named}
              onInput={(event) => setNamed(event.currentTarget.value)}
              onKeyDown={(event) => event.key === "Enter" && remove()}
            />
          )}
        </Field>
      )}
      <div class="actions end">
        <Button kind="danger" busy={busy} disabled={!isMeant} onClick={remove}>
          {words.workspace.removeNow(name, words.environment[environment])}
        </Button>
        <Button kind="primary" autofocus onClick={onClose}>
          {words.common.cancel}
        </Button>
      </div>
    </Dialog>
  );
}

function Foretold({ title, lines }: { title: string; lines: string[] }) {
  return (
    <section class="foretold">
      <h3>{title}</h3>
      <ul class="causes" aria-label={title}>
        {lines.map((line) => (
          <li key={line} dir="auto">
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}
