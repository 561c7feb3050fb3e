// What would Twilio say? Asked with the account's test credentials, which are used once and kept nowhere; nothing is sent.

import { useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { CredentialDraft, DryRunView, WireError, WorkspaceView } from "../../ipc";
import { Button, Link } from "../../parts/Button";
import { Field, PLAIN } from "../../parts/Field";
import { ErrorNotice, Notice, TwilioWords } from "../../parts/Notice";
import type { Remark } from "../../remarks";
import * as words from "../../words";

interface DryRunProps {
  workspace: WorkspaceView;
  recipient: string;
  body: string;
  /** URLs; rows left empty are not asked about. */
  media: string[];
}

/** Folded until it is wanted. The practice account reaches nobody and needs none. */
export function DryRun({ workspace, ...message }: DryRunProps) {
  if (workspace.account.kept_in === "practice") {
    return null;
  }
  return (
    <details class="dry-run">
      <summary>{words.dryRun.title}</summary>
      <DryRunFields workspace={workspace} {...message} />
    </details>
  );
}

/** What came of a dry run, and of which message. */
interface Came {
  key: string;
  view: DryRunView | null;
  error: WireError | null;
}

/** No form of its own: it stands inside that of the message, whose Enter sends. */
function DryRunFields({ workspace, recipient, body, media }: DryRunProps) {
  const [username, setUsername] = useState("");
  const [secret, setSecret] = useState("");
  const [busy, setBusy] = useState(false);
  const [came, setCame] = useState<Came | null>(null);
  const asked = { recipient, body, media: media.filter((url) => url.trim() !== "") };
  const key = JSON.stringify([workspace.id, asked]);
  // What was said of another message is not said of this one.
  const answer = came?.key === key ? came : null;
  // A second click comes before the page is drawn again.
  const asking = useRef(false);
  const run = () => {
    if (asking.current) {
      return;
    }
    asking.current = true;
    setBusy(true);
    setCame(null);
    const credential: CredentialDraft = {
      region: workspace.account.region,
      username,
      kind: "auth_token",
      api_key_sid: "",
      secret,
      keep: "until_quit",
      keep_unverified: false,
    };
    ipc
      .dryRun(workspace.id, { credential, ...asked })
      .then(
        (view) => setCame({ key, view, error: null }),
        (reason: unknown) => setCame({ key, view: null, error: asWireError(reason) }),
      )
      .finally(() => {
        asking.current = false;
        setBusy(false);
      });
  };
  // With Ctrl or Cmd, too: beyond these fields that sends the message.
  const enter = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      event.stopPropagation();
      run();
    }
  };
  const fields = answer?.error?.fields ?? [];
  const of = (name: string): Remark[] =>
    fields
      .filter(({ field }) => field === name)
      .map(({ field, message, hint }) => ({ field, level: "problem", message, hint, suggestion: null }));
  const elsewhere = fields.filter(({ field }) => field !== "username" && field !== "secret");
  return (
    <div class="dry-run-body" onKeyDown={enter}>
      <p class="small quiet-text">{words.dryRun.says}</p>
      <Field label={words.dryRun.username} remarks={of("username")}>
        {(control) => (
          <input
            {...control}
            {...PLAIN}
            type="text"
            value={username}
            onInput={(event) => setUsername(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={words.dryRun.secret} hint={words.dryRun.notKept} remarks={of("secret")}>
        {(control) => (
          <input
            {...control}
            {...PLAIN}
            type="password"
            value={secret}
            onInput={(event) => setSecret(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="actions">
        <Button busy={busy} onClick={run}>
          {words.dryRun.run}
        </Button>
      </div>
      <div role="status">
        {answer?.view && <Answer view={answer.view} />}
        {elsewhere.map(({ field, message }) => (
          <p key={field} class="remark problem">
            {message}
          </p>
        ))}
      </div>
      {answer?.error && fields.length === 0 && <ErrorNotice error={answer.error} title={words.dryRun.failed} />}
    </div>
  );
}

function Answer({ view }: { view: DryRunView }) {
  const { explanation } = view;
  return (
    <Notice tone={view.accepted ? "ok" : "bad"} title={view.title}>
      {explanation && (
        <>
          <p>{explanation.title}</p>
          <p>{explanation.what_to_do}</p>
          {explanation.twilio && <TwilioWords answer={explanation.twilio} />}
        </>
      )}
      {view.segments !== null && (
        <p>
          {words.tests.segments}: {view.segments.toLocaleString()}
        </p>
      )}
      {view.says.map((said) => (
        <p key={said} class="small">
          {said}
        </p>
      ))}
      {!view.accepted && <Link to="twilio-test-credentials">{words.dryRun.about}</Link>}
    </Notice>
  );
}
