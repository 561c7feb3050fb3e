//! The rules of a workspace's senders, as they hold in the database.

use senderdesk_core::ids::{SenderKey, UndoId, WorkspaceId};
use senderdesk_core::wire::*;

use crate::fixture::{all, database, delete, deleted, draft, rows, shop};

#[tokio::test]
async fn the_first_sender_becomes_the_default_and_no_other() {
    let (_folder, desk, workspace) = shop().await;
    let first = desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    let second = desk.create_sender(workspace, draft("B", 2)).await.unwrap();
    assert_eq!((first.sender.is_default, second.sender.is_default), (true, false));
    assert_eq!((first.first_save, second.first_save), (true, false), "told once");
    desk.close().await;
}

#[tokio::test]
async fn what_the_rules_refuse_is_not_saved_and_every_field_is_named() {
    let (_folder, desk, workspace) = shop().await;
    let bad = SenderDraft { name: " ".into(), sender_id: "PN0123".into(), ..draft("", 1) };
    let error = desk.create_sender(workspace, bad.clone()).await.unwrap_err();
    let fields: Vec<_> = error.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!((error.code, fields), (ErrorCode::Invalid, vec!["name", "sender_id"]));
    let saved = desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    assert_eq!(desk.update_sender(saved.sender.key, bad).await.unwrap_err().code, ErrorCode::Invalid);
    assert_eq!(rows(&desk, workspace).await, [saved.sender]);
    desk.close().await;
}

#[tokio::test]
async fn an_edit_changes_the_sender_and_not_its_default_mark() {
    let (_folder, desk, workspace) = shop().await;
    let key = desk.create_sender(workspace, draft("A", 1)).await.unwrap().sender.key;
    let edited = SenderDraft {
        supports_mms: true,
        name: "Offers".into(),
        sender_type: Some(SenderType::ShortCode),
        sender_id: "12345".into(),
        ..SenderDraft::default()
    };
    let saved = desk.update_sender(key, edited).await.unwrap();
    assert!(!saved.first_save);
    let row = desk.sender(key).await.unwrap();
    assert_eq!(row, saved.sender);
    assert_eq!((row.name.as_str(), row.sender_id.as_str()), ("Offers", "12345"));
    assert!(row.is_default && row.supports_mms);
    desk.close().await;
}

#[tokio::test]
async fn the_default_stays_while_others_exist_and_the_last_one_can_go() {
    let (_folder, desk, workspace) = shop().await;
    let a = desk.create_sender(workspace, draft("A", 1)).await.unwrap().sender.key;
    let b = desk.create_sender(workspace, draft("B", 2)).await.unwrap().sender.key;
    let refused = delete(&desk, workspace, &[a]).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid);
    assert!(refused.message.contains("“A” is the default sender"), "{}", refused.message);
    assert!(refused.hint.unwrap().starts_with("Mark another sender as default first"));
    deleted(&desk, workspace, &[b]).await;
    deleted(&desk, workspace, &[a]).await;
    assert_eq!(rows(&desk, workspace).await, []);
    desk.close().await;
}

#[tokio::test]
async fn a_deletion_is_taken_back_with_key_and_content() {
    let (_folder, desk, workspace) = shop().await;
    let saved = desk.create_sender(workspace, draft("A", 1)).await.unwrap().sender;
    let undo = deleted(&desk, workspace, &[saved.key]).await;
    assert_eq!(desk.sender(saved.key).await.unwrap_err().code, ErrorCode::NotFound);
    let undone = desk.undo(undo).await.unwrap();
    assert_eq!((undone.sender, undone.done.as_str()), (Some(saved.key), "“A” is back."));
    assert_eq!(desk.sender(saved.key).await.unwrap(), saved, "alone, it is the default again");
    assert_eq!(desk.undo(undo).await.unwrap_err().code, ErrorCode::NotFound);
    desk.close().await;
}

#[tokio::test]
async fn a_former_default_comes_back_beside_the_new_one() {
    let (_folder, desk, workspace) = shop().await;
    let a = desk.create_sender(workspace, draft("A", 1)).await.unwrap().sender.key;
    let undo = deleted(&desk, workspace, &[a]).await;
    let b = desk.create_sender(workspace, draft("B", 2)).await.unwrap().sender;
    assert!(b.is_default);
    desk.undo(undo).await.unwrap();
    assert!(!desk.sender(a).await.unwrap().is_default);
    desk.close().await;
}

#[tokio::test]
async fn there_is_one_default_at_every_moment() {
    let (_folder, desk, workspace) = shop().await;
    let mut keys = Vec::new();
    for nth in 0..8 {
        keys.push(desk.create_sender(workspace, draft("S", nth)).await.unwrap().sender.key);
    }
    let marking: Vec<_> = keys
        .iter()
        .cycle()
        .take(40)
        .map(|key| {
            let (desk, key) = (desk.clone(), *key);
            tokio::spawn(async move { desk.mark_default(key).await.unwrap() })
        })
        .collect();
    while marking.iter().any(|task| !task.is_finished()) {
        assert_eq!(rows(&desk, workspace).await.iter().filter(|row| row.is_default).count(), 1);
    }
    for task in marking {
        task.await.unwrap();
    }
    desk.close().await;
}

#[tokio::test]
async fn saves_at_the_same_time_are_all_kept_with_one_default() {
    let (_folder, desk, workspace) = shop().await;
    let saving: Vec<_> = (0..150)
        .map(|nth| {
            let desk = desk.clone();
            tokio::spawn(async move { desk.create_sender(workspace, draft("S", nth)).await.unwrap() })
        })
        .collect();
    let mut first_saves = 0;
    for task in saving {
        first_saves += u32::from(task.await.unwrap().first_save);
    }
    let rows = rows(&desk, workspace).await;
    assert_eq!((rows.len(), rows.iter().filter(|row| row.is_default).count()), (150, 1));
    assert_eq!(first_saves, 1);
    desk.close().await;
}

#[tokio::test]
async fn what_is_gone_is_said_to_be_gone() {
    let (_folder, desk, live) = shop().await;
    let (key, workspace) = (SenderKey::fresh(), WorkspaceId::fresh());
    let codes = [
        desk.sender(key).await.unwrap_err().code,
        desk.update_sender(key, draft("A", 1)).await.unwrap_err().code,
        delete(&desk, live, &[key]).await.unwrap_err().code,
        delete(&desk, workspace, &[key]).await.unwrap_err().code,
        desk.undo(UndoId::fresh()).await.unwrap_err().code,
        desk.mark_default(key).await.unwrap_err().code,
        desk.create_sender(workspace, draft("A", 1)).await.unwrap_err().code,
        desk.senders(workspace, all()).await.unwrap_err().code,
        desk.workspace(workspace).await.unwrap_err().code,
    ];
    assert_eq!(codes, [ErrorCode::NotFound; 9]);
    desk.close().await;
}

#[tokio::test]
async fn a_repeated_id_or_name_is_warned_of_but_may_be_saved() {
    let (_folder, desk, workspace) = shop().await;
    let key = desk.create_sender(workspace, draft("Älpha", 1)).await.unwrap().sender.key;
    let warnings = |notes: SenderNotes| -> Vec<(String, bool)> {
        let warnings = notes.notes.into_iter().filter(|note| note.level == NoteLevel::Warning);
        warnings.map(|note| (note.field, note.message.contains("“Älpha”"))).collect()
    };
    let twin = draft(" äLPHA ", 1);
    let notes = desk.check_sender(workspace, None, twin.clone()).await.unwrap();
    assert_eq!(notes.sender_id.as_deref(), Some("+15550000001"));
    assert_eq!(warnings(notes), [("name".to_owned(), true), ("sender_id".to_owned(), true)]);
    let own = desk.check_sender(workspace, Some(key), draft("Älpha", 1)).await.unwrap();
    assert_eq!(warnings(own), [], "a sender does not repeat itself");
    desk.create_sender(workspace, twin).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn any_text_is_only_text_in_a_name() {
    let (_folder, desk, workspace) = shop().await;
    let long = "ü".repeat(500);
    let names =
        ["🎉👩‍👩‍👧 Sale", "مبيعات الصيف", "<script>alert(1)</script>", "'; DROP TABLE sender; --", "%_\\", &long];
    for (nth, name) in (0..).zip(names) {
        let key = desk.create_sender(workspace, draft(name, nth)).await.unwrap().sender.key;
        assert_eq!(desk.sender(key).await.unwrap().name, name);
        let found = desk.senders(workspace, SenderQuery { search: name.into(), ..all() }).await.unwrap();
        assert_eq!(found.rows.iter().map(|row| row.key).collect::<Vec<_>>(), [key], "{name}");
    }
    desk.close().await;
}

#[tokio::test]
async fn the_search_takes_every_sign_as_it_is_and_knows_no_case() {
    let (_folder, desk, workspace) = shop().await;
    for (nth, name) in (0..).zip(["ÄPFEL 100%", "äpfel_rot", "Москва", "Birnen"]) {
        desk.create_sender(workspace, draft(name, nth)).await.unwrap();
    }
    let cases = [
        ("äPFEL", vec!["ÄPFEL 100%", "äpfel_rot"]),
        ("%", vec!["ÄPFEL 100%"]),
        ("_", vec!["äpfel_rot"]),
        ("москва", vec!["Москва"]),
        (" birn ", vec!["Birnen"]),
        ("0000002", vec!["Москва"]),
        ("nothing", vec![]),
    ];
    for (search, expected) in cases {
        let page = desk.senders(workspace, SenderQuery { search: search.into(), ..all() }).await.unwrap();
        let names: Vec<_> = page.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, expected, "{search}");
        assert_eq!((page.matching as usize, page.total), (expected.len(), 4));
    }
    desk.close().await;
}

#[tokio::test]
async fn ten_thousand_senders_are_read_page_by_page_without_gap_or_repeat() {
    let (folder, desk, workspace) = shop().await;
    let mut beside = database(folder.path());
    let transaction = beside.transaction().unwrap();
    for nth in 0..10_000_u32 {
        let sql = "INSERT INTO sender (key, workspace, name, name_folded, sender_type, sender_id, supports_mms, \
                   is_default, created_at, updated_at) VALUES (?1, ?2, ?3, lower(?3), 'long_code', ?4, 0, ?5, ?6, ?6)";
        let name = format!("Sender {:05}", nth * 7919 % 10_000);
        let values = rusqlite::params![
            SenderKey::fresh(),
            workspace,
            name,
            format!("+1555{nth:07}"),
            nth == 5_000,
            "2026-01-01T00:00:00.000000000Z"
        ];
        transaction.prepare_cached(sql).unwrap().execute(values).unwrap();
    }
    transaction.commit().unwrap();
    for sort in [SenderSort::Created, SenderSort::Name, SenderSort::SenderId, SenderSort::SenderType] {
        for descending in [false, true] {
            let mut seen = std::collections::HashSet::new();
            for offset in (0..10_000).step_by(500) {
                let query = SenderQuery { sort, descending, offset, limit: 5_000, ..all() };
                let page = desk.senders(workspace, query).await.unwrap();
                assert_eq!((page.rows.len(), page.matching, page.total), (500, 10_000, 10_000));
                if offset == 0 && sort == SenderSort::Created {
                    assert!(page.rows[0].is_default, "the default sender comes first");
                }
                if sort == SenderSort::Name {
                    let names: Vec<_> = page.rows.iter().map(|row| row.name.as_str()).collect();
                    assert!(names.is_sorted_by(|a, b| if descending { a >= b } else { a <= b }));
                }
                seen.extend(page.rows.into_iter().map(|row| row.key));
            }
            assert_eq!(seen.len(), 10_000, "{sort:?}");
        }
    }
    let query = SenderQuery { search: "sender 0999".into(), ..all() };
    assert_eq!(desk.senders(workspace, query).await.unwrap().matching, 10);
    desk.close().await;
}

#[tokio::test]
async fn the_list_shows_the_newest_test_of_each_sender() {
    let (folder, desk, workspace) = shop().await;
    let key = desk.create_sender(workspace, draft("A", 1)).await.unwrap().sender.key;
    let test = |state: &str, code: Option<u32>, at: &str| {
        let sql = "INSERT INTO test_message (id, workspace, account, sender, sender_name, sender_type, sender_id, \
                   recipient, body, state, error_code, ended, created_at) SELECT ?1, id, account, ?2, 'A', \
                   'long_code', '+15550000001', '+15551230001', 'Hi', ?3, ?4, 1, ?5 FROM workspace";
        let id = senderdesk_core::ids::TestId::fresh();
        database(folder.path()).execute(sql, rusqlite::params![id, key, state, code, at]).unwrap();
        id
    };
    test("delivered", None, "2026-01-01T00:00:00.000000000Z");
    let newest = test("undelivered", Some(30003), "2026-01-02T00:00:00.000000000Z");
    let last = rows(&desk, workspace).await.remove(0).last_test.unwrap();
    assert_eq!((last.id, last.state, last.error_code), (newest, TestState::Undelivered, Some(30003)));
    desk.close().await;
}

#[tokio::test]
async fn each_change_of_senders_is_told() {
    let (_folder, desk, workspace) = shop().await;
    let mut changes = desk.changes();
    let key = desk.create_sender(workspace, draft("A", 1)).await.unwrap().sender.key;
    desk.update_sender(key, draft("B", 1)).await.unwrap();
    desk.mark_default(key).await.unwrap();
    let undo = deleted(&desk, workspace, &[key]).await;
    desk.undo(undo).await.unwrap();
    let mut told = Vec::new();
    while let Ok(change) = changes.try_recv() {
        told.push(change);
    }
    told.retain(|change| !matches!(change, Change::Progress(_)));
    assert_eq!(
        told,
        vec![Change::Senders { workspace }; 4],
        "to mark the default as default changes nothing"
    );
    desk.close().await;
}

#[tokio::test]
async fn a_workspace_shows_its_data_centre_and_how_much_it_holds() {
    let (_folder, desk, workspace) = shop().await;
    for nth in 0..3 {
        desk.create_sender(workspace, draft("S", nth)).await.unwrap();
    }
    let view = desk.workspace(workspace).await.unwrap();
    assert_eq!((view.name.as_str(), view.sender_count, view.tests_under_way), ("Shop", 3, 0));
    assert_eq!(
        (view.data_centre.code.as_str(), view.data_centre.region.as_deref()),
        ("DC-03", Some("India"))
    );
    let state = desk.state().await.unwrap();
    assert_eq!(state.workspaces, [view]);
    assert_eq!(state.data_centres.len(), 7);
    desk.close().await;
}
