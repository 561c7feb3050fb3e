// How far has the reading of a file come, and how is it stopped?

import { useKeys } from "../keys";
import type { JobId } from "../ipc";
import { Button } from "../parts/Button";
import { JobProgress } from "../parts/JobProgress";
import { cancelReading } from "../screens/import/reading";
import { useDesk } from "../state";
import * as words from "../words";

/** Nothing is shown while the operator may still be choosing a file, nor of what takes no time. */
export function ReadingLine() {
  const reading = useDesk((state) => state.reading);
  const isUnderWay = useDesk(
    ({ progress }) => reading !== null && (reading.from === "offer" || reading.job in progress),
  );
  // That of pasted text stands in its dialog.
  return reading && reading.from !== "paste" && isUnderWay ? <UnderWay key={reading.job} job={reading.job} /> : null;
}

function UnderWay({ job }: { job: JobId }) {
  useKeys({ escape: cancelReading });
  return (
    <section class="toast-place reading-place" aria-label={words.importing.reading}>
      <div class="toast late">
        <JobProgress job={job} label={words.importing.reading} />
        <Button keys="Esc" onClick={cancelReading}>
          {words.common.cancel}
        </Button>
      </div>
    </section>
  );
}
