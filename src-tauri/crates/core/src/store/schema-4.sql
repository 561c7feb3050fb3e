-- Schema 4.

-- Whether a recipient opted out is told by our earlier tests to it.
CREATE INDEX test_message_by_recipient ON test_message (account, recipient, created_at DESC);
