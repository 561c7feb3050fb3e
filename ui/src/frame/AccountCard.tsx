// Whose account is this, and what is left in it?

import { checkBalance, goToConnect } from "../actions";
import type { AccountView, WorkspaceView } from "../ipc";
import { BalanceLine } from "../parts/BalanceLine";
import { Tag } from "../parts/Badge";
import { Button } from "../parts/Button";
import { AccountSid } from "../parts/CopyButton";
import { isWithoutSecret, useDesk } from "../state";
import * as words from "../words";

export function AccountCard({ workspace }: { workspace: WorkspaceView }) {
  const { account } = workspace;
  const busy = useDesk((state) => state.balanceChecks[workspace.id]?.busy ?? false);
  const practice = account.kept_in === "practice";
  return (
    <section class="account-card" aria-label={words.rail.account}>
      <div class="account-line">
        <b class="cut" dir="auto" title={account.friendly_name ?? undefined}>
          {account.friendly_name ?? (practice ? words.rail.practice : words.account.sid)}
        </b>
        {!isWithoutSecret(workspace) && account.verified_at === null && !practice && (
          <Tag tone="warn" icon="warning">
            {words.rail.unverified}
          </Tag>
        )}
      </div>
      <div class="account-line">
        <AccountSid sid={account.account_sid} />
      </div>
      {isWithoutSecret(workspace) ? (
        <Button onClick={() => goToConnect(workspace.id)}>{words.rail.reauthenticate}</Button>
      ) : (
        <>
          <BalanceLine workspace={workspace} />
          <BelowFloor account={account} />
          <Button busy={busy} onClick={() => void checkBalance(workspace.id)}>
            {words.balance.check}
          </Button>
        </>
      )}
    </section>
  );
}

/** Says that the balance is under the amount that the operator set. */
function BelowFloor({ account: { balance, balance_floor, below_floor } }: { account: AccountView }) {
  if (!below_floor || balance_floor === null) {
    return null;
  }
  const currency = balance?.reading === "known" ? balance.currency : null;
  return (
    <Tag tone="warn" icon="warning">
      {words.balanceFloor.under(balance_floor, currency)}
    </Tag>
  );
}
