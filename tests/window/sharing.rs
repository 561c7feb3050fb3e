//! Can a team share senders by files: export, an edit by a colleague, an import that is looked at first, one way back?

use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::key::Key;
use senderdesk_desktop::{Desktop, Keychain, Running};
use serde_json::json;

use super::application::{Application, binary, until};
use super::page::Page;
use super::setup::{chooses_file, opens_file};
use super::twilio::{ACCOUNT, TOKEN, URL, connects_with_a_sender, practises, saves_with, twilio};

/// From a screen with a workspace: exports its senders to a file, as what the dialog has chosen.
pub async fn exports(page: &Page, desktop: &Desktop, file: &Path) {
    page.press(&[Key::Control.into(), 'e']).await;
    page.sees("dialog", "Export senders of *").await;
    page.activates("button", "Save to a file…").await;
    chooses_file(desktop, file).await;
    page.reads_in("status", "Message", "Written to").await;
    until("it is written", || file.is_file()).await;
}

/// Chooses a file to import, by key.
pub async fn imports(page: &Page, desktop: &Desktop, file: &Path) {
    page.press(&[Key::Control.into(), 'i']).await;
    opens_file(desktop, file).await;
    page.is_ready("import").await;
}

fn edited(file: &Path, edits: &[(&str, &str)]) {
    let mut text = std::fs::read_to_string(file).expect("the file");
    for (from, to) in edits {
        assert!(text.contains(from), "{from} in {text}");
        text = text.replace(from, to);
    }
    std::fs::write(file, text).expect("it is written");
}

/// From the list of senders: another name for the one that has the focus.
async fn renames(page: &Page, name: &str) {
    page.tab_to("row", "*").await;
    page.press(&[Key::Enter.into()]).await;
    page.is_ready("sender-form").await;
    page.fills("textbox", "Sender name", name).await;
    page.press(&[Key::Control.into(), 's']).await;
    page.is_ready("senders").await;
    page.reads_in("grid", "Senders", name).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleagues_edit_is_imported_elsewhere_one_conflict_is_decided_and_all_is_taken_back() {
    let twilio = twilio().await;
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    connects_with_a_sender(page).await;
    let file = desktop.home().join("team.senders.yaml");
    exports(page, &desktop, &file).await;
    let text = std::fs::read_to_string(&file).expect("the file");
    assert!(
        text.contains("name: \"Marketing US\"") && text.contains(ACCOUNT) && !text.contains(TOKEN),
        "{text}"
    );

    // The colleague adds a sender; the import goes into a workspace of its own.
    edited(&file, &[("name: \"Acme Retail\"", "name: \"Acme Team\"")]);
    let more =
        "  - id: \"offers\"\n    name: \"Offers\"\n    type: \"alphanumeric\"\n    senderId: \"ACME\"\n";
    std::fs::write(&file, std::fs::read_to_string(&file).expect("the file") + more).expect("it is written");
    imports(page, &desktop, &file).await;
    page.tab_to("combobox", "Into").await;
    page.types("A new").await;
    page.sees("button", "Import as Acme Team").await;
    page.press(&[Key::Control.into(), Key::Enter.into()]).await;
    page.is_ready("senders").await;
    page.reads_in("grid", "Senders", "Offers").await;
    page.reads("Acme Team").await;

    // Both sides rename the same sender; the colleague takes the other out.
    renames(page, "Marketing of ours").await;
    let text = std::fs::read_to_string(&file).expect("the file").replace(more, "");
    std::fs::write(&file, text).expect("it is written");
    edited(&file, &[("name: \"Marketing US\"", "name: \"Marketing of theirs\"")]);
    imports(page, &desktop, &file).await;
    page.reads("1 conflict to decide").await;
    page.sees("row", "Marketing of ours, +12025550101, Conflict, to decide").await;
    page.sees("row", "Offers, ACME, Removal*").await;
    page.press(&[Key::Control.into(), Key::Enter.into()]).await;
    page.reads_in("status", "Message", "conflict").await;
    page.tab_to("row", "Marketing of ours*").await;
    page.press(&['2']).await;
    page.sees("row", "Marketing of ours, +12025550101, Conflict, Theirs").await;
    page.press(&[Key::Control.into(), Key::Enter.into()]).await;
    page.is_ready("senders").await;
    page.reads_in("status", "Message", "Imported: 1 sender changed, 1 sender removed.").await;
    page.reads_in("grid", "Senders", "Marketing of theirs").await;
    page.wait_for("Offers is gone", "return !seen.has('row', 'Offers*')", vec![]).await;

    page.press(&[Key::Control.into(), 'z']).await;
    page.reads_in("status", "Message", "The import was taken back.").await;
    page.sees("row", "Marketing of ours*").await;
    page.sees("row", "Offers*").await;
    page.press(&[Key::Control.into(), Key::Shift.into(), 'z']).await;
    page.sees("row", "Marketing of theirs*").await;
    assert_eq!(twilio.handle().request_count("POST", "/Messages.json"), 0, "nothing of it is sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_backed_up_and_restored_on_a_new_machine_which_asks_for_the_credential() {
    let twilio = twilio().await;
    let file = {
        let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
        let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
        let page = application.page();
        connects_with_a_sender(page).await;
        chooses_in_share_menu(page, "Back up everything…").await;
        page.sees("dialog", "Back up everything").await;
        page.reads_in("region", "Workspaces", "Acme Retail").await;
        page.activates("button", "Save to a file…").await;
        let file = desktop.home().join("backup.yaml");
        chooses_file(&desktop, &file).await;
        until("it is written", || file.is_file()).await;
        std::fs::read_to_string(&file).expect("the file")
    };
    assert!(!file.contains(TOKEN));
    let desktop = Desktop::start(Keychain::Unlocked).expect("a desktop");
    let backup = desktop.home().join("backup.yaml");
    std::fs::write(&backup, file).expect("it is written");
    let application = Application::start_with(&desktop, &[(URL, &twilio.url())]).await;
    let page = application.page();
    page.is_ready("first-run").await;
    page.activates("button", "Restore from a file").await;
    opens_file(&desktop, &backup).await;
    page.is_ready("import").await;
    page.sees("checkbox", "Acme Retail").await;
    page.activates("button", "Restore 1 workspace").await;
    page.is_ready("connect").await;
    page.has_focus_on("password", "Password").await;
    saves_with(page, TOKEN).await;
    page.sees("heading", "Reauthenticated").await;
    page.press(&[Key::Control.into(), '1']).await;
    page.is_ready("senders").await;
    page.reads_in("grid", "Senders", "Marketing US").await;
}

/// Does what the menu *Share* offers.
pub async fn chooses_in_share_menu(page: &Page, what: &str) {
    page.activates("button", "Share").await;
    page.sees("menuitem", what).await;
    for _ in 0..5 {
        if page.ask("return seen.isFocused('menuitem', arguments[0])", vec![json!(what)]).await == json!(true)
        {
            break;
        }
        page.press(&[Key::Down.into()]).await;
    }
    page.press(&[Key::Enter.into()]).await;
}

/// A share file for the practice workspace, with as many senders as are wanted, one of them wrong.
pub fn share_file(desktop: &Desktop, name: &str, senders: usize) -> PathBuf {
    let mut text =
        "schema: \"senderdesk.senders\"\nschemaVersion: 1\nworkspace:\n  name: \"Shop\"\n  dataCentre: \
                    \"DC-01\"\nsenders:\n"
            .to_owned();
    for nth in 0..senders {
        let kind = if nth == 1 { "pager" } else { "long_code" };
        text.push_str(&format!(
            "  - id: \"many-{nth:05}\"\n    name: \"Shop {nth}\"\n    type: \"{kind}\"\n    senderId: \"+1303{nth:07}\"\n"
        ));
    }
    let file = desktop.home().join(name);
    std::fs::write(&file, text).expect("a file");
    file
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_the_system_opens_is_looked_at_in_the_window_that_is_there() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    let file = share_file(&desktop, "shop.senderdesk", 3);
    let mut command = desktop.command(binary());
    command.arg(&file);
    let mut second = Running::start(&mut command).expect("a second start");
    second.wait(Duration::from_secs(20)).expect("it ends by itself");
    page.is_ready("import").await;
    page.reads("shop.senderdesk").await;
    page.sees("row", "Shop 0, +13030000000, Addition*").await;
    // What is wrong is told with its line, and stops nothing.
    page.sees("row", "Shop 1, *").await;
    page.reads("Line 13").await;
    page.press(&[Key::Control.into(), Key::Enter.into()]).await;
    page.is_ready("senders").await;
    page.reads_in("status", "Message", "Imported: 2 senders added.").await;
    page.press(&[Key::Control.into(), 'z']).await;
    page.wait_for("they are gone", "return !seen.has('row', 'Shop 0*')", vec![]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_dragged_over_the_window_is_looked_at_when_it_is_let_go_and_only_then() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    until("the window has the keyboard", || desktop.active_window().is_some()).await;
    let file = share_file(&desktop, "dropped.senders.yaml", 1);
    let dragged = desktop.drags(&file).expect("it takes files");
    page.reads("Drop the file to look at it").await;
    dragged.leaves().expect("it can be taken away");
    page.reads_no_more("Drop the file to look at it").await;
    page.is_ready("senders").await;

    desktop.drags(&file).expect("it takes files").drops().expect("it is taken");
    page.is_ready("import").await;
    page.reads("dropped.senders.yaml").await;
    page.sees("row", "Shop 0, +13030000000, Addition*").await;
    page.reads_no_more("Drop the file to look at it").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_senders_of_a_file_are_one_list_to_the_keyboard_and_are_imported_and_taken_back() {
    const MANY: usize = 10_000;
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    let file = share_file(&desktop, "many.senders.yaml", MANY);
    imports(page, &desktop, &file).await;
    let rows =
        "return seen.first('grid', 'Senders of this import').getAttribute('aria-rowcount') === arguments[0]";
    page.wait_for("all rows", rows, vec![json!((MANY + 1).to_string())]).await;
    page.tab_to("row", "*").await;
    page.press(&[Key::End.into()]).await;
    page.has_focus_on("row", &format!("Shop {}, *", MANY - 1)).await;
    let kept = page.ask("return document.querySelectorAll('[role=row]').length", vec![]).await;
    assert!(kept.as_u64().expect("a count") < 200, "only what is seen is in the page: {kept}");
    page.press(&['/']).await;
    page.has_focus_on("searchbox", "Search the senders of this import").await;
    page.types("shop 777").await;
    page.wait_for("eleven shops", rows, vec![json!("12")]).await;
    page.press(&[Key::Control.into(), Key::Enter.into()]).await;
    page.is_ready("senders").await;
    page.reads_in("status", "Message", "Imported: 9999 senders added.").await;
    page.press(&[Key::Control.into(), 'z']).await;
    page.reads_in("status", "Message", "The import was taken back.").await;
    page.wait_for("they are gone", "return !seen.has('row', 'Shop 0*')", vec![]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_says_where_and_what_to_do_and_changes_nothing() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    let file = share_file(&desktop, "newer.senders.yaml", 1);
    edited(&file, &[("schemaVersion: 1", "schemaVersion: 9")]);
    page.press(&[Key::Control.into(), 'i']).await;
    opens_file(&desktop, &file).await;
    page.reads("Line 2, column 16: The file is of schema version 9").await;
    page.reads("Install a newer Senderdesk").await;
    page.is_ready("senders").await;
    page.sees("row", "Campaigns*").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pasted_text_is_looked_at_and_left_again_without_a_trace() {
    let desktop = Desktop::start(Keychain::None).expect("a desktop");
    let application = Application::start(&desktop).await;
    let page = application.page();
    practises(page).await;
    chooses_in_share_menu(page, "Paste…").await;
    page.sees("dialog", "Import pasted text").await;
    page.has_focus_on("textbox", "Text of a share file").await;
    page.types("name;type;senderId").await;
    page.press(&[Key::Enter.into()]).await;
    page.types("Offers;alphanumeric;ACME").await;
    page.press(&[Key::Control.into(), Key::Enter.into()]).await;
    page.is_ready("import").await;
    page.reads("pasted text").await;
    page.reads("semicolon").await;
    page.sees("row", "Offers, ACME, Addition*").await;
    page.press(&[Key::Escape.into()]).await;
    page.is_ready("senders").await;
    page.wait_for("nothing was added", "return !seen.has('row', 'Offers*')", vec![]).await;
}
