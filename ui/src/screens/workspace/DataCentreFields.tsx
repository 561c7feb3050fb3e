// In which data centre is a workspace? Chosen out of MoEngage's list, or read out of an address that is pasted.

import type { DataCentreView, Suggestion } from "../../ipc";
import { Link } from "../../parts/Button";
import { Field, PLAIN } from "../../parts/Field";
import type { Remark } from "../../remarks";
import { useDesk } from "../../state";
import * as words from "../../words";

interface DataCentreFieldsProps {
  /** A code; empty while none is chosen. */
  chosen: string;
  /** Goes before what is chosen. */
  address: string;
  /** What the rules read out of both. */
  read: DataCentreView | null;
  remarks: Remark[];
  onChange: (part: { data_centre?: string; address: string }) => void;
  onSuggestion: (suggestion: Suggestion) => void;
}

export function DataCentreFields({ chosen, address, read, remarks, onChange, onSuggestion }: DataCentreFieldsProps) {
  const known = useDesk((state) => state.desk?.data_centres ?? []);
  const asOf = useDesk((state) => state.desk?.data_centres_as_of ?? "");
  const pasted = address.trim() !== "";
  const code = pasted ? (read?.code ?? "") : chosen;
  return (
    <div class="pair data-centre">
      <Field
        label={words.connect.dataCentre}
        hint={
          <>
            {words.connect.dataCentreHint} <Link to="moengage-data-centres">{words.connect.listAsOf(asOf)}</Link>
          </>
        }
        remarks={pasted ? [] : remarks}
        onSuggestion={onSuggestion}
      >
        {(control) => (
          <select
            {...control}
            value={code}
            onChange={(event) => onChange({ data_centre: event.currentTarget.value, address: "" })}
          >
            <option value="">{words.connect.choose}</option>
            {known.map((view) => (
              <option key={view.code} value={view.code}>
                {dataCentreText(view)}
              </option>
            ))}
            {code !== "" && !known.some((view) => view.code === code) && (
              <option value={code}>{`${code}, ${words.connect.unknownDataCentre}`}</option>
            )}
          </select>
        )}
      </Field>
      <Field
        label={words.connect.address}
        hint={words.connect.addressHint}
        remarks={pasted ? remarks : []}
        onSuggestion={onSuggestion}
      >
        {(control) => (
          <input
            {...control}
            {...PLAIN}
            type="text"
            inputMode="url"
            placeholder={words.connect.addressPlaceholder}
            value={address}
            onInput={(event) => onChange({ address: event.currentTarget.value })}
          />
        )}
      </Field>
    </div>
  );
}

function dataCentreText(view: DataCentreView): string {
  const { open_for_new: open } = view;
  // Nothing where MoEngage's pages do not say.
  const says = open === null ? null : open ? words.connect.openDataCentre : words.connect.closedDataCentre;
  return [view.code, view.region, says].filter(Boolean).join(", ");
}
