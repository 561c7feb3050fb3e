//! The worksheet of a share file, for whoever has the file and no database: nothing of it is ticked.

use std::collections::HashMap;

use super::export::Export;
use super::plan::Recorded;
use crate::ids::{AccountId, SenderKey, WorkspaceId};
use crate::share::check;
use crate::share::document::{More, ShareFile, SharedAccount, SharedSender, SharedUrl, SharedWorkspace};
use crate::store::senders::{Details, KeptSender};
use crate::store::ticks::Ticks;
use crate::store::workspaces::{FileMore, Workspace};
use crate::wire::{At, ColourTag, Environment, WorksheetFormat};

/// The worksheet of the workspace and of each of its senders. The file should have passed its checks: what a sender
/// breaks a rule with would be entered as it stands.
pub fn instructions(file: &ShareFile, format: WorksheetFormat) -> String {
    let workspace = workspace(&file.workspace);
    let default = file.workspace.default_sender.as_deref();
    let kept = |sender| kept(workspace.id, sender, default);
    let senders: Vec<_> = file.senders.iter().map(kept).collect();
    let export = Export {
        one: false,
        of_workspace: Ticks::new(),
        ticks: HashMap::new(),
        recorded: Recorded {
            accepted: HashMap::new(),
            account_sid: account(file.workspace.account.as_ref()),
            credential: None,
            practice: workspace.environment == Environment::Practice,
            senders: u32::try_from(senders.len()).unwrap_or(u32::MAX),
            default: senders.iter().find(|kept| kept.is_default).map(|kept| (kept.key, kept.name.clone())),
            workspace,
        },
        senders,
    };
    let mut bytes = Vec::new();
    // Writing to memory does not fail, and what is written is text.
    let _ = export.write(&mut bytes, format);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The Account SID, or what is known in its place.
fn account(account: Option<&SharedAccount>) -> String {
    match account {
        Some(SharedAccount { sid: Some(sid), .. }) => sid.clone(),
        Some(SharedAccount { alias: Some(alias), .. }) => {
            format!("Account SID of “{alias}”: the file masks it")
        }
        _ => "Account SID: the file does not say it".to_owned(),
    }
}

fn workspace(shared: &SharedWorkspace) -> Workspace {
    let around = check::around(shared);
    Workspace {
        id: WorkspaceId::fresh(),
        name: shared.name.as_ref().map(ToString::to_string).unwrap_or_default(),
        colour: shared.colour.unwrap_or(ColourTag::Grey),
        environment: shared.environment.unwrap_or(Environment::Production),
        data_centre: around.data_centre,
        keyword_management: around.keyword_management,
        delivery_url: shared.delivery_callback.as_ref().and_then(check::custom),
        account: AccountId::fresh(),
        created_at: never(),
        more: FileMore::default(),
    }
}

fn kept(workspace: WorkspaceId, shared: &SharedSender, default: Option<&str>) -> KeptSender {
    let draft = check::draft(shared);
    let replaced = |url: &SharedUrl| url.replaced.as_ref().map(ToString::to_string);
    KeptSender {
        key: SenderKey::fresh(),
        workspace,
        name: draft.name,
        sender_type: shared.sender_type,
        sender_id: draft.sender_id,
        supports_mms: draft.supports_mms,
        is_default: default == Some(&shared.id),
        details: Details {
            mo_custom: draft.mo_callback_url,
            mo_replaced: shared.mo_callback.as_ref().and_then(replaced),
            unsubscribe_text: draft.unsubscribe_text,
            notes: draft.notes,
            owner: draft.owner,
            purpose: draft.purpose,
            country: draft.country,
        },
        share_id: shared.id.clone(),
        more: More::new(),
        created_at: never(),
        updated_at: never(),
    }
}

/// A file says no times, and a worksheet shows none of these.
fn never() -> At {
    At(jiff::Timestamp::UNIX_EPOCH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::share::read::{Document, parse};

    fn file(text: &str) -> ShareFile {
        let Document::Share(file) = parse(text).unwrap().document else { panic!("no share file") };
        file
    }

    const FILE: &str = r#"
schema: "senderdesk.senders"
schemaVersion: 1
workspace:
  name: "Shop"
  dataCentre: "DC-03"
  keywordManagement: true
  account:
    alias: "main"
  defaultSender: "a"
senders:
  - id: "a"
    name: "Offers"
    type: "long_code"
    senderId: "+15551230002"
    moCallback:
      url: "https://relay.example.com/mo"
      provenance: "custom"
    unsubscribeText: "Reply STOP"
"#;

    #[test]
    fn a_file_gives_the_worksheet_that_its_workspace_would_give() {
        let sheet = instructions(&file(FILE), WorksheetFormat::Markdown);
        for words in [
            "# Worksheet: Shop",
            "https://dashboard-03.moengage.com/",
            "Account SID of “main”: the file masks it",
            "Recorded here as the default sender: Offers.",
            "`https://relay.example.com/mo`",
            "`Reply STOP`",
        ] {
            assert!(sheet.contains(words), "{words}\n{sheet}");
        }
        assert!(instructions(&file(FILE), WorksheetFormat::Html).ends_with("</body>\n</html>\n"));
    }

    #[test]
    fn one_file_gives_one_text() {
        let twice = [(); 2].map(|()| instructions(&file(FILE), WorksheetFormat::Markdown));
        assert_eq!(twice[0], twice[1]);
    }
}
