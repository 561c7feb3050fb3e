// @vitest-environment happy-dom
// Does the rail say how routes stand, is a change noticed elsewhere, and is Twilio left alone while nobody looks?

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ipc } from "../ipc";
import type { RoutesPage } from "../ipc";
import { change, current } from "../state";
import { settle, show, silence, text } from "../testing/page";
import { aRouteRow, aRoutesPage } from "../testing/routes";
import { aWorkspace, opened } from "../testing/samples";
import { Rail } from "./Rail";

vi.mock("../ipc");

const workspace = aWorkspace();
const differing = aRouteRow("s1", { state: "differs", level: "problem" });

beforeEach(() => {
  silence();
  vi.useFakeTimers();
  vi.mocked(ipc.readLive).mockResolvedValue(null);
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function noted(page: RoutesPage, of = workspace): Promise<void> {
  vi.mocked(ipc.routes).mockResolvedValue(page);
  await show(<Rail workspace={of} />, { ...opened(of), screen: { at: "senders", select: null } });
  await pass(200);
}

async function pass(milliseconds: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
  await settle();
}

test("what differs stands beside Routes; what changed comes before it", async () => {
  await noted(aRoutesPage([differing]));
  expect(text()).toContain("1 differs");
  await noted(aRoutesPage([{ ...differing, changed: true }]));
  expect(text()).toContain("1 changed");
  await noted(aRoutesPage([aRouteRow("s1")]));
  expect(text()).not.toContain("differ");
});

test("what is live is asked for again while the window is visible, and never while it is not", async () => {
  await noted(aRoutesPage([differing]));
  await pass(60_000);
  expect(vi.mocked(ipc.readLive).mock.calls.map(([of, again]) => [of, again])).toEqual([["w1", false]]);
  vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  await pass(180_000);
  expect(ipc.readLive).toHaveBeenCalledOnce();
});

test("what was never read is not read by itself, nor without a credential, nor read-only", async () => {
  await noted(aRoutesPage([], { read_at: null, senders: 3 }));
  await pass(60_000);
  await noted(aRoutesPage([differing]), { ...workspace, account: { ...workspace.account, kept_in: "nowhere" } });
  await pass(60_000);
  await noted(aRoutesPage([differing]));
  change({ desk: { ...current().desk!, read_only: "In use." } });
  await pass(60_000);
  expect(ipc.readLive).not.toHaveBeenCalled();
});

test("a change found meanwhile is told where one looks elsewhere, once", async () => {
  await noted(aRoutesPage([differing]));
  expect(current().toast).toBeNull();
  vi.mocked(ipc.routes).mockResolvedValue(aRoutesPage([{ ...differing, changed: true }]));
  change({ liveVersion: 1 });
  await pass(200);
  expect(current().toast?.text).toBe("What is live changed for 1 sender.");
  change({ toast: null, liveVersion: 2 });
  await pass(200);
  expect(current().toast).toBeNull();
});

test("where one looks at routes the list says it, and no line over it", async () => {
  await noted(aRoutesPage([differing]));
  vi.mocked(ipc.routes).mockResolvedValue(aRoutesPage([{ ...differing, changed: true }]));
  change({ liveVersion: 1, screen: { at: "routes", sender: null, apply: null } });
  await pass(200);
  expect(current().toast).toBeNull();
});
