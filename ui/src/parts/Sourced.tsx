// How is a statement of fact shown, how sure it is, and the public page that says it?

import type { ComponentChildren } from "preact";
import { openLink } from "../actions";
import type { Finding, FindingLevel, Provenance, Said, SourceView } from "../ipc";
import * as words from "../words";
import { Tag } from "./Badge";
import type { Tone } from "./Badge";
import { Icon } from "./Icon";
import type { IconName } from "./Icon";

/** What is documented is the ordinary case and is no tag: what is not stands out. */
const PROVENANCE: Record<Exclude<Provenance, "documented">, [Tone, IconName]> = {
  derived: ["warn", "question"],
  custom: ["live", "info"],
  not_found: ["warn", "dash"],
};

const FINDING: Record<FindingLevel, { icon: IconName; tone: "ok" | "info" | "warn" | "bad" }> = {
  ok: { icon: "check", tone: "ok" },
  not_checkable: { icon: "question", tone: "info" },
  warning: { icon: "warning", tone: "warn" },
  problem: { icon: "cross", tone: "bad" },
};

/** How sure a value or a statement is, as a word; what the word means is shown on hover. */
export function ProvenanceTag({ provenance }: { provenance: Provenance }) {
  const word = words.sourced.provenance[provenance];
  const title = words.sourced.means[provenance];
  if (provenance === "documented") {
    return (
      <small class="provenance" title={title}>
        {word}
      </small>
    );
  }
  const [tone, icon] = PROVENANCE[provenance];
  return (
    <span class="provenance" title={title}>
      <Tag tone={tone} icon={icon}>
        {word}
      </Tag>
    </span>
  );
}

/** The pages that something is taken from, each one click away. */
export function Sources({ sources }: { sources: SourceView[] }) {
  if (sources.length === 0) {
    return null;
  }
  return (
    <span class="sources">
      {sources.map((source) => (
        <button
          key={source.id}
          type="button"
          class="link source"
          title={`${source.url}\n${words.sourced.readOn(source.as_of)}, ${words.common.opensBrowser}`}
          onClick={() => openLink(source.id)}
        >
          {source.title}
          <Icon name="external" />
        </button>
      ))}
    </span>
  );
}

/** Statements, each with how sure it is and where it stands. */
export function SaidList({ said }: { said: Said[] }) {
  if (said.length === 0) {
    return null;
  }
  return (
    <ul class="said">
      {said.map((statement) => (
        <li key={statement.text}>
          <p dir="auto">{statement.text}</p>
          <p class="said-by">
            <ProvenanceTag provenance={statement.provenance} />
            <Sources sources={statement.sources} />
          </p>
        </li>
      ))}
    </ul>
  );
}

/** A conclusion with its evidence and what to do about it; `children` are ways to do it. */
export function FindingCard({ finding, children }: { finding: Finding; children?: ComponentChildren }) {
  const { icon, tone } = FINDING[finding.level];
  return (
    <article class={`notice finding ${tone}`} data-finding={finding.id}>
      <Icon name={icon} />
      <div class="notice-body">
        <strong>
          <span class="unseen">{words.sourced.level[finding.level]}: </span>
          {finding.title}
        </strong>
        <p dir="auto">{finding.evidence}</p>
        {finding.remedy && <p dir="auto">{finding.remedy}</p>}
        <p class="said-by">
          <ProvenanceTag provenance={finding.provenance} />
          <Sources sources={finding.sources} />
        </p>
        {children}
      </div>
    </article>
  );
}
