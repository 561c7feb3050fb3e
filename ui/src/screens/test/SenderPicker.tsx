// From which saved sender? Chosen out of a few or found by name among thousands.

import { useEffect, useRef, useState } from "preact/hooks";
import { ipc } from "../../ipc";
import type { SenderRow, WorkspaceId } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { Combobox } from "../../parts/Combobox";
import type { ControlProps } from "../../parts/Field";
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
  /** None while the list is closed. */
  const [typed, setTyped] = useState<string | null>(null);
  const [rows, setRows] = useState<SenderRow[]>([]);
  const sequence = useRef(0);

  useEffect(() => {
    if (typed === null) {
      return;
    }
    const asked = ++sequence.current;
    const query = { search: typed, sort: "created", descending: false, offset: 0, limit: OFFERED } as const;
    ipc.senders(workspace, query).then(
      (page) => asked === sequence.current && setRows(page.rows),
      () => undefined,
    );
  }, [typed, workspace]);

  return (
    <Combobox
      control={control}
      label={words.tests.senders}
      value={typed ?? (chosen ? `${chosen.name}, ${chosen.sender_id}` : "")}
      options={rows}
      keyOf={(row) => row.key}
      empty={words.tests.noSender}
      takesFirst
      disabled={disabled}
      onType={setTyped}
      onChoose={onChoose}
      onOpen={(open) => setTyped(open ? "" : null)}
    >
      {(row) => (
        <>
          <span class="cut" dir="auto">
            {row.name}
          </span>
          <code>{row.sender_id}</code>
          {row.is_default && <Tag tone="live">{words.senders.isDefault}</Tag>}
          {row.supports_mms && <Tag>{words.senders.mms}</Tag>}
        </>
      )}
    </Combobox>
  );
}
