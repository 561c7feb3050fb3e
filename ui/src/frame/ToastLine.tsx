// What has just been done, and how is it taken back?

import { useEffect } from "preact/hooks";
import { undo } from "../actions";
import { Button } from "../parts/Button";
import { Icon } from "../parts/Icon";
import { Remedy } from "../parts/Remedy";
import { change, useDesk } from "../state";
import * as words from "../words";

/** Long enough to reach *Undo* without haste; Ctrl+Z works after that, too. What went wrong stays. */
const SHOWN_WITH_UNDO = 12_000;
const SHOWN_FOR = 5_000;

export function ToastLine() {
  const toast = useDesk((state) => state.toast);
  useEffect(() => {
    if (!toast || toast.error) {
      return;
    }
    const timer = setTimeout(() => change({ toast: null }), toast.undo === null ? SHOWN_FOR : SHOWN_WITH_UNDO);
    return () => clearTimeout(timer);
  }, [toast]);
  return (
    <div class="toast-place" role="status" aria-label={words.common.message}>
      {toast && (
        <div class={toast.error ? "toast bad" : "toast"}>
          {toast.error && <Icon name="warning" />}
          <span>
            {toast.text} {toast.error && <Remedy error={toast.error} />}
          </span>
          {toast.undo !== null && (
            <Button keys="Ctrl Z" onClick={() => void undo(toast.undo ?? undefined)}>
              {words.common.undo}
            </Button>
          )}
          <button
            type="button"
            class="button quiet icon-only"
            aria-label={words.common.dismiss}
            onClick={() => change({ toast: null })}
          >
            <Icon name="cross" />
          </button>
        </div>
      )}
    </div>
  );
}
