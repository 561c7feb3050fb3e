// Where is one to click, and what is each place called elsewhere?

import type { Click } from "../../ipc";
import { Sources } from "../../parts/Sourced";
import * as words from "../../words";

export function ClickPath({ path }: { path: Click[] }) {
  const varied = path.filter((click) => click.variants.length > 0);
  if (path.length === 0) {
    return null;
  }
  return (
    <div class="where">
      <ol class="crumbs" aria-label={words.setup.path}>
        {path.map((click, position) => (
          <li key={position}>{click.label}</li>
        ))}
      </ol>
      {varied.length > 0 && (
        <details class="variants">
          <summary>{words.setup.alsoCalled}</summary>
          <dl>
            {varied.map((click) => (
              <div key={click.label}>
                <dt>{words.setup.called(click.label)}</dt>
                {click.variants.map((variant) => (
                  <dd key={variant.label}>
                    <b>{variant.label}</b> <span class="quiet-text">{variant.said_by}</span>{" "}
                    {variant.source && <Sources sources={[variant.source]} />}
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

/** The clicks that all of these begin with. */
export function commonPath(paths: Click[][]): Click[] {
  const [first = [], ...others] = paths;
  const differs = first.findIndex((click, position) => others.some((path) => path[position]?.label !== click.label));
  return differs < 0 ? first : first.slice(0, differs);
}
