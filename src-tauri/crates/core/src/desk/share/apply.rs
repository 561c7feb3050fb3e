//! *Import*: all that was decided in one transaction, with one way back.

use std::sync::{Arc, Mutex};

use rusqlite::Transaction;
use serde_json::Value;

use super::session::{Content, Session, locked};
use super::shown::outcome;
use super::{log, restore};
use crate::desk::jobs::{Job, Pace};
use crate::desk::senders::{around, kept};
use crate::desk::undo::{Told, count_of, record};
use crate::desk::{Answer, Desk};
use crate::failpoint;
use crate::ids::{ImportId, JobId, SenderKey, WorkspaceId};
use crate::sender::check_in;
use crate::share::document::{ShareFile, SharedSender};
use crate::share::left_out::restored;
use crate::share::{check, field_label};
use crate::sharing::outcome::{DefaultAfter, Outcome, Step, taken_fields};
use crate::sharing::plan::{FOLLOWS, Plan, Row};
use crate::sharing::taken;
use crate::store::senders::{self, KeptSender};
use crate::store::shared;
use crate::store::undo::{Image, Images, Turn};
use crate::store::workspaces::{self, Workspace};
use crate::store::{StoreError, accounts};
use crate::wire::*;
use crate::workspace::change;
use crate::workspace::form::WorkspaceForm;

/// What an import wrote.
pub(super) struct Written {
    pub(super) workspace: WorkspaceId,
    done: String,
    undo: Option<Undoable>,
    pub(super) without_credential: bool,
}

impl Desk {
    /// Writes what was decided, in one transaction. [`Desk::undo`] takes it back, but for workspaces that it made.
    /// Cancelled by [`Desk::cancel_job`] it changes nothing.
    ///
    /// # Errors
    /// `Invalid` while something is not decided, when the workspace was changed since it was looked at, when a rule
    /// refuses a sender, or when it was cancelled. Nothing is written then.
    pub async fn apply_import(&self, id: ImportId, job: JobId) -> Answer<ImportDone> {
        let now = self.now();
        let session = self.inner.imports.get(id)?;
        let job = self.begin_job(job);
        let written = self
            .write(move |transaction| {
                let written = write(transaction, &session, &job, now)?;
                going_on(&job)?;
                failpoint::reach("apply_import.before_commit");
                Ok(written)
            })
            .await?;
        failpoint::reach("apply_import.after_commit");
        self.inner.imports.close(id);
        self.tell(Change::Everything);
        let made = || written.iter();
        Ok(ImportDone {
            workspaces: made().map(|one| one.workspace).collect(),
            done: match written.as_slice() {
                [only] => only.done.clone(),
                several => format!("{} workspaces were restored.", several.len()),
            },
            without_credential: made()
                .filter(|one| one.without_credential)
                .map(|one| one.workspace)
                .collect(),
            undo: written.into_iter().find_map(|one| one.undo),
        })
    }
}

fn write(
    transaction: &Transaction<'_>,
    session: &Arc<Mutex<Session>>,
    job: &Job,
    now: At,
) -> Result<Vec<Written>, StoreError> {
    let session = locked(session);
    if session.content.backup.is_some() {
        return restore::write(transaction, &session, job, now);
    }
    if session.plan.undecided() > 0 {
        let message = "Some conflicts are not decided yet: nothing was changed.";
        return Err(WireError::new(ErrorCode::Invalid, message)
            .with_hint("Choose mine or theirs for each.")
            .into());
    }
    let outcome = outcome(&session);
    let rows = u32::try_from(session.plan.rows.len()).unwrap_or(u32::MAX);
    let mut pace = job.pace(rows);
    let import = Import { content: &session.content, plan: &session.plan, outcome: &outcome, job, now };
    match session.aimed.target {
        ImportTarget::Existing { workspace } => {
            unchanged(transaction, &session, workspace)?;
            let written = import.to_existing(transaction, workspace, session.aimed.practice, &mut pace)?;
            Ok(vec![written])
        }
        ImportTarget::New { account_of } => Ok(vec![import.to_new(transaction, account_of, &mut pace)?]),
    }
}

/// Refuses what was decided about a state that is not there any more.
fn unchanged(
    transaction: &Transaction<'_>,
    session: &Session,
    workspace: WorkspaceId,
) -> Result<(), StoreError> {
    let options = shared::options(transaction, workspace)?;
    let now = taken::take(transaction, workspace, &options)?;
    let same =
        session.aimed.taken.as_ref().is_some_and(|taken| taken.file == now.file && taken.keys == now.keys);
    if same && shared::pointer(transaction, workspace)? == session.aimed.pointer {
        return Ok(());
    }
    let message = "The workspace was changed since you looked at this import: nothing was written.";
    Err(WireError::new(ErrorCode::Invalid, message).with_hint("Look at it again, then import.").into())
}

/// One document on its way into one workspace.
pub(super) struct Import<'a> {
    pub(super) content: &'a Content,
    pub(super) plan: &'a Plan,
    pub(super) outcome: &'a Outcome,
    pub(super) job: &'a Job,
    pub(super) now: At,
}

impl Import<'_> {
    fn to_existing(
        &self,
        transaction: &Transaction<'_>,
        id: WorkspaceId,
        practice: bool,
        pace: &mut Pace,
    ) -> Result<Written, StoreError> {
        let before = workspaces::get(transaction, id)?;
        let after = self.workspace(&before, practice)?;
        if after != before {
            workspaces::update(transaction, &after)?;
        }
        failpoint::reach("apply_import.workspace");
        let former = senders::default_of(transaction, id)?.map(|sender| sender.key);
        let senders = self.senders(transaction, &after, former, pace)?;
        let done = self.in_words(&after.name, false);
        let moves = self.content.kind == ImportKind::Share;
        let pointer = shared::pointer(transaction, id)?;
        let base = match self.base(transaction, id)?.filter(|_| moves) {
            Some(file) => Some(shared::keep(transaction, id, &file, self.now)?),
            None => None,
        };
        failpoint::reach("apply_import.base");
        let touched = !senders.is_empty() || after != before;
        let undo = if touched {
            let images = Images {
                senders,
                workspace: (after != before)
                    .then(|| Box::new(Image { before: Some(before), after: Some(after.clone()) })),
                share: base.map(|base| Image { before: pointer, after: Some(base) }),
                import: Some(Turn::Done),
            };
            Some(record(transaction, &after, &images, Told::Anew, done.clone(), self.now)?)
        } else {
            None
        };
        log(transaction, &after, "imported", format!("From {}. {done}", self.content.source), self.now)?;
        failpoint::reach("apply_import.recorded");
        Ok(Written { workspace: id, done, undo, without_credential: false })
    }

    /// What a later import is compared with: the file, with what was known before of senders in it that cannot be read;
    /// none where it has senders that nobody can name.
    fn base(&self, transaction: &Transaction<'_>, id: WorkspaceId) -> Result<Option<ShareFile>, StoreError> {
        let wrong = &self.content.faults.wrong;
        if wrong.is_empty() {
            return Ok(Some(self.content.file.clone()));
        }
        let Some(ids) = wrong.iter().map(|wrong| wrong.id.as_deref()).collect::<Option<Vec<_>>>() else {
            return Ok(None);
        };
        let former = shared::base(transaction, id)?.map(|former| former.file);
        let known = ids.into_iter().filter_map(|id| former.as_ref()?.sender(id).cloned());
        let ShareFile { workspace, mut senders, more, .. } = self.content.file.clone();
        senders.extend(known);
        Ok(Some(ShareFile { more, ..ShareFile::of(workspace, senders) }))
    }

    pub(super) fn to_new(
        &self,
        transaction: &Transaction<'_>,
        account_of: Option<WorkspaceId>,
        pace: &mut Pace,
    ) -> Result<Written, StoreError> {
        let file = &self.content.file;
        let account = restore::account(transaction, account_of, file.workspace.account.as_ref(), self.now)?;
        let form = restore::form(&file.workspace)?;
        let mut workspace = form.into_workspace(account, self.now);
        workspace.more.workspace = file.workspace.more.clone();
        workspace.more.file = file.more.clone();
        workspaces::insert(transaction, &workspace)?;
        failpoint::reach("apply_import.workspace");
        self.senders(transaction, &workspace, None, pace)?;
        shared::keep(transaction, workspace.id, file, self.now)?;
        if let Some(alias) = file.workspace.account.as_ref().and_then(|account| account.alias.as_ref()) {
            let options = ShareOptions { mask_account: true, alias: alias.to_string() };
            shared::set_options(transaction, workspace.id, &options)?;
        }
        failpoint::reach("apply_import.base");
        let done = self.in_words(&workspace.name, true);
        log(transaction, &workspace, "created", format!("From {}. {done}", self.content.source), self.now)?;
        failpoint::reach("apply_import.recorded");
        let without_credential = accounts::get(transaction, account)?.credential.is_none();
        Ok(Written { workspace: workspace.id, done, undo: None, without_credential })
    }

    /// The workspace with the fields that are taken from the file.
    fn workspace(&self, before: &Workspace, practice: bool) -> Result<Workspace, StoreError> {
        let mut draft = WorkspaceDraft {
            name: before.name.clone(),
            colour: before.colour,
            environment: before.environment,
            data_centre: before.data_centre.to_string(),
            keyword_management: before.keyword_management,
            delivery_url: before.delivery_url.clone().unwrap_or_default(),
        };
        let mut more = before.more.clone();
        more.file.extend(self.content.file.more.clone());
        for (field, value) in taken_fields(&self.plan.workspace) {
            match field {
                "name" => draft.name = text(value),
                "environment" => draft.environment = word(value).unwrap_or(draft.environment),
                "colour" => draft.colour = word(value).unwrap_or(draft.colour),
                "dataCentre" => draft.data_centre = text(value),
                "keywordManagement" => draft.keyword_management = value.as_bool().unwrap_or_default(),
                "deliveryCallback" => draft.delivery_url = custom(value).unwrap_or_default(),
                "defaultSender" => {}
                unknown => {
                    more.workspace.insert(unknown.to_owned(), value.clone());
                }
            }
        }
        // A URL that stood here before the rules did is not judged by an import that leaves it alone.
        let judged = taken_fields(&self.plan.workspace).any(|(field, _)| field == "deliveryCallback");
        if !judged {
            draft.delivery_url = String::new();
        }
        let mut form = WorkspaceForm::parse(&draft, practice).map_err(WireError::invalid)?;
        if !judged {
            form.delivery_url.clone_from(&before.delivery_url);
        }
        Ok(Workspace { more, ..change::with(before, form) })
    }

    /// Writes the senders, and answers with what each was before.
    fn senders(
        &self,
        transaction: &Transaction<'_>,
        workspace: &Workspace,
        former: Option<SenderKey>,
        pace: &mut Pace,
    ) -> Result<Vec<Image<KeptSender>>, StoreError> {
        let mut images = Vec::with_capacity(self.plan.rows.len());
        let mut added: Vec<Option<SenderKey>> = vec![None; self.plan.rows.len()];
        let half = self.plan.rows.len() / 2;
        for (nth, (row, step)) in self.plan.rows.iter().zip(&self.outcome.steps).enumerate() {
            going_on(self.job)?;
            if nth == half {
                failpoint::reach("apply_import.half");
            }
            let image = match (step, &row.mine, &row.theirs) {
                (Step::Add | Step::AddBeside, _, Some(theirs)) => {
                    let fresh = self.added(workspace, theirs, *step == Step::AddBeside)?;
                    senders::insert(transaction, &fresh)?;
                    added[nth] = Some(fresh.key);
                    Some(Image { before: None, after: Some(fresh) })
                }
                (Step::Remove, Some((key, _)), _) => {
                    let before = senders::get(transaction, *key)?;
                    senders::delete(transaction, *key)?;
                    Some(Image { before: Some(before), after: None })
                }
                (Step::Edit, Some((key, _)), Some(theirs)) => {
                    let before = senders::get(transaction, *key)?;
                    let after = self.edited(workspace, &before, row, theirs)?;
                    senders::update(transaction, &after)?;
                    Some(Image { before: Some(before), after: Some(after) })
                }
                (Step::Leave, Some((key, _)), Some(theirs)) if row.takes_identity() => {
                    let before = senders::get(transaction, *key)?;
                    let after = KeptSender { share_id: theirs.id.clone(), ..before.clone() };
                    senders::update(transaction, &after)?;
                    Some(Image { before: Some(before), after: Some(after) })
                }
                _ => None,
            };
            images.extend(image);
            pace.step();
        }
        failpoint::reach("apply_import.senders");
        let default = self.outcome.default.as_ref().and_then(|default| match default {
            DefaultAfter::Kept(key) => Some(*key),
            DefaultAfter::Added(nth) => added.get(*nth).copied().flatten(),
        });
        if let Some(key) = default.filter(|key| Some(*key) != former) {
            mark(transaction, workspace.id, former, key, &mut images)?;
        }
        failpoint::reach("apply_import.default");
        Ok(images)
    }

    fn added(
        &self,
        workspace: &Workspace,
        theirs: &SharedSender,
        beside: bool,
    ) -> Result<KeptSender, StoreError> {
        let sender = check_in(&check::draft(theirs), around(workspace)).into_sender();
        let sender = sender.map_err(|error| refused(theirs.name.as_str(), &error))?;
        let mut fresh = kept(sender, workspace, None, self.now);
        if !beside && !self.content.made_up.contains(&theirs.id) {
            fresh.share_id = theirs.id.clone();
        }
        if fresh.details.mo_custom.is_some() {
            let replaced = theirs.mo_callback.as_ref().and_then(|url| url.replaced.as_ref());
            fresh.details.mo_replaced = replaced.map(ToString::to_string).or(fresh.details.mo_replaced);
        }
        fresh.more = theirs.more.clone();
        Ok(fresh)
    }

    fn edited(
        &self,
        workspace: &Workspace,
        before: &KeptSender,
        row: &Row,
        theirs: &SharedSender,
    ) -> Result<KeptSender, StoreError> {
        let details = &before.details;
        let mut draft = SenderDraft {
            supports_mms: before.supports_mms,
            name: before.name.clone(),
            sender_type: Some(before.sender_type),
            sender_id: before.sender_id.clone(),
            mo_callback_url: details.mo_custom.clone(),
            unsubscribe_text: details.unsubscribe_text.clone(),
            notes: details.notes.clone(),
            owner: details.owner.clone(),
            purpose: details.purpose.clone(),
            country: details.country.clone(),
        };
        let (mut more, mut takes_url) = (before.more.clone(), false);
        for (field, value) in taken_fields(&row.fields) {
            match field {
                "name" => draft.name = text(value),
                "type" => draft.sender_type = Some(theirs.sender_type),
                "senderId" => draft.sender_id = text(value),
                "supportsMms" => draft.supports_mms = value.as_bool().unwrap_or_default(),
                // What was left out of the file stands here still.
                "moCallback" => {
                    let taken = custom(value).map(|url| restored(&url, details.mo_custom.as_deref()));
                    (draft.mo_callback_url, takes_url) = (taken, true);
                }
                "unsubscribeText" => draft.unsubscribe_text = text(value),
                "notes" => draft.notes = text(value),
                "owner" => draft.owner = text(value),
                "purpose" => draft.purpose = text(value),
                "country" => draft.country = text(value),
                unknown => {
                    more.insert(unknown.to_owned(), value.clone());
                }
            }
        }
        if draft.sender_type == Some(SenderType::Alphanumeric) {
            (draft.supports_mms, draft.mo_callback_url) = (false, None);
        }
        let sender = check_in(&draft, around(workspace)).into_sender();
        let sender = sender.map_err(|error| refused(&draft.name, &error))?;
        let mut after = kept(sender, workspace, Some(before), self.now);
        after.more = more;
        if row.has_identity {
            after.share_id = theirs.id.clone();
        }
        let replaced = theirs.mo_callback.as_ref().and_then(|url| url.replaced.as_ref());
        if let (true, Some(replaced)) = (takes_url && after.details.mo_custom.is_some(), replaced) {
            after.details.mo_replaced = Some(replaced.to_string());
        }
        Ok(after)
    }

    fn in_words(&self, workspace: &str, made: bool) -> String {
        let outcome = self.outcome;
        let of = |steps: &[Step], verb: &str| {
            let number = outcome.count(steps) as usize;
            (number > 0).then(|| format!("{} {verb}", count_of(number)))
        };
        let parts = [
            of(&[Step::Add, Step::AddBeside], "added"),
            of(&[Step::Edit], "changed"),
            of(&[Step::Remove], "removed"),
        ];
        let renamed = self.plan.rows.iter().zip(&outcome.steps);
        let renamed = renamed.filter(|(row, step)| **step == Step::Leave && row.takes_identity()).count();
        let renamed =
            (renamed > 0).then(|| format!("{} known by the identity in the file", count_of(renamed)));
        let parts: Vec<_> = parts.into_iter().flatten().chain(renamed).collect();
        let fields = taken_fields(&self.plan.workspace).map(|(field, _)| field_label(field));
        let fields: Vec<_> = fields.map(|label| format!("“{label}”")).collect();
        let fields = (!fields.is_empty()).then(|| format!("{} of the workspace changed", fields.join(", ")));
        let parts: Vec<_> = parts.into_iter().chain(fields).collect();
        match (made, parts.is_empty()) {
            (true, true) => format!("“{workspace}” was made, without senders."),
            (true, false) => format!("“{workspace}” was made: {}.", parts.join(", ")),
            (false, true) => "Nothing was changed.".to_owned(),
            (false, false) => format!("Imported: {}.", parts.join(", ")),
        }
    }
}

/// Moves the default mark, and tells the images of it.
fn mark(
    transaction: &Transaction<'_>,
    workspace: WorkspaceId,
    former: Option<SenderKey>,
    key: SenderKey,
    images: &mut Vec<Image<KeptSender>>,
) -> Result<(), StoreError> {
    for (turned, is_default) in [(former, false), (Some(key), true)] {
        let Some(turned) = turned else { continue };
        let of_key = |image: &&mut Image<KeptSender>| {
            image.after.as_ref().or(image.before.as_ref()).is_some_and(|sender| sender.key == turned)
        };
        match images.iter_mut().find(of_key) {
            Some(Image { after: Some(after), .. }) => after.is_default = is_default,
            // It was removed, and its mark with it.
            Some(_) => {}
            None => {
                let before = senders::get(transaction, turned)?;
                let after = KeptSender { is_default, ..before.clone() };
                images.push(Image { before: Some(before), after: Some(after) });
            }
        }
    }
    senders::mark_default(transaction, workspace, key)
}

/// The end of work that was cancelled; its transaction is rolled back.
fn going_on(job: &Job) -> Result<(), StoreError> {
    match job.is_cancelled() {
        true => Err(WireError::new(ErrorCode::Invalid, "Cancelled: nothing was changed.").into()),
        false => Ok(()),
    }
}

fn refused(name: &str, error: &WireError) -> WireError {
    let message = format!("“{name}” cannot be imported as it stands: {} Nothing was changed.", error.message);
    WireError::new(ErrorCode::Invalid, message).with_hint("Choose mine for it, or mend it in the file.")
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn word<T: serde::de::DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}

/// The URL that was typed; none for one that follows from the data centre.
fn custom(value: &Value) -> Option<String> {
    value.as_str().filter(|url| *url != FOLLOWS).map(str::to_owned)
}

/// The file of one workspace, as an import of its own.
pub(super) fn as_content(source: &str, file: ShareFile) -> Content {
    Content {
        source: source.to_owned(),
        kind: ImportKind::Share,
        file,
        places: Default::default(),
        faults: Default::default(),
        made_up: Default::default(),
        table: None,
        backup: None,
        backup_places: Vec::new(),
    }
}
