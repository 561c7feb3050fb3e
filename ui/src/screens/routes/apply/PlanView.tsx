// What would be written, whom does it cut off, and what is to be known before?

import { useState } from "preact/hooks";
import type { AffectedMember, ApplyPlan, CutOff, PlannedField, PlannedRequest, WireError } from "../../../ipc";
import { Button } from "../../../parts/Button";
import { Field, PLAIN } from "../../../parts/Field";
import { Moment } from "../../../parts/Moment";
import { ErrorNotice, Notice } from "../../../parts/Notice";
import { SaidList } from "../../../parts/Sourced";
import { useReadOnly } from "../../../state";
import * as words from "../../../words";

/** Members of a pool that are named without being asked for. */
const NAMED = 5;

interface PlanViewProps {
  plan: ApplyPlan;
  /** Why what was typed was not taken. */
  refused: WireError | null;
  onWrite: (typed: string) => void;
  onClose: () => void;
}

export function PlanView({ plan, refused, onWrite, onClose }: PlanViewProps) {
  const [typed, setTyped] = useState("");
  const readOnly = useReadOnly();
  const { requests, takes_back, type_to_confirm: name } = plan;
  const cutsOff = requests.flatMap((request) => request.cuts_off);
  const confirmed = name === null || typed.trim() === name.trim();
  if (requests.length === 0) {
    return (
      <>
        <Notice tone="info" title={takes_back === null ? words.apply.nothing : undefined}>
          {takes_back !== null && <p>{words.apply.nothingToTakeBack}</p>}
        </Notice>
        <LeftOut plan={plan} />
        <div class="actions end">
          <Button autofocus onClick={onClose}>
            {words.common.close}
          </Button>
        </div>
      </>
    );
  }
  return (
    <form
      class="plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirmed && !readOnly) {
          onWrite(typed);
        }
      }}
    >
      <p class="quiet-text">
        {words.apply.readAt} <Moment at={plan.read_at} />. {words.apply.nothingElse}
      </p>
      {cutsOff.length > 0 && <CutsOff cutsOff={cutsOff} />}
      <h3>{words.apply.requests(requests.length)}</h3>
      <ol class="plan-requests">
        {requests.map((request) => (
          <Request key={request.request} request={request} />
        ))}
      </ol>
      {plan.affected_total > 0 && <Affected members={plan.affected} total={plan.affected_total} />}
      <LeftOut plan={plan} />
      <section class="plan-part">
        <h3>{words.apply.toKnow}</h3>
        <SaidList said={plan.notes} />
      </section>
      {name !== null && (
        <Field
          label={words.apply.typeIt(name)}
          hint={words.apply.typeHint}
          remarks={refused?.fields.map((one) => ({ ...one, level: "problem", suggestion: null }))}
        >
          {(control) => (
            <input
              {...control}
              {...PLAIN}
              autofocus
              type="text"
              dir="auto"
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      {refused && refused.fields.length === 0 && <ErrorNotice error={refused} />}
      <div class="actions end">
        <Button autofocus={name === null} onClick={onClose}>
          {words.common.cancel}
        </Button>
        <Button
          submit
          kind={cutsOff.some(({ foreign }) => foreign) ? "danger" : "primary"}
          disabled={!confirmed || readOnly}
        >
          {takes_back === null ? words.apply.apply(requests.length) : words.apply.takeBackNow}
        </Button>
      </div>
    </form>
  );
}

function CutsOff({ cutsOff }: { cutsOff: CutOff[] }) {
  const foreign = cutsOff.some((one) => one.foreign);
  return (
    <Notice tone={foreign ? "bad" : "warn"} title={words.apply.cutsOff}>
      <ul class="plan-cuts">
        {cutsOff.map((one) => (
          <li key={one.says}>{one.says}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Request({ request: { resource, request, fields } }: { request: PlannedRequest }) {
  return (
    <li class="plan-request">
      <p class="plan-request-head">
        <strong>
          {words.route.resource[resource.kind]} {resource.name}
        </strong>
        <code>{request}</code>
      </p>
      <table class="plan-fields">
        <thead>
          <tr>
            <th scope="col">{words.apply.field}</th>
            <th scope="col">{words.apply.before}</th>
            <th scope="col">{words.apply.after}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <FieldRow key={field.field} field={field} />
          ))}
        </tbody>
      </table>
    </li>
  );
}

function FieldRow({ field: { field, label, before, after } }: { field: PlannedField }) {
  return (
    <tr data-same={before === after || undefined}>
      <th scope="row">
        {label}
        <small>
          <code>{field}</code>
        </small>
      </th>
      <td data-label={words.apply.before}>
        <Value value={before} />
      </td>
      <td class="plan-after" data-label={words.apply.after}>
        <Value value={after} />
        {before === after && <small> {words.apply.unchanged}</small>}
      </td>
    </tr>
  );
}

/** A value at Twilio, or that there is none. */
export function Value({ value }: { value: string | null }) {
  return value === null || value === "" ? <em class="quiet-text">{words.apply.empty}</em> : <code>{value}</code>;
}

function Affected({ members, total }: { members: AffectedMember[]; total: number }) {
  const [all, setAll] = useState(false);
  const shown = all ? members : members.slice(0, NAMED);
  return (
    <section class="plan-part">
      <h3>{words.apply.affected(total)}</h3>
      <ul class="plan-affected">
        {shown.map(({ sender_id, stops_using }) => (
          <li key={sender_id}>
            <code>{sender_id}</code>{" "}
            {stops_using === null ? (
              <span class="quiet-text">{words.apply.usesNothing}</span>
            ) : (
              <>
                {words.apply.stopsUsing} <code>{stops_using}</code>
              </>
            )}
          </li>
        ))}
      </ul>
      {total > shown.length &&
        (all ? (
          <p class="quiet-text">{words.apply.more(total - shown.length)}</p>
        ) : (
          <button type="button" class="link" onClick={() => setAll(true)}>
            {words.apply.more(total - shown.length)}
          </button>
        ))}
    </section>
  );
}

function LeftOut({ plan }: { plan: ApplyPlan }) {
  if (plan.left_out.length === 0) {
    return null;
  }
  return (
    <section class="plan-part">
      <h3>{words.apply.leftOut}</h3>
      <ul>
        {plan.left_out.map(({ setting, reason }) => (
          <li key={setting}>
            {words.route.setting[setting]}: {reason}
          </li>
        ))}
      </ul>
    </section>
  );
}
