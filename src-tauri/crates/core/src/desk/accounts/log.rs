//! What does the activity log say of accounts? Whose credential, of which kind and where it is valid; never a secret.

use rusqlite::Transaction;

use crate::ids::{AccountId, WorkspaceId};
use crate::store::accounts::{self, Account, Place};
use crate::store::activity::{self, Entry};
use crate::store::{StoreError, workspaces};
use crate::wire::{ActivityChange, ActivityOutcome, ActivitySubject, At, CredentialKind};

/// A workspace uses an account now: newly connected where there was none `before`, else reauthenticated.
pub(super) fn in_use(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    before: Option<&Account>,
    at: At,
) -> Result<(), StoreError> {
    let workspace = workspaces::get(transaction, workspace)?;
    let after = accounts::get(transaction, workspace.account)?;
    let former = before.map(facts).unwrap_or_default();
    let changes = facts(&after)
        .into_iter()
        .map(|(field, now)| {
            let then = former.iter().find(|(name, _)| *name == field).map(|(_, value)| value.clone());
            ActivityChange { field: field.to_owned(), before: then, after: Some(now) }
        })
        .filter(|change| change.before != change.after)
        .collect();
    let credential_of = |account: &Account| account.credential.as_ref().map(|credential| credential.id);
    let replaced = before.is_some_and(|before| credential_of(before) != credential_of(&after));
    let entry = Entry {
        workspace: workspace.id,
        workspace_name: &workspace.name,
        subject: ActivitySubject::Account,
        name: &after.account_sid,
        action: if before.is_some() { "reauthenticated" } else { "connected" },
        changes,
        outcome: ActivityOutcome::Done,
        detail: if replaced { "The former secret was replaced.".to_owned() } else { String::new() },
    };
    activity::add(transaction, &entry, at)
}

/// No workspace uses an account any more.
pub(in crate::desk) fn removed(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    workspace_name: &str,
    account: AccountId,
    at: At,
) -> Result<(), StoreError> {
    let entry = Entry {
        workspace,
        workspace_name,
        subject: ActivitySubject::Account,
        name: &accounts::get(transaction, account)?.account_sid,
        action: "removed",
        changes: Vec::new(),
        outcome: ActivityOutcome::Done,
        detail: "No workspace uses it any more; its secret is forgotten.".to_owned(),
    };
    activity::add(transaction, &entry, at)
}

fn facts(account: &Account) -> Vec<(&'static str, String)> {
    let mut facts =
        vec![("Username", account.account_sid.clone()), ("Region", account.region.in_words().to_owned())];
    if let Some(credential) = &account.credential {
        let kind = match (credential.kind, &credential.api_key_sid) {
            (CredentialKind::ApiKey, Some(sid)) => format!("API key {sid}"),
            (CredentialKind::ApiKey, None) => "API key".to_owned(),
            (CredentialKind::AuthToken, _) => "Auth Token".to_owned(),
        };
        facts.push(("Authentication", kind));
        let place = match credential.place {
            Place::Keychain => "in the keychain",
            Place::Memory => "until quit",
            Place::Practice => "in the practice account",
        };
        facts.push(("Secret kept", place.to_owned()));
    }
    facts
}
