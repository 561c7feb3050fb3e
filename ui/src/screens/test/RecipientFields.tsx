// To which handsets? Typed in international form, pasted as a list, or chosen from those that tests went to.

import { useRef, useState } from "preact/hooks";
import { fail, say } from "../../actions";
import { countryName } from "../../format";
import { ipc } from "../../ipc";
import type {
  OfferedRecipient,
  RecipientRead,
  Suggestion,
  TestId,
  TestView,
  VerifiedCaller,
  WorkspaceView,
} from "../../ipc";
import { StateBadge, Tag, stateText } from "../../parts/Badge";
import { Button, Link } from "../../parts/Button";
import { Field, PLAIN } from "../../parts/Field";
import { Menu } from "../../parts/Menu";
import { Moment } from "../../parts/Moment";
import type { Remark } from "../../remarks";
import * as words from "../../words";
import { HandsetsDialog } from "./HandsetsDialog";
import { LimitDialog } from "./LimitDialog";
import { splitRecipients } from "./forms";
import type { RecipientRow } from "./forms";

/** Twice what an operator can allow at once: the rest is a mistake of the clipboard. */
const MOST_PASTED = 100;

interface RecipientFieldsProps {
  workspace: WorkspaceView;
  rows: RecipientRow[];
  /** What became of those that have their message. */
  views: Map<TestId, TestView>;
  /** What is known of one that is typed. */
  readOf: (id: TestId) => RecipientRead | null;
  limit: number | null;
  locked: boolean;
  remarksOf: (id: TestId) => Remark[];
  /** More than the operator allows at once. */
  tooMany: boolean;
  onType: (id: TestId, typed: string) => void;
  onAdd: () => void;
  onRemove: (id: TestId) => void;
  onShow: (id: TestId) => void;
  /** The saved handsets or the limit may be others now. */
  onSettings: () => void;
}

export function RecipientFields({ workspace, rows, limit, locked, tooMany, ...more }: RecipientFieldsProps) {
  const group = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<Offered | null>(null);
  const [managing, setManaging] = useState<"handsets" | "limit" | null>(null);
  const focusRow = (row: number) =>
    requestAnimationFrame(() => group.current?.querySelectorAll<HTMLElement>("input")[row]?.focus());
  const openMenu = (row: TestId, { currentTarget }: MouseEvent) => {
    const anchor = (currentTarget as HTMLElement).getBoundingClientRect();
    ipc.offeredRecipients(workspace.id).then((offered) => setMenu({ anchor, row, offered, verified: [] }), fail);
    if (workspace.account.kind === "Trial") {
      // A trial account sends to these alone. They come from Twilio, so the menu does not wait for them.
      ipc.verifiedCallers(workspace.id).then(
        ({ callers }) => setMenu((now) => now && { ...now, verified: callers }),
        () => undefined,
      );
    }
  };
  const closeDialog = () => {
    setManaging(null);
    more.onSettings();
  };
  return (
    <div ref={group} class="recipients" role={rows.length > 1 ? "group" : undefined} aria-label={words.tests.recipients}>
      {rows.map((row, place) => (
        <Recipient
          key={row.id}
          label={rows.length > 1 ? words.tests.toOf(place + 1) : words.tests.to}
          row={row}
          first={place === 0}
          alone={rows.length === 1}
          locked={locked || row.stage !== "open"}
          view={more.views.get(row.id) ?? null}
          read={more.readOf(row.id)}
          remarks={more.remarksOf(row.id)}
          onType={(typed) => more.onType(row.id, typed)}
          onMenu={(event) => openMenu(row.id, event)}
          onRemove={() => {
            more.onRemove(row.id);
            focusRow(Math.max(0, place - 1));
          }}
          onShow={() => more.onShow(row.id)}
        />
      ))}
      <div class="actions">
        <Button
          kind="quiet"
          icon="plus"
          disabled={locked || (limit !== null && rows.length >= limit)}
          onClick={() => {
            more.onAdd();
            focusRow(rows.length);
          }}
        >
          {words.tests.addRecipient}
        </Button>
        {tooMany && (
          <Button kind="quiet" onClick={() => setManaging("limit")}>
            {words.recipientLimit.open}
          </Button>
        )}
      </div>
      {menu && (
        <Menu
          label={words.handsets.title}
          anchor={menu.anchor}
          items={[
            ...menu.offered.map(({ number, label, tested_at }) => ({
              label: label ?? number,
              note: label !== null ? number : words.handsets.recent,
              before: tested_at === null ? undefined : <Moment at={tested_at} />,
              act: () => more.onType(menu.row, number),
            })),
            ...menu.verified
              .filter(({ number }) => !menu.offered.some((offered) => offered.number === number))
              .map(({ number, name }) => ({
                label: name || number,
                note: name === "" ? words.handsets.verified : `${number}, ${words.handsets.verified}`,
                act: () => more.onType(menu.row, number),
              })),
            { label: words.handsets.manage, act: () => setManaging("handsets") },
            { label: words.recipientLimit.menu(limit), act: () => setManaging("limit") },
          ]}
          onClose={() => setMenu(null)}
        />
      )}
      {managing === "handsets" && <HandsetsDialog workspace={workspace.id} onClose={closeDialog} />}
      {managing === "limit" && <LimitDialog workspace={workspace.id} limit={limit} onClose={closeDialog} />}
    </div>
  );
}

interface Offered {
  anchor: DOMRect;
  row: TestId;
  offered: OfferedRecipient[];
  verified: VerifiedCaller[];
}

interface RecipientProps {
  label: string;
  row: RecipientRow;
  first: boolean;
  alone: boolean;
  locked: boolean;
  view: TestView | null;
  read: RecipientRead | null;
  remarks: Remark[];
  onType: (typed: string) => void;
  onMenu: (event: MouseEvent) => void;
  onRemove: () => void;
  onShow: () => void;
}

function Recipient({ label, row, first, alone, locked, view, read, remarks, ...act }: RecipientProps) {
  return (
    <Field
      label={label}
      hint={<Hint row={row} first={first} read={read} />}
      remarks={remarks}
      onSuggestion={({ value }: Suggestion) => act.onType(value)}
    >
      {(control) => (
        <div class="with-button">
          <input
            {...control}
            {...PLAIN}
            type="text"
            inputMode="tel"
            placeholder={first ? words.tests.toPlaceholder : ""}
            readOnly={locked}
            value={row.typed}
            onInput={(event) => act.onType(event.currentTarget.value)}
            onPaste={(event) => pasteList(event, act.onType)}
          />
          {row.stage === "spent" && view ? (
            <button type="button" class="sent-state" aria-label={words.tests.outcomeOf(stateText(view.state, view.twilio_status), row.typed)} onClick={act.onShow}>
              <StateBadge state={view.state} twilioStatus={view.twilio_status} />
            </button>
          ) : (
            <Button
              label={first ? undefined : words.handsets.openFor(label)}
              disabled={locked}
              popup="menu"
              onClick={act.onMenu}
            >
              {words.handsets.open}
            </Button>
          )}
          {!alone && row.stage === "open" && (
            <Button
              kind="quiet"
              icon="cross"
              label={words.tests.removeRecipient(label)}
              disabled={locked}
              onClick={act.onRemove}
            >
              {words.handsets.remove}
            </Button>
          )}
        </div>
      )}
    </Field>
  );
}

function Hint({ row, first, read }: { row: RecipientRow; first: boolean; read: RecipientRead | null }) {
  if (read?.number != null && row.typed !== "") {
    const place = [read.country !== null && countryName(read.country), read.national].filter(Boolean).join(", ");
    return (
      <>
        {read.handset !== null && <Tag icon="check">{words.handsets.is(read.handset)}</Tag>}{" "}
        {place || words.tests.noCountry}
      </>
    );
  }
  return first && row.stage === "open" ? (
    <>
      {words.tests.toHint} <Link to="twilio-e164">{words.tests.aboutE164}</Link>
    </>
  ) : null;
}

/** A single-line field would join the lines of a list: it is taken as it was copied. */
function pasteList(event: ClipboardEvent, take: (typed: string) => void): void {
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  const count = splitRecipients(pasted).length;
  if (count < 2) {
    return;
  }
  event.preventDefault();
  if (count > MOST_PASTED) {
    say(words.tests.tooManyPasted(count, MOST_PASTED));
  } else {
    take(pasted);
  }
}
