// What does the back end know of tests? Read again whenever it says that something changed.

import { useEffect, useRef, useState } from "preact/hooks";
import { tell } from "../../actions";
import { asWireError, ipc } from "../../ipc";
import type { TestId, TestView, WorkspaceId } from "../../ipc";
import { useDesk } from "../../state";

const LISTED = 20;

export interface FollowedTest {
  /** None until it was read. */
  view: TestView | null;
  /** It was never recorded, or is gone. */
  missing: boolean;
  /** Takes an answer at hand; one about another test is of no use here. */
  put: (view: TestView) => void;
}

/** One test, live. A read that is overtaken by a later one is dropped. */
export function useTest(id: TestId | null): FollowedTest {
  const [view, setView] = useState<TestView | null>(null);
  const [missing, setMissing] = useState<TestId | null>(null);
  const version = useDesk((state) => state.testsVersion);
  const sequence = useRef(0);
  const wanted = useRef(id);
  wanted.current = id;
  useEffect(() => {
    const asked = ++sequence.current;
    if (id === null) {
      return;
    }
    const isLatest = () => asked === sequence.current;
    ipc.testMessage(id).then(
      (read) => {
        if (isLatest()) {
          setView(read);
          setMissing(null);
        }
      },
      // Not recorded yet between the click and the first change: the next one brings it.
      (reason: unknown) => isLatest() && asWireError(reason).code === "not_found" && setMissing(id),
    );
  }, [id, version]);
  const put = (read: TestView) => {
    if (read.id === wanted.current) {
      sequence.current++;
      setView(read);
      setMissing(null);
    }
  };
  return { view: view !== null && view.id === id ? view : null, missing: id !== null && missing === id, put };
}

/** Those of these tests that were recorded, live, by their identities; none until they were read. */
export function useTestsOf(ids: TestId[]): { views: Map<TestId, TestView> | null; put: (view: TestView) => void } {
  const [views, setViews] = useState<Map<TestId, TestView> | null>(null);
  const version = useDesk((state) => state.testsVersion);
  const sequence = useRef(0);
  const key = ids.join(" ");
  useEffect(() => {
    const asked = ++sequence.current;
    if (ids.length === 0) {
      setViews(new Map());
      return;
    }
    ipc.testsOf(ids).then(
      (read) => asked === sequence.current && setViews(new Map(read.map((view) => [view.id, view]))),
      // What cannot be read now is read with the next change.
      () => undefined,
    );
  }, [key, version]);
  const put = (view: TestView) => setViews((now) => new Map(now ?? []).set(view.id, view));
  return { views, put };
}

/** Nothing may follow this message before Twilio was asked whether it exists. */
export function mustLook(view: TestView): boolean {
  return view.state === "unknown" && view.lost_answer?.looked_at == null;
}

/** Whether more can still become known of it. */
export function isUnsettled(view: TestView): boolean {
  return view.state === "unknown" || view.following.following !== "ended";
}

/** The newest tests of a workspace, live; none until they were read. */
export function useTests(workspace: WorkspaceId): TestView[] | null {
  const [views, setViews] = useState<TestView[] | null>(null);
  const version = useDesk((state) => state.testsVersion);
  const sequence = useRef(0);
  useEffect(() => {
    const asked = ++sequence.current;
    ipc.testMessages(workspace, LISTED).then((read) => asked === sequence.current && setViews(read), tell);
  }, [workspace, version]);
  return views;
}
