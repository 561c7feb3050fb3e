// Which workspaces of a backup are restored?

import type { ImportDecision, ImportView, RestoreRow } from "../../ipc";
import { Check } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import * as words from "../../words";

interface RestoreListProps {
  view: ImportView;
  locked: boolean;
  onDecide: (decision: ImportDecision) => void;
}

export function RestoreList({ view, locked, onDecide }: RestoreListProps) {
  return (
    <div class="scroll restore-list" tabIndex={0} role="region" aria-label={words.importing.restoring}>
      <fieldset class="bare group">
        <legend class="unseen">{words.importing.restoring}</legend>
        {view.restore.map((row) => (
          <Check
            key={row.index}
            label={row.name}
            checked={row.included}
            disabled={locked}
            hint={<RestoreHint row={row} />}
            onChange={(included) => onDecide({ about: "restore", index: row.index, included })}
          />
        ))}
      </fieldset>
    </div>
  );
}

function RestoreHint({ row }: { row: RestoreRow }) {
  const { bound_to: bound } = row;
  const after = bound === null ? words.importing.asksForCredential : words.importing.sharesAccount(bound);
  return (
    <>
      <span>
        {row.data_centre}, {words.importing.restored(row)}
      </span>
      <span>
        {words.importing.account} <code>{row.account}</code>: {after}
      </span>
      {row.same_name && (
        <span class="cell-warn">
          <Icon name="warning" />
          {words.importing.sameName}
        </span>
      )}
    </>
  );
}
