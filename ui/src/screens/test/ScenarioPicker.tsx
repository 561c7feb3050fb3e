// Which scenario of the practice account is tried? Choosing one fills in what it needs; a real account has none.

import { useState } from "preact/hooks";
import { fail } from "../../actions";
import { ipc } from "../../ipc";
import type { Scenario, ScenarioGroup, SenderRow, WorkspaceId } from "../../ipc";
import { Field } from "../../parts/Field";
import * as words from "../../words";
import { useScenarios } from "./scenarios";

/** What a scenario puts into the form; what it does not need is left as it is. */
export interface ScenarioFill {
  recipient?: string;
  media?: string[];
  from?: SenderRow;
}

interface ScenarioPickerProps {
  workspace: WorkspaceId;
  /** As typed into the row that a scenario fills: it tells which scenario is chosen. */
  recipient: string;
  media: string[];
  locked: boolean;
  onFill: (fill: ScenarioFill) => void;
}

const GROUPS: ScenarioGroup[] = ["practice", "twilio_test_numbers"];

export function ScenarioPicker({ workspace, recipient, media, locked, onFill }: ScenarioPickerProps) {
  const scenarios = useScenarios(workspace);
  const [latest] = useState({ picked: "" });
  if (scenarios.length === 0) {
    return null;
  }
  const chosen = scenarios.find((scenario) => scenario.recipient === recipient.trim());
  const pick = (scenario: Scenario | undefined) => {
    latest.picked = scenario?.id ?? "";
    const ofScenario = scenarios.some((one) => one.media.length > 0 && sameList(one.media, media));
    const fill: ScenarioFill = { recipient: scenario?.recipient ?? "" };
    if (scenario?.media.length || ofScenario) {
      fill.media = scenario?.media ?? [];
    }
    onFill(fill);
    if (scenario?.sender) {
      // A scenario that was chosen meanwhile keeps its own sender, and what was typed meanwhile stays.
      const take = (from: SenderRow) => latest.picked === scenario.id && onFill({ from });
      ipc.sender(scenario.sender).then(take, fail);
    }
  };
  return (
    <Field label={words.scenarios.label} hint={chosen?.teaches ?? words.scenarios.hint}>
      {(control) => (
        <select
          {...control}
          disabled={locked || control.disabled}
          value={chosen?.id ?? ""}
          onChange={({ currentTarget }) => pick(scenarios.find((one) => one.id === currentTarget.value))}
        >
          <option value="">{words.scenarios.none}</option>
          {GROUPS.map((group) => (
            <optgroup key={group} label={words.scenarios[group]}>
              {scenarios
                .filter((scenario) => scenario.group === group)
                .map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}

function sameList(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((item, place) => item === other[place]);
}
