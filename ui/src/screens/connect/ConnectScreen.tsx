// How is a Twilio account authenticated? The form, and beside it what *Save* brought.

import { useRef, useState } from "preact/hooks";
import { fail, forgetBalanceCheck, go, goToSenders, putWorkspace, say, setPreferences, switchTo } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type {
  ConnectDraft,
  ConnectOutcome,
  CredentialDraft,
  RegionReading,
  WireError,
  WorkspaceId,
  WorkspaceView,
} from "../../ipc";
import { useKeys } from "../../keys";
import { useMayLeave, useStillHere } from "../../leaving";
import { Button } from "../../parts/Button";
import { focusFirstProblem } from "../../parts/Field";
import { useReady } from "../../ready";
import { useRemarks } from "../../remarks";
import { change, current, useDesk, useReadOnly } from "../../state";
import * as words from "../../words";
import { ConnectFields } from "./ConnectFields";
import { ConnectResult } from "./ConnectResult";
import { beginning, dataCentreOf } from "./typed";
import type { Typed } from "./typed";

type Keeping = Pick<CredentialDraft, "keep" | "keep_unverified">;

/** Where the form stands after *Save*. */
export type Result =
  | { at: "nothing" }
  | { at: "asking" }
  | { at: "failed"; error: WireError }
  | { at: "answered"; outcome: ConnectOutcome };

export function ConnectScreen({ reauthenticate }: { reauthenticate: WorkspaceId | null }) {
  const workspace = useDesk((state) => state.desk?.workspaces.find((view) => view.id === reauthenticate) ?? null);
  const before = useRef<Typed>(beginning(workspace));
  const [typed, setTyped] = useState<Typed>(before.current);
  const [result, setResult] = useState<Result>({ at: "nothing" });
  const [otherRegions, setOtherRegions] = useState<RegionReading[] | "asking" | null>(null);
  const form = useRef<HTMLFormElement>(null);
  // Never in the state of the page: read from its field at the click, and emptied once it is kept.
  const secret = useRef<HTMLInputElement>(null);
  const keeping = useRef<Keeping>({ keep: "keychain", keep_unverified: false });
  const here = useStillHere();
  // What is asked of a credential is of no use once another was given.
  const turn = useRef(0);
  const readOnly = useReadOnly();
  const shape = {
    workspace_name: typed.workspace_name,
    data_centre: dataCentreOf(typed),
    username: typed.username,
    kind: typed.kind,
    api_key_sid: typed.api_key_sid,
  };
  const remarks = useRemarks(shape, { ...shape, secret: "" }, ipc.checkConnect);
  useReady("connect");

  const credential = (): CredentialDraft => ({
    region: typed.region,
    username: typed.username,
    kind: typed.kind,
    api_key_sid: typed.api_key_sid,
    secret: secret.current?.value ?? "",
    ...keeping.current,
  });
  const take = (outcome: ConnectOutcome) => {
    setResult({ at: "answered", outcome });
    if (outcome.outcome === "kept") {
      if (secret.current) {
        secret.current.value = "";
      }
      takeWorkspace(outcome.workspace);
      change({ workspace: outcome.workspace.id });
      void setPreferences({ last_workspace: outcome.workspace.id });
    }
  };
  /** The form was left while Twilio was asked: what it brought is said, and the window stays as it is. */
  const takeElsewhere = (outcome: ConnectOutcome) => {
    if (outcome.outcome !== "kept") {
      return;
    }
    const { workspace: view } = outcome;
    takeWorkspace(view);
    const { keptMeanwhile, reauthenticatedMeanwhile } = words.connect;
    say(reauthenticate === null ? keptMeanwhile(view.name) : reauthenticatedMeanwhile(view.name));
    if (current().workspace === null) {
      change({ workspace: view.id });
      if (current().screen.at === "first-run") {
        switchTo(view.id);
      }
    }
  };
  const save = (how: Keeping = { keep: "keychain", keep_unverified: false }) => {
    if (result.at === "asking" || readOnly || isKept(result)) {
      return;
    }
    turn.current++;
    setResult({ at: "asking" });
    setOtherRegions(null);
    keeping.current = how;
    const draft = credential();
    const connected: ConnectDraft = {
      workspace_name: typed.workspace_name,
      environment: typed.environment,
      data_centre: shape.data_centre,
      credential: draft,
    };
    const asked = reauthenticate === null ? ipc.connect(connected) : ipc.reauthenticate(reauthenticate, draft);
    asked.then(
      (outcome) => (here.current ? take(outcome) : takeElsewhere(outcome)),
      (reason: unknown) => (here.current ? refuse(asWireError(reason)) : fail(reason)),
    );
  };
  const refuse = (error: WireError) => {
    setResult(error.fields.length > 0 ? { at: "nothing" } : { at: "failed", error });
    remarks.refuse(error);
    focusFirstProblem(form.current);
  };
  const tryOtherRegions = () => {
    const asked = ++turn.current;
    const isLatest = () => asked === turn.current && here.current;
    setOtherRegions("asking");
    ipc.tryOtherRegions(credential()).then(
      (readings) => isLatest() && setOtherRegions(readings),
      (reason: unknown) => {
        if (isLatest()) {
          setOtherRegions(null);
          setResult({ at: "failed", error: asWireError(reason) });
        }
      },
    );
  };
  const leave = () => (reauthenticate === null ? goToSenders() : go({ at: "account" }));
  useMayLeave(
    () =>
      isKept(result) ||
      (JSON.stringify(typed) === JSON.stringify(before.current) && (secret.current?.value ?? "") === ""),
  );
  useKeys({ "mod+s": (event) => void (event.repeat || save()), escape: leave });

  return (
    <div class="panes">
      <main>
        <header class="bar">
          <h1>{reauthenticate === null ? words.connect.title : words.connect.reauthenticate}</h1>
        </header>
        <form
          ref={form}
          class="fill"
          noValidate
          autocomplete="off"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <div class="scroll" tabIndex={isKept(result) ? 0 : undefined}>
            <ConnectFields
              typed={typed}
              workspace={workspace}
              remarks={remarks}
              secret={secret}
              locked={isKept(result)}
              onChange={(part) => setTyped((now) => ({ ...now, ...part }))}
            />
          </div>
          <footer class="bar-end">
            <Button
              submit
              kind="primary"
              keys="Ctrl S"
              busy={result.at === "asking"}
              disabled={readOnly || isKept(result)}
            >
              {words.common.save}
            </Button>
            <span class="push" />
            {!isKept(result) && (
              <Button kind="quiet" keys="Esc" onClick={leave}>
                {words.common.cancel}
              </Button>
            )}
          </footer>
        </form>
      </main>
      <aside class={result.at === "nothing" ? "inspector idle" : "inspector"} aria-label={words.common.inspector}>
        <ConnectResult
          result={result}
          reauthenticated={reauthenticate !== null}
          otherRegions={otherRegions}
          onOtherRegions={tryOtherRegions}
          onRegion={(region) => {
            setTyped({ ...typed, region });
            turn.current++;
            setOtherRegions(null);
            setResult({ at: "nothing" });
            form.current?.querySelector<HTMLElement>("button[type=submit]")?.focus();
          }}
          onKeepUnverified={() => save({ ...keeping.current, keep_unverified: true })}
          onKeepUntilQuit={() => save({ ...keeping.current, keep: "until_quit" })}
        />
      </aside>
    </div>
  );
}

/** What was known by a former credential is not known by this one. */
function takeWorkspace(view: WorkspaceView): void {
  putWorkspace(view);
  forgetBalanceCheck(view.id);
  change({ sendersVersion: current().sendersVersion + 1 });
}

function isKept(result: Result): boolean {
  return result.at === "answered" && result.outcome.outcome === "kept";
}
