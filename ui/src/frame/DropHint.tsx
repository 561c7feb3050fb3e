// What becomes of a file that is held over the window? Said over the whole of it; the drop itself goes to Rust.

import { Icon } from "../parts/Icon";
import { useDesk } from "../state";
import * as words from "../words";

export function DropHint() {
  const isHeld = useDesk((state) => state.fileHeld);
  return (
    <div role="status">
      {isHeld && (
        <div class="drop-hint">
          <div class="drop-words">
            <Icon name="file" />
            <strong>{words.importing.drop}</strong>
            <p>{words.importing.dropSays}</p>
          </div>
        </div>
      )}
    </div>
  );
}
