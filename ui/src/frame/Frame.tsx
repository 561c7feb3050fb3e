// What stands around every screen: the rail, what the operator must know, and the screen itself.

import { useEffect } from "preact/hooks";
import { go, goToSenders, undoDelete, zoom } from "../actions";
import { isTyping, useKeys } from "../keys";
import { ErrorNotice } from "../parts/Notice";
import { Palette } from "../palette/Palette";
import { useReady } from "../ready";
import { AccountScreen } from "../screens/account/AccountScreen";
import { ConnectScreen } from "../screens/connect/ConnectScreen";
import { DiscardDialog } from "../screens/DiscardDialog";
import { FirstRun } from "../screens/first-run/FirstRun";
import { SenderForm } from "../screens/sender-form/SenderForm";
import { SendersScreen } from "../screens/senders/SendersScreen";
import { TestScreen } from "../screens/test/TestScreen";
import { change, useDesk, useWorkspace } from "../state";
import type { Screen } from "../state";
import * as words from "../words";
import { Banners } from "./Banners";
import { Rail } from "./Rail";
import { ToastLine } from "./ToastLine";

export function Frame() {
  const failure = useDesk((state) => state.failure);
  const loaded = useDesk((state) => state.desk !== null);
  const screen = useDesk((state) => state.screen);
  const workspace = useWorkspace();
  const paletteOpen = useDesk((state) => state.paletteOpen);
  const leaving = useDesk((state) => state.leaving);
  useFrameKeys();
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
      {paletteOpen && <Palette onClose={() => change({ paletteOpen: false })} />}
      {leaving && (
        <DiscardDialog
          onKeep={() => change({ leaving: null })}
          onDiscard={() => {
            change({ leaving: null, mayLeave: null });
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
  if (screen.at === "first-run" || !workspace) {
    return <FirstRun />;
  }
  switch (screen.at) {
    case "senders":
      return <SendersScreen key={workspace.id} workspace={workspace} select={screen.select} />;
    case "sender-form":
      return <SenderForm key={`${workspace.id} ${screen.key}`} workspace={workspace} sender={screen.key} />;
    case "test":
      return <TestScreen key={workspace.id} workspace={workspace} from={screen.from} open={screen.open} />;
    case "account":
      return <AccountScreen key={workspace.id} workspace={workspace} />;
  }
}

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
    "mod+3": withWorkspace(() => go({ at: "account" })),
    "mod+z": (event) => (isTyping(event.target) ? false : void undoDelete()),
  });
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
