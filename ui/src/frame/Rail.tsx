// Where can one go, and in which workspace is one?

import { useState } from "preact/hooks";
import { fail, go, goToConnect, goToSenders, goToTest, openPractice, switchTo } from "../actions";
import type { WorkspaceView } from "../ipc";
import { Keys } from "../parts/Button";
import { Icon } from "../parts/Icon";
import type { IconName } from "../parts/Icon";
import { Menu } from "../parts/Menu";
import type { MenuItem } from "../parts/Menu";
import { change, useDesk } from "../state";
import * as words from "../words";
import { AccountCard } from "./AccountCard";

export function Rail({ workspace }: { workspace: WorkspaceView }) {
  const at = useDesk((state) => state.screen.at);
  return (
    <header class="rail" data-environment={workspace.environment}>
      <Switcher workspace={workspace} />
      <nav aria-label={words.rail.screens}>
        <Place
          icon="senders"
          label={words.rail.senders}
          keys="Ctrl+1"
          here={at === "senders" || at === "sender-form"}
          count={workspace.sender_count > 0 ? workspace.sender_count.toLocaleString() : ""}
          go={() => goToSenders()}
        />
        <Place
          icon="test"
          label={words.rail.tests}
          keys="Ctrl+2"
          here={at === "test"}
          count={workspace.tests_under_way > 0 ? words.rail.underWay(workspace.tests_under_way) : ""}
          go={() => goToTest()}
        />
        <Place
          icon="account"
          label={words.rail.account}
          keys="Ctrl+3"
          here={at === "account"}
          count=""
          go={() => go({ at: "account" })}
        />
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

interface PlaceProps {
  icon: IconName;
  label: string;
  keys: string;
  here: boolean;
  count: string;
  go: () => void;
}

function Place({ icon, label, keys, here, count, go: goThere }: PlaceProps) {
  const id = `count-${icon}`;
  return (
    <button
      type="button"
      class="place"
      title={keys}
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

function Switcher({ workspace }: { workspace: WorkspaceView }) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const workspaces = useDesk((state) => state.desk?.workspaces ?? []);
  const practice = workspaces.some((view) => view.environment === "practice");
  const items: MenuItem[] = [
    ...workspaces.map((view) => ({
      label: view.name,
      note: `${words.environment[view.environment]}, ${view.data_centre.code}`,
      before: <span class="dot" data-colour={view.colour} />,
      checked: view.id === workspace.id,
      act: () => switchTo(view.id),
    })),
    {
      label: words.firstRun.connect,
      before: <Icon name="plus" />,
      act: () => goToConnect(),
    },
  ];
  if (!practice) {
    items.push({
      label: words.firstRun.practice,
      before: <Icon name="play" />,
      act: () => void openPractice().catch(fail),
    });
  }
  return (
    <>
      <button
        type="button"
        class="switcher"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        title={words.rail.workspace(workspace)}
        onClick={(event) => setAnchor(event.currentTarget.getBoundingClientRect())}
      >
        <span class="dot" data-colour={workspace.colour} />
        <span class="switcher-words">
          <span class="unseen">{words.rail.workspaceBefore}</span>
          <b class="cut" dir="auto">
            {workspace.name}
          </b>
          <span class="switcher-place">
            <span class={`environment ${workspace.environment}`}>{words.environment[workspace.environment]}</span>
            <span class="cut">{workspace.data_centre.code}</span>
          </span>
        </span>
        <Icon name="chevron" />
      </button>
      {anchor && <Menu label={words.rail.workspaces} items={items} anchor={anchor} onClose={() => setAnchor(null)} />}
    </>
  );
}
