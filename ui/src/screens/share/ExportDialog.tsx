// What would a share file hold and leave out, and where is it written to? Said before anything is written.

import { useId, useState } from "preact/hooks";
import { fail } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { ShareFormat, ShareOptions, SharePreview, WireError, WorksheetFormat, WorkspaceView } from "../../ipc";
import { useStillHere } from "../../leaving";
import { Button } from "../../parts/Button";
import { Dialog } from "../../parts/Dialog";
import { Check, Field } from "../../parts/Field";
import { Moment } from "../../parts/Moment";
import { ErrorNotice } from "../../parts/Notice";
import type { Remark } from "../../remarks";
import * as words from "../../words";
import { LeftOut, Never } from "./LeftOut";
import { usePreviewing } from "./previewing";
import { saidSaved } from "./saving";

type Format = ShareFormat | WorksheetFormat;

const FORMATS: Format[] = ["yaml", "json", "senderdesk", "csv", "markdown", "html"];

function isSheet(format: Format): format is WorksheetFormat {
  return format === "markdown" || format === "html";
}

export function ExportDialog({ workspace, onClose }: { workspace: WorkspaceView; onClose: () => void }) {
  const { options, preview, isCurrent, error, choose } = usePreviewing(workspace.id);
  const [format, setFormat] = useState<Format>("yaml");
  const [saving, setSaving] = useState(false);
  const [fault, setFault] = useState<WireError | null>(null);
  const here = useStillHere();
  // That of the former options stays until the rules have answered: it would flicker with every key.
  const problem = (options?.mask_account && preview?.alias_problem) || null;
  const isReady = isSheet(format) || (isCurrent && options !== null);
  const isRefused = !isSheet(format) && problem !== null;

  const write = async (): Promise<boolean> => {
    if (isSheet(format)) {
      const file = await ipc.saveWorksheet(workspace.id, null, format);
      return saidSaved(file && { file, left_out: 0 });
    }
    return options !== null && saidSaved(await ipc.saveShare(workspace.id, format, options));
  };
  const save = () => {
    if (saving || !isReady || isRefused) {
      return;
    }
    setSaving(true);
    setFault(null);
    write().then(
      (written) => {
        // Nothing chosen in the chooser: the dialog stays as it is.
        setSaving(false);
        if (written && here.current) {
          onClose();
        }
      },
      (reason: unknown) => {
        setSaving(false);
        return here.current ? setFault(asWireError(reason)) : fail(reason);
      },
    );
  };

  return (
    <Dialog title={words.share.title(workspace.name)} onClose={onClose}>
      <form
        class="share-form"
        noValidate
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Formats format={format} onChoose={setFormat} />
        {isSheet(format) ? (
          <p>{words.share.sheets}</p>
        ) : (
          <>
            {error && <ErrorNotice key={error.message} error={error} title={words.share.previewFailed} />}
            {options && preview ? (
              <>
                <Masking options={options} preview={preview} problem={problem} onChoose={choose} />
                <Holds preview={preview} />
              </>
            ) : (
              !error && <p class="quiet-text late">{words.share.reading}</p>
            )}
          </>
        )}
        {fault && <ErrorNotice error={fault} title={words.share.failed} />}
        <div class="actions end">
          <Button kind="quiet" onClick={onClose}>
            {words.common.cancel}
          </Button>
          <Button
            submit
            kind="primary"
            busy={saving || (!isReady && !error)}
            disabled={isRefused || (!isReady && error !== null)}
          >
            {words.share.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Formats({ format, onChoose }: { format: Format; onChoose: (format: Format) => void }) {
  const id = useId();
  return (
    <fieldset class="field">
      <legend>{words.share.format}</legend>
      <div class="formats">
        {FORMATS.map((choice) => (
          <label key={choice} class={choice === format ? "format on" : "format"}>
            <input type="radio" name={id} value={choice} checked={choice === format} onChange={() => onChoose(choice)} />
            <span>
              <b>{words.share.formats[choice]}</b> <small>{words.share.formatHints[choice]}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface MaskingProps {
  options: ShareOptions;
  preview: SharePreview;
  problem: string | null;
  onChoose: (part: Partial<ShareOptions>) => void;
}

function Masking({ options, preview, problem, onChoose }: MaskingProps) {
  const remarks: Remark[] =
    problem === null ? [] : [{ field: "alias", level: "problem", message: problem, suggestion: null, hint: null }];
  return (
    <div class="masking">
      <Check
        label={words.share.mask}
        checked={options.mask_account}
        hint={
          <>
            {words.share.names} <code>{preview.account}</code>.
          </>
        }
        onChange={(mask_account) => onChoose({ mask_account })}
      />
      {options.mask_account && (
        <Field label={words.share.alias} hint={words.share.aliasHint} remarks={remarks}>
          {(control) => (
            <input
              {...control}
              type="text"
              autocomplete="off"
              spellcheck={false}
              dir="auto"
              value={options.alias}
              onInput={(event) => onChoose({ alias: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

function Holds({ preview }: { preview: SharePreview }) {
  const shown = preview.head === "" ? 0 : preview.head.trimEnd().split("\n").length;
  return (
    <>
      <section class="share-part" aria-label={words.share.what}>
        <h3>{words.share.what}</h3>
        <p>
          {words.share.holds(preview.senders)} <Since preview={preview} />
        </p>
        {preview.unknown_fields.length > 0 && (
          <p>
            {words.share.unknown}: <code>{preview.unknown_fields.join(", ")}</code>
          </p>
        )}
      </section>
      <LeftOut leftOut={preview.left_out} total={preview.left_out_total} />
      <Never title={words.share.never} never={preview.never} />
      <section class="share-part">
        <h3>
          {words.share.head} <small>{words.share.headOf(shown, preview.lines)}</small>
        </h3>
        <pre class="head-of-file" role="region" aria-label={words.share.head} tabIndex={0}>
          <code>{preview.head}</code>
        </pre>
      </section>
    </>
  );
}

function Since({ preview: { last_shared: at, since } }: { preview: SharePreview }) {
  if (at === null) {
    return <>{words.share.sinceNever}</>;
  }
  const changes = since ? words.share.changes(since) : "";
  return (
    <>
      {changes === "" ? words.share.sinceNothing : words.share.since} (<Moment at={at} />)
      {changes === "" ? "." : `: ${changes}.`}
    </>
  );
}
