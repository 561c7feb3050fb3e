// Which sender is it at Twilio? Typed freely, or taken from what the account owns.

import type { Candidate, SenderDraft, SenderType, Suggestion, WorkspaceId } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { Link } from "../../parts/Button";
import { Combobox } from "../../parts/Combobox";
import { Field } from "../../parts/Field";
import { Moment } from "../../parts/Moment";
import { Remedy } from "../../parts/Remedy";
import type { Remark } from "../../remarks";
import * as words from "../../words";
import { useCompletion } from "./completing";
import type { Completing } from "./completing";

const LINKS: Partial<Record<SenderType, [string, string]>> = {
  short_code: ["twilio-short-codes", words.senderForm.idLinks.short_code],
  long_code: ["twilio-long-codes", words.senderForm.idLinks.long_code],
  messaging_service: ["twilio-messaging-services", words.senderForm.idLinks.messaging_service],
};

interface SenderIdFieldProps {
  workspace: WorkspaceId;
  draft: SenderDraft;
  remarks: Remark[];
  onSuggestion: (suggestion: Suggestion) => void;
  onChange: (part: Partial<SenderDraft>) => void;
}

export function SenderIdField({ workspace, draft, remarks, onSuggestion, onChange }: SenderIdFieldProps) {
  const type = draft.sender_type;
  const completing = useCompletion(workspace, type, draft.sender_id);
  const candidates = completing.completion?.candidates ?? [];
  const unseen = (completing.completion?.matching ?? 0) - candidates.length;
  const links = type === null ? Object.values(LINKS) : [LINKS[type]];
  return (
    <div class="with-below">
      <Field
        label={words.senderForm.id}
        hint={
          <>
            {type ? words.senderForm.idHint[type] : words.senderForm.idHintNone}
            {links.map((link) => link && <> <Link to={link[0]}>{link[1]}</Link></>)}
          </>
        }
        remarks={remarks}
        onSuggestion={onSuggestion}
      >
        {(control) => (
          <Combobox
            control={control}
            label={words.catalogue.list}
            mono
            value={draft.sender_id}
            options={candidates}
            keyOf={(candidate) => `${candidate.sender_type} ${candidate.sender_id}`}
            empty={completing.reading ? words.catalogue.reading : words.catalogue.nothing}
            more={unseen > 0 && words.catalogue.more(unseen)}
            onType={(sender_id) => onChange({ sender_id })}
            onChoose={({ sender_type, sender_id }) => onChange({ sender_type, sender_id })}
          >
            {(candidate) => <Offered candidate={candidate} typed={type} />}
          </Combobox>
        )}
      </Field>
      <CatalogueLine completing={completing} />
    </div>
  );
}

/** What is known of it without choosing it; its type only where that is another than the one in the form. */
function Offered({ candidate, typed }: { candidate: Candidate; typed: SenderType | null }) {
  const { sms, mms, services } = candidate;
  const known = [
    candidate.sender_type !== typed && words.senderType[candidate.sender_type],
    sms && words.catalogue.sms,
    mms && words.catalogue.mms,
    candidate.toll_free && words.catalogue.tollFree,
    services.length > 0 && words.catalogue.inService(services.join(", ")),
  ];
  return (
    <span class="candidate">
      <span class="candidate-head">
        <code>{candidate.sender_id}</code>
        {candidate.name !== candidate.sender_id && (
          <span class="cut" dir="auto">
            {candidate.name}
          </span>
        )}
        {candidate.saved && <Tag tone="live">{words.catalogue.saved}</Tag>}
      </span>
      <small>{known.filter(Boolean).join(", ")}</small>
    </span>
  );
}

/** How much of the account the completion knows. */
function CatalogueLine({ completing }: { completing: Completing }) {
  const { completion, reading, error } = completing;
  const state = completion?.state ?? null;
  return (
    <div class="hint catalogue-line">
      <span role="status" aria-label={words.catalogue.label}>
        <CatalogueWords completing={completing} />
      </span>
      {error ? (
        <Remedy error={error} />
      ) : (
        !reading &&
        completion?.read_at &&
        state !== "failed" && (
          <span>
            {words.catalogue.readAt} <Moment at={completion.read_at} />.
          </span>
        )
      )}
      {state !== null && !reading && (
        <button type="button" class="link" onClick={completing.readAgain}>
          {words.catalogue.again}
        </button>
      )}
      {!reading && completion && completion.faults.length > 0 && (
        <ul class="faults">
          {completion.faults.map((fault) => (
            <li key={fault}>
              {fault}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function CatalogueWords({ completing: { completion, reading, error } }: { completing: Completing }) {
  if (reading) {
    return <span class="late">{words.catalogue.reading}</span>;
  }
  if (error) {
    return <>{[words.catalogue.failed, error.message, error.hint].filter(Boolean).join(" ")}</>;
  }
  switch (completion?.state) {
    case "whole":
      return <>{words.catalogue.whole}</>;
    case "partial":
      return <>{words.catalogue.partial}</>;
    case "failed":
      return <>{words.catalogue.failed}</>;
    case "not_read":
      return <>{words.catalogue.notRead}</>;
    default:
      return null;
  }
}
