//! The history of tests: whatever is typed is looked for as it stands, and every test is on exactly one page.

use std::collections::HashSet;
use std::path::Path;

use rusqlite::{Connection, params};
use senderdesk_core::Desk;
use senderdesk_core::ids::{AccountId, SenderKey, TestId, WorkspaceId};
use senderdesk_core::wire::*;

use crate::fixture::{database, shop};

/// A test as it is put in, delivered at noon of New Year's Day unless said otherwise.
pub struct Put<'a> {
    pub recipient: &'a str,
    pub body: &'a str,
    pub state: &'a str,
    pub ended: bool,
    pub code: Option<u32>,
    pub sid: Option<&'a str>,
    pub sender: Option<SenderKey>,
    pub sender_name: &'a str,
    pub media: &'a str,
    pub at: &'a str,
}

impl Default for Put<'_> {
    fn default() -> Self {
        Self {
            recipient: "+15551230001",
            body: "Hello",
            state: "delivered",
            ended: true,
            code: None,
            sid: None,
            sender: None,
            sender_name: "Offers",
            media: "[]",
            at: "2026-01-01T12:00:00.000000000Z",
        }
    }
}

pub fn put(database: &Connection, workspace: WorkspaceId, test: &Put<'_>) -> TestId {
    let (id, account): (_, AccountId) = (
        TestId::fresh(),
        database
            .query_row("SELECT account FROM workspace WHERE id = ?1", [workspace], |row| row.get(0))
            .unwrap(),
    );
    database
        .prepare_cached(
            "INSERT INTO test_message (id, workspace, account, sender, sender_name, sender_type, sender_id, recipient, \
             body, media, state, twilio_status, ended, error_code, message_sid, created_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, 'long_code', '+15559990001', ?6, ?7, ?8, ?9, ?9, ?10, ?11, ?12, ?13)",
        )
        .unwrap()
        .execute(params![
            id,
            workspace,
            account,
            test.sender,
            test.sender_name,
            test.recipient,
            test.body,
            test.media,
            test.state,
            test.ended,
            test.code,
            test.sid,
            test.at
        ])
        .unwrap();
    id
}

pub fn all(workspace: WorkspaceId) -> HistoryQuery {
    HistoryQuery {
        workspace,
        search: String::new(),
        sender: None,
        outcome: None,
        code: String::new(),
        since: None,
        until: None,
    }
}

fn search(workspace: WorkspaceId, words: &str) -> HistoryQuery {
    HistoryQuery { search: words.to_owned(), ..all(workspace) }
}

fn at(text: &str) -> Option<At> {
    Some(At(text.parse().unwrap()))
}

async fn found(desk: &Desk, query: HistoryQuery) -> Vec<String> {
    let page = desk.history(query.clone(), None).await.unwrap();
    assert_eq!(page.notes, [], "{query:?}");
    let outline = desk.history_outline(query).await.unwrap();
    assert_eq!(outline.matching as usize, page.rows.len(), "these are few");
    page.rows.into_iter().map(|row| row.text).collect()
}

async fn with(tests: &[Put<'_>]) -> (tempfile::TempDir, Desk, WorkspaceId) {
    let (folder, desk, workspace) = shop().await;
    let database = database(folder.path());
    for test in tests {
        put(&database, workspace, test);
    }
    (folder, desk, workspace)
}

fn body(body: &str) -> Put<'_> {
    Put { body, ..Put::default() }
}

#[tokio::test]
async fn a_piece_of_a_number_a_sid_a_name_a_code_or_a_text_finds_its_test() {
    let sid = "SM0123456789abcdef0123456789abcdef";
    let (_folder, desk, workspace) = with(&[
        Put { recipient: "+447700900123", body: "one", ..Put::default() },
        Put { sid: Some(sid), body: "two", ..Put::default() },
        Put { sender_name: "Été à Paris", body: "three", ..Put::default() },
        Put { code: Some(30003), state: "undelivered", body: "four", ..Put::default() },
        body("Autumn offers until Sunday"),
    ])
    .await;
    for (words, text) in [
        ("0123", "one"),
        ("+44 7700 900-123", "one"),
        ("SM0123", "two"),
        ("9ABCDEF0", "two"),
        ("été", "three"),
        ("30003", "four"),
        ("OFFERS unt", "Autumn offers until Sunday"),
        ("sunday autumn", "Autumn offers until Sunday"),
        ("tumn", "Autumn offers until Sunday"),
    ] {
        let texts = found(&desk, search(workspace, words)).await;
        assert!(texts.contains(&text.to_owned()), "{words}: {texts:?}");
    }
    assert_eq!(found(&desk, search(workspace, "900123")).await, ["one"]);
    assert_eq!(found(&desk, search(workspace, "autumn 30003")).await, [""; 0], "every word is needed");
    desk.close().await;
}

#[tokio::test]
async fn nothing_that_is_typed_is_an_operator() {
    let odd = [
        r#"say "yes" now"#,
        "100% off",
        "a_b_c under_score",
        "cafe* (1) AND NOT OR NEAR(a b) col:x ^y -z {q}",
        "🎉🎉🎉 party",
        "مرحبا بك في المتجر",
        "优惠活动",
        "it's",
        "back\\slash",
    ];
    let tests: Vec<_> = odd.iter().map(|text| body(text)).collect();
    let (_folder, desk, workspace) = with(&tests).await;
    for (words, nth) in [
        (r#""yes""#, 0),
        (r#"""#.repeat(3).as_str(), usize::MAX),
        ("100%", 1),
        ("%%%", usize::MAX),
        ("a_b", 2),
        ("___", usize::MAX),
        ("cafe*", 3),
        ("NOT OR", 3),
        ("NEAR(a b)", 3),
        ("col:x", 3),
        ("🎉🎉🎉", 4),
        ("\u{202b}مرحبا\u{202c}", 5),
        ("في المتجر", 5),
        ("优惠活", 6),
        ("it's", 7),
        ("back\\", 8),
    ] {
        let expected: Vec<_> = odd.get(nth).into_iter().map(|text| (*text).to_owned()).collect();
        assert_eq!(found(&desk, search(workspace, words)).await, expected, "{words}");
    }
    desk.close().await;
}

#[tokio::test]
async fn what_is_too_short_or_no_code_is_said_and_leaves_the_rest_of_the_filter() {
    let (_folder, desk, workspace) = with(&[body("one"), Put { state: "failed", ..body("two") }]).await;
    for words in ["a", "on", "🎉", "%"] {
        let query = HistoryQuery { outcome: Some(HistoryOutcome::Failed), ..search(workspace, words) };
        let page = desk.history(query, None).await.unwrap();
        assert_eq!(page.rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["two"]);
        assert_eq!(page.notes[0].field, "search");
        assert!(page.notes[0].message.contains("3 characters"));
    }
    let page = desk.history(HistoryQuery { code: "E1".into(), ..all(workspace) }, None).await.unwrap();
    assert_eq!((page.rows.len(), page.notes[0].field.as_str()), (2, "code"));
    let (since, until) = (at("2026-02-01T00:00:00Z"), at("2026-01-01T00:00:00Z"));
    let page = desk.history(HistoryQuery { since, until, ..all(workspace) }, None).await.unwrap();
    assert_eq!((page.rows.len(), page.notes[0].field.as_str()), (0, "until"));
    desk.close().await;
}

#[tokio::test]
async fn tests_are_filtered_by_sender_outcome_code_and_time_and_by_all_at_once() {
    let key = SenderKey::fresh();
    let (folder, desk, workspace) = with(&[
        Put { sender: Some(key), ..body("delivered") },
        Put { state: "read", ..body("read") },
        Put { state: "undelivered", code: Some(30003), sender: Some(key), ..body("undelivered") },
        Put { state: "refused", code: Some(21610), ..body("refused") },
        Put { state: "sent", ended: false, ..body("sent") },
        Put { state: "sent", ..body("sent, given up") },
        Put { state: "unknown", ended: false, ..body("unknown") },
        Put { at: "2026-03-01T00:00:00.000000000Z", ..body("late") },
    ])
    .await;
    let other = crate::fixture::workspace(folder.path());
    put(&database(folder.path()), other, &body("elsewhere"));

    let outcome = |outcome| HistoryQuery { outcome: Some(outcome), ..all(workspace) };
    assert_eq!(found(&desk, outcome(HistoryOutcome::Delivered)).await, ["late", "read", "delivered"]);
    assert_eq!(found(&desk, outcome(HistoryOutcome::Failed)).await, ["refused", "undelivered"]);
    assert_eq!(found(&desk, outcome(HistoryOutcome::OnItsWay)).await, ["sent"]);
    assert_eq!(found(&desk, outcome(HistoryOutcome::NotConfirmed)).await, ["sent, given up"]);
    assert_eq!(found(&desk, outcome(HistoryOutcome::Unknown)).await, ["unknown"]);
    let sender = HistoryQuery { sender: Some(key), ..all(workspace) };
    assert_eq!(found(&desk, sender.clone()).await, ["undelivered", "delivered"]);
    let code = HistoryQuery { code: " 30003 ".into(), ..all(workspace) };
    assert_eq!(found(&desk, code).await, ["undelivered"]);
    let since = HistoryQuery { since: at("2026-03-01T00:00:00Z"), ..all(workspace) };
    assert_eq!(found(&desk, since).await, ["late"]);
    let until = HistoryQuery { until: at("2026-03-01T00:00:00Z"), ..all(workspace) };
    assert_eq!(found(&desk, until).await.len(), 7, "the end is not in it");
    let both = HistoryQuery {
        search: "delivered".into(),
        code: "30003".into(),
        until: at("2026-02-01T00:00:00Z"),
        outcome: Some(HistoryOutcome::Failed),
        ..sender
    };
    assert_eq!(found(&desk, both).await, ["undelivered"]);
    desk.close().await;
}

#[tokio::test]
async fn the_search_follows_what_is_changed_and_what_goes() {
    let (folder, desk, workspace) = with(&[body("one"), body("two")]).await;
    let database = database(folder.path());
    database
        .execute("UPDATE test_message SET body = 'three', message_sid = 'SMnew' WHERE body = 'one'", [])
        .unwrap();
    assert_eq!(found(&desk, search(workspace, "one")).await, [""; 0]);
    assert_eq!(found(&desk, search(workspace, "SMnew")).await, ["three"]);
    database
        .execute("UPDATE test_message SET state = 'failed', error_code = 30007 WHERE body = 'three'", [])
        .unwrap();
    assert_eq!(found(&desk, search(workspace, "30007")).await, ["three"]);
    database.execute("DELETE FROM test_message WHERE body = 'two'", []).unwrap();
    assert_eq!(found(&desk, search(workspace, "two")).await, [""; 0]);
    let sound = |database: &Connection| {
        database.execute("INSERT INTO test_search (test_search, rank) VALUES ('integrity-check', 1)", [])
    };
    sound(&database).unwrap();
    // With its workspace a test goes too.
    database.execute("DELETE FROM workspace WHERE id = ?1", [workspace]).unwrap();
    let left: u32 =
        database.query_row("SELECT count(*) FROM test_search('\"three\"')", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    sound(&database).unwrap();
    desk.close().await;
}

/// Every page by its key, as the outline names them.
async fn walked(desk: &Desk, query: &HistoryQuery) -> Vec<String> {
    let outline = desk.history_outline(query.clone()).await.unwrap();
    let mut texts = Vec::new();
    for start in outline.starts {
        let page = desk.history(query.clone(), Some(start)).await.unwrap();
        assert_eq!(page.rows[0].number, start);
        texts.extend(page.rows.into_iter().map(|row| row.text));
    }
    assert_eq!(texts.len(), outline.matching as usize);
    texts
}

#[tokio::test]
async fn every_test_is_on_exactly_one_page_while_others_are_sent() {
    let (folder, desk, workspace) = shop().await;
    let beside = database(folder.path());
    // Clocks are set back, and many tests have one time.
    let times = ["2026-01-01T12:00:00.000000000Z", "2025-12-31T12:00:00.000000000Z"];
    let texts: Vec<String> = (0..230).map(|nth| format!("text {nth:03}")).collect();
    for (nth, text) in texts.iter().enumerate() {
        put(&beside, workspace, &Put { body: text, at: times[nth % 2], ..Put::default() });
    }
    for query in [all(workspace), search(workspace, "text")] {
        let newest_first: Vec<_> = texts.iter().rev().cloned().collect();
        assert_eq!(walked(&desk, &query).await, newest_first);

        let outline = desk.history_outline(query.clone()).await.unwrap();
        assert_eq!((outline.page, outline.starts.len()), (50, 5));
        let mut seen = HashSet::new();
        for start in outline.starts {
            let sent = put(&beside, workspace, &body("text that is sent meanwhile"));
            for row in desk.history(query.clone(), Some(start)).await.unwrap().rows {
                assert!(seen.insert(row.id), "twice: {}", row.text);
                assert_ne!(row.id, sent);
            }
        }
        assert_eq!(seen.len(), 230);
        beside.execute("DELETE FROM test_message WHERE body LIKE '%meanwhile'", []).unwrap();
    }
    desk.close().await;
}

#[tokio::test]
async fn a_page_of_the_largest_tests_is_under_64_kilobytes() {
    let (folder, desk, workspace) = shop().await;
    let beside = database(folder.path());
    let medium = format!("https://example.com/{}", "x".repeat(2000));
    let media = serde_json::to_string(&vec![medium; 10]).unwrap();
    for sign in ["🎉", "\"", "\u{1}", "\\"] {
        let (body, name) = (sign.repeat(1600), sign.repeat(500));
        for _ in 0..60 {
            let test =
                Put { body: &body, sender_name: &name, media: &media, code: Some(30003), ..Put::default() };
            let id = put(&beside, workspace, &test);
            beside
                .execute("UPDATE test_message SET twilio_status = ?1 WHERE id = ?2", params![name, id])
                .unwrap();
        }
        let page = desk.history(all(workspace), None).await.unwrap();
        assert_eq!((page.rows.len(), page.rows[0].media), (50, 10));
        assert!(page.rows[0].text.chars().count() <= 120);
        let bytes = serde_json::to_string(&page).unwrap().len();
        assert!(bytes <= 64 * 1024, "{sign:?}: {bytes}");
    }
    desk.close().await;
}

#[tokio::test]
async fn a_hundred_thousand_tests_are_outlined_in_one_small_answer() {
    let (folder, desk, workspace) = shop().await;
    fill(folder.path(), workspace, 100_000);
    let outline = desk.history_outline(all(workspace)).await.unwrap();
    assert_eq!((outline.matching, outline.starts.len()), (100_000, 2000));
    assert!(serde_json::to_string(&outline).unwrap().len() <= 64 * 1024);
    let last = desk.history(all(workspace), outline.starts.last().copied()).await.unwrap();
    assert_eq!(last.rows.last().unwrap().text, "test 1");
    let found = desk.history(search(workspace, "test 77777"), None).await.unwrap();
    assert_eq!(found.rows.iter().map(|row| row.text.as_str()).collect::<Vec<_>>(), ["test 77777"]);
    desk.close().await;
}

/// Puts that many tests in, numbered from 1.
pub fn fill(folder: &Path, workspace: WorkspaceId, count: u32) {
    let mut database = database(folder);
    let transaction = database.transaction().unwrap();
    for nth in 1..=count {
        put(&transaction, workspace, &body(&format!("test {nth}")));
    }
    transaction.commit().unwrap();
}
