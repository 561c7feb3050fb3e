// How does one get from the test form to all tests?

import { go } from "../../actions";
import { Button } from "../../parts/Button";
import * as words from "../../words";

export function HistoryButton() {
  return (
    <>
      <span class="push" />
      <Button icon="clock" title="Ctrl+7" onClick={() => go({ at: "history", open: null })}>
        {words.history.open}
      </Button>
    </>
  );
}
