// Where is the activity log written to?

import { say } from "../../actions";
import { ipc } from "../../ipc";
import type { ActivityFormat, ActivityQuery } from "../../ipc";
import * as words from "../../words";

/** Writes the activity log to a file of the operator's choice, and says where it is. */
export async function exportActivity(query: ActivityQuery, format: ActivityFormat): Promise<void> {
  const file = await ipc.saveActivity(query, format);
  say(file ? words.activity.written(file.path) : words.activity.notWritten);
}
