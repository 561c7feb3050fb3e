// What is found of one area? What is wrong or not known stands open; what is in order is one quiet line until it is opened.

import { useState } from "preact/hooks";
import type { DoctorAction, DoctorFinding } from "../../ipc";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import * as words from "../../words";
import { Changes, FindingPart, ReadAt } from "./FindingPart";
import { fold } from "./fold";

/** Cards, and lines of what is in order, that are shown without being asked for, and with each click after that. */
const SHOWN = 30;
const MORE = 200;

interface AreaFindingsProps {
  findings: DoctorFinding[];
  /** What is in order was asked for. */
  isOkOpen: boolean;
  onAct: (action: DoctorAction) => void;
}

export function AreaFindings({ findings, isOkOpen, onAct }: AreaFindingsProps) {
  const [shown, setShown] = useState(SHOWN);
  const told = fold(findings.filter(({ finding }) => finding.level !== "ok"));
  const inOrder = findings.filter(({ finding }) => finding.level === "ok");
  const left = told.length - shown;
  return (
    <>
      {told.length > 0 && (
        <ul class="doctor-findings">
          {told.slice(0, shown).map((alike) => (
            <li key={alike.rows[0]!.finding.id}>
              <FindingPart alike={alike} onAct={onAct} />
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <Button onClick={() => setShown(shown + MORE)}>{words.doctor.more(left)}</Button>}
      {inOrder.length > 0 && <InOrder findings={inOrder} isOpen={isOkOpen} />}
    </>
  );
}

function InOrder({ findings, isOpen }: { findings: DoctorFinding[]; isOpen: boolean }) {
  const [shown, setShown] = useState(SHOWN);
  const left = findings.length - shown;
  return (
    <details class="doctor-ok" open={isOpen}>
      <summary>
        <Icon name="check" />
        {words.doctor.inOrder(findings.length)}
      </summary>
      <ul>
        {findings.slice(0, shown).map((one) => (
          <li key={one.finding.id}>
            <p class="doctor-title">
              <b dir="auto">{one.finding.title}</b>
              <Changes rows={[one]} />
              {one.read_at && <ReadAt at={one.read_at} />}
            </p>
            <p class="quiet-text" dir="auto">
              {one.finding.evidence}
            </p>
          </li>
        ))}
      </ul>
      {left > 0 && <Button onClick={() => setShown(shown + MORE)}>{words.doctor.more(left)}</Button>}
    </details>
  );
}
