// Which report is at hand, and which others are kept?

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { DoctorId, DoctorReport, DoctorSummary, WireError, WorkspaceId } from "../../ipc";

export interface ReportsAtHand {
  /** Those that are kept, newest first; none while they are not read. */
  kept: DoctorSummary[] | null;
  report: DoctorReport | null;
  error: WireError | null;
  choose: (id: DoctorId) => void;
  take: (report: DoctorReport) => void;
}

export function useReports(workspace: WorkspaceId): ReportsAtHand {
  const [kept, setKept] = useState<DoctorSummary[] | null>(null);
  const [report, setReport] = useState<DoctorReport | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const asked = useRef(0);
  const read = async (wanted: DoctorId | null) => {
    const turn = ++asked.current;
    const isLatest = () => turn === asked.current;
    try {
      const list = await ipc.doctorReports(workspace);
      const id = wanted ?? list[0]?.id ?? null;
      const found = id === null ? null : await ipc.doctorReport(id);
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
    void read(null);
    return () => void asked.current++;
  }, [workspace]);
  return {
    kept,
    report,
    error,
    choose: (id) => void read(id),
    take: (made) => {
      setReport(made);
      void read(made.id);
    },
  };
}
