// What would be written, and what was? Stand-ins for plans and the journal. `?lost` loses the answer, `?staging` asks for no name.

import type { Applied, ApplyPlan } from "../../src/bindings";
import { aCuttingPlan, anApplied, aPlan } from "../../src/testing/apply";
import { ago, has, refusal, tell } from "./case";
import type { Answers } from "./case";

const journal: Applied[] = [
  anApplied("a2", { at: ago(4000), state: "unknown", says: "What became of it is not known. Look again." }, {
    says: "It was sent, and what became of it was not learnt. Look again to learn it.",
    fields: anApplied("a2").requests[0]!.fields.map((field) => ({ ...field, live: null, read_back: false })),
  }),
  anApplied("a1", { at: ago(90_000), not_takeable: "It was taken back.", state: "taken_back", says: "It was taken back." }),
];
let plan: ApplyPlan | null = null;

export const applying: Answers = {
  plan_apply: async () => {
    await new Promise((done) => setTimeout(done, 300));
    return (plan = aCuttingPlan({ read_at: ago(0), type_to_confirm: has("staging") ? null : "Acme Retail" }));
  },
  plan_take_back: ({ id }) => (plan = aPlan({ id: "p2", takes_back: id, read_at: ago(0) })),
  apply_plan: async ({ id }) => {
    await new Promise((done) => setTimeout(done, 1200));
    if (!plan || plan.id !== id) {
      throw refusal("invalid", "This plan is no longer valid: it was applied, or is too old.");
    }
    const done = anApplied(`a${journal.length + 1}`, {
      at: ago(0),
      takes_back: plan.takes_back,
      ...(has("lost") && { state: "unknown" as const, says: "What became of it is not known. Look again." }),
    });
    journal.unshift(done);
    plan = null;
    tell({ what: "applied", workspace: done.workspace });
    return done;
  },
  look_at_applied: ({ id }) => {
    const at = journal.findIndex((one) => one.id === id);
    journal[at] = anApplied(id, { at: journal[at]!.at });
    tell({ what: "applied", workspace: "w1" });
    return journal[at];
  },
  applied: ({ offset, limit }) => ({
    total: journal.length,
    unfinished: journal.filter((one) => one.unfinished).length,
    offset,
    rows: journal.slice(offset, offset + limit),
  }),
};
