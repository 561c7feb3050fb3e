// How many senders of the workspace stand in its account?

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { sendersChanged } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { OwnershipReport, WireError, WorkspaceView } from "../../ipc";
import { Tag } from "../../parts/Badge";
import type { Tone } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import type { IconName } from "../../parts/Icon";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";

const COUNTS: [keyof OwnershipReport, Tone, IconName][] = [
  ["found", "ok", "check"],
  ["not_found", "bad", "cross"],
  ["could_not_check", "warn", "question"],
];

/** `atOnce` looks for them without being asked. */
export function Ownership({ workspace, atOnce = false }: { workspace: WorkspaceView; atOnce?: boolean }) {
  const id = useId();
  const [report, setReport] = useState<OwnershipReport | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const sequence = useRef(0);
  const check = () => {
    const asked = ++sequence.current;
    const isLatest = () => asked === sequence.current;
    setBusy(true);
    setError(null);
    ipc
      .recheckOwnership(workspace.id)
      .then(
        (found) => {
          sendersChanged(workspace.id);
          if (isLatest()) {
            setReport(found);
          }
        },
        (reason: unknown) => isLatest() && setError(asWireError(reason)),
      )
      .finally(() => isLatest() && setBusy(false));
  };
  useEffect(() => {
    if (atOnce) {
      check();
    }
    return () => void sequence.current++;
  }, []);
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-head">
        <h2 id={id}>{words.ownership.title}</h2>
        <Button busy={busy} disabled={workspace.sender_count === 0} onClick={check}>
          {words.ownership.check}
        </Button>
      </header>
      <p class="quiet-text">{words.ownership.says}</p>
      {error && <ErrorNotice error={error} />}
      <div role="status">
        {busy && <p class="late quiet-text">{words.ownership.checking}</p>}
        {report && !busy && (
          <>
            <ul class="ownership" aria-label={words.ownership.result}>
              {COUNTS.filter(([kind]) => kind === "found" || report[kind] > 0).map(([kind, tone, icon]) => (
                <li key={kind}>
                  <Tag tone={tone} icon={icon}>
                    {words.ownership.counts[kind](report[kind])}
                  </Tag>
                </li>
              ))}
            </ul>
            {report.not_found + report.could_not_check > 0 && (
              <p class="small quiet-text">{words.ownership.reasons}</p>
            )}
          </>
        )}
      </div>
    </section>
  );
}
