// To which handset? Typed in international form, or one of the saved test handsets.

import { useState } from "preact/hooks";
import { fail } from "../../actions";
import { ipc } from "../../ipc";
import type { Suggestion, TestHandset, WorkspaceId } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { Button, Link } from "../../parts/Button";
import { Field, PLAIN } from "../../parts/Field";
import { Menu } from "../../parts/Menu";
import type { Remark } from "../../remarks";
import * as words from "../../words";
import { HandsetsDialog } from "./HandsetsDialog";

interface RecipientFieldProps {
  workspace: WorkspaceId;
  recipient: string;
  /** The label of the saved test handset that it is; none for any other. */
  handset: string | null;
  locked: boolean;
  remarks: Remark[];
  onSuggestion: (suggestion: Suggestion) => void;
  onChange: (recipient: string) => void;
  /** The saved handsets may be others now. */
  onHandsets: () => void;
}

export function RecipientField({ workspace, recipient, handset, locked, remarks, ...act }: RecipientFieldProps) {
  const [menu, setMenu] = useState<{ anchor: DOMRect; handsets: TestHandset[] } | null>(null);
  const [managing, setManaging] = useState(false);
  const openMenu = ({ currentTarget }: MouseEvent) => {
    const anchor = (currentTarget as HTMLElement).getBoundingClientRect();
    ipc.handsets(workspace).then((handsets) => setMenu({ anchor, handsets }), fail);
  };
  return (
    <>
      <Field
        label={words.tests.to}
        hint={
          <>
            {handset !== null && <Tag icon="check">{words.handsets.is(handset)}</Tag>} {words.tests.toHint}{" "}
            <Link to="twilio-e164">{words.tests.aboutE164}</Link>
          </>
        }
        remarks={remarks}
        onSuggestion={act.onSuggestion}
      >
        {(control) => (
          <div class="with-button">
            <input
              {...control}
              {...PLAIN}
              type="text"
              inputMode="tel"
              placeholder={words.tests.toPlaceholder}
              readOnly={locked}
              value={recipient}
              onInput={(event) => act.onChange(event.currentTarget.value)}
            />
            <Button disabled={locked} popup="menu" onClick={openMenu}>
              {words.handsets.open}
            </Button>
          </div>
        )}
      </Field>
      {menu && (
        <Menu
          label={words.handsets.title}
          anchor={menu.anchor}
          items={[
            ...menu.handsets.map(({ number, label }) => ({
              label,
              note: number,
              act: () => act.onChange(number),
            })),
            { label: words.handsets.manage, act: () => setManaging(true) },
          ]}
          onClose={() => setMenu(null)}
        />
      )}
      {managing && (
        <HandsetsDialog
          workspace={workspace}
          onClose={() => {
            setManaging(false);
            act.onHandsets();
          }}
        />
      )}
    </>
  );
}
