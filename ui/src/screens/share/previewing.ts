// What would an export hold with these options? Asked while one types; an answer that comes late is dropped.

import { useEffect, useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { ShareOptions, SharePreview, WireError, WorkspaceId } from "../../ipc";

/** Keys come in runs, and a preview reads all senders: it is asked for once a run has paused for so long. */
const PAUSE = 150;

export interface Previewing {
  /** Those of the last export, until they are changed. */
  options: ShareOptions | null;
  preview: SharePreview | null;
  /** Whether the preview is of these options. */
  isCurrent: boolean;
  error: WireError | null;
  choose: (part: Partial<ShareOptions>) => void;
}

export function usePreviewing(workspace: WorkspaceId): Previewing {
  const [chosen, setChosen] = useState<ShareOptions | null>(null);
  const [answer, setAnswer] = useState<{ of: ShareOptions | null; preview: SharePreview } | null>(null);
  const [error, setError] = useState<WireError | null>(null);
  const sequence = useRef(0);
  useEffect(() => {
    const asked = ++sequence.current;
    const ask = () =>
      ipc.sharePreview(workspace, chosen).then(
        (preview) => {
          if (asked === sequence.current) {
            setAnswer({ of: chosen, preview });
            setError(null);
          }
        },
        (reason: unknown) => asked === sequence.current && setError(asWireError(reason)),
      );
    if (chosen === null) {
      void ask();
      return;
    }
    const timer = setTimeout(() => void ask(), PAUSE);
    return () => clearTimeout(timer);
  }, [chosen]);
  useEffect(() => () => void sequence.current++, []);
  const options = chosen ?? answer?.preview.options ?? null;
  return {
    options,
    preview: answer?.preview ?? null,
    isCurrent: answer !== null && answer.of === chosen,
    error,
    choose: (part) => options && setChosen({ ...options, ...part }),
  };
}
