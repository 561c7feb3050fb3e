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
import { leave } from "./leaving";
import { change, current, openWorkspace } from "./state";
import type { BalanceCheck, Deleted, Screen } from "./state";
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
    case "everything":
      return readEverything();
  }
}

/** Reads the desk again, and has every list and every test on the screen read again. */
function readEverything(): void {
  change({ testsVersion: current().testsVersion + 1, sendersVersion: current().sendersVersion + 1 });
  void readDesk();
}

let deskReads = 0;

/** Reads the desk again: workspaces, notices, and whether anything can be changed. */
async function readDesk(): Promise<void> {
  const asked = ++deskReads;
  try {
    const desk = await ipc.deskState();
    if (asked !== deskReads || current().failure) {
      return;
    }
    change({ desk });
    if (!openWorkspace()) {
      const first = desk.workspaces[0];
      change({ workspace: first?.id ?? null });
      if (current().screen.at !== "connect") {
        change({ screen: first ? { at: "senders", select: null } : { at: "first-run" } });
      }
    }
  } catch (error) {
    tell(error);
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

/** Opens a screen, unless what is typed in this one would be lost: then the operator is asked first. */
export function go(screen: Screen): void {
  leave(() => change({ screen }));
}

export function goToSenders(select: SenderKey | null = null): void {
  go(current().workspace ? { at: "senders", select } : { at: "first-run" });
}

export function goToTest(from: TestFrom | null = null): void {
  go({ at: "test", from, open: null });
}

let connects = 0;

/** The form *Connect a Twilio account*, or that of *Reauthenticate*; empty each time. */
export function goToConnect(reauthenticate: WorkspaceId | null = null): void {
  go({ at: "connect", reauthenticate, visit: ++connects });
}

/** Opens a workspace at its senders, and remembers it for the next start. */
export function switchTo(id: WorkspaceId, select: SenderKey | null = null): void {
  leave(() => {
    change({ workspace: id, screen: { at: "senders", select } });
    void setPreferences({ last_workspace: id });
  });
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
  const asked: BalanceCheck = { busy: true, error: null };
  const put = (check: BalanceCheck) => change({ balanceChecks: { ...current().balanceChecks, [workspace]: check } });
  const isCurrent = () => current().balanceChecks[workspace] === asked;
  put(asked);
  try {
    const balance = await ipc.checkBalance(workspace);
    const view = current().desk?.workspaces.find((other) => other.id === workspace);
    if (view && isCurrent()) {
      putWorkspace({ ...view, account: { ...view.account, balance } });
      put({ busy: false, error: null });
    }
  } catch (reason) {
    const error = asWireError(reason);
    heed(error);
    if (isCurrent()) {
      put({ busy: false, error });
    }
  }
}

/** What a former credential brought, or will bring, says nothing of the new one. */
export function forgetBalanceCheck(workspace: WorkspaceId): void {
  const { [workspace]: _, ...others } = current().balanceChecks;
  change({ balanceChecks: others });
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

export async function deleteSender(workspace: WorkspaceId, row: SenderRow): Promise<void> {
  try {
    const { key, name } = await ipc.deleteSender(row.key);
    const undo = { key, workspace };
    change({
      deleted: [...current().deleted, undo],
      toast: { text: words.senders.deleted(name), error: null, undo },
    });
    sendersChanged(workspace);
  } catch (error) {
    fail(error);
  }
}

/** Takes the newest deletion back, or the named one, and shows the sender in the workspace that it belongs to. */
export async function undoDelete(deleted: Deleted | undefined = current().deleted.at(-1)): Promise<void> {
  if (!deleted || !current().deleted.includes(deleted)) {
    return;
  }
  // Taken out before the answer: a second Ctrl+Z takes back the one before it.
  change({ deleted: current().deleted.filter((other) => other !== deleted) });
  try {
    const row = await ipc.restoreSender(deleted.key);
    sendersChanged(deleted.workspace);
    say(words.senders.restored(row.name));
    if (current().workspace !== deleted.workspace) {
      switchTo(deleted.workspace, row.key);
    } else if (current().screen.at === "senders") {
      goToSenders(row.key);
    }
  } catch (error) {
    if (asWireError(error).code !== "not_found") {
      change({ deleted: [...current().deleted, deleted] });
    }
    fail(error);
  }
}

function sendersChanged(workspace: WorkspaceId | null = current().workspace): void {
  change({ sendersVersion: current().sendersVersion + 1 });
  if (workspace !== null) {
    void refresh(workspace);
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
  change({ toast: { text, error: null, undo: null } });
}

/** Says what went wrong where no place of its own is there to say it, and does what the error asks for. */
export function fail(error: unknown): void {
  tell(error);
  heed(asWireError(error));
}

/** Says what went wrong with a read of its own accord; reading again because of that would never end. */
export function tell(reason: unknown): void {
  const error = asWireError(reason);
  change({ toast: { text: [error.message, error.hint].filter(Boolean).join(" "), error, undo: null } });
}

/** What is gone leaves the lists, and a folder that cannot be written any more shows in the banner. */
export function heed(error: WireError): void {
  if (error.code === "not_found") {
    readEverything();
  } else if (error.code === "read_only") {
    void readDesk();
  }
}
