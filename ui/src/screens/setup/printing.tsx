// How do worksheets come onto paper? Read, drawn on pages that only the printer shows, and handed to the system.

import { useEffect, useRef, useState } from "preact/hooks";
import { fail } from "../../actions";
import { ipc } from "../../ipc";
import type { SenderKey, Worksheet, WorkspaceId } from "../../ipc";
import { Button } from "../../parts/Button";
import * as words from "../../words";

/** Worksheets asked for at once. */
const ABREAST = 8;
/** The most that one answer of the list of senders holds. */
const KEYS_AT_ONCE = 500;

export interface Printing {
  /** What is on the pages. */
  sheets: Worksheet[] | null;
  progress: { done: number; total: number } | null;
  print: (sheets: Worksheet[]) => void;
  /** The sheet of the workspace and that of every sender. */
  printAll: (workspace: WorkspaceId) => void;
  cancel: () => void;
}

export function usePrinting(): Printing {
  const [sheets, setSheets] = useState<Worksheet[] | null>(null);
  const [progress, setProgress] = useState<Printing["progress"]>(null);
  const turn = useRef(0);
  useEffect(() => {
    const printed = () => setSheets(null);
    window.addEventListener("afterprint", printed);
    return () => {
      window.removeEventListener("afterprint", printed);
      turn.current++;
    };
  }, []);
  useEffect(() => {
    if (sheets) {
      // The window answers with a promise where the page in a browser answers with nothing.
      Promise.resolve(window.print() as unknown).catch(fail);
    }
  }, [sheets]);

  const cancel = () => {
    turn.current++;
    setProgress(null);
  };
  const printAll = async (workspace: WorkspaceId) => {
    const mine = ++turn.current;
    const isMine = () => turn.current === mine;
    setProgress({ done: 0, total: 0 });
    try {
      const keys = await allSenders(workspace, isMine);
      const read: Worksheet[] = [];
      for (let at = 0; at < keys.length && isMine(); at += ABREAST) {
        setProgress({ done: at, total: keys.length });
        read.push(...(await Promise.all(keys.slice(at, at + ABREAST).map((key) => ipc.worksheet(workspace, key)))));
      }
      if (isMine()) {
        setProgress(null);
        setSheets(read);
      }
    } catch (reason) {
      if (isMine()) {
        setProgress(null);
        fail(reason);
      }
    }
  };
  return { sheets, progress, print: setSheets, printAll: (workspace) => void printAll(workspace), cancel };
}

/** `null`, the workspace itself, and then its senders in the order of the list. */
async function allSenders(workspace: WorkspaceId, isWanted: () => boolean): Promise<(SenderKey | null)[]> {
  const keys: (SenderKey | null)[] = [null];
  for (let offset = 0, total = 1; offset < total && isWanted(); offset += KEYS_AT_ONCE) {
    const query = { search: "", sort: "created", descending: false, offset, limit: KEYS_AT_ONCE } as const;
    const page = await ipc.senders(workspace, query);
    total = page.matching;
    keys.push(...page.rows.map((row) => row.key));
  }
  return keys;
}

export function PrintProgress({ printing }: { printing: Printing }) {
  const { progress } = printing;
  if (!progress) {
    return null;
  }
  return (
    <div class="print-progress" role="status">
      <progress max={Math.max(1, progress.total)} value={progress.done} aria-label={words.setup.print} />
      <span>{words.setup.reading(progress.done, progress.total)}</span>
      <Button onClick={printing.cancel}>{words.common.cancel}</Button>
    </div>
  );
}
