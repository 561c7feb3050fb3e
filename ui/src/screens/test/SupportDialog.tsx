// What is given to Twilio's support about a test, and what of it is left out unless ticked?

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { SupportOptions, TestId, WireError } from "../../ipc";
import { Button } from "../../parts/Button";
import { copyText } from "../../parts/CopyButton";
import { Dialog } from "../../parts/Dialog";
import { Check } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";

interface SupportDialogProps {
  ids: TestId[];
  onClose: () => void;
}

export function SupportDialog({ ids, onClose }: SupportDialogProps) {
  const [options, setOptions] = useState<SupportOptions>({ body: false, numbers: false });
  const [text, setText] = useState<string | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const sequence = useRef(0);
  useEffect(() => {
    const asked = ++sequence.current;
    const isLatest = () => asked === sequence.current;
    // What is shown is what is copied: nothing until the text for these ticks is there.
    setText(null);
    setCopied(null);
    ipc.supportText(ids, options).then(
      (read) => isLatest() && (setText(read), setError(null)),
      (reason: unknown) => isLatest() && setError(asWireError(reason)),
    );
  }, [options.body, options.numbers]);
  return (
    <Dialog title={words.support.title} onClose={onClose}>
      <p>{words.support.says}</p>
      <Check
        label={words.support.numbers}
        hint={words.support.numbersHint}
        checked={options.numbers}
        onChange={(numbers) => setOptions({ ...options, numbers })}
      />
      <Check
        label={words.support.body}
        hint={words.support.bodyHint}
        checked={options.body}
        onChange={(body) => setOptions({ ...options, body })}
      />
      {error && <ErrorNotice error={error} />}
      <pre class="support-text" tabIndex={0} role="region" aria-label={words.support.preview} dir="ltr">
        {text}
      </pre>
      <p role="status" class="small">
        {copied !== null && (copied ? words.support.copied : words.support.notCopied)}
      </p>
      <div class="actions end">
        <Button onClick={onClose}>{words.common.close}</Button>
        <Button
          kind="primary"
          icon="copy"
          disabled={text === null}
          onClick={() => text !== null && void copyText(text).then(setCopied)}
        >
          {words.support.copy}
        </Button>
      </div>
    </Dialog>
  );
}
