// @vitest-environment happy-dom
// Does the journal say what became of each change, loudly where that is not known, and lead to the way back?

import { beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../../../ipc";
import type { Applied } from "../../../ipc";
import { change, current } from "../../../state";
import { anApplied, aPlan } from "../../../testing/apply";
import { button, buttons, click, held, settle, show, silence, text } from "../../../testing/page";
import { anError, aWorkspace, opened } from "../../../testing/samples";
import { Journal } from "./Journal";

vi.mock("../../../ipc");

const workspace = aWorkspace();
const unknown = anApplied("a2", { state: "unknown" });

beforeEach(silence);

async function showJournal(rows: Applied[], of = workspace): Promise<void> {
  vi.mocked(ipc.applied).mockImplementation(async (_, offset, limit) => ({
    total: rows.length,
    unfinished: rows.filter((row) => row.unfinished).length,
    offset,
    rows: rows.slice(offset, offset + limit),
  }));
  await show(<Journal workspace={of} onWritten={() => undefined} />, opened(of));
}

const entry = (id: string) => document.querySelector<HTMLElement>(`[data-applied=${id}]`)!;

test("each change says what it was, what became of it, and when", async () => {
  await showJournal([anApplied("a1")]);
  expect(entry("a1").querySelector(".journal-head")?.textContent).toContain("doneCampaigns");
  expect(entry("a1").querySelector("time")).toBeTruthy();
  expect(entry("a1").querySelector("details")?.open).toBe(false);
});

test("what is not known is told above all, unfolded, and settled by looking again, once", async () => {
  await showJournal([unknown, anApplied("a1")]);
  expect(document.querySelector("[role=status]")?.textContent).toContain("Of 1 change it is not known");
  expect(entry("a2").querySelector("details")?.open).toBe(true);
  const looked = held<Applied>();
  vi.mocked(ipc.lookAtApplied).mockReturnValue(looked.promise);
  await click(button("Look again"), 2);
  expect(ipc.lookAtApplied).toHaveBeenCalledExactlyOnceWith("a2");
  await looked.refuse(anError("network", { message: "Twilio was not reached." }));
  expect(current().toast?.error?.message).toBe("Twilio was not reached.");
  expect(button("Look again").getAttribute("aria-busy")).toBeNull();
});

test("it is read again when something was written or learnt", async () => {
  await showJournal([unknown]);
  vi.mocked(ipc.applied).mockResolvedValue({ total: 1, unfinished: 0, offset: 0, rows: [anApplied("a2")] });
  change({ liveVersion: 1 });
  await settle();
  expect(text()).not.toContain("it is not known");
  expect(buttons("Look again")).toHaveLength(0);
});

test("what can be taken back is planned; what cannot says why", async () => {
  await showJournal([anApplied("a1"), anApplied("a0", { not_takeable: "It was taken back.", state: "taken_back" })]);
  expect(entry("a0").textContent).toContain("It was taken back.");
  expect(entry("a0").querySelector("button")).toBeNull();
  vi.mocked(ipc.planTakeBack).mockResolvedValue(aPlan({ takes_back: "a1" }));
  const takeBack = button("Take back what was applied to Campaigns…");
  takeBack.focus();
  await click(takeBack);
  expect(document.querySelector("dialog h2")?.textContent).toBe("Take back: Campaigns");
  await click(button("Cancel"));
  expect(document.querySelector("dialog")).toBeNull();
  expect(document.activeElement).toBe(takeBack);
});

test("a long journal is read on", async () => {
  await showJournal(Array.from({ length: 51 }, (_, n) => anApplied(`a${n}`)));
  expect(document.querySelectorAll(".journal-entry")).toHaveLength(50);
  await click(button("Show more"));
  expect(document.querySelectorAll(".journal-entry")).toHaveLength(51);
  expect(buttons("Show more")).toHaveLength(0);
});

test("an empty journal says what will stand there; one that cannot be read says why", async () => {
  await showJournal([]);
  expect(text()).toContain("Nothing was changed at Twilio from here");
  vi.mocked(ipc.applied).mockRejectedValue(anError("internal", { message: "The database cannot be read." }));
  change({ liveVersion: 1 });
  await settle();
  expect(document.querySelector("[role=alert]")?.textContent).toContain("The database cannot be read.");
});

test("nothing is taken back or looked at without a credential or read-only", async () => {
  await showJournal([unknown], { ...workspace, account: { ...workspace.account, kept_in: "nowhere" } });
  expect(button("Look again").disabled).toBe(true);
  expect(button("Take back what was applied to Campaigns…").disabled).toBe(true);
});
