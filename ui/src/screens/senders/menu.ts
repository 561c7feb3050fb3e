// What can be done with a sender, and why not, where not?

import type { SenderRow, TestId } from "../../ipc";
import type { MenuItem } from "../../parts/Menu";
import * as words from "../../words";

export interface SenderActions {
  readOnly: boolean;
  edit: (row: SenderRow) => void;
  duplicate: (row: SenderRow) => void;
  test: (row: SenderRow) => void;
  setUp: (row: SenderRow) => void;
  markDefault: (row: SenderRow) => void;
  /** Asks first: what is refused is said there, with its remedy. */
  remove: (row: SenderRow) => void;
  showTest: (id: TestId) => void;
}

/** In the order of the menu; each is also a key on the row. */
export function senderActions(row: SenderRow, actions: SenderActions): MenuItem[] {
  const { readOnly } = actions;
  return [
    {
      label: words.senders.markDefault,
      keys: "D",
      disabled: row.is_default || readOnly,
      note: row.is_default ? words.senders.alreadyDefault : undefined,
      act: () => actions.markDefault(row),
    },
    { label: words.senders.edit, keys: "Enter", act: () => actions.edit(row) },
    { label: words.senders.duplicate, keys: "C", disabled: readOnly, act: () => actions.duplicate(row) },
    { label: words.senders.sendTest, keys: "T", disabled: readOnly, act: () => actions.test(row) },
    { label: words.senders.setup, keys: "S", act: () => actions.setUp(row) },
    { label: words.senders.delete, keys: "Del", danger: true, disabled: readOnly, act: () => actions.remove(row) },
  ];
}

/** What a bare key does on a row, if anything. */
export function keyAction(key: string, actions: SenderActions): ((row: SenderRow) => void) | undefined {
  const changes: Record<string, (row: SenderRow) => void> = {
    c: actions.duplicate,
    t: actions.test,
    d: actions.markDefault,
    delete: actions.remove,
  };
  const looks: Record<string, (row: SenderRow) => void> = { enter: actions.edit, s: actions.setUp };
  const named = key.toLowerCase();
  return looks[named] ?? (actions.readOnly ? undefined : changes[named]);
}
