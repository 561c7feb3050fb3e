// Which dialog of sharing is open? They stand over any screen.

import { BackupDialog } from "../screens/share/BackupDialog";
import { ExportDialog } from "../screens/share/ExportDialog";
import { PasteDialog } from "../screens/share/PasteDialog";
import { change, useDesk, useWorkspace } from "../state";

export function SharingDialogs() {
  const sharing = useDesk((state) => state.sharing);
  const workspace = useWorkspace();
  const close = () => change({ sharing: null });
  switch (sharing) {
    case "export":
      return workspace && <ExportDialog key={workspace.id} workspace={workspace} onClose={close} />;
    case "backup":
      return <BackupDialog onClose={close} />;
    case "paste":
      return <PasteDialog onClose={close} />;
    case null:
      return null;
  }
}
