// What must be done in MoEngage when the Auth Token changes, and what does not work until then?

import { useId } from "preact/hooks";
import { go } from "../../actions";
import { useFacts } from "../../facts";
import { Button } from "../../parts/Button";
import { Notice } from "../../parts/Notice";
import { SaidList } from "../../parts/Sourced";
import * as words from "../../words";

export function MoEngageToo({ apiKey }: { apiKey: boolean }) {
  const id = useId();
  const said = useFacts("reauthenticate");
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{words.moEngageToo.title}</h2>
      {apiKey && (
        <Notice tone="info">
          <p>{words.connect.apiKeyServes}</p>
        </Notice>
      )}
      <SaidList said={said} />
      <div class="actions">
        <Button icon="setup" onClick={() => go({ at: "setup", sender: null })}>
          {words.moEngageToo.openSetup}
        </Button>
      </div>
    </section>
  );
}
