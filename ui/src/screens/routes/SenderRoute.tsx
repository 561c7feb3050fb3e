// Where do replies to one sender and its receipts go now, what differs, and what mends it?

import { useEffect, useRef, useState } from "preact/hooks";
import { go, goToRoutes } from "../../actions";
import type { DriftItem, RouteSetting, RouteView, SenderKey, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { Button } from "../../parts/Button";
import { CopyValue } from "../../parts/CopyButton";
import { Icon } from "../../parts/Icon";
import { Moment } from "../../parts/Moment";
import { ErrorNotice, Notice } from "../../parts/Notice";
import { SaidList } from "../../parts/Sourced";
import { useReady } from "../../ready";
import { isWithoutSecret, useReadOnly } from "../../state";
import * as words from "../../words";
import { ReviewDialog } from "./apply/ReviewDialog";
import { Drift } from "./Drift";
import { PathDrawing } from "./PathDrawing";
import { Pool } from "./Pool";
import type { LiveReading } from "./reading";
import { useRoute, useSeen } from "./route";
import { ReadButton, ReadProgress } from "./RouteList";

interface SenderRouteProps {
  workspace: WorkspaceView;
  sender: SenderKey;
  apply: RouteSetting[] | null;
  reading: LiveReading;
  /** Its neighbours in the list; none where one did not come from there. */
  previous: SenderKey | null;
  next: SenderKey | null;
  onShow: (sender: SenderKey | null) => void;
}

export function SenderRoute({ workspace, sender, apply, reading, previous, next, onShow }: SenderRouteProps) {
  const [member, setMember] = useState<string | null>(null);
  const [review, setReview] = useState<RouteSetting[] | null>(apply);
  const { route, error } = useRoute(workspace, sender, member);
  const heading = useRef<HTMLHeadingElement>(null);
  const locked = useReadOnly() || isWithoutSecret(workspace);
  const loaded = route !== null || error !== null;
  useSeen(workspace, sender, route);
  useReady("route", loaded);
  useEffect(() => {
    if (loaded && (document.activeElement === null || document.activeElement === document.body)) {
      heading.current?.focus();
    }
  }, [loaded]);
  const mendable = route?.items.filter(isMendable).map(({ setting }) => setting) ?? [];
  const reviewAll = () => (locked || mendable.length === 0 ? false : setReview(mendable));
  const show = (key: SenderKey | null) => () => (key === null ? false : onShow(key));
  useKeys({
    escape: () => (reading.job ? reading.cancel() : member !== null ? setMember(null) : onShow(null)),
    r: () => (reading.read ? reading.read(true) : false),
    a: reviewAll,
    "alt+arrowleft": show(previous),
    "alt+arrowright": show(next),
  });

  return (
    <div class="panes no-inspector">
      <main>
        <header class="bar">
          <button
            type="button"
            class="button quiet icon-only back"
            aria-label={words.route.back}
            title={words.route.back}
            onClick={() => onShow(null)}
          >
            <Icon name="chevron" />
          </button>
          <h1 ref={heading} tabIndex={-1} class="cut bar-name" dir="auto">
            {words.routes.ofSender(route?.sender.name ?? "")}
          </h1>
          {route?.read_at && (
            <span class="bar-note">
              {words.routes.readAt} <Moment at={route.read_at} />
            </span>
          )}
          <ReadButton reading={reading} />
          {mendable.length > 0 && (
            <Button kind="primary" keys="A" disabled={locked} popup="dialog" onClick={reviewAll}>
              {words.route.review}
            </Button>
          )}
        </header>
        {reading.job && <ReadProgress reading={reading} />}
        <div class="scroll">
          <div class="routes-screen">
            {(error ?? reading.error) && <ErrorNotice error={(error ?? reading.error)!} title={words.route.failed} />}
            {route && (
              <>
                <Whom route={route} />
                {route.read_at === null && <Notice tone="info">{words.routes.notReadSays}</Notice>}
                <Paths route={route} onWhole={() => setMember(null)} />
                <Drift workspace={workspace} route={route} locked={locked} onReview={setReview} />
                {route.members !== null && (
                  <Pool
                    workspace={workspace}
                    sender={sender}
                    chosen={member}
                    onChoose={(id) => {
                      setMember(id);
                      heading.current?.focus();
                      heading.current?.scrollIntoView?.({ block: "nearest" });
                    }}
                  />
                )}
                <section class="route-part">
                  <h2>{words.route.unreadLayers}</h2>
                  <SaidList said={route.unread_layers} />
                </section>
              </>
            )}
            {(previous !== null || next !== null) && (
              <nav class="actions neighbours" aria-label={words.routes.list}>
                <Button keys="Alt ←" disabled={previous === null} onClick={show(previous)}>
                  {words.route.previous}
                </Button>
                <Button keys="Alt →" disabled={next === null} onClick={show(next)}>
                  {words.route.next}
                </Button>
              </nav>
            )}
          </div>
        </div>
      </main>
      {review && (
        <ReviewDialog
          workspace={workspace}
          sender={sender}
          settings={review}
          onWritten={() => reading.read?.(false)}
          onClose={() => {
            setReview(null);
            // Opened by the address, it would open again on the way back.
            if (apply) {
              goToRoutes(sender);
            }
          }}
        />
      )}
    </div>
  );
}

/** Whether a write from here can bring it where it should be. */
function isMendable({ state, cannot_apply }: DriftItem): boolean {
  return state === "differs" && cannot_apply === null;
}

function Whom({ route: { sender } }: { route: RouteView }) {
  return (
    <div class="setup-whom">
      <p>
        {words.senderType[sender.sender_type]} <CopyValue value={sender.sender_id} what={words.senders.senderId} />
      </p>
      <div class="actions">
        <Button onClick={() => go({ at: "sender-form", key: sender.key, copy: null })}>{words.route.edit}</Button>
        <Button onClick={() => go({ at: "setup", sender: sender.key })}>{words.route.setup}</Button>
      </div>
    </div>
  );
}

function Paths({ route, onWhole }: { route: RouteView; onWhole: () => void }) {
  const levelOf = (setting: RouteSetting) => route.items.find((item) => item.setting === setting)?.level ?? "ok";
  return (
    <section class="route-paths">
      {route.member && (
        <p class="route-member">
          <strong>{words.route.member(route.member.sender_id)}</strong>
          <Button keys="Esc" onClick={onWhole}>
            {words.route.whole}
          </Button>
        </p>
      )}
      <PathDrawing
        path={route.reply}
        title={words.route.of.reply}
        label={words.route.replyPath}
        level={levelOf("inbound")}
      />
      <PathDrawing
        path={route.receipt}
        title={words.route.of.receipt}
        label={words.route.receiptPath}
        level={levelOf("delivery_callback")}
      />
      <details class="route-test">
        <summary>
          {words.route.of.test}: {words.routes.destination[route.test_receipt.destination]}
        </summary>
        <PathDrawing path={route.test_receipt} label={words.route.testPath} level="ok" />
      </details>
    </section>
  );
}
