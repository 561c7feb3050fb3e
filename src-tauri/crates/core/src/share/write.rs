//! How does a document become bytes? In one way only: fixed order, two blanks, LF, a line end at the end, no comments.
//!
//! Every text is in double quotes, so that no reader takes a number, a data centre or Norway for something else.
//! Characters that would turn the direction of a line, or end it, are escaped: what a reviewer sees is what is there.

use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::Value;

use super::document::{Backup, ShareFile, SharedSender, SharedWorkspace};
use super::merge::{Conflict, Merged};
use super::record::{Record, Values, names};

/// How a document stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Yaml,
    Json,
}

/// What `git` writes around the two sides of a conflict.
const OURS: &str = "<<<<<<< ours";
const BETWEEN: &str = "=======";
const THEIRS: &str = ">>>>>>> theirs";

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

/// Where the text grows. Levels are steps of two blanks.
struct Out {
    form: Form,
    text: String,
    /// Whether something stands before in this mapping or list, so that JSON needs a comma.
    follows: bool,
    /// YAML: the next field begins in the line of its `-`.
    in_line: bool,
}

impl Out {
    fn new(form: Form, room: usize) -> Self {
        Self { form, text: String::with_capacity(room), follows: false, in_line: false }
    }

    fn whole(
        &mut self,
        head: Slots,
        workspace: &Slots,
        senders: impl ExactSizeIterator<Item = Written>,
        more: Slots,
    ) {
        self.open_map();
        self.fields(0, &head);
        self.record(0, "workspace", workspace);
        self.senders(0, senders);
        self.fields(0, &more);
        self.close_map();
    }

    fn senders(&mut self, level: usize, senders: impl ExactSizeIterator<Item = Written>) {
        let empty = senders.len() == 0;
        let mut senders = senders.peekable();
        // Those at the beginning that one side alone has: whether a comma follows them, or any sender at all, depends
        // on the side.
        let mut first: Vec<Written> = Vec::new();
        while let Some(alone) = senders.next_if(|(_, only)| only.is_some()) {
            first.push(alone);
        }
        let all_alone = !first.is_empty() && senders.peek().is_none();
        let missing = Only::BOTH.iter().any(|side| first.iter().all(|(_, only)| *only != Some(*side)));
        match self.form {
            Form::Yaml if all_alone && missing => {
                self.between_marks(|out, side| {
                    let of_side: Vec<_> = first.iter().filter_map(|sender| of_side(sender, side)).collect();
                    out.list(level, of_side.into_iter());
                });
                return;
            }
            Form::Json if !first.is_empty() => {
                first.extend(senders.next());
                self.open_list(level, "senders", false);
                self.between_marks(|out, side| {
                    for (nth, slots) in first.iter().filter_map(|sender| of_side(sender, side)).enumerate() {
                        out.sender(level, &slots, nth > 0);
                    }
                });
            }
            _ => {
                self.open_list(level, "senders", empty);
                first.iter().for_each(|sender| self.alone(level, sender, false));
            }
        }
        let mut follows = !first.is_empty();
        for sender in senders {
            match &sender {
                (slots, None) => self.sender(level, slots, follows),
                alone => self.alone(level, alone, follows),
            }
            follows = true;
        }
        self.close_list(level, empty);
    }

    /// A list without marks.
    fn list(&mut self, level: usize, senders: impl ExactSizeIterator<Item = Slots>) {
        let empty = senders.len() == 0;
        self.open_list(level, "senders", empty);
        for (nth, slots) in senders.enumerate() {
            self.sender(level, &slots, nth > 0);
        }
        self.close_list(level, empty);
    }

    fn sender(&mut self, level: usize, slots: &Slots, follows: bool) {
        self.begin_item(level + 1, follows);
        self.fields(level + 2, slots);
        self.end_item(level + 1);
    }

    /// A sender that one side alone has, after one that both have.
    fn alone(&mut self, level: usize, (slots, only): &Written, follows: bool) {
        self.between_marks(|out, side| {
            if *only == Some(side) {
                out.sender(level, slots, follows);
            }
        });
    }

    /// Both sides between their marks.
    fn between_marks(&mut self, write: impl Fn(&mut Self, Only)) {
        self.mark(OURS);
        write(self, Only::Ours);
        self.mark(BETWEEN);
        write(self, Only::Theirs);
        self.mark(THEIRS);
    }

    fn record(&mut self, level: usize, name: &str, slots: &Slots) {
        self.name(level, name);
        match self.form {
            Form::Yaml if slots.is_empty() => self.text.push_str(" {}\n"),
            Form::Yaml => {
                self.text.push('\n');
                self.fields(level + 1, slots);
            }
            Form::Json => {
                self.text.push_str(" {");
                self.follows = false;
                self.fields(level + 1, slots);
                self.close_in(level, '}');
            }
        }
    }

    fn open_map(&mut self) {
        if self.form == Form::Json {
            self.text.push('{');
        }
    }

    fn close_map(&mut self) {
        if self.form == Form::Json {
            self.text.push_str("\n}\n");
        }
    }

    fn open_list(&mut self, level: usize, name: &str, empty: bool) {
        self.name(level, name);
        self.text.push_str(match (self.form, empty) {
            (Form::Yaml, true) => " []\n",
            (Form::Yaml, false) => "\n",
            (Form::Json, true) => " []",
            (Form::Json, false) => " [",
        });
        self.follows = false;
    }

    fn close_list(&mut self, level: usize, empty: bool) {
        if self.form == Form::Json && !empty {
            self.close_in(level, ']');
        }
        self.follows = true;
    }

    fn begin_item(&mut self, level: usize, follows: bool) {
        match self.form {
            Form::Yaml => {
                self.indent(level);
                self.text.push_str("- ");
                self.in_line = true;
            }
            Form::Json => {
                if follows {
                    self.comma();
                }
                self.text.push('\n');
                self.indent_json(level);
                self.text.push('{');
                self.follows = false;
            }
        }
    }

    fn end_item(&mut self, level: usize) {
        if self.form == Form::Json {
            self.close_in(level, '}');
        }
    }

    fn close_in(&mut self, level: usize, sign: char) {
        self.text.push('\n');
        self.indent_json(level);
        self.text.push(sign);
        self.follows = true;
    }

    fn fields(&mut self, level: usize, slots: &Slots) {
        if self.form == Form::Json && ends_apart(slots) {
            // Whether a comma stands before the last field depends on the side, so that each side has all fields.
            let follows = self.follows;
            self.between_marks(|out, side| {
                let slots = on_side(slots, side);
                out.follows = follows;
                out.fields(level, &slots);
            });
            self.follows = true;
            return;
        }
        for (nth, (name, slot)) in slots.iter().enumerate() {
            match slot {
                Slot::One(value) => self.field(level, name, value),
                Slot::Either { ours, theirs } => {
                    // Marks have lines of their own, and each side is whole with its comma, or no tool can take one.
                    if self.form == Form::Json && self.follows {
                        self.text.push(',');
                    }
                    let last = nth + 1 == slots.len();
                    self.mark(OURS);
                    self.side(level, name, ours.as_ref(), last);
                    self.mark(BETWEEN);
                    self.side(level, name, theirs.as_ref(), last);
                    self.mark(THEIRS);
                    self.follows = false;
                }
            }
        }
    }

    fn side(&mut self, level: usize, name: &str, value: Option<&Value>, last: bool) {
        self.follows = false;
        if let Some(value) = value {
            self.field(level, name, value);
            if self.form == Form::Json && !last {
                self.text.push(',');
            }
        }
    }

    /// What separates from what stands before; never in the line of a mark.
    fn comma(&mut self) {
        if [OURS, BETWEEN, THEIRS].iter().any(|mark| self.text.ends_with(mark)) {
            self.text.push('\n');
        }
        self.text.push(',');
    }

    fn mark(&mut self, mark: &str) {
        if self.form == Form::Json {
            self.text.push('\n');
            self.text.push_str(mark);
        } else {
            self.text.push_str(mark);
            self.text.push('\n');
        }
    }

    fn field(&mut self, level: usize, name: &str, value: &Value) {
        self.name(level, name);
        match self.form {
            Form::Yaml => self.yaml(level, value),
            Form::Json => {
                self.text.push(' ');
                self.json(level, value);
            }
        }
        self.follows = true;
    }

    fn name(&mut self, level: usize, name: &str) {
        match self.form {
            Form::Yaml => {
                if std::mem::take(&mut self.in_line) {
                    // The dash stands where the indent would be.
                } else {
                    self.indent(level);
                }
                if is_bare(name) {
                    self.text.push_str(name)
                } else {
                    quoted(&mut self.text, name, self.form)
                }
                self.text.push(':');
            }
            Form::Json => {
                if self.follows {
                    self.comma();
                }
                self.text.push('\n');
                self.follows = true;
                self.indent_json(level);
                quoted(&mut self.text, name, self.form);
                self.text.push(':');
            }
        }
    }

    fn indent(&mut self, level: usize) {
        for _ in 0..level {
            self.text.push_str("  ");
        }
    }

    /// JSON stands one step further in: its braces are the outermost level.
    fn indent_json(&mut self, level: usize) {
        self.indent(level + 1);
    }

    /// A value behind its name, or behind its dash.
    fn yaml(&mut self, level: usize, value: &Value) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                self.text.push('\n');
                for (name, field) in in_order(fields) {
                    self.name(level + 1, name);
                    self.yaml(level + 1, field);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                self.text.push('\n');
                for item in items {
                    self.indent(level + 1);
                    self.text.push('-');
                    self.yaml(level + 1, item);
                }
            }
            scalar => {
                self.text.push(' ');
                self.scalar(scalar);
                self.text.push('\n');
            }
        }
    }

    fn json(&mut self, level: usize, value: &Value) {
        let (open, close, parts): (char, char, Vec<(Option<&str>, &Value)>) = match value {
            Value::Object(fields) if !fields.is_empty() => {
                ('{', '}', in_order(fields).into_iter().map(|(name, field)| (Some(name), field)).collect())
            }
            Value::Array(items) if !items.is_empty() => {
                ('[', ']', items.iter().map(|item| (None, item)).collect())
            }
            scalar => return self.scalar(scalar),
        };
        self.text.push(open);
        for (nth, (name, part)) in parts.into_iter().enumerate() {
            self.text.push_str(if nth > 0 { ",\n" } else { "\n" });
            self.indent_json(level + 1);
            if let Some(name) = name {
                quoted(&mut self.text, name, self.form);
                self.text.push_str(": ");
            }
            self.json(level + 1, part);
        }
        self.text.push('\n');
        self.indent_json(level);
        self.text.push(close);
    }

    fn scalar(&mut self, value: &Value) {
        match value {
            Value::String(text) => quoted(&mut self.text, text, self.form),
            Value::Object(_) => self.text.push_str("{}"),
            Value::Array(_) => self.text.push_str("[]"),
            other => {
                // Writing to a String does not fail.
                let _ = write!(self.text, "{other}");
            }
        }
    }
}

/// The value before what is said of it, then by name.
fn in_order(fields: &serde_json::Map<String, Value>) -> Vec<(&str, &Value)> {
    let mut fields: Vec<_> = fields.iter().map(|(name, field)| (name.as_str(), field)).collect();
    fields.sort_by_key(|(name, _)| (!matches!(*name, "url" | "sid" | "alias"), *name));
    fields
}

fn is_bare(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
            .iter()
            .any(|word| name.eq_ignore_ascii_case(word))
}

/// The text in double quotes, as YAML and JSON both read it.
fn quoted(out: &mut String, text: &str, form: Form) {
    out.push('"');
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            sign if is_hidden(sign) => {
                let _ = match (form, u32::from(sign)) {
                    // YAML knows no pairs, JSON nothing else.
                    (Form::Yaml, number @ 0x1_0000..) => write!(out, "\\U{number:08x}"),
                    _ => sign
                        .encode_utf16(&mut [0; 2])
                        .iter()
                        .try_for_each(|unit| write!(out, "\\u{unit:04x}")),
                };
            }
            sign => out.push(sign),
        }
    }
    out.push('"');
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
