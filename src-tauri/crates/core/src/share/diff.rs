//! What is different between two states of a file?

use serde_json::Value;

use super::document::{More, ShareFile, SharedSender, SharedWorkspace};
use super::record::{Record, Values, in_words, names};

/// All that is different, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Diff {
    pub workspace: Vec<FieldChange>,
    pub senders: Vec<SenderChange>,
    /// Fields that stand beside both, which this version does not know.
    pub more: Vec<FieldChange>,
}

/// One sender that is different.
#[derive(Debug, Clone, PartialEq)]
pub struct SenderChange {
    pub id: String,
    /// As it is called now, or was before it was taken out.
    pub name: String,
    pub what: Changed,
    /// All fields of one that was added or taken out.
    pub fields: Vec<FieldChange>,
}

/// What happened to a sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Changed {
    Added,
    Removed,
    Edited,
}

/// A field that is different; none on the side that does not have it.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    pub field: String,
    pub before: Option<Value>,
    pub after: Option<Value>,
}

impl FieldChange {
    /// Before and after on one line each, for people.
    pub fn in_words(&self) -> (Option<String>, Option<String>) {
        (self.before.as_ref().map(in_words), self.after.as_ref().map(in_words))
    }
}

impl Diff {
    /// Whether nothing is different.
    pub fn is_empty(&self) -> bool {
        self.workspace.is_empty() && self.senders.is_empty() && self.more.is_empty()
    }
}

/// In how many senders, and whether in the workspace, two files differ; how near they are to each other.
pub(crate) fn distance(one: &ShareFile, other: &ShareFile) -> usize {
    let shared = |sender: &SharedSender| other.sender(&sender.id);
    let (mut differing, mut common) = (0, 0);
    for (sender, there) in one.senders.iter().filter_map(|sender| shared(sender).map(|there| (sender, there)))
    {
        common += 1;
        differing += usize::from(sender != there);
    }
    let alone = one.senders.len() + other.senders.len() - 2 * common;
    differing + alone + usize::from(one.workspace != other.workspace)
}

/// Compares two files, senders by their identity.
pub fn diff(before: &ShareFile, after: &ShareFile) -> Diff {
    let ids = before.senders.iter().chain(&after.senders).map(|sender| sender.id.as_str());
    let ids: std::collections::BTreeSet<_> = ids.collect();
    let senders = ids.into_iter().filter_map(|id| {
        let (was, is) = (before.sender(id), after.sender(id));
        let what = match (was, is) {
            (None, _) => Changed::Added,
            (_, None) => Changed::Removed,
            (Some(was), Some(is)) if was == is => return None,
            _ => Changed::Edited,
        };
        let name = is.or(was).map(|sender| sender.name.to_string()).unwrap_or_default();
        Some(SenderChange { id: id.to_owned(), name, what, fields: fields(was, is) })
    });
    let senders = senders.collect();
    let workspace = fields::<SharedWorkspace>(Some(&before.workspace), Some(&after.workspace));
    Diff { workspace, senders, more: changes(&before.more, &after.more, keys(&before.more, &after.more)) }
}

fn fields<R: Record>(before: Option<&R>, after: Option<&R>) -> Vec<FieldChange> {
    let values = |record: Option<&R>| record.map(Record::values).unwrap_or_default();
    let (was, is) = (values(before), values(after));
    changes(&was, &is, names::<R>([&was, &is]))
}

fn keys(before: &More, after: &More) -> Vec<String> {
    let all: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).cloned().collect();
    all.into_iter().collect()
}

fn changes(was: &Values, is: &Values, names: Vec<String>) -> Vec<FieldChange> {
    let changes = names.into_iter().map(|field| FieldChange {
        before: was.get(&field).cloned(),
        after: is.get(&field).cloned(),
        field,
    });
    changes.filter(|change| change.before != change.after).collect()
}
