// What became of each request and of each field, and can it be taken back?

import { useState } from "preact/hooks";
import { fail } from "../../../actions";
import { ipc } from "../../../ipc";
import type { Applied, AppliedField, AppliedRequest, RequestState } from "../../../ipc";
import { Tag } from "../../../parts/Badge";
import type { Tone } from "../../../parts/Badge";
import { Button } from "../../../parts/Button";
import type { IconName } from "../../../parts/Icon";
import { Notice } from "../../../parts/Notice";
import type { NoticeProps } from "../../../parts/Notice";
import { useReadOnly } from "../../../state";
import * as words from "../../../words";
import { Value } from "./PlanView";

const STATES: Record<RequestState, [Tone, IconName, NoticeProps["tone"]]> = {
  not_done: ["quiet", "dash", "info"],
  done: ["ok", "check", "ok"],
  changed_meanwhile: ["warn", "warning", "warn"],
  refused: ["bad", "cross", "bad"],
  third_value: ["warn", "warning", "warn"],
  unknown: ["warn", "question", "warn"],
  taken_back: ["quiet", "check", "info"],
};

/** What a plan made anew may still bring about. */
const AGAIN: RequestState[] = ["not_done", "changed_meanwhile", "refused", "third_value"];

interface OutcomeProps {
  applied: Applied;
  onPlanAgain: () => void;
  onLooked: (applied: Applied) => void;
  onTakeBack: () => void;
  onClose: () => void;
}

export function Outcome({ applied, onPlanAgain, onLooked, onTakeBack, onClose }: OutcomeProps) {
  const readOnly = useReadOnly();
  const [looking, setLooking] = useState(false);
  const look = () => {
    setLooking(true);
    ipc
      .lookAtApplied(applied.id)
      .then(onLooked, fail)
      .finally(() => setLooking(false));
  };
  const [, , tone] = STATES[applied.state];
  return (
    <>
      {/* The focus is not on Close: Enter that is still held would press it unseen. */}
      <div role="status" tabIndex={-1} autofocus>
        <Notice tone={tone} title={words.apply.resultTitle[applied.state]}>
          <p>{applied.says}</p>
        </Notice>
      </div>
      <Requests applied={applied} />
      <div class="actions end">
        {applied.unfinished && (
          <Button busy={looking} disabled={readOnly} onClick={look}>
            {words.apply.lookAgain}
          </Button>
        )}
        {AGAIN.includes(applied.state) && <Button onClick={onPlanAgain}>{words.apply.planAgain}</Button>}
        {applied.not_takeable === null && applied.takes_back === null && (
          <Button disabled={readOnly} onClick={onTakeBack}>
            {words.apply.takeBack}
          </Button>
        )}
        <Button kind="primary" onClick={onClose}>
          {words.common.close}
        </Button>
      </div>
    </>
  );
}

export function StateTag({ state }: { state: RequestState }) {
  const [tone, icon] = STATES[state];
  return (
    <Tag tone={tone} icon={icon}>
      {words.apply.state[state]}
    </Tag>
  );
}

export function Requests({ applied }: { applied: Applied }) {
  return (
    <ol class="plan-requests">
      {applied.requests.map((request) => (
        <Request key={request.request} request={request} />
      ))}
    </ol>
  );
}

function Request({ request: { resource, request, state, says, fields } }: { request: AppliedRequest }) {
  return (
    <li class="plan-request">
      <p class="plan-request-head">
        <StateTag state={state} />
        <strong>
          {words.route.resource[resource.kind]} {resource.name}
        </strong>
        <code>{request}</code>
      </p>
      <p dir="auto">{says}</p>
      <table class="plan-fields">
        <thead>
          <tr>
            <th scope="col">{words.apply.field}</th>
            <th scope="col">{words.apply.former}</th>
            <th scope="col">{words.apply.written}</th>
            <th scope="col">{words.apply.readBack}</th>
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

function FieldRow({ field: { field, label, before, after, live, read_back } }: { field: AppliedField }) {
  return (
    <tr>
      <th scope="row">
        {label}
        <small>
          <code>{field}</code>
        </small>
      </th>
      <td data-label={words.apply.former}>
        <Value value={before} />
      </td>
      <td data-label={words.apply.written}>
        <Value value={after} />
      </td>
      <td data-label={words.apply.readBack}>{read_back ? <Value value={live} /> : <em class="quiet-text">{words.apply.notReadBack}</em>}</td>
    </tr>
  );
}
