// What does a refusal say of one field?

import type { WireError } from "../../ipc";
import type { Remark } from "../../remarks";

export function remarksOf(error: WireError | null, field: string): Remark[] {
  const told = error?.fields.filter((refused) => refused.field === field) ?? [];
  return told.map(({ message, hint }) => ({ field, level: "problem", message, hint, suggestion: null }));
}
