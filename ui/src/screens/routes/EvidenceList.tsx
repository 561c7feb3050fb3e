// What does a statement stand on: something read, a documented rule, or something that was not read?

import type { Evidence } from "../../ipc";
import { Icon } from "../../parts/Icon";
import type { IconName } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import { ProvenanceTag, Sources } from "../../parts/Sourced";
import * as words from "../../words";

const ICONS: Record<Evidence["kind"], IconName> = { read: "eye", rule: "book", unread: "question" };

/** Folded to one line that tells the kinds apart; unfolded, each with its source. */
export function EvidenceList({ of, evidence }: { of: string; evidence: Evidence[] }) {
  if (evidence.length === 0) {
    return null;
  }
  const count = (kind: Evidence["kind"]) => evidence.filter((one) => one.kind === kind).length;
  const kinds = (["read", "rule", "unread"] as const).filter((kind) => count(kind) > 0);
  return (
    <details class="evidence">
      <summary>
        <span class="unseen">{words.route.evidenceOf(of)}: </span>
        {kinds.map((kind) => (
          <span key={kind} class="evidence-kind" data-kind={kind}>
            <Icon name={ICONS[kind]} />
            {words.route.evidence[kind](count(kind))}
          </span>
        ))}
      </summary>
      <ul>
        {evidence.map((one, position) => (
          <li key={position} data-kind={one.kind}>
            <Icon name={ICONS[one.kind]} />
            <One evidence={one} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function One({ evidence }: { evidence: Evidence }) {
  switch (evidence.kind) {
    case "read":
      return (
        <p>
          <code>{evidence.field}</code> {words.route.isRead}{" "}
          {evidence.value === null ? <em>{words.route.empty}</em> : <code class="evidence-value">{evidence.value}</code>}
          <small>
            {words.route.resource[evidence.resource.kind]} {evidence.resource.name}, <code>{evidence.resource.sid}</code>,{" "}
            {words.routes.readAt} <Moment at={evidence.at} />
          </small>
        </p>
      );
    case "rule":
      return (
        <div>
          <p dir="auto">{evidence.said.text}</p>
          <p class="said-by">
            <ProvenanceTag provenance={evidence.said.provenance} />
            <Sources sources={evidence.said.sources} />
          </p>
        </div>
      );
    case "unread":
      return (
        <p dir="auto">
          <strong>{evidence.what}</strong>: {evidence.reason}
        </p>
      );
  }
}
