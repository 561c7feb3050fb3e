//! What do the decisions so far come to? Which senders are added, changed and removed, and which is the default then.

use std::collections::BTreeSet;

use serde_json::Value;

use super::plan::{Field, Plan, Row};
use crate::ids::SenderKey;
use crate::share::document::ShareFile;
use crate::wire::{ImportChange, ImportChoice};

/// What is done to one sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing is written, but the identity of the file is taken over where there is one.
    Leave,
    Add,
    /// What is here stays, and theirs becomes another sender.
    AddBeside,
    Edit,
    Remove,
}

/// Which sender is the default afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DefaultAfter {
    /// One that is there already.
    Kept(SenderKey),
    /// The one that the row of this index adds.
    Added(usize),
}

/// All that would be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// One a row.
    pub(crate) steps: Vec<Step>,
    pub(crate) default: Option<DefaultAfter>,
    pub(crate) default_name: Option<String>,
    pub(crate) default_why: Option<&'static str>,
}

impl Outcome {
    /// What the decisions come to. `others` are the senders here that no row is about, with their names.
    pub(crate) fn of(
        plan: &Plan,
        mine: Option<&ShareFile>,
        theirs: &ShareFile,
        others: &[(String, SenderKey)],
    ) -> Self {
        let steps: Vec<_> = plan.rows.iter().map(step).collect();
        let mut outcome = Self { steps, default: None, default_name: None, default_why: None };
        outcome.choose_default(plan, mine, theirs, others);
        outcome
    }

    /// How many rows come to this step.
    pub(crate) fn count(&self, wanted: &[Step]) -> u32 {
        let count = self.steps.iter().filter(|step| wanted.contains(step)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn choose_default(
        &mut self,
        plan: &Plan,
        mine: Option<&ShareFile>,
        theirs: &ShareFile,
        others: &[(String, SenderKey)],
    ) {
        let named_here = mine.and_then(|mine| mine.workspace.default_sender.as_deref());
        let named_there = theirs.workspace.default_sender.as_deref();
        let field = plan.workspace.iter().find(|field| field.name == "defaultSender");
        let takes_theirs = match (field, mine) {
            (Some(field), _) => field.choice == Some(ImportChoice::Theirs),
            (None, Some(_)) => named_here.is_none(),
            (None, None) => true,
        };
        let rows = || plan.rows.iter().zip(&self.steps).enumerate();
        let of_theirs = |id: &str| {
            rows().find_map(|(nth, (row, step))| {
                (row.theirs.as_ref()?.id == id).then(|| stays(nth, row, *step)).flatten()
            })
        };
        let of_mine = |id: &str| {
            let row =
                rows().find(|(_, (row, _))| row.mine.as_ref().is_some_and(|(_, sender)| sender.id == id));
            match row {
                Some((nth, (row, step))) => stays(nth, row, *step),
                None => others.iter().find(|(other, _)| other == id).map(|(_, key)| DefaultAfter::Kept(*key)),
            }
        };
        let wanted = named_there.filter(|_| takes_theirs).and_then(of_theirs);
        let present = named_here.and_then(of_mine);
        let first = || {
            others
                .first()
                .map(|(_, key)| DefaultAfter::Kept(*key))
                .or_else(|| rows().find_map(|(nth, (row, step))| stays(nth, row, *step)))
        };
        let (default, why) = match (wanted, present) {
            (Some(wanted), _) => (Some(wanted), None),
            (None, Some(present)) if takes_theirs && named_there.is_some() => (
                Some(present),
                Some("The default of the file is not imported, so that the present one stays."),
            ),
            (None, Some(present)) => (Some(present), None),
            (None, None) if named_here.is_some() => {
                (first(), Some("The present default goes, so that the first of the others takes its place."))
            }
            (None, None) => {
                (first(), Some("The file names none that is imported, so that the first becomes it."))
            }
        };
        let name = match &default {
            Some(DefaultAfter::Added(nth)) => {
                plan.rows[*nth].theirs.as_ref().map(|sender| sender.name.to_string())
            }
            Some(DefaultAfter::Kept(key)) => {
                let row = plan.rows.iter().find(|row| row.mine.as_ref().is_some_and(|(mine, _)| mine == key));
                match row {
                    Some(row) => Some(name_after(row)),
                    None => {
                        let id = others.iter().find(|(_, other)| other == key).map(|(id, _)| id.as_str());
                        id.and_then(|id| mine?.sender(id)).map(|sender| sender.name.to_string())
                    }
                }
            }
            None => None,
        };
        self.default_why = why.filter(|_| default.is_some());
        (self.default, self.default_name) = (default, name);
    }
}

/// The default that a row can be, if a sender of it stays.
fn stays(nth: usize, row: &Row, step: Step) -> Option<DefaultAfter> {
    match (step, &row.mine) {
        (Step::Remove, _) => None,
        (Step::Add, _) => Some(DefaultAfter::Added(nth)),
        (_, Some((key, _))) => Some(DefaultAfter::Kept(*key)),
        (_, None) => None,
    }
}

fn name_after(row: &Row) -> String {
    let taken =
        row.fields.iter().find(|field| field.name == "name" && field.choice == Some(ImportChoice::Theirs));
    let name = taken.filter(|_| row.whole.is_none()).and_then(|field| field.theirs.as_ref()?.as_str());
    name.map(str::to_owned).or_else(|| row.sender().map(|sender| sender.name.to_string())).unwrap_or_default()
}

fn step(row: &Row) -> Step {
    use ImportChoice::{Both, Theirs};
    match (row.change, &row.mine, &row.theirs) {
        (ImportChange::Wrong, ..) => Step::Leave,
        (_, None, Some(_)) if row.whole == Some(Theirs) => Step::Add,
        (_, Some(_), None) if row.whole == Some(Theirs) => Step::Remove,
        (_, Some(_), Some(_)) if row.whole == Some(Both) => Step::AddBeside,
        (_, Some(_), Some(_)) if row.fields.iter().any(|field| field.choice == Some(Theirs)) => Step::Edit,
        _ => Step::Leave,
    }
}

/// The names and values of the fields that are taken from theirs.
pub(crate) fn taken_fields(fields: &[Field]) -> impl Iterator<Item = (&str, &Value)> {
    fields
        .iter()
        .filter(|field| field.choice == Some(ImportChoice::Theirs))
        .filter_map(|field| Some((field.name.as_str(), field.theirs.as_ref()?)))
}

/// The senders here that no row of the plan is about: id in files and key, in the order of the file.
pub(crate) fn others(plan: &Plan, taken: &super::taken::Taken) -> Vec<(String, SenderKey)> {
    let planned: BTreeSet<_> =
        plan.rows.iter().filter_map(|row| row.mine.as_ref().map(|(key, _)| *key)).collect();
    taken.keys.iter().filter(|(_, key)| !planned.contains(key)).map(|(id, key)| (id.clone(), *key)).collect()
}
