-- Schema 3: what is shared with others.

-- The identity of a sender in files, the same on every machine; empty for one whose key it is.
ALTER TABLE sender ADD COLUMN share_id TEXT NOT NULL DEFAULT '';
-- Fields of share files that this version does not know: a JSON object, kept to be written back.
ALTER TABLE sender ADD COLUMN more TEXT NOT NULL DEFAULT '{}';
-- The same of the workspace and of the file as a whole: {"workspace": {…}, "file": {…}}.
ALTER TABLE workspace ADD COLUMN more TEXT NOT NULL DEFAULT '{}';

UPDATE sender SET share_id = key;
CREATE UNIQUE INDEX sender_by_share_id ON sender (workspace, share_id) WHERE share_id <> '';

-- States of a workspace as they were exported or imported: what both sides of a later import began with.
CREATE TABLE shared (
  id        TEXT PRIMARY KEY,
  workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  content   TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;

CREATE INDEX shared_by_workspace ON shared (workspace, id);

-- How a workspace is shared: `base` is the state in `shared` that counts, if it is still there.
CREATE TABLE sharing (
  workspace    TEXT PRIMARY KEY REFERENCES workspace (id) ON DELETE CASCADE,
  base         TEXT,
  mask_account INTEGER NOT NULL DEFAULT 0 CHECK (mask_account IN (0, 1)),
  alias        TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
