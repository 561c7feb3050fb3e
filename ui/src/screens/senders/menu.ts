// What can be done with a sender, and why not, where not?

import type { SenderRow, TestId } from "../../ipc";
import type { MenuItem } from "../../parts/Menu";
import * as words from "../../words";

export interface SenderActions {
  readOnly: boolean;
  /** The only sender of its workspace: it may be deleted although it is the default. */
  isLast: boolean;
  edit: (row: SenderRow) => void;
  test: (row: SenderRow) => void;
  markDefault: (row: SenderRow) => void;
  remove: (row: SenderRow) => void;
  showTest: (id: TestId) => void;
}

/** Why this sender cannot be deleted. */
export function whyNotDelete(row: SenderRow, actions: SenderActions): string | undefined {
  return row.is_default && !actions.isLast ? words.senders.defaultStays : undefined;
}

export function senderActions(row: SenderRow, actions: SenderActions): MenuItem[] {
  const kept = whyNotDelete(row, actions);
  return [
    {
      label: words.senders.markDefault,
      keys: "D",
      disabled: row.is_default || actions.readOnly,
      note: row.is_default ? words.senders.alreadyDefault : undefined,
      act: () => actions.markDefault(row),
    },
    { label: words.senders.edit, keys: "Enter", act: () => actions.edit(row) },
    { label: words.senders.sendTest, keys: "T", disabled: actions.readOnly, act: () => actions.test(row) },
    {
      label: words.senders.delete,
      keys: "Del",
      danger: true,
      disabled: kept !== undefined || actions.readOnly,
      note: kept,
      act: () => actions.remove(row),
    },
  ];
}
