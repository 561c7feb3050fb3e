export function ReviewDialog(_: { workspace: unknown; sender: string; settings: string[]; onClose: () => void }) { return null; }
