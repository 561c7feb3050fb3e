//! The history in a file: all that was asked for, nothing that was left out, and nothing that a spreadsheet runs.

use std::fs;
use std::path::Path;

use senderdesk_core::Desk;
use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::*;

use crate::fixture::{database, shop};
use crate::history::{Put, all, fill, put};

const WHOLE: HistoryExport = HistoryExport { format: HistoryFormat::Csv, mask_numbers: false, texts: true };

async fn written(desk: &Desk, query: HistoryQuery, export: HistoryExport, folder: &Path) -> String {
    let path = folder.join("out");
    desk.write_history(query, export, path.clone()).await.unwrap();
    fs::read_to_string(path).unwrap()
}

fn rows(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

async fn two() -> (tempfile::TempDir, Desk, WorkspaceId) {
    let (folder, desk, workspace) = shop().await;
    let database = database(folder.path());
    put(
        &database,
        workspace,
        &Put { body: "=1+1 \"now\"\nnext", media: r#"["https://example.com/a.png"]"#, ..Put::default() },
    );
    let failed = Put { state: "undelivered", code: Some(30003), body: "second", ..Put::default() };
    let id = put(&database, workspace, &failed);
    let sql = "UPDATE test_message SET price = '-0.0079', price_unit = 'USD', segments = 1, sender_name = sender_id \
               WHERE id = ?1";
    database.execute(sql, [id]).unwrap();
    (folder, desk, workspace)
}

#[tokio::test]
async fn a_table_holds_the_tests_that_are_filtered_oldest_first_and_explained() {
    let (folder, desk, workspace) = two().await;
    let csv = written(&desk, all(workspace), WHOLE, folder.path()).await;
    let both = rows(&csv);
    assert_eq!(both.len(), 2);
    assert_eq!(both[0]["text"], "'=1+1 \"now\"\nnext", "no spreadsheet runs it");
    assert_eq!(both[0]["media"], "https://example.com/a.png");
    assert_eq!(both[1]["recipient"], "'+15551230001");
    assert_eq!((both[1]["outcome"].as_str(), both[1]["error_code"].as_str()), ("failed", "30003"));
    assert!(!both[1]["explanation"].is_empty() && !both[1]["what_to_do"].is_empty());
    assert_eq!((both[1]["price"].as_str(), both[1]["price_unit"].as_str()), ("'-0.0079", "USD"));
    assert_eq!(both[0]["time"], "2026-01-01T12:00:00Z");

    let failed = HistoryQuery { outcome: Some(HistoryOutcome::Failed), ..all(workspace) };
    assert_eq!(rows(&written(&desk, failed, WHOLE, folder.path()).await).len(), 1);
    desk.close().await;
}

#[tokio::test]
async fn numbers_and_texts_that_are_left_out_are_nowhere_in_the_file() {
    let (folder, desk, workspace) = two().await;
    for format in [HistoryFormat::Csv, HistoryFormat::JsonLines] {
        let export = HistoryExport { format, mask_numbers: true, texts: false };
        let file = written(&desk, all(workspace), export, folder.path()).await;
        for absent in
            ["+15551230001", "+15559990001", "second", "1+1", "example.com", "\"text\"", "recipient\""]
        {
            assert!(!file.contains(absent), "{absent}: {file}");
        }
        assert!(file.contains("recipient_masked"), "the file says so itself");
    }
    desk.close().await;
}

#[tokio::test]
async fn json_lines_are_whole_and_as_twilio_wrote_them() {
    let (folder, desk, workspace) = two().await;
    let export = HistoryExport { format: HistoryFormat::JsonLines, ..WHOLE };
    let file = written(&desk, all(workspace), export, folder.path()).await;
    let lines: Vec<serde_json::Value> =
        file.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["text"], "=1+1 \"now\"\nnext");
    assert_eq!(lines[1]["price"], "-0.0079");
    assert_eq!(lines[1]["recipient"], "+15551230001");
    assert_eq!(lines[0]["media"][0], "https://example.com/a.png");
    desk.close().await;
}

#[tokio::test]
async fn many_are_written_whole_and_a_filter_that_cannot_be_used_writes_nothing() {
    let (folder, desk, workspace) = shop().await;
    fill(folder.path(), workspace, 450);
    let query = HistoryQuery { search: "test".into(), ..all(workspace) };
    let texts: Vec<_> = rows(&written(&desk, query, WHOLE, folder.path()).await)
        .into_iter()
        .map(|row| row["text"].clone())
        .collect();
    assert_eq!(texts, (1..=450).map(|nth| format!("test {nth}")).collect::<Vec<_>>());

    let path = folder.path().join("none");
    let query = HistoryQuery { search: "te".into(), ..all(workspace) };
    let error = desk.write_history(query, WHOLE, path.clone()).await.unwrap_err();
    assert!(error.message.contains("3 characters") && !path.exists());
    desk.close().await;
}
