//! What a reader found, before anything is made of it: values with their places in the file.

use serde_json::Value;

/// A place in a file: line and column, both from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub line: u32,
    pub column: u32,
}

/// A value and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node<'a> {
    pub(super) at: Position,
    pub(super) content: Content<'a>,
}

/// Text that was read, borrowed from the file where it stands there as it is.
pub(super) type Text<'a> = std::borrow::Cow<'a, str>;

/// The kinds of values.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Content<'a> {
    /// In quotes, or a block of text.
    Quoted(Text<'a>),
    /// Without quotes, as it stands: `true`, `12345`, `DC-03`, `~`.
    Plain(Text<'a>),
    List(Vec<Node<'a>>),
    Map(Vec<(Key<'a>, Node<'a>)>),
}

/// The name of a field, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Key<'a> {
    pub(super) at: Position,
    pub(super) name: Text<'a>,
}

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub at: Option<Position>,
    pub message: String,
    pub hint: String,
}

impl Unreadable {
    pub(super) fn new(
        at: impl Into<Option<Position>>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { at: at.into(), message: message.into(), hint: hint.into() }
    }

    pub(super) fn too_deep(at: Position) -> Self {
        Self::new(
            at,
            format!("Lists and mappings stand more than {} deep in each other here.", super::limits::DEPTH),
            "A share file needs four levels; this is not one, or it was made to do harm.",
        )
    }

    pub(super) fn too_many(at: Position) -> Self {
        Self::new(
            at,
            format!("The file has more than {} values.", super::limits::NODES),
            "Split it into several files.",
        )
    }
}

impl Content<'_> {
    /// What it is, in words.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Quoted(_) => "text",
            Self::Plain(text) => match text.as_ref() {
                "true" | "false" => "a truth value",
                "" | "~" | "null" => "nothing",
                text if text.parse::<f64>().is_ok() => "a number",
                _ => "text",
            },
            Self::List(_) => "a list",
            Self::Map(_) => "a mapping",
        }
    }
}

impl Node<'_> {
    /// The value as JSON has it, for fields that are only passed on. A number that JSON cannot hold as it stands
    /// stays text.
    pub(super) fn to_value(&self) -> Value {
        match &self.content {
            Content::Quoted(text) => Value::String(text.clone().into_owned()),
            Content::Plain(text) => plain_value(text),
            Content::List(items) => Value::Array(items.iter().map(Node::to_value).collect()),
            Content::Map(fields) => Value::Object(
                fields.iter().map(|(key, field)| (key.name.clone().into_owned(), field.to_value())).collect(),
            ),
        }
    }
}

fn plain_value(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "" | "~" | "null" => Value::Null,
        text => match serde_json::from_str::<serde_json::Number>(text) {
            // As it stands, or the same number written in another way; what is not exact stays text.
            Ok(number) if number.to_string() == text || text.contains(['.', 'e', 'E']) => {
                Value::Number(number)
            }
            _ => Value::String(text.to_owned()),
        },
    }
}

/// Turns byte offsets into places; they have to come in growing order.
pub(super) struct Places<'a> {
    text: &'a str,
    offset: usize,
    at: Position,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, offset: 0, at: Position { line: 1, column: 1 } }
    }

    /// The place of a byte that is not before the one that was asked for last; one in the middle of a character is
    /// that of the next.
    pub(super) fn of(&mut self, offset: usize) -> Position {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        if end > self.offset {
            for sign in self.text[self.offset..end].chars() {
                if sign == '\n' {
                    self.at = Position { line: self.at.line.saturating_add(1), column: 1 };
                } else {
                    self.at.column = self.at.column.saturating_add(1);
                }
            }
            self.offset = end;
        }
        self.at
    }
}
