// Why did a test fail, as far as it is known; what is to be done next; and who says so?

import type { Explanation, Likeliest } from "../../ipc";
import { Link } from "../../parts/Button";
import { Notice, TwilioWords } from "../../parts/Notice";
import * as words from "../../words";

export function Explained({ explanation, failed }: { explanation: Explanation; failed: boolean }) {
  const { code, likeliest, twilio } = explanation;
  return (
    <div class="explained">
      <Notice tone={failed ? "bad" : "warn"} title={explanation.title}>
        {code !== null && (
          <p class="small">
            {words.tests.code(code)}. {words.explanation.about}: {words.explanation.concerns[explanation.concerns]}.
          </p>
        )}
      </Notice>
      {likeliest && <MostLikely likeliest={likeliest} />}
      <section class="inspector-part">
        <h3>{words.explanation.whatToDo}</h3>
        {likeliest && <p class="next-step">{likeliest.remedy}</p>}
        <p class={likeliest ? "quiet-text" : "next-step"}>
          {likeliest && `${words.explanation.inGeneral}: `}
          {explanation.what_to_do}
        </p>
      </section>
      {(code !== null || twilio) && (
        <section class="inspector-part">
          <h3>{words.explanation.whoSays}</h3>
          <p class="small quiet-text">
            {explanation.as_of === null ? words.explanation.twilios : words.explanation.ours(explanation.as_of)}
          </p>
          {explanation.page && <Link to={explanation.page}>{words.explanation.twilioPage}</Link>}
          {twilio && (
            <details class="facts">
              <summary>{words.explanation.twilioSaid}</summary>
              <TwilioWords answer={twilio} withPage={false} />
            </details>
          )}
        </section>
      )}
    </div>
  );
}

function MostLikely({ likeliest }: { likeliest: Likeliest }) {
  return (
    <section class="inspector-part likeliest">
      <h3>{words.explanation.likeliest}</h3>
      <p class="likeliest-says">{likeliest.says}</p>
      <p class="small quiet-text">{words.explanation.restsOn}:</p>
      <ul aria-label={words.explanation.restsOn}>
        {likeliest.evidence.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
