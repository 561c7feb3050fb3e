// Which of what was found is shown, and of which account?

import type { RefObject } from "preact";
import { useId } from "preact/hooks";
import type { DiscoveryQuery, SenderType, Subaccounts } from "../../ipc";
import { Check } from "../../parts/Field";
import * as words from "../../words";

type Filter = Omit<DiscoveryQuery, "offset" | "limit">;

interface FoundFiltersProps {
  filter: Filter;
  search: RefObject<HTMLInputElement | null>;
  /** None where there is one account only. */
  subaccounts: Subaccounts | null;
  /** Another account is chosen once this one is read. */
  reading: boolean;
  onPut: (part: Partial<Filter>) => void;
}

const KINDS = Object.keys(words.senderType) as SenderType[];

export function FoundFilters({ filter, search, subaccounts, reading, onPut }: FoundFiltersProps) {
  const id = useId();
  return (
    <div class="filters found-filters">
      <input
        ref={search}
        type="search"
        class="search"
        aria-label={words.discovery.search}
        placeholder={words.discovery.searchHint}
        title="/"
        dir="auto"
        spellcheck={false}
        value={filter.search}
        onInput={(event) => onPut({ search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown" || event.key === "Enter") {
            event.preventDefault();
            document.querySelector<HTMLElement>(".found-grid [role=row][tabindex='0']")?.focus();
          }
        }}
      />
      <label for={`${id}-kind`} class="unseen">
        {words.discovery.kind}
      </label>
      <select
        id={`${id}-kind`}
        value={filter.sender_type ?? ""}
        onChange={(event) => onPut({ sender_type: (event.currentTarget.value as SenderType) || null })}
      >
        <option value="">{words.discovery.allKinds}</option>
        {KINDS.map((kind) => (
          <option key={kind} value={kind}>
            {words.senderType[kind]}
          </option>
        ))}
      </select>
      {subaccounts?.fault && (
        <small title={subaccounts.fault}>{words.discovery.subaccountsFailed}</small>
      )}
      {subaccounts && subaccounts.accounts.length > 1 && (
        <>
          <label for={`${id}-account`} class="unseen">
            {words.discovery.account}
          </label>
          <select
            id={`${id}-account`}
            disabled={reading}
            value={filter.subaccount ?? ""}
            onChange={(event) => onPut({ subaccount: event.currentTarget.value || null })}
          >
            {subaccounts.accounts.map(({ sid, friendly_name, own, status }) => (
              <option key={sid} value={own ? "" : sid}>
                {own ? words.discovery.ownAccount : `${friendly_name || sid} (${status})`}
              </option>
            ))}
          </select>
        </>
      )}
      <Check
        label={words.discovery.onlyNew}
        checked={filter.only_new}
        onChange={(only_new) => onPut({ only_new })}
      />
    </div>
  );
}
