//! The doctor: asks everything, keeps the report, compares it with the last.

mod connect;
mod read;

use std::path::PathBuf;
use std::sync::Arc;

use super::{Answer, Desk, jobs};
use crate::callback;
use crate::catalogue::Catalogue;
use crate::doctor::{self, export, reach};
use crate::file_out;
use crate::ids::{DoctorId, JobId, WorkspaceId};
use crate::media::probe::trusting_this_machine;
use crate::store::accounts::{self, Place};
use crate::store::senders::{self, KeptSender, mo_callback};
use crate::store::workspaces::{self, Workspace};
use crate::store::{StoreError, doctor as stored};
use crate::wire::*;

impl Desk {
    /// Checks everything that can be checked, and keeps the report unless the folder is open read-only. Nothing at Twilio
    /// is changed.
    ///
    /// # Errors
    /// `Invalid` when it was cancelled: nothing is kept then. What Twilio does not answer is no error but a finding.
    pub async fn run_doctor(&self, workspace: WorkspaceId, job: JobId) -> Answer<DoctorReport> {
        let job = self.begin_job(job);
        let facts = job.unless_cancelled(self.facts_for_doctor(workspace, &job)).await;
        let facts = facts.ok_or_else(cancelled)??;
        // Thousands of senders against thousands of numbers take a while.
        let examining = tokio::task::spawn_blocking(move || doctor::examine(&facts));
        let mut findings = examining.await.map_err(|error| {
            WireError::new(ErrorCode::Internal, format!("The report was not made: {error}."))
        })?;
        let at = self.now();
        let report = move |connection: &rusqlite::Connection| {
            let name = workspaces::get(connection, workspace)?.name;
            let former = stored::last(connection, workspace)?;
            let gone = doctor::against(&mut findings, former.as_ref());
            Ok::<_, StoreError>(DoctorReport {
                id: DoctorId::fresh(),
                workspace,
                workspace_name: name,
                at,
                counts: doctor::counts(&findings),
                compared_with: former.map(|former| former.at),
                findings,
                gone,
            })
        };
        if self.inner.store.read_only().is_some() {
            return self.read(report).await;
        }
        if job.is_cancelled() {
            return Err(cancelled());
        }
        self.write(move |transaction| {
            let report = report(transaction)?;
            stored::keep(transaction, &report)?;
            Ok(report)
        })
        .await
    }

    /// The reports that are kept, newest first.
    pub async fn doctor_reports(&self, workspace: WorkspaceId) -> Answer<Vec<DoctorSummary>> {
        self.read(move |connection| stored::list(connection, workspace)).await
    }

    /// A report that is kept.
    pub async fn doctor_report(&self, id: DoctorId) -> Answer<DoctorReport> {
        self.read(move |connection| stored::get(connection, id)).await
    }

    /// Looks up the hosts of the workspace's webhooks, those that should be and those that are as last read, and opens a
    /// TLS connection to each; sends no HTTP request. Where the account is no real one, this machine alone is asked.
    ///
    /// # Errors
    /// `Invalid` when it was cancelled.
    pub async fn check_reachability(&self, workspace: WorkspaceId, job: JobId) -> Answer<Vec<DoctorFinding>> {
        let job = self.begin_job(job);
        let (workspace, everyone, practice) = self
            .read(move |connection| {
                let workspace = workspaces::get(connection, workspace)?;
                let credential = accounts::get(connection, workspace.account)?.credential;
                let practice = credential.is_some_and(|credential| credential.place == Place::Practice);
                let all = SenderSelection::Matching { search: String::new() };
                let everyone = senders::selected(connection, workspace.id, &all)?;
                Ok((workspace, everyone, practice))
            })
            .await?;
        let live = self.catalogue_in_memory(workspace.account).await?;
        let (targets, left_out) = reach::targets(urls(&workspace, &everyone, live.as_deref()));
        let on_loopback = practice || self.inner.twilio_url.is_some();
        let mut pace = job.pace(u32::try_from(targets.len()).unwrap_or(u32::MAX));
        let looked = job.unless_cancelled(look_at(&targets, on_loopback, &mut pace)).await;
        let reached = looked.ok_or_else(cancelled)?;
        let at = self.now();
        let judged =
            targets.iter().zip(&reached).flat_map(|(target, reached)| reach::judge(target, reached, at));
        let mut findings: Vec<_> = judged.collect();
        findings.sort_by_key(|one| std::cmp::Reverse(one.finding.level));
        findings.push(reach::note(targets.len(), left_out, at));
        Ok(findings)
    }

    /// What the file of a report is called unless the operator says otherwise.
    pub async fn doctor_file_name(&self, id: DoctorId, format: DoctorFormat) -> Answer<String> {
        Ok(export::file_name(&self.doctor_report(id).await?, format))
    }

    /// Writes a report to a file; whole or not at all.
    pub async fn write_doctor_report(
        &self,
        id: DoctorId,
        format: DoctorFormat,
        path: PathBuf,
    ) -> Answer<SavedFile> {
        let report = self.doctor_report(id).await?;
        let written = path.display().to_string();
        let writing = move || {
            file_out::write_whole(&path, |out| export::write(out, report, format).map_err(Into::into))
        };
        tokio::task::spawn_blocking(writing).await.map_err(|error| {
            WireError::new(ErrorCode::Internal, format!("The file was not written: {error}."))
        })??;
        Ok(SavedFile { path: written })
    }
}

fn cancelled() -> WireError {
    WireError::new(ErrorCode::Invalid, "Cancelled: no report was kept.")
}

/// All targets at once; there are few.
async fn look_at(targets: &[reach::Target], on_loopback: bool, pace: &mut jobs::Pace) -> Vec<reach::Reached> {
    let behind_a_proxy = connect::is_behind_a_proxy();
    let why_not = |target: &reach::Target| {
        if on_loopback && !target.is_loopback {
            Some("This account is no real one: nothing outside of this machine is asked for it.")
        } else if behind_a_proxy && !target.is_loopback {
            Some(
                "This machine goes out through a proxy, which makes its connections for it: it cannot be told from here.",
            )
        } else {
            None
        }
    };
    let trust: connect::Trust = if targets.iter().any(|target| why_not(target).is_none()) {
        trusting_this_machine().await.map(Arc::new)
    } else {
        Err("It was not needed.".to_owned())
    };
    let mut looking = tokio::task::JoinSet::new();
    let mut reached = Vec::new();
    for (nth, target) in targets.iter().enumerate() {
        reached.push(reach::Reached::NotAsked("The check was broken off.".to_owned()));
        if let Some(why) = why_not(target) {
            reached[nth] = reach::Reached::NotAsked(why.to_owned());
            pace.step();
            continue;
        }
        let (target, trust) = (target.clone(), trust.clone());
        looking.spawn(async move { (nth, connect::look(&target, &trust, on_loopback).await) });
    }
    while let Some(looked) = looking.join_next().await {
        // One that panicked keeps the words that it began with.
        if let Ok((nth, one)) = looked {
            reached[nth] = one;
        }
        pace.step();
    }
    reached
}

/// The webhooks that should stand at Twilio, and those that do, as far as they were read.
fn urls(
    workspace: &Workspace,
    everyone: &[KeptSender],
    live: Option<&Catalogue>,
) -> Vec<(&'static str, String)> {
    const MO: &str = "MO callback";
    const DELIVERY: &str = "delivery callback";
    const LIVE_MO: &str = "incoming messages, live";
    const LIVE_FALLBACK: &str = "fallback of incoming messages, live";
    const LIVE_DELIVERY: &str = "delivery receipts, live";

    let mut urls =
        vec![(DELIVERY, callback::delivery(workspace.data_centre, workspace.delivery_url.as_deref()).url)];
    let mut add = |what: &'static str, url: Option<&String>| urls.extend(url.map(|url| (what, url.clone())));
    for sender in everyone {
        add(MO, mo_callback(workspace, sender).map(|mo| mo.now.url).as_ref());
        let Some(live) = live else { continue };
        match sender.sender_type {
            SenderType::MessagingService => {
                if let Some(service) = live.service(&sender.sender_id) {
                    add(LIVE_MO, service.inbound.url.as_ref());
                    add(LIVE_FALLBACK, service.fallback.url.as_ref());
                    add(LIVE_DELIVERY, service.status_callback.as_ref());
                }
            }
            SenderType::LongCode => {
                let mut numbers = live.numbers.iter().flatten();
                if let Some(number) = numbers.find(|number| number.number == sender.sender_id) {
                    let mut applications = live.applications.iter().flatten();
                    let stands = applications.find(|one| Some(&one.sid) == number.application.as_ref());
                    let (inbound, fallback) = stands
                        .map_or((&number.inbound, &number.fallback), |one| (&one.inbound, &one.fallback));
                    add(LIVE_MO, inbound.url.as_ref());
                    add(LIVE_FALLBACK, fallback.url.as_ref());
                }
            }
            SenderType::ShortCode => {
                let mut codes = live.short_codes.iter().flatten();
                if let Some(code) = codes.find(|code| code.code == sender.sender_id) {
                    add(LIVE_MO, code.inbound.url.as_ref());
                    add(LIVE_FALLBACK, code.fallback.url.as_ref());
                }
            }
            SenderType::Alphanumeric => {}
        }
    }
    urls
}
