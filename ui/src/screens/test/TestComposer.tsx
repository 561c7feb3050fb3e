// What is to be sent, from whom, to whom? One form, one message.

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fail, refresh } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type {
  Suggestion,
  TestDraft,
  TestForm,
  TestFrom,
  TestId,
  TestNotes,
  TestView,
  WireError,
  WorkspaceView,
} from "../../ipc";
import { useKeys } from "../../keys";
import { useStillHere } from "../../leaving";
import { Button } from "../../parts/Button";
import { Field, Remarks, focusFirstProblem } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import { useRemarks } from "../../remarks";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { MediaFields } from "./MediaFields";
import { PreflightPanel } from "./PreflightPanel";
import { RecipientField } from "./RecipientField";
import { SenderPicker } from "./SenderPicker";
import { UnknownHandsetDialog } from "./UnknownHandsetDialog";
import { mayGoUnasked, whatWasRecorded } from "./asking";
import { useFirstSender, useOtherUnsaved } from "./beginning";
import { mustLook, useTest } from "./following";
import {
  changeForm,
  draftOf,
  formName,
  keptForm,
  mediaField,
  moveForm,
  nextForm,
  useForm,
  valuesOf,
} from "./forms";
import type { TestFormState, UnsavedSender } from "./forms";

interface TestComposerProps {
  workspace: WorkspaceView;
  /** The sender in the form before *Save*; none where a saved one is chosen here. */
  unsaved?: UnsavedSender | null;
  /** Whether the one before *Save* supports MMS. */
  unsavedMms?: boolean;
  /** A saved sender to begin with. */
  begin?: TestFrom | null;
  /** Told at the click. */
  onSend: (id: TestId) => void;
  /** Told what became of it. */
  onAnswer: (view: TestView) => void;
  /** The message `id` is not the form's any more. */
  onNew: (id: TestId) => void;
}

const SHOWN = ["from", "sender_id", "sender_type", "name", "recipient", "body", "media"];

export function TestComposer({
  workspace,
  unsaved = null,
  unsavedMms = false,
  begin = null,
  onSend,
  onAnswer,
  onNew,
}: TestComposerProps) {
  const name = formName(workspace.id, unsaved !== null);
  const form = useForm(name);
  const [failure, setFailure] = useState<Failure | null>(null);
  const element = useRef<HTMLFormElement>(null);
  const readOnly = useReadOnly();
  const here = useStillHere();
  const own = useTest(form.stage === "open" ? null : form.id);
  const unread = own.view === null && !own.missing;
  const look = own.view !== null && mustLook(own.view);
  const mayFollow = form.stage === "spent" && !unread && !look && (own.view !== null || failure === null);

  const [unknown, setUnknown] = useState<TestDraft | null>(null);
  const draft = draftOf(form, unsaved);
  useComposerFocus(element, form, mayFollow);
  const [handsetChanges, setHandsetChanges] = useState(0);
  const remarks = useRemarks({ draft, handsetChanges }, valuesOf(form), ({ draft: typed }): Promise<TestNotes> =>
    typed
      ? ipc.checkTest(workspace.id, typed)
      : Promise.resolve({ notes: [], characters: [...form.body].length, handset: null }),
  );
  const put = (part: Partial<TestFormState>) => changeForm(name, (now) => ({ ...now, ...part }));
  const take = ({ field, value }: Suggestion) =>
    put(field === "body" ? { body: value } : field === "recipient" ? { recipient: value } : {});

  const isOpen = (id: TestId) => keptForm(name).id === id && keptForm(name).stage === "open";
  /** Sends at once to a saved test handset; before any other the operator is asked. */
  const send = async () => {
    // Asked of the form itself: a second click comes before the page is drawn again.
    if (!draft || readOnly || !isOpen(draft.id)) {
      return;
    }
    moveForm(name, draft.id, "sending");
    const mayGo = await mayGoUnasked(workspace.id, draft);
    moveForm(name, draft.id, "open");
    if (!here.current) {
      return;
    }
    if (mayGo) {
      await post(draft);
    } else {
      setUnknown(draft);
    }
  };
  const post = async (draft: TestDraft) => {
    if (!isOpen(draft.id)) {
      return;
    }
    const { id } = draft;
    moveForm(name, id, "sending");
    setFailure(null);
    onSend(id);
    try {
      const view = await ipc.sendTest(workspace.id, draft);
      moveForm(name, id, "spent");
      answered(view);
    } catch (reason) {
      await failed(asWireError(reason), id);
    } finally {
      void refresh(workspace.id);
    }
  };
  const answered = (view: TestView) => {
    own.put(view);
    onAnswer(view);
  };
  const failed = async (error: WireError, id: TestId) => {
    const recorded = await whatWasRecorded(error, id);
    moveForm(name, id, recorded === "nothing" ? "open" : "spent");
    if (!here.current) {
      return fail(error);
    }
    if (recorded === "nothing") {
      onNew(id);
    } else if (recorded !== "not known") {
      answered(recorded);
    }
    setFailure({ id, error, nothingSent: recorded === "nothing" });
    remarks.refuse(error);
    focusFirstProblem(element.current);
  };
  const another = () => {
    changeForm(name, nextForm);
    setFailure(null);
    onNew(form.id);
    requestAnimationFrame(() => element.current?.querySelector("textarea")?.focus());
  };
  useFirstSender(workspace, begin, name, form, unsaved !== null, unread, look);
  useOtherUnsaved(unsaved, form, mayFollow, another, put);
  useKeys({
    "mod+enter": (event) => {
      if (event.repeat || form.stage === "sending") {
        return true;
      }
      if (form.stage === "spent") {
        return mayFollow ? another() : false;
      }
      return void send().catch(fail);
    },
  });

  const busy = form.stage === "sending";
  const locked = form.stage !== "open";
  const senderRemarks = [
    ...remarks.of("from"),
    ...remarks.of("sender_id"),
    ...remarks.of("sender_type"),
    ...remarks.of("name"),
  ];
  return (
    <>
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
        <RecipientField
          workspace={workspace.id}
          recipient={form.recipient}
          handset={remarks.answer?.handset ?? null}
          locked={locked}
          remarks={remarks.of("recipient")}
          onSuggestion={take}
          onChange={(recipient) => put({ recipient })}
          onHandsets={() => setHandsetChanges((count) => count + 1)}
        />
        <Field
          label={words.tests.message}
          hint={
            <>
              <output class="meter">
                {words.tests.characters(remarks.answer?.characters ?? [...form.body].length)}
              </output>
              {form.media.length > 0 && words.tests.messageOptional}
            </>
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
        <MediaFields
          media={form.media}
          isMms={unsaved ? unsavedMms : (form.from?.supports_mms ?? false)}
          locked={locked}
          remarks={remarks.of("media")}
          remarksOf={(row) => remarks.of(mediaField(form, row))}
          onChange={(media) => put({ media })}
        />
        <Remarks
          id={`${name}-other`}
          remarks={remarks.elsewhere([...SHOWN, ...form.media.map((_, row) => mediaField(form, row))])}
        />
        {form.stage !== "spent" && <PreflightPanel workspace={workspace} form={draft && checkedOf(draft)} />}
        {failure?.id === form.id && failure.error.fields.length === 0 && (
          <ErrorNotice
            error={failure.error}
            title={failure.nothingSent ? words.tests.notSent : words.tests.sendTrouble}
          />
        )}
        <div class="actions">
          {form.stage === "spent" ? (
            <>
              <Button icon="plus" keys="Ctrl ↵" disabled={!mayFollow} onClick={another}>
                {words.tests.another}
              </Button>
              <span class="small quiet-text">{look ? words.tests.lookFirst : words.tests.sentOnce}</span>
            </>
          ) : (
            <Button submit kind="primary" icon="send" keys="Ctrl ↵" busy={busy} disabled={readOnly || !draft}>
              {words.tests.send(workspace)}
            </Button>
          )}
        </div>
      </form>
      {unknown && (
        <UnknownHandsetDialog
          workspace={workspace}
          draft={unknown}
          sender={unsaved ? unsaved.name || unsaved.sender_id : (form.from?.name ?? "")}
          onSend={() => {
            setUnknown(null);
            void post(unknown).catch(fail);
          }}
          onClose={() => setUnknown(null)}
        />
      )}
    </>
  );
}

/** The draft as it is checked before it is sent. */
function checkedOf({ from, recipient, body, media }: TestDraft): TestForm {
  return { from, recipients: [recipient], body, media, unsubscribe: false };
}

interface Failure {
  id: TestId;
  error: WireError;
  /** Certain: nothing was recorded, so nothing went to Twilio. */
  nothingSent: boolean;
}

/** The focus goes where the next word is typed and, when the button that held it is spent, to its successor. */
function useComposerFocus(
  element: RefObject<HTMLFormElement | null>,
  form: TestFormState,
  mayFollow: boolean,
): void {
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) {
      const typed = form.recipient === "" ? "input[inputmode=tel]" : "textarea";
      const next = form.stage === "open" ? typed : ".actions button";
      element.current?.querySelector<HTMLElement>(next)?.focus();
    }
  }, [form.stage, mayFollow]);
}
