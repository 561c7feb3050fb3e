// Which scenario was this test, and what is there to be learned from it? Nothing is shown of a real account's.

import type { TestView } from "../../ipc";
import { Notice } from "../../parts/Notice";
import * as words from "../../words";
import { useScenarios } from "./scenarios";

export function Practised({ view }: { view: TestView }) {
  const scenario = useScenarios(view.workspace).find((one) => one.recipient === view.recipient);
  if (!scenario) {
    return null;
  }
  return (
    <section class="inspector-part practised">
      <Notice tone="info" title={words.scenarios.was(scenario.title)}>
        <p>{scenario.teaches}</p>
        <p class="small">
          <strong>{words.scenarios.lookAt}:</strong> {scenario.look_at}
        </p>
      </Notice>
    </section>
  );
}
