//! What goes with a workspace, what stays, and how is it removed so that no secret outlives the last one?

use rusqlite::Connection;

use crate::desk::accounts::{self as connected, keep, log};
use crate::desk::{Answer, Desk};
use crate::failpoint;
use crate::ids::WorkspaceId;
use crate::store::workspaces::{self as stored, Workspace};
use crate::store::{StoreError, accounts};
use crate::wire::*;

const SENDING: &str = "A test message of this workspace is being sent just now.";

/// What removing would do, in words.
pub(super) fn foretold(connection: &Connection, id: WorkspaceId) -> Result<WorkspaceRemoval, StoreError> {
    let workspace = stored::get(connection, id)?;
    let (deletes, kept) = what_goes(connection, &workspace)?;
    let mut stays = vec![
        "Twilio: numbers, Messaging Services and all their settings stay as they are.".to_owned(),
        "MoEngage: what was entered there stays, also the Auth Token.".to_owned(),
        "The activity log of Senderdesk keeps what was done here.".to_owned(),
    ];
    stays.extend(kept);
    let not_now = stored::is_sending(connection, id)?.then(|| SENDING.to_owned());
    Ok(WorkspaceRemoval { deletes, stays, not_now })
}

/// What is deleted, and what of the account stays.
fn what_goes(
    connection: &Connection,
    workspace: &Workspace,
) -> Result<(Vec<String>, Option<String>), StoreError> {
    let id = workspace.id;
    let counted = [
        (
            stored::sender_count(connection, id)?,
            "sender",
            "senders",
            ", with notes and ticks of the worksheet",
        ),
        (stored::test_count(connection, id)?, "test message", "test messages", ", with what became of them"),
        (stored::handset_count(connection, id)?, "test handset", "test handsets", ""),
    ];
    let mut deletes: Vec<String> = counted
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, several, more)| {
            format!("{count} {}{more}.", if count == 1 { one } else { several })
        })
        .collect();
    deletes.push("The workspace itself, and all that could be undone in it.".to_owned());
    let account = accounts::get(connection, workspace.account)?;
    let sid = &account.account_sid;
    let mut sharing = accounts::view(connection, workspace.account)?.shared_by;
    if let Some(own) = sharing.iter().position(|name| *name == workspace.name) {
        sharing.remove(own);
    }
    if !sharing.is_empty() {
        let names: Vec<_> = sharing.iter().map(|name| format!("“{name}”")).collect();
        let kept = format!("The account {sid} with its secret, which {} uses.", names.join(", "));
        return Ok((deletes, Some(kept)));
    }
    deletes.push("The balances read so far.".to_owned());
    if accounts::is_practice(connection, workspace.account)? {
        let kept =
            "The practice account with its numbers and messages: a new practice workspace finds them again.";
        return Ok((deletes, Some(kept.to_owned())));
    }
    deletes.push(match account.credential.map(|credential| credential.place) {
        Some(accounts::Place::Keychain) => {
            format!("The secret of the account {sid} in the system's keychain.")
        }
        _ => format!("The secret of the account {sid}, as far as it is still known."),
    });
    Ok((deletes, None))
}

/// Removes it. The row of the secret is given up in the same transaction, and the secret after it: whatever is left
/// when that is interrupted, the next start sweeps.
pub(super) async fn remove(desk: &Desk, id: WorkspaceId) -> Answer<()> {
    let now = desk.now();
    let (account, retired, replaced) = desk
        .write(move |transaction| {
            let workspace = stored::get(transaction, id)?;
            if stored::is_sending(transaction, id)? {
                let hint = "Wait until its answer is there, then remove the workspace.";
                return Err(WireError::new(ErrorCode::Invalid, SENDING).with_hint(hint).into());
            }
            let senders = stored::sender_count(transaction, id)?;
            let detail = format!("With {senders} {}.", if senders == 1 { "sender" } else { "senders" });
            super::log(transaction, &workspace, "removed", detail, now)?;
            stored::remove(transaction, id)?;
            let account = workspace.account;
            let retired = accounts::retire_if_unused(transaction, account)?;
            if retired {
                log::removed(transaction, id, &workspace.name, account, now)?;
            }
            accounts::remove_unused(transaction)?;
            failpoint::reach("remove_workspace.before_commit");
            Ok((account, retired, accounts::replaced(transaction)?))
        })
        .await?;
    failpoint::reach("remove_workspace.after_commit");
    if retired {
        desk.inner.accounts.clients.drop_client(account);
    }
    keep::clear_away(desk, replaced).await;
    // Whatever waits for this workspace or its account sees that there is nothing left to do.
    desk.tell(Change::Workspace { id });
    connected::tell(desk, account).await;
    Ok(())
}
