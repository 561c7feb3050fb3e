//! The reader of tables. Its body stands in core, where the stable smoke test runs it too.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| senderdesk_core::fuzzing::read_table(bytes));
