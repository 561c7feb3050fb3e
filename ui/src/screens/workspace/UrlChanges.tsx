// Which URLs become others, and for how many senders? Shown before *Save*.

import { useId } from "preact/hooks";
import type { ProvenUrl, UrlChange } from "../../ipc";
import { ProvenanceTag } from "../../parts/Sourced";
import * as words from "../../words";

export function UrlChanges({ changes }: { changes: UrlChange[] }) {
  const id = useId();
  return (
    <div class="url-changes" aria-live="polite">
      {changes.length > 0 && (
        <>
          <h3 id={id}>{words.workspace.urlChanges}</h3>
          <table class="plain-table" aria-labelledby={id}>
            <thead>
              <tr>
                <th scope="col">{words.workspace.url}</th>
                <th scope="col">{words.workspace.before}</th>
                <th scope="col">{words.workspace.after}</th>
                <th scope="col">{words.workspace.takenBy}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map((change) => (
                <tr key={change.what}>
                  <th scope="row">{change.what}</th>
                  <td data-label={words.workspace.before}>
                    <Proven url={change.before} />
                  </td>
                  <td data-label={words.workspace.after}>
                    <Proven url={change.after} />
                  </td>
                  <td>
                    {words.workspace.takes(change.senders)}
                    {change.custom > 0 && <small>{words.workspace.keepsCustom(change.custom)}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="hint">{words.workspace.urlChangesSays}</p>
        </>
      )}
    </div>
  );
}

function Proven({ url: { url, provenance } }: { url: ProvenUrl }) {
  return (
    <span class="proven">
      {url && <code>{url}</code>}
      <ProvenanceTag provenance={provenance} />
    </span>
  );
}
