-- Schema 1. STRICT tables; times are RFC 3339 in UTC, ids are UUIDv7 as text, truth values 0 or 1.

-- Which program first wrote a schema, so that an older one can say what it would take to open it.
CREATE TABLE schema_history (
  version INTEGER PRIMARY KEY,
  program TEXT NOT NULL,
  at      TEXT NOT NULL
) STRICT;

CREATE TABLE account (
  id            TEXT PRIMARY KEY,
  account_sid   TEXT NOT NULL,
  region        TEXT NOT NULL CHECK (region IN ('us1', 'ie1', 'au1')),
  friendly_name TEXT,
  kind          TEXT,
  status        TEXT,
  owner_sid     TEXT,
  practice      INTEGER NOT NULL DEFAULT 0 CHECK (practice IN (0, 1)),
  credential    TEXT REFERENCES credential (id),
  created_at    TEXT NOT NULL
) STRICT;

-- The secret stands in the keychain under this id. A row is pending until its secret is certainly there.
CREATE TABLE credential (
  id          TEXT PRIMARY KEY,
  account     TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  kind        TEXT NOT NULL CHECK (kind IN ('auth_token', 'api_key')),
  api_key_sid TEXT,
  kept_in     TEXT NOT NULL CHECK (kept_in IN ('keychain', 'memory', 'practice')),
  state       TEXT NOT NULL CHECK (state IN ('pending', 'active', 'replaced')),
  verified_at TEXT,
  created_at  TEXT NOT NULL
) STRICT;

CREATE TABLE access (
  account    TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  capability TEXT NOT NULL,
  access     TEXT NOT NULL,
  reason     TEXT,
  at         TEXT,
  PRIMARY KEY (account, capability)
) STRICT, WITHOUT ROWID;

-- The newest reading only. Amount and currency are Twilio's own text.
CREATE TABLE balance (
  account  TEXT PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
  amount   TEXT,
  currency TEXT,
  reason   TEXT,
  at       TEXT NOT NULL,
  CHECK ((amount IS NULL) = (currency IS NULL) AND (amount IS NULL) <> (reason IS NULL))
) STRICT;

CREATE TABLE workspace (
  id                 TEXT PRIMARY KEY,
  name               TEXT NOT NULL,
  colour             TEXT NOT NULL,
  environment        TEXT NOT NULL CHECK (environment IN ('production', 'staging', 'practice')),
  data_centre        TEXT NOT NULL,
  keyword_management INTEGER NOT NULL DEFAULT 0 CHECK (keyword_management IN (0, 1)),
  account            TEXT NOT NULL REFERENCES account (id),
  created_at         TEXT NOT NULL
) STRICT;

-- `name_folded` is the name in lower case by Unicode's rules, which SQLite's own LIKE and NOCASE do not know.
CREATE TABLE sender (
  key          TEXT PRIMARY KEY,
  workspace    TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  name         TEXT NOT NULL,
  name_folded  TEXT NOT NULL,
  sender_type  TEXT NOT NULL CHECK (sender_type IN ('short_code', 'long_code', 'messaging_service', 'alphanumeric')),
  sender_id    TEXT NOT NULL,
  supports_mms INTEGER NOT NULL CHECK (supports_mms IN (0, 1)),
  is_default   INTEGER NOT NULL CHECK (is_default IN (0, 1)),
  created_at   TEXT NOT NULL,
  updated_at   TEXT NOT NULL,
  CHECK (NOT (sender_type = 'alphanumeric' AND supports_mms = 1))
) STRICT;

CREATE UNIQUE INDEX sender_one_default ON sender (workspace) WHERE is_default = 1;
CREATE INDEX sender_by_workspace ON sender (workspace, is_default DESC, created_at, key);
CREATE INDEX sender_by_name ON sender (workspace, name_folded, key);
CREATE INDEX sender_by_id ON sender (workspace, sender_id, key);

-- A deleted sender, as it was, so that the deletion can be taken back.
CREATE TABLE undo_sender (
  key        TEXT PRIMARY KEY,
  workspace  TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  row        TEXT NOT NULL,
  deleted_at TEXT NOT NULL
) STRICT;

-- Written before the request leaves. `state` is the word of the page's TestState.
CREATE TABLE test_message (
  id             TEXT PRIMARY KEY,
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
  created_at     TEXT NOT NULL
) STRICT;

CREATE INDEX test_message_by_workspace ON test_message (workspace, created_at DESC);
CREATE INDEX test_message_by_sender ON test_message (sender, created_at DESC) WHERE sender IS NOT NULL;
CREATE INDEX test_message_under_way ON test_message (workspace, account) WHERE ended = 0;

CREATE TABLE test_status (
  test          TEXT NOT NULL REFERENCES test_message (id) ON DELETE CASCADE,
  state         TEXT NOT NULL,
  twilio_status TEXT,
  at            TEXT NOT NULL,
  PRIMARY KEY (test, at, state)
) STRICT, WITHOUT ROWID;

-- Facts of the installation that were told once.
CREATE TABLE told_once (
  what TEXT PRIMARY KEY,
  at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
