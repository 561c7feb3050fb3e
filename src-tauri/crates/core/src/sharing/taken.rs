//! A workspace with its senders as a document, and what was left out on the way.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::callback;
use crate::ids::{SenderKey, WorkspaceId};
use crate::share::document::{Origin, ShareFile, SharedAccount, SharedSender, SharedUrl, SharedWorkspace};
use crate::share::{LeftOut, Shareable, field_label};
use crate::store::senders::{self, KeptSender, mo_callback};
use crate::store::workspaces::{self, Workspace};
use crate::store::{StoreError, accounts};
use crate::wire::{LeftOutView, Provenance, SenderSelection, SenderType, ShareOptions};
use crate::words::pasted;

/// How much of what was left out is named; all of it is counted.
const NAMED: usize = 100;

/// The longest alias, in characters.
const ALIAS: usize = crate::share::limits::NAME;

/// A workspace as it would be exported.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Taken {
    pub(crate) file: ShareFile,
    /// Which sender of the workspace each identity is.
    pub(crate) keys: BTreeMap<String, SenderKey>,
    pub(crate) left_out: Left,
}

/// What did not come along.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Left {
    pub(crate) named: Vec<LeftOutView>,
    pub(crate) total: u32,
}

impl Left {
    fn add(&mut self, whose: &str, field: &str, left: Vec<LeftOut>) {
        for LeftOut { what, why, placeholder } in left {
            self.total += 1;
            if self.named.len() < NAMED {
                // The name may itself be what was left out.
                let whose = Shareable::text(whose).0;
                let place = format!("{whose}: {}", field_label(field));
                self.named.push(LeftOutView { place, what, why: why.to_owned(), placeholder });
            }
        }
    }

    /// Adds what another did not bring along.
    pub(crate) fn extend(&mut self, other: Self) {
        self.total += other.total;
        let room = NAMED.saturating_sub(self.named.len());
        self.named.extend(other.named.into_iter().take(room));
    }
}

/// What is wrong with the options, in words; none where nothing is.
pub(crate) fn alias_problem(options: &ShareOptions) -> Option<String> {
    let alias = pasted(&options.alias);
    if !options.mask_account {
        return None;
    }
    if alias.is_empty() {
        return Some("Enter an alias: the name by which the file calls the account.".to_owned());
    }
    if alias.chars().count() > ALIAS || alias.chars().any(char::is_control) {
        return Some(format!("An alias is one line of at most {ALIAS} characters."));
    }
    let (shown, left) = Shareable::text(alias);
    (!left.is_empty() || shown.has_placeholder()).then(|| "This looks like a token. Enter a name.".to_owned())
}

/// Reads it. Two calls on one state give the same.
pub(crate) fn take(
    connection: &Connection,
    id: WorkspaceId,
    options: &ShareOptions,
) -> Result<Taken, StoreError> {
    let workspace = workspaces::get(connection, id)?;
    let all = SenderSelection::Matching { search: String::new() };
    let kept = senders::selected(connection, id, &all)?;
    let mut left_out = Left::default();
    let default = kept.iter().find(|sender| sender.is_default).map(|sender| sender.share_id.clone());
    let mut of_workspace = shared_workspace(connection, &workspace, options, &mut left_out)?;
    of_workspace.default_sender = default;
    let keys = kept.iter().map(|sender| (sender.share_id.clone(), sender.key)).collect();
    let shared = kept.iter().map(|sender| shared_sender(&workspace, sender, &mut left_out)).collect();
    let file = ShareFile { more: workspace.more.file, ..ShareFile::of(of_workspace, shared) };
    Ok(Taken { file, keys, left_out })
}

fn shared_workspace(
    connection: &Connection,
    workspace: &Workspace,
    options: &ShareOptions,
    left_out: &mut Left,
) -> Result<SharedWorkspace, StoreError> {
    let (sid, region) = accounts::sid_and_region(connection, workspace.account)?;
    let account = if options.mask_account {
        SharedAccount {
            sid: None,
            alias: Some(Shareable::text(pasted(&options.alias)).0),
            region: Some(region),
        }
    } else {
        SharedAccount { sid: Some(sid), alias: None, region: Some(region) }
    };
    // One that is not known yet has no SID to name.
    let account = (account.alias.is_some() || account.sid.as_deref() != Some("")).then_some(account);
    let whose = format!("Workspace {}", workspace.name);
    let mut clean = |field: &str, (text, left): (Shareable, Vec<LeftOut>)| {
        left_out.add(&whose, field, left);
        text
    };
    let delivery = callback::delivery(workspace.data_centre, workspace.delivery_url.as_deref());
    Ok(SharedWorkspace {
        name: Some(clean("name", Shareable::text(&workspace.name))),
        environment: Some(workspace.environment),
        colour: Some(workspace.colour),
        data_centre: Some(workspace.data_centre.to_string()),
        keyword_management: Some(workspace.keyword_management),
        account,
        default_sender: None,
        delivery_callback: Some(SharedUrl {
            url: clean("deliveryCallback", Shareable::url(&delivery.url)),
            provenance: delivery.provenance.into(),
            replaced: None,
        }),
        more: workspace.more.workspace.clone(),
    })
}

/// One sender as a file has it.
pub(crate) fn shared_sender(workspace: &Workspace, sender: &KeptSender, left_out: &mut Left) -> SharedSender {
    let mut clean = |field: &str, (text, left): (Shareable, Vec<LeftOut>)| {
        left_out.add(&sender.name, field, left);
        text
    };
    let details = &sender.details;
    let two_way = sender.sender_type != SenderType::Alphanumeric;
    SharedSender {
        id: sender.share_id.clone(),
        name: clean("name", Shareable::text(&sender.name)),
        sender_type: sender.sender_type,
        sender_id: clean("senderId", Shareable::text(&sender.sender_id)),
        supports_mms: two_way.then_some(sender.supports_mms),
        mo_callback: mo_callback(workspace, sender).map(|mo| SharedUrl {
            url: clean("moCallback", Shareable::url(&mo.now.url)),
            provenance: Origin::from(mo.now.provenance),
            replaced: mo
                .replaced
                .filter(|_| mo.now.provenance == Provenance::Custom)
                .map(|replaced| clean("moCallback", Shareable::url(&replaced))),
        }),
        unsubscribe_text: Some(clean("unsubscribeText", Shareable::text(&details.unsubscribe_text))),
        notes: Some(clean("notes", Shareable::text(&details.notes))),
        owner: Some(clean("owner", Shareable::text(&details.owner))),
        purpose: Some(clean("purpose", Shareable::text(&details.purpose))),
        country: Some(details.country.clone()),
        more: sender.more.clone(),
    }
}
