//! Something about a file, and where: one line with a place, and a hint under it.

use serde::Serialize;

use senderdesk_core::share::Position;
use senderdesk_core::share::read::{Fault, Unreadable};
use senderdesk_core::wire::NoteLevel;

use crate::outcome::{Text, Tone};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Warning,
    Problem,
    /// Two edits that met.
    Conflict,
    /// What stopped the command.
    Error,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// None where it is about no file.
    pub file: Option<String>,
    pub line: Option<u32>,
    pub column: Option<u32>,
    pub level: Level,
    pub message: String,
    pub hint: Option<String>,
    /// The sender it is about, as the file calls it.
    pub sender: Option<String>,
}

impl Finding {
    /// About a file as a whole.
    pub fn of_file(file: &str, level: Level, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            file: Some(file.to_owned()),
            line: None,
            column: None,
            level,
            message: message.into(),
            hint: Some(hint.into()).filter(|hint| !hint.is_empty()),
            sender: None,
        }
    }

    /// About no file.
    pub fn general(level: Level, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { file: None, ..Self::of_file("", level, message, hint) }
    }

    pub fn unreadable(file: &str, fault: Unreadable) -> Self {
        Self::of_file(file, Level::Error, fault.message, fault.hint).at(fault.at)
    }

    pub fn of_fault(file: &str, fault: Fault) -> Self {
        let level = if fault.level == NoteLevel::Problem { Level::Problem } else { Level::Warning };
        let whole = Self::of_file(file, level, fault.message, fault.hint.unwrap_or_default());
        Self { sender: fault.sender.filter(|name| !name.is_empty()), ..whole }.at(fault.at)
    }

    fn at(self, at: Option<Position>) -> Self {
        Self { line: at.map(|at| at.line), column: at.map(|at| at.column), ..self }
    }

    /// `file:line:column: level: message`, and the hint under it. What is about a whole file stands at its beginning,
    /// so that editors find it.
    pub fn tell(&self, text: &mut Text) {
        let (word, tone) = match self.level {
            Level::Warning => ("warning", Tone::Warning),
            Level::Problem => ("problem", Tone::Problem),
            Level::Conflict => ("conflict", Tone::Problem),
            Level::Error => ("error", Tone::Problem),
        };
        let of = self
            .sender
            .as_ref()
            .filter(|_| self.level != Level::Conflict)
            .map(|sender| format!("“{sender}”: "))
            .unwrap_or_default();
        if let Some(file) = &self.file {
            let (line, column) = (self.line.unwrap_or(1), self.column.unwrap_or(1));
            let place = match self.level {
                // It stands in more than one place, and marks show them.
                Level::Conflict => file.clone(),
                _ => format!("{file}:{line}:{column}"),
            };
            text.put(Tone::Place, place).plain(": ");
        }
        text.put(tone, word);
        text.plain(format!(": {of}{}", self.message)).end();
        if let Some(hint) = &self.hint {
            text.plain("  ").put(Tone::Hint, "hint").plain(format!(": {hint}")).end();
        }
    }
}
