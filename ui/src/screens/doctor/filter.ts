// Which findings of a report are shown? All, those of one level, or those that changed in one way.

import type { DoctorChange, DoctorCounts, DoctorFinding, DoctorReport, FindingLevel } from "../../ipc";
import type { IconName } from "../../parts/Icon";

export type Changed = Exclude<DoctorChange, "first" | "same">;

/** None for all. */
export type Filter = FindingLevel | Changed | null;

export const CHANGES: Changed[] = ["new", "worse", "better"];

interface Level {
  count: keyof DoctorCounts;
  icon: IconName;
  /** That of a notice: what is not checkable is never that of what is in order. */
  tone: "bad" | "warn" | "info" | "ok";
}

export const LEVELS: Record<FindingLevel, Level> = {
  problem: { count: "problems", icon: "cross", tone: "bad" },
  warning: { count: "warnings", icon: "warning", tone: "warn" },
  not_checkable: { count: "not_checkable", icon: "question", tone: "info" },
  ok: { count: "ok", icon: "check", tone: "ok" },
};

export function isWanted({ finding, change }: DoctorFinding, filter: Filter): boolean {
  return filter === null || finding.level === filter || change === filter;
}

export function changedCount({ findings }: DoctorReport, changed: Changed): number {
  return findings.filter(({ change }) => change === changed).length;
}
