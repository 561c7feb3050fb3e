//! What there is to say of a file: remarks with their places, and what could not be taken at all.

use super::limits::FAULTS;
use super::node::Position;
use crate::wire::NoteLevel;

/// Something about a file, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub at: Option<Position>,
    pub level: NoteLevel,
    pub message: String,
    pub hint: Option<String>,
    /// The sender it is about, as the file calls it.
    pub sender: Option<String>,
}

/// Remarks on a file, in its order; the first of them are kept, all are counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Faults {
    pub kept: Vec<Fault>,
    pub problems: u32,
    pub warnings: u32,
    /// How many of the problems are secrets that were left out; all else of them is in the document.
    pub secrets: u32,
    /// Senders that could not be read, each with what is wrong; none of them is in the document.
    pub wrong: Vec<WrongSender>,
}

/// A sender that cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongSender {
    pub at: Option<Position>,
    /// As the file calls it; may be empty.
    pub name: String,
    /// Where that could be read: it is there, even if nothing else of it is known.
    pub id: Option<String>,
    pub faults: Vec<Fault>,
}

/// Where the parts of a file begin.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FilePlaces {
    pub workspace: Vec<(String, Position)>,
    /// In the order of the document's senders.
    pub senders: Vec<SenderPlaces>,
}

/// Where a sender and its fields begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderPlaces {
    pub at: Position,
    pub fields: Vec<(&'static str, Position)>,
}

impl Faults {
    /// Adds a remark.
    pub fn push(&mut self, fault: Fault) {
        match fault.level {
            NoteLevel::Problem => self.problems += 1,
            NoteLevel::Warning => self.warnings += 1,
            NoteLevel::Info => return,
        }
        if self.kept.len() < FAULTS {
            self.kept.push(fault);
        }
    }

    /// Puts them into the order of the file.
    pub fn sort(&mut self) {
        self.kept.sort_by_key(|fault| (fault.at, std::cmp::Reverse(fault.level)));
    }
}

impl FilePlaces {
    /// Where a field of the workspace begins.
    pub fn of_workspace(&self, field: &str) -> Option<Position> {
        self.workspace.iter().find(|(name, _)| name == field).map(|(_, at)| *at)
    }
}

impl SenderPlaces {
    /// Where a field begins, or the sender where it has none.
    pub fn of(&self, field: &str) -> Position {
        self.fields.iter().find(|(name, _)| *name == field).map_or(self.at, |(_, at)| *at)
    }
}
