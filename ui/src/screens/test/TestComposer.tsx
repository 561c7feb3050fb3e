// What is to be sent, from whom, to whom? One form sends one message to each recipient.

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { fail, refresh } from "../../actions";
import { ipc } from "../../ipc";
import type {
  Suggestion,
  TestDraft,
  TestFrom,
  TestId,
  TestNotes,
  TestView,
  WireError,
  WorkspaceView,
} from "../../ipc";
import { useKeys } from "../../keys";
import { useStillHere } from "../../leaving";
import { Field, Remarks, focusFirstProblem } from "../../parts/Field";
import { ErrorNotice } from "../../parts/Notice";
import { useRemarks } from "../../remarks";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { DryRun } from "./DryRun";
import { MediaFields } from "./MediaFields";
import { MessageField } from "./MessageField";
import { PreflightPanel } from "./PreflightPanel";
import { RecipientFields } from "./RecipientFields";
import { ScenarioPicker } from "./ScenarioPicker";
import { SendActions } from "./SendActions";
import { SenderPicker } from "./SenderPicker";
import { UnknownHandsetDialog } from "./UnknownHandsetDialog";
import { askBefore, refusalOf } from "./asking";
import { useFirstSender, useOtherUnsaved } from "./beginning";
import { mustLook, useTestsOf } from "./following";
import {
  aRow,
  begun,
  changeForm,
  draftOf,
  formName,
  keptForm,
  mediaField,
  nextForm,
  openRows,
  recipientField,
  scenarioRow,
  stageOf,
  typeRecipient,
  typedForm,
  useForm,
  valuesOf,
  withScenario,
} from "./forms";
import type { Stage, TestFormState, UnsavedSender } from "./forms";
import { keepNow, useKept } from "./keeping";
import { sendAll, stopQueue } from "./queue";
import type { Sent } from "./queue";

interface TestComposerProps {
  workspace: WorkspaceView;
  /** The sender in the form before *Save*; none where a saved one is chosen here. */
  unsaved?: UnsavedSender | null;
  /** Whether the one before *Save* supports MMS. */
  unsavedMms?: boolean;
  /** A saved sender to begin with. */
  begin?: TestFrom | null;
  /** Told at the click, of the first message, and when one is asked for. */
  onSend: (id: TestId) => void;
  /** Told what became of one. */
  onAnswer: (view: TestView) => void;
  /** The messages are not the form's any more. */
  onNew: (ids: TestId[]) => void;
}

const SHOWN = ["from", "sender_id", "sender_type", "name", "recipient", "recipients", "body", "media"];

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
  useKept(workspace.id, unsaved === null, begin !== null);
  const form = useForm(name);
  const stage = stageOf(form);
  const [failure, setFailure] = useState<Failure | null>(null);
  const element = useRef<HTMLFormElement>(null);
  const readOnly = useReadOnly();
  const here = useStillHere();
  const sent = begun(form);
  const own = useTestsOf(sent);
  const known = sent.map((id) => own.views?.get(id)).filter((view) => view !== undefined);
  const unread = own.views === null;
  const look = known.some(mustLook);
  const unsure = failure !== null && failure.recorded !== "nothing" && !known.some(({ id }) => id === failure.id);
  const mayFollow = stage === "spent" && !unread && !look && !unsure;

  const [unknown, setUnknown] = useState<Unknown | null>(null);
  const typed = typedForm(form, unsaved);
  useComposerFocus(element, form, stage, mayFollow);
  const [settings, setSettings] = useState(0);
  const remarks = useRemarks({ typed, settings }, valuesOf(form), ({ typed: asked }): Promise<TestNotes> =>
    asked ? ipc.checkTest(workspace.id, asked) : Promise.resolve(NOTHING_KNOWN),
  );
  const put = (part: Partial<TestFormState>) => changeForm(name, (now) => ({ ...now, ...part }));
  const take = ({ field, value }: Suggestion) => put(field === "body" ? { body: value } : {});
  const fieldOf = (id: TestId) => recipientField(form, id);

  /** Another number in place of a recipient, by its place among those that are sent to. */
  const instead = (place: number, number: string) =>
    changeForm(name, (now) => {
      const row = openRows(now)[place];
      return row ? typeRecipient(now, row.id, number) : now;
    });
  const limit = typed ? (remarks.answer?.recipient_limit ?? null) : null;
  /** Too many are told at the first that is too many, so that the focus can go there. */
  const remarksOf = (id: TestId) => {
    const surplus = limit !== null && openRows(form)[limit]?.id === id;
    return [...remarks.of(fieldOf(id)), ...(surplus ? remarks.of("recipients") : [])];
  };
  const several = form.recipients.length > 1;
  const labels = several ? openRows(form).map((row) => words.tests.toOf(form.recipients.indexOf(row) + 1)) : undefined;
  const drafts = () => {
    const now = keptForm(name);
    return openRows(now).flatMap((row) => draftOf(now, unsaved, row) ?? []);
  };
  /** Sends at once to saved test handsets; before any other the operator is asked. */
  const send = async () => {
    // Asked of the form itself: a second click comes before the page is drawn again.
    const asked = typedForm(keptForm(name), unsaved);
    if (!asked || readOnly || look || stageOf(keptForm(name)) !== "open") {
      return;
    }
    put({ queue: { stopping: false } });
    const before = await askBefore(workspace.id, asked);
    put({ queue: null });
    if (!here.current) {
      return;
    }
    const all = drafts();
    if (before.problems.length > 0) {
      remarks.refuse(refusalOf(before.problems));
      focusFirstProblem(element.current);
    } else if (before.unknown.length > 0) {
      setUnknown({ all, unknown: before.unknown.flatMap((place) => all[place] ?? []) });
    } else {
      await post(all);
    }
  };
  const post = async (all: TestDraft[]) => {
    if (stageOf(keptForm(name)) !== "open") {
      return;
    }
    setFailure(null);
    dropEmptyRows(name);
    if (unsaved === null) {
      keepNow(workspace.id);
    }
    const first = all[0]?.id;
    await sendAll(workspace.id, name, all, { begins: (id) => id === first && onSend(id), came });
    void refresh(workspace.id);
  };
  const came = (one: Sent) => {
    if (one.view !== null) {
      own.put(one.view);
      onAnswer(one.view);
    }
    if (one.error === null) {
      return;
    }
    if (!here.current) {
      return fail(one.error);
    }
    if (one.recorded === "nothing") {
      onNew([one.id]);
    }
    setFailure(one);
    remarks.refuse(atRow(one.error, recipientField(keptForm(name), one.id)));
    focusFirstProblem(element.current);
  };
  const another = () => {
    const ids = begun(keptForm(name));
    changeForm(name, nextForm);
    setFailure(null);
    onNew(ids);
    requestAnimationFrame(() => element.current?.querySelector("textarea")?.focus());
  };
  useFirstSender(workspace, begin, name, form, unsaved !== null, unread, look);
  useOtherUnsaved(unsaved, form, mayFollow, another, put);
  useKeys({
    "mod+enter": (event) => {
      if (event.repeat || stage === "sending") {
        return true;
      }
      if (stage === "spent") {
        return mayFollow ? another() : false;
      }
      return void send().catch(fail);
    },
  });

  const locked = stage !== "open";
  const senderRemarks = ["from", "sender_id", "sender_type", "name"].flatMap(remarks.of);
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
                onChoose={(row) => put({ from: row, unsubscribe: false })}
              />
            )
          }
        </Field>
        <ScenarioPicker
          workspace={workspace.id}
          recipient={scenarioRow(form)?.typed ?? ""}
          media={form.media}
          locked={locked}
          onFill={(fill) => changeForm(name, (now) => withScenario(now, fill))}
        />
        <RecipientFields
          workspace={workspace}
          rows={form.recipients}
          views={own.views ?? new Map()}
          readOf={(id) => readAt(remarks.answer, fieldOf(id))}
          limit={limit}
          locked={locked}
          remarksOf={remarksOf}
          tooMany={remarks.of("recipients").length > 0}
          onType={(id, text) => changeForm(name, (now) => typeRecipient(now, id, text))}
          onAdd={() => put({ recipients: [...form.recipients, aRow()] })}
          onRemove={(id) => put({ recipients: form.recipients.filter((row) => row.id !== id) })}
          onShow={onSend}
          onSettings={() => setSettings((count) => count + 1)}
        />
        <MessageField
          workspace={workspace.id}
          from={typed?.from ?? null}
          recipients={typed?.recipients ?? []}
          body={form.body}
          media={typed?.media ?? []}
          unsubscribe={form.unsubscribe}
          locked={locked}
          remarks={remarks.of("body")}
          onSuggestion={take}
          onChange={put}
        />
        <MediaFields
          media={form.media}
          isMms={unsaved ? unsavedMms : (form.from?.supports_mms ?? false)}
          locked={locked}
          remarks={remarks.of("media")}
          remarksOf={(row) => remarks.of(mediaField(form, row))}
          onChange={(media) => put({ media })}
        />
        <DryRun
          workspace={workspace}
          recipient={form.recipients[0]?.typed ?? ""}
          body={form.body}
          media={form.media}
        />
        {stage !== "spent" && (
          <PreflightPanel
            workspace={workspace}
            form={typed}
            labels={labels}
            onInstead={locked ? undefined : instead}
          />
        )}
        <Remarks id={`${name}-other`} remarks={remarks.elsewhere([...SHOWN, ...Object.keys(valuesOf(form))])} />
        {failure !== null && failure.error.fields.length === 0 && (
          <ErrorNotice
            error={failure.error}
            title={failure.recorded === "nothing" ? words.tests.notSent : words.tests.sendTrouble}
          />
        )}
        <SendActions
          workspace={workspace}
          form={form}
          stage={stage}
          mayFollow={mayFollow}
          look={look}
          disabled={readOnly || typed === null || look}
          onStop={() => stopQueue(name)}
          onNew={another}
        />
      </form>
      {unknown && (
        <UnknownHandsetDialog
          workspace={workspace}
          unknown={unknown.unknown}
          count={unknown.all.length}
          sender={unsaved ? unsaved.name || unsaved.sender_id : (form.from?.name ?? "")}
          onSend={() => {
            setUnknown(null);
            void post(unknown.all).catch(fail);
          }}
          onClose={() => setUnknown(null)}
        />
      )}
    </>
  );
}

/** One that was not plainly taken. */
type Failure = Sent & { error: WireError };

/** Messages that wait for the operator's word, and those of them to numbers that are not saved. */
interface Unknown {
  all: TestDraft[];
  unknown: TestDraft[];
}

/** Without a sender nothing can be asked. */
const NOTHING_KNOWN: TestNotes = { notes: [], recipients: [], recipient_limit: 1 };

function readAt(answer: TestNotes | null, field: string) {
  const place = Number(field.split(".")[1]);
  return answer?.recipients[place] ?? null;
}

/** A refused message names its recipient; here that is one of several. */
function atRow(error: WireError, row: string): WireError {
  const fields = error.fields.map((field) => (field.field === "recipient" ? { ...field, field: row } : field));
  return { ...error, fields };
}

/** Rows left empty beside others are no recipients. */
function dropEmptyRows(name: string): void {
  changeForm(name, (now) => {
    const kept = now.recipients.filter(({ typed, stage }) => stage !== "open" || typed.trim() !== "");
    return kept.length === 0 || kept.length === now.recipients.length ? now : { ...now, recipients: kept };
  });
}

/** The focus goes where the next word is typed and, when the button that held it is spent, to its successor. */
function useComposerFocus(
  element: RefObject<HTMLFormElement | null>,
  form: TestFormState,
  stage: Stage,
  mayFollow: boolean,
): void {
  useEffect(() => {
    if (document.activeElement === null || document.activeElement === document.body) {
      const typed = form.recipients[0]?.typed === "" ? "input[inputmode=tel]" : "textarea";
      const next = stage === "open" ? typed : ".actions.send button";
      element.current?.querySelector<HTMLElement>(next)?.focus();
    }
  }, [stage, mayFollow, form.recipients[0]?.id]);
}
