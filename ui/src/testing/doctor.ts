// What do reports of the doctor look like?

import type { DoctorFinding, DoctorReport, FindingLevel } from "../ipc";

export function aDoctorFinding(level: FindingLevel, title: string, more: Partial<DoctorFinding> = {}): DoctorFinding {
  return {
    area: "routes",
    finding: {
      id: title.toLowerCase().replaceAll(" ", "_"),
      level,
      title,
      evidence: `Evidence of ${title}.`,
      remedy: level === "ok" ? null : `Remedy of ${title}.`,
      provenance: "documented",
      sources: [],
      sender: null,
    },
    read_at: "2026-11-26T08:00:00Z",
    action: null,
    change: "same",
    ...more,
  };
}

export function aReport(id: string, findings: DoctorFinding[], more: Partial<DoctorReport> = {}): DoctorReport {
  const count = (level: FindingLevel) => findings.filter(({ finding }) => finding.level === level).length;
  return {
    id,
    workspace: "w1",
    workspace_name: "Acme",
    at: "2026-11-26T08:00:00Z",
    counts: {
      ok: count("ok"),
      warnings: count("warning"),
      problems: count("problem"),
      not_checkable: count("not_checkable"),
    },
    compared_with: "2026-11-25T08:00:00Z",
    findings,
    gone: [],
    ...more,
  };
}

/** A finding whose title names the sender that it is about; the name is its key, too. */
export function ofSender(level: FindingLevel, title: string, more: Partial<DoctorFinding> = {}): DoctorFinding {
  const sender = /“(.+?)”/.exec(title)?.[1] ?? "";
  const { finding, ...one } = aDoctorFinding(level, title, { area: "senders", action: { what: "open_sender", sender } });
  return { ...one, finding: { ...finding, remedy: "Remedy of it.", sender }, ...more };
}
