// What is there to know of a file or of a line of it?

import type { ImportRemark } from "../../ipc";
import { Icon } from "../../parts/Icon";
import * as words from "../../words";

export function ImportRemarks({ remarks }: { remarks: ImportRemark[] }) {
  if (remarks.length === 0) {
    return null;
  }
  return (
    <ul class="import-remarks" aria-label={words.importing.remarks}>
      {remarks.map((remark, position) => (
        <li key={position} class={`remark ${remark.level}`}>
          <Icon name={remark.level === "problem" ? "cross" : remark.level === "warning" ? "warning" : "info"} />
          <span dir="auto">
            <small>
              {[words.importing.at(remark.line, remark.column), remark.sender].filter(Boolean).join(", ")}
            </small>
            {remark.message} {remark.hint}
          </span>
        </li>
      ))}
    </ul>
  );
}
