// Which account is this, and what may its credential do?

import { useEffect, useRef, useState } from "preact/hooks";
import { checkBalance, goToConnect, goToSenders, putWorkspace } from "../../actions";
import { momentText } from "../../format";
import { asWireError, ipc } from "../../ipc";
import type { WireError, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { AccessMatrix } from "../../parts/AccessMatrix";
import { BalanceLine } from "../../parts/BalanceLine";
import { Tag } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { useReady } from "../../ready";
import { useDesk, useReadOnly } from "../../state";
import * as words from "../../words";

export function AccountScreen({ workspace }: { workspace: WorkspaceView }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const checkingBalance = useDesk((state) => state.balanceChecks[workspace.id]?.busy ?? false);
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
  const recheck = () => {
    setBusy(true);
    setError(null);
    ipc
      .recheckAccess(workspace.id)
      .then(putWorkspace, (reason: unknown) => setError(asWireError(reason)))
      .finally(() => setBusy(false));
  };
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
          <div class="account-screen">
            <section class="card">
              <h2>{words.account.details}</h2>
              {practice && <p class="quiet-text">{words.rail.practiceSays}</p>}
              {account.verified_at === null && !practice && (
                <Notice tone="warn" title={words.connect.unverifiedTitle}>
                  <p>{words.rail.unverifiedSays}</p>
                </Notice>
              )}
              <Details workspace={workspace} />
            </section>
            <section class="card">
              <header class="card-head">
                <h2>{words.matrix.title}</h2>
                <Button busy={busy} onClick={recheck}>
                  {words.account.checkAgain}
                </Button>
              </header>
              {error && <ErrorNotice error={error} />}
              <AccessMatrix rows={account.access} />
            </section>
            <section class="card">
              <header class="card-head">
                <h2>{words.balance.label}</h2>
                <Button busy={checkingBalance} onClick={() => void checkBalance(workspace.id)}>
                  {words.balance.check}
                </Button>
              </header>
              <BalanceLine workspace={workspace} />
            </section>
          </div>
        </div>
      </main>
    </div>
  );
}

function Details({ workspace }: { workspace: WorkspaceView }) {
  const { account } = workspace;
  return (
    <dl class="details">
      <dt>{words.account.username}</dt>
      <dd>
        <CopyValue value={account.account_sid} what={words.account.sid} />
      </dd>
      <dt>{words.account.name}</dt>
      <dd dir="auto">{account.friendly_name ?? <span class="quiet-text">{words.account.notRead}</span>}</dd>
      {account.kind && (
        <>
          <dt>{words.account.kind}</dt>
          <dd>{account.kind}</dd>
        </>
      )}
      {account.status && (
        <>
          <dt>{words.account.status}</dt>
          <dd>
            <Tag
              tone={account.status === "active" ? "ok" : "bad"}
              icon={account.status === "active" ? "check" : "warning"}
            >
              {account.status}
            </Tag>
          </dd>
        </>
      )}
      <dt>{words.account.region}</dt>
      <dd>{words.region[account.region]}</dd>
      <dt>{words.account.dataCentre}</dt>
      <dd>{[workspace.data_centre.code, workspace.data_centre.region].filter(Boolean).join(", ")}</dd>
      <dt>{words.account.credential}</dt>
      <dd>{account.credential === "auth_token" ? words.connect.authToken : words.connect.apiKey}</dd>
      {account.api_key_sid && (
        <>
          <dt>{words.account.apiKeySid}</dt>
          <dd>
            <CopyValue value={account.api_key_sid} what={words.account.apiKeySid} />
          </dd>
        </>
      )}
      <dt>{words.account.keptIn}</dt>
      <dd>{words.account.kept[account.kept_in]}</dd>
      <dt>{words.account.verified}</dt>
      <dd>
        {account.verified_at ? (
          <time dateTime={account.verified_at} title={account.verified_at}>
            {momentText(account.verified_at)}
          </time>
        ) : (
          words.account.neverVerified
        )}
      </dd>
    </dl>
  );
}
