// How does one finding stand in the report, or one that is found of many senders?

import { useState } from "preact/hooks";
import type { DoctorAction, DoctorFinding } from "../../ipc";
import { Tag } from "../../parts/Badge";
import type { Tone } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import { ProvenanceTag, Sources } from "../../parts/Sourced";
import * as words from "../../words";
import { CHANGES, LEVELS } from "./filter";
import type { Changed } from "./filter";
import { common, nameOf } from "./fold";
import type { Alike } from "./fold";

/** Senders that are listed without being asked for, and with each click after that. */
const LISTED = 5;
const MORE = 200;

interface FindingPartProps {
  alike: Alike;
  onAct: (action: DoctorAction) => void;
}

export function FindingPart({ alike, onAct }: FindingPartProps) {
  const { rows, title } = alike;
  const [first] = rows as [DoctorFinding];
  const { finding } = first;
  const { icon, tone } = LEVELS[finding.level];
  const isOne = rows.length === 1;
  const readAt = common(rows, (one) => one.read_at);
  // Where nothing else tells them apart, each keeps its own words.
  const evidence = isOne || rows.every(nameOf) ? common(rows, (one) => one.finding.evidence) : null;
  return (
    <article
      class={`notice finding doctor-finding ${tone}`}
      data-finding={finding.id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target === event.currentTarget && isOne && first.action) {
          event.preventDefault();
          onAct(first.action);
        }
      }}
    >
      <Icon name={icon} />
      <div class="notice-body">
        <p class="doctor-title">
          <strong dir="auto">
            <span class="unseen">{words.sourced.level[finding.level]}: </span>
            {title}
          </strong>
          {!isOne && <Tag>{rows.every(nameOf) ? words.doctor.senders(rows.length) : words.doctor.times(rows.length)}</Tag>}
          <Changes rows={rows} />
        </p>
        {evidence !== null && <p dir="auto">{evidence}</p>}
        {finding.remedy && <p dir="auto">{finding.remedy}</p>}
        <Basis one={first} readAt={readAt} />
        {!isOne && <Rows rows={rows} hasEvidence={evidence === null} hasTime={readAt === null} onAct={onAct} />}
      </div>
      {isOne && <Act one={first} onAct={onAct} />}
    </article>
  );
}

/** What it rests on: a public page, a reading, or neither where its words say it. */
function Basis({ one: { finding }, readAt }: { one: DoctorFinding; readAt: DoctorFinding["read_at"] }) {
  const isSaid = finding.sources.length > 0 || finding.provenance !== "documented";
  if (!isSaid && readAt === null) {
    return null;
  }
  return (
    <p class="said-by">
      {readAt && <ReadAt at={readAt} />}
      {isSaid && <ProvenanceTag provenance={finding.provenance} />}
      <Sources sources={finding.sources} />
    </p>
  );
}

interface RowsProps {
  rows: DoctorFinding[];
  hasEvidence: boolean;
  hasTime: boolean;
  onAct: (action: DoctorAction) => void;
}

function Rows({ rows, hasEvidence, hasTime, onAct }: RowsProps) {
  const [shown, setShown] = useState(LISTED);
  const left = rows.length - shown;
  return (
    <>
      <ul class="doctor-rows">
        {rows.slice(0, shown).map((one) => (
          <li key={one.finding.id}>
            <div class="doctor-row">
              <p class="doctor-title">
                {nameOf(one) && <b dir="auto">{nameOf(one)}</b>}
                <Changes rows={[one]} />
                {hasTime && one.read_at && <ReadAt at={one.read_at} />}
              </p>
              {hasEvidence && <p dir="auto">{one.finding.evidence}</p>}
            </div>
            <Act one={one} onAct={onAct} />
          </li>
        ))}
      </ul>
      {left > 0 && <Button onClick={() => setShown(shown + MORE)}>{words.doctor.andMore(left)}</Button>}
    </>
  );
}

function Act({ one: { action, finding }, onAct }: { one: DoctorFinding; onAct: (action: DoctorAction) => void }) {
  if (!action) {
    return null;
  }
  const label = words.doctor.action[action.what];
  return (
    <Button
      icon={action.what === "open_link" ? "external" : undefined}
      title={action.what === "open_link" ? words.common.opensBrowser : undefined}
      label={`${label} – ${finding.title}`}
      onClick={() => onAct(action)}
    >
      {label}
    </Button>
  );
}

const TONES: Record<Changed, Tone> = { new: "live", worse: "warn", better: "quiet" };

export function Changes({ rows }: { rows: DoctorFinding[] }) {
  return (
    <>
      {CHANGES.map((changed) => {
        const count = rows.filter(({ change }) => change === changed).length;
        return (
          count > 0 && (
            <Tag key={changed} tone={TONES[changed]}>
              {count < rows.length && `${count.toLocaleString()} `}
              {words.doctor.change[changed]}
            </Tag>
          )
        );
      })}
    </>
  );
}

export function ReadAt({ at }: { at: string }) {
  return (
    <small class="doctor-read">
      {words.doctor.readAt} <Moment at={at} />
    </small>
  );
}
