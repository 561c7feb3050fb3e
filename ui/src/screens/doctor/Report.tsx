// What did the doctor find, area by area, worst first; what is new, and what is gone?

import { useState } from "preact/hooks";
import type { DoctorArea, DoctorCounts, DoctorFinding, DoctorReport, FindingLevel } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import type { IconName } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import { FindingCard } from "../../parts/Sourced";
import * as words from "../../words";
import { actOn } from "./acting";

/** Findings of an area that are shown without being asked for. */
const SHOWN = 30;

const LEVELS: [FindingLevel, keyof DoctorCounts, IconName, string][] = [
  ["problem", "problems", "cross", "bad"],
  ["warning", "warnings", "warning", "warn"],
  ["not_checkable", "not_checkable", "question", "quiet"],
  ["ok", "ok", "check", "ok"],
];

interface ReportProps {
  report: DoctorReport;
  onReachability: () => void;
}

export function Report({ report, onReachability }: ReportProps) {
  const [level, setLevel] = useState<FindingLevel | null>(null);
  const { counts, findings } = report;
  const wanted = findings.filter(({ finding }) => level === null || finding.level === level);
  const areas = [...new Set(wanted.map(({ area }) => area))];
  return (
    <>
      <section class="doctor-summary">
        <p class="quiet-text" role="status">
          {words.doctor.examined} <Moment at={report.at} />,{" "}
          {report.compared_with ? (
            <>
              {words.doctor.compared} <Moment at={report.compared_with} />
            </>
          ) : (
            words.doctor.notCompared
          )}
          .{counts.problems + counts.warnings === 0 && ` ${words.doctor.nothingWrong}`}
        </p>
        <div class="doctor-counts" role="group" aria-label={words.doctor.show}>
          {LEVELS.map(([of, key, icon, tone]) => (
            <button
              key={of}
              type="button"
              class="button doctor-count"
              data-tone={counts[key] > 0 ? tone : "quiet"}
              aria-pressed={level === of}
              onClick={() => setLevel(level === of ? null : of)}
            >
              <Icon name={icon} />
              {words.doctor.counts[of](counts[key])}
            </button>
          ))}
        </div>
      </section>
      {report.gone.length > 0 && level === null && <Gone report={report} />}
      {wanted.length === 0 && <p class="quiet-text">{words.doctor.none}</p>}
      {areas.map((area) => (
        <Area
          key={`${area} ${level}`}
          area={area}
          findings={wanted.filter((one) => one.area === area)}
          report={report}
          onReachability={onReachability}
        />
      ))}
    </>
  );
}

interface AreaProps extends ReportProps {
  area: DoctorArea;
  findings: DoctorFinding[];
}

function Area({ area, findings, report, onReachability }: AreaProps) {
  const [shown, setShown] = useState(SHOWN);
  const told = findings.filter(({ finding }) => finding.level !== "ok");
  const inOrder = findings.filter(({ finding }) => finding.level === "ok");
  return (
    <section class="route-part" data-area={area}>
      <h2>{words.doctor.area[area]}</h2>
      {told.length > 0 && (
        <ul class="doctor-findings">
          {told.slice(0, shown).map((one) => (
            <li key={`${one.finding.id} ${one.finding.sender} ${one.finding.title}`}>
              <One one={one} report={report} onReachability={onReachability} />
            </li>
          ))}
        </ul>
      )}
      {told.length > shown && (
        <Button onClick={() => setShown(shown + 200)}>{words.doctor.more(told.length - shown)}</Button>
      )}
      {inOrder.length > 0 && (
        <details class="doctor-ok" open={told.length === 0 && inOrder.length <= 3}>
          <summary>
            <Icon name="check" />
            {words.doctor.inOrder(inOrder.length)}
          </summary>
          <ul>
            {inOrder.map(({ finding, change, read_at }) => (
              <li key={`${finding.id} ${finding.sender} ${finding.title}`}>
                <strong>{finding.title}</strong> <ChangeTag change={change} />
                <span class="quiet-text" dir="auto">
                  {finding.evidence}
                </span>
                {read_at && (
                  <small>
                    {words.doctor.readAt} <Moment at={read_at} />
                  </small>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function One({ one, report, onReachability }: ReportProps & { one: DoctorFinding }) {
  const { action, change, finding, read_at } = one;
  return (
    <FindingCard finding={finding}>
      <p class="doctor-marks">
        {action && (
          <Button
            label={`${words.doctor.action[action.what]} – ${finding.title}`}
            onClick={() => actOn(action, report.workspace, onReachability)}
          >
            {words.doctor.action[action.what]}
          </Button>
        )}
        <ChangeTag change={change} />
        {read_at && (
          <small>
            {words.doctor.readAt} <Moment at={read_at} />
          </small>
        )}
      </p>
    </FindingCard>
  );
}

function ChangeTag({ change }: { change: DoctorFinding["change"] }) {
  const word = words.doctor.change[change];
  if (!word) {
    return null;
  }
  return <Tag tone={change === "better" ? "ok" : "live"}>{word}</Tag>;
}

function Gone({ report }: { report: DoctorReport }) {
  return (
    <details class="doctor-ok">
      <summary>
        {words.doctor.gone}: {report.gone.length.toLocaleString()}
      </summary>
      <ul>
        {report.gone.map(({ area, level, title }) => (
          <li key={`${area} ${title}`}>
            <strong>{title}</strong>
            <span class="quiet-text">
              {words.sourced.level[level]}, {words.doctor.area[area]}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
