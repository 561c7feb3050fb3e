// What is said of a share file or a backup that was written?

import { say } from "../../actions";
import type { SharedFileSaved } from "../../ipc";
import * as words from "../../words";

/** False where no file was chosen: nothing was written then. */
export function saidSaved(saved: SharedFileSaved | null): boolean {
  if (saved) {
    say(words.share.written(saved.file.path, saved.left_out));
  }
  return saved !== null;
}
