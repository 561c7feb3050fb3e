-- Schema 4: tests that explain themselves, a history that is searched, and how long it is kept.

-- A whole number as key, for the full-text index to point at: the order of the clicks, also where a clock was set back.
CREATE TABLE numbered_test (
  number         INTEGER PRIMARY KEY,
  id             TEXT NOT NULL UNIQUE,
  workspace      TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  account        TEXT NOT NULL REFERENCES account (id),
  sender         TEXT,
  sender_name    TEXT NOT NULL,
  sender_type    TEXT NOT NULL,
  sender_id      TEXT NOT NULL,
  recipient      TEXT NOT NULL,
  body           TEXT NOT NULL,
  state          TEXT NOT NULL,
  twilio_status  TEXT,
  message_sid    TEXT UNIQUE,
  chosen_sender  TEXT,
  segments       INTEGER,
  price          TEXT,
  price_unit     TEXT,
  http_status    INTEGER,
  error_code     INTEGER,
  error_message  TEXT,
  request_id     TEXT,
  lost_reason    TEXT,
  looked_at      TEXT,
  look_problem   TEXT,
  look_matches   TEXT,
  ended          INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1)),
  ended_reason   TEXT,
  created_at     TEXT NOT NULL,
  -- A JSON list of URLs, empty for SMS.
  media          TEXT NOT NULL DEFAULT '[]'
) STRICT;

INSERT INTO numbered_test (id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, body, state,
    twilio_status, message_sid, chosen_sender, segments, price, price_unit, http_status, error_code, error_message,
    request_id, lost_reason, looked_at, look_problem, look_matches, ended, ended_reason, created_at, media)
  SELECT id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, body, state,
    twilio_status, message_sid, chosen_sender, segments, price, price_unit, http_status, error_code, error_message,
    request_id, lost_reason, looked_at, look_problem, look_matches, ended, ended_reason, created_at, media
  FROM test_message ORDER BY created_at, id;

-- Foreign keys are off while a schema changes: `test_status` keeps its rows, and points at the table of this name.
DROP TABLE test_message;
ALTER TABLE numbered_test RENAME TO test_message;

CREATE INDEX test_message_by_workspace ON test_message (workspace, created_at DESC);
CREATE INDEX test_message_by_sender ON test_message (sender, created_at DESC) WHERE sender IS NOT NULL;
CREATE INDEX test_message_under_way ON test_message (workspace, account) WHERE ended = 0;
-- All that the history filters by, so that no filter reads the rows themselves.
CREATE INDEX test_message_history ON test_message (workspace, number, created_at, state, ended, error_code, sender);

-- Three letters at a time, so that any piece of a number, a SID or a text finds its test.
CREATE VIRTUAL TABLE test_search USING fts5 (
  recipient, body, sender_name, sender_id, chosen_sender, message_sid, error_code,
  content = 'test_message', content_rowid = 'number', tokenize = 'trigram'
);
INSERT INTO test_search (test_search) VALUES ('rebuild');

CREATE TRIGGER test_search_insert AFTER INSERT ON test_message BEGIN
  INSERT INTO test_search (rowid, recipient, body, sender_name, sender_id, chosen_sender, message_sid, error_code)
  VALUES (new.number, new.recipient, new.body, new.sender_name, new.sender_id, new.chosen_sender, new.message_sid,
    new.error_code);
END;
CREATE TRIGGER test_search_delete AFTER DELETE ON test_message BEGIN
  INSERT INTO test_search (test_search, rowid, recipient, body, sender_name, sender_id, chosen_sender, message_sid,
    error_code)
  VALUES ('delete', old.number, old.recipient, old.body, old.sender_name, old.sender_id, old.chosen_sender,
    old.message_sid, old.error_code);
END;
-- A status that moves on changes nothing that is searched.
CREATE TRIGGER test_search_update AFTER UPDATE ON test_message
WHEN old.number <> new.number OR old.recipient <> new.recipient OR old.body <> new.body
  OR old.sender_name <> new.sender_name OR old.sender_id <> new.sender_id
  OR old.chosen_sender IS NOT new.chosen_sender OR old.message_sid IS NOT new.message_sid
  OR old.error_code IS NOT new.error_code
BEGIN
  INSERT INTO test_search (test_search, rowid, recipient, body, sender_name, sender_id, chosen_sender, message_sid,
    error_code)
  VALUES ('delete', old.number, old.recipient, old.body, old.sender_name, old.sender_id, old.chosen_sender,
    old.message_sid, old.error_code);
  INSERT INTO test_search (rowid, recipient, body, sender_name, sender_id, chosen_sender, message_sid, error_code)
  VALUES (new.number, new.recipient, new.body, new.sender_name, new.sender_id, new.chosen_sender, new.message_sid,
    new.error_code);
END;

-- How many days ended tests of a workspace are kept; one without a row keeps them for ever.
CREATE TABLE test_retention (
  workspace TEXT PRIMARY KEY REFERENCES workspace (id) ON DELETE CASCADE,
  kept_days INTEGER NOT NULL CHECK (kept_days BETWEEN 1 AND 3650)
) STRICT, WITHOUT ROWID;

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
CREATE UNIQUE INDEX test_message_once_again ON test_message (again_of)
  WHERE again_of IS NOT NULL AND state NOT IN ('not_sent', 'refused');
-- Asked at every turn of following, so it must not walk through what is ended.
CREATE INDEX test_message_followed ON test_message (account, created_at) WHERE ended = 0;

-- The MMS Converter of a service made a text with a link of it: seen in what Twilio shows of the message.
ALTER TABLE test_message ADD COLUMN converted INTEGER NOT NULL DEFAULT 0 CHECK (converted IN (0, 1));

-- What else went to this recipient and from this sender, newest first.
CREATE INDEX test_message_by_recipient ON test_message (workspace, recipient, created_at DESC);
CREATE INDEX test_message_by_sender_id ON test_message (workspace, sender_type, sender_id, created_at DESC);

-- Whether a recipient opted out is told by our earlier tests to it.
CREATE INDEX test_message_to_recipient ON test_message (account, recipient, created_at DESC);
