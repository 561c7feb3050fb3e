// Why can this not be imported as it stands?

import type { ImportView } from "../../ipc";
import { current } from "../../state";
import * as words from "../../words";
import { total } from "./rows";

/** None where it can be. */
export function whyNot(view: ImportView, readOnly: boolean): string | null {
  if (readOnly) {
    return [`${words.rail.readOnly}.`, current().desk?.read_only].filter(Boolean).join(" ");
  }
  if (view.undecided > 0) {
    return `${words.importing.toDecide(view.undecided)}.`;
  }
  return doesNothing(view) ? words.importing.nothing : null;
}

/** Not even something that could be chosen. */
export function nothingDiffers(view: ImportView): boolean {
  const { counts, workspace_fields: fields } = view;
  return counts.same > 0 && counts.same === total(counts) && fields.length === 0 && doesNothing(view);
}

export function doesNothing({ kind, result, restore }: ImportView): boolean {
  return kind === "backup"
    ? !restore.some((row) => row.included)
    : result.adds + result.changes + result.removes + result.workspace_fields === 0;
}
