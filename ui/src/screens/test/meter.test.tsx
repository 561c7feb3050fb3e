// @vitest-environment happy-dom
// Does the meter show what the back end says of the text that is in the field, and mend nothing but that?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../ipc";
import type { ForeignCharacter, Meter } from "../../ipc";
import { button, buttons, click, field, held, press, settle, show, silence, text, type } from "../../testing/page";
import { aMeter, aSender, aTest, aWorkspace, anError, opened, pageOf, testNotes } from "../../testing/samples";
import { TestScreen } from "./TestScreen";
import { moved } from "./measuring";

vi.mock("../../ipc");

let workspace = aWorkspace();

const apostrophe = (at: number[], more: Partial<ForeignCharacter> = {}): ForeignCharacter => ({
  text: "’",
  code_points: "U+2019",
  name: null,
  count: at.length,
  at,
  substitute: { text: "'", manner: "look_alike" },
  ...more,
});

beforeEach(() => {
  silence();
  // Forms outlive their screens, so each test has a workspace of its own.
  workspace = aWorkspace({ id: crypto.randomUUID() });
  vi.mocked(ipc.checkTest).mockResolvedValue(testNotes());
  vi.mocked(ipc.senders).mockImplementation(async () => pageOf(aSender("s1", { is_default: true })));
  vi.mocked(ipc.testMessages).mockResolvedValue([]);
});

/** The screen with this text, and what the back end says of it. */
async function showTyped(body: string, meter: Partial<Meter> = {}): Promise<HTMLTextAreaElement> {
  vi.mocked(ipc.measureText).mockResolvedValue(aMeter(meter));
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await type("Message", body);
  return field<HTMLTextAreaElement>("Message");
}

const line = () => document.querySelector(".meter")?.textContent;
const cutText = () => document.querySelector(".cut-text");

test("the page counts characters until the first answer", async () => {
  await show(<TestScreen workspace={workspace} from={null} open={null} />, opened(workspace));
  await type("Message", "It’s 😀");
  expect(line()).toBe("6 of 1,600 characters");
});

test("encoding, units, segments and characters stand in one line", async () => {
  await showTyped("Hello", { units: 143, characters: 143 });
  expect(line()).toBe("GSM-7 · 143 of 160 · 1 segment143 of 1,600 characters");
  expect(cutText()).toBeNull();
});

test("the form is measured as it stands, with sender, recipient and tick", async () => {
  await showTyped("Hello", { unsubscribe_text: "Reply STOP" });
  await type("To", "+14155550199");
  await click(field("Add the SMS unsubscribe text"));
  expect(vi.mocked(ipc.measureText).mock.lastCall).toEqual([
    workspace.id,
    {
      from: { from: "saved", key: "s1" },
      recipients: ["+14155550199"],
      body: "Hello",
      media: [],
      unsubscribe: true,
    },
  ]);
});

test("the unsubscribe text is offered only where the sender has one", async () => {
  await showTyped("Hello");
  expect(text()).not.toContain("Add the SMS unsubscribe text");
});

test("an answer that comes late does not overwrite a newer one", async () => {
  await showTyped("");
  const early = held<Meter>();
  const late = held<Meter>();
  vi.mocked(ipc.measureText).mockReturnValueOnce(early.promise).mockReturnValueOnce(late.promise);
  await type("Message", "a");
  await type("Message", "ab");
  await late.answer(aMeter({ units: 2 }));
  await early.answer(aMeter({ units: 1 }));
  expect(line()).toContain("2 of 160");
});

test("a text that cannot be measured is counted by the page", async () => {
  await showTyped("Hello");
  vi.mocked(ipc.measureText).mockRejectedValue(anError("internal"));
  await type("Message", "Hello!");
  expect(line()).toBe("6 of 1,600 characters");
});

test("cut lines stand where the segments begin, in what is sent along too", async () => {
  await showTyped("abcdef", { segments: 3, before: ">> ", after: "\nSTOP", cuts: [5, 10] });
  const drawn = cutText()!;
  expect(drawn.textContent).toBe(">> abcdef\nSTOP");
  const before = (nth: number) => {
    const range = document.createRange();
    range.setStart(drawn, 0);
    range.setEndBefore(drawn.querySelectorAll(".cut-line")[nth]!);
    return range.toString();
  };
  expect([before(0), before(1)]).toEqual([">> ab", ">> abcdef\n"]);
  expect([...drawn.querySelectorAll(".supplied")].map((run) => run.textContent)).toEqual([">> ", "\n", "STOP"]);
});

test("the characters that force UCS-2 are marked where they stand", async () => {
  const hidden = apostrophe([7], { text: "\u200b", code_points: "U+200B", name: "zero-width space" });
  await showTyped("😀 it’s\u200b", { encoding: "UCS-2", foreign: [apostrophe([5]), hidden] });
  const marks = [...cutText()!.querySelectorAll(".foreign")].map((mark) => [mark.textContent, mark.className]);
  expect(marks).toEqual([
    ["’", "foreign"],
    ["\u200b", "foreign hidden-sign"],
  ]);
  expect(text()).toContain("zero-width space");
});

test("one click replaces a character everywhere, and the caret stays where it was", async () => {
  const textarea = await showTyped("’a’b…", {
    foreign: [
      apostrophe([0, 2]),
      apostrophe([4], { text: "…", code_points: "U+2026", substitute: { text: "...", manner: "look_alike" } }),
    ],
  });
  textarea.setSelectionRange(3, 3);
  await click(button("Replace ’ with '"));
  expect(textarea.value).toBe("'a'b…");
  expect(textarea.selectionStart).toBe(3);
  expect(document.activeElement).toBe(textarea);
  expect(vi.mocked(ipc.measureText).mock.lastCall![1].body).toBe("'a'b…");
});

test("all of them are replaced at once", async () => {
  const textarea = await showTyped("’a…", {
    foreign: [
      apostrophe([0]),
      apostrophe([2], { text: "…", code_points: "U+2026", substitute: { text: "...", manner: "look_alike" } }),
    ],
  });
  textarea.setSelectionRange(3, 3);
  await click(button("Replace all 2"));
  expect([textarea.value, textarea.selectionStart]).toEqual(["'a...", 5]);
});

test("a replacement is one step of the field's own undo, which Ctrl+Z asks for", async () => {
  const command = vi.fn((name: string, _?: boolean, value?: string) => {
    if (name === "insertText") {
      textarea.setRangeText(value!, textarea.selectionStart, textarea.selectionEnd, "end");
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    }
    return true;
  });
  const textarea = await showTyped("x’a’y", { foreign: [apostrophe([1, 3])] });
  Object.defineProperty(document, "execCommand", { configurable: true, value: command });
  try {
    await click(button("Replace ’ with '"));
    expect(command.mock.calls).toEqual([["insertText", false, "'a'"]]);
    expect(textarea.value).toBe("x'a'y");
    const undo = new KeyboardEvent("keydown", { key: "z", ctrlKey: true, bubbles: true, cancelable: true });
    textarea.dispatchEvent(undo);
    expect(command.mock.lastCall![0]).toBe("undo");
    expect(undo.defaultPrevented).toBe(true);
    await press("Z", { ctrlKey: true, shiftKey: true }, textarea);
    expect(command.mock.lastCall![0]).toBe("redo");
  } finally {
    Reflect.deleteProperty(document, "execCommand");
  }
});

test("what is not seen is taken out, and a letter without its mark says that the spelling changes", async () => {
  const textarea = await showTyped("a\u200bç", {
    foreign: [
      apostrophe([1], { text: "\u200b", name: "zero-width space", substitute: { text: "", manner: "removed" } }),
      apostrophe([2], { text: "ç", substitute: { text: "c", manner: "respelled" } }),
    ],
  });
  expect(text()).toContain("changes the spelling");
  await click(button("Take out zero-width space"));
  expect(textarea.value).toBe("aç");
});

test("places of another text than the one in the field change nothing", async () => {
  const textarea = await showTyped("’a", { foreign: [apostrophe([0])] });
  vi.mocked(ipc.measureText).mockReturnValue(new Promise(() => undefined));
  await type("Message", "x’a");
  await click(button("Replace ’ with '"));
  expect(textarea.value).toBe("x’a");
});

test("what is only sent along cannot be replaced here", async () => {
  await showTyped("a", { before: "’ ", after: "\n’", foreign: [apostrophe([0, 4])] });
  expect(buttons("Replace ’ with '")).toEqual([]);
  expect(text()).toContain("not typed here");
});

test("a message that was sent is not mended any more", async () => {
  await showTyped("’a", { foreign: [apostrophe([0])] });
  await type("To", "+14155550199");
  vi.mocked(ipc.sendTest).mockImplementation(async (_, draft) => aTest(draft.id));
  await click(button("Send 1 message, Acme production"));
  expect(buttons("Replace ’ with '")).toEqual([]);
});

test("what can be mended stands before what cannot, and a long list is asked for", async () => {
  const letters = [..."абвгдежз"].map((letter, at) => apostrophe([at], { text: letter, substitute: null }));
  await showTyped("абвгдежз’", { foreign: [...letters, apostrophe([8])] });
  const lines = () => document.querySelectorAll(".foreign-list li");
  expect(lines()).toHaveLength(6);
  expect(lines()[0]!.textContent).toContain("Replace ’ with '");
  await click(button("Show all 9"));
  expect(lines()).toHaveLength(9);
});

test("the numbers are said aloud once typing has paused, not at every key", async () => {
  vi.useFakeTimers();
  try {
    await showTyped("Hello", { units: 5 });
    const aloud = () => document.querySelector(".message-field output")!.textContent;
    expect(aloud()).toBe("");
    vi.advanceTimersByTime(1000);
    await settle();
    expect(aloud()).toBe("GSM-7 · 5 of 160 · 1 segment");
  } finally {
    vi.useRealTimers();
  }
});

test("a place behind an edit moves with it, one inside goes to its end", () => {
  const edits = [
    { begin: 2, end: 3, by: "..." },
    { begin: 5, end: 7, by: "" },
  ];
  expect([0, 2, 3, 5, 6, 7, 9].map((place) => moved(place, edits))).toEqual([0, 2, 5, 7, 7, 7, 9]);
});
