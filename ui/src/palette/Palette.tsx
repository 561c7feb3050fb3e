// How is anything reached by name? By typing a part of it.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ipc } from "../ipc";
import type { SenderRow, WorkspaceView } from "../ipc";
import { Keys } from "../parts/Button";
import { Dialog } from "../parts/Dialog";
import { useDesk, useWorkspace } from "../state";
import * as words from "../words";
import { entries, senderEntry } from "./entries";
import type { Entry } from "./entries";
import { find } from "./find";

const SENDERS = 8;

export function Palette({ onClose }: { onClose: () => void }) {
  const list = useId();
  const workspace = useWorkspace();
  const state = useDesk((now) => now);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const popup = useRef<HTMLDivElement>(null);
  const senders = useSenders(workspace, typed);
  const found = [...find(entries(state), typed), ...senders.map(senderEntry)];
  const chosen = Math.min(at, found.length - 1);
  useEffect(
    () => popup.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }),
    [chosen, typed],
  );

  const act = (entry: Entry | undefined) => {
    if (entry) {
      onClose();
      entry.act();
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      PageDown: chosen + 8,
      PageUp: chosen - 8,
    };
    const target = steps[event.key];
    if (target !== undefined) {
      setAt(Math.max(0, Math.min(found.length - 1, target)));
    } else if (event.key === "Enter") {
      act(found[chosen]);
    } else {
      return;
    }
    event.preventDefault();
  };
  return (
    <Dialog title={words.palette.title} bare wide onClose={onClose}>
      <input
        type="text"
        class="palette-input"
        role="combobox"
        aria-label={words.palette.title}
        aria-expanded="true"
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? `${list}-${chosen}` : undefined}
        placeholder={words.palette.placeholder}
        autocomplete="off"
        spellcheck={false}
        autofocus
        dir="auto"
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={popup} id={list} class="palette-list" role="listbox" aria-label={words.palette.results}>
        {found.map((entry, index) => (
          <div
            key={entry.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === chosen}
            class={index === chosen ? "option on" : "option"}
            onMouseMove={(event) => {
              // A pointer that rests where the list opens has chosen nothing.
              if (event.movementX !== 0 || event.movementY !== 0) {
                setAt(index);
              }
            }}
            onClick={() => act(entry)}
          >
            <span class="option-group" aria-hidden="true">{entry.group}</span>
            <span class="cut" dir="auto">
              {entry.label}
            </span>
            {entry.note && <code>{entry.note}</code>}
            {entry.keys && <Keys combo={entry.keys} />}
          </div>
        ))}
        {found.length === 0 && (
          <div role="option" aria-disabled="true" aria-selected="false" class="option quiet-text">
            {words.palette.nothing}
          </div>
        )}
      </div>
    </Dialog>
  );
}

function useSenders(workspace: WorkspaceView | null, typed: string): SenderRow[] {
  const [rows, setRows] = useState<SenderRow[]>([]);
  const sequence = useRef(0);
  useEffect(() => {
    const asked = ++sequence.current;
    if (!workspace || typed.trim() === "") {
      return setRows([]);
    }
    const query = { search: typed.trim(), sort: "created", descending: false, offset: 0, limit: SENDERS } as const;
    ipc.senders(workspace.id, query).then(
      (page) => asked === sequence.current && setRows(page.rows),
      () => undefined, // The commands are there all the same.
    );
  }, [workspace?.id, typed]);
  return rows;
}
