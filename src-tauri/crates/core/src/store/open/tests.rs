//! Migrations from an older schema: with a copy kept, in one piece or not at all.

use super::*;

const FIRST: &[&str] = &[
    "CREATE TABLE schema_history (version INTEGER PRIMARY KEY, program TEXT NOT NULL, at TEXT NOT NULL) STRICT;
     CREATE TABLE note (text TEXT NOT NULL) STRICT;",
];
const SECOND: &[&str] = &[FIRST[0], "ALTER TABLE note ADD COLUMN colour TEXT;"];
const BROKEN: &[&str] =
    &[FIRST[0], "CREATE TABLE half (a TEXT) STRICT; CREATE TABLE note (again TEXT) STRICT;"];

fn now() -> At {
    At("2026-03-04T05:06:07Z".parse().unwrap())
}

fn writer(opened: Opened) -> (Connection, FolderLock) {
    opened.writer.unwrap()
}

fn folder_of_first() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (connection, _lock) = writer(open(folder.path(), now(), FIRST).unwrap());
    connection.execute("INSERT INTO note VALUES ('kept')", []).unwrap();
    folder
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_older_database_is_copied_and_then_migrated() {
    let folder = folder_of_first();
    let (connection, _lock) = writer(open(folder.path(), now(), SECOND).unwrap());
    let note: (String, Option<String>) = connection
        .query_row("SELECT text, colour FROM note", [], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    assert_eq!(note, ("kept".to_owned(), None));

    let copy = folder.path().join("senderdesk.db.schema-1-20260304T050607Z");
    let copied = Connection::open(&copy).unwrap();
    let version: i64 = copied.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    let text: String = copied.query_row("SELECT text FROM note", [], |row| row.get(0)).unwrap();
    assert_eq!((version, text.as_str()), (1, "kept"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&copy).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_new_or_current_database_is_not_copied() {
    let folder = folder_of_first();
    drop(open(folder.path(), now(), FIRST).unwrap());
    assert!(names(folder.path()).iter().all(|name| !name.contains("schema-")), "{:?}", names(folder.path()));
}

#[test]
fn a_migration_that_fails_leaves_the_older_schema_as_it_was() {
    let folder = folder_of_first();
    assert!(matches!(open(folder.path(), now(), BROKEN), Err(OpenError::Unusable(_))));
    let (connection, _lock) = writer(open(folder.path(), now(), FIRST).unwrap());
    assert!(connection.prepare("SELECT * FROM half").is_err());
    let text: String = connection.query_row("SELECT text FROM note", [], |row| row.get(0)).unwrap();
    assert_eq!(text, "kept");
}

#[test]
fn an_older_program_says_which_version_wrote_the_database() {
    let folder = folder_of_first();
    drop(open(folder.path(), now(), SECOND).unwrap());
    let before = fs::read(folder.path().join(FILE)).unwrap();
    let Err(OpenError::NewerDatabase(words)) = open(folder.path(), now(), FIRST) else { panic!("opened") };
    assert!(words.contains(concat!("version ", env!("CARGO_PKG_VERSION"))), "{words}");
    assert_eq!(fs::read(folder.path().join(FILE)).unwrap(), before, "nothing was changed");
}

#[test]
fn while_an_older_program_holds_the_folder_its_database_is_not_migrated() {
    let folder = folder_of_first();
    let older = open(folder.path(), now(), FIRST).unwrap();
    let Err(OpenError::Unusable(words)) = open(folder.path(), now(), SECOND) else { panic!("opened") };
    assert!(words.starts_with("Another Senderdesk has this data folder open."), "{words}");
    drop(older);
    writer(open(folder.path(), now(), SECOND).unwrap());
}

#[test]
fn each_migration_of_this_version_is_well_formed() {
    migrations(STEPS, now()).validate().unwrap();
}

/// The schema of the first release, and nothing later.
const SCHEMA_1: &[&str] = &[STEPS[0]];

const OF_SCHEMA_1: &str = "
    INSERT INTO account (id, account_sid, region, created_at) VALUES ('a', 'AC1', 'us1', 't');
    INSERT INTO balance VALUES ('a', '41.20', 'USD', NULL, '2026-01-01T00:00:00.000000000Z');
    INSERT INTO account (id, account_sid, region, created_at) VALUES ('b', 'AC2', 'us1', 't');
    INSERT INTO balance VALUES ('b', NULL, NULL, 'none', '2026-01-01T00:00:00.000000000Z');
    INSERT INTO workspace VALUES ('w', 'Shop', 'blue', 'staging', 'DC-03', 1, 'a', 't');
    INSERT INTO sender VALUES ('s', 'w', 'Offers', 'offers', 'short_code', '70707', 0, 1, 't', 't');
    INSERT INTO test_message (id, workspace, account, sender_name, sender_type, sender_id, recipient, body, state,
      created_at) VALUES ('m', 'w', 'a', 'Offers', 'short_code', '70707', '+1', 'x', 'sent', 't');
    INSERT INTO undo_sender VALUES ('d', 'w', '{\"key\":\"d\",\"name\":\"Gone\"}', 't');";

#[test]
fn what_the_first_schema_held_is_all_there_under_the_second() {
    let folder = tempfile::tempdir().unwrap();
    let (connection, lock) = writer(open(folder.path(), now(), SCHEMA_1).unwrap());
    connection.execute_batch(OF_SCHEMA_1).unwrap();
    drop((connection, lock));

    let (connection, _lock) = writer(open(folder.path(), now(), STEPS).unwrap());
    let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(
        text(
            "SELECT concat_ws(',', name, sender_id, is_default, mo_custom IS NULL, notes, country) FROM sender"
        ),
        "Offers,70707,1,1,,"
    );
    assert_eq!(
        text("SELECT concat_ws(',', name, keyword_management, delivery_url IS NULL) FROM workspace"),
        "Shop,1,1"
    );
    assert_eq!(text("SELECT concat_ws(',', body, state, media) FROM test_message"), "x,sent,[]");
    assert_eq!(
        text("SELECT group_concat(concat_ws(',', account, amount, currency), ';') FROM balance_history"),
        "a,41.20,USD",
        "the reading that says why there is none is no point of the history"
    );
    assert_eq!(
        text("SELECT concat_ws(',', id, workspace, images) FROM undo"),
        r#"d,w,{"senders":[{"before":{"key":"d","name":"Gone"},"after":null}]}"#
    );
    let broken: u32 =
        connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(broken, 0);
}
