-- Schema 5: what is live at Twilio, what an operator accepts of it, what was written there, and the doctor's reports.

-- The last reading of each setting of what a sender rests on. Secrets in a URL are masked.
CREATE TABLE live_setting (
  account  TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  -- The SID of the service, number, short code or application.
  resource TEXT NOT NULL,
  -- Twilio's name of it: `inbound_request_url`.
  field    TEXT NOT NULL,
  -- Null where the field is empty.
  value    TEXT,
  -- When this value was first seen, and when last.
  since    TEXT NOT NULL,
  read_at  TEXT NOT NULL,
  -- What stood there before, once it changed between two readings.
  changed  INTEGER NOT NULL DEFAULT 0 CHECK (changed IN (0, 1)),
  former   TEXT,
  PRIMARY KEY (account, resource, field)
) STRICT, WITHOUT ROWID;

-- When the operator last looked at a sender's route: what changed since is marked.
CREATE TABLE route_look (
  sender TEXT PRIMARY KEY REFERENCES sender (key) ON DELETE CASCADE,
  at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A difference that is meant. It holds for the value that was live then, and lapses with it.
CREATE TABLE accepted_difference (
  sender  TEXT NOT NULL REFERENCES sender (key) ON DELETE CASCADE,
  setting TEXT NOT NULL,
  why     TEXT NOT NULL,
  live    TEXT,
  at      TEXT NOT NULL,
  PRIMARY KEY (sender, setting)
) STRICT, WITHOUT ROWID;

-- A plan that was set going. Values stand here in full, for the way back; they are masked wherever they are shown.
CREATE TABLE apply (
  id          TEXT PRIMARY KEY,
  workspace   TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  account     TEXT NOT NULL REFERENCES account (id),
  sender      TEXT,
  sender_name TEXT NOT NULL,
  sender_type TEXT NOT NULL,
  sender_id   TEXT NOT NULL,
  takes_back  TEXT REFERENCES apply (id),
  at          TEXT NOT NULL
) STRICT;
CREATE INDEX apply_by_workspace ON apply (workspace, at DESC);

CREATE TABLE apply_request (
  apply    TEXT NOT NULL REFERENCES apply (id) ON DELETE CASCADE,
  place    INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('phone_number', 'short_code', 'messaging_service')),
  sid      TEXT NOT NULL,
  name     TEXT NOT NULL,
  state    TEXT NOT NULL CHECK (state IN
             ('not_done', 'done', 'changed_meanwhile', 'refused', 'third_value', 'unknown', 'taken_back')),
  -- Set before the request goes out: from here on it may have been done.
  begun_at TEXT,
  says     TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (apply, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE apply_field (
  apply     TEXT NOT NULL,
  place     INTEGER NOT NULL,
  -- As the request names it: `InboundRequestUrl`.
  field     TEXT NOT NULL,
  before    TEXT,
  after     TEXT,
  -- What was read back last.
  live      TEXT,
  read_back INTEGER NOT NULL DEFAULT 0 CHECK (read_back IN (0, 1)),
  PRIMARY KEY (apply, place, field),
  FOREIGN KEY (apply, place) REFERENCES apply_request (apply, place) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Reports of the doctor, whole, as JSON; see `wire::DoctorReport`.
CREATE TABLE doctor_report (
  id        TEXT PRIMARY KEY,
  workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  at        TEXT NOT NULL,
  content   TEXT NOT NULL
) STRICT;
CREATE INDEX doctor_report_by_workspace ON doctor_report (workspace, at DESC);
