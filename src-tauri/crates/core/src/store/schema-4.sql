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
-- The MMS Converter of a service made a text with a link of it: seen in what Twilio shows of the message.
ALTER TABLE test_message ADD COLUMN converted INTEGER NOT NULL DEFAULT 0 CHECK (converted IN (0, 1));

-- What else went to this recipient and from this sender, newest first.
CREATE INDEX test_message_by_recipient ON test_message (workspace, recipient, created_at DESC);
CREATE INDEX test_message_by_sender_id ON test_message (workspace, sender_type, sender_id, created_at DESC);

-- Whether a recipient opted out is told by our earlier tests to it.
CREATE INDEX test_message_to_recipient ON test_message (account, recipient, created_at DESC);
