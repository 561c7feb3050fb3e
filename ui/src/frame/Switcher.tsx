// Which workspace is open, and how does one come to another?

import { useRef, useState } from "preact/hooks";
import { fail, goToConnect, goToWorkspace, openPractice, switchTo } from "../actions";
import type { WorkspaceView } from "../ipc";
import { useKeys } from "../keys";
import { Icon } from "../parts/Icon";
import { Menu } from "../parts/Menu";
import type { MenuItem } from "../parts/Menu";
import { useDesk, useReadOnly } from "../state";
import * as words from "../words";

export function Switcher({ workspace }: { workspace: WorkspaceView }) {
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const items = useItems(workspace);
  const open = () => setAnchor(button.current?.getBoundingClientRect() ?? null);
  useKeys({ "mod+o": open });
  return (
    <>
      <button
        ref={button}
        type="button"
        class="switcher"
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        title={`${words.rail.workspace(workspace)} (Ctrl+O)`}
        onClick={open}
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

function useItems(workspace: WorkspaceView): MenuItem[] {
  const workspaces = useDesk((state) => state.desk?.workspaces ?? []);
  const readOnly = useReadOnly();
  const items: MenuItem[] = workspaces.map((view, position) => ({
    label: view.name,
    note: `${words.environment[view.environment]}, ${view.data_centre.code}`,
    before: <span class="dot" data-colour={view.colour} />,
    keys: position < 9 ? `Alt ${position + 1}` : undefined,
    checked: view.id === workspace.id,
    act: () => switchTo(view.id),
  }));
  items.push(
    {
      label: words.workspace.settings,
      before: <Icon name="settings" />,
      keys: "Ctrl ,",
      act: () => goToWorkspace(workspace.id),
    },
    {
      label: words.workspace.addWithAccount,
      before: <Icon name="plus" />,
      disabled: readOnly,
      act: () => goToWorkspace(null),
    },
    { label: words.firstRun.connect, before: <Icon name="key" />, act: () => goToConnect() },
  );
  if (!workspaces.some((view) => view.environment === "practice")) {
    items.push({
      label: words.firstRun.practice,
      before: <Icon name="play" />,
      act: () => void openPractice().catch(fail),
    });
  }
  return items;
}
