// What is the balance of an account, when was it read, or why is there none?

import { amountText } from "../format";
import type { WorkspaceView } from "../ipc";
import { useDesk } from "../state";
import * as words from "../words";
import { Moment } from "./Moment";
import { Remedy } from "./Remedy";

export function BalanceLine({ workspace }: { workspace: WorkspaceView }) {
  const check = useDesk((state) => state.balanceChecks[workspace.id]);
  const { balance } = workspace.account;
  return (
    <output class="balance" aria-label={words.balance.label}>
      {check?.error && (
        <span class="balance-reason">
          {check.error.message} {check.error.hint} <Remedy error={check.error} />
        </span>
      )}
      {balance === null ? (
        !check?.error && <span class="quiet-text">{words.balance.notYet}</span>
      ) : balance.reading === "known" ? (
        <>
          <strong>{amountText(balance)}</strong>
          <small>
            {words.balance.readAt} <Moment at={balance.at} />
          </small>
        </>
      ) : (
        <span class="balance-reason">
          <span>{words.balance.none}.</span> {balance.reason}
        </span>
      )}
    </output>
  );
}
