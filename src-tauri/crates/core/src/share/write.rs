//! How does a document become bytes? In one way only: fixed order, two blanks, LF, a line end at the end, no comments.
//!
//! Every text is in double quotes, so that no reader takes a number, a data centre or Norway for something else.
//! Characters that would turn the direction of a line, or end it, are escaped: what a reviewer sees is what is there.

use serde_json::Value;
use std::collections::HashMap;

use super::document::{Backup, ShareFile, SharedSender, SharedWorkspace};
use super::merge::{Conflict, Merged};
use super::record::{Record, Values, names};

mod out;

use out::Out;

/// How a document stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Yaml,
    Json,
}

/// A value, or the two that a merge could not choose between; none where a side has no such field.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Slot {
    One(Value),
    Either { ours: Option<Value>, theirs: Option<Value> },
}

type Slots = Vec<(String, Slot)>;

/// A sender, and which side alone has it where the other took it out.
type Written = (Slots, Option<Only>);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    Ours,
    Theirs,
}

impl Only {
    const BOTH: [Self; 2] = [Self::Ours, Self::Theirs];
}

/// The fields of one side, without marks.
fn on_side(slots: &Slots, side: Only) -> Slots {
    let value = |slot: &Slot| match (slot, side) {
        (Slot::One(value), _) => Some(value.clone()),
        (Slot::Either { ours, .. }, Only::Ours) => ours.clone(),
        (Slot::Either { theirs, .. }, Only::Theirs) => theirs.clone(),
    };
    slots.iter().filter_map(|(name, slot)| Some((name.clone(), Slot::One(value(slot)?)))).collect()
}

/// The sender as one side has it.
fn of_side((slots, only): &Written, side: Only) -> Option<Slots> {
    only.is_none_or(|only| only == side).then(|| on_side(slots, side))
}

/// Whether the last field that both sides have is not the last of each.
fn ends_apart(slots: &Slots) -> bool {
    let tail = slots.iter().rev().map_while(|(_, slot)| match slot {
        Slot::Either { ours, theirs } => Some(ours.is_none() || theirs.is_none()),
        Slot::One(_) => None,
    });
    tail.into_iter().any(|missing| missing)
}

/// The text of a share file.
pub fn share_file(file: &ShareFile, form: Form) -> String {
    let head = head(&file.schema, file.schema_version);
    let workspace = slots::<SharedWorkspace>(&file.workspace.values());
    let senders = file.senders.iter().map(|sender| (slots::<SharedSender>(&sender.values()), None));
    let mut out = Out::new(form, 300 * file.senders.len() + 1_000);
    out.whole(head, &workspace, senders, more(&file.more));
    out.text
}

/// The text of a backup.
pub fn backup(backup: &Backup, form: Form) -> String {
    let mut out = Out::new(form, 10_000);
    out.open_map();
    out.fields(0, &head(&backup.schema, backup.schema_version));
    out.open_list(0, "workspaces", backup.workspaces.is_empty());
    for (nth, one) in backup.workspaces.iter().enumerate() {
        out.begin_item(1, nth > 0);
        out.record(2, "workspace", &slots::<SharedWorkspace>(&one.workspace.values()));
        let senders = one.senders.iter().map(|sender| (slots::<SharedSender>(&sender.values()), None));
        out.senders(2, senders);
        out.fields(2, &more(&one.more));
        out.end_item(1);
    }
    out.close_list(0, backup.workspaces.is_empty());
    out.fields(0, &more(&backup.more));
    out.close_map();
    out.text
}

/// The text of a merge: what both sides agree on, and marks, as `git` writes them, around what they do not.
pub fn merged(merged: &Merged, form: Form) -> String {
    let file = &merged.file;
    let (mut of_workspace, mut beside) = (Vec::new(), Vec::new());
    let mut of_sender: HashMap<&str, Vec<&Conflict>> = HashMap::new();
    for conflict in &merged.conflicts {
        match &conflict.sender {
            Some(id) => of_sender.entry(id).or_default().push(conflict),
            None if conflict.beside => beside.push(conflict),
            None => of_workspace.push(conflict),
        }
    }
    let workspace = slots::<SharedWorkspace>(&file.workspace.values());
    let workspace = marked(workspace, &of_workspace, SharedWorkspace::FIELDS);
    let senders = file.senders.iter().map(|sender| {
        let conflicts = of_sender.get(sender.id.as_str()).map(Vec::as_slice).unwrap_or_default();
        let whole = conflicts.iter().find(|one| one.field.is_none());
        let only = whole.map(|one| if one.ours.is_some() { Only::Ours } else { Only::Theirs });
        let fields = slots::<SharedSender>(&sender.values());
        (marked(fields, conflicts, SharedSender::FIELDS), only)
    });
    let mut out = Out::new(form, 300 * file.senders.len() + 1_000);
    let more = marked(more(&file.more), &beside, &[]);
    out.whole(head(&file.schema, file.schema_version), &workspace, senders, more);
    out.text
}

fn marked(mut slots: Slots, conflicts: &[&Conflict], order: &[&'static str]) -> Slots {
    for conflict in conflicts {
        let Some(field) = &conflict.field else { continue };
        let either = Slot::Either { ours: conflict.ours.clone(), theirs: conflict.theirs.clone() };
        match slots.iter_mut().find(|(name, _)| name == field) {
            Some((_, slot)) => *slot = either,
            None => slots.push((field.clone(), either)),
        }
    }
    if !conflicts.is_empty() {
        let rank = |name: &str| order.iter().position(|known| *known == name).unwrap_or(order.len());
        slots.sort_by(|(one, _), (other, _)| (rank(one), one).cmp(&(rank(other), other)));
    }
    slots
}

fn head(schema: &str, version: u32) -> Slots {
    vec![
        ("schema".to_owned(), Slot::One(Value::String(schema.to_owned()))),
        ("schemaVersion".to_owned(), Slot::One(version.into())),
    ]
}

fn more(more: &super::document::More) -> Slots {
    more.iter().map(|(name, value)| (name.clone(), Slot::One(value.clone()))).collect()
}

fn slots<R: Record>(values: &Values) -> Slots {
    let names = names::<R>([values]).into_iter();
    names.filter_map(|name| values.get(&name).map(|value| (name.clone(), Slot::One(value.clone())))).collect()
}

/// Whether a character hides, ends a line, or turns its direction: nobody sees it, and a reviewer has to. Joiners are
/// none: names in Persian and emoji are written with them.
pub fn is_hidden(sign: char) -> bool {
    sign.is_control()
        || matches!(sign,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}
