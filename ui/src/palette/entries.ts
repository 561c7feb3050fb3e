// What can the palette do?

import {
  checkBalance,
  fail,
  go,
  goToConnect,
  goToRoutes,
  goToSenders,
  goToTest,
  goToWorkspace,
  openPractice,
  redo,
  setPreferences,
  switchTo,
  undo,
  zoom,
} from "../actions";
import type { ActivityFormat, ActivityQuery, SenderRow, Undoable, WorksheetFormat, WorkspaceId } from "../ipc";
import { exportActivity } from "../screens/activity/exporting";
import { runDoctor } from "../screens/doctor/running";
import { saveWorksheet } from "../screens/setup/saving";
import { chooseFile } from "../screens/import/reading";
import { change, current, openWorkspace } from "../state";
import type { State } from "../state";
import * as words from "../words";

export interface Entry {
  id: string;
  group: string;
  label: string;
  note?: string;
  keys?: string;
  act: () => void;
}

export function entries(state: State): Entry[] {
  return [...workspaceEntries(state), ...accountEntries(state), ...shareEntries(state), ...lookEntries(state)];
}

export function senderEntry(row: SenderRow): Entry {
  return {
    id: row.key,
    group: words.palette.senders,
    label: row.name,
    note: row.sender_id,
    act: () => goToSenders(row.key),
  };
}

function workspaceEntries(state: State): Entry[] {
  const view = openWorkspace(state);
  if (!view) {
    return [];
  }
  const readOnly = state.desk?.read_only != null;
  const { go: to, act } = words.palette;
  const places: Entry[] = [
    { id: "senders", group: to, label: words.rail.senders, keys: "Ctrl 1", act: () => goToSenders() },
    { id: "tests", group: to, label: words.rail.tests, keys: "Ctrl 2", act: () => goToTest() },
    { id: "history", group: to, label: words.history.open, keys: "Ctrl 7", act: () => go({ at: "history", open: null }) },
    { id: "look-up", group: to, label: words.lookUp.open, act: () => go({ at: "look-up" }) },
    { id: "setup", group: to, label: words.places.setup, keys: "Ctrl 3", act: () => go({ at: "setup", sender: null }) },
    {
      id: "rehearsal",
      group: to,
      label: words.places.rehearsal,
      keys: "Ctrl 4",
      act: () => go({ at: "rehearsal", sender: null }),
    },
    { id: "routes", group: to, label: words.routes.title, keys: "Ctrl 8", act: () => goToRoutes() },
    { id: "doctor", group: to, label: words.doctor.title, keys: "Ctrl 9", act: () => go({ at: "doctor" }) },
    { id: "activity", group: to, label: words.places.activity, keys: "Ctrl 5", act: () => go({ at: "activity" }) },
    { id: "account", group: to, label: words.rail.account, keys: "Ctrl 6", act: () => go({ at: "account" }) },
    { id: "settings", group: to, label: words.workspace.settings, keys: "Ctrl ,", act: () => goToWorkspace(view.id) },
  ];
  const again: Entry = {
    id: "reauthenticate",
    group: act,
    label: words.rail.reauthenticate,
    act: () => goToConnect(view.id),
  };
  const changes: Entry[] = [
    {
      id: "add",
      group: act,
      label: words.senders.add,
      keys: "N",
      act: () => go({ at: "sender-form", key: null, copy: null }),
    },
    { id: "discovery", group: act, label: words.discovery.title, keys: "A", act: () => go({ at: "discovery" }) },
    { id: "send", group: act, label: words.palette.sendTest, keys: "T", act: () => goToTest() },
    { id: "share", group: act, label: words.workspace.addWithAccount, act: () => goToWorkspace(null) },
    ...(view.account.kept_in === "practice" ? [] : [again]),
    ...newest("undo", words.palette.undo, "Ctrl Z", state.undos, () => undo()),
    ...newest("redo", words.palette.redo, "Ctrl Shift Z", state.redos, () => redo()),
  ];
  const reads: Entry[] = [
    { id: "balance", group: act, label: words.balance.check, act: () => void checkBalance(view.id) },
    { id: "run-doctor", group: act, label: words.doctor.run, act: () => examine(view.id) },
    ...SHEETS.map((format) => ({
      id: `worksheets-${format}`,
      group: act,
      label: words.setup.exportAll[format],
      act: () => void saveWorksheet(view.id, null, format).catch(fail),
    })),
    ...FORMATS.map((format) => ({
      id: `export-${format}`,
      group: act,
      label: words.activity.exportAll[format],
      act: () => void exportActivity(ALL_ACTIVITY, format).catch(fail),
    })),
  ];
  return [...places, ...(readOnly ? [] : changes), ...reads];
}

/** Runs the doctor where what it finds will stand; not where the operator would rather stay with what was typed. */
function examine(workspace: WorkspaceId): void {
  go({ at: "doctor" });
  if (current().screen.at === "doctor") {
    void runDoctor(workspace);
  }
}

/** The newest of the changes that can be taken back or done again; none where there is none. */
function newest(id: string, label: string, keys: string, changes: Undoable[], turn: () => Promise<void>): Entry[] {
  const last = changes.at(-1);
  return last ? [{ id, group: words.palette.act, label, note: last.done, keys, act: () => void turn() }] : [];
}

const SHEETS: WorksheetFormat[] = ["markdown", "html"];
const FORMATS: ActivityFormat[] = ["csv", "json_lines"];
const ALL_ACTIVITY: ActivityQuery = {
  workspace: null,
  subject: null,
  outcome: null,
  search: "",
  offset: 0,
  limit: 200,
};

function accountEntries(state: State): Entry[] {
  const views = state.desk?.workspaces ?? [];
  const others = views.map((view, position) => ({
    id: view.id,
    group: words.palette.workspaces,
    label: words.palette.workspace(view.name),
    note: words.environment[view.environment],
    keys: position < 9 ? `Alt ${position + 1}` : undefined,
    act: () => switchTo(view.id),
  }));
  const connect = {
    id: "connect",
    group: words.palette.act,
    label: words.firstRun.connect,
    act: () => goToConnect(),
  };
  const practice = {
    id: "practice",
    group: words.palette.act,
    label: words.firstRun.practice,
    act: () => void openPractice().catch(fail),
  };
  return [...others, connect, ...(views.some((view) => view.environment === "practice") ? [] : [practice])];
}

/** An import may make the first workspace of all; there must be one for an export. */
function shareEntries(state: State): Entry[] {
  const group = words.palette.act;
  const imports: Entry[] = [
    { id: "import-file", group, label: words.share.importFile, keys: "Ctrl I", act: () => void chooseFile() },
    { id: "import-text", group, label: words.share.importText, act: () => change({ sharing: "paste" }) },
  ];
  const exports: Entry[] = [
    {
      id: "export-senders",
      group,
      label: words.share.exportSenders,
      keys: "Ctrl E",
      act: () => change({ sharing: "export" }),
    },
    { id: "back-up", group, label: words.share.backUp, act: () => change({ sharing: "backup" }) },
  ];
  return [...(openWorkspace(state) ? exports : []), ...imports];
}

function lookEntries(state: State): Entry[] {
  const more = state.preferences.more_contrast ?? false;
  const group = words.palette.look;
  return [
    { id: "light", group, label: words.palette.lightTheme, act: () => void setPreferences({ theme: "light" }) },
    { id: "dark", group, label: words.palette.darkTheme, act: () => void setPreferences({ theme: "dark" }) },
    { id: "system", group, label: words.palette.systemTheme, act: () => void setPreferences({ theme: "system" }) },
    {
      id: "contrast",
      group,
      label: more ? words.palette.lessContrast : words.palette.moreContrast,
      act: () => void setPreferences({ more_contrast: !more }),
    },
    { id: "zoom-in", group, label: words.palette.zoomIn, keys: "Ctrl +", act: () => zoom(1) },
    { id: "zoom-out", group, label: words.palette.zoomOut, keys: "Ctrl -", act: () => zoom(-1) },
    { id: "zoom-reset", group, label: words.palette.zoomReset, keys: "Ctrl 0", act: () => zoom(0) },
  ];
}
