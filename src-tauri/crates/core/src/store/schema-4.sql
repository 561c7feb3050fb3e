-- Schema 4: tests that explain themselves.

-- The test form as it was left, one a workspace: JSON, see `wire::KeptDraft`.
CREATE TABLE test_draft (
  workspace TEXT PRIMARY KEY REFERENCES workspace (id) ON DELETE CASCADE,
  content   TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How many recipients a test may have at once, where the operator has set it.
CREATE TABLE test_setting (
  workspace  TEXT PRIMARY KEY REFERENCES workspace (id) ON DELETE CASCADE,
  recipients INTEGER NOT NULL CHECK (recipients BETWEEN 1 AND 50)
) STRICT, WITHOUT ROWID;

-- The test of unknown outcome in whose place this one was sent.
ALTER TABLE test_message ADD COLUMN again_of TEXT;
CREATE UNIQUE INDEX test_message_once_again ON test_message (again_of) WHERE again_of IS NOT NULL;
