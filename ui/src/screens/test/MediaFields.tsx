// Which media go with the message? Up to ten by URL; their hosts are asked only on a click.

import { useId, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { MediaCheck } from "../../ipc";
import { Tag } from "../../parts/Badge";
import type { Tone } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { Facts } from "../../parts/Facts";
import { Field, PLAIN, Remarks } from "../../parts/Field";
import type { IconName } from "../../parts/Icon";
import type { Remark } from "../../remarks";
import * as words from "../../words";
import { PicturePreview } from "./PicturePreview";

/** Twilio takes no more in one message; the back end says so, too. */
const MOST = 10;

const LEVEL: Record<MediaCheck["level"], [Tone, IconName]> = {
  ok: ["ok", "check"],
  not_checkable: ["quiet", "question"],
  warning: ["warn", "warning"],
  problem: ["bad", "cross"],
};

interface MediaFieldsProps {
  media: string[];
  /** Whether the sender supports MMS: the part begins open then. */
  isMms: boolean;
  locked: boolean;
  /** On the media as a whole. */
  remarks: Remark[];
  remarksOf: (row: number) => Remark[];
  onChange: (media: string[]) => void;
}

export function MediaFields({ media, isMms, locked, remarks, remarksOf, onChange }: MediaFieldsProps) {
  const [opened, setOpened] = useState<boolean | null>(null);
  const rows = useRef<HTMLDivElement>(null);
  const remarksId = useId();
  const open = opened ?? (isMms || media.length > 0);
  const focusRow = (row: number) =>
    requestAnimationFrame(() => rows.current?.querySelectorAll<HTMLElement>("input")[row]?.focus());
  return (
    <details
      class="media"
      open={open}
      onToggle={({ currentTarget }) => currentTarget.open !== open && setOpened(currentTarget.open)}
    >
      <summary>{words.media.title}</summary>
      <div ref={rows} class="group">
        {media.map((url, row) => (
          <MediaRow
            key={row}
            position={row + 1}
            url={url}
            locked={locked}
            remarks={remarksOf(row)}
            onType={(typed) => onChange(media.map((other, at) => (at === row ? typed : other)))}
            onRemove={() => {
              onChange(media.filter((_, at) => at !== row));
              focusRow(Math.max(0, row - 1));
            }}
          />
        ))}
        <Remarks id={remarksId} remarks={remarks} />
        <div class="actions">
          <Button
            icon="plus"
            disabled={locked || media.length >= MOST}
            onClick={() => {
              onChange([...media, ""]);
              focusRow(media.length);
            }}
          >
            {words.media.add}
          </Button>
          <PicturePreview />
        </div>
        <p class="hint">
          {words.media.most(MOST)} {words.media.checkDoes}
        </p>
        <Facts topic="mms" title={words.media.said} />
      </div>
    </details>
  );
}

interface MediaRowProps {
  position: number;
  url: string;
  locked: boolean;
  remarks: Remark[];
  onType: (url: string) => void;
  onRemove: () => void;
}

function MediaRow({ position, url, locked, remarks, onType, onRemove }: MediaRowProps) {
  const { check, busy, ask } = useMediaCheck(url);
  return (
    <div class="with-below">
      <Field label={words.media.url(position)} hint={words.media.hint} remarks={remarks}>
        {(control) => (
          <div class="with-button">
            <input
              {...control}
              {...PLAIN}
              type="text"
              inputMode="url"
              readOnly={locked}
              value={url}
              onInput={(event) => onType(event.currentTarget.value)}
            />
            <Button label={words.media.checkOne(position)} busy={busy} disabled={url.trim() === ""} onClick={ask}>
              {words.media.check}
            </Button>
            <Button kind="quiet" label={words.media.remove(position)} disabled={locked} icon="cross" onClick={onRemove}>
              {words.handsets.remove}
            </Button>
          </div>
        )}
      </Field>
      <div role="status">
        {check && (
          <p class="media-said">
            <Tag tone={LEVEL[check.level][0]} icon={LEVEL[check.level][1]}>
              {words.sourced.level[check.level]}
            </Tag>{" "}
            {check.says}
          </p>
        )}
      </div>
    </div>
  );
}

/** What the host said of the URL that stands there now; of another one it says nothing. */
function useMediaCheck(url: string) {
  const [check, setCheck] = useState<MediaCheck | null>(null);
  const [asking, setAsking] = useState<string | null>(null);
  const ask = () => {
    setAsking(url);
    ipc
      .checkMedia(url)
      .catch((reason: unknown): MediaCheck => {
        const says = asWireError(reason).message;
        return { url, level: "not_checkable", says, content_type: null, bytes: null };
      })
      // By the address as typed: the answer may write it otherwise.
      .then((answer) => setCheck({ ...answer, url }))
      .finally(() => setAsking((now) => (now === url ? null : now)));
  };
  return { check: check?.url === url ? check : null, busy: asking === url, ask };
}
