// What is left in a workspace, worst first, and what belongs to the workspace as a whole?

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { go, goToSenders } from "../../actions";
import { ipc } from "../../ipc";
import type { Finding, FindingLevel, OverviewRow, SenderKey, WorkspaceView } from "../../ipc";
import { Tag } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { Findings } from "../../parts/Findings";
import { Icon } from "../../parts/Icon";
import type { IconName } from "../../parts/Icon";
import { ErrorNotice } from "../../parts/Notice";
import { useReady } from "../../ready";
import * as words from "../../words";
import { OutMenu } from "./OutMenu";
import { useOverview } from "./overview";
import { PrintPages } from "./PrintPages";
import { PrintProgress, usePrinting } from "./printing";
import { Sections } from "./Sections";
import { useStepKeys } from "./stepping";
import { useSetupVersion, useWorksheet } from "./worksheet";
import type { SheetAtHand } from "./worksheet";

interface OverviewProps {
  workspace: WorkspaceView;
  /** The sender whose worksheet was left just now. */
  begin: SenderKey | null;
  onOpen: (sender: SenderKey, among: SenderKey[]) => void;
}

export function Overview({ workspace, begin, onOpen }: OverviewProps) {
  const { overview, error, more } = useOverview(workspace);
  const ofWorkspace = useWorksheet(workspace, null);
  const findings = useFindings(workspace);
  const printing = usePrinting();
  const heading = useRef<HTMLHeadingElement>(null);
  const rows = overview?.rows ?? [];
  const loaded = overview !== null || error !== null;
  useReady("setup", loaded);
  useStepKeys({ escape: () => (printing.progress ? printing.cancel() : goToSenders()) });
  useLayoutEffect(() => {
    if (loaded && (document.activeElement === null || document.activeElement === document.body)) {
      (document.querySelector<HTMLElement>(`[data-sender="${CSS.escape(begin ?? "")}"]`) ?? heading.current)?.focus();
    }
  }, [loaded]);

  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <h1 ref={heading} tabIndex={-1}>
            {words.setup.title}
          </h1>
          <span class="push" />
          {overview && (
            <span class="bar-note" role="status">
              {overview.left === 0 ? words.setup.nothingLeft : words.setup.left(overview.left)}
            </span>
          )}
          <OutMenu
            workspace={workspace}
            sender={null}
            label={words.setup.allWorksheets}
            onPrint={() => printing.printAll(workspace.id)}
          />
        </header>
        <PrintProgress printing={printing} />
        <div class="scroll">
          <div class="setup-screen">
            {error && <ErrorNotice error={error} title={words.setup.failed} />}
            {findings.length > 0 && <Findings findings={findings} label={words.setup.findings} />}
            {overview && overview.senders === 0 && <NoSenders />}
            <OfWorkspace atHand={ofWorkspace} />
            {overview && overview.senders > 0 && (
              <section class="setup-part">
                <header class="console-head">
                  <h2>{words.setup.senders}</h2>
                  <span class="bar-note">{words.setup.sendersLeft(overview.senders_left, overview.senders)}</span>
                </header>
                {rows.length > 0 && (
                  <ul class="overview" aria-label={words.setup.senders} onKeyDown={walk}>
                    {rows.map((row) => (
                      <Row
                        key={row.sender.key}
                        row={row}
                        onOpen={() =>
                          onOpen(
                            row.sender.key,
                            rows.map((other) => other.sender.key),
                          )
                        }
                      />
                    ))}
                  </ul>
                )}
                {more && <Button onClick={more}>{words.setup.more}</Button>}
              </section>
            )}
          </div>
        </div>
      </main>
      {printing.sheets && <PrintPages sheets={printing.sheets} />}
    </div>
  );
}

function OfWorkspace({ atHand }: { atHand: SheetAtHand }) {
  const { sheet, error } = atHand;
  // Folded once nothing of it is left; from then on the operator folds it.
  const [open, setOpen] = useState<boolean | null>(null);
  useEffect(() => {
    if (sheet && open === null) {
      setOpen(sheet.done < sheet.steps);
    }
  }, [sheet]);
  if (error) {
    return <ErrorNotice error={error} title={words.setup.failed} />;
  }
  if (!sheet || sheet.sections.length === 0) {
    return null;
  }
  return (
    <details
      class="card setup-workspace"
      open={open ?? false}
      onToggle={(event) => setOpen((event.currentTarget as HTMLDetailsElement).open)}
    >
      <summary>
        <h2>{words.setup.ofWorkspace}</h2>
        <span class="bar-note">{words.setup.doneOf(sheet)}</span>
      </summary>
      <p class="hint">
        {words.setup.recorded} {words.setup.consolesAsOf(sheet.as_of)}
      </p>
      <Sections sheet={sheet} atHand={atHand} />
    </details>
  );
}

const WORST: Record<FindingLevel, [string, IconName]> = {
  ok: ["ok", "check"],
  not_checkable: ["quiet", "question"],
  warning: ["warn", "warning"],
  problem: ["bad", "cross"],
};

function Row({ row, onOpen }: { row: OverviewRow; onOpen: () => void }) {
  const [tone, icon] = WORST[row.worst];
  return (
    <li>
      <button type="button" class="overview-row" data-sender={row.sender.key} onClick={onOpen}>
        <span class={`overview-mark ${tone}`}>
          <Icon name={icon} />
          <span class="unseen">{words.sourced.level[row.worst]}</span>
        </span>
        <span class="overview-name">
          <b class="cut" dir="auto">
            {row.sender.name}
          </b>
          <small class="cut">
            {words.senderType[row.sender.sender_type]}, <code>{row.sender.sender_id}</code>
          </small>
        </span>
        <span class="overview-says" dir="auto">
          {row.says}
        </span>
        <span class="overview-left">
          {row.reopened > 0 && (
            <Tag tone="warn" icon="warning">
              {words.setup.reopened}
            </Tag>
          )}
          <span>{row.left === 0 ? words.setup.nothingLeft : words.setup.left(row.left)}</span>
        </span>
      </button>
    </li>
  );
}

/** The arrows walk through the rows. */
function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
  const item = document.activeElement?.closest("li");
  const to = step && item?.[step as "nextElementSibling"]?.querySelector("button");
  if (to) {
    to.focus();
    event.preventDefault();
  }
}

function NoSenders() {
  return (
    <div class="empty">
      <h2>{words.setup.emptyTitle}</h2>
      <p class="quiet-text">{words.setup.empty}</p>
      <Button kind="primary" icon="plus" onClick={() => go({ at: "sender-form", key: null, copy: null })}>
        {words.setup.add}
      </Button>
    </div>
  );
}

function isToMend({ level }: Finding): boolean {
  return level === "problem" || level === "warning";
}

/** What is wrong, or may be, with the workspace as a whole. */
function useFindings(workspace: WorkspaceView): Finding[] {
  const [findings, setFindings] = useState<Finding[]>([]);
  const version = useSetupVersion(workspace);
  useEffect(() => {
    let isCurrent = true;
    ipc.workspaceFindings(workspace.id).then(
      ({ findings }) => isCurrent && setFindings(findings.filter(isToMend)),
      // The overview says it in its place when nothing can be read.
      () => undefined,
    );
    return () => void (isCurrent = false);
  }, [workspace.id, version]);
  return findings;
}
