//! May the credential of a form take the place of one that other workspaces use already?
//!
//! The workspaces of an account (same SID, same region) share one credential, so that connecting one more could
//! destroy the secret that the others work with. The rule is that nothing which may work is lost:
//! - what Twilio could not check replaces nothing; the form says where to replace it on purpose;
//! - a checked Auth Token replaces what is kept, for it may do whatever any credential of its account may; but one
//!   that is kept until quit does not replace one that outlives it;
//! - a checked API key replaces itself only: what another may do, sending above all, is not known;
//! - a kept secret that is gone, or that Twilio refuses by now, is replaced by whatever works.
//!
//! *Reauthenticate* within a workspace's own account asks none of this: replacing is what it is for.

use secrecy::ExposeSecret;

use super::keep::Target;
use super::readings;
use crate::account::access::Asked;
use crate::account::form::CredentialForm;
use crate::account::verdict::Verdict;
use crate::desk::{Answer, Desk};
use crate::store::accounts::{self, Account, Credential, Place};
use crate::store::workspaces;
use crate::wire::*;

/// An account that is connected already, with its credential.
pub(super) struct Known {
    pub(super) account: Account,
    kept: Credential,
    /// The name of the workspace that it was connected in first.
    connected_in: String,
}

/// What becomes of the kept credential.
pub(super) enum Standing {
    /// It stays, and serves the workspace of the form as well.
    Stays,
    /// The one in the form takes its place; `notice` when that changes something for the others.
    Replaced { notice: Option<String> },
}

/// The account of the form, if other workspaces use it and the target does not.
pub(super) async fn elsewhere(desk: &Desk, form: &CredentialForm, target: &Target) -> Answer<Option<Known>> {
    let (sid, region) = (form.account.to_string(), form.region);
    let own = match target {
        Target::New { .. } => None,
        Target::Existing(id) => Some(*id),
    };
    desk.read(move |connection| {
        let Some(id) = accounts::find(connection, &sid, region)? else { return Ok(None) };
        let sharing = accounts::workspaces_of(connection, id)?;
        let account = accounts::get(connection, id)?;
        match (sharing.first(), account.credential.clone()) {
            (Some(first), Some(kept)) if own.is_none_or(|own| !sharing.contains(&own)) => {
                let connected_in = workspaces::get(connection, *first)?.name;
                Ok(Some(Known { account, kept, connected_in }))
            }
            _ => Ok(None),
        }
    })
    .await
}

impl Known {
    /// Decides by the rule above; `verified` says whether Twilio took the credential of the form.
    ///
    /// # Errors
    /// `Invalid` on `secret` for what could not be checked while a secret is kept.
    pub(super) async fn standing(
        &self,
        desk: &Desk,
        form: &CredentialForm,
        verified: bool,
    ) -> Answer<Standing> {
        let kept = &self.kept;
        if !desk.may_have_secret(kept).await {
            return Ok(Standing::Replaced { notice: None });
        }
        if !verified {
            return Err(self.could_not_be_checked());
        }
        if self.is_outdone_by(form) {
            let same = kept.kind == form.kind()
                && desk
                    .secret(kept.id, kept.place)
                    .await
                    .is_ok_and(|secret| secret.expose_secret() == form.secret.expose_secret());
            return Ok(Standing::Replaced { notice: (!same).then(|| self.replaced_by(form)) });
        }
        // A keychain that is locked, or a network that has just gone, says nothing against the kept one.
        if let Ok(client) = desk.client_for(self.account.id).await {
            let account_sid = self.account.account_sid.clone();
            let asked = Asked { account_sid, kind: kept.kind, at: desk.now() };
            let verdict = readings::ask(&client).await.verdict(&asked, self.account.region, &"".into());
            if matches!(verdict, Verdict::Refused { .. }) {
                return Ok(Standing::Replaced { notice: Some(self.replaced_by(form)) });
            }
        }
        Ok(Standing::Stays)
    }

    fn is_outdone_by(&self, form: &CredentialForm) -> bool {
        let may_do_as_much = match &form.api_key {
            None => true,
            Some(key) => self.kept.api_key_sid.as_deref() == Some(key.as_str()),
        };
        let lasts_as_long = self.kept.place != Place::Keychain || form.keep == Keep::Keychain;
        may_do_as_much && lasts_as_long
    }

    /// What is said when the kept credential stays.
    pub(super) fn stays_words(&self, form: &CredentialForm) -> String {
        format!(
            "The account {} is connected in “{}” already. Its {} stays in use; the {} entered just now was not kept.",
            self.account.account_sid,
            self.connected_in,
            noun(self.kept.kind),
            noun(form.kind()),
        )
    }

    fn replaced_by(&self, form: &CredentialForm) -> String {
        format!(
            "The account {} is connected in “{}” already. The {} entered just now serves both; it replaced the {} \
             that was kept.",
            self.account.account_sid,
            self.connected_in,
            noun(form.kind()),
            noun(self.kept.kind),
        )
    }

    fn could_not_be_checked(&self) -> WireError {
        WireError::invalid(vec![FieldError {
            field: "secret".to_owned(),
            message: format!(
                "This account is connected in “{}” already, and this secret could not be checked: it would replace \
                 the one that is kept.",
                self.connected_in
            ),
            hint: Some(format!(
                "Try again when Twilio can be reached, or reauthenticate in “{}” to replace it all the same.",
                self.connected_in
            )),
        }])
    }
}

fn noun(kind: CredentialKind) -> &'static str {
    match kind {
        CredentialKind::AuthToken => "Auth Token",
        CredentialKind::ApiKey => "API key",
    }
}
