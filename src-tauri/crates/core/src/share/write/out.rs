//! The one shape of each form: indentation, quotes, commas, and the marks of a merge.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Form, Only, Slot, Slots, Written, ends_apart, is_hidden, of_side, on_side};

/// What `git` writes around the two sides of a conflict.
const OURS: &str = "<<<<<<< ours";
const BETWEEN: &str = "=======";
const THEIRS: &str = ">>>>>>> theirs";

/// Where the text grows. Levels are steps of two blanks.
pub(super) struct Out {
    form: Form,
    pub(super) text: String,
    /// Whether something stands before in this mapping or list, so that JSON needs a comma.
    follows: bool,
    /// YAML: the next field begins in the line of its `-`.
    in_line: bool,
}

impl Out {
    pub(super) fn new(form: Form, room: usize) -> Self {
        Self { form, text: String::with_capacity(room), follows: false, in_line: false }
    }

    pub(super) fn whole(
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

    pub(super) fn senders(&mut self, level: usize, senders: impl ExactSizeIterator<Item = Written>) {
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

    pub(super) fn record(&mut self, level: usize, name: &str, slots: &Slots) {
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

    pub(super) fn open_map(&mut self) {
        if self.form == Form::Json {
            self.text.push('{');
        }
    }

    pub(super) fn close_map(&mut self) {
        if self.form == Form::Json {
            self.text.push_str("\n}\n");
        }
    }

    pub(super) fn open_list(&mut self, level: usize, name: &str, empty: bool) {
        self.name(level, name);
        self.text.push_str(match (self.form, empty) {
            (Form::Yaml, true) => " []\n",
            (Form::Yaml, false) => "\n",
            (Form::Json, true) => " []",
            (Form::Json, false) => " [",
        });
        self.follows = false;
    }

    pub(super) fn close_list(&mut self, level: usize, empty: bool) {
        if self.form == Form::Json && !empty {
            self.close_in(level, ']');
        }
        self.follows = true;
    }

    pub(super) fn begin_item(&mut self, level: usize, follows: bool) {
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

    pub(super) fn end_item(&mut self, level: usize) {
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

    pub(super) fn fields(&mut self, level: usize, slots: &Slots) {
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
