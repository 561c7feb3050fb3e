// Which messages did the account send and receive lately? Twilio's log, read when asked, a page at a time.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { JobId, LoggedMessage, LoggedPage, LogQuery, WireError, WorkspaceId } from "../../ipc";
import { momentWithOffset } from "../../format";
import { StateBadge, Tag } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { Field, PLAIN } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import * as words from "../../words";
import { remarksOf } from "./refused";

const FIELDS = [
  ["to", words.lookUp.logTo, words.lookUp.logToHint],
  ["from", words.lookUp.logFrom, words.lookUp.logFromHint],
  ["day", words.lookUp.logDay, words.history.dayHint],
] as const;

interface MessageLogProps {
  workspace: WorkspaceId;
  /** The SID of the message that is shown. */
  shown: string | null;
  onShow: (sid: string) => void;
}

export function MessageLog({ workspace, shown, onShow }: MessageLogProps) {
  const [query, setQuery] = useState<LogQuery>({ to: "", from: "", day: "" });
  const log = useLog(workspace);
  return (
    <section class="screen-part" aria-label={words.lookUp.logTitle}>
      <h2>{words.lookUp.logTitle}</h2>
      <p class="quiet-text">{words.lookUp.logSays}</p>
      <form
        class="log-form"
        onSubmit={(event) => {
          event.preventDefault();
          log.read(query);
        }}
      >
        {FIELDS.map(([name, label, hint]) => (
          <Field key={name} label={label} hint={hint} remarks={remarksOf(log.error, name)}>
            {(control) => (
              <input
                {...control}
                {...PLAIN}
                type="text"
                value={query[name]}
                onInput={(event) => setQuery({ ...query, [name]: event.currentTarget.value })}
              />
            )}
          </Field>
        ))}
        <div class="actions">
          <Button submit icon="search" busy={log.job !== null}>
            {log.rows ? words.lookUp.logAgain : words.lookUp.logRead}
          </Button>
          {log.job !== null && <Button onClick={log.cancel}>{words.lookUp.logCancel}</Button>}
        </div>
      </form>
      <p class="unseen" role="status">
        {log.job !== null && words.lookUp.reading}
      </p>
      {log.error && log.error.fields.length === 0 && <ErrorNotice error={log.error} title={words.lookUp.logFailed} />}
      {log.rows?.length === 0 && <p class="quiet-text">{words.lookUp.logEmpty}</p>}
      {log.rows && log.rows.length > 0 && (
        <ul class="earlier-list log-list" aria-label={words.lookUp.logTitle}>
          {log.rows.map((row) => (
            <LogLine key={row.message_sid} row={row} shown={row.message_sid === shown} onShow={onShow} />
          ))}
        </ul>
      )}
      {log.more && (
        <Button busy={log.job !== null} onClick={log.older}>
          {words.lookUp.logMore}
        </Button>
      )}
    </section>
  );
}

interface LogLineProps {
  row: LoggedMessage;
  shown: boolean;
  onShow: (sid: string) => void;
}

function LogLine({ row, shown, onShow }: LogLineProps) {
  return (
    <li>
      <button
        type="button"
        class="log-line"
        aria-current={shown || undefined}
        onClick={() => onShow(row.message_sid)}
      >
        <span class="log-status">
          <StateBadge state={row.state} twilioStatus={row.status} />
          {row.is_test && <Tag tone="live">{words.lookUp.isTest}</Tag>}
        </span>
        <span class="cell-sender">
          <code class="cut">
            {row.from ?? "?"} → {row.to}
          </code>
          <small>
            {words.lookUp.directions[row.direction]}
            {row.code !== null && `, ${words.history.codeIs(row.code)}`}
          </small>
        </span>
        <span class="cut quiet-text" dir="auto">
          {row.text}
        </span>
        <small>{row.at ? <time dateTime={row.at}>{momentWithOffset(row.at)}</time> : words.lookUp.noTime}</small>
      </button>
    </li>
  );
}

interface Log {
  rows: LoggedMessage[] | null;
  /** The list to go on with; none at its end. */
  more: JobId | null;
  /** What is read just now. */
  job: JobId | null;
  error: WireError | null;
  read: (query: LogQuery) => void;
  older: () => void;
  cancel: () => void;
}

function useLog(workspace: WorkspaceId): Log {
  const [rows, setRows] = useState<LoggedMessage[] | null>(null);
  const [more, setMore] = useState<JobId | null>(null);
  const [job, setJob] = useState<JobId | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  /** The reading whose answer counts. */
  const reading = useRef<JobId | null>(null);
  const begin = (id: JobId, asked: Promise<LoggedPage>, before: LoggedMessage[]) => {
    reading.current = id;
    setJob(id);
    setError(null);
    asked.then(
      (page) => {
        if (reading.current === id) {
          reading.current = null;
          // A message that comes meanwhile shifts the pages, so that one can show twice.
          const known = new Set(before.map((row) => row.message_sid));
          setRows([...before, ...page.rows.filter((row) => !known.has(row.message_sid))]);
          setMore(page.more);
          setJob(null);
        }
      },
      (reason: unknown) => {
        if (reading.current === id) {
          reading.current = null;
          setError(asWireError(reason));
          setJob(null);
        }
      },
    );
  };
  const cancel = () => {
    const id = reading.current;
    if (id !== null) {
      reading.current = null;
      setJob(null);
      void ipc.cancelJob(id).catch(() => undefined);
    }
  };
  // What is still read when the screen goes is of use to nobody.
  useEffect(() => cancel, []);
  return {
    rows,
    more,
    job,
    error,
    read: (query) => {
      const id = crypto.randomUUID();
      begin(id, ipc.recentMessages(workspace, query, id), []);
    },
    older: () => more && begin(more, ipc.moreMessages(workspace, more), rows ?? []),
    cancel,
  };
}
