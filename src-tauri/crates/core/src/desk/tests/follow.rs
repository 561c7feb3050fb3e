//! What becomes of the messages of one account?
//!
//! One follower an account asks Twilio about one message at a time, by the schedule, until each has a final status
//! or its time is over. When Twilio cannot be asked it pauses and goes on by itself; when the credential is refused it
//! waits until something about a workspace changes, as *Reauthenticate* does.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::Notify;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use twilio_messaging::sid::MessageSid;
use twilio_messaging::{Error, Message};

use super::super::Desk;
use crate::account::fault::ReadFault;
use crate::ids::{AccountId, TestId};
use crate::store::tests::{self as stored, Reading, StoredTest};
use crate::store::{StoreError, accounts, chain};
use crate::test_message::schedule::{self, Next, Watched};
use crate::wire::{Change, TestState};

/// Twilio's list is read by itself for lost answers up to this age; for older ones on a click only.
const LOOKED_FOR_WITHIN: Duration = Duration::from_secs(24 * 3600);

/// Twilio's code for what is not there. A 404 without it is someone else's answer.
const NOT_FOUND: u32 = 20404;

/// How long before a keychain that did not open is tried again.
const KEYCHAIN_WAIT: Duration = Duration::from_secs(300);

const OTHER_ACCOUNT: &str = "The workspace now uses another account; about this message only the former one could be \
                             asked, whose secret is not kept any more.";

const GONE: &str = "Twilio has no such message (any more): it was deleted, or the credential is of another account \
                    or region.";

/// The follower of one account.
pub(super) struct Follower {
    desk: Desk,
    account: AccountId,
    wake: Arc<Notify>,
    watches: HashMap<TestId, Watch>,
    /// Lost answers that are not looked for again by itself in this run.
    looked_for: HashSet<TestId>,
    /// How often in a row Twilio could not be asked.
    failures: u32,
}

/// A test that is to be asked about.
struct Watch {
    due: Timestamp,
    asked: u32,
    /// Only its price is still waited for.
    is_final: bool,
    asked_since_final: u32,
    failed_looks: u32,
}

/// Why nothing can be asked for a while.
struct Pause {
    reason: String,
    /// None: until a workspace changes.
    wait: Option<Duration>,
    changes: Receiver<Change>,
}

impl Follower {
    pub(super) fn new(desk: Desk, account: AccountId, wake: Arc<Notify>) -> Self {
        let (watches, looked_for) = Default::default();
        Self { desk, account, wake, watches, looked_for, failures: 0 }
    }

    /// Follows until the desk closes.
    pub(super) async fn run(mut self) {
        let stop = self.desk.inner.tests.stop.clone();
        // What is interrupted here is a read or a write that is committed or not: nothing is half done.
        stop.run_until_cancelled(async {
            loop {
                self.turn().await;
            }
        })
        .await;
    }

    async fn turn(&mut self) {
        if let Err(error) = self.pick_up().await {
            return self.store_failed(error).await;
        }
        let Some((id, due)) =
            self.watches.iter().map(|(id, watch)| (*id, watch.due)).min_by_key(|(_, due)| *due)
        else {
            return self.wake.notified().await;
        };
        let wait = Duration::try_from(due.duration_since(self.desk.inner.clock.now())).unwrap_or_default();
        if !wait.is_zero() {
            tokio::select! {
                () = self.desk.inner.clock.sleep(wait) => {}
                () = self.wake.notified() => return,
            }
        }
        match self.ask(id).await {
            Ok(None) => {}
            Ok(Some(pause)) => self.pause(pause).await,
            Err(error) => self.store_failed(error).await,
        }
    }

    /// Adds what the store has under way and is not watched yet, and drops what was ended elsewhere.
    async fn pick_up(&mut self) -> Result<(), StoreError> {
        let account = self.account;
        let tests =
            self.desk.inner.store.read(move |connection| stored::under_way(connection, account)).await?;
        let under_way: HashSet<TestId> = tests.iter().map(|test| test.recorded.id).collect();
        self.watches.retain(|id, watch| watch.is_final || under_way.contains(id));
        let now = self.desk.inner.clock.now();
        for test in tests {
            let id = test.recorded.id;
            if test.state == TestState::Unknown {
                let old = test.lost.as_ref().is_some_and(|lost| lost.looked_at.is_some())
                    && age(now, test.recorded.created_at.0) > LOOKED_FOR_WITHIN;
                if old {
                    self.looked_for.insert(id);
                }
                if self.looked_for.contains(&id) {
                    self.watches.remove(&id);
                    continue;
                }
            }
            self.watches.entry(id).or_insert_with(|| Watch::from(&test, now));
        }
        Ok(())
    }

    /// Asks about one test; returns why the account has to wait, if so.
    async fn ask(&mut self, id: TestId) -> Result<Option<Pause>, StoreError> {
        let test = self.desk.inner.store.read(move |connection| stored::find(connection, id)).await?;
        // Its workspace may have moved on to the same account in another region, which is followed elsewhere.
        let Some(test) = test.filter(|test| test.recorded.account == self.account) else {
            self.watches.remove(&id);
            return Ok(None);
        };
        match test.message_sid.as_deref().map(str::parse) {
            Some(Ok(sid)) => self.read_message(&test, &sid).await,
            Some(Err(_)) => {
                self.end(&test, "Twilio's SID of this message cannot be read.").await.map(|()| None)
            }
            None => self.look(&test).await.map(|()| None),
        }
    }

    async fn read_message(
        &mut self,
        test: &StoredTest,
        sid: &MessageSid,
    ) -> Result<Option<Pause>, StoreError> {
        // From before the request: a new credential that comes meanwhile is not missed.
        let changes = self.desk.changes();
        let client = match self.desk.client_for(self.account).await {
            Ok(client) => client,
            Err(_) if self.is_retired().await? => return self.end(test, OTHER_ACCOUNT).await.map(|()| None),
            Err(error) => {
                return Ok(self.trouble(test, error.message, Some(KEYCHAIN_WAIT), changes));
            }
        };
        match client.message(sid).await {
            Ok(message) => self.record(test, &message).await.map(|()| None),
            Err(Error::Api(answer)) if answer.code == Some(NOT_FOUND) => {
                self.end(test, GONE).await.map(|()| None)
            }
            Err(Error::Api(answer)) if answer.status == 401 && answer.code.is_some() => {
                let reason =
                    "Twilio does not accept the credential any more. Reauthenticate, and it goes on.";
                Ok(self.trouble(test, reason.to_owned(), None, changes))
            }
            Err(error) => {
                let (message, _) = ReadFault::from(&error).in_words();
                self.failures += 1;
                let wait = schedule::after_trouble(self.failures);
                Ok(self.trouble(test, format!("{message} It is tried again by itself."), Some(wait), changes))
            }
        }
    }

    async fn record(&mut self, test: &StoredTest, message: &Message) -> Result<(), StoreError> {
        self.failures = 0;
        self.set_pause(None).await?;
        let id = test.recorded.id;
        let (reading, at) = (Reading::of(message), self.desk.now());
        let (changed, test) = self
            .desk
            .inner
            .store
            .write(move |transaction| {
                let changed = stored::record_reading(transaction, id, &reading, at)?;
                Ok((changed, stored::get(transaction, id)?))
            })
            .await?;
        if changed {
            self.desk.tell_of(&test);
        }
        let Some(watch) = self.watches.get_mut(&id) else { return Ok(()) };
        watch.asked += 1;
        watch.asked_since_final += u32::from(watch.is_final);
        let ends = test.ended && !watch.is_final;
        watch.is_final = test.ended;
        let next = schedule::next(watch.watched(&test, at.0));
        match next {
            Next::Wait(wait) => watch.due = later(at.0, wait),
            Next::End(_) if test.ended => {
                self.watches.remove(&id);
            }
            Next::End(reason) => self.end(&test, reason.unwrap_or_default()).await?,
        }
        if changed && test.ended {
            self.desk.tell(Change::Workspace { id: test.recorded.workspace });
        }
        if ends {
            self.desk.tell_ended(&test).await;
        }
        Ok(())
    }

    /// Whether no workspace uses the account any more.
    async fn is_retired(&self) -> Result<bool, StoreError> {
        let account = self.account;
        let account =
            self.desk.inner.store.read(move |connection| accounts::get(connection, account)).await?;
        Ok(account.credential.is_none())
    }

    /// Asks no more about a test; one with a final status needs no reason.
    async fn end(&mut self, test: &StoredTest, reason: &'static str) -> Result<(), StoreError> {
        let id = test.recorded.id;
        self.watches.remove(&id);
        if test.ended {
            return Ok(());
        }
        self.desk.inner.store.write(move |transaction| stored::end(transaction, id, reason)).await?;
        self.desk.tell_of(test);
        self.desk.tell(Change::Workspace { id: test.recorded.workspace });
        self.desk.tell_ended(test).await;
        Ok(())
    }

    async fn look(&mut self, test: &StoredTest) -> Result<(), StoreError> {
        let id = test.recorded.id;
        let listed = self.desk.look(test).await?;
        let now = self.desk.inner.clock.now();
        let Some(watch) = self.watches.get_mut(&id) else { return Ok(()) };
        watch.failed_looks += 1;
        match schedule::before_look(watch.failed_looks) {
            Some(wait) if !listed => watch.due = later(now, wait),
            _ => {
                self.watches.remove(&id);
                self.looked_for.insert(id);
            }
        }
        Ok(())
    }

    /// A message that only waits for its price is not worth a pause.
    fn trouble(
        &mut self,
        test: &StoredTest,
        reason: String,
        wait: Option<Duration>,
        changes: Receiver<Change>,
    ) -> Option<Pause> {
        if test.ended {
            self.watches.remove(&test.recorded.id);
            return None;
        }
        Some(Pause { reason, wait, changes })
    }

    async fn pause(&mut self, pause: Pause) {
        let Pause { reason, wait, mut changes } = pause;
        if let Err(error) = self.set_pause(Some(reason)).await {
            tracing::error!("a pause could not be shown: {}", chain(&error));
        }
        let changed = async {
            while !matches!(
                changes.recv().await,
                Ok(Change::Workspace { .. }) | Err(RecvError::Lagged(_) | RecvError::Closed)
            ) {}
        };
        match wait {
            None => changed.await,
            Some(wait) => tokio::select! {
                () = self.desk.inner.clock.sleep(wait) => {}
                () = changed => {}
            },
        }
    }

    /// Shows or ends a pause for every test that it concerns.
    async fn set_pause(&self, reason: Option<String>) -> Result<(), StoreError> {
        if !self.desk.inner.tests.set_pause(self.account, reason) {
            return Ok(());
        }
        let account = self.account;
        let tests =
            self.desk.inner.store.read(move |connection| stored::under_way(connection, account)).await?;
        for test in &tests {
            self.desk.tell_of(test);
        }
        Ok(())
    }

    /// The store was closed, or the disk is full: nothing is lost, Twilio can be asked again.
    async fn store_failed(&mut self, error: StoreError) {
        tracing::error!("following a test failed: {}", chain(&error));
        self.failures += 1;
        self.desk.inner.clock.sleep(schedule::after_trouble(self.failures)).await;
    }
}

impl Watch {
    fn from(test: &StoredTest, now: Timestamp) -> Self {
        let wait = match test.state {
            TestState::Unknown => schedule::before_look(0).unwrap_or_default(),
            _ => schedule::FIRST_WAIT,
        };
        Self { due: later(now, wait), asked: 0, is_final: false, asked_since_final: 0, failed_looks: 0 }
    }

    fn watched(&self, test: &StoredTest, now: Timestamp) -> Watched {
        let created = test.recorded.created_at.0;
        let since = test.states.last().map_or(created, |seen| seen.at.0);
        Watched {
            state: test.state,
            age: age(now, created),
            in_state: age(now, since),
            asked: self.asked,
            priced: test.price.is_some(),
            asked_since_final: self.asked_since_final,
        }
    }
}

fn age(now: Timestamp, then: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(then)).unwrap_or_default()
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}
