//! What do two edits of one file make together? Field by field against what both began with.

use serde_json::Value;

use super::document::{More, ShareFile, SharedSender};
use super::record::{Record, Values, names};

/// What a merge made.
#[derive(Debug, Clone, PartialEq)]
pub struct Merged {
    /// All that both sides agree on; where they do not, ours.
    pub file: ShareFile,
    /// In the order of the file.
    pub conflicts: Vec<Conflict>,
}

/// Where both sides changed the same thing in different ways.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The identity of the sender; none for the workspace, and for what stands beside both.
    pub sender: Option<String>,
    /// Whether the field stands beside workspace and senders; this version knows none there.
    pub beside: bool,
    /// As the file names it; none where one side took the sender out and the other changed it.
    pub field: Option<String>,
    pub base: Option<Value>,
    pub ours: Option<Value>,
    pub theirs: Option<Value>,
}

/// Which side a value is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Both are the same.
    Both,
    Ours,
    Theirs,
    /// Both changed it, in different ways.
    Neither,
}

/// The rule of all merges here: who changed it since the base has the word.
pub(crate) fn side<T: PartialEq + ?Sized>(base: Option<&T>, ours: Option<&T>, theirs: Option<&T>) -> Side {
    match (ours == theirs, ours == base, theirs == base) {
        (true, ..) => Side::Both,
        (false, true, _) => Side::Theirs,
        (false, _, true) => Side::Ours,
        (false, false, false) => Side::Neither,
    }
}

/// Merges two states of a file that began as `base`.
pub fn merge(base: &ShareFile, ours: &ShareFile, theirs: &ShareFile) -> Merged {
    let mut conflicts = Vec::new();
    let workspace = record(None, Some(&base.workspace), &ours.workspace, &theirs.workspace, &mut conflicts);
    let mut more = More::new();
    let all: std::collections::BTreeSet<_> =
        [base, ours, theirs].iter().flat_map(|file| file.more.keys()).collect();
    for name in all {
        let (was, one, other) = (base.more.get(name), ours.more.get(name), theirs.more.get(name));
        let taken = match side(was, one, other) {
            Side::Both | Side::Ours => one,
            Side::Theirs => other,
            Side::Neither => {
                let (base, ours, theirs) = (was.cloned(), one.cloned(), other.cloned());
                let field = Some(name.clone());
                conflicts.push(Conflict { sender: None, beside: true, field, base, ours, theirs });
                one
            }
        };
        more.extend(taken.map(|value| (name.clone(), value.clone())));
    }
    let ids =
        [base, ours, theirs].into_iter().flat_map(|file| &file.senders).map(|sender| sender.id.as_str());
    let ids: std::collections::BTreeSet<_> = ids.collect();
    let senders = ids.into_iter().filter_map(|id| {
        let (was, one, other) = (base.sender(id), ours.sender(id), theirs.sender(id));
        match (side(was, one, other), one, other) {
            (Side::Both | Side::Ours, one, _) => one.cloned(),
            (Side::Theirs, _, other) => other.cloned(),
            (Side::Neither, Some(one), Some(other)) => {
                Some(record(Some(id), was, one, other, &mut conflicts))
            }
            (Side::Neither, one, other) => {
                // Taken out here, changed there: what would be lost stays until somebody decides.
                let values = |sender: Option<&SharedSender>| {
                    sender.map(|sender| Value::Object(sender.values().into_iter().collect()))
                };
                conflicts.push(Conflict {
                    sender: Some(id.to_owned()),
                    beside: false,
                    field: None,
                    base: values(was),
                    ours: values(one),
                    theirs: values(other),
                });
                one.or(other).cloned()
            }
        }
    });
    let senders: Vec<_> = senders.collect();
    let file = ShareFile { more, ..ShareFile::of(workspace, senders) };
    conflicts.extend(lost_default(&file, base, ours, theirs, &conflicts));
    Merged { file, conflicts }
}

/// One side marked a sender as default that the other took out: no field of the two met, and yet both cannot be.
fn lost_default(
    file: &ShareFile,
    base: &ShareFile,
    ours: &ShareFile,
    theirs: &ShareFile,
    known: &[Conflict],
) -> Option<Conflict> {
    const FIELD: &str = "defaultSender";
    let default = file.workspace.default_sender.as_deref()?;
    if file.sender(default).is_some()
        || known.iter().any(|one| one.sender.is_none() && !one.beside && one.field.as_deref() == Some(FIELD))
    {
        return None;
    }
    // What was missing on one side before is a fault of that file and none of the merge.
    let whole = |file: &ShareFile| {
        file.workspace.default_sender.as_deref().is_none_or(|id| file.sender(id).is_some())
    };
    let value = |file: &ShareFile| file.workspace.default_sender.clone().map(Value::String);
    (whole(ours) && whole(theirs)).then(|| Conflict {
        sender: None,
        beside: false,
        field: Some(FIELD.to_owned()),
        base: value(base),
        ours: value(ours),
        theirs: value(theirs),
    })
}

fn record<R: Record + Clone>(
    sender: Option<&str>,
    base: Option<&R>,
    ours: &R,
    theirs: &R,
    conflicts: &mut Vec<Conflict>,
) -> R {
    let was = base.map(Record::values).unwrap_or_default();
    let (one, other) = (ours.values(), theirs.values());
    let mut merged = Values::new();
    for name in names::<R>([&was, &one, &other]) {
        let (before, ours, theirs) = (was.get(&name), one.get(&name), other.get(&name));
        let taken = match side(before, ours, theirs) {
            Side::Both | Side::Ours => ours,
            Side::Theirs => theirs,
            Side::Neither => {
                let (base, ours_of, theirs_of) = (before.cloned(), ours.cloned(), theirs.cloned());
                conflicts.push(Conflict {
                    sender: sender.map(str::to_owned),
                    beside: false,
                    field: Some(name.clone()),
                    base,
                    ours: ours_of,
                    theirs: theirs_of,
                });
                ours
            }
        };
        merged.extend(taken.map(|value| (name, value.clone())));
    }
    R::from_values(merged).unwrap_or_else(|| {
        // Both sides have what a record needs, so that the merge has it too; were it not so, nobody's edit may go.
        let whole = |values: Values| Some(Value::Object(values.into_iter().collect()));
        conflicts.push(Conflict {
            sender: sender.map(str::to_owned),
            beside: false,
            field: None,
            base: whole(was),
            ours: whole(one),
            theirs: whole(other),
        });
        ours.clone()
    })
}
