// What stands in the form *Sender Details*, and with what does it begin?

import type { MoCallback, SenderDraft, SenderRow, SenderType, Suggestion } from "../../ipc";

/** In the order of the guide. */
export const SENDER_TYPES: SenderType[] = ["short_code", "long_code", "messaging_service", "alphanumeric"];

export const EMPTY: SenderDraft = {
  supports_mms: false,
  name: "",
  sender_type: null,
  sender_id: "",
  mo_callback_url: null,
  unsubscribe_text: "",
  notes: "",
  owner: "",
  purpose: "",
  country: "",
};

export const SHOWN: string[] = Object.keys(EMPTY);

export function draftOf(row: SenderRow): SenderDraft {
  return {
    supports_mms: row.supports_mms,
    name: row.name,
    sender_type: row.sender_type,
    sender_id: row.sender_id,
    mo_callback_url: customUrl(row.mo_callback),
    unsubscribe_text: row.unsubscribe_text,
    notes: row.notes,
    owner: row.owner,
    purpose: row.purpose,
    country: row.country,
  };
}

function customUrl(mo: MoCallback | null): string | null {
  return mo?.now.provenance === "custom" ? mo.now.url : null;
}

/** What is typed into each field, by its name. */
export function valuesOf(draft: SenderDraft): Record<string, string> {
  return {
    ...draft,
    supports_mms: String(draft.supports_mms),
    sender_type: draft.sender_type ?? "",
    mo_callback_url: draft.mo_callback_url ?? "",
  };
}

/** What one click on a remedy puts into the form. */
export function suggested({ field, value }: Suggestion): Partial<SenderDraft> {
  if (field === "sender_type") {
    const sender_type = SENDER_TYPES.find((type) => type === value);
    return sender_type ? { sender_type } : {};
  }
  if (field === "supports_mms") {
    return { supports_mms: value === "true" };
  }
  return SHOWN.includes(field) ? { [field]: value } : {};
}
