//! Are the screens of sharing accessible and worth looking at: every kind of row, a table, a backup, narrow, at 200 %?

use fantoccini::key::Key;
use serde_json::json;

use super::application::{Application, until};
use super::page::Page;
use super::pictures::{Look, desktop};
use super::setup::{chooses_file, opens_file};
use super::sharing::{chooses_in_share_menu, exports, imports, share_file};
use super::twilio::{adds_sender, practises};

/// A sender whose URL has something in it that is left out, so that there is something to say.
async fn adds_with_a_token(page: &Page) {
    adds_sender(page, "Alerts", "Long Code", "+13035550101").await;
    page.sees("dialog", "Saved here. MoEngage does not know it yet").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("senders").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    page.fills(
        "textbox",
        "Notes",
        "Ask https://ana:geheim@example.com about 0123456789abcdef0123456789abcdef",
    )
    .await;
    page.press(&[Key::Control.into(), 's']).await;
    page.is_ready("senders").await;
}

async fn sharing(theme: &str) {
    let desktop = desktop(theme);
    let application = Application::start(&desktop).await;
    let (page, mut look) = (application.page(), Look::new(&application, theme));
    practises(page).await;
    adds_with_a_token(page).await;
    page.activates("button", "Share").await;
    page.sees("menuitem", "Export senders…").await;
    look.at("share-menu").await;
    page.press(&[Key::Escape.into()]).await;
    page.press(&[Key::Control.into(), 'e']).await;
    page.sees("dialog", "Export senders of Practice").await;
    page.reads("{{token}}").await;
    look.at("export").await;
    page.press(&[Key::Escape.into()]).await;
    chooses_in_share_menu(page, "Back up everything…").await;
    page.sees("dialog", "Back up everything").await;
    look.at("backup-empty").await;
    page.press(&[Key::Escape.into()]).await;
    chooses_in_share_menu(page, "Paste…").await;
    page.sees("dialog", "Import pasted text").await;
    look.at("paste").await;
    page.press(&[Key::Escape.into()]).await;

    // Something of every kind: a conflict, a line that is wrong, a change, an addition, a removal, and what stays.
    let file = desktop.home().join("practice.senders.yaml");
    exports(page, &desktop, &file).await;
    let text = std::fs::read_to_string(&file).expect("the file");
    page.tab_to("row", "*").await;
    page.press(&[Key::Home.into()]).await;
    page.has_focus_on("row", "Campaigns*").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    page.fills("textbox", "Sender name", "Campaigns of ours").await;
    page.press(&[Key::Control.into(), 's']).await;
    page.is_ready("senders").await;
    let parts: Vec<_> = text.split("  - id: ").collect();
    let theirs = [
        parts[0],
        &parts[1].replace(
            "name: \"Campaigns\"",
            "name: \"Campaigns of theirs, with a name that is much longer than others\"",
        ),
        &parts[2].replace("notes: \"\"", "notes: \"Flash sales of the weekend\""),
        parts[4],
        "\"offers\"\n    name: \"Offers\"\n    type: \"alphanumeric\"\n    senderId: \"ACME\"\n    later: \"field\"\n",
        "\"broken\"\n    name: \"Broken\"\n    type: \"pager\"\n    senderId: 12345\n",
    ];
    std::fs::write(&file, theirs.join("  - id: ")).expect("it is written");
    imports(page, &desktop, &file).await;
    page.reads("1 conflict to decide").await;
    look.at("import").await;
    page.tab_to("row", "Campaigns of ours*").await;
    page.press(&[Key::Enter.into()]).await;
    page.sees("region", "Inspector").await;
    look.at("import-conflict").await;
    page.press(&[Key::Escape.into()]).await;
    while look.zoom < 200 {
        page.press(&[Key::Control.into(), '+']).await;
        look.zoom += 10;
    }
    look.at("zoom-200-import").await;
    page.press(&[Key::Control.into(), '0']).await;
    look.zoom = 100;
    page.press(&[Key::Escape.into()]).await;
    if page.ask("return seen.has('dialog', 'Leave this import?')", vec![]).await == json!(true) {
        page.activates("button", "Leave").await;
    }
    page.is_ready("senders").await;

    let table = desktop.home().join("table.csv");
    std::fs::write(
        &table,
        "Name;Type;Number;MMS;Colour\nA;long code;+13035550199;yes;red\nB;long code;13035550198;;\n",
    )
    .expect("a table");
    imports(page, &desktop, &table).await;
    page.reads("semicolon").await;
    look.at("import-table").await;
    page.press(&[Key::Escape.into()]).await;
    page.is_ready("senders").await;

    imports(page, &desktop, &share_file(&desktop, "many.senders.yaml", 10_000)).await;
    page.reads("10000").await;
    look.at("import-many").await;
    page.press(&[Key::Escape.into()]).await;
    page.is_ready("senders").await;

    let newer = desktop.home().join("newer.senders.yaml");
    std::fs::write(&newer, "schema: senderdesk.senders\nschemaVersion: 9\n").expect("a file");
    page.press(&[Key::Control.into(), 'i']).await;
    opens_file(&desktop, &newer).await;
    page.reads("schema version 9").await;
    look.at("import-unread").await;
    page.press(&[Key::Escape.into()]).await;

    // A workspace of its own, from the file: it has no credential yet.
    std::fs::write(&file, text.replace("environment: \"practice\"", "environment: \"production\""))
        .expect("it is written");
    imports(page, &desktop, &file).await;
    page.tab_to("combobox", "Into").await;
    page.types("A new").await;
    page.sees("button", "Import as Practice").await;
    look.at("import-new").await;
    page.press(&[Key::Control.into(), Key::Enter.into()]).await;
    page.is_ready("connect").await;
    look.at("import-asks").await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    page.reads("No credential yet").await;
    look.at("senders-without-credential").await;
    chooses_in_share_menu(page, "Back up everything…").await;
    page.sees("dialog", "Back up everything").await;
    look.at("backup").await;
    let backup = desktop.home().join("backup.yaml");
    page.activates("button", "Save to a file…").await;
    chooses_file(&desktop, &backup).await;
    until("it is written", || backup.is_file()).await;
    // Under the dialog, which closes once it is told, no key leads elsewhere.
    page.reads_no_more("Save to a file…").await;
    imports(page, &desktop, &backup).await;
    page.sees("checkbox", "Practice").await;
    look.at("restore").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sharing_light() {
    sharing("light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sharing_dark() {
    sharing("dark").await;
}
