export function Journal(_: { workspace: unknown }) { return null; }
