// What can be done from more than one place? Each action asks the back end and puts the answer into the store.

import { asWireError, ipc, onChange } from "./ipc";
import type {
  Change,
  PagePreferences,
  SenderKey,
  SenderRow,
  TestFrom,
  WireError,
  WorkspaceId,
  WorkspaceView,
} from "./ipc";
import { change, current, openWorkspace } from "./state";
import type { Screen } from "./state";
import { showPreferences } from "./theme";
import * as words from "./words";

/** Asks for the desk and opens the screen that the operator left or, at the very first start, the two doors. */
export async function start(): Promise<void> {
  const preferences = ipc.preferences().catch((): PagePreferences => ({}));
  try {
    const asked = ipc.deskState();
    // Subscribed in the same breath: a change between the answer and a later subscription would be lost.
    void onChange(take).catch(fail);
    const [desk, liked] = await Promise.all([asked, preferences]);
    showPreferences(liked);
    const last = desk.workspaces.find((view) => view.id === liked.last_workspace) ?? desk.workspaces[0];
    const screen: Screen = last ? { at: "senders", select: null } : { at: "first-run" };
    change({ desk, preferences: liked, workspace: last?.id ?? null, screen });
  } catch (error) {
    void preferences.then(showPreferences);
    change({ failure: asWireError(error) });
  }
}

function take(told: Change): void {
  switch (told.what) {
    case "test":
      change({ testsVersion: current().testsVersion + 1, sendersVersion: current().sendersVersion + 1 });
      return void refresh(told.workspace);
    case "senders":
      change({ sendersVersion: current().sendersVersion + 1 });
      return void refresh(told.workspace);
    case "workspace":
      return void refresh(told.id);
  }
}

const refreshing = new Map<WorkspaceId, { again: boolean }>();

/** Reads one workspace again. Changes that come meanwhile cost one more read, not one each. */
export async function refresh(id: WorkspaceId): Promise<void> {
  const running = refreshing.get(id);
  if (running) {
    running.again = true;
    return;
  }
  const turn = { again: false };
  refreshing.set(id, turn);
  try {
    do {
      turn.again = false;
      putWorkspace(await ipc.workspace(id));
    } while (turn.again);
  } catch (error) {
    fail(error);
  } finally {
    refreshing.delete(id);
  }
}

export function putWorkspace(view: WorkspaceView): void {
  const { desk } = current();
  if (!desk) {
    return;
  }
  const known = desk.workspaces.some((other) => other.id === view.id);
  const workspaces = known
    ? desk.workspaces.map((other) => (other.id === view.id ? view : other))
    : [...desk.workspaces, view];
  change({ desk: { ...desk, workspaces } });
}

export function go(screen: Screen): void {
  change({ screen });
}

export function goToSenders(select: SenderKey | null = null): void {
  go(current().workspace ? { at: "senders", select } : { at: "first-run" });
}

export function goToTest(from: TestFrom | null = null): void {
  go({ at: "test", from, open: null });
}

/** Opens a workspace at its senders, and remembers it for the next start. */
export function switchTo(id: WorkspaceId): void {
  change({ workspace: id, screen: { at: "senders", select: null } });
  void setPreferences({ last_workspace: id });
}

export async function openPractice(): Promise<void> {
  const view = await ipc.openPractice();
  putWorkspace(view);
  switchTo(view.id);
}

export async function checkBalance(workspace: WorkspaceId): Promise<void> {
  if (current().balanceChecks[workspace]?.busy) {
    return;
  }
  const put = (busy: boolean, error: WireError | null) =>
    change({ balanceChecks: { ...current().balanceChecks, [workspace]: { busy, error } } });
  put(true, null);
  try {
    const balance = await ipc.checkBalance(workspace);
    const view = current().desk?.workspaces.find((other) => other.id === workspace);
    if (view) {
      putWorkspace({ ...view, account: { ...view.account, balance } });
    }
    put(false, null);
  } catch (error) {
    put(false, asWireError(error));
  }
}

export async function markDefault(row: SenderRow): Promise<void> {
  try {
    await ipc.markDefault(row.key);
    sendersChanged();
    say(words.senders.markedDefault(row.name));
  } catch (error) {
    fail(error);
  }
}

export async function deleteSender(row: SenderRow): Promise<void> {
  try {
    const gone = await ipc.deleteSender(row.key);
    change({
      deleted: [...current().deleted, gone.key],
      toast: { text: words.senders.deleted(gone.name), bad: false, undo: gone.key },
    });
    sendersChanged();
  } catch (error) {
    fail(error);
  }
}

/** Takes the newest deletion back, or the named one. */
export async function undoDelete(key: SenderKey | undefined = current().deleted.at(-1)): Promise<void> {
  if (key === undefined) {
    return;
  }
  try {
    const row = await ipc.restoreSender(key);
    change({ deleted: current().deleted.filter((other) => other !== key) });
    sendersChanged();
    say(words.senders.restored(row.name));
    if (current().screen.at === "senders") {
      goToSenders(row.key);
    }
  } catch (error) {
    fail(error);
  }
}

function sendersChanged(): void {
  change({ sendersVersion: current().sendersVersion + 1 });
  const view = openWorkspace();
  if (view) {
    void refresh(view.id);
  }
}

export async function setPreferences(part: Partial<PagePreferences>): Promise<void> {
  const wanted = { ...current().preferences, ...part };
  change({ preferences: wanted });
  showPreferences(wanted);
  try {
    await ipc.setPreferences(wanted);
  } catch (error) {
    fail(error);
  }
}

/** Ten per cent a step, 50 to 200; 0 is the natural size. */
export function zoom(step: -1 | 0 | 1): void {
  const now = current().preferences.zoom ?? 100;
  void setPreferences({ zoom: step === 0 ? 100 : Math.min(200, Math.max(50, now + step * 10)) });
}

export function openLink(id: string): void {
  void ipc.openLink(id).catch(fail);
}

export function say(text: string): void {
  change({ toast: { text, bad: false, undo: null } });
}

/** Says what went wrong where no place of its own is there to say it. */
export function fail(error: unknown): void {
  const { message, hint } = asWireError(error);
  change({ toast: { text: [message, hint].filter(Boolean).join(" "), bad: true, undo: null } });
}
