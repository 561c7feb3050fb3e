//! The commands that read the application's database, beside the application that has it open.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::keychain::{Keychain, MemoryStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Desk, DeskOptions, SystemClock};

use crate::run::Folder;

const WORKSPACE: &str = "0198f000-0000-7000-8000-000000000001";
const TOKEN: &str = "c4na7y0f5e92d3b18a6c7f4e1b2d9c03";

/// The application's desk in a folder, with a workspace and two senders, one of them with a token in its notes.
async fn desk(folder: &Path) -> Desk {
    let options = DeskOptions {
        data_dir: folder.join("data"),
        clock: Arc::new(SystemClock),
        keychain: Keychain::new(MemoryStore::default(), Duration::from_secs(1)),
        twilio_url: None,
    };
    let desk = Desk::open(options).await.unwrap();
    let database = rusqlite::Connection::open(folder.join("data/senderdesk.db")).unwrap();
    let at = "2026-01-01T00:00:00.000000000Z";
    let insert = |sql: &str| database.execute(sql, (WORKSPACE, at)).unwrap();
    insert(
        "INSERT INTO account (id, account_sid, region, created_at) \
         VALUES (?1, 'AC0123456789abcdef0123456789abcdef', 'us1', ?2)",
    );
    insert(
        "INSERT INTO workspace (id, name, colour, environment, data_centre, account, created_at) \
         VALUES (?1, 'Shop', 'blue', 'staging', 'DC-03', ?1, ?2)",
    );
    let workspace: WorkspaceId = WORKSPACE.parse().unwrap();
    for (name, sender_id, notes) in [("Alerts", "+15551230002", ""), ("Offers", "+15551230003", TOKEN)] {
        let draft = SenderDraft {
            name: name.to_owned(),
            sender_type: Some(SenderType::LongCode),
            sender_id: sender_id.to_owned(),
            notes: notes.to_owned(),
            ..SenderDraft::default()
        };
        desk.create_sender(workspace, draft).await.unwrap();
    }
    desk
}

#[tokio::test]
async fn an_export_is_that_of_the_application_which_goes_on_writing() {
    let folder = Folder::new();
    let desk = desk(folder.path()).await;
    let workspace: WorkspaceId = WORKSPACE.parse().unwrap();
    for (format, word) in
        [(ShareFormat::Yaml, "yaml"), (ShareFormat::Json, "json"), (ShareFormat::Csv, "csv")]
    {
        let place = folder.path().join("application");
        desk.write_share(workspace, format, ShareOptions::default(), place).await.unwrap();
        let ran = folder.run(&["export", "--data-dir", "data", "--format", word]);
        assert_eq!((ran.code, &ran.out), (0, &folder.read("application")), "{}", ran.err);
        assert!(ran.err.contains("Offers: Notes: a row of letters and digits was left out"), "{}", ran.err);
    }
    let ran =
        folder.run(&["export", "--data-dir", "data", "--mask-account", "main", "-o", "out.senders.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let text = folder.read("out.senders.yaml");
    assert!(text.contains("alias: \"main\"") && !text.contains("AC0123"), "{text}");
    let draft = SenderDraft { name: "Late".to_owned(), ..SenderDraft::default() };
    let draft =
        SenderDraft { sender_type: Some(SenderType::Alphanumeric), sender_id: "ACME".to_owned(), ..draft };
    desk.create_sender(workspace, draft).await.unwrap();
    let ran = folder.run(&["senders", "list", "--data-dir", "data"]);
    let lines: Vec<_> = ran.out.lines().collect();
    assert_eq!(
        lines,
        [
            "*\tAlerts\tlong_code\t+15551230002\t",
            "\tOffers\tlong_code\t+15551230003\t",
            "\tLate\talphanumeric\tACME\t"
        ]
    );
    let listed =
        folder.run(&["senders", "list", "--data-dir", "data", "--workspace", "Shop", "--json"]).json();
    assert_eq!((&listed["workspace"], &listed["senders"][0]["default"]), (&"Shop".into(), &true.into()));
    desk.close().await;
}

#[tokio::test]
async fn a_dry_run_says_what_an_import_would_do_and_writes_nothing() {
    let folder = Folder::new();
    let desk = desk(folder.path()).await;
    let exported = folder.run(&["export", "--data-dir", "data"]).out;
    folder.write("in.senders.yaml", exported.replace("name: \"Alerts\"", "name: \"Alarms\""));
    let run = |extra: &[&str]| {
        folder.run(
            &[
                &["import", "--dry-run", "in.senders.yaml", "--data-dir", "data", "--workspace", "Shop"],
                extra,
            ]
            .concat(),
        )
    };
    let ran = run(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("~ Alerts (+15551230002)") && ran.out.contains("Name: Alerts → Alarms"),
        "{}",
        ran.out
    );
    let json = run(&["--json"]).json();
    assert_eq!((&json["counts"]["change"], &json["undecided"]), (&1.into(), &0.into()));
    let other =
        folder.run(&["import", "--dry-run", "in.senders.yaml", "--data-dir", "data", "--workspace", "Shopp"]);
    assert_eq!(other.code, 3);
    assert!(other.err.contains("There is no workspace “Shopp”"), "{}", other.err);
    let page = desk.senders(
        WORKSPACE.parse().unwrap(),
        SenderQuery {
            search: String::new(),
            sort: SenderSort::Created,
            descending: false,
            offset: 0,
            limit: 10,
        },
    );
    assert_eq!(page.await.unwrap().rows[0].name, "Alerts");
    desk.close().await;
}

#[tokio::test]
async fn a_token_that_somebody_typed_into_a_field_is_in_no_output() {
    let folder = Folder::new();
    let desk = desk(folder.path()).await;
    let mut seen = String::new();
    for format in ["yaml", "json", "csv", "md", "html"] {
        for json in [&[][..], &["--json"]] {
            let ran = folder.run(&[&["export", "--data-dir", "data", "--format", format], json].concat());
            assert_eq!(ran.code, 0, "{}", ran.err);
            seen += &format!("{ran:?}");
        }
    }
    seen += &format!("{:?}", folder.run(&["senders", "list", "--data-dir", "data", "--json"]));
    folder.write("in.senders.yaml", folder.run(&["export", "--data-dir", "data"]).out);
    let preview =
        ["import", "--dry-run", "in.senders.yaml", "--data-dir", "data", "--workspace", "Shop", "--json"];
    seen += &format!("{:?}", folder.run(&preview));
    assert!(seen.contains("{{token}}") && !seen.contains(TOKEN));
    desk.close().await;
}
