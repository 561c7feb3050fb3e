// Which report is at hand, and which others are there?

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { DoctorId, DoctorReport, DoctorSummary, WireError, WorkspaceId } from "../../ipc";

export interface ReportsAtHand {
  /** Newest first, with the one just made even where it was not kept; none while they are not read. */
  all: DoctorSummary[] | null;
  report: DoctorReport | null;
  /** Whether the report at hand is in the database: a file can be made of no other. */
  isKept: boolean;
  error: WireError | null;
  /** One of them, or the newest. */
  choose: (id: DoctorId | null) => void;
}

/** `made` is the report of the last run from here: it is shown as soon as it comes. */
export function useReports(workspace: WorkspaceId, made: DoctorReport | null): ReportsAtHand {
  const [kept, setKept] = useState<DoctorSummary[] | null>(null);
  const [report, setReport] = useState<DoctorReport | null>(made);
  const [error, setError] = useState<WireError | null>(null);
  const asked = useRef(0);
  const read = async (wanted: DoctorId | null) => {
    const turn = ++asked.current;
    const isLatest = () => turn === asked.current;
    try {
      const list = await ipc.doctorReports(workspace);
      const id = wanted ?? withMade(list, made)[0]?.id ?? null;
      const found = id === null || id === made?.id ? made : await ipc.doctorReport(id);
      if (isLatest()) {
        setKept(list);
        setReport(found);
        setError(null);
      }
    } catch (reason) {
      if (isLatest()) {
        setError(asWireError(reason));
      }
    }
  };
  useEffect(() => {
    if (made) {
      setReport(made);
    }
    void read(null);
    return () => void asked.current++;
  }, [workspace, made?.id]);
  return {
    all: kept && withMade(kept, made),
    report,
    isKept: kept?.some(({ id }) => id === report?.id) ?? false,
    error,
    choose: (id) => void read(id),
  };
}

/** The list with the report just made, which is not among those that are kept where nothing can be written. */
function withMade(kept: DoctorSummary[], made: DoctorReport | null): DoctorSummary[] {
  if (!made || kept.some(({ id }) => id === made.id)) {
    return kept;
  }
  return [made, ...kept].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}
