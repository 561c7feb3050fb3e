// What does the back end know of tests? Read again whenever it says that something changed.

import { useEffect, useRef, useState } from "preact/hooks";
import { fail } from "../../actions";
import { ipc } from "../../ipc";
import type { TestId, TestView, WorkspaceId } from "../../ipc";
import { useDesk } from "../../state";

const LISTED = 100;

/** One test, live. A read that is overtaken by a later one is dropped. */
export function useTest(id: TestId | null): [TestView | null, (view: TestView) => void] {
  const [view, setView] = useState<TestView | null>(null);
  const version = useDesk((state) => state.testsVersion);
  const sequence = useRef(0);
  useEffect(() => {
    const asked = ++sequence.current;
    if (id !== null) {
      // Not recorded yet between the click and the first change: the next one brings it.
      ipc.testMessage(id).then(
        (read) => asked === sequence.current && setView(read),
        () => undefined,
      );
    }
  }, [id, version]);
  const put = (read: TestView) => {
    sequence.current++;
    setView(read);
  };
  return [view !== null && view.id === id ? view : null, put];
}

/** The newest tests of a workspace, live; none until they were read. */
export function useTests(workspace: WorkspaceId): TestView[] | null {
  const [views, setViews] = useState<TestView[] | null>(null);
  const version = useDesk((state) => state.testsVersion);
  const sequence = useRef(0);
  useEffect(() => {
    const asked = ++sequence.current;
    ipc.testMessages(workspace, LISTED).then((read) => asked === sequence.current && setViews(read), fail);
  }, [workspace, version]);
  return views;
}
