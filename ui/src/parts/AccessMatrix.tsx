// What may a credential do, and how is that known?

import type { AccessRow } from "../ipc";
import { momentText } from "../format";
import * as words from "../words";
import { AccessBadge } from "./Badge";

export function AccessMatrix({ rows }: { rows: AccessRow[] }) {
  return (
    <table class="matrix" aria-label={words.matrix.title}>
      <thead class="unseen">
        <tr>
          <th scope="col">{words.matrix.capability}</th>
          <th scope="col">{words.matrix.access}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.capability} title={row.at ? `${words.matrix.checkedAt} ${momentText(row.at)}` : undefined}>
            <th scope="row">
              {words.capability[row.capability]}
            </th>
            <td>
              <AccessBadge access={row.access} />
              {row.reason && <small>{row.reason}</small>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
