// Where can one go, and in which workspace is one?

import { go, goToRoutes, goToSenders, goToTest } from "../actions";
import type { WorkspaceView } from "../ipc";
import { Keys } from "../parts/Button";
import { Icon } from "../parts/Icon";
import type { IconName } from "../parts/Icon";
import { change, useDesk } from "../state";
import type { Screen } from "../state";
import * as words from "../words";
import { AccountCard } from "./AccountCard";
import { useRoutesNoted } from "./live";
import { useStepsLeft } from "./steps-left";
import { Switcher } from "./Switcher";

interface Place {
  icon: IconName;
  label: string;
  keys: string;
  /** The screens that count as this place. */
  at: Screen["at"][];
  count?: string;
  go: () => void;
}

export function Rail({ workspace }: { workspace: WorkspaceView }) {
  const left = useStepsLeft(workspace);
  const noted = useRoutesNoted(workspace);
  const { sender_count: senders, tests_under_way: underWay } = workspace;
  const places: Place[] = [
    {
      icon: "senders",
      label: words.rail.senders,
      keys: "Ctrl+1",
      at: ["senders", "sender-form", "import", "discovery"],
      count: senders > 0 ? senders.toLocaleString() : "",
      go: () => goToSenders(),
    },
    {
      icon: "test",
      label: words.rail.tests,
      keys: "Ctrl+2",
      at: ["test", "history", "look-up"],
      count: underWay > 0 ? words.rail.underWay(underWay) : "",
      go: () => goToTest(),
    },
    {
      icon: "setup",
      label: words.places.setup,
      keys: "Ctrl+3",
      at: ["setup"],
      count: left > 0 ? words.places.left(left) : "",
      go: () => go({ at: "setup", sender: null }),
    },
    {
      icon: "routes",
      label: words.routes.title,
      keys: "Ctrl+8",
      at: ["routes"],
      count: noted,
      go: () => goToRoutes(),
    },
    { icon: "doctor", label: words.doctor.title, keys: "Ctrl+9", at: ["doctor"], go: () => go({ at: "doctor" }) },
    {
      icon: "rehearsal",
      label: words.places.rehearsal,
      keys: "Ctrl+4",
      at: ["rehearsal"],
      go: () => go({ at: "rehearsal", sender: null }),
    },
    {
      icon: "activity",
      label: words.places.activity,
      keys: "Ctrl+5",
      at: ["activity"],
      go: () => go({ at: "activity" }),
    },
    { icon: "account", label: words.rail.account, keys: "Ctrl+6", at: ["account"], go: () => go({ at: "account" }) },
  ];
  return (
    <header class="rail" data-environment={workspace.environment}>
      <Switcher workspace={workspace} />
      <nav aria-label={words.rail.screens}>
        {places.map((place) => (
          <PlaceButton key={place.icon} place={place} />
        ))}
      </nav>
      <div class="rail-end">
        <AccountCard workspace={workspace} />
        <button type="button" class="find" onClick={() => change({ paletteOpen: true })}>
          <Icon name="search" />
          <span>{words.rail.find}</span>
          <Keys combo="Ctrl K" />
        </button>
      </div>
    </header>
  );
}

function PlaceButton({ place: { icon, label, keys, at, count, go: goThere } }: { place: Place }) {
  const here = useDesk((state) => at.includes(state.screen.at));
  const id = `count-${icon}`;
  return (
    <button
      type="button"
      class="place"
      title={`${label} (${keys})`}
      aria-current={here ? "page" : undefined}
      aria-describedby={count ? id : undefined}
      onClick={goThere}
    >
      <Icon name={icon} />
      <span>{label}</span>
      {count && (
        <span id={id} class="count" aria-hidden="true">
          {count}
        </span>
      )}
    </button>
  );
}
