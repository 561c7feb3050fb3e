// What stands around every screen: the rail, what the operator must know, and the screen itself.

import { useEffect } from "preact/hooks";
import { go, goToRoutes, goToSenders, goToWorkspace, redo, switchTo, undo, zoom } from "../actions";
import { isTyping, useKeys } from "../keys";
import type { KeyMap } from "../keys";
import { ErrorNotice } from "../parts/Notice";
import { Palette } from "../palette/Palette";
import { useReady } from "../ready";
import { AccountScreen } from "../screens/account/AccountScreen";
import { ActivityScreen } from "../screens/activity/ActivityScreen";
import { ConnectScreen } from "../screens/connect/ConnectScreen";
import { DiscardDialog } from "../screens/DiscardDialog";
import { DiscoveryScreen } from "../screens/discovery/DiscoveryScreen";
import { DoctorScreen } from "../screens/doctor/DoctorScreen";
import { FirstRun } from "../screens/first-run/FirstRun";
import { HistoryScreen } from "../screens/history/HistoryScreen";
import { LookUpScreen } from "../screens/history/LookUpScreen";
import { ImportScreen } from "../screens/import/ImportScreen";
import { chooseFile, readOffered } from "../screens/import/reading";
import { RehearsalScreen } from "../screens/rehearsal/RehearsalScreen";
import { RoutesScreen } from "../screens/routes/RoutesScreen";
import { SenderForm } from "../screens/sender-form/SenderForm";
import { SendersScreen } from "../screens/senders/SendersScreen";
import { SetupScreen } from "../screens/setup/SetupScreen";
import { TestScreen } from "../screens/test/TestScreen";
import { WorkspaceScreen } from "../screens/workspace/WorkspaceScreen";
import { change, current, useDesk, useWorkspace } from "../state";
import type { Screen } from "../state";
import * as words from "../words";
import { Banners } from "./Banners";
import { DropHint } from "./DropHint";
import { Rail } from "./Rail";
import { ReadingLine } from "./ReadingLine";
import { SharingDialogs } from "./SharingDialogs";
import { ToastLine } from "./ToastLine";

export function Frame() {
  const failure = useDesk((state) => state.failure);
  const loaded = useDesk((state) => state.desk !== null);
  const screen = useDesk((state) => state.screen);
  const workspace = useWorkspace();
  const paletteOpen = useDesk((state) => state.paletteOpen);
  const leaving = useDesk((state) => state.leaving);
  useFrameKeys();
  useOfferedFiles(loaded);
  useEffect(() => {
    document.title = workspace ? `${workspace.name} – ${words.product}` : words.product;
  }, [workspace?.name]);

  if (failure) {
    return <Failure />;
  }
  if (!loaded) {
    return null;
  }
  return (
    <div class={workspace && screen.at !== "first-run" ? "frame" : "frame alone"}>
      {workspace && screen.at !== "first-run" && <Rail workspace={workspace} />}
      <div class="stage">
        <Banners />
        <CurrentScreen screen={screen} />
      </div>
      <ToastLine />
      <ReadingLine />
      <DropHint />
      <SharingDialogs />
      {paletteOpen && <Palette onClose={() => change({ paletteOpen: false })} />}
      {leaving && (
        <DiscardDialog
          isImport={screen.at === "import"}
          onKeep={() => {
            current().staying?.();
            change({ leaving: null, staying: null });
          }}
          onDiscard={() => {
            change({ leaving: null, staying: null, mayLeave: null });
            leaving();
          }}
        />
      )}
    </div>
  );
}

function CurrentScreen({ screen }: { screen: Screen }) {
  const workspace = useWorkspace();
  if (screen.at === "connect") {
    // Not keyed by the open workspace: *Save* opens the new one while its outcome is still shown here.
    return <ConnectScreen key={screen.visit} reauthenticate={screen.reauthenticate} />;
  }
  if (screen.at === "import") {
    // It may make the first workspace of all.
    return <ImportScreen key={screen.view.id} begun={screen.view} />;
  }
  if (screen.at === "first-run" || !workspace) {
    return <FirstRun />;
  }
  switch (screen.at) {
    case "senders":
      return <SendersScreen key={workspace.id} workspace={workspace} select={screen.select} />;
    case "sender-form":
      return (
        <SenderForm
          key={`${workspace.id} ${screen.key} ${screen.copy}`}
          workspace={workspace}
          sender={screen.key}
          copy={screen.copy}
        />
      );
    case "test":
      return <TestScreen key={workspace.id} workspace={workspace} from={screen.from} open={screen.open} />;
    case "history":
      return <HistoryScreen key={workspace.id} workspace={workspace} open={screen.open} />;
    case "look-up":
      return <LookUpScreen key={workspace.id} workspace={workspace} />;
    case "setup":
      return <SetupScreen key={workspace.id} workspace={workspace} sender={screen.sender} />;
    case "rehearsal":
      return <RehearsalScreen key={workspace.id} workspace={workspace} sender={screen.sender} />;
    case "routes":
      return (
        <RoutesScreen key={workspace.id} workspace={workspace} sender={screen.sender} apply={screen.apply} />
      );
    case "discovery":
      return <DiscoveryScreen key={workspace.id} workspace={workspace} />;
    case "doctor":
      return <DoctorScreen key={workspace.id} workspace={workspace} />;
    case "activity":
      return <ActivityScreen />;
    case "workspace":
      return <WorkspaceScreen key={screen.visit} open={workspace} edited={screen.id} />;
    case "account":
      return <AccountScreen key={workspace.id} workspace={workspace} />;
  }
}

/** Alt+1 to Alt+9 open the first nine workspaces. */
const WORKSPACE_KEYS: KeyMap = Object.fromEntries(
  Array.from({ length: 9 }, (_, position) => [
    `alt+${position + 1}`,
    ({ code }: KeyboardEvent) => {
      const view = current().desk?.workspaces[position];
      // Alt and the number pad type a character on some systems.
      return view && !code.startsWith("Numpad") ? switchTo(view.id) : false;
    },
  ]),
);

function useFrameKeys(): void {
  const hasWorkspace = useWorkspace() !== null;
  const withWorkspace = (act: () => void) => () => (hasWorkspace ? act() : false);
  useKeys({
    "mod+k": () => change({ paletteOpen: true }),
    "mod+=": () => zoom(1),
    "mod++": () => zoom(1),
    "mod+-": () => zoom(-1),
    "mod+0": () => zoom(0),
    "mod+1": withWorkspace(() => goToSenders()),
    "mod+2": withWorkspace(() => go({ at: "test", from: null, open: null })),
    "mod+3": withWorkspace(() => go({ at: "setup", sender: null })),
    "mod+4": withWorkspace(() => go({ at: "rehearsal", sender: null })),
    "mod+5": withWorkspace(() => go({ at: "activity" })),
    "mod+6": withWorkspace(() => go({ at: "account" })),
    "mod+7": withWorkspace(() => go({ at: "history", open: null })),
    "mod+8": withWorkspace(() => goToRoutes()),
    "mod+9": withWorkspace(() => go({ at: "doctor" })),
    "mod+e": withWorkspace(() => change({ sharing: "export" })),
    "mod+i": ({ repeat }) => void (repeat || chooseFile()),
    ...WORKSPACE_KEYS,
    "mod+,": withWorkspace(() => goToWorkspace(current().workspace)),
    "mod+z": (event) => (isTyping(event.target) ? false : void undo()),
    "mod+shift+z": (event) => (isTyping(event.target) ? false : void redo()),
  });
}

/** A file may have waited before the page was there: a double click on it starts the application. */
function useOfferedFiles(loaded: boolean): void {
  const offered = useDesk((state) => state.filesOffered);
  useEffect(() => {
    if (loaded) {
      void readOffered(offered > 0 ? "offer" : "start");
    }
  }, [loaded, offered]);
}

/** The database cannot be opened, or belongs to a newer version: nothing else can be shown. */
function Failure() {
  const failure = useDesk((state) => state.failure);
  useReady("failed");
  return (
    <main class="alone-screen">
      <div class="door">
        <h1>{words.failure.title}</h1>
        {failure && <ErrorNotice error={failure} />}
      </div>
    </main>
  );
}
