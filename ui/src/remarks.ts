// What is to be said of which field? The rules are asked while one types, and an answer that comes late is dropped.

import { useEffect, useRef, useState } from "preact/hooks";
import type { FieldNote, WireError } from "./ipc";

/** One remark on a field, from a live check or from a refused *Save*. */
export interface Remark extends FieldNote {
  hint: string | null;
}

export interface Remarked<Answer> {
  answer: Answer | null;
  /** Remarks on one field. */
  of: (field: string) => Remark[];
  /** Remarks on fields that this form does not show. */
  elsewhere: (shown: string[]) => Remark[];
  /** Takes what a refused *Save* says of the fields; from now on empty fields are remarked on, too. */
  refuse: (error: WireError) => void;
}

interface Refused {
  /** The fields as they were when they were refused. */
  values: Record<string, string>;
  remarks: Remark[];
}

/**
 * Asks `check` about `draft` after every change. `values` are the fields as typed, by their names in the draft:
 * an empty field is no problem before the first *Save*, and a refusal stays until its field is changed.
 */
export function useRemarks<Draft, Answer extends { notes: FieldNote[] }>(
  draft: Draft,
  values: Record<string, string>,
  check: (draft: Draft) => Promise<Answer>,
): Remarked<Answer> {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const sequence = useRef(0);
  const key = JSON.stringify(draft);
  useEffect(() => {
    const asked = ++sequence.current;
    check(draft).then(
      (notes) => asked === sequence.current && setAnswer(notes),
      () => undefined, // A check that fails says nothing; *Save* will.
    );
  }, [key]);
  const remarks = merge(answer?.notes ?? [], refused, values);
  return {
    answer,
    of: (field) => remarks.filter((remark) => remark.field === field),
    elsewhere: (shown) => remarks.filter((remark) => !shown.includes(remark.field)),
    refuse: ({ fields }) =>
      setRefused({ values, remarks: fields.map((field) => ({ ...field, level: "problem", suggestion: null })) }),
  };
}

/** Live notes first, without problems of fields that are still empty; then what *Save* said, unless that is the same. */
export function merge(notes: FieldNote[], refused: Refused | null, values: Record<string, string>): Remark[] {
  const live = notes
    .filter((note) => refused !== null || note.level !== "problem" || (values[note.field] ?? " ") !== "")
    .map((note) => ({ ...note, hint: null }));
  const stale = (refused?.remarks ?? []).filter(
    (remark) =>
      refused?.values[remark.field] === values[remark.field] &&
      !live.some((other) => other.field === remark.field && other.level === "problem"),
  );
  return [...live, ...stale];
}
