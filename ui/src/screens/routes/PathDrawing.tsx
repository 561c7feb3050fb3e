// Which way does it go, which place decides, and where does it end? Drawn from left to right, or down where there is little room.

import type { FindingLevel, Hop, HopPlace, Path } from "../../ipc";
import { Icon } from "../../parts/Icon";
import type { IconName } from "../../parts/Icon";
import * as words from "../../words";
import { DESTINATIONS, DestinationTag, toneOf } from "./Destination";
import { EvidenceList } from "./EvidenceList";

const PLACES: Record<HopPlace, IconName> = {
  handset: "handset",
  sender: "senders",
  service: "routes",
  application: "settings",
  message: "send",
  moengage: "check",
  elsewhere: "external",
  nobody: "cross",
  unknown: "question",
};

interface PathDrawingProps {
  path: Path;
  /** What goes this way; none where something above says it. */
  title?: string;
  label: string;
  /** How bad it is that it ends there. */
  level: FindingLevel;
}

export function PathDrawing({ path, title, label, level }: PathDrawingProps) {
  const tone = toneOf(path.destination, level);
  return (
    <article class="path" data-tone={tone}>
      {title && (
        <header class="path-head">
          <h2>{title}</h2>
          <Icon name="arrow" />
          <DestinationTag to={path.destination} level={level} />
        </header>
      )}
      <p class="path-summary" dir="auto">
        {path.summary}
      </p>
      {path.hops.length > 0 && (
        <ol class="path-hops" aria-label={label}>
          {path.hops.map((hop, position) => (
            <HopAt
              key={position}
              hop={hop}
              icon={position === path.hops.length - 1 ? DESTINATIONS[path.destination] : PLACES[hop.place]}
            />
          ))}
        </ol>
      )}
    </article>
  );
}

function HopAt({ hop, icon }: { hop: Hop; icon: IconName }) {
  const role = words.route.role[hop.role];
  return (
    <li class="hop-at" data-place={hop.place} data-role={hop.role}>
      <span class="hop-node">
        <Icon name={icon} />
      </span>
      <div class="hop-says">
        <p class="hop-title" dir="auto">
          <strong>{hop.title}</strong>
          {role && <span class="hop-role">{role}</span>}
        </p>
        <p class="small" dir="auto">
          {hop.says}
        </p>
        {hop.url !== null && <Called url={hop.url} method={hop.method} />}
        <EvidenceList of={hop.title} evidence={hop.evidence} />
      </div>
    </li>
  );
}

/** What is called from here; the host stands out, as it says whose it is. */
function Called({ url, method }: { url: string; method: string | null }) {
  const [, before, host, rest] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/?#]*)(.*)$/is.exec(url) ?? ["", "", url, ""];
  return (
    <p class="hop-url">
      {method && <span class="hop-method">{method}</span>}
      <code>
        <span class="hop-host">
          {before}
          <b>{host}</b>
        </span>
        {rest}
      </code>
    </p>
  );
}
