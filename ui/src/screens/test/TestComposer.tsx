// What is to be sent, from whom, to whom? One form, one message.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { fail, refresh } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { Suggestion, TestDraft, TestFrom, TestId, TestNotes, TestView, WireError, WorkspaceView } from "../../ipc";
import { useKeys } from "../../keys";
import { Button, Link } from "../../parts/Button";
import { Field, Remarks, focusFirstProblem } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import { useRemarks } from "../../remarks";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { SenderPicker } from "./SenderPicker";
import { formName, keepForm, keptForm, nextForm, senderOf } from "./forms";
import type { TestFormState } from "./forms";

interface TestComposerProps {
  workspace: WorkspaceView;
  /** The sender in the form before *Save*; none where a saved one is chosen here. */
  unsaved?: Extract<TestFrom, { from: "unsaved" }> | null;
  /** A saved sender to begin with. */
  begin?: TestFrom | null;
  /** Whether another message must wait until Twilio has been asked about this one. */
  mustLook: boolean;
  /** Told at the click, and again with what became of it. */
  onSend: (id: TestId, view: TestView | null) => void;
  onNew: () => void;
}

const SHOWN = ["from", "sender_id", "sender_type", "name", "recipient", "body"];

export function TestComposer({ workspace, unsaved = null, begin = null, mustLook, onSend, onNew }: TestComposerProps) {
  const name = formName(workspace.id, unsaved !== null);
  const [form, setForm] = useState<TestFormState>(() => keptForm(name));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const element = useRef<HTMLFormElement>(null);
  const readOnly = useReadOnly();
  useLayoutEffect(() => keepForm(name, form), [name, form]);
  useFirstSender(workspace, begin, unsaved !== null, form, setForm);

  const from = senderOf(form, unsaved);
  const draft: TestDraft | null = from && { id: form.id, from, recipient: form.recipient, body: form.body };
  const values = { recipient: form.recipient, body: form.body };
  useComposerFocus(element, form);
  const remarks = useRemarks(draft, values, (typed): Promise<TestNotes> =>
    typed ? ipc.checkTest(typed) : Promise.resolve({ notes: [], characters: [...form.body].length }),
  );
  const put = (part: Partial<TestFormState>) => setForm((now) => ({ ...now, ...part }));
  const take = ({ field, value }: Suggestion) =>
    put(field === "body" ? { body: value } : field === "recipient" ? { recipient: value } : {});

  const sending = useRef(false);
  const send = async () => {
    if (sending.current || form.spent || !draft || readOnly) {
      return;
    }
    sending.current = true;
    setBusy(true);
    setError(null);
    onSend(draft.id, null);
    try {
      const view = await ipc.sendTest(workspace.id, draft);
      put({ spent: true });
      onSend(draft.id, view);
    } catch (reason) {
      await wasRefused(asWireError(reason), draft.id);
    } finally {
      sending.current = false;
      setBusy(false);
      void refresh(workspace.id);
    }
  };
  /** An error may come after the message was recorded: then the form is spent all the same. */
  const wasRefused = async (reason: WireError, id: TestId) => {
    const recorded = reason.code === "invalid" ? null : await ipc.testMessage(id).catch(() => null);
    if (recorded) {
      put({ spent: true });
      onSend(id, recorded);
    } else {
      onNew();
    }
    setError(reason);
    remarks.refuse(reason);
    focusFirstProblem(element.current);
  };
  const another = () => {
    setForm(nextForm(form));
    setError(null);
    onNew();
    requestAnimationFrame(() => element.current?.querySelector("textarea")?.focus());
  };
  useKeys({ "mod+enter": () => (form.spent ? (mustLook ? false : another()) : void send().catch(fail)) });

  const locked = form.spent || busy;
  const senderRemarks = [
    ...remarks.of("from"),
    ...remarks.of("sender_id"),
    ...remarks.of("sender_type"),
    ...remarks.of("name"),
  ];
  return (
    <form
      ref={element}
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send().catch(fail);
      }}
    >
      <Field label={words.tests.from} hint={unsaved ? null : words.tests.fromHint} remarks={senderRemarks}>
        {(control) =>
          unsaved ? (
            <input
              {...control}
              readOnly
              dir="auto"
              value={[unsaved.name, unsaved.sender_id].filter(Boolean).join(", ")}
            />
          ) : (
            <SenderPicker
              workspace={workspace.id}
              chosen={form.from}
              disabled={locked}
              control={control}
              onChoose={(row) => put({ from: row })}
            />
          )
        }
      </Field>
      <Field
        label={words.tests.to}
        hint={
          <>
            {words.tests.toHint} <Link to="twilio-e164">{words.tests.aboutE164}</Link>
          </>
        }
        remarks={remarks.of("recipient")}
        onSuggestion={take}
      >
        {(control) => (
          <input
            {...control}
            type="text"
            inputMode="tel"
            autocomplete="off"
            spellcheck={false}
            class="mono"
            placeholder={words.tests.toPlaceholder}
            readOnly={locked}
            value={form.recipient}
            onInput={(event) => put({ recipient: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field
        label={words.tests.message}
        hint={
          <output class="meter">{words.tests.characters(remarks.answer?.characters ?? [...form.body].length)}</output>
        }
        remarks={remarks.of("body")}
        onSuggestion={take}
      >
        {(control) => (
          <textarea
            {...control}
            rows={5}
            dir="auto"
            readOnly={locked}
            value={form.body}
            onInput={(event) => put({ body: event.currentTarget.value })}
          />
        )}
      </Field>
      <Remarks id={`${name}-other`} remarks={remarks.elsewhere(SHOWN)} />
      {error && error.fields.length === 0 && <ErrorNotice error={error} title={words.tests.notSent} />}
      <div class="actions">
        {form.spent ? (
          <>
            <Button icon="plus" keys="Ctrl ↵" disabled={mustLook} onClick={another}>
              {words.tests.another}
            </Button>
            <span class="small quiet-text">{mustLook ? words.tests.lookFirst : words.tests.sentOnce}</span>
          </>
        ) : (
          <Button submit kind="primary" icon="send" keys="Ctrl ↵" busy={busy} disabled={readOnly || !draft}>
            {words.tests.send(workspace)}
          </Button>
        )}
      </div>
    </form>
  );
}

/** The focus goes where the next word is typed and, when the button that held it is spent, to its successor. */
function useComposerFocus(element: RefObject<HTMLFormElement | null>, form: TestFormState): void {
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) {
      const next = form.spent ? ".actions button" : form.recipient === "" ? "input[inputmode=tel]" : "textarea";
      element.current?.querySelector<HTMLElement>(next)?.focus();
    }
  }, [form.spent]);
}

/** Without a choice, the form begins with the sender that was asked for, or with the default. */
function useFirstSender(
  workspace: WorkspaceView,
  begin: TestFrom | null,
  unsaved: boolean,
  form: TestFormState,
  setForm: (change: (now: TestFormState) => TestFormState) => void,
): void {
  const wanted = begin?.from === "saved" ? begin.key : null;
  useEffect(() => {
    if (unsaved || (wanted === null ? form.from !== null : form.from?.key === wanted && !form.spent)) {
      return;
    }
    const found = wanted === null ? firstSender(workspace) : ipc.sender(wanted);
    found.then(
      (row) => row && setForm((now) => ({ ...(wanted !== null && now.spent ? nextForm(now) : now), from: row })),
      fail,
    );
  }, [wanted, unsaved, workspace.id]);
}

async function firstSender(workspace: WorkspaceView) {
  const page = await ipc.senders(workspace.id, { search: "", sort: "created", descending: false, offset: 0, limit: 1 });
  return page.rows[0] ?? null;
}
