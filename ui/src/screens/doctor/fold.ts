// Which findings say the same of several senders? They stand in one card, each with what is its own.

import type { DoctorFinding } from "../../ipc";

export interface Alike {
  /** With a gap where the names stand, if there are several. */
  title: string;
  /** In their order; one where nothing else is like it. */
  rows: DoctorFinding[];
}

/** The name of a sender in a title. */
const NAME = /“(.+?)”/;

/** In the order of the first of each kind. */
export function fold(findings: DoctorFinding[]): Alike[] {
  const kinds = new Map<string, DoctorFinding[]>();
  for (const one of findings) {
    const { level, remedy, provenance, sources } = one.finding;
    const kind = [one.area, level, gapped(one), remedy, provenance, sources.map(({ id }) => id), one.action?.what];
    const key = JSON.stringify(kind);
    const known = kinds.get(key);
    if (known) {
      known.push(one);
    } else {
      kinds.set(key, [one]);
    }
  }
  return [...kinds.values()].map((rows) => {
    const [first] = rows as [DoctorFinding];
    return { title: rows.length === 1 ? first.finding.title : gapped(first), rows };
  });
}

/** Whom a finding is about; none where its title names no sender. */
export function nameOf({ finding }: DoctorFinding): string | null {
  return finding.sender === null ? null : (NAME.exec(finding.title)?.[1] ?? null);
}

/** What all of them have in common; none where they differ. */
export function common<T extends string | null>(rows: DoctorFinding[], of: (one: DoctorFinding) => T): T | null {
  const [first, ...others] = rows.map(of);
  return first !== undefined && others.every((other) => other === first) ? first : null;
}

function gapped({ finding: { sender, title } }: DoctorFinding): string {
  return sender === null ? title : title.replace(NAME, "“…”");
}
