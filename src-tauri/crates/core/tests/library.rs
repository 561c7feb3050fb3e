//! The data folder beside a running application: read, and nothing else.

use senderdesk_core::library::Library;
use senderdesk_core::share::write::{Form, share_file};
use senderdesk_core::wire::*;

use crate::fixture::{draft, shop};
use crate::imports::{exported, plain};

#[tokio::test]
async fn a_data_folder_is_read_beside_the_application_that_has_it_open() {
    let (folder, desk, workspace) = shop().await;
    desk.create_sender(workspace, draft("A", 1)).await.unwrap();
    let text = exported(&desk, workspace, folder.path()).await;
    let library = Library::open(folder.path()).unwrap();
    let all = library.workspaces().unwrap();
    let listed: Vec<_> =
        all.iter().map(|one| (one.name.as_str(), one.data_centre.as_str(), one.senders)).collect();
    assert_eq!(listed, [("Shop", "DC-03", 1)]);
    for name in [None, Some("Shop"), Some("shop")] {
        let (file, left_out) = library.share_file(name, Some(&plain())).unwrap();
        assert_eq!((share_file(&file, Form::Yaml), left_out), (text.clone(), vec![]));
    }
    let masked = ShareOptions { mask_account: true, alias: "main".to_owned() };
    let (file, _) = library.share_file(None, Some(&masked)).unwrap();
    assert!(!share_file(&file, Form::Yaml).contains("AC0123456789abcdef"));
    // What the application writes meanwhile is seen, and nothing of ours is in its way.
    desk.create_sender(workspace, draft("B", 2)).await.unwrap();
    assert_eq!(library.workspaces().unwrap()[0].senders, 2);
    let (view, rows) =
        library.preview(None, "in.yaml", &text.replace("name: \"A\"", "name: \"A2\"")).unwrap();
    assert_eq!((view.counts.change, view.result.changes, rows.len()), (1, 1, 1));
    desk.create_sender(workspace, draft("C", 3)).await.unwrap();
    desk.close().await;
}

#[tokio::test]
async fn what_is_not_there_is_said_with_what_is() {
    let (folder, desk, _) = shop().await;
    let library = Library::open(folder.path()).unwrap();
    let refused = library.share_file(Some("Shopp"), None).unwrap_err();
    assert_eq!(refused.message, "There is no workspace “Shopp”.");
    assert!(refused.hint.unwrap().contains("“Shop”"));
    desk.open_practice().await.unwrap();
    assert!(library.share_file(None, None).unwrap_err().message.contains("several workspaces"));
    let empty = tempfile::tempdir().unwrap();
    let error = Library::open(empty.path()).err().unwrap();
    assert!(error.to_string().contains("no data of Senderdesk"), "{error}");
    assert_eq!(std::fs::read_dir(empty.path()).unwrap().count(), 0, "looking makes nothing");
    desk.close().await;
}
