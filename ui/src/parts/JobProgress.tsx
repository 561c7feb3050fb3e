// How far has long work come? Nothing is shown of what takes no time.

import type { JobId } from "../ipc";
import { useDesk } from "../state";
import * as words from "../words";

export function JobProgress({ job, label }: { job: JobId; label: string }) {
  const progress = useDesk((state) => state.progress[job] ?? null);
  const { done = 0, total = 0 } = progress ?? {};
  return (
    <div class="progress late">
      <progress aria-label={label} value={total > 0 ? done : undefined} max={total || undefined} />
      <small>
        {label}
        {total > 0 && `, ${words.deletion.progress(done, total)}`}
      </small>
    </div>
  );
}
