//! Does an answer to a test arrive at Twilio, and does its webhook fail? Twilio's log and alerts are read for a stated
//! time; nothing is ever sent from here.
//!
//! What is found lives until the desk closes and is not stored. Each watch is a task of its own; of one account they ask
//! one after the other, beside the follower and without touching it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::{Mutex as AsyncMutex, Notify};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use twilio_messaging::sid::MessageSid;
use twilio_messaging::{AlertFilter, Client, Direction, Error, MessageFilter};

use super::{Answer, Desk};
use crate::account::fault::ReadFault;
use crate::ids::{AccountId, TestId};
use crate::reply_test::{
    Alerts, Circumstances, Course, Listed, Pair, Watch, WebhookFault, before_asking, pair, view,
};
use crate::store::accounts;
use crate::store::tests::{self as stored, StoredTest};
use crate::test_message::schedule;
use crate::wire::*;

/// How many watches are remembered; the one that ended first is forgotten first.
const REMEMBERED: usize = 100;
/// Records a page of the log: newest first, and few phones answer often.
const PAGE: u16 = 50;
/// Pages that are read at most, of either list.
const MOST_PAGES: usize = 5;
const NOT_FOUND: u32 = 20404;

/// The watches of this run of the desk.
#[derive(Default)]
pub(crate) struct State {
    watches: Mutex<HashMap<TestId, Kept>>,
    /// Held while Twilio is asked for an account.
    gates: Mutex<HashMap<AccountId, Arc<AsyncMutex<()>>>>,
    running: TaskTracker,
    stop: CancellationToken,
}

struct Kept {
    watch: Watch,
    /// Another one each time that it begins or ends: what a former task still finds does not count.
    run: u64,
    cancel: CancellationToken,
    wake: Arc<Notify>,
}

/// Ends all watches.
pub(super) async fn stop(desk: &Desk) {
    let state = &desk.inner.replies;
    state.stop.cancel();
    state.running.close();
    state.running.wait().await;
}

impl State {
    fn watch(&self, id: TestId) -> Option<Watch> {
        locked(&self.watches).get(&id).map(|kept| kept.watch.clone())
    }

    /// Begins a watch or goes on with one that is over; none while one runs, or once the desk closes.
    fn begin(&self, id: TestId, now: Timestamp) -> Option<(u64, CancellationToken, Arc<Notify>)> {
        let mut watches = locked(&self.watches);
        if self.stop.is_cancelled() {
            return None;
        }
        if watches.get(&id).is_some_and(|kept| kept.watch.course == Course::Watching) {
            return None;
        }
        if watches.len() >= REMEMBERED && !watches.contains_key(&id) {
            let over = watches.iter().filter(|(_, kept)| kept.watch.course != Course::Watching);
            let first = over.min_by_key(|(_, kept)| kept.watch.until).map(|(id, _)| *id);
            first.map(|first| watches.remove(&first));
        }
        let (cancel, wake) = (self.stop.child_token(), Arc::new(Notify::new()));
        let (watch, run) = match watches.remove(&id) {
            Some(Kept { mut watch, run, .. }) => {
                watch.go_on(now);
                (watch, run + 1)
            }
            None => (Watch::begin(now), 0),
        };
        watches.insert(id, Kept { watch, run, cancel: cancel.clone(), wake: Arc::clone(&wake) });
        Some((run, cancel, wake))
    }

    /// The watch of this run, if it is still the one.
    fn of_run(&self, id: TestId, run: u64) -> Option<Watch> {
        let watches = locked(&self.watches);
        watches.get(&id).filter(|kept| kept.run == run).map(|kept| kept.watch.clone())
    }

    /// Puts back what a run found, unless it was stopped meanwhile; tells whether it is still the one.
    fn put(&self, id: TestId, run: u64, watch: Watch) -> bool {
        let mut watches = locked(&self.watches);
        let kept = watches.get_mut(&id).filter(|kept| kept.run == run);
        let is_the_one = kept.is_some();
        if let Some(kept) = kept {
            kept.watch = watch;
        }
        is_the_one
    }

    /// Ends a watch by the operator's wish.
    fn end(&self, id: TestId) {
        let mut watches = locked(&self.watches);
        if let Some(kept) = watches.get_mut(&id).filter(|kept| kept.watch.course == Course::Watching) {
            kept.watch.course = Course::Stopped;
            kept.run += 1;
            kept.cancel.cancel();
        }
    }

    fn wake(&self, id: TestId) {
        if let Some(kept) = locked(&self.watches).get(&id) {
            kept.wake.notify_one();
        }
    }

    fn gate(&self, account: AccountId) -> Arc<AsyncMutex<()>> {
        Arc::clone(locked(&self.gates).entry(account).or_default())
    }
}

impl Desk {
    /// How the test of a reply to this test stands.
    pub async fn reply_watch(&self, id: TestId) -> Answer<ReplyView> {
        let (test, around) = self.test_and_circumstances(id).await?;
        Ok(view(&test, pair(&test), self.inner.replies.watch(id).as_ref(), &around))
    }

    /// Begins to watch for a reply, or goes on after the stated time. One that runs already is left as it is.
    ///
    /// # Errors
    /// `Invalid` where a reply to this test cannot be watched for.
    pub async fn watch_reply(&self, id: TestId) -> Answer<ReplyView> {
        let (test, around) = self.test_and_circumstances(id).await?;
        let pair = match (pair(&test), &around.read_only) {
            (Err(reason), _) => return Err(WireError::new(ErrorCode::Invalid, reason)),
            (Ok(_), Some(reason)) => {
                return Err(WireError::new(ErrorCode::ReadOnly, "Twilio is not asked from this window.")
                    .with_hint(reason.clone()));
            }
            (Ok(pair), None) => pair,
        };
        let state = &self.inner.replies;
        if let Some((run, cancel, wake)) = state.begin(id, self.inner.clock.now()) {
            let watcher = Watcher { desk: self.clone(), test, pair, run, wake };
            // What is interrupted here is a read: nothing is half done.
            state.running.spawn(async move { cancel.run_until_cancelled(watcher.run()).await });
        }
        self.reply_watch(id).await
    }

    /// Stops watching; what was found stays until the desk closes.
    pub async fn stop_reply_watch(&self, id: TestId) -> Answer<ReplyView> {
        self.inner.replies.end(id);
        self.reply_watch(id).await
    }

    /// Lets the handset of a practice test answer, and watches for it.
    ///
    /// # Errors
    /// `Invalid` for a test of a real account: only a person can answer there.
    pub async fn practise_reply(&self, id: TestId, text: String) -> Answer<ReplyView> {
        let (test, around) = self.test_and_circumstances(id).await?;
        if !around.practice {
            let message = "Only a handset of the practice account can be made to answer.";
            return Err(WireError::new(ErrorCode::Invalid, message)
                .with_hint("Answer from the phone itself; nothing is sent from here."));
        }
        self.watch_reply(id).await?;
        let pair = pair(&test).map_err(|reason| WireError::new(ErrorCode::Invalid, reason))?;
        // Starts the practice account where it does not run yet.
        self.client_for(test.recorded.account).await?;
        if let Some(handle) = self.inner.accounts.practice.handle().await {
            handle.receive(&pair.handset, &pair.sender, &text).await.map_err(|error| {
                WireError::new(ErrorCode::Invalid, crate::words::sentence(&error.to_string()))
            })?;
        }
        self.inner.replies.wake(id);
        self.reply_watch(id).await
    }

    async fn test_and_circumstances(&self, id: TestId) -> Answer<(StoredTest, Circumstances)> {
        let read_only = self.inner.store.read_only().map(str::to_owned);
        self.read(move |connection| {
            let test = stored::get(connection, id)?;
            let practice = accounts::is_practice(connection, test.recorded.account)?;
            Ok((test, Circumstances { practice, read_only }))
        })
        .await
    }
}

/// One run of a watch.
struct Watcher {
    desk: Desk,
    test: StoredTest,
    pair: Pair,
    run: u64,
    wake: Arc<Notify>,
}

/// Why a turn brought nothing.
enum Setback {
    /// It is tried again.
    Passing(String),
    /// It cannot go on.
    Lasting(String),
}

impl Watcher {
    async fn run(self) {
        while let Some(wait) = self.turn().await {
            tokio::select! {
                () = self.desk.inner.clock.sleep(wait) => {}
                () = self.wake.notified() => {}
            }
        }
    }

    /// Asks once; answers how long to wait for the next time, none at the end.
    async fn turn(&self) -> Option<Duration> {
        let (id, state) = (self.test.recorded.id, &self.desk.inner.replies);
        let gate = state.gate(self.test.recorded.account);
        let asking = gate.lock().await;
        let before = state.of_run(id, self.run)?;
        let mut watch = before.clone();
        let outcome = self.ask(&mut watch).await;
        drop(asking);
        let mut wait = match outcome {
            Ok(()) => {
                (watch.trouble, watch.failures) = (None, 0);
                watch.asked += 1;
                before_asking(watch.asked)
            }
            Err(Setback::Passing(trouble)) => {
                (watch.trouble, watch.failures) = (Some(trouble), watch.failures + 1);
                schedule::after_trouble(watch.failures)
            }
            Err(Setback::Lasting(reason)) => {
                watch.course = Course::Broken(reason);
                Duration::ZERO
            }
        };
        let now = self.desk.inner.clock.now();
        watch.conclude(now);
        // The last question is asked when the time is over, not before.
        wait = wait.min(Duration::try_from(watch.until.0.duration_since(now)).unwrap_or_default());
        let (goes_on, is_news) = (watch.course == Course::Watching, is_news(&before, &watch));
        if state.put(id, self.run, watch) && is_news {
            self.desk.tell(Change::Reply { id, workspace: self.test.recorded.workspace });
        }
        goes_on.then_some(wait)
    }

    async fn ask(&self, watch: &mut Watch) -> Result<(), Setback> {
        let client = self.desk.client_for(self.test.recorded.account).await;
        let client = client.map_err(|error| Setback::Passing(error.message))?;
        let since = match watch.since {
            Some(since) => since,
            None => *watch.since.insert(self.sent_at(&client).await?),
        };
        let found = self.replies(&client, since).await?;
        watch.take_messages(found, self.desk.inner.clock.now());
        if let Some(since) = watch.alerts_since() {
            self.look_at_alerts(&client, since, watch).await?;
        }
        Ok(())
    }

    /// When the test was sent by Twilio's clock, which dates the replies too.
    async fn sent_at(&self, client: &Client) -> Result<Timestamp, Setback> {
        let clicked = self.test.recorded.created_at.0;
        let Some(Ok(sid)) = self.test.message_sid.as_deref().map(str::parse::<MessageSid>) else {
            return Ok(clicked);
        };
        match client.message(&sid).await {
            Ok(message) => Ok(message.date_sent.or(message.date_created).unwrap_or(clicked)),
            // Deleted meanwhile: its reply may be there all the same.
            Err(Error::Api(answer)) if answer.code == Some(NOT_FOUND) => Ok(clicked),
            Err(error) => Err(setback(&error)),
        }
    }

    /// What the handset sent to the sender since then.
    async fn replies(&self, client: &Client, since: Timestamp) -> Result<Vec<ReplyMessage>, Setback> {
        let filter = MessageFilter { from: Some(self.pair.handset.clone()), ..MessageFilter::default() };
        let mut list = client.messages(filter).page_size(PAGE);
        let mut found = Vec::new();
        for _ in 0..MOST_PAGES {
            let Some(page) = list.next_page().await.map_err(|error| setback(&error))? else { break };
            let mut is_older = !page.is_empty();
            for message in page {
                let at = message.date_sent.or(message.date_created);
                is_older &= at.is_some_and(|at| at < since);
                let listed = Listed {
                    inbound: message.direction == Some(Direction::Inbound),
                    from: message.from.as_deref(),
                    to: &message.to,
                    at,
                };
                if self.pair.is_answered_by(listed, since) {
                    found.push(ReplyMessage {
                        message_sid: message.sid.to_string(),
                        body: message.body,
                        at: at.map(At),
                    });
                }
            }
            if is_older {
                break;
            }
        }
        Ok(found)
    }

    /// Looks for an alert about one of the replies.
    async fn look_at_alerts(
        &self,
        client: &Client,
        since: Timestamp,
        watch: &mut Watch,
    ) -> Result<(), Setback> {
        let mut list = client.alerts(&AlertFilter { since: Some(since), ..AlertFilter::default() });
        for _ in 0..MOST_PAGES {
            let page = match list.next_page().await {
                Ok(Some(page)) => page,
                Ok(None) => {
                    watch.alerts = Alerts::Silent;
                    return Ok(());
                }
                Err(error) => match not_readable(&error) {
                    Some(reason) => {
                        watch.alerts = Alerts::NotReadable(reason);
                        return Ok(());
                    }
                    None => return Err(setback(&error)),
                },
            };
            let about = |sid: &Option<String>| {
                watch.messages.iter().any(|message| sid.as_ref() == Some(&message.message_sid))
            };
            if let Some(alert) = page.iter().find(|alert| about(&alert.resource_sid)) {
                let words = alert.message();
                watch.alerts = Alerts::Failed(WebhookFault { code: alert.error_code, words });
                return Ok(());
            }
        }
        watch.alerts = Alerts::NotReadable(
            "This account has more alerts of these minutes than are read here, so one about the reply may be among them."
                .to_owned(),
        );
        Ok(())
    }
}

/// Why alerts cannot be read at all, if that is so.
fn not_readable(error: &Error) -> Option<String> {
    if let Error::NotInRegion(region) = error {
        let region = region.code().to_uppercase();
        return Some(format!("Twilio documents no address of its alerts for the region {region}."));
    }
    let fault = ReadFault::from(error);
    let answer = fault.refusal()?;
    let code = answer.code.map(|code| format!(", error {code}")).unwrap_or_default();
    Some(format!(
        "This credential may not read Twilio's alerts (HTTP {}{code}). A restricted API key needs the right to read \
         Monitor.",
        answer.status
    ))
}

fn setback(error: &Error) -> Setback {
    let fault = ReadFault::from(error);
    if fault.refusal().is_some_and(|answer| answer.status != 404) {
        return Setback::Lasting(
            "Twilio does not let this credential read the message log. Reauthenticate or use another key, then watch \
             again."
                .to_owned(),
        );
    }
    Setback::Passing(format!("{} It is tried again by itself.", fault.in_words().0))
}

/// Whether the page would show something else.
fn is_news(before: &Watch, after: &Watch) -> bool {
    let shown = |watch: &Watch| Watch { asked: 0, failures: 0, since: None, ..watch.clone() };
    shown(before) != shown(after)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
