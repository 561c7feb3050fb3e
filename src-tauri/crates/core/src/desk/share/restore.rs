//! Workspaces from files: those of a backup, and what a new one needs that no file can hold.

use rusqlite::{Connection, Transaction};

use super::apply::{Import, Written, as_content};
use super::count;
use super::session::Session;
use crate::desk::jobs::Job;
use crate::ids::{AccountId, WorkspaceId};
use crate::share::document::{BackedUp, Backup, Origin, ShareFile, SharedAccount, SharedWorkspace};
use crate::share::read::{Faults, FilePlaces};
use crate::sharing::outcome::Outcome;
use crate::sharing::plan::{Plan, Sides};
use crate::store::workspaces::{self, Workspace};
use crate::store::{StoreError, accounts};
use crate::wire::*;
use crate::workspace::form::WorkspaceForm;

/// The workspaces of a backup, as they are looked at.
pub(super) fn rows(
    connection: &Connection,
    backup: &Backup,
    places: &[FilePlaces],
    faults: &Faults,
) -> Result<Vec<RestoreRow>, StoreError> {
    let here = workspaces::list(connection)?;
    let begins: Vec<_> = places.iter().map(|places| places.of_workspace("")).collect();
    backup
        .workspaces
        .iter()
        .enumerate()
        .map(|(nth, BackedUp { workspace, senders, .. })| {
            let name = workspace.name.as_ref().map(ToString::to_string).unwrap_or_default();
            let until = begins.get(nth + 1).copied().flatten();
            let own =
                |at| at >= begins.get(nth).copied().flatten() && until.is_none_or(|until| at < Some(until));
            let wrong = faults.wrong.iter().filter(|wrong| own(wrong.at)).count();
            let account = workspace.account.as_ref();
            let sid = account.and_then(|account| account.sid.clone());
            let bound_to = match sid.as_deref() {
                Some(sid) => sharing(connection, &here, sid)?.map(|workspace| workspace.name.clone()),
                None => None,
            };
            Ok(RestoreRow {
                index: count(nth),
                data_centre: workspace.data_centre.clone().unwrap_or_default(),
                senders: count(senders.len()),
                wrong: count(wrong),
                account: sid
                    .or_else(|| account.and_then(|account| account.alias.as_ref().map(ToString::to_string)))
                    .unwrap_or_default(),
                bound_to,
                same_name: here.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()),
                // One that is there already is most likely not wanted twice.
                included: form(workspace).is_ok()
                    && !here.iter().any(|other| other.name.to_lowercase() == name.to_lowercase()),
                name,
            })
        })
        .collect()
}

/// The first workspace here that uses the account.
fn sharing<'a>(
    connection: &Connection,
    here: &'a [Workspace],
    sid: &str,
) -> Result<Option<&'a Workspace>, StoreError> {
    for workspace in here {
        if !accounts::is_practice(connection, workspace.account)?
            && accounts::sid_and_region(connection, workspace.account)?.0 == sid
        {
            return Ok(Some(workspace));
        }
    }
    Ok(None)
}

/// Makes the workspaces of a backup that are wanted.
pub(super) fn write(
    transaction: &Transaction<'_>,
    session: &Session,
    job: &Job,
    now: At,
) -> Result<Vec<Written>, StoreError> {
    let Some(backup) = &session.content.backup else { return Ok(Vec::new()) };
    let wanted: Vec<_> = backup
        .workspaces
        .iter()
        .zip(&session.restore)
        .filter(|(_, row)| row.included)
        .map(|(one, _)| one)
        .collect();
    if wanted.is_empty() {
        let message = "No workspace is chosen: nothing was changed.";
        return Err(WireError::new(ErrorCode::Invalid, message)
            .with_hint("Tick the ones to restore.")
            .into());
    }
    let senders: usize = wanted.iter().map(|one| one.senders.len()).sum();
    let mut pace = job.pace(count(senders));
    wanted
        .into_iter()
        .map(|one| {
            let file = ShareFile {
                more: one.more.clone(),
                ..ShareFile::of(one.workspace.clone(), one.senders.clone())
            };
            let content = as_content(&session.content.source, file);
            let plan = Plan::of(&Sides {
                mine: None,
                theirs: &content.file,
                base: None,
                newest: None,
                places: &content.places,
                faults: &[],
                wrong: &[],
                made_up: &content.made_up,
                partial: false,
                practice: false,
            });
            let outcome = Outcome::of(&plan, None, &content.file, &[]);
            let import = Import { content: &content, plan: &plan, outcome: &outcome, job, now };
            import.to_new(transaction, None, &mut pace)
        })
        .collect()
}

/// The account of a new workspace: that of another one, one that is known by its SID, or one without a credential,
/// which *Reauthenticate* then brings.
pub(super) fn account(
    transaction: &Transaction<'_>,
    account_of: Option<WorkspaceId>,
    named: Option<&SharedAccount>,
    now: At,
) -> Result<AccountId, StoreError> {
    if let Some(other) = account_of {
        return Ok(workspaces::get(transaction, other)?.account);
    }
    let sid = named.and_then(|account| account.sid.as_deref());
    let region = named.and_then(|account| account.region).unwrap_or(RegionChoice::Us1);
    if let Some(sid) = sid
        && let Some(known) = accounts::find(transaction, sid, region)?
    {
        return Ok(known);
    }
    let fresh = AccountId::fresh();
    accounts::insert(transaction, fresh, sid.unwrap_or_default(), region, false, now)?;
    Ok(fresh)
}

/// A workspace of a file, held against the rules of its form. Its delivery URL is kept as it stands: it may be older than
/// the rules, and the form says what is wrong with it.
///
/// # Errors
/// `Invalid`, with the name of the workspace.
pub(super) fn form(workspace: &SharedWorkspace) -> Result<WorkspaceForm, WireError> {
    let draft = draft(workspace);
    let without = WorkspaceDraft { delivery_url: String::new(), ..draft.clone() };
    let mut form = WorkspaceForm::parse(&without, false).map_err(|errors| {
        let words: Vec<_> = errors.iter().map(|field| field.message.as_str()).collect();
        let message = format!("“{}” cannot be made from the file: {}", draft.name, words.join(" "));
        WireError::new(ErrorCode::Invalid, message).with_hint("Mend it in the file, or leave it out.")
    })?;
    form.delivery_url = Some(draft.delivery_url).filter(|url| !url.is_empty());
    Ok(form)
}

/// A workspace of a file as its form takes it. Practice is for the practice account alone.
fn draft(workspace: &SharedWorkspace) -> WorkspaceDraft {
    let environment = workspace.environment.filter(|environment| *environment != Environment::Practice);
    let delivery = workspace.delivery_callback.as_ref().filter(|url| url.provenance == Origin::Custom);
    WorkspaceDraft {
        name: workspace.name.as_ref().map(ToString::to_string).unwrap_or_default(),
        colour: workspace.colour.unwrap_or(ColourTag::Grey),
        environment: environment.unwrap_or(Environment::Staging),
        data_centre: workspace.data_centre.clone().unwrap_or_default(),
        keyword_management: workspace.keyword_management.unwrap_or_default(),
        delivery_url: delivery.map(|url| url.url.to_string()).unwrap_or_default(),
    }
}
