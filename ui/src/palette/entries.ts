// What can the palette do?

import {
  checkBalance,
  fail,
  go,
  goToConnect,
  goToSenders,
  goToTest,
  openPractice,
  setPreferences,
  switchTo,
  zoom,
} from "../actions";
import type { SenderRow } from "../ipc";
import { openWorkspace } from "../state";
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
  return [...(openWorkspace(state) ? workspaceEntries(state) : []), ...accountEntries(state), ...lookEntries(state)];
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
  const readOnly = state.desk?.read_only != null;
  const places = [
    { id: "senders", group: words.palette.go, label: words.rail.senders, keys: "Ctrl 1", act: () => goToSenders() },
    { id: "tests", group: words.palette.go, label: words.rail.tests, keys: "Ctrl 2", act: () => goToTest() },
    {
      id: "account",
      group: words.palette.go,
      label: words.rail.account,
      keys: "Ctrl 3",
      act: () => go({ at: "account" }),
    },
  ];
  const changes = [
    {
      id: "add",
      group: words.palette.act,
      label: words.senders.add,
      keys: "N",
      act: () => go({ at: "sender-form", key: null }),
    },
    { id: "send", group: words.palette.act, label: words.palette.sendTest, keys: "T", act: () => goToTest() },
  ];
  const reads = [
    {
      id: "balance",
      group: words.palette.act,
      label: words.balance.check,
      act: () => view && void checkBalance(view.id),
    },
  ];
  return [...places, ...(readOnly ? [] : changes), ...reads];
}

function accountEntries(state: State): Entry[] {
  const views = state.desk?.workspaces ?? [];
  const others = views.map((view) => ({
    id: view.id,
    group: words.palette.workspaces,
    label: words.palette.workspace(view.name),
    note: words.environment[view.environment],
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
