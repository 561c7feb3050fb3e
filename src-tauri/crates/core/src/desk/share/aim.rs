//! Where does an import go, and what was there when both sides began?

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::session::{Aimed, Content};
use crate::share::diff;
use crate::share::document::ShareFile;
use crate::sharing::plan::{Plan, Sides};
use crate::sharing::taken;
use crate::store::shared::{self, Base};
use crate::store::{StoreError, accounts, workspaces};
use crate::wire::*;

/// Where an import goes, with what is there.
pub(super) fn aimed(
    connection: &Connection,
    content: &Content,
    target: ImportTarget,
    guess: bool,
) -> Result<Aimed, StoreError> {
    let sid = content.file.workspace.account.as_ref().and_then(|account| account.sid.clone());
    let accounts = known_accounts(connection, sid.as_deref())?;
    let of_file = accounts.iter().find(|known| known.of_the_file).map(|known| known.workspace);
    let target = match target {
        ImportTarget::New { account_of: None } if guess => ImportTarget::New { account_of: of_file },
        other => other,
    };
    match target {
        ImportTarget::Existing { workspace } => {
            let kept = workspaces::get(connection, workspace)?;
            let options = shared::options(connection, workspace)?;
            let taken = taken::take(connection, workspace, &options)?;
            // A table says too little to tell which of the states it comes from.
            let states = shared::states(connection, workspace)?;
            let newest = states.first().map(|state| state.file.clone());
            let (base, based_on) = match nearest(states, &content.file, content.kind) {
                Some(Base { file, at }) => (Some(file), Some(at)),
                None => (None, None),
            };
            let newest = newest.filter(|newest| base.is_some() && base.as_ref() != Some(newest));
            let (own, _) = accounts::sid_and_region(connection, kept.account)?;
            let note = sid.filter(|sid| *sid != own).map(|sid| {
                format!(
                    "The file is of the account {sid}, this workspace uses {own}. The account stays as it is."
                )
            });
            Ok(Aimed {
                target,
                target_name: kept.name,
                pointer: shared::pointer(connection, workspace)?,
                practice: accounts::is_practice(connection, kept.account)?,
                taken: Some(taken),
                base,
                newest,
                based_on,
                accounts,
                account_note: note,
            })
        }
        ImportTarget::New { account_of } => {
            let note = match account_of {
                Some(workspace) => {
                    let (own, _) = accounts::sid_and_region(
                        connection,
                        workspaces::get(connection, workspace)?.account,
                    )?;
                    sid.filter(|sid| *sid != own).map(|sid| {
                        format!("The file is of the account {sid}; the new workspace would use {own}.")
                    })
                }
                None if content.kind == ImportKind::Share => {
                    Some("Its credential is asked for after the import.".to_owned())
                }
                None => None,
            };
            let name = content.file.workspace.name.as_ref().map(ToString::to_string).unwrap_or_default();
            Ok(Aimed {
                target,
                target_name: name,
                taken: None,
                base: None,
                newest: None,
                based_on: None,
                pointer: None,
                accounts,
                account_note: note,
                practice: false,
            })
        }
    }
}

/// The state that a file comes from: of those that have a sender in common with it the one that differs least, the
/// newest of equals. A colleague may answer to an older export than the last.
fn nearest(states: Vec<Base>, file: &ShareFile, kind: ImportKind) -> Option<Base> {
    let of_file = |base: &Base| file.senders.iter().any(|sender| base.file.sender(&sender.id).is_some());
    let mut related = states.into_iter().filter(of_file);
    match kind {
        ImportKind::Table => related.next(),
        _ => related.min_by_key(|base| diff::distance(&base.file, file)),
    }
}

/// Each account once, by the first workspace that uses it; that of the file first. The practice account is none.
fn known_accounts(connection: &Connection, sid: Option<&str>) -> Result<Vec<KnownAccount>, StoreError> {
    let mut known = Vec::new();
    let mut seen = BTreeSet::new();
    for workspace in workspaces::list(connection)? {
        if accounts::is_practice(connection, workspace.account)? || !seen.insert(workspace.account) {
            continue;
        }
        let (account_sid, _) = accounts::sid_and_region(connection, workspace.account)?;
        if account_sid.is_empty() {
            continue;
        }
        let of_the_file = sid == Some(account_sid.as_str());
        known.push(KnownAccount {
            workspace: workspace.id,
            workspace_name: workspace.name,
            account_sid,
            of_the_file,
        });
    }
    known.sort_by_key(|account| !account.of_the_file);
    Ok(known)
}

/// Holds what was read against where it is aimed.
pub(super) fn plan(content: &Content, aimed: &Aimed) -> Plan {
    Plan::of(&Sides {
        mine: aimed.taken.as_ref(),
        theirs: &content.file,
        base: aimed.base.as_ref(),
        newest: aimed.newest.as_ref(),
        places: &content.places,
        faults: &content.faults.kept,
        wrong: &content.faults.wrong,
        made_up: &content.made_up,
        partial: content.kind == ImportKind::Table,
        practice: aimed.practice,
    })
}
