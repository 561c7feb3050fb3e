// How is a text imported that is no file? It is handed over as it is; the page reads nothing of it.

import { useRef, useState } from "preact/hooks";
import { asWireError } from "../../ipc";
import type { WireError } from "../../ipc";
import { useStillHere } from "../../leaving";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { JobProgress } from "../../parts/JobProgress";
import { ErrorNotice } from "../../parts/Notice";
import type { Remark } from "../../remarks";
import { useDesk } from "../../state";
import * as words from "../../words";
import { cancelReading, readPasted } from "../import/reading";

/** Characters. More would hold the window up on its way to Rust. */
export const MOST = 5_000_000;

export function PasteDialog({ onClose }: { onClose: () => void }) {
  // Never in the state of the page: a long text would be drawn anew with every key.
  const area = useRef<HTMLTextAreaElement>(null);
  const [length, setLength] = useState(0);
  const [error, setError] = useState<WireError | null>(null);
  const reading = useDesk((state) => state.reading);
  const here = useStillHere();
  const isTooLong = length > MOST;
  const remarks: Remark[] = isTooLong
    ? [{ field: "text", level: "problem", message: words.paste.tooLong(length, MOST), suggestion: null, hint: null }]
    : [];
  const isReading = reading?.from === "paste";
  const look = () => {
    const text = area.current?.value ?? "";
    if (isReading || isTooLong || text.trim() === "") {
      return;
    }
    setError(null);
    readPasted(text).catch((reason: unknown) => here.current && setError(asWireError(reason)));
  };
  const cancel = isReading ? cancelReading : onClose;
  return (
    <Dialog title={words.paste.title} onClose={cancel}>
      <form
        class="share-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <Field label={words.paste.label} hint={words.paste.hint} remarks={remarks}>
          {(control) => (
            <textarea
              {...control}
              ref={area}
              class="mono paste-text"
              rows={12}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              autofocus
              readOnly={isReading}
              onInput={(event) => setLength(event.currentTarget.value.length)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
                  event.preventDefault();
                  look();
                }
              }}
            />
          )}
        </Field>
        {error && <ErrorNotice key={error.message} error={error} title={words.paste.failed} />}
        {isReading && <JobProgress job={reading.job} label={words.importing.readingText} />}
        <div class="actions end">
          <Button kind="quiet" onClick={cancel}>
            {words.common.cancel}
          </Button>
          <Button submit kind="primary" keys="Ctrl ↵" busy={isReading} disabled={isTooLong || length === 0}>
            {words.paste.look}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
