// What is left in the account, how did that change, and when does the operator want to be told?

import { useEffect, useId, useState } from "preact/hooks";
import { checkBalance, putWorkspace, say } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { BalancePoint, WireError, WorkspaceView } from "../../ipc";
import { useMayLeave } from "../../leaving";
import { BalanceLine } from "../../parts/BalanceLine";
import { Button } from "../../parts/Button";
import { Field, focusFirstProblem } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import type { Remark } from "../../remarks";
import { useDesk, useReadOnly } from "../../state";
import * as words from "../../words";
import { BalanceHistory } from "./BalanceHistory";

export function BalanceCard({ workspace }: { workspace: WorkspaceView }) {
  const id = useId();
  const checking = useDesk((state) => state.balanceChecks[workspace.id]?.busy ?? false);
  const { points, error } = useHistory(workspace);
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-head">
        <h2 id={id}>{words.balance.label}</h2>
        <Button busy={checking} onClick={() => void checkBalance(workspace.id)}>
          {words.balance.check}
        </Button>
      </header>
      <BalanceLine workspace={workspace} />
      <FloorForm workspace={workspace} />
      {error && <ErrorNotice error={error} title={words.balanceHistory.failed} />}
      <BalanceHistory points={points} floor={workspace.account.balance_floor} />
    </section>
  );
}

function useHistory(workspace: WorkspaceView): { points: BalancePoint[]; error: WireError | null } {
  const [points, setPoints] = useState<BalancePoint[]>([]);
  const [error, setError] = useState<WireError | null>(null);
  useEffect(() => {
    let latest = true;
    ipc.balanceHistory(workspace.id).then(
      (read) => {
        if (latest) {
          setPoints(read);
          setError(null);
        }
      },
      (reason: unknown) => latest && setError(asWireError(reason)),
    );
    return () => void (latest = false);
  }, [workspace.id, workspace.account.account_sid, workspace.account.balance?.at]);
  return { points, error };
}

/** *Tell me under*: an amount in the account's currency. */
function FloorForm({ workspace: { id, account } }: { workspace: WorkspaceView }) {
  const [amount, setAmount] = useState(account.balance_floor ?? "");
  const [remarks, setRemarks] = useState<Remark[]>([]);
  const [error, setError] = useState<WireError | null>(null);
  const [busy, setBusy] = useState(false);
  const readOnly = useReadOnly();
  const currency = account.balance?.reading === "known" ? account.balance.currency : null;
  // Another workspace may share the account, and have it set there.
  useEffect(() => setAmount(account.balance_floor ?? ""), [account.balance_floor]);
  const refuse = (refused: WireError, form: HTMLFormElement) => {
    setRemarks(refused.fields.map((field) => ({ ...field, level: "problem", suggestion: null })));
    setError(refused.fields.length === 0 ? refused : null);
    focusFirstProblem(form);
  };
  useMayLeave(() => readOnly || amount.trim() === (account.balance_floor ?? ""));
  const set = (form: HTMLFormElement) => {
    if (busy || readOnly) {
      return;
    }
    const asked = amount;
    setBusy(true);
    ipc
      .setBalanceFloor(id, asked)
      .then(
        (view) => {
          const { balance_floor: floor } = view.account;
          setRemarks([]);
          setError(null);
          putWorkspace(view);
          // As it was kept, unless more was typed meanwhile.
          setAmount((now) => (now === asked ? (floor ?? "") : now));
          say(floor === null ? words.balanceFloor.isUnset : words.balanceFloor.isSet(floor, currency));
        },
        (reason: unknown) => refuse(asWireError(reason), form),
      )
      .finally(() => setBusy(false));
  };
  return (
    <form
      class="floor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        set(event.currentTarget);
      }}
    >
      {error && <ErrorNotice error={error} />}
      <Field label={words.balanceFloor.label} hint={words.balanceFloor.hint(currency)} remarks={remarks}>
        {(control) => (
          <span class="floor-line">
            <input
              {...control}
              type="text"
              inputMode="decimal"
              autocomplete="off"
              disabled={readOnly}
              value={amount}
              onInput={(event) => {
                setAmount(event.currentTarget.value);
                setRemarks([]);
              }}
            />
            <Button submit busy={busy} disabled={readOnly}>
              {words.balanceFloor.set}
            </Button>
          </span>
        )}
      </Field>
    </form>
  );
}
