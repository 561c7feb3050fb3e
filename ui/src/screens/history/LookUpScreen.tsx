// What became of a message that is no test of ours? Its SID is looked up at Twilio, or it is found in the account's log.

import { useEffect, useRef, useState } from "preact/hooks";
import { go } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { FoundMessage, WireError, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { Button } from "../../parts/Button";
import { Field, PLAIN } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { ErrorNotice } from "../../parts/Notice";
import { useReady } from "../../ready";
import * as words from "../../words";
import { losesFocus } from "./focus";
import { FoundPanel } from "./FoundPanel";
import { MessageLog } from "./MessageLog";
import { remarksOf } from "./refused";

export function LookUpScreen({ workspace }: { workspace: WorkspaceView }) {
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<FoundMessage | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const sequence = useRef(0);
  const field = useRef<HTMLInputElement>(null);
  const inspector = useRef<HTMLElement>(null);
  useEffect(() => {
    field.current?.focus();
    return () => void sequence.current++;
  }, []);
  useReady("look-up");
  const close = () => {
    if (losesFocus(inspector.current)) {
      field.current?.focus();
    }
    setFound(null);
  };
  useKeys({ escape: () => (found ? close() : go({ at: "history", open: null })) });

  const lookUp = (sid: string) => {
    const asked = ++sequence.current;
    setBusy(true);
    setError(null);
    ipc.lookUpMessage(workspace.id, sid).then(
      (message) => {
        if (asked === sequence.current) {
          setFound(message);
          setBusy(false);
        }
      },
      (reason: unknown) => {
        if (asked === sequence.current) {
          setFound(null);
          setError(asWireError(reason));
          setBusy(false);
        }
      },
    );
  };
  const remarks = remarksOf(error, "sid");

  return (
    <div class={found ? "panes" : "panes no-inspector"}>
      <main>
        <header class="bar">
          <h1>{words.lookUp.title}</h1>
          <span class="push" />
          <Button icon="clock" title="Esc" onClick={() => go({ at: "history", open: null })}>
            {words.history.open}
          </Button>
        </header>
        <div class="scroll">
          <section class="screen-part">
            <p class="quiet-text">{words.lookUp.says}</p>
            <form
              class="look-up-form"
              onSubmit={(event) => {
                event.preventDefault();
                lookUp(typed);
              }}
            >
              <Field label={words.lookUp.sid} hint={words.lookUp.sidHint} remarks={remarks}>
                {(control) => (
                  <input
                    {...control}
                    {...PLAIN}
                    ref={field}
                    type="text"
                    value={typed}
                    onInput={(event) => {
                      setTyped(event.currentTarget.value);
                      setError(null);
                    }}
                  />
                )}
              </Field>
              <Button submit kind="primary" icon="search" busy={busy}>
                {words.lookUp.go}
              </Button>
            </form>
            {error && remarks.length === 0 && <ErrorNotice error={error} title={words.lookUp.failed} />}
          </section>
          <MessageLog workspace={workspace.id} shown={found?.message_sid ?? null} onShow={lookUp} />
        </div>
      </main>
      {found && (
        <aside ref={inspector} class="inspector" aria-label={words.common.inspector}>
          <header class="inspector-head">
            <h2>{words.lookUp.found}</h2>
            <button
              type="button"
              class="button quiet icon-only"
              aria-label={words.common.close}
              title="Esc"
              onClick={close}
            >
              <Icon name="cross" />
            </button>
          </header>
          <FoundPanel message={found} />
        </aside>
      )}
    </div>
  );
}
