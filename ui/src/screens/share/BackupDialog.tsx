// What would a backup of everything hold and leave out?

import { useEffect, useState } from "preact/hooks";
import { fail } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { BackupPreview, WireError } from "../../ipc";
import { useStillHere } from "../../leaving";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";
import { LeftOut, Never } from "./LeftOut";
import { saidSaved } from "./saving";

export function BackupDialog({ onClose }: { onClose: () => void }) {
  const [preview, setPreview] = useState<BackupPreview | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [saving, setSaving] = useState(false);
  const here = useStillHere();
  useEffect(() => {
    ipc.backupPreview().then(
      (read) => here.current && setPreview(read),
      (reason: unknown) => here.current && setError(asWireError(reason)),
    );
  }, []);
  const isEmpty = preview?.workspaces.length === 0;
  const save = () => {
    if (saving || !preview || isEmpty) {
      return;
    }
    setSaving(true);
    setError(null);
    ipc.saveBackup().then(
      (saved) => {
        setSaving(false);
        if (saidSaved(saved) && here.current) {
          onClose();
        }
      },
      (reason: unknown) => {
        setSaving(false);
        return here.current ? setError(asWireError(reason)) : fail(reason);
      },
    );
  };
  return (
    <Dialog title={words.backup.title} onClose={onClose}>
      <div class="share-form">
        <p>{words.backup.says}</p>
        {preview && (isEmpty ? <p>{words.backup.nothing}</p> : <Parts preview={preview} />)}
        {!preview && !error && <p class="quiet-text late">{words.share.reading}</p>}
        {error && <ErrorNotice error={error} title={preview ? words.share.failed : words.share.previewFailed} />}
        <div class="actions end">
          <Button kind="quiet" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button
            kind="primary"
            autofocus
            busy={saving || (!preview && !error)}
            disabled={isEmpty || (!preview && error !== null)}
            onClick={save}
          >
            {words.share.save}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function Parts({ preview }: { preview: BackupPreview }) {
  return (
    <>
      <section class="share-part" aria-label={words.share.what}>
        <h3>{words.backup.holds(preview)}</h3>
        <div class="backup-parts" role="region" tabIndex={0} aria-label={words.backup.workspaces}>
          <table class="plain-table">
            <thead>
              <tr>
                <th scope="col">{words.backup.workspaces}</th>
                <th scope="col" class="number">
                  {words.backup.senders}
                </th>
              </tr>
            </thead>
            <tbody>
              {preview.workspaces.map((part, position) => (
                <tr key={position}>
                  <th scope="row" dir="auto">
                    {part.name}
                  </th>
                  <td class="number">{part.senders.toLocaleString()}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <LeftOut leftOut={preview.left_out} total={preview.left_out_total} />
      <Never title={words.backup.never} never={preview.never} />
    </>
  );
}
