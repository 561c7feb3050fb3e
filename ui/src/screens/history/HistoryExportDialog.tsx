// What of the history goes into a file?

import { useState } from "preact/hooks";
import { say } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { HistoryExport, HistoryFormat, HistoryQuery, WireError } from "../../ipc";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Check, Choices } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";

const FORMATS = Object.entries(words.history.formats) as [HistoryFormat, string][];

interface HistoryExportDialogProps {
  query: HistoryQuery;
  matching: number | null;
  onClose: () => void;
}

export function HistoryExportDialog({ query, matching, onClose }: HistoryExportDialogProps) {
  const [options, setOptions] = useState<HistoryExport>({ format: "csv", mask_numbers: false, texts: true });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const put = (part: Partial<HistoryExport>) => setOptions({ ...options, ...part });
  const write = () => {
    setBusy(true);
    setError(null);
    ipc.saveHistory(query, options).then(
      (file) => {
        say(file ? words.history.written(file.path) : words.history.notWritten);
        onClose();
      },
      (reason: unknown) => {
        setError(asWireError(reason));
        setBusy(false);
      },
    );
  };
  return (
    <Dialog title={words.history.exportTitle} onClose={onClose}>
      <p>{words.history.exportSays(matching)}</p>
      <p class="small quiet-text">{words.history.exportHolds}</p>
      <Choices
        legend={words.history.format}
        choices={FORMATS}
        value={options.format}
        onChoose={(format) => put({ format })}
      />
      <Check
        label={words.history.mask}
        hint={words.history.maskHint}
        checked={options.mask_numbers}
        onChange={(mask_numbers) => put({ mask_numbers })}
      />
      <Check label={words.history.texts} checked={options.texts} onChange={(texts) => put({ texts })} />
      {error && <ErrorNotice error={error} title={words.history.exportFailed} />}
      <div class="actions">
        <Button kind="primary" icon="down" busy={busy} onClick={write}>
          {words.history.exportGo}
        </Button>
        <Button onClick={onClose}>{words.common.cancel}</Button>
      </div>
    </Dialog>
  );
}
