// What did *Save* bring, and what can be done next?

import { useEffect, useRef } from "preact/hooks";
import { goToSenders } from "../../actions";
import type { ConnectOutcome, RegionChoice, RegionReading } from "../../ipc";
import { AccessMatrix } from "../../parts/AccessMatrix";
import { AccessBadge } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { Findings } from "../../parts/Findings";
import { ErrorNotice, Notice, TwilioWords } from "../../parts/Notice";
import * as words from "../../words";
import { MoEngageToo } from "../account/MoEngageToo";
import { Ownership } from "../account/Ownership";
import type { Result } from "./ConnectScreen";

interface ConnectResultProps {
  result: Result;
  reauthenticated: boolean;
  otherRegions: RegionReading[] | "asking" | null;
  onOtherRegions: () => void;
  onRegion: (region: RegionChoice) => void;
  onKeepUnverified: () => void;
  onKeepUntilQuit: () => void;
}

export function ConnectResult(props: ConnectResultProps) {
  const { result } = props;
  return (
    <section class="connect-result" aria-label={words.connect.result} aria-live="polite">
      {result.at === "nothing" && <WhatSaveDoes />}
      {result.at === "asking" && <p class="late quiet-text">{words.connect.checking}</p>}
      {result.at === "failed" && <ErrorNotice error={result.error} title={words.connect.failedTitle} />}
      {result.at === "answered" && <Outcome {...props} outcome={result.outcome} />}
    </section>
  );
}

function WhatSaveDoes() {
  return (
    <>
      <h2>{words.connect.saveDoes}</h2>
      <ol class="steps">
        {words.connect.saveSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </>
  );
}

function Outcome({ outcome, ...props }: ConnectResultProps & { outcome: ConnectOutcome }) {
  switch (outcome.outcome) {
    case "kept":
      return <Kept outcome={outcome} reauthenticated={props.reauthenticated} />;
    case "refused":
      return <Refused outcome={outcome} {...props} />;
    case "unreachable":
      return (
        <>
          <h2>{words.connect.unreachableTitle}</h2>
          <Notice tone="warn">
            <p>{outcome.message}</p>
            <p>{outcome.hint}</p>
          </Notice>
          <p>{words.connect.unreachable}</p>
          <div class="actions">
            <Button onClick={props.onKeepUnverified}>{words.connect.keepUnverified}</Button>
          </div>
        </>
      );
    case "not_kept":
      return (
        <>
          <h2>{words.connect.notKeptTitle}</h2>
          <Notice tone="warn" title={outcome.fault.message}>
            <p>{outcome.fault.hint}</p>
          </Notice>
          <p>{words.connect.keepUntilQuitSays}</p>
          <div class="actions">
            <Button onClick={props.onKeepUntilQuit}>{words.connect.keepUntilQuit}</Button>
          </div>
          <AccessMatrix rows={outcome.access} />
        </>
      );
  }
}

function Kept({
  outcome,
  reauthenticated,
}: {
  outcome: Extract<ConnectOutcome, { outcome: "kept" }>;
  reauthenticated: boolean;
}) {
  const next = useRef<HTMLButtonElement>(null);
  useEffect(() => next.current?.focus(), []);
  const title = reauthenticated ? words.connect.reauthenticatedTitle : words.connect.keptTitle;
  const { account } = outcome.workspace;
  return (
    <>
      <h2>{outcome.unverified ? words.connect.unverifiedTitle : title}</h2>
      <dl class="details">
        {account.friendly_name && (
          <>
            <dt>{words.account.name}</dt>
            <dd dir="auto">{account.friendly_name}</dd>
          </>
        )}
        <dt>{words.account.keptIn}</dt>
        <dd>{words.account.kept[account.kept_in]}</dd>
      </dl>
      {outcome.unverified && (
        <Notice tone="warn">
          <p>{words.connect.unverified}</p>
        </Notice>
      )}
      {outcome.other_account !== null && (
        <Notice tone="warn">
          <p>{words.connect.otherAccount(outcome.other_account)}</p>
        </Notice>
      )}
      <div class="actions">
        <Button kind="primary" buttonRef={next} onClick={() => goToSenders()}>
          {words.connect.goToSenders}
        </Button>
      </div>
      {outcome.other_account !== null && <Ownership workspace={outcome.workspace} atOnce={!outcome.unverified} />}
      {reauthenticated && <MoEngageToo apiKey={account.credential === "api_key"} />}
      <Findings findings={account.limits} label={words.limits.title} />
      <AccessMatrix rows={account.access} />
    </>
  );
}

function Refused({
  outcome,
  otherRegions,
  onOtherRegions,
  onRegion,
}: ConnectResultProps & { outcome: Extract<ConnectOutcome, { outcome: "refused" }> }) {
  return (
    <>
      <h2>{words.connect.refusedTitle}</h2>
      <p>{words.connect.refusedNothingKept}</p>
      <ul class="causes">
        {outcome.causes.map((cause) => (
          <li key={cause}>{cause}</li>
        ))}
      </ul>
      <Notice tone="bad">
        <TwilioWords answer={outcome.twilio} />
      </Notice>
      {outcome.offer_other_regions && (
        <div class="actions">
          <Button busy={otherRegions === "asking"} onClick={onOtherRegions}>
            {words.connect.otherRegions}
          </Button>
        </div>
      )}
      {Array.isArray(otherRegions) && (
        <ul class="regions" aria-label={words.connect.otherRegionsResult}>
          {otherRegions.map((reading) => (
            <li key={reading.region}>
              <div class="regions-head">
                <b>{words.region[reading.region]}</b>
                <AccessBadge access={reading.access} />
              </div>
              <p class="small quiet-text">{reading.message}</p>
              {reading.access === "yes" && (
                <Button onClick={() => onRegion(reading.region)}>
                  {words.connect.useRegion(words.region[reading.region])}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <AccessMatrix rows={outcome.access} />
    </>
  );
}
