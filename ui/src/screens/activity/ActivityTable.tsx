// What does a line of the activity log say?

import { momentText } from "../../format";
import type { ActivityChange, ActivityLine, ActivityOutcome } from "../../ipc";
import { Tag } from "../../parts/Badge";
import type { Tone } from "../../parts/Badge";
import type { IconName } from "../../parts/Icon";
import * as words from "../../words";

const OUTCOME: Record<ActivityOutcome, [Tone, IconName]> = {
  done: ["quiet", "check"],
  refused: ["bad", "cross"],
  unknown: ["warn", "question"],
};

export function ActivityTable({ lines }: { lines: ActivityLine[] }) {
  return (
    <table class="activity-table" aria-label={words.activity.title}>
      <thead>
        <tr>
          <th scope="col">{words.activity.when}</th>
          <th scope="col">{words.activity.workspace}</th>
          <th scope="col">{words.activity.what}</th>
          <th scope="col">{words.activity.changes}</th>
          <th scope="col">{words.activity.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={line.id} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function Line({ line }: { line: ActivityLine }) {
  const [tone, icon] = OUTCOME[line.outcome];
  return (
    <tr>
      <td class="activity-when">
        <time dateTime={line.at} title={line.at}>
          {momentText(line.at)}
        </time>
      </td>
      <td dir="auto">{line.workspace_name}</td>
      <td>
        <small>{words.activity.subjects[line.subject]}</small>{" "}
        <span>
          <b dir="auto">{line.name}</b> {line.action}
        </span>
      </td>
      <td>
        {line.changes.map((change) => (
          <Changed key={change.field} change={change} />
        ))}
      </td>
      <td>
        <Tag tone={tone} icon={icon}>
          {words.activity.outcomes[line.outcome]}
        </Tag>
        {line.detail && (
          <small class="activity-detail" dir="auto">
            {line.detail}
          </small>
        )}
      </td>
    </tr>
  );
}

function Changed({ change: { field, before, after } }: { change: ActivityChange }) {
  return (
    <p class="changed">
      <span class="quiet-text">{field}:</span>{" "}
      <span class="unseen">{words.activity.beforeIs}</span>
      <Value value={before} /> <span aria-hidden="true">→</span>{" "}
      <span class="unseen">{words.activity.afterIs}</span>
      <Value value={after} />
    </p>
  );
}

function Value({ value }: { value: string | null }) {
  return value ? <span dir="auto">{value}</span> : <i class="quiet-text">{words.activity.nothing}</i>;
}
