//! How long are ended tests kept here? For ever, unless the operator set a number of days.
//!
//! Only what is ended goes, a few at a time, each time with a line in the activity log. What Twilio keeps is Twilio's.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::SignedDuration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{Answer, Desk};
use crate::ids::WorkspaceId;
use crate::store::activity::{self, Entry};
use crate::store::{StoreError, chain, retention as stored, workspaces};
use crate::wire::*;
use crate::words::pasted;

/// How often it is looked for tests whose time is over.
const DAILY: Duration = Duration::from_secs(24 * 3600);
/// Tests that go in one transaction, so that a send that waits for the store does not wait long.
const BATCH: u32 = 500;
/// Most days that can be set; ten years.
const MOST_DAYS: u32 = 3650;

/// Who looks for tests whose time is over; nobody while all are kept for ever.
#[derive(Default)]
pub(crate) struct State {
    keeper: Mutex<Option<Arc<Notify>>>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

/// Looks once a day from now on, if any workspace has a limit.
pub(super) async fn start(desk: &Desk) {
    if desk.inner.store.read_only().is_some() {
        return;
    }
    match desk.inner.store.read(stored::limited).await {
        Ok(limited) if limited.is_empty() => {}
        Ok(_) => wake(desk),
        Err(error) => tracing::error!("it is not known how long tests are kept: {}", chain(&error)),
    }
}

/// Stops after the transaction under way.
pub(super) async fn stop(desk: &Desk) {
    let state = &desk.inner.retention;
    state.stop.cancel();
    state.tasks.close();
    state.tasks.wait().await;
}

/// Looks now, and daily from now on.
fn wake(desk: &Desk) {
    let state = &desk.inner.retention;
    if state.stop.is_cancelled() {
        return;
    }
    let mut keeper = state.keeper.lock().unwrap_or_else(PoisonError::into_inner);
    match &*keeper {
        Some(running) => running.notify_one(),
        None => {
            let woken = Arc::clone(keeper.insert(Arc::default()));
            let (desk, stop) = (desk.clone(), state.stop.clone());
            state.tasks.spawn(async move {
                stop.run_until_cancelled(keep(&desk, &woken)).await;
            });
        }
    }
}

async fn keep(desk: &Desk, woken: &Notify) {
    loop {
        if let Err(error) = prune(desk).await {
            tracing::error!("tests whose time is over were not deleted: {}", chain(&error));
        }
        tokio::select! {
            () = desk.inner.clock.sleep(DAILY) => {}
            () = woken.notified() => {}
        }
    }
}

/// Deletes what is over in every workspace that has a limit.
async fn prune(desk: &Desk) -> Result<(), StoreError> {
    let mut went = false;
    for (workspace, _) in desk.inner.store.read(stored::limited).await? {
        loop {
            let at = desk.now();
            let count = desk
                .inner
                .store
                .write(move |transaction| {
                    // Read anew each time: the operator may just have chosen to keep them.
                    let Some(days) = stored::kept_days(transaction, workspace)? else { return Ok(0) };
                    let count = stored::prune(transaction, workspace, limit(at, days), BATCH)?;
                    if count > 0 {
                        tell(transaction, workspace, count, days, at)?;
                    }
                    Ok(count)
                })
                .await?;
            went |= count > 0;
            if count < BATCH as usize {
                break;
            }
        }
    }
    if went {
        desk.tell(Change::Everything);
    }
    Ok(())
}

/// Before which moment a test has to have been sent to be over.
fn limit(now: At, days: u32) -> At {
    let kept = SignedDuration::from_hours(24 * i64::from(days));
    At(now.0.checked_sub(kept).unwrap_or(jiff::Timestamp::MIN))
}

fn tell(
    transaction: &rusqlite::Transaction<'_>,
    workspace: WorkspaceId,
    count: usize,
    days: u32,
    at: At,
) -> Result<(), StoreError> {
    let workspace = workspaces::get(transaction, workspace)?;
    let entry = Entry {
        workspace: workspace.id,
        workspace_name: &workspace.name,
        subject: ActivitySubject::Test,
        name: &tests(count),
        action: "deleted here",
        changes: Vec::new(),
        outcome: ActivityOutcome::Done,
        detail: format!("Ended, and older than {}, as it is set.", in_days(days)),
    };
    activity::add(transaction, &entry, at)
}

impl Desk {
    /// How long tests of a workspace are kept and, where `typed` is given, what that choice would do. Empty is for ever.
    pub async fn retention(&self, workspace: WorkspaceId, typed: Option<String>) -> Answer<RetentionView> {
        let at = self.now();
        self.read(move |connection| {
            workspaces::get(connection, workspace)?;
            let kept_days = stored::kept_days(connection, workspace)?;
            let (days, notes) = match typed.as_deref().map(read) {
                None => (kept_days, Vec::new()),
                Some(Ok(days)) => (days, Vec::new()),
                Some(Err(note)) => (None, vec![*note]),
            };
            let goes = match days {
                Some(days) => stored::over(connection, workspace, limit(at, days))?,
                None => 0,
            };
            Ok(RetentionView { kept_days, goes, says: says(days, goes), notes })
        })
        .await
    }

    /// Sets how long tests of a workspace are kept, and deletes at once what is over.
    ///
    /// # Errors
    /// `Invalid` with the field for what is no number of days from 1 to 3650.
    pub async fn set_retention(&self, workspace: WorkspaceId, typed: String) -> Answer<RetentionView> {
        let days = read(&typed).map_err(|note| WireError {
            fields: vec![FieldError { field: note.field, message: note.message.clone(), hint: None }],
            ..WireError::new(ErrorCode::Invalid, note.message)
        })?;
        let at = self.now();
        self.write(move |transaction| {
            let before = stored::kept_days(transaction, workspace)?;
            if before == days {
                return Ok(());
            }
            let shown = workspaces::get(transaction, workspace)?;
            stored::set(transaction, workspace, days)?;
            let words = |days: Option<u32>| Some(days.map_or("for ever".to_owned(), in_days));
            let entry = Entry {
                workspace,
                workspace_name: &shown.name,
                subject: ActivitySubject::Workspace,
                name: &shown.name,
                action: "changed",
                changes: vec![ActivityChange {
                    field: "Tests kept".to_owned(),
                    before: words(before),
                    after: words(days),
                }],
                outcome: ActivityOutcome::Done,
                detail: String::new(),
            };
            activity::add(transaction, &entry, at)
        })
        .await?;
        if days.is_some() {
            wake(self);
        }
        self.retention(workspace, None).await
    }
}

/// Days as typed; none for ever.
fn read(typed: &str) -> Result<Option<u32>, Box<FieldNote>> {
    let typed = pasted(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    match typed.parse() {
        Ok(days @ 1..=MOST_DAYS) => Ok(Some(days)),
        _ => Err(Box::new(FieldNote {
            field: "kept_days".to_owned(),
            level: NoteLevel::Problem,
            message: format!(
                "Enter a number of days from 1 to {MOST_DAYS}, or nothing to keep tests for ever."
            ),
            suggestion: None,
        })),
    }
}

fn says(days: Option<u32>, goes: u32) -> String {
    let Some(days) = days else {
        return "All tests are kept here for ever; nothing is deleted.".to_owned();
    };
    let kept = in_days(days);
    let now = match goes {
        0 => format!("No test is older than that now. Each goes when it is {kept} old."),
        1 => "1 test goes at once, the others when they are that old.".to_owned(),
        goes => format!("{goes} tests go at once, the others when they are that old."),
    };
    format!(
        "Ended tests are deleted here once they are older than {kept}. {now} That cannot be undone. Tests that are still \
         followed and those of unknown outcome stay. At Twilio nothing is deleted."
    )
}

fn in_days(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn tests(count: usize) -> String {
    if count == 1 { "1 test".to_owned() } else { format!("{count} tests") }
}
