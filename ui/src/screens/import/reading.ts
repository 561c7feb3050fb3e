// How does a file become an import that can be looked at? Rust reads it; what comes late, or is not wanted any more, is forgotten.

import { fail, forgetProgress, say } from "../../actions";
import { ipc } from "../../ipc";
import type { ImportId, ImportView, JobId, WorkspaceId } from "../../ipc";
import { leave } from "../../leaving";
import { change, current } from "../../state";
import type { Reading } from "../../state";
import * as words from "../../words";

type Ask = (workspace: WorkspaceId | null, job: JobId) => Promise<ImportView | null>;

/** *Import a file…*: the operator chooses one. */
export async function chooseFile(): Promise<void> {
  // One chooser is open already.
  if (current().reading?.from !== "chooser") {
    await read(ipc.chooseImport, "chooser").catch(fail);
  }
}

/** Reads the file that was dropped on the window or opened by the system, if there is one. */
export function readOffered(from: "start" | "offer"): Promise<void> {
  return read(ipc.offeredImport, from).catch(fail);
}

/** Rejected with what is wrong with the text. */
export function readPasted(text: string): Promise<void> {
  return read((workspace, job) => ipc.pasteImport(workspace, text, job), "paste");
}

/** Stops reading. Nothing was written, so nothing is lost. */
export function cancelReading(): void {
  stop();
  say(words.importing.readingCancelled);
}

/** One at a time: a file that is offered meanwhile takes the place of the former. */
async function read(ask: Ask, from: Reading["from"]): Promise<void> {
  stop();
  const job: JobId = crypto.randomUUID();
  const isWanted = () => current().reading?.job === job;
  change({ reading: { job, from } });
  try {
    const view = await ask(current().workspace, job);
    if (view && isWanted()) {
      open(view);
    } else if (view) {
      forget(view.id);
    }
  } catch (error) {
    if (isWanted()) {
      throw error;
    }
  } finally {
    if (isWanted()) {
      change({ reading: null });
    }
    forgetProgress(job);
  }
}

function stop(): void {
  const { reading } = current();
  if (reading) {
    change({ reading: null });
    ipc.cancelJob(reading.job).catch(fail);
  }
}

function open(view: ImportView): void {
  change({ sharing: null, paletteOpen: false });
  leave(
    // What was said before would cover the line that says what this import comes to.
    () => change({ screen: { at: "import", view }, toast: null }),
    () => forget(view.id),
  );
}

/** Gives back what the back end holds of an import. */
export function forget(id: ImportId): void {
  // One that is gone already is no fault.
  ipc.closeImport(id).catch(() => undefined);
}
