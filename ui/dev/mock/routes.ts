// What is live? Stand-ins for routes, plans and the journal.

import type { Answers } from "./case";

export const routes: Answers = {};
