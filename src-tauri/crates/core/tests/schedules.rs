//! Seeded schedules of clicks, faults, deaths and restarts: whatever happens, Twilio has each clicked form once at
//! most, and the record is true.
//!
//! Senderdesk runs as a process without a window, which really dies; Twilio and the operator are in the test. The same
//! seed makes the same schedule. `SENDERDESK_SEED=7` runs that one alone, `SENDERDESK_SCHEDULES=100000` runs more, and
//! `SENDERDESK_SECONDS=600` ends after that time; `make soak` sets the last two.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

mod oracle;
mod process;
mod run;
mod schedule;

use run::{Counts, Template, Worker};
use schedule::Schedule;

/// Schedules of an ordinary run.
const SCHEDULES: u64 = 1000;

/// Processes at once.
const WORKERS: usize = 4;

fn set(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|value| value.parse().unwrap_or_else(|_| panic!("{name}: a number")))
}

#[test]
fn whatever_happens_no_message_is_sent_twice_and_the_record_is_true() {
    let alone = set("SENDERDESK_SEED");
    let first = alone.unwrap_or_else(|| set("SENDERDESK_FIRST_SEED").unwrap_or(0));
    let end = first + alone.map_or_else(|| set("SENDERDESK_SCHEDULES").unwrap_or(SCHEDULES), |_| 1);
    let until = set("SENDERDESK_SECONDS").map(|seconds| Instant::now() + Duration::from_secs(seconds));

    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let template = runtime.block_on(Template::make());
    let errors = tempfile::tempdir().unwrap();
    let next = AtomicU64::new(first);
    let failures = Mutex::new(Vec::new());
    let counts = Mutex::new(Counts::default());
    std::thread::scope(|scope| {
        for nth in 0..WORKERS.min(usize::try_from(end - first).unwrap_or(WORKERS)) {
            let (next, failures, counts, template) = (&next, &failures, &counts, &template);
            let errors = errors.path().join(format!("{nth}.log"));
            let mut worker = Worker::new(template, runtime.handle().clone(), errors);
            scope.spawn(move || {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    let over = until.is_some_and(|until| Instant::now() > until);
                    if seed >= end || over || failures.lock().unwrap().len() >= 3 {
                        break;
                    }
                    if let Err(fault) = worker.run(&Schedule::of(seed)) {
                        failures.lock().unwrap().push((seed, fault));
                    }
                }
                counts.lock().unwrap().add(worker.counts);
            });
        }
    });
    println!("{:?}", counts.into_inner().unwrap());
    let failures = failures.into_inner().unwrap();
    for (seed, fault) in &failures {
        println!(
            "\n{fault}\nagain: SENDERDESK_SEED={seed} cargo test -p senderdesk-core --locked --test main \
             whatever_happens -- --nocapture"
        );
    }
    assert!(failures.is_empty(), "{} schedules failed", failures.len());
}

#[test]
fn a_seed_makes_the_same_schedule_each_time() {
    for seed in 0..100 {
        assert_eq!(format!("{:?}", Schedule::of(seed)), format!("{:?}", Schedule::of(seed)));
    }
    assert_ne!(format!("{:?}", Schedule::of(1).steps), format!("{:?}", Schedule::of(2).steps));
}
