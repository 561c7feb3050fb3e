// Where do replies to this sender go? To the data centre's URL, or to a custom one that says what it replaced.

import { useContext } from "preact/hooks";
import type { MoCallback, SenderDraft, Suggestion, WorkspaceView } from "../../ipc";
import { CopyButton } from "../../parts/CopyButton";
import { Button } from "../../parts/Button";
import { Facts } from "../../parts/Facts";
import { Field, Locked, PLAIN } from "../../parts/Field";
import { ProvenanceTag } from "../../parts/Sourced";
import type { Remark } from "../../remarks";
import * as words from "../../words";

interface MoCallbackFieldProps {
  workspace: WorkspaceView;
  draft: SenderDraft;
  /** As the rules see it; none until they answered. */
  mo: MoCallback | null;
  remarks: Remark[];
  onSuggestion: (suggestion: Suggestion) => void;
  onChange: (part: Partial<SenderDraft>) => void;
}

export function MoCallbackField({ workspace, draft, mo, remarks, onSuggestion, onChange }: MoCallbackFieldProps) {
  const ours = workspace.mo_callback;
  const typed = draft.mo_callback_url;
  const locked = useContext(Locked);
  const isCustom = typed !== null && typed.trim() !== "";
  const put = (url: string | null) => onChange({ mo_callback_url: url === ours.url ? null : url });
  return (
    <div class="with-below">
      <Field
        label={words.senderForm.mo}
        hint={
          <span class="mo-hint">
            <ProvenanceTag provenance={isCustom ? "custom" : ours.provenance} />
            <CopyButton value={isCustom ? typed : ours.url} what={words.senderForm.mo} />
            {typed === "" ? words.senderForm.moEmpty : words.senderForm.moHint}
          </span>
        }
        remarks={remarks}
        onSuggestion={onSuggestion}
      >
        {(control) => (
          <input
            {...control}
            {...PLAIN}
            type="text"
            inputMode="url"
            value={typed ?? ours.url}
            onInput={(event) => put(event.currentTarget.value)}
          />
        )}
      </Field>
      {isCustom && (
        <ul class="replaced">
          {mo?.replaced && mo.replaced !== typed && (
            <Replaced what={words.senderForm.moReplaced} url={mo.replaced}>
              <Button disabled={locked} onClick={() => put(mo.replaced)}>{words.senderForm.restoreFormer}</Button>
            </Replaced>
          )}
          <Replaced
            what={mo?.replaced ? words.senderForm.moOfDataCentre : words.senderForm.moReplaced}
            url={ours.url}
            tag={<ProvenanceTag provenance={ours.provenance} />}
          >
            <Button disabled={locked} onClick={() => put(null)}>{words.senderForm.restore}</Button>
          </Replaced>
        </ul>
      )}
      <Facts topic="callbacks" title={words.senderForm.said} />
    </div>
  );
}

interface ReplacedProps {
  what: string;
  url: string;
  tag?: preact.ComponentChildren;
  children: preact.ComponentChildren;
}

function Replaced({ what, url, tag, children }: ReplacedProps) {
  return (
    <li>
      <span class="replaced-url">
        <small>
          {what} {tag}
        </small>
        <code>{url}</code>
      </span>
      {children}
    </li>
  );
}
