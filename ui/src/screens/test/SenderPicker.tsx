// From which saved sender? Chosen out of a few or found by name among thousands.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { ControlProps } from "../../parts/Field";
import { ipc } from "../../ipc";
import type { SenderRow, WorkspaceId } from "../../ipc";
import { Tag } from "../../parts/Badge";
import * as words from "../../words";

const OFFERED = 30;

interface SenderPickerProps {
  workspace: WorkspaceId;
  chosen: SenderRow | null;
  disabled: boolean;
  control: ControlProps;
  onChoose: (row: SenderRow) => void;
}

export function SenderPicker({ workspace, chosen, disabled, control, onChoose }: SenderPickerProps) {
  const list = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [rows, setRows] = useState<SenderRow[]>([]);
  const [at, setAt] = useState(0);
  const sequence = useRef(0);
  const popup = useRef<HTMLUListElement>(null);
  const open = typed !== null && !disabled;

  useEffect(() => {
    if (typed === null) {
      return;
    }
    const asked = ++sequence.current;
    const query = { search: typed, sort: "created", descending: false, offset: 0, limit: OFFERED } as const;
    ipc.senders(workspace, query).then(
      (page) => {
        if (asked === sequence.current) {
          setRows(page.rows);
          setAt(0);
        }
      },
      () => undefined,
    );
  }, [typed, workspace]);
  useEffect(() => popup.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at]);

  const choose = (row: SenderRow | undefined) => {
    if (row) {
      onChoose(row);
    }
    setTyped(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (open) {
        const step = event.key === "ArrowDown" ? 1 : -1;
        setAt(Math.max(0, Math.min(rows.length - 1, at + step)));
      } else {
        setTyped("");
      }
    } else if (event.key === "Enter" && open) {
      choose(rows[at]);
    } else if (event.key === "Escape" && open) {
      setTyped(null);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="picker">
      <input
        {...control}
        type="text"
        role="combobox"
        aria-expanded={open}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={open && rows.length > 0 ? `${list}-${at}` : undefined}
        autocomplete="off"
        spellcheck={false}
        dir="auto"
        disabled={disabled}
        value={typed ?? (chosen ? `${chosen.name}, ${chosen.sender_id}` : "")}
        onFocus={(event) => event.currentTarget.select()}
        onClick={() => setTyped(typed ?? "")}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
      />
      <ul ref={popup} id={list} class="listbox" role="listbox" aria-label={words.tests.senders} hidden={!open}>
        {rows.map((row, index) => (
          <li
            key={row.key}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === at}
            class={index === at ? "option on" : "option"}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(row);
            }}
          >
            <span class="cut" dir="auto">
              {row.name}
            </span>
            <code>{row.sender_id}</code>
            {row.is_default && <Tag tone="live">{words.senders.isDefault}</Tag>}
          </li>
        ))}
        {rows.length === 0 && (
          <li role="option" aria-disabled="true" aria-selected="false" class="option quiet-text">
            {words.tests.noSender}
          </li>
        )}
      </ul>
    </div>
  );
}
