//! Whose credentials came with a request, and may they use this resource?

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::refusal::Refusal;
use crate::route::Route;
use crate::seed::KeyKind;
use crate::world::World;

/// Credentials that were right.
#[derive(Debug)]
pub(crate) struct Identity {
    /// The user name: the Account SID or the SID of an API key.
    pub(crate) user: String,
    /// Index of the account that they belong to.
    pub(crate) account: usize,
    /// None for the Auth Token.
    key: Option<KeyKind>,
    /// The account's test credentials: for dry runs only.
    is_test: bool,
}

impl Identity {
    /// Reads an `Authorization` header of the form `Basic …`.
    pub(crate) fn check(world: &World, header: Option<&str>) -> Option<Self> {
        let (scheme, encoded) = header?.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("basic") {
            return None;
        }
        let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
        let (user, password) = decoded.split_once(':')?;
        world.accounts.iter().enumerate().find_map(|(account, owner)| {
            if let Some((sid, token)) = &owner.test_credentials
                && *sid == *user
            {
                let is_right = token.matches(password);
                return is_right.then(|| Self { user: user.to_owned(), account, key: None, is_test: true });
            }
            let key = if owner.sid == *user {
                owner.token.matches(password).then_some(None)
            } else {
                let key = owner.keys.iter().find(|key| key.sid == *user && key.secret.matches(password));
                key.map(|key| Some(key.kind.clone()))
            }?;
            Some(Self { user: user.to_owned(), account, key, is_test: false })
        })
    }

    /// The account whose test credentials these are, if they are such.
    pub(crate) fn dry_run(&self) -> Option<usize> {
        self.is_test.then_some(self.account)
    }

    /// The index of the account that the route is about, if these credentials may use it.
    ///
    /// The main account's Auth Token and main keys reach the 2010-04-01 resources of its subaccounts; every other
    /// foreign Account SID is answered as wrong credentials.
    pub(crate) fn permit(&self, world: &World, route: &Route<'_>) -> Result<usize, Refusal> {
        let account = match route.account() {
            None => self.account,
            Some(sid) => {
                let named = world.accounts.iter().position(|account| account.sid == *sid);
                let reaches_all = self.account == 0 && matches!(self.key, None | Some(KeyKind::Main));
                named
                    .filter(|&index| index == self.account || reaches_all)
                    .ok_or_else(Refusal::unauthenticated)?
            }
        };
        match (&self.key, route.area()) {
            (Some(KeyKind::Standard | KeyKind::Restricted(_)), None) => Err(Refusal::unauthenticated()),
            (Some(KeyKind::Restricted(allowed)), Some(area)) if !allowed.contains(&area) => {
                Err(Refusal::no_permission())
            }
            _ => Ok(account),
        }
    }

    /// The accounts that the account list shows to these credentials.
    pub(crate) fn visible_accounts(&self, world: &World) -> std::ops::Range<usize> {
        if self.account == 0 { 0..world.accounts.len() } else { self.account..self.account + 1 }
    }
}
