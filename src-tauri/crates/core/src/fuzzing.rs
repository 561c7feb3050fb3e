//! The bodies of the fuzz targets, so that the stable smoke test runs the same. Hidden: no part of what core offers.
//!
//! Each takes any bytes, and fails by a panic when something that always holds does not.

use crate::share::document::ShareFile;
use crate::share::read::{self, Document};
use crate::share::write::{Form, backup, share_file};
use crate::share::{check, csv_in, csv_out, merge, source};

/// The reader of YAML and JSON: any bytes are read or refused, and what is read is written as the reader reads it.
pub fn read_file(bytes: &[u8]) {
    let Ok(text) = source::text_of_bytes(bytes.to_vec()) else { return };
    let Ok(mut read) = read::parse(&text) else { return };
    check::check(&mut read);
    match read.document {
        Document::Share(file) => {
            for form in [Form::Yaml, Form::Json] {
                let written = share_file(&file, form);
                assert_eq!(parsed(&written), file, "what is written reads as what was read:\n{written}");
                assert_eq!(share_file(&parsed(&written), form), written);
            }
        }
        Document::Backup(whole) => {
            let written = backup(&whole, Form::Yaml);
            let again = read::parse(&written).expect("what is written can be read").document;
            assert_eq!(again, Document::Backup(whole));
        }
    }
}

/// The reader of tables: any bytes are read or refused, and a table that is written from what was read says the same.
pub fn read_table(bytes: &[u8]) {
    let Ok(text) = source::text_of_bytes(bytes.to_vec()) else { return };
    let Ok(mut table) = csv_in::parse(&text) else { return };
    check::check_table(&mut table.file, &mut table.places, &mut table.faults);
    let written = csv_out::table(&table.file);
    let again = csv_in::parse(&written).expect("what is written can be read");
    let ids = |file: &ShareFile| file.senders.iter().map(|sender| sender.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&again.file), ids(&table.file));
    assert_eq!(csv_out::table(&again.file), written);
}

/// The merge: of three files in one input, parted by lines of `%%`. Whatever they are, no side is lost in silence.
pub fn merge_files(bytes: &[u8]) {
    let Ok(text) = source::text_of_bytes(bytes.to_vec()) else { return };
    let files: Vec<_> = text.split("\n%%\n").filter_map(share).collect();
    let [base, ours, theirs] = files.as_slice() else { return };
    assert_eq!(merge::merge(base, ours, base).file, *ours, "an unchanged side is the other side");
    assert_eq!(merge::merge(base, base, theirs).file, *theirs);
    let (one, other) = (merge::merge(base, ours, theirs), merge::merge(base, theirs, ours));
    assert_eq!(one.conflicts.len(), other.conflicts.len());
    if one.conflicts.is_empty() {
        assert_eq!(one.file, other.file, "the order does not matter");
    } else {
        let marked = crate::share::write::merged(&one, Form::Yaml);
        assert!(read::parse(&marked).is_err(), "a file with marks is no share file");
    }
}

fn share(text: &str) -> Option<ShareFile> {
    match read::parse(text).ok()?.document {
        Document::Share(file) => Some(file),
        Document::Backup(_) => None,
    }
}

fn parsed(text: &str) -> ShareFile {
    match read::parse(text) {
        Ok(read::Read { document: Document::Share(file), .. }) => file,
        other => panic!("{other:?} of\n{text}"),
    }
}
