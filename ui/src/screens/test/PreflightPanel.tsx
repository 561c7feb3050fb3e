// What may go wrong with this test, and what does it cost? Told before the click; it keeps nobody from sending.

import { useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { LineLookup, Preflight, PreflightFinding, TestForm, WireError, WorkspaceView } from "../../ipc";
import { Button } from "../../parts/Button";
import { Moment } from "../../parts/Moment";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { FindingCard } from "../../parts/Sourced";
import * as words from "../../words";
import { isConnected, isWhole, useChecking } from "./checking";

interface PreflightPanelProps {
  workspace: WorkspaceView;
  /** As typed; none while no sender is chosen. */
  form: TestForm | null;
  /** The names of the recipients' fields, by place; none where there is only one. */
  labels?: string[];
  /** Puts a number in the place of a recipient; without it none is offered. */
  onInstead?: (recipient: number, number: string) => void;
}

export function PreflightPanel({ workspace, form, labels, onInstead }: PreflightPanelProps) {
  const { answer, error, busy, current, again } = useChecking(workspace, form);
  const connected = isConnected(workspace);
  const whole = isWhole(form);
  return (
    <section class="preflight" aria-label={words.preflight.title} aria-busy={busy || undefined}>
      <header class="preflight-head">
        <h3>{words.preflight.title}</h3>
        <span class="small quiet-text" role="status">
          {busy ? words.preflight.checking : answer && current ? summary(answer) : ""}
        </span>
        {connected && whole && (
          <Button kind="quiet" busy={busy} onClick={again}>
            {words.preflight.checkAgain}
          </Button>
        )}
      </header>
      {!connected && <p class="small quiet-text">{words.preflight.notConnected}</p>}
      {connected && !whole && <p class="small quiet-text">{words.preflight.nothing}</p>}
      {error && current && (
        <ErrorNotice
          key={error.message}
          error={error}
          title={error.code === "network" ? words.preflight.offline : words.preflight.failed}
        />
      )}
      {answer && form && (
        <div class="preflight-answer">
          {!current && <p class="small quiet-text">{words.preflight.stale}</p>}
          <Answered {...{ workspace, answer, current, labels, onInstead }} onLooked={again} />
        </div>
      )}
    </section>
  );
}

interface AnsweredProps {
  workspace: WorkspaceView;
  answer: Preflight;
  current: boolean;
  labels?: string[];
  onInstead?: (recipient: number, number: string) => void;
  onLooked: () => void;
}

function Answered({ workspace, answer, current, labels, onInstead, onLooked }: AnsweredProps) {
  const of = (...levels: PreflightFinding["level"][]) =>
    answer.findings.filter((finding) => levels.includes(finding.level));
  const list = (findings: PreflightFinding[]) => (
    <ul class="findings">
      {findings.map((finding) => (
        <li key={`${finding.id} ${finding.recipients.join()}`}>
          <Found finding={finding} answer={answer} labels={labels} onInstead={current ? onInstead : undefined} />
        </li>
      ))}
    </ul>
  );
  const [alarms, unchecked, fine] = [of("problem", "warning"), of("not_checkable"), of("ok")];
  return (
    <>
      {current && answer.before_sending && (
        <Notice tone="warn">
          <p>{answer.before_sending}</p>
        </Notice>
      )}
      <PriceLine answer={answer} />
      {alarms.length > 0 && list(alarms)}
      {unchecked.length > 0 && (
        <details class="facts">
          <summary>{words.preflight.notCheckable(unchecked.length)}</summary>
          {list(unchecked)}
        </details>
      )}
      {fine.length > 0 && (
        <details class="facts">
          <summary>{words.preflight.inOrder(fine.length)}</summary>
          {list(fine)}
        </details>
      )}
      {answer.left_out > 0 && <p class="small quiet-text">{words.preflight.leftOut(answer.left_out)}</p>}
      {answer.prices.length > 0 && (
        <LookUp key={answer.prices.map((price) => price.number).join()} {...{ workspace, answer, onLooked }} />
      )}
      <p class="small quiet-text">
        {words.preflight.read} <Moment at={answer.read_at} />
      </p>
    </>
  );
}

/** What it costs, never as one exact amount; by recipient where there are several. */
function PriceLine({ answer: { total, prices } }: { answer: Preflight }) {
  const several = prices.length > 1;
  return (
    <div class="preflight-price">
      <p>
        <strong>{words.preflight.price}</strong> <span dir="auto">{total.says}</span>
        {total.price.price === "range" && (
          <>
            {"; "}
            {words.preflight.read.toLowerCase()} <Moment at={total.price.read_at} />
          </>
        )}
      </p>
      {several ? (
        <details class="facts">
          <summary>{words.preflight.perRecipient}</summary>
          <dl class="details">
            {prices.map((estimate) => (
              <div key={estimate.recipient}>
                <dt class="mono">{estimate.number}</dt>
                <dd>{priceText(estimate.price)}</dd>
              </div>
            ))}
          </dl>
        </details>
      ) : (
        prices[0]?.price.price === "range" && <p class="small quiet-text">{prices[0].price.by}</p>
      )}
    </div>
  );
}

function priceText(price: Preflight["total"]["price"]): string {
  if (price.price === "unknown") {
    return price.reason;
  }
  const amount = price.from === price.to ? price.from : `${price.from}–${price.to}`;
  return `${words.preflight.about(`${amount} ${price.currency}`)} (${price.by})`;
}

interface FoundProps {
  finding: PreflightFinding;
  answer: Preflight;
  labels?: string[];
  onInstead?: (recipient: number, number: string) => void;
}

function Found({ finding, answer, labels, onInstead }: FoundProps) {
  const { basis } = finding;
  const numbers = answer.prices
    .filter((estimate) => finding.recipients.includes(estimate.recipient))
    .map((estimate) => estimate.number);
  const [place] = finding.recipients;
  return (
    <FindingCard finding={{ ...finding, sender: null }}>
      {answer.prices.length > 1 && numbers.length > 0 && (
        <p class="small mono">
          {words.preflight.concerns} {numbers.join(", ")}
        </p>
      )}
      <p class="small quiet-text">
        {words.preflight.basis[basis.basis]}{" "}
        {(basis.basis === "read" || basis.basis === "not_read") && basis.resource}
        {basis.basis === "read" && (
          <>
            {", "}
            <Moment at={basis.at} />
          </>
        )}
      </p>
      {onInstead && place !== undefined && finding.instead.length > 0 && (
        <div class="row">
          {finding.instead.slice(0, 5).map((caller) => (
            <Button key={caller.number} title={caller.name} onClick={() => onInstead(place, caller.number)}>
              {words.preflight.instead(caller.number, labels?.[place])}
            </Button>
          ))}
        </div>
      )}
    </FindingCard>
  );
}

interface LookUpProps {
  workspace: WorkspaceView;
  answer: Preflight;
  onLooked: () => void;
}

/** Lookup costs: what it is stands there before its button, and nothing is asked without a click. */
function LookUp({ workspace, answer, onLooked }: LookUpProps) {
  const [asking, setAsking] = useState<string | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [lines, setLines] = useState<LineLookup[]>([]);
  // A second click comes before the page is drawn again.
  const paying = useRef(false);
  const ask = async (number: string) => {
    if (paying.current) {
      return;
    }
    paying.current = true;
    setAsking(number);
    setError(null);
    try {
      const line = await ipc.lookUpLine(workspace.id, number);
      setLines((known) => [...known.filter((other) => other.number !== number), line]);
      onLooked();
    } catch (reason) {
      setError(asWireError(reason));
    }
    paying.current = false;
    setAsking(null);
  };
  return (
    <details class="facts">
      <summary>{words.preflight.lookUpTitle}</summary>
      <p class="small">{answer.look_up}</p>
      <ul class="preflight-lines">
        {answer.prices.map(({ recipient, number }) => (
          <li key={recipient}>
            <Button busy={asking === number} disabled={asking !== null} onClick={() => void ask(number)}>
              {words.preflight.lookUp(number)}
            </Button>{" "}
            <output dir="auto">{lines.find((line) => line.number === number)?.says}</output>
          </li>
        ))}
      </ul>
      {error && <ErrorNotice key={error.message} error={error} />}
    </details>
  );
}

function summary({ findings }: Preflight): string {
  const count = (level: PreflightFinding["level"]) => findings.filter((finding) => finding.level === level).length;
  const [problems, warnings] = [count("problem"), count("warning")];
  const said = [
    problems > 0 && words.preflight.problems(problems),
    warnings > 0 && words.preflight.warnings(warnings),
  ].filter(Boolean);
  return said.length > 0 ? said.join(", ") : words.preflight.noAlarm;
}
