//! The merge of three files, parted by lines of %%. Its body stands in core, where the stable smoke test runs it too.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| senderdesk_core::fuzzing::merge_files(bytes));
