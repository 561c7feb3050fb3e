// Which way does a reply go, who answers it, and what is wrong with that?

import type { Actor, Rehearsal } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { Icon } from "../../parts/Icon";
import type { IconName } from "../../parts/Icon";
import { FindingCard, ProvenanceTag, Sources } from "../../parts/Sourced";
import * as words from "../../words";

const ACTORS: Record<Actor, IconName> = {
  handset: "test",
  network: "info",
  twilio: "send",
  mo_callback: "external",
  moengage: "account",
};

export function RehearsalPath({ rehearsal, empty }: { rehearsal: Rehearsal | null; empty: boolean }) {
  return (
    <>
      <p class="rehearsal-summary" role="status">
        {empty && words.rehearsal.typeFirst}
        {rehearsal && <Summary rehearsal={rehearsal} />}
      </p>
      {rehearsal && (
        <>
          {rehearsal.findings.map((finding) => (
            <FindingCard key={finding.id} finding={finding} />
          ))}
          <ol class="hops" aria-label={words.rehearsal.path}>
            {rehearsal.steps.map((step, position) => (
              <li key={position} class="hop" data-actor={step.actor}>
                <span class="hop-icon">
                  <Icon name={ACTORS[step.actor]} />
                </span>
                <div class="hop-body">
                  <p class="hop-head">
                    <strong>{words.rehearsal.actor[step.actor]}</strong>
                    {step.replies && (
                      <Tag tone="live" icon="send">
                        {words.rehearsal.repliesTag}
                      </Tag>
                    )}
                    {step.blocks && (
                      <Tag tone="bad" icon="cross">
                        {words.rehearsal.blocksTag}
                      </Tag>
                    )}
                  </p>
                  <p dir="auto">{step.says}</p>
                  <p class="said-by">
                    <ProvenanceTag provenance={step.provenance} />
                    <Sources sources={step.sources} />
                  </p>
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}

/** Read out whenever it changes. */
function Summary({ rehearsal }: { rehearsal: Rehearsal }) {
  const { kind, keyword, replies, steps } = rehearsal;
  return (
    <>
      <span>{words.rehearsal.kind[kind]}.</span>{" "}
      <span>{keyword ? words.rehearsal.keyword(keyword) : words.rehearsal.noKeyword}.</span>{" "}
      <Tag tone={replies > 1 ? "bad" : "quiet"} icon={replies > 1 ? "warning" : "send"}>
        {words.rehearsal.replies(replies)}
      </Tag>{" "}
      {steps.some((step) => step.blocks) && (
        <Tag tone="bad" icon="cross">
          {words.rehearsal.blocked}
        </Tag>
      )}
    </>
  );
}
