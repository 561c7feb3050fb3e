// What was written at Twilio from here, what became of it, and the way back?

import { useEffect, useRef, useState } from "preact/hooks";
import { fail } from "../../../actions";
import { asWireError, ipc } from "../../../ipc";
import type { Applied, AppliedPage, ApplyId, WireError, WorkspaceView } from "../../../ipc";
import { Button } from "../../../parts/Button";
import { Moment } from "../../../parts/Moment";
import { ErrorNotice, Notice } from "../../../parts/Notice";
import { isWithoutSecret, useDesk, useReadOnly } from "../../../state";
import * as words from "../../../words";
import { Requests, StateTag } from "./Outcome";
import { TakeBackDialog } from "./ReviewDialog";

const PAGE = 50;

export function Journal({ workspace, onWritten }: { workspace: WorkspaceView; onWritten: () => void }) {
  const { page, error, more } = useJournal(workspace);
  const [takingBack, setTakingBack] = useState<ApplyId | null>(null);
  return (
    <>
      {error && <ErrorNotice error={error} title={words.apply.journalFailed} />}
      {page && page.unfinished > 0 && (
        <div role="status">
          <Notice tone="warn" title={words.apply.unfinished(page.unfinished)}>
            <p>{words.apply.unfinishedSays}</p>
          </Notice>
        </div>
      )}
      {page && page.total === 0 && (
        <div class="empty">
          <h2>{words.apply.journalEmpty}</h2>
          <p class="quiet-text">{words.apply.journalEmptySays}</p>
        </div>
      )}
      {page && page.total > 0 && (
        <>
          <p class="quiet-text">{words.apply.journalSays}</p>
          <ul class="journal" aria-label={words.apply.journal}>
            {page.rows.map((applied) => (
              <Entry
                key={applied.id}
                applied={applied}
                workspace={workspace}
                onTakeBack={() => setTakingBack(applied.id)}
              />
            ))}
          </ul>
        </>
      )}
      {more && <Button onClick={more}>{words.apply.showMore}</Button>}
      {takingBack && <TakeBackDialog id={takingBack} onWritten={onWritten} onClose={() => setTakingBack(null)} />}
    </>
  );
}

interface EntryProps {
  applied: Applied;
  workspace: WorkspaceView;
  onTakeBack: () => void;
}

function Entry({ applied, workspace, onTakeBack }: EntryProps) {
  const locked = useReadOnly() || isWithoutSecret(workspace);
  const [looking, setLooking] = useState(false);
  const asking = useRef(false);
  const look = () => {
    if (asking.current) {
      return;
    }
    asking.current = true;
    setLooking(true);
    // What it finds is told as a change, and the journal is read again.
    ipc
      .lookAtApplied(applied.id)
      .catch(fail)
      .finally(() => {
        asking.current = false;
        setLooking(false);
      });
  };
  return (
    <li class="journal-entry" data-applied={applied.id}>
      <div class="journal-head">
        <StateTag state={applied.state} />
        <strong class="cut" dir="auto">
          {applied.sender.name}
        </strong>
        {applied.takes_back && <span class="quiet-text">{words.apply.tookBack}</span>}
        <span class="push" />
        <small>
          <Moment at={applied.at} />
        </small>
      </div>
      <p dir="auto">{applied.says}</p>
      <details open={applied.unfinished}>
        <summary>{words.apply.details(applied.requests.length)}</summary>
        <Requests applied={applied} />
      </details>
      <div class="actions">
        {applied.unfinished && (
          <Button kind="primary" busy={looking} disabled={locked} onClick={look}>
            {words.apply.lookAgain}
          </Button>
        )}
        {applied.not_takeable === null ? (
          <Button
            disabled={locked}
            popup="dialog"
            label={words.apply.takeBackOf(applied)}
            onClick={onTakeBack}
          >
            {words.apply.takeBack}
          </Button>
        ) : (
          applied.not_takeable !== applied.says && <span class="quiet-text">{applied.not_takeable}</span>
        )}
      </div>
    </li>
  );
}

interface JournalAtHand {
  /** With all rows that were read so far. */
  page: AppliedPage | null;
  error: WireError | null;
  more: (() => void) | null;
}

function useJournal(workspace: WorkspaceView): JournalAtHand {
  const [page, setPage] = useState<AppliedPage | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const reads = useRef(0);
  const version = useDesk((state) => state.liveVersion);
  const read = async (until: number) => {
    const asked = ++reads.current;
    const rows: Applied[] = [];
    try {
      for (;;) {
        const answer = await ipc.applied(workspace.id, rows.length, PAGE);
        if (asked !== reads.current) {
          return;
        }
        rows.push(...answer.rows);
        if (rows.length >= until || answer.rows.length < PAGE) {
          setPage({ ...answer, offset: 0, rows });
          setError(null);
          return;
        }
      }
    } catch (reason) {
      if (asked === reads.current) {
        setError(asWireError(reason));
      }
    }
  };
  useEffect(() => {
    void read(Math.max(PAGE, page?.rows.length ?? 0));
    return () => void reads.current++;
  }, [workspace.id, version]);
  const shown = page?.rows.length ?? 0;
  return { page, error, more: shown < (page?.total ?? 0) ? () => void read(shown + PAGE) : null };
}
