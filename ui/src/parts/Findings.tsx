// What do the rules find, worst first, and which sender is it about?

import { goToSenders } from "../actions";
import type { Finding } from "../ipc";
import * as words from "../words";
import { Button } from "./Button";
import { FindingCard } from "./Sourced";

export function Findings({ findings, label }: { findings: Finding[]; label: string }) {
  if (findings.length === 0) {
    return null;
  }
  return (
    <ul class="findings" aria-label={label}>
      {findings.map((finding) => (
        <li key={`${finding.id} ${finding.sender}`}>
          <FindingCard finding={finding}>
            {finding.sender && (
              <Button onClick={() => goToSenders(finding.sender)}>{words.workspace.showSender}</Button>
            )}
          </FindingCard>
        </li>
      ))}
    </ul>
  );
}
