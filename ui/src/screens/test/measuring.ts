// What does the text become as SMS? Asked after every change; an answer that comes late is dropped.

import { useEffect, useRef, useState } from "preact/hooks";
import { ipc } from "../../ipc";
import type { ForeignCharacter, Meter, TestForm, WorkspaceId } from "../../ipc";
import { comboOf } from "../../keys";

/** A meter and the text as typed that it is of. */
export interface Measured {
  meter: Meter;
  body: string;
}

/** None before the first answer, without a sender, and when it cannot be measured. */
export function useMeter(workspace: WorkspaceId, form: TestForm | null): Measured | null {
  const [measured, setMeasured] = useState<Measured | null>(null);
  const sequence = useRef(0);
  const key = JSON.stringify([workspace, form]);
  useEffect(() => {
    const asked = ++sequence.current;
    const take = (answer: Measured | null) => asked === sequence.current && setMeasured(answer);
    if (form === null) {
      take(null);
      return;
    }
    const { body } = form;
    ipc.measureText(workspace, form).then(
      (meter) => take({ meter, body }),
      () => take(null),
    );
  }, [key]);
  return measured;
}

/** What is said aloud once nothing has changed for a while: not every key is worth a word. */
export function useSettled(text: string, wait = 1000): string {
  const [settled, setSettled] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), wait);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

/** One place of the typed text and what is to stand there instead. */
export interface Edit {
  begin: number;
  end: number;
  by: string;
}

/** How to write these characters in GSM-7 where they were typed: not in what is only sent along. */
export function editsOf({ meter, body }: Measured, found: ForeignCharacter[]): Edit[] {
  const first = meter.before.length;
  const edits = found.flatMap(({ text, at, substitute }) =>
    substitute === null
      ? []
      : at
          .map((place) => ({ begin: place - first, end: place - first + text.length, by: substitute.text }))
          .filter(({ begin, end }) => begin >= 0 && end <= body.length),
  );
  return edits.sort((one, other) => one.begin - other.begin);
}

/** Where a place of the old text is in the new one. */
export function moved(place: number, edits: Edit[]): number {
  let by = 0;
  for (const edit of edits) {
    if (edit.end <= place) {
      by += edit.by.length - (edit.end - edit.begin);
    } else if (edit.begin < place) {
      return edit.begin + by + edit.by.length;
    }
  }
  return place + by;
}

/**
 * Makes the edits in the field as if they were typed: in one step that undo takes back, and with the caret where it
 * was.
 */
export function makeEdits(field: HTMLTextAreaElement, edits: Edit[]): void {
  const [first, last] = [edits[0], edits.at(-1)];
  if (!first || !last) {
    return;
  }
  let text = "";
  let written = first.begin;
  for (const { begin, end, by } of edits) {
    text += field.value.slice(written, begin) + by;
    written = end;
  }
  const caret = [moved(field.selectionStart, edits), moved(field.selectionEnd, edits)] as const;
  field.focus();
  field.setSelectionRange(first.begin, last.end);
  // Deprecated, and the only way to change a field that its own undo knows of.
  const done = text === "" ? command("delete") : command("insertText", text);
  if (!done) {
    field.setRangeText(text, first.begin, last.end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  field.setSelectionRange(...caret);
}

/** Takes back and does again what was typed or replaced: WebKitGTK has these commands, and no keys for them. */
export function takeBack(event: KeyboardEvent): void {
  const combo = comboOf(event);
  const name = combo === "mod+z" ? "undo" : combo === "mod+shift+z" || combo === "mod+y" ? "redo" : null;
  if (name !== null && command(name)) {
    event.preventDefault();
  }
}

function command(name: string, value?: string): boolean {
  return typeof document.execCommand === "function" && document.execCommand(name, false, value);
}
