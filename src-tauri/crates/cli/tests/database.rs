//! The commands that read the application's database: their command lines.

use crate::run::Folder;

#[test]
fn import_without_dry_run_is_refused_and_says_who_imports() {
    let folder = Folder::new();
    let ran = folder.run(&["import", "x.yaml", "--workspace", "Shop"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("Import the file in Senderdesk"), "{}", ran.err);
    assert_eq!(folder.run(&["import", "x.yaml", "--dry-run"]).code, 2, "it needs a workspace");
}

#[test]
fn an_alias_is_looked_at_before_the_database() {
    let folder = Folder::new();
    let ran = folder.run(&["export", "--mask-account", " "]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("1 to 64 characters"), "{}", ran.err);
}

#[test]
fn a_file_that_cannot_be_read_is_named_before_the_database_is_opened() {
    let folder = Folder::new();
    let ran = folder.run(&["import", "--dry-run", "none.yaml", "--workspace", "Shop"]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("none.yaml:1:1: error: "), "{}", ran.err);
}

#[test]
fn a_folder_without_a_database_is_an_error_and_stays_as_it_is() {
    let folder = Folder::new();
    for args in [&["senders", "list", "--data-dir", "."][..], &["export", "--data-dir", "."]] {
        let ran = folder.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""));
        assert!(ran.err.starts_with("error: "), "{}", ran.err);
    }
    assert!(folder.names().is_empty());
}
