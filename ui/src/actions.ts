// What can be done from more than one place? Each action asks the back end and puts the answer into the store.

import { asWireError, ipc, onChange } from "./ipc";
import type {
  Change,
  JobId,
  PagePreferences,
  Progress,
  RouteSetting,
  SenderKey,
  SenderRow,
  SenderSelection,
  TestFrom, TestId,
  Undoable,
  WireError,
  WorkspaceId,
  WorkspaceView,
} from "./ipc";
import { leave } from "./leaving";
import { change, current, openWorkspace } from "./state";
import type { BalanceCheck, Screen } from "./state";
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
    case "reply":
      return change({ repliesVersion: current().repliesVersion + 1 });
    case "senders":
      change({ sendersVersion: current().sendersVersion + 1 });
      return void refresh(told.workspace);
    case "live":
    case "applied":
      return change({ liveVersion: current().liveVersion + 1 });
    case "discovery":
      return change({ discoveryVersion: current().discoveryVersion + 1 });
    case "workspace":
      return void refresh(told.id);
    case "everything":
      return readEverything();
    case "progress":
      return putProgress(told);
    case "file_held":
      return change({ fileHeld: told.over });
    case "file_offered":
      return change({ fileHeld: false, filesOffered: current().filesOffered + 1 });
    case "test_ended":
      // Where its test is looked at, its status says it.
      return current().screen.at === "test" || current().screen.at === "history" ? undefined : say(told.message);
    case "balance_low":
      return change({ toast: { text: told.message, error: null, undo: null } });
  }
}

/** Reads the desk again, and has every list and every test on the screen read again. */
function readEverything(): void {
  const { testsVersion, sendersVersion, repliesVersion, liveVersion } = current();
  change({
    testsVersion: testsVersion + 1,
    sendersVersion: sendersVersion + 1,
    repliesVersion: repliesVersion + 1,
    liveVersion: liveVersion + 1,
  });
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
      if (!["connect", "import"].includes(current().screen.at)) {
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
    // One that was removed meanwhile has nothing more to say.
    if (current().desk?.workspaces.some((view) => view.id === id)) {
      fail(error);
    }
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

/** One test, on the screen of tests. */
export function showTest(open: TestId): void {
  go({ at: "test", from: null, open });
}

/** What is live; of one sender where it is named, with the plan for `apply` where settings are. */
export function goToRoutes(sender: SenderKey | null = null, apply: RouteSetting[] | null = null): void {
  go({ at: "routes", sender, apply });
}

let connects = 0;

/** The form *Connect a Twilio account*, or that of *Reauthenticate*; empty each time. */
export function goToConnect(reauthenticate: WorkspaceId | null = null): void {
  go({ at: "connect", reauthenticate, visit: ++connects });
}

/** The settings of a workspace, or those of a new one that shares the account of the open one. */
export function goToWorkspace(id: WorkspaceId | null): void {
  go({ at: "workspace", id, visit: ++connects });
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
    const { undo } = await ipc.markDefault(row.key);
    did(undo, undo && words.senders.markedDefault(undo.done));
    sendersChanged();
  } catch (error) {
    fail(error);
  }
}

/** Deletes senders, and says how many: none when `job` was cancelled. */
export async function deleteSenders(
  workspace: WorkspaceId,
  selection: SenderSelection,
  job: JobId,
): Promise<number> {
  const { count, undo } = await withProgress(job, () => ipc.deleteSenders(workspace, selection, job));
  did(undo);
  sendersChanged(workspace);
  return count;
}

/** Long work, whose progress is kept while it runs. */
export async function withProgress<Answer>(job: JobId, work: () => Promise<Answer>): Promise<Answer> {
  change({ progress: { ...current().progress, [job]: { job, done: 0, total: 0 } } });
  try {
    return await work();
  } finally {
    forgetProgress(job);
  }
}

export function forgetProgress(job: JobId): void {
  const { [job]: _, ...others } = current().progress;
  change({ progress: others });
}

function putProgress({ job, done, total }: Progress): void {
  const { progress, reading } = current();
  // What comes after the end of a job would stay for ever.
  if (job in progress || job === reading?.job) {
    change({ progress: { ...progress, [job]: { job, done, total } } });
  }
}

/** Says what was done, and keeps the way back. */
export function did(undo: Undoable | null, text = undo?.done ?? null): void {
  if (undo) {
    change({ undos: [...current().undos, undo], redos: [] });
  }
  if (text !== null) {
    change({ toast: { text, error: null, undo } });
  }
}

/** Takes the newest change back, or the named one, and shows what it was about. */
export function undo(what: Undoable | undefined = current().undos.at(-1)): Promise<void> {
  return turnBack(what, "undos", "redos");
}

/** Does again what was taken back last. */
export function redo(): Promise<void> {
  return turnBack(current().redos.at(-1), "redos", "undos");
}

async function turnBack(what: Undoable | undefined, from: "undos" | "redos", to: "undos" | "redos"): Promise<void> {
  if (!what || !current()[from].includes(what)) {
    return;
  }
  // Taken out before the answer: a second Ctrl+Z takes back the one before it.
  change({ [from]: current()[from].filter((other) => other !== what) });
  try {
    const undone = await ipc.undo(what.id);
    change({ [to]: [...current()[to], undone.redo] });
    sendersChanged(undone.workspace);
    say(undone.done);
    if (current().workspace !== undone.workspace) {
      switchTo(undone.workspace, undone.sender);
    } else if (undone.sender && current().screen.at === "senders") {
      goToSenders(undone.sender);
    }
  } catch (error) {
    if (!["not_found", "invalid"].includes(asWireError(error).code)) {
      change({ [from]: [...current()[from], what] });
    }
    fail(error);
  }
}

export function sendersChanged(workspace: WorkspaceId | null = current().workspace): void {
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
