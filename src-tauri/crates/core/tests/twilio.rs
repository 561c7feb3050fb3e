//! A simulated Twilio, and desks that ask it in place of Twilio.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use senderdesk_core::keychain::{Keychain, MemoryStore, SecretStore};
use senderdesk_core::wire::*;
use senderdesk_core::{Clock, Desk, DeskOptions, SystemClock};
use tempfile::TempDir;
use twilio_messaging::clock::BoxFuture;
use twilio_simulator::{AccountSeed, ApiKeySeed, Handle, KeyKind, Pace, Running, Simulator};

pub const SID: &str = "AC0a1b2c3d4e5f60718293a4b5c6d7e8f9";
pub const TOKEN: &str = "7e5707e5707e5707e5707e5707e5707e";
pub const KEY_SID: &str = "SK00112233445566778899aabbccddeeff";
pub const KEY_SECRET: &str = "canarycanarycanarycanary12345678";

/// A subaccount of [`with_subaccount`].
pub const SUBACCOUNT: &str = "AC99999999999999999999999999999999";

/// A clock on which back-off takes no time.
pub struct Hurried;

impl Clock for Hurried {
    fn now(&self) -> jiff::Timestamp {
        SystemClock.now()
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::task::yield_now())
    }
}

/// A desk that asks a simulator, with a keychain in memory.
pub struct Scene {
    pub desk: Desk,
    pub secrets: MemoryStore,
    pub folder: TempDir,
    pub simulator: Running,
}

impl Scene {
    pub async fn new() -> Self {
        Self::of(account()).await
    }

    pub async fn of(account: AccountSeed) -> Self {
        let (folder, secrets) = (tempfile::tempdir().unwrap(), MemoryStore::default());
        let simulator = simulator(account).await;
        let desk = desk(folder.path(), &simulator.url(), keychain(secrets.clone())).await;
        Self { desk, secrets, folder, simulator }
    }

    pub fn twilio(&self) -> Handle {
        self.simulator.handle()
    }

    /// Connects, and expects it to work.
    pub async fn connected(&self) -> WorkspaceView {
        kept(self.desk.connect(connect(token())).await)
    }

    /// Quits and starts again, as another process would.
    pub async fn restart(self) -> Self {
        let Self { desk: former, secrets, folder, simulator } = self;
        former.close().await;
        let desk = desk(folder.path(), &simulator.url(), keychain(secrets.clone())).await;
        Self { desk, secrets, folder, simulator }
    }

    pub async fn end(self) {
        self.desk.close().await;
        self.simulator.shutdown().await;
    }
}

/// The practice account's belongings under a SID and a token that are known.
pub fn account() -> AccountSeed {
    AccountSeed::practice().credentials(SID, TOKEN)
}

/// With one API key.
pub fn with_key(kind: KeyKind) -> AccountSeed {
    let key = ApiKeySeed { sid: Some(KEY_SID.into()), secret: Some(KEY_SECRET.into()), kind };
    account().api_key(key)
}

/// With one subaccount.
pub fn with_subaccount() -> AccountSeed {
    account().subaccount(AccountSeed::empty().credentials(SUBACCOUNT, "b".repeat(32)))
}

/// The form with the Auth Token of that subaccount.
pub fn subaccount() -> CredentialDraft {
    CredentialDraft { username: SUBACCOUNT.into(), secret: SecretText("b".repeat(32).into()), ..token() }
}

pub async fn simulator(account: AccountSeed) -> Running {
    Simulator::builder().account(account).seed(7).pace(Pace::instant()).start().await.unwrap()
}

/// Over any store that answers at once.
pub fn keychain(store: impl SecretStore) -> Keychain {
    Keychain::new(store, Keychain::LIMIT)
}

pub async fn desk(folder: &Path, url: &str, keychain: Keychain) -> Desk {
    let options = DeskOptions {
        data_dir: folder.to_owned(),
        clock: Arc::new(Hurried),
        keychain,
        twilio_url: Some(url.to_owned()),
    };
    Desk::open(options).await.unwrap()
}

/// The form with the right Auth Token.
pub fn token() -> CredentialDraft {
    CredentialDraft {
        region: RegionChoice::Us1,
        username: SID.into(),
        kind: CredentialKind::AuthToken,
        api_key_sid: String::new(),
        secret: SecretText(TOKEN.into()),
        keep: Keep::Keychain,
        keep_unverified: false,
    }
}

/// The form with an API key.
pub fn key() -> CredentialDraft {
    CredentialDraft {
        kind: CredentialKind::ApiKey,
        api_key_sid: KEY_SID.into(),
        secret: SecretText(KEY_SECRET.into()),
        ..token()
    }
}

pub fn connect(credential: CredentialDraft) -> ConnectDraft {
    ConnectDraft {
        workspace_name: "Acme".into(),
        environment: Environment::Production,
        data_centre: "https://dashboard-03.moengage.com/v4/".into(),
        credential,
    }
}

pub fn kept(outcome: Result<ConnectOutcome, WireError>) -> WorkspaceView {
    match outcome {
        Ok(ConnectOutcome::Kept { workspace, .. }) => *workspace,
        other => panic!("not kept: {other:?}"),
    }
}

pub fn access(rows: &[AccessRow], capability: Capability) -> Access {
    rows.iter().find(|row| row.capability == capability).unwrap().access
}

pub fn reason(rows: &[AccessRow], capability: Capability) -> &str {
    let row = rows.iter().find(|row| row.capability == capability).unwrap();
    row.reason.as_deref().unwrap_or_default()
}
