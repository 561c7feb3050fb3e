//! The balance over time: every reading is kept as it came, and one that falls under the floor is told once.

use std::time::Duration;

use rusqlite::params;
use senderdesk_core::wire::*;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;
use twilio_simulator::{Fault, FaultKind, Match, Pace};

use crate::connected::{Connected, connected};
use crate::fixture::database;

/// No test waits longer.
const PATIENCE: Duration = Duration::from_secs(30);

const TEN_MINUTES: Duration = Duration::from_secs(600);

impl Connected {
    /// Reads the balance once Twilio gives this one; a second later than the last.
    async fn read(&self, balance: &str) -> BalanceReading {
        self.handle.set_balance(balance);
        self.clock.set_on(Duration::from_secs(1));
        self.desk.check_balance(self.workspace).await.unwrap()
    }

    async fn floor(&self, amount: &str) -> AccountView {
        self.desk.set_balance_floor(self.workspace, amount.to_owned()).await.unwrap().account
    }

    async fn account(&self) -> AccountView {
        self.desk.workspace(self.workspace).await.unwrap().account
    }

    async fn amounts(&self) -> Vec<String> {
        let history = self.desk.balance_history(self.workspace).await.unwrap();
        assert!(history.is_sorted_by_key(|point| point.at));
        history.into_iter().map(|point| point.amount).collect()
    }

    /// How often Twilio was asked for the balance.
    fn asked(&self) -> usize {
        self.handle.request_count("GET", "/Balance")
    }

    /// Waits until the watch has asked so often.
    async fn until_asked(&self, times: usize) {
        let asking = async {
            while self.asked() < times {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(PATIENCE, asking).await.expect("the watch asks");
    }
}

/// The balances that were told as low since this was asked last.
fn told(changes: &mut Receiver<Change>) -> Vec<String> {
    let mut low = Vec::new();
    loop {
        match changes.try_recv() {
            Ok(Change::BalanceLow { message, .. }) => low.push(message),
            Ok(_) => {}
            Err(TryRecvError::Empty) => return low,
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn every_reading_is_kept_as_twilio_gave_it_oldest_first() {
    let with = connected(Pace::instant()).await;
    with.read("-0.00750").await;
    with.read("12345678901234567890.10").await;
    with.desk.recheck_access(with.workspace).await.unwrap();
    assert_eq!(with.amounts().await, ["41.20", "-0.00750", "12345678901234567890.10"], "one for each moment");
    with.end().await;
}

#[tokio::test]
async fn the_oldest_readings_go_beyond_five_thousand() {
    let with = connected(Pace::instant()).await;
    let many = "WITH RECURSIVE nth (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM nth WHERE n < 5000) \
                INSERT INTO balance_history (account, at, amount, currency) \
                SELECT account.id, printf('2001-01-01T00:00:00.%09dZ', n), n, 'USD' FROM nth, account";
    database(with.folder.path()).execute(many, []).unwrap();
    with.read("5").await;
    let amounts = with.amounts().await;
    assert_eq!((amounts.len(), amounts[0].as_str(), amounts[4999].as_str()), (5000, "3", "5"));
    with.end().await;
}

#[tokio::test]
async fn a_balance_that_falls_under_the_floor_is_told_once_until_it_was_above_it() {
    let with = connected(Pace::instant()).await;
    let account = with.floor("10.50").await;
    assert_eq!((account.balance_floor.as_deref(), account.below_floor), (Some("10.50"), false));
    let mut changes = with.desk.changes();
    with.read("10.5").await;
    assert_eq!(told(&mut changes), [""; 0], "not under it");
    with.read("9.99").await;
    assert_eq!(told(&mut changes), ["The balance is 9.99 USD, under the 10.50 USD that you set."]);
    assert!(with.account().await.below_floor);
    let findings = with.desk.workspace_findings(with.workspace).await.unwrap().findings;
    assert!(findings.iter().any(|finding| finding.id == "balance_below_floor"));
    with.read("-1").await;
    assert_eq!(told(&mut changes), [""; 0], "it was told");
    with.read("100").await;
    with.handle.set_balance("9");
    with.desk.recheck_access(with.workspace).await.unwrap();
    assert_eq!(
        told(&mut changes),
        ["The balance is 9 USD, under the 10.50 USD that you set."],
        "by a check of the access as well"
    );
    assert!(!with.floor("").await.below_floor);
    with.read("1").await;
    assert_eq!(told(&mut changes), [""; 0]);
    with.end().await;
}

#[tokio::test]
async fn a_floor_above_the_balance_is_shown_at_once_and_told_only_after_it_was_above() {
    let with = connected(Pace::instant()).await;
    let mut changes = with.desk.changes();
    assert!(with.floor("100").await.below_floor);
    with.read("41.00").await;
    assert_eq!(told(&mut changes), [""; 0]);
    with.read("100.01").await;
    with.read("99").await;
    assert_eq!(told(&mut changes), ["The balance is 99 USD, under the 100 USD that you set."]);
    with.end().await;
}

#[tokio::test]
async fn a_floor_of_a_wrong_form_names_its_field_and_leaves_the_former_one() {
    let with = connected(Pace::instant()).await;
    with.floor("10").await;
    let error = with.desk.set_balance_floor(with.workspace, "10,50".into()).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), (ErrorCode::Invalid, "amount"));
    assert!(error.fields[0].hint.as_deref().unwrap().contains("10.50"));
    assert_eq!(with.account().await.balance_floor.as_deref(), Some("10"));
    with.end().await;
}

#[tokio::test]
async fn a_balance_in_another_currency_is_said_and_not_compared() {
    let with = connected(Pace::instant()).await;
    with.floor("10").await;
    let mut changes = with.desk.changes();
    with.handle.set_currency("XYZ");
    assert!(matches!(with.read("5").await, BalanceReading::Known { currency, .. } if currency == "XYZ"));
    let account = with.account().await;
    assert_eq!((account.below_floor, account.limits[0].id.as_str()), (false, "balance_currency_changed"));
    assert_eq!(told(&mut changes), [""; 0]);
    with.read("5").await;
    assert_eq!(
        told(&mut changes),
        ["The balance is 5 XYZ, under the 10 XYZ that you set."],
        "from then on it counts in the new one"
    );
    with.end().await;
}

#[tokio::test]
async fn an_answer_without_a_balance_says_why_and_a_lost_one_leaves_the_last_reading() {
    for (fault, known) in [
        (FaultKind::Status(401), false),
        (FaultKind::Status(404), false),
        (FaultKind::Html(404), true),
        (FaultKind::Truncated, true),
    ] {
        let with = connected(Pace::instant()).await;
        with.handle.push(Fault::always(Match::path("/Balance"), fault.clone()));
        let answer = tokio::select! {
            answer = with.desk.check_balance(with.workspace) => answer,
            () = async { loop { with.clock.pass().await } } => unreachable!(),
        };
        match answer {
            Ok(BalanceReading::None { reason, .. }) => assert!(!known && !reason.is_empty(), "{fault:?}"),
            Ok(other) => panic!("{fault:?}: {other:?}"),
            Err(error) => assert!(known && error.code == ErrorCode::Network, "{fault:?}: {error:?}"),
        }
        let kept = with.account().await.balance.unwrap();
        assert_eq!(matches!(kept, BalanceReading::Known { .. }), known, "{fault:?}");
        assert_eq!(with.amounts().await, ["41.20"], "{fault:?}");
        with.end().await;
    }
}

#[tokio::test]
async fn the_watch_reads_a_balance_with_a_floor_every_ten_minutes_and_tells() {
    let with = connected(Pace::instant()).await;
    let before = with.asked();
    with.floor("10").await;
    let (mut changes, began) = (with.desk.changes(), with.clock.time());
    with.handle.set_balance("9");
    let low = async { while !matches!(changes.recv().await.unwrap(), Change::BalanceLow { .. }) {} };
    with.clock.pass().await;
    low.await;
    assert_eq!(with.asked(), before + 1);
    assert!(with.clock.time().duration_since(began).unsigned_abs() >= TEN_MINUTES - Duration::from_secs(5));
    with.clock.pass().await;
    with.until_asked(before + 2).await;
    with.end().await;
}

#[tokio::test]
async fn a_check_on_a_click_puts_the_watch_off_and_a_fault_is_not_tried_sooner() {
    let with = connected(Pace::instant()).await;
    with.floor("10").await;
    with.clock.set_on(TEN_MINUTES / 2);
    with.desk.check_balance(with.workspace).await.unwrap();
    let asked = with.asked();
    // The wait from before the click ends, and another begins.
    with.clock.pass().await;
    with.handle.push(Fault::always(Match::path("/Balance"), FaultKind::Html(404)));
    let due = with.clock.time();
    with.clock.pass().await;
    with.until_asked(asked + 1).await;
    assert!(with.clock.time() > due, "half of the ten minutes were still to go");
    let failed = with.clock.time();
    with.clock.pass().await;
    with.until_asked(asked + 2).await;
    assert!(with.clock.time().duration_since(failed).unsigned_abs() >= TEN_MINUTES);
    with.end().await;
}

#[tokio::test]
async fn the_watch_goes_on_after_a_restart_and_not_before_it_is_due() {
    let mut with = connected(Pace::instant()).await;
    with.floor("10").await;
    with.restart().await;
    let (asked, began) = (with.asked(), with.clock.time());
    with.clock.pass().await;
    with.until_asked(asked + 1).await;
    assert!(with.clock.time() > began);
    with.end().await;
}

#[tokio::test]
async fn a_floor_belongs_to_the_account_and_is_told_for_one_of_its_workspaces() {
    let with = connected(Pace::instant()).await;
    let draft = WorkspaceDraft {
        name: "Second".into(),
        colour: ColourTag::Green,
        environment: Environment::Production,
        data_centre: "DC-01".into(),
        keyword_management: false,
        delivery_url: String::new(),
    };
    let second = with.desk.create_workspace(with.workspace, draft).await.unwrap().id;
    with.floor("10").await;
    assert_eq!(with.desk.workspace(second).await.unwrap().account.balance_floor.as_deref(), Some("10"));
    let mut changes = with.desk.changes();
    with.read("1").await;
    assert_eq!(told(&mut changes).len(), 1);
    let line = "SELECT count(*) FROM activity WHERE subject = 'account' AND changes LIKE '%under%'";
    let lines: u32 = database(with.folder.path()).query_row(line, params![], |row| row.get(0)).unwrap();
    assert_eq!(lines, 1);
    with.end().await;
}
