// What would the back end answer? A stand-in for looking at the page in a browser (`npm run mock`); never part of a build for the window.
// The address chooses the case: `?first`, `?many`, `?empty`, `?failed`, `?notices`, `?unknown`, `?refused`, `?unreachable`, `?notkept`,
// `?trial`, `?low`, `?token`, `?other`, `?keywords`, `?practice`, `?sending`, `?cancelled`, `?csv`, `?restore`, `?same`, `?clean`, `?nobase`,
// `?offered`, `?slow`, `?stale`, `?unread`; `?do=…` walks to a screen.

import { accounts } from "./mock/account";
import { activity } from "./mock/activity";
import { applying } from "./mock/apply";
import { changes } from "./mock/case";
import type { Answers } from "./mock/case";
import { discovering } from "./mock/discovery";
import { doctoring } from "./mock/doctor";
import { routes } from "./mock/routes";
import { catalogue } from "./mock/catalogue";
import { replying } from "./mock/replies";
import { history } from "./mock/history";
import { preflight } from "./mock/preflight";
import { senders } from "./mock/senders";
import { setup } from "./mock/setup";
import { sharing } from "./mock/share";
import { tests } from "./mock/tests";
import { walk } from "./mock/walk";
import { workspaces } from "./mock/workspaces";

// The window freezes it, too.
Object.freeze(Object.prototype);
void walk();

const commands: Answers = {
  ...changes,
  ...workspaces,
  ...accounts,
  ...senders,
  ...catalogue,
  ...tests,
  ...replying,
  ...preflight,
  ...activity,
  ...history,
  ...setup,
  ...routes,
  ...applying,
  ...doctoring,
  ...discovering,
  ...sharing,
};

export class Channel<T> {
  onmessage: (message: T) => void = () => undefined;
}

export async function invoke(command: string, args: Record<string, unknown> = {}): Promise<unknown> {
  await new Promise((done) => setTimeout(done, 5));
  const answer = await commands[command]!(args);
  return structuredClone(answer);
}
