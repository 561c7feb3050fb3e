//! One request after the other: read again, journal, write once, read back.

use rusqlite::Transaction;
use twilio_messaging::{Client, Settings, WriteError};

use super::{Plan, view};
use crate::account::fault::ReadFault;
use crate::apply::{Change, Standing, Write, is, standing};
use crate::desk::jobs::Job;
use crate::desk::{Answer, Desk};
use crate::failpoint::reach;
use crate::ids::ApplyId;
use crate::store::StoreError;
use crate::store::activity::{self, Entry};
use crate::store::apply::{self as journal, KeptApply, KeptField, KeptRequest};
use crate::store::chain;
use crate::wire::*;

/// What became of a request, in a state and in words.
type Outcome = (RequestState, String);

impl Desk {
    /// Writes what a plan says. The journal is written first, as a whole.
    pub(super) async fn write_plan(&self, plan: Plan, job: Job) -> Answer<Applied> {
        let client = self.in_use(plan.workspace.account).await?.client;
        let kept = kept(&plan, self.now());
        self.write(move |transaction| journal::insert(transaction, &kept)).await?;
        reach("apply.recorded");
        let mut pace = job.pace(u32::try_from(plan.writes.len()).unwrap_or(u32::MAX));
        let mut all_done = true;
        for (write, place) in plan.writes.iter().zip(0..) {
            if job.is_cancelled() {
                all_done = false;
                break;
            }
            let (state, says) = self.write_one(&client, plan.id, place, write).await?;
            let done = state == RequestState::Done;
            self.settle(plan.id, place, state, says).await?;
            pace.step();
            if !done {
                all_done = false;
                break;
            }
        }
        self.finish(&plan, all_done).await?;
        self.applied_one(plan.id).await
    }

    async fn write_one(&self, client: &Client, id: ApplyId, place: u32, write: &Write) -> Answer<Outcome> {
        let before = match client.settings(&write.resource).await {
            Ok(before) => before,
            Err(error) => {
                let (message, _) = ReadFault::from(&error).in_words();
                let says = format!("Nothing was written: it could not be read again before. {message}");
                return Ok((RequestState::NotDone, says));
            }
        };
        if let Some(changed) = write.changes.iter().find(|one| !is(&before, one, one.before.as_deref())) {
            let says =
                format!("Nothing was written: it was changed meanwhile, {} now.", stands(changed, &before));
            self.keep_read_back(id, place, write, &before).await?;
            return Ok((RequestState::ChangedMeanwhile, says));
        }
        let now = self.now();
        self.write(move |transaction| journal::begin(transaction, id, place, now)).await?;
        reach("apply.begun");
        let values = write.changes.iter().map(|one| (one.field, one.after.clone().unwrap_or_default()));
        let written = client.change_settings(&write.resource, &values.collect::<Vec<_>>()).await;
        reach("apply.written");
        let doubt = match written {
            Ok(_) => None,
            Err(WriteError::NotSent(error)) => {
                let (message, _) = ReadFault::from(&error).in_words();
                return Ok((RequestState::NotDone, format!("Nothing was written. {message}")));
            }
            Err(WriteError::Refused(refusal)) => {
                let code = refusal.code.map(|code| format!(" {code}")).unwrap_or_default();
                let says = format!("Twilio refused it with error{code}: {}", unsaid(refusal.message, write));
                return Ok((RequestState::Refused, says));
            }
            Err(WriteError::OutcomeUnknown(error)) => {
                tracing::warn!("the outcome of a change is not known: {}", chain(&error));
                Some(ReadFault::from(&error).in_words().0)
            }
        };
        let live = match client.settings(&write.resource).await {
            Ok(live) => live,
            Err(error) => {
                let (message, _) = ReadFault::from(&error).in_words();
                let says = match doubt {
                    None => format!("Twilio took it, and it could not be read back. {message}"),
                    Some(doubt) => format!("{doubt} It could not be read back either. {message}"),
                };
                return Ok((RequestState::Unknown, says));
            }
        };
        reach("apply.read_back");
        self.keep_read_back(id, place, write, &live).await?;
        Ok(told(write, &live, doubt.as_deref()))
    }

    /// Reads one request back; what was not known is known then.
    pub(super) async fn look_at(
        &self,
        client: &Client,
        id: ApplyId,
        place: u32,
        write: &Write,
        state: RequestState,
    ) -> Answer<()> {
        let live = client.settings(&write.resource).await.map_err(|error| ReadFault::from(&error))?;
        self.keep_read_back(id, place, write, &live).await?;
        if state == RequestState::Unknown {
            let (state, says) = told(write, &live, Some("Its outcome was not known."));
            self.settle(id, place, state, says).await?;
        }
        Ok(())
    }

    /// What was taken back is marked so where it was written, request by request.
    async fn settle(&self, id: ApplyId, place: u32, state: RequestState, says: String) -> Answer<()> {
        self.write(move |transaction| {
            journal::settle(transaction, id, place, state, &says)?;
            if state != RequestState::Done {
                return Ok(());
            }
            let kept = journal::get(transaction, id)?;
            let (Some(earlier), Some(done)) = (kept.takes_back, kept.requests.get(place as usize)) else {
                return Ok(());
            };
            taken_back(transaction, earlier, |request| request.sid == done.sid)
        })
        .await
    }

    async fn keep_read_back(&self, id: ApplyId, place: u32, write: &Write, live: &Settings) -> Answer<()> {
        let read = write.changes.iter().filter_map(|one| {
            let live = live.get(one.field)?;
            Some((one.field.parameter(), live.map(str::to_owned)))
        });
        let read: Vec<_> = read.collect();
        self.write(move |transaction| {
            for (field, live) in &read {
                journal::read_back(transaction, (id, place), field, live.as_deref())?;
            }
            Ok(())
        })
        .await
    }

    /// The line of the activity log; and what was taken back is marked so.
    async fn finish(&self, plan: &Plan, all_done: bool) -> Answer<()> {
        let (plan, now) = (plan.clone(), self.now());
        self.write(move |transaction| {
            let kept = journal::get(transaction, plan.id)?;
            // What stood as before already needed no request.
            if let Some(earlier) = plan.takes_back.filter(|_| all_done) {
                taken_back(transaction, earlier, |_| true)?;
            }
            let shown = view::applied(&kept, kept.account);
            let changes =
                shown.requests.iter().flat_map(|request| &request.fields).map(|field| ActivityChange {
                    field: field.label.clone(),
                    before: field.before.clone(),
                    after: field.after.clone(),
                });
            let entry = Entry {
                workspace: plan.workspace.id,
                workspace_name: &plan.workspace.name,
                subject: ActivitySubject::Setup,
                name: &plan.sender.name,
                action: if plan.takes_back.is_some() { "took back at Twilio" } else { "applied at Twilio" },
                changes: changes.collect(),
                outcome: match shown.state {
                    RequestState::Done | RequestState::TakenBack => ActivityOutcome::Done,
                    RequestState::Unknown | RequestState::ThirdValue => ActivityOutcome::Unknown,
                    _ => ActivityOutcome::Refused,
                },
                detail: shown.says,
            };
            activity::add(transaction, &entry, now)
        })
        .await
    }
}

/// Marks requests that were written as taken back.
fn taken_back(
    transaction: &Transaction<'_>,
    id: ApplyId,
    which: impl Fn(&KeptRequest) -> bool,
) -> Result<(), StoreError> {
    for (request, place) in journal::get(transaction, id)?.requests.iter().zip(0..) {
        if view::was_written(request.state) && which(request) {
            journal::settle(transaction, id, place, RequestState::TakenBack, "It was taken back.")?;
        }
    }
    Ok(())
}

/// A field with the value that stands there.
fn stands(change: &Change, live: &Settings) -> String {
    let value = live.get(change.field).flatten().map(view::shown);
    format!("{} is {}", change.field, value.as_deref().unwrap_or("empty"))
}

/// Twilio's words without what a URL that was sent holds for nobody's eyes.
fn unsaid(words: String, write: &Write) -> String {
    let sent = write.changes.iter().filter_map(|one| one.after.as_deref());
    sent.fold(words, |words, value| words.replace(value, &view::shown(value)))
}

/// What the values that were read back say of a request.
fn told(write: &Write, live: &Settings, doubt: Option<&str>) -> Outcome {
    match (standing(&write.changes, live), doubt) {
        (Standing::After, None) => (RequestState::Done, "Written, and read back.".to_owned()),
        (Standing::After, Some(doubt)) => {
            (RequestState::Done, format!("{doubt} Read back, it is as it should be."))
        }
        (Standing::Before, None) => {
            (RequestState::NotDone, "Twilio took it, and the former values still stand.".to_owned())
        }
        (Standing::Before, Some(doubt)) => {
            (RequestState::NotDone, format!("{doubt} Read back, the former values stand: it was not done."))
        }
        (Standing::Third, _) => {
            let other = write.changes.iter().find(|one| !is(live, one, one.after.as_deref()));
            let says = other
                .map(|one| format!("{} now: neither the former value nor the new one.", stands(one, live)));
            (
                RequestState::ThirdValue,
                says.unwrap_or_else(|| "Some fields are the former, some the new ones.".to_owned()),
            )
        }
    }
}

fn kept(plan: &Plan, at: At) -> KeptApply {
    KeptApply {
        id: plan.id,
        workspace: plan.workspace.id,
        account: plan.workspace.account,
        sender: Some(plan.sender.key),
        sender_name: plan.sender.name.clone(),
        sender_type: plan.sender.sender_type,
        sender_id: plan.sender.sender_id.clone(),
        takes_back: plan.takes_back,
        at,
        requests: plan
            .writes
            .iter()
            .map(|write| {
                let ResourceRef { kind, sid, name } = write.resource_ref();
                KeptRequest {
                    kind,
                    sid,
                    name,
                    state: RequestState::NotDone,
                    begun_at: None,
                    says: String::new(),
                    fields: write
                        .changes
                        .iter()
                        .map(|one| KeptField {
                            field: one.field.parameter().to_owned(),
                            before: one.before.clone(),
                            after: one.after.clone(),
                            live: None,
                            read_back: false,
                        })
                        .collect(),
                }
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use twilio_messaging::{Resource, SettingField};

    use super::*;

    #[test]
    fn words_of_a_refusal_do_not_show_the_password_that_was_sent() {
        let sent = "https://acme:hunter2@hooks.acme.example/dlr";
        let write = Write {
            resource: Resource::Service(format!("MG{:032}", 1).parse().unwrap()),
            name: "Campaigns".into(),
            changes: vec![
                Change { field: SettingField::StatusCallback, before: None, after: Some(sent.into()) },
                Change { field: SettingField::FallbackUrl, before: None, after: None },
            ],
        };
        let says = unsaid(format!("The URL {sent} is not valid."), &write);
        assert!(!says.contains("hunter2") && says.contains("hooks.acme.example/dlr"), "{says}");
    }
}
