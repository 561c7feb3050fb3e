// What did the doctor find, area by area; what is new, and what is gone?

import type { ComponentChildren } from "preact";
import type { DoctorAction, DoctorArea, DoctorReport, FindingLevel } from "../../ipc";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import * as words from "../../words";
import { AreaFindings } from "./AreaFindings";
import { changedCount, CHANGES, isWanted, LEVELS } from "./filter";
import type { Filter } from "./filter";

interface ReportProps {
  report: DoctorReport;
  filter: Filter;
  onFilter: (filter: Filter) => void;
  onAct: (action: DoctorAction) => void;
  /** The area that has a section of its own. */
  children: ComponentChildren;
}

export function Report({ report, filter, onFilter, onAct, children }: ReportProps) {
  const wanted = report.findings.filter((one) => isWanted(one, filter));
  const areas = [...new Set(wanted.map(({ area }) => area))].filter((area) => area !== "reachability");
  return (
    <>
      <Summary report={report} filter={filter} onFilter={onFilter} />
      {report.gone.length > 0 && filter === null && <Gone report={report} />}
      {wanted.length === 0 && (
        <p class="quiet-text">
          {words.doctor.none} <Button onClick={() => onFilter(null)}>{words.doctor.all}</Button>
        </p>
      )}
      {areas.map((area) => (
        <Area key={`${report.id} ${area} ${filter}`} area={area}>
          <AreaFindings
            findings={wanted.filter((one) => one.area === area)}
            isOkOpen={filter !== null}
            onAct={onAct}
          />
        </Area>
      ))}
      {children}
    </>
  );
}

function Area({ area, children }: { area: DoctorArea; children: ComponentChildren }) {
  return (
    <section class="doctor-area" data-area={area}>
      <h2>{words.doctor.area[area]}</h2>
      {children}
    </section>
  );
}

type SummaryProps = Pick<ReportProps, "report" | "filter" | "onFilter">;

/** The counts show what they count, and all again. */
function Summary({ report, filter, onFilter }: SummaryProps) {
  const { counts } = report;
  const changes = CHANGES.filter((changed) => changedCount(report, changed) > 0);
  const put = (one: Filter) => onFilter(filter === one ? null : one);
  return (
    <section class="doctor-summary">
      <div class="doctor-counts" role="group" aria-label={words.doctor.show}>
        {(Object.keys(LEVELS) as FindingLevel[]).map((level) => {
          const { count, icon, tone } = LEVELS[level];
          return (
            <button
              key={level}
              type="button"
              class="button doctor-count"
              data-tone={counts[count] > 0 ? tone : "none"}
              aria-pressed={filter === level}
              onClick={() => put(level)}
            >
              <Icon name={icon} />
              <span>{words.doctor.counts[level](counts[count])}</span>
            </button>
          );
        })}
      </div>
      <p class="doctor-compared">
        <span class="quiet-text">
          {words.doctor.examined} <Moment at={report.at} />,{" "}
          {report.compared_with ? (
            <>
              {words.doctor.compared} <Moment at={report.compared_with} />
              {changes.length + report.gone.length === 0 && words.doctor.same}
            </>
          ) : (
            words.doctor.notCompared
          )}
          .{counts.problems + counts.warnings === 0 && ` ${words.doctor.nothingWrong}`}
        </span>
        {changes.map((changed) => (
          <button
            key={changed}
            type="button"
            class="button doctor-change"
            aria-pressed={filter === changed}
            onClick={() => put(changed)}
          >
            {words.doctor.changed(changedCount(report, changed), changed)}
          </button>
        ))}
      </p>
    </section>
  );
}

function Gone({ report }: { report: DoctorReport }) {
  return (
    <details class="doctor-ok doctor-gone">
      <summary>
        {words.doctor.gone}: {report.gone.length.toLocaleString()}
      </summary>
      <ul>
        {report.gone.map(({ area, level, title }) => (
          <li key={`${area} ${level} ${title}`}>
            <b dir="auto">{title}</b>
            <p class="quiet-text">
              {words.doctor.was(words.sourced.level[level])}, {words.doctor.area[area]}
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
