// What does the page know at this moment? One store; `actions.ts` changes it, screens read it.

import { useLayoutEffect, useReducer, useRef } from "preact/hooks";
import type {
  DeskState,
  DoctorReport,
  ImportView,
  JobId,
  PagePreferences,
  Progress,
  RouteSetting,
  SenderKey,
  TestFrom,
  TestId,
  Undoable,
  WireError,
  WorkspaceId,
  WorkspaceView,
} from "./ipc";

/** Where the operator is. */
export type Screen =
  | { at: "first-run" }
  /** `visit` differs each time: a second account gets an empty form. */
  | { at: "connect"; reauthenticate: WorkspaceId | null; visit: number }
  | { at: "senders"; select: SenderKey | null }
  /** `copy` is the sender that a new one begins as. */
  | { at: "sender-form"; key: SenderKey | null; copy: SenderKey | null }
  | { at: "test"; from: TestFrom | null; open: TestId | null }
  /** `open` is the test to begin at. */
  | { at: "history"; open: TestId | null }
  | { at: "look-up" }
  | { at: "setup"; sender: SenderKey | null }
  | { at: "rehearsal"; sender: SenderKey | null }
  | { at: "activity" }
  /** `apply` names the settings whose plan opens with it; none for no plan. */
  | { at: "routes"; sender: SenderKey | null; apply: RouteSetting[] | null }
  | { at: "doctor" }
  /** *Add from account*. */
  | { at: "discovery" }
  | { at: "account" }
  /** Without `id` a new one that shares the account of the open one. */
  | { at: "workspace"; id: WorkspaceId | null; visit: number }
  /** `view` is what the import would do before anything was decided. */
  | { at: "import"; view: ImportView };

/** The dialogs that open over any screen. */
export type Sharing = "export" | "backup" | "paste";

/** A file or text that is read for an import. */
export interface Reading {
  job: JobId;
  /** The operator may still be choosing; at the start, none may wait at all. */
  from: "chooser" | "start" | "offer" | "paste";
}

/** A line that says what has just been done. */
export interface Toast {
  text: string;
  /** What went wrong, if something did. */
  error: WireError | null;
  /** What *Undo* takes back. */
  undo: Undoable | null;
}

/** *Check balance* of one workspace, while it is asked and when it could not be. */
export interface BalanceCheck {
  busy: boolean;
  error: WireError | null;
}

/** *Run the doctor* of one workspace: while it runs, and what the last run from here came to. */
export interface DoctorRun {
  /** None once it has ended. */
  job: JobId | null;
  /** What it found; not among the kept ones where nothing can be written. */
  report: DoctorReport | null;
  error: WireError | null;
  /** Called off by the operator. */
  cancelled: boolean;
}

export interface State {
  desk: DeskState | null;
  /** Why there is no desk. */
  failure: WireError | null;
  preferences: PagePreferences;
  workspace: WorkspaceId | null;
  screen: Screen;
  toast: Toast | null;
  paletteOpen: boolean;
  balanceChecks: Record<WorkspaceId, BalanceCheck>;
  doctorRuns: Record<WorkspaceId, DoctorRun>;
  /** How far long work has come, by its job; only while it runs. */
  progress: Record<JobId, Progress>;
  /** Changes that can be taken back, newest last. */
  undos: Undoable[];
  /** Changes that were taken back and can be done again, newest last. */
  redos: Undoable[];
  /** Grows with every change to any list of senders. */
  sendersVersion: number;
  /** Grows with every change to any test message. */
  testsVersion: number;
  /** Grows with every change to what is known of replies. */
  repliesVersion: number;
  /** Grows with every reading of what is live, and with every write to it. */
  liveVersion: number;
  /** Grows with everything more that is read of an account. */
  discoveryVersion: number;
  dismissedNotices: number;
  /** Whether the screen can be left without losing what was typed; none where nothing is typed. */
  mayLeave: (() => boolean) | null;
  /** What *Discard* will do, while the operator is asked. */
  leaving: (() => void) | null;
  /** What *Keep editing* will do then, besides staying. */
  staying: (() => void) | null;
  sharing: Sharing | null;
  reading: Reading | null;
  /** Files are held over the window. */
  fileHeld: boolean;
  /** Grows with every file that waits to be imported. */
  filesOffered: number;
}

let state: State = {
  desk: null,
  failure: null,
  preferences: {},
  workspace: null,
  screen: { at: "first-run" },
  toast: null,
  paletteOpen: false,
  balanceChecks: {},
  doctorRuns: {},
  progress: {},
  undos: [],
  redos: [],
  sendersVersion: 0,
  testsVersion: 0,
  repliesVersion: 0,
  liveVersion: 0,
  discoveryVersion: 0,
  dismissedNotices: 0,
  mayLeave: null,
  leaving: null,
  staying: null,
  sharing: null,
  reading: null,
  fileHeld: false,
  filesOffered: 0,
};

const readers = new Set<() => void>();

export function current(): State {
  return state;
}

export function change(part: Partial<State>): void {
  state = { ...state, ...part };
  for (const told of [...readers]) {
    told();
  }
}

/** A part of the state; the component renders again only when that part is another. */
export function useDesk<T>(select: (state: State) => T): T {
  const [, again] = useReducer((turns: number) => turns + 1, 0);
  const value = select(state);
  const shown = useRef({ value, select });
  shown.current = { value, select };
  useLayoutEffect(() => {
    const told = () => {
      if (!Object.is(shown.current.select(state), shown.current.value)) {
        again(undefined);
      }
    };
    readers.add(told);
    told();
    return () => void readers.delete(told);
  }, []);
  return value;
}

/** The workspace that is open. */
export function openWorkspace(from: State = state): WorkspaceView | null {
  return from.desk?.workspaces.find((view) => view.id === from.workspace) ?? null;
}

/** True while Twilio cannot be asked for it: its secret is gone, or was never given. */
export function isWithoutSecret(workspace: WorkspaceView | null): boolean {
  return workspace?.account.kept_in === "nowhere" || workspace?.account.kept_in === "not_yet";
}

export function useWorkspace(): WorkspaceView | null {
  return useDesk(openWorkspace);
}

/** True while nothing can be changed. */
export function useReadOnly(): boolean {
  return useDesk((now) => now.desk?.read_only != null);
}
