//! What does a command answer with?

use std::path::Path;
use std::process::ExitCode;

use serde_json::{Map, Value, json};

use crate::file_out::write_whole;
use crate::finding::Finding;

/// How it ended. Grows with what is worse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Exit {
    #[default]
    Fine = 0,
    /// Something was found: a problem, a difference, a conflict.
    Findings = 1,
    /// The command line is wrong.
    Usage = 2,
    /// It could not be checked, read or written.
    NotChecked = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// A piece of text with what it means, so that it can have a colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    pub tone: Tone,
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    Plain,
    /// Where something stands.
    Place,
    Problem,
    Warning,
    Hint,
    Added,
    Removed,
    Edited,
}

/// Text for people. Everything that is put in is escaped; line ends are added by [`Text::end`] alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Span>);

impl Text {
    pub fn put(&mut self, tone: Tone, text: impl AsRef<str>) -> &mut Self {
        self.0.push(Span { tone, text: crate::escape::shown(text.as_ref()) });
        self
    }

    pub fn plain(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.put(Tone::Plain, text)
    }

    pub fn end(&mut self) {
        self.0.push(Span { tone: Tone::Plain, text: "\n".to_owned() });
    }

    /// Between columns.
    pub fn tab(&mut self) {
        self.0.push(Span { tone: Tone::Plain, text: "\t".to_owned() });
    }

    pub fn line(&mut self, text: impl AsRef<str>) {
        self.plain(text).end();
    }
}

/// What a command answers with.
#[derive(Debug, Default)]
pub struct Outcome {
    pub exit: Exit,
    /// For people, on standard output.
    pub text: Text,
    /// A document that others read: it goes out as it is, and is escaped on a terminal only.
    pub document: String,
    /// What was found, in its order.
    pub findings: Vec<Finding>,
    /// Where findings are the result they go to standard output; beside another result, to standard error.
    pub findings_are_result: bool,
    /// Fields of the JSON form beside `command`, `ok` and `findings`.
    pub json: Map<String, Value>,
}

impl Outcome {
    /// An outcome of nothing but this.
    pub fn failed(finding: Finding) -> Self {
        Self { exit: Exit::NotChecked, findings: vec![finding], ..Self::default() }
    }

    /// The worse of both counts.
    pub fn at_least(&mut self, exit: Exit) {
        self.exit = self.exit.max(exit);
    }

    /// Gives out a document: to this file, or on standard output and under this name in the JSON form.
    pub fn give(&mut self, name: &str, document: String, path: Option<&Path>) {
        match path {
            None => {
                self.set(name, document.as_str());
                self.document = document;
            }
            Some(path) => {
                self.set("output", path.display().to_string());
                if let Err(finding) = write_whole(path, &document) {
                    self.at_least(Exit::NotChecked);
                    self.findings.push(finding);
                }
            }
        }
    }

    pub fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.json.insert(name.to_owned(), value.into());
    }

    /// The JSON form, as `docs/cli.md` describes it.
    pub fn to_json(&self, command: &str) -> Value {
        let mut whole =
            json!({ "command": command, "ok": self.exit == Exit::Fine, "findings": self.findings });
        if let Value::Object(fields) = &mut whole {
            fields.extend(self.json.clone());
        }
        whole
    }
}
