//! What becomes of the messages of one account?
//!
//! One follower an account asks Twilio about one message at a time, whichever has waited longest, by the schedule,
//! until each has a final status or its time is over. When Twilio cannot be asked it pauses and goes on by itself; when
//! the credential is refused it waits until something about a workspace changes, as *Reauthenticate* does. The clock may
//! jump: set back it lengthens no wait, set on (the machine slept) it brings no burst of questions.

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
use crate::failpoint::reach;
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
    /// Since when, and for how long, nothing is asked at all.
    rest: Option<(Timestamp, Duration)>,
}

/// A test that is to be asked about.
struct Watch {
    due: Timestamp,
    /// The wait that ends when it is due.
    wait: Duration,
    state: TestState,
    /// The waits since the watching began, and since this state: so much time has passed whatever the clock says.
    waited: Duration,
    waited_in_state: Duration,
    asked: u32,
    /// How often in a row it could not be read.
    failed: u32,
    /// Only its price is still waited for.
    is_final: bool,
    asked_since_final: u32,
    failed_looks: u32,
}

/// Why nothing can be asked for a while.
struct Pause {
    reason: String,
    /// Nothing cuts this short: Twilio asked for it.
    rest: Duration,
    /// How long it lasts unless a workspace changes before. None: until one does.
    wait: Option<Duration>,
    changes: Receiver<Change>,
}

impl Follower {
    pub(super) fn new(desk: Desk, account: AccountId, wake: Arc<Notify>) -> Self {
        let (watches, looked_for) = Default::default();
        Self { desk, account, wake, watches, looked_for, failures: 0, rest: None }
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
        let now = self.desk.inner.clock.now();
        for watch in self.watches.values_mut() {
            watch.due = watch.due.min(later(now, watch.wait));
        }
        let Some((due, id)) = self.watches.iter().map(|(id, watch)| (watch.due, *id)).min() else {
            return self.wake.notified().await;
        };
        let rest = self.rest.map_or(Duration::ZERO, |(since, rest)| rest.saturating_sub(age(now, since)));
        let wait = rest.max(age(due, now));
        if !wait.is_zero() {
            tokio::select! {
                () = self.desk.inner.clock.sleep(wait) => {}
                () = self.wake.notified() => return,
            }
        }
        self.rest_for(schedule::BETWEEN);
        match self.ask(id).await {
            Ok(None) => {}
            Ok(Some(pause)) => self.pause(pause).await,
            Err(error) => self.store_failed(error).await,
        }
    }

    /// Asks nothing for so long from now.
    fn rest_for(&mut self, rest: Duration) {
        self.rest = Some((self.desk.inner.clock.now(), rest));
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
                let pause =
                    Pause { reason: error.message, rest: Duration::ZERO, wait: Some(KEYCHAIN_WAIT), changes };
                return Ok(self.trouble(test, pause));
            }
        };
        match client.message(sid).await {
            Ok(message) => self.record(test, &message).await.map(|()| None),
            Err(Error::Api(answer)) if answer.code == Some(NOT_FOUND) => {
                self.end(test, GONE).await.map(|()| None)
            }
            Err(Error::Api(answer)) if answer.status == 401 && answer.code.is_some() => {
                let reason =
                    "Twilio does not accept the credential any more. Reauthenticate, and it goes on."
                        .to_owned();
                Ok(self.trouble(test, Pause { reason, rest: Duration::ZERO, wait: None, changes }))
            }
            Err(error) => {
                let (message, _) = ReadFault::from(&error).in_words();
                self.failures += 1;
                let rest = schedule::rest_after(&error);
                let wait = schedule::after_trouble(self.failures);
                let reason = format!("{message} It is tried again by itself.");
                self.let_others_first(test.recorded.id, wait.max(rest));
                Ok(self.trouble(test, Pause { reason, rest, wait: Some(wait), changes }))
            }
        }
    }

    async fn record(&mut self, test: &StoredTest, message: &Message) -> Result<(), StoreError> {
        reach("follow.read");
        self.set_pause(None).await?;
        let id = test.recorded.id;
        let (reading, at) = (Reading::of(message), self.desk.now());
        let (changed, test) = self
            .desk
            .inner
            .store
            .write(move |transaction| {
                let changed = stored::record_reading(transaction, id, &reading, at)?;
                reach("follow.before_commit");
                Ok((changed, stored::get(transaction, id)?))
            })
            .await?;
        if changed {
            self.desk.tell_of(&test);
        }
        // Not before it is written: with a full disk the questions grow rarer too.
        self.failures = 0;
        let Some(watch) = self.watches.get_mut(&id) else { return Ok(()) };
        let ends = test.ended && !watch.is_final;
        watch.answered(&test);
        let next = schedule::next(watch.watched(&test, at.0));
        match next {
            Next::Wait(wait) => watch.wait_from(at.0, wait),
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
        let account = self.account;
        let ended = self.desk.inner.store.write(move |transaction| {
            // Meanwhile it may have been given to the same account in another region, which goes on with it.
            let is_ours = stored::find(transaction, id)?.is_some_and(|test| test.recorded.account == account);
            if is_ours {
                stored::end(transaction, id, reason)?;
            }
            Ok(is_ours)
        });
        if !ended.await? {
            return Ok(());
        }
        self.desk.tell_of(test);
        self.desk.tell(Change::Workspace { id: test.recorded.workspace });
        self.desk.tell_ended(test).await;
        Ok(())
    }

    async fn look(&mut self, test: &StoredTest) -> Result<(), StoreError> {
        let id = test.recorded.id;
        let looked = self.desk.look(test).await?;
        if let Err(rest) = looked {
            self.rest_for(rest.max(schedule::BETWEEN));
        }
        let now = self.desk.inner.clock.now();
        let Some(watch) = self.watches.get_mut(&id) else { return Ok(()) };
        watch.failed_looks += 1;
        match schedule::before_look(watch.failed_looks) {
            Some(wait) if looked.is_err() => watch.wait_from(now, wait),
            _ => {
                self.watches.remove(&id);
                self.looked_for.insert(id);
            }
        }
        Ok(())
    }

    /// A message that could not be read is asked about again after the others that are due, and ever more rarely.
    fn let_others_first(&mut self, id: TestId, wait: Duration) {
        let now = self.desk.inner.clock.now();
        if let Some(watch) = self.watches.get_mut(&id) {
            watch.failed += 1;
            watch.wait_from(now, wait.max(schedule::after_trouble(watch.failed)));
        }
    }

    /// A message that only waits for its price is not worth a pause, but for one that Twilio asks for.
    fn trouble(&mut self, test: &StoredTest, pause: Pause) -> Option<Pause> {
        if test.ended {
            self.watches.remove(&test.recorded.id);
            self.rest_for(pause.rest.max(schedule::BETWEEN));
            return None;
        }
        Some(pause)
    }

    async fn pause(&mut self, pause: Pause) {
        let Pause { reason, rest, wait, mut changes } = pause;
        if let Err(error) = self.set_pause(Some(reason)).await {
            tracing::error!("a pause could not be shown: {}", chain(&error));
        }
        if !rest.is_zero() {
            self.desk.inner.clock.sleep(rest).await;
            if wait.is_some_and(|wait| wait <= rest) {
                return;
            }
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
                () = self.desk.inner.clock.sleep(wait.saturating_sub(rest)) => {}
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
        Self {
            due: later(now, wait),
            wait,
            state: test.state,
            waited: Duration::ZERO,
            waited_in_state: Duration::ZERO,
            asked: 0,
            failed: 0,
            is_final: false,
            asked_since_final: 0,
            failed_looks: 0,
        }
    }

    fn wait_from(&mut self, now: Timestamp, wait: Duration) {
        (self.due, self.wait) = (later(now, wait), wait);
    }

    /// Twilio answered, and this is what the store has now.
    fn answered(&mut self, test: &StoredTest) {
        self.asked += 1;
        self.failed = 0;
        self.asked_since_final += u32::from(self.is_final);
        self.is_final = test.ended;
        self.waited = self.waited.saturating_add(self.wait);
        self.waited_in_state = self.waited_in_state.saturating_add(self.wait);
        if self.state != test.state {
            (self.state, self.waited_in_state) = (test.state, Duration::ZERO);
        }
    }

    fn watched(&self, test: &StoredTest, now: Timestamp) -> Watched {
        let created = test.recorded.created_at.0;
        let since = test.states.last().map_or(created, |seen| seen.at.0);
        Watched {
            state: test.state,
            age: age(now, created).max(self.waited),
            in_state: age(now, since).max(self.waited_in_state),
            asked: self.asked,
            priced: test.price.is_some(),
            asked_since_final: self.asked_since_final,
        }
    }
}

/// From `then` to `now`; none when it is the other way round.
fn age(now: Timestamp, then: Timestamp) -> Duration {
    Duration::try_from(now.duration_since(then)).unwrap_or_default()
}

fn later(now: Timestamp, wait: Duration) -> Timestamp {
    now.checked_add(wait).unwrap_or(Timestamp::MAX)
}
