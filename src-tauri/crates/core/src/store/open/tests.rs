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

/// What schema 3 held of tests: one with a timeline, one whose answer was lost.
const OF_SCHEMA_3: &str = "
    INSERT INTO account (id, account_sid, region, created_at) VALUES ('a', 'AC1', 'us1', 't');
    INSERT INTO workspace (id, name, colour, environment, data_centre, account, created_at)
      VALUES ('w', 'Shop', 'blue', 'staging', 'DC-03', 'a', 't');
    INSERT INTO test_message (id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, body,
      state, twilio_status, message_sid, chosen_sender, segments, price, price_unit, http_status, error_code,
      error_message, request_id, ended, ended_reason, created_at, media)
      VALUES ('late', 'w', 'a', 's', 'Offers', 'short_code', '70707', '+15551230002', 'Autumn', 'undelivered',
        'undelivered', 'SM2', 'c', 2, '-0.01', 'USD', 200, 30003, 'e', 'r', 1, 'x', '2026-02-01', '[\"https://m\"]');
    INSERT INTO test_message (id, workspace, account, sender_name, sender_type, sender_id, recipient, body, state,
      lost_reason, looked_at, look_problem, look_matches, created_at)
      VALUES ('early', 'w', 'a', 'Offers', 'short_code', '70707', '+15551230001', 'Spring', 'unknown', 'l', 'k', 'p',
        '[]', '2026-01-01');
    INSERT INTO test_status VALUES ('late', 'undelivered', 'undelivered', '2026-02-02');
    INSERT INTO test_status VALUES ('late', 'posting', NULL, '2026-02-01');";

#[test]
fn tests_of_every_older_schema_keep_all_that_they_had_and_can_be_searched() {
    for older in [&STEPS[..1], &STEPS[..2], &STEPS[..3]] {
        let folder = tempfile::tempdir().unwrap();
        let (connection, lock) = writer(open(folder.path(), now(), older).unwrap());
        let rows = if older.len() == 1 {
            OF_SCHEMA_3.replace(", media)", ")").replace(", '[\"https://m\"]'", "")
        } else {
            OF_SCHEMA_3.to_owned()
        };
        connection.execute_batch(&rows).unwrap();
        let columns = "id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, body, state, \
                       twilio_status, message_sid, chosen_sender, segments, price, price_unit, http_status, \
                       error_code, error_message, request_id, lost_reason, looked_at, look_problem, look_matches, \
                       ended, ended_reason, created_at";
        let all = |connection: &Connection| -> Vec<String> {
            let sql = format!(
                "SELECT concat_ws('|', {}) FROM test_message ORDER BY created_at",
                columns
                    .split(", ")
                    .map(|column| format!("coalesce({column}, '-')"))
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            let mut statement = connection.prepare(&sql).unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
        };
        let before = all(&connection);
        assert_eq!(before.len(), 2);
        drop((connection, lock));

        let (connection, _lock) = writer(open(folder.path(), now(), STEPS).unwrap());
        assert_eq!(all(&connection), before);
        let text = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
        assert_eq!(
            text("SELECT group_concat(id, ',') FROM (SELECT id FROM test_message ORDER BY number)"),
            "early,late"
        );
        assert_eq!(
            text("SELECT group_concat(state, ',') FROM (SELECT state FROM test_status ORDER BY at)"),
            "posting,undelivered"
        );
        for words in ["0002", "SM2", "autumn", "30003"] {
            let found = format!(
                "SELECT group_concat(id) FROM test_message WHERE number IN (SELECT rowid FROM test_search('\"{words}\"'))"
            );
            assert_eq!(text(&found), "late", "{words}");
        }
        let broken: u32 = connection
            .query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))
            .unwrap();
        assert_eq!(broken, 0);
        // A timeline goes with its test still, and an account that has tests does not go.
        connection.execute("DELETE FROM test_message WHERE id = 'late'", []).unwrap();
        let left: u32 =
            connection.query_row("SELECT count(*) FROM test_status", [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0);
        assert!(connection.execute("DELETE FROM account", []).is_err());
    }
}
