// What would become of a reply from a handset? A text, what is assumed, and the way it would go; nothing is sent.

import { useEffect, useRef, useState } from "preact/hooks";
import { goToSenders, goToWorkspace } from "../../actions";
import { useFacts } from "../../facts";
import type { RehearsalDraft, SenderKey, SenderRow, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { Button } from "../../parts/Button";
import { ErrorNotice } from "../../parts/Notice";
import { SaidList } from "../../parts/Sourced";
import { useReady } from "../../ready";
import * as words from "../../words";
import { RehearsalFields } from "./RehearsalFields";
import { RehearsalPath } from "./RehearsalPath";
import { useRehearsal, useSender, useWiredByTick } from "./rehearsing";

export function RehearsalScreen({ workspace, sender }: { workspace: WorkspaceView; sender: SenderKey | null }) {
  const [row, setRow] = useState<SenderRow | null>(null);
  /** Whether a saved sender is rehearsed, or a kind of sender. */
  const [saved, setSaved] = useState(sender !== null);
  const [wiredByTick, setWiredByTick] = useState<boolean | null>(null);
  const [draft, setDraft] = useState<RehearsalDraft>({
    sender,
    kind: "long_code",
    in_service: false,
    advanced_opt_out: false,
    mo_wired: true,
    category_active: true,
    text: words.rehearsal.quick[0]!,
  });
  const put = (part: Partial<RehearsalDraft>) => setDraft((now) => ({ ...now, ...part }));
  const choose = (chosen: SenderRow) => {
    setRow(chosen);
    put({ sender: chosen.key });
  };
  useSender(sender, choose);
  const isService = saved && row?.sender_type === "messaging_service";
  const inService = isService || draft.in_service;
  const rehearsed: RehearsalDraft = {
    ...draft,
    sender: saved ? draft.sender : null,
    in_service: inService,
    advanced_opt_out: inService && draft.advanced_opt_out,
  };
  useWiredByTick(workspace, rehearsed.sender, (wired) => {
    setWiredByTick(wired);
    if (wired !== null) {
      put({ mo_wired: wired });
    }
  });
  const { rehearsal, error } = useRehearsal(workspace, rehearsed);
  const screen = useRef<HTMLDivElement>(null);
  const isReady = rehearsal !== null || error !== null || draft.text.trim() === "";
  useReady("rehearsal", isReady);
  useKeys({ escape: () => goToSenders(sender) });
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) {
      screen.current?.querySelector("input")?.focus();
    }
  }, []);

  return (
    <div ref={screen} class="panes no-inspector">
      <main>
        <header class="bar">
          <h1>{words.rehearsal.title}</h1>
          <span class="push" />
          <span class="bar-note">{words.rehearsal.lead}</span>
        </header>
        <div class="scroll">
          <div class="rehearsal-screen">
            <RehearsalFields
              workspace={workspace}
              row={row}
              saved={saved}
              isService={isService}
              draft={rehearsed}
              wiredByTick={saved ? wiredByTick : null}
              onSaved={setSaved}
              onChoose={choose}
              onChange={put}
            />
            <section class="rehearsal-result" aria-labelledby="rehearsal-result">
              <h2 id="rehearsal-result">{words.rehearsal.result}</h2>
              {error && <ErrorNotice error={error} title={words.rehearsal.failed} />}
              <RehearsalPath rehearsal={rehearsal} empty={draft.text.trim() === ""} />
            </section>
            <Toggle workspace={workspace} />
          </div>
        </div>
      </main>
    </div>
  );
}

/** Whether keywords are managed in this workspace, and what MoEngage's pages say of that. */
function Toggle({ workspace }: { workspace: WorkspaceView }) {
  const said = useFacts("keyword_management");
  return (
    <section class="card rehearsal-toggle">
      <h2>{workspace.keyword_management ? words.rehearsal.toggleOn : words.rehearsal.toggleOff}</h2>
      <p class="quiet-text">{words.rehearsal.toggleSays(workspace.name)}</p>
      <div class="actions">
        <Button onClick={() => goToWorkspace(workspace.id)}>{words.rehearsal.settings}</Button>
      </div>
      {said.length > 0 && (
        <details>
          <summary>{words.rehearsal.facts}</summary>
          <SaidList said={said} />
        </details>
      )}
    </section>
  );
}
