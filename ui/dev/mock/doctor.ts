// What does the doctor say? Stand-ins for the reports and their findings.

import type { Answers } from "./case";

export const doctoring: Answers = {};
