-- Schema 4: test messages that explain themselves.

-- The MMS Converter of a service made a text with a link of it: seen in what Twilio shows of the message.
ALTER TABLE test_message ADD COLUMN converted INTEGER NOT NULL DEFAULT 0 CHECK (converted IN (0, 1));

-- What else went to this recipient and from this sender, newest first.
CREATE INDEX test_message_by_recipient ON test_message (workspace, recipient, created_at DESC);
CREATE INDEX test_message_by_sender_id ON test_message (workspace, sender_type, sender_id, created_at DESC);
