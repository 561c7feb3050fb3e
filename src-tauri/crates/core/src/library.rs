//! The data folder of an application that may be running, only looked at: what the command line knows of it.
//!
//! Nothing is locked, migrated or written. What is read is one unchanging state of the database.

use std::path::Path;

use rusqlite::Connection;

use crate::desk::{Answer, OpenError, preview_of};
use crate::ids::CredentialId;
use crate::share::document::ShareFile;
use crate::sharing::taken;
use crate::store::accounts::{self, Place};
use crate::store::{self, StoreError, live, senders, shared, workspaces};
use crate::wire::*;

/// A data folder that is looked at.
pub struct Library {
    connection: Connection,
}

/// One workspace of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelved {
    pub name: String,
    pub environment: Environment,
    /// `DC-03`.
    pub data_centre: String,
    pub senders: u32,
}

/// What a workspace is bound to, without its secret.
#[derive(Debug, Clone)]
pub struct Bound {
    pub account_sid: String,
    pub region: RegionChoice,
    /// None where it has no credential.
    pub kind: Option<CredentialKind>,
    pub api_key_sid: Option<String>,
    /// Under which id this computer's keychain has the secret; none where it is kept elsewhere, or nowhere.
    pub in_keychain: Option<CredentialId>,
    /// The delivery callback that was typed in place of the derived one.
    pub delivery_url: Option<String>,
    /// The MO callbacks that were typed in place of the data centre's.
    pub mo_urls: Vec<TypedMoUrl>,
    pub accepted: Vec<AcceptedBefore>,
}

impl Library {
    /// Opens the database in `folder` for reading, beside an application that has it open. Blocks.
    ///
    /// # Errors
    /// Where there is none, it is damaged, or of another version; in words.
    pub fn open(folder: &Path) -> Result<Self, OpenError> {
        Ok(Self { connection: store::look(folder)? })
    }

    /// All workspaces, in the order of their creation.
    pub fn workspaces(&self) -> Answer<Vec<Shelved>> {
        let all = workspaces::list(&self.connection)?.into_iter().map(|workspace| {
            Ok(Shelved {
                senders: workspaces::sender_count(&self.connection, workspace.id)?,
                name: workspace.name,
                environment: workspace.environment,
                data_centre: workspace.data_centre.to_string(),
            })
        });
        Ok(all.collect::<Result<_, StoreError>>()?)
    }

    /// A workspace as it would be exported, and what was left out. Without a name, the only one there is; without options,
    /// as it was exported last.
    ///
    /// # Errors
    /// `Invalid` where the name or the alias names none, with those that there are.
    pub fn share_file(
        &self,
        name: Option<&str>,
        options: Option<&ShareOptions>,
    ) -> Answer<(ShareFile, Vec<LeftOutView>)> {
        let workspace = self.named(name)?;
        let options = match options {
            Some(options) => options.clone(),
            None => shared::options(&self.connection, workspace)?,
        };
        if let Some(problem) = taken::alias_problem(&options) {
            return Err(WireError::new(ErrorCode::Invalid, problem));
        }
        let taken = taken::take(&self.connection, workspace, &options)?;
        Ok((taken.file, taken.left_out.named))
    }

    /// What importing this text into a workspace would do, as the preview of the application shows it, with all of
    /// its rows.
    ///
    /// # Errors
    /// `Invalid` where the text cannot be read, with line, column and remedy, or the name names no workspace.
    pub fn preview(
        &self,
        name: Option<&str>,
        source: &str,
        text: &str,
    ) -> Answer<(ImportView, Vec<ImportRow>)> {
        preview_of(&self.connection, self.named(name)?, source, text)
    }

    /// The account of a workspace, the URLs that were typed for it, and what is accepted of its senders.
    ///
    /// # Errors
    /// `Invalid` where the name names no workspace, with those that there are.
    pub fn bound(&self, name: Option<&str>) -> Answer<Bound> {
        let workspace = workspaces::get(&self.connection, self.named(name)?)?;
        let account = accounts::get(&self.connection, workspace.account)?;
        let everyone = SenderSelection::Matching { search: String::new() };
        let mut accepted = live::accepted(&self.connection, workspace.id)?;
        let senders = senders::selected(&self.connection, workspace.id, &everyone)?;
        let of_senders = senders.iter().flat_map(|sender| {
            let of_it: Vec<_> = accepted.keys().filter(|(key, _)| *key == sender.key).copied().collect();
            of_it
                .into_iter()
                .filter_map(|of| accepted.remove(&of).map(|one| (of.1, one)))
                .map(|(setting, one)| AcceptedBefore {
                    sender_type: sender.sender_type,
                    sender_id: sender.sender_id.clone(),
                    setting,
                    why: one.why,
                    at: one.at,
                    of: one.live,
                })
                .collect::<Vec<_>>()
        });
        let accepted_before = of_senders.collect();
        let mo_urls = senders.iter().filter_map(|sender| {
            let (sender_type, sender_id) = (sender.sender_type, sender.sender_id.clone());
            Some(TypedMoUrl { sender_type, sender_id, url: sender.details.mo_custom.clone()? })
        });
        let credential = account.credential;
        Ok(Bound {
            account_sid: account.account_sid,
            region: account.region,
            kind: credential.as_ref().map(|credential| credential.kind),
            api_key_sid: credential.as_ref().and_then(|credential| credential.api_key_sid.clone()),
            in_keychain: credential.filter(|one| one.place == Place::Keychain).map(|one| one.id),
            delivery_url: workspace.delivery_url,
            mo_urls: mo_urls.collect(),
            accepted: accepted_before,
        })
    }

    fn named(&self, name: Option<&str>) -> Answer<crate::ids::WorkspaceId> {
        let all = workspaces::list(&self.connection)?;
        let folded = name.map(str::to_lowercase);
        let found: Vec<_> = match name {
            None => all.iter().collect(),
            Some(name) => {
                let exact: Vec<_> = all.iter().filter(|workspace| workspace.name == name).collect();
                let folded = |one: &&workspaces::Workspace| Some(one.name.to_lowercase()) == folded;
                if exact.is_empty() { all.iter().filter(folded).collect() } else { exact }
            }
        };
        if let [only] = found.as_slice() {
            return Ok(only.id);
        }
        let names: Vec<_> = all.iter().map(|workspace| format!("“{}”", workspace.name)).collect();
        let message = match (name, found.len()) {
            (Some(name), 0) => format!("There is no workspace “{name}”."),
            (Some(name), _) => format!("Several workspaces are named “{name}”."),
            (None, 0) => "There is no workspace yet.".to_owned(),
            (None, _) => "There are several workspaces.".to_owned(),
        };
        let hint = if names.is_empty() {
            "Make one in Senderdesk.".to_owned()
        } else {
            format!("Name one of {}.", names.join(", "))
        };
        Err(WireError::new(ErrorCode::Invalid, message).with_hint(hint))
    }
}
