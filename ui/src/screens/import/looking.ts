// What would the import do as things are decided? Decisions go one after the other, so that the newest answer knows them all.

import { useRef, useState } from "preact/hooks";
import { asWireError, ipc } from "../../ipc";
import type { ImportDecision, ImportTarget, ImportView, WireError } from "../../ipc";
import { useStillHere } from "../../leaving";

export interface Looking {
  view: ImportView;
  /** Grows with every answer: the rows are other ones then. */
  version: number;
  /** Whether something was decided that would be lost. */
  hasDecided: boolean;
  /** It is being aimed elsewhere, or read again. */
  isAiming: boolean;
  error: WireError | null;
  decide: (decision: ImportDecision) => void;
  aim: (target: ImportTarget) => void;
}

export function useLooking(begun: ImportView): Looking {
  const [{ view, version }, setShown] = useState({ view: begun, version: 0 });
  const [hasDecided, setDecided] = useState(false);
  const [isAiming, setAiming] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const queue = useRef(Promise.resolve());
  const here = useStillHere();

  const ask = (what: () => Promise<ImportView>, then: () => void) => {
    const answered = (now: ImportView) => {
      if (here.current) {
        setShown((before) => ({ view: now, version: before.version + 1 }));
        setError(null);
        then();
      }
    };
    const refused = (reason: unknown) => {
      if (here.current) {
        setError(asWireError(reason));
      }
    };
    queue.current = queue.current.then(() => (here.current ? what().then(answered, refused) : undefined));
    return queue.current;
  };
  return {
    view,
    version,
    hasDecided,
    isAiming,
    error,
    decide: (decision) => void ask(() => ipc.decideImport(view.id, decision), () => setDecided(true)),
    aim: (target) => {
      setAiming(true);
      void ask(() => ipc.aimImport(view.id, target), () => undefined).then(() => here.current && setAiming(false));
    },
  };
}
