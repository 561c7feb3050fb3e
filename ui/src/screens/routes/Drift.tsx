// How does each setting stand against what should be, why does that matter, and what can be done?

import { useState } from "preact/hooks";
import { fail } from "../../actions";
import { ipc } from "../../ipc";
import type { DriftItem, RouteSetting, RouteView, WorkspaceView } from "../../ipc";
import { Tag } from "../../parts/Badge";
import type { Tone } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { Moment } from "../../parts/Moment";
import { ProvenanceTag, Sources } from "../../parts/Sourced";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { AcceptDialog } from "./AcceptDialog";
import { markOf } from "./RouteRows";

interface DriftProps {
  workspace: WorkspaceView;
  route: RouteView;
  /** Nothing can be written to Twilio. */
  locked: boolean;
  onReview: (settings: RouteSetting[]) => void;
}

export function Drift({ workspace, route, locked, onReview }: DriftProps) {
  const [accepting, setAccepting] = useState<DriftItem | null>(null);
  const isQuiet = ({ state }: DriftItem) => state === "in_place" || state === "not_applicable";
  const told = route.items.filter((item) => !isQuiet(item));
  const quiet = route.items.filter(isQuiet);
  const count = (state: DriftItem["state"]) => route.items.filter((item) => item.state === state).length;
  return (
    <section class="route-part">
      <header class="console-head">
        <h2>{words.route.drift}</h2>
        <span class="bar-note" role="status">
          {words.route.driftCount(count("differs"), count("unknown"))}
        </span>
      </header>
      {told.map((item) => (
        <Item
          key={item.setting}
          item={item}
          locked={locked}
          onReview={() => onReview([item.setting])}
          onAccept={() => setAccepting(item)}
          onRefuse={() =>
            void ipc
              .acceptDifference(workspace.id, {
                sender: route.sender.key,
                setting: item.setting,
                live: item.live,
                why: null,
              })
              .catch(fail)
          }
        />
      ))}
      {quiet.length > 0 && (
        <details class="drift-quiet">
          <summary>{words.route.quiet(count("in_place"), count("not_applicable"))}</summary>
          <ul>
            {quiet.map((item) => (
              <li key={item.setting}>
                <State item={item} />
                <div>
                  <strong>{item.label}</strong>
                  {item.live && <code>{item.live}</code>}
                  <p class="quiet-text">{item.why}</p>
                  <Sources sources={item.sources} />
                </div>
              </li>
            ))}
          </ul>
        </details>
      )}
      {accepting && (
        <AcceptDialog
          workspace={workspace.id}
          sender={route.sender.key}
          item={accepting}
          onClose={() => setAccepting(null)}
        />
      )}
    </section>
  );
}

function State({ item }: { item: DriftItem }) {
  const [tone, icon] = markOf(item.state, item.level);
  return (
    <Tag tone={tone as Tone} icon={icon}>
      {words.route.driftState[item.state]}
    </Tag>
  );
}

interface ItemProps {
  item: DriftItem;
  locked: boolean;
  onReview: () => void;
  onAccept: () => void;
  onRefuse: () => void;
}

function Item({ item, locked, onReview, onAccept, onRefuse }: ItemProps) {
  const readOnly = useReadOnly();
  const differs = item.state === "differs";
  return (
    <article class="drift" data-setting={item.setting} data-state={item.state} data-level={item.level}>
      <header class="drift-head">
        <State item={item} />
        <h3>{item.label}</h3>
        {item.resource && (
          <span class="quiet-text">
            {words.route.resource[item.resource.kind]} {item.resource.name}
          </span>
        )}
        <span class="push" />
        {item.since && (
          <small>
            {words.route.since} <Moment at={item.since} />
          </small>
        )}
      </header>
      <dl class="drift-values">
        <div>
          <dt>{words.route.live}</dt>
          <dd>
            {item.live === null ? (
              <em>{item.state === "unknown" ? words.route.notKnown : words.route.nothingSet}</em>
            ) : (
              <code>{item.live}</code>
            )}
          </dd>
        </div>
        <div>
          <dt>
            {words.route.should} {item.should_provenance && <ProvenanceTag provenance={item.should_provenance} />}
          </dt>
          <dd>{item.should === null ? <em>{words.route.noRule}</em> : <code>{item.should}</code>}</dd>
        </div>
        {item.changed_from && (
          <div>
            <dt>{words.route.before}</dt>
            <dd>
              <code>{item.changed_from}</code>
            </dd>
          </div>
        )}
      </dl>
      <p class="drift-reasons">
        {item.reasons.map((reason) => (
          <Tag key={reason}>{words.route.reason[reason]}</Tag>
        ))}
      </p>
      <p dir="auto">{item.why}</p>
      {item.remedy && <p dir="auto">{item.remedy}</p>}
      {item.accepted && (
        <p dir="auto">
          {words.route.acceptedBecause} <Moment at={item.accepted.at} />: <q>{item.accepted.why}</q>
        </p>
      )}
      <Sources sources={item.sources} />
      <div class="actions">
        {differs && item.cannot_apply === null && (
          <Button disabled={locked} popup="dialog" label={words.route.reviewOf(item.label)} onClick={onReview}>
            {words.route.review}
          </Button>
        )}
        {differs && (
          <Button
            kind="quiet"
            disabled={readOnly}
            popup="dialog"
            label={words.route.acceptOf(item.label)}
            onClick={onAccept}
          >
            {words.route.accept}
          </Button>
        )}
        {item.state === "accepted" && (
          <Button disabled={readOnly} onClick={onRefuse}>
            {words.route.notAccepted}
          </Button>
        )}
        {differs && item.cannot_apply !== null && <span class="quiet-text">{item.cannot_apply}</span>}
      </div>
    </article>
  );
}
