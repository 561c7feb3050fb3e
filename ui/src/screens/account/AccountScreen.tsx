// Which account is this, what may its credential do, what can it not do, and what is left in it?

import { useEffect, useRef, useState } from "preact/hooks";
import { goToConnect, goToSenders, putWorkspace } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { WireError, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { AccessMatrix } from "../../parts/AccessMatrix";
import { Button } from "../../parts/Button";
import { Findings } from "../../parts/Findings";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { isWithoutSecret, useReadOnly } from "../../state";
import * as words from "../../words";
import { AccountDetails } from "./AccountDetails";
import { BalanceCard } from "./BalanceCard";
import { MoEngageToo } from "./MoEngageToo";
import { Ownership } from "./Ownership";

export function AccountScreen({ workspace }: { workspace: WorkspaceView }) {
  const readOnly = useReadOnly();
  const { account } = workspace;
  const practice = account.kept_in === "practice";
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // Come here by a key: what had the focus is gone, and the next Tab should begin here.
    if (document.activeElement === document.body) {
      heading.current?.focus();
    }
  }, []);
  useReady("account");
  useKeys({ escape: () => goToSenders() });
  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <h1 ref={heading} tabIndex={-1}>
            {words.account.title}
          </h1>
          <span class="push" />
          {!practice && (
            <Button icon="key" disabled={readOnly} onClick={() => goToConnect(workspace.id)}>
              {words.account.reauthenticate}
            </Button>
          )}
        </header>
        <div class="scroll">
          {account.limits.length > 0 && (
            <div class="account-limits">
              <Findings findings={account.limits} label={words.limits.title} />
            </div>
          )}
          <div class="account-screen">
            <section class="card">
              <h2>{words.account.details}</h2>
              {practice && <p class="quiet-text">{words.rail.practiceSays}</p>}
              {account.verified_at === null && !practice && !isWithoutSecret(workspace) && (
                <Notice tone="warn" title={words.connect.unverifiedTitle}>
                  <p>{words.rail.unverifiedSays}</p>
                </Notice>
              )}
              <AccountDetails workspace={workspace} />
            </section>
            <Access workspace={workspace} />
            <BalanceCard workspace={workspace} />
            <Ownership workspace={workspace} />
            {!practice && <MoEngageToo apiKey={account.credential === "api_key"} />}
          </div>
        </div>
      </main>
    </div>
  );
}

function Access({ workspace }: { workspace: WorkspaceView }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const recheck = () => {
    setBusy(true);
    setError(null);
    ipc
      .recheckAccess(workspace.id)
      .then(putWorkspace, (reason: unknown) => setError(asWireError(reason)))
      .finally(() => setBusy(false));
  };
  return (
    <section class="card">
      <header class="card-head">
        <h2>{words.matrix.title}</h2>
        <Button busy={busy} onClick={recheck}>
          {words.account.checkAgain}
        </Button>
      </header>
      {error && <ErrorNotice error={error} />}
      <AccessMatrix rows={workspace.account.access} />
    </section>
  );
}
