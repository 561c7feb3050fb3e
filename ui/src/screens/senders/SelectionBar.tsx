// How many senders are selected, and what can be done with them together?

import { Button } from "../../parts/Button";
import * as words from "../../words";
import type { Selection } from "./selection";

interface SelectionBarProps {
  selection: Selection;
  matching: number;
  readOnly: boolean;
  onDelete: () => void;
}

export function SelectionBar({ selection, matching, readOnly, onDelete }: SelectionBarProps) {
  return (
    <div class="selection-bar" role="group" aria-label={words.selection.label}>
      <span role="status">{selection.count > 0 && words.selection.count(selection.count)}</span>
      {selection.count > 0 && (
        <>
          {!selection.isAll && selection.count < matching && (
            <button type="button" class="link" onClick={selection.all}>
              {words.selection.allMatching(matching)}
            </button>
          )}
          <span class="push" />
          <Button kind="danger" keys="Del" disabled={readOnly} onClick={onDelete}>
            {words.senders.delete}
          </Button>
          <Button kind="quiet" keys="Esc" onClick={selection.clear}>
            {words.selection.clear}
          </Button>
        </>
      )}
    </div>
  );
}
