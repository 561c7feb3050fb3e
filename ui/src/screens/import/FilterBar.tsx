// Which senders of the import are shown?

import { useId } from "preact/hooks";
import type { ImportChange, ImportCounts } from "../../ipc";
import * as words from "../../words";
import { KINDS, total } from "./rows";

interface FilterBarProps {
  counts: ImportCounts;
  /** None for all. */
  change: ImportChange | null;
  onShow: (change: ImportChange | null) => void;
}

export function FilterBar({ counts, change, onShow }: FilterBarProps) {
  const name = useId();
  // A kind of which there is none would only take room.
  const kinds = KINDS.filter((kind) => counts[kind] > 0);
  const filters: (ImportChange | null)[] = [null, ...(kinds.length > 1 ? kinds : [])];
  return (
    <div class="filters import-filters">
      <fieldset class="bare">
        <legend class="unseen">{words.importing.filter}</legend>
        <div class="segments">
          {filters.map((filter) => (
            <label key={filter ?? "all"} class={filter === change ? "segment on" : "segment"}>
              <input
                type="radio"
                name={name}
                value={filter ?? "all"}
                checked={filter === change}
                onChange={() => onShow(filter)}
              />
              {words.importing.filters[filter ?? "all"]}{" "}
              <span class="segment-count">{(filter ? counts[filter] : total(counts)).toLocaleString()}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}
