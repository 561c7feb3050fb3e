-- Schema 2: the whole form, the worksheet's ticks, undo of every change, the activity log, the history of balances.

-- `mo_custom` is what the operator typed in place of the data centre's URL, `mo_replaced` what stood there before.
ALTER TABLE sender ADD COLUMN mo_custom TEXT;
ALTER TABLE sender ADD COLUMN mo_replaced TEXT;
ALTER TABLE sender ADD COLUMN unsubscribe_text TEXT NOT NULL DEFAULT '';
ALTER TABLE sender ADD COLUMN notes TEXT NOT NULL DEFAULT '';
ALTER TABLE sender ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE sender ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
-- ISO 3166-1 alpha-2, or empty.
ALTER TABLE sender ADD COLUMN country TEXT NOT NULL DEFAULT '';

CREATE INDEX sender_by_sender_id ON sender (sender_type, sender_id);

-- The dashboard's *Delivery tracking URL*, as the operator pasted it.
ALTER TABLE workspace ADD COLUMN delivery_url TEXT;

-- The amount under which the operator wants to be told: decimal text, in the currency of the account.
ALTER TABLE account ADD COLUMN balance_floor TEXT;
-- Whether it was told since the balance was last above it.
ALTER TABLE account ADD COLUMN balance_floor_told INTEGER NOT NULL DEFAULT 0 CHECK (balance_floor_told IN (0, 1));

-- Amount and currency are Twilio's own text.
CREATE TABLE balance_history (
  account  TEXT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  at       TEXT NOT NULL,
  amount   TEXT NOT NULL,
  currency TEXT NOT NULL,
  PRIMARY KEY (account, at)
) STRICT, WITHOUT ROWID;

INSERT INTO balance_history (account, at, amount, currency)
  SELECT account, at, amount, currency FROM balance WHERE amount IS NOT NULL;

-- Whether a sender was found in an account, by its SID.
CREATE TABLE sender_ownership (
  sender      TEXT PRIMARY KEY REFERENCES sender (key) ON DELETE CASCADE,
  account_sid TEXT NOT NULL,
  ownership   TEXT NOT NULL CHECK (ownership IN ('found', 'not_found', 'could_not_check')),
  reason      TEXT,
  at          TEXT NOT NULL
) STRICT;

-- A step of a worksheet that was done by hand, with the value that it had then. `sender` is empty for a step of the
-- workspace. Ticks of a deleted sender stay, so that undo brings them back.
CREATE TABLE tick (
  workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  sender    TEXT NOT NULL,
  step      TEXT NOT NULL,
  value     TEXT NOT NULL,
  at        TEXT NOT NULL,
  PRIMARY KEY (workspace, sender, step)
) STRICT, WITHOUT ROWID;

-- Handsets that tests may go to without being asked.
CREATE TABLE test_handset (
  workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  number    TEXT NOT NULL,
  label     TEXT NOT NULL,
  added_at  TEXT NOT NULL,
  PRIMARY KEY (workspace, number)
) STRICT, WITHOUT ROWID;

-- A JSON list of URLs, empty for SMS.
ALTER TABLE test_message ADD COLUMN media TEXT NOT NULL DEFAULT '[]';

-- What a change replaced, so that it can be taken back: JSON, see `store/undo.rs`.
CREATE TABLE undo (
  id        TEXT PRIMARY KEY,
  workspace TEXT NOT NULL REFERENCES workspace (id) ON DELETE CASCADE,
  images    TEXT NOT NULL,
  at        TEXT NOT NULL
) STRICT;

CREATE INDEX undo_by_workspace ON undo (workspace, id);

-- A deletion under schema 1 had the sender's key for its name.
INSERT INTO undo (id, workspace, images, at)
  SELECT key, workspace, json_object('senders', json_array(json_object('before', json(row), 'after', NULL))), deleted_at
  FROM undo_sender;
DROP TABLE undo_sender;

-- What was changed, by whom nobody asks: there is one operator. No foreign key: it outlives what it tells of.
CREATE TABLE activity (
  id             INTEGER PRIMARY KEY,
  at             TEXT NOT NULL,
  workspace      TEXT NOT NULL,
  workspace_name TEXT NOT NULL,
  subject        TEXT NOT NULL,
  name           TEXT NOT NULL,
  action         TEXT NOT NULL,
  changes        TEXT NOT NULL,
  outcome        TEXT NOT NULL,
  detail         TEXT NOT NULL
) STRICT;

CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity BEGIN
  SELECT RAISE(ABORT, 'the activity log is append-only');
END;
CREATE TRIGGER activity_no_delete BEFORE DELETE ON activity BEGIN
  SELECT RAISE(ABORT, 'the activity log is append-only');
END;
