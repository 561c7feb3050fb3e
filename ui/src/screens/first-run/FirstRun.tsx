// How does one begin? By one of two doors or, quietly, with what was kept elsewhere.

import { useState } from "preact/hooks";
import { fail, goToConnect, openPractice } from "../../actions";
import { Button } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { useReady } from "../../ready";
import { useReadOnly } from "../../state";
import * as words from "../../words";
import { chooseFile } from "../import/reading";

export function FirstRun() {
  const [opening, setOpening] = useState(false);
  const readOnly = useReadOnly();
  useReady("first-run");
  const practise = () => {
    setOpening(true);
    openPractice()
      .catch(fail)
      .finally(() => setOpening(false));
  };
  return (
    <main class="alone-screen">
      <div class="door">
        <h1>{words.product}</h1>
        <p class="lead">{words.firstRun.lead}</p>
        <div class="doors">
          <section class="door-card">
            <span class="door-icon">
              <Icon name="key" />
            </span>
            <h2>{words.firstRun.connectHead}</h2>
            <p>{words.firstRun.connectSays}</p>
            <p class="small quiet-text">{words.firstRun.connectNeeds}</p>
            <Button kind="primary" disabled={readOnly} onClick={() => goToConnect()}>
              {words.firstRun.connect}
            </Button>
          </section>
          <section class="door-card">
            <span class="door-icon">
              <Icon name="play" />
            </span>
            <h2>{words.firstRun.practiceHead}</h2>
            <p>{words.firstRun.practiceSays}</p>
            <p class="small quiet-text">{words.firstRun.practiceNeeds}</p>
            <Button busy={opening} disabled={readOnly} onClick={practise}>
              {words.firstRun.practice}
            </Button>
          </section>
        </div>
        <p class="door-file">
          <span class="quiet-text">{words.importing.restoreSays}</span>
          <Button kind="quiet" icon="file" onClick={() => void chooseFile()}>
            {words.importing.restore}
          </Button>
        </p>
      </div>
    </main>
  );
}
