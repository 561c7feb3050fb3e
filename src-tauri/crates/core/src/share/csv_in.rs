//! Senders from a table, as people and spreadsheets make them: any of four delimiters, headers in several words.
//!
//! A column that is missing says nothing. What a spreadsheet does to numbers is named as such and never mended in
//! silence.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::csv_out::armed;
use super::document::{More, Origin, ShareFile, SharedSender, SharedUrl, SharedWorkspace};
use super::left_out::{LeftOut, Shareable};
use super::limits::{COLUMNS, NAME, SENDERS};
use super::read::{Fault, Faults, FilePlaces, Position, SenderPlaces, Unreadable, WrongSender};
use super::yaml::shown;
use crate::wire::{NoteLevel, SenderType};

/// A table that was read. Of its workspace it says nothing but which sender is the default.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub file: ShareFile,
    pub delimiter: char,
    pub columns: Vec<Column>,
    pub places: FilePlaces,
    pub faults: Faults,
    /// Identities that were made up, since the table has none for these.
    pub without_id: BTreeSet<String>,
}

/// A column, and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub header: String,
    /// As [`super::csv_out::COLUMNS`] calls it; none for one that is left aside.
    pub field: Option<&'static str>,
}

const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// What headers mean, compared without case, blanks and signs.
const HEADERS: [(&str, &[&str]); 12] = [
    ("id", &["id", "identity"]),
    ("default", &["default", "isdefault", "markasdefault", "defaultsender"]),
    ("name", &["name", "sendername", "sender"]),
    ("type", &["type", "sendertype"]),
    ("senderId", &["senderid", "number", "phonenumber", "from", "code"]),
    ("supportsMms", &["supportsmms", "mms", "thissendersupportsmms"]),
    ("moCallbackUrl", &["mocallbackurl", "mocallback", "mobileoriginatedmocallbackurl"]),
    ("unsubscribeText", &["unsubscribetext", "smsunsubscribetext"]),
    ("notes", &["notes", "note", "comment"]),
    ("owner", &["owner"]),
    ("purpose", &["purpose", "use"]),
    ("country", &["country"]),
];

/// Whether a text looks like a table of senders: its first line has a header for the sender ID.
pub fn is_table(text: &str) -> bool {
    let (_, rest) = stated_delimiter(text);
    let (delimiter, most) = delimiter(rest);
    if most > COLUMNS {
        return false;
    }
    let mut reader = reader(rest, delimiter);
    reader.headers().is_ok_and(|headers| {
        headers.len() > 1 && headers.iter().any(|header| field_of(header) == Some("senderId"))
    })
}

/// Reads a table.
///
/// # Errors
/// When it has no header with a column for the sender ID, or too many lines.
pub fn parse(text: &str) -> Result<Table, Unreadable> {
    let (stated, rest) = stated_delimiter(text);
    let first_line = if stated.is_some() { 2 } else { 1 };
    let (found, most) = delimiter(rest);
    let delimiter = stated.unwrap_or(found);
    let mut csv = reader(rest, delimiter);
    let hint =
        "The first line names the columns: name, type, senderId and others, as an export as CSV has them.";
    let top = Position { line: first_line, column: 1 };
    // Before any of them is read: a line of commas would be as many columns.
    if most > COLUMNS {
        let message = format!("The table has more than {COLUMNS} columns.");
        return Err(Unreadable::new(top, message, "Take out what is not of a table of senders."));
    }
    let headers = csv.headers().map_err(|_| Unreadable::new(top, "This is no table.", hint))?.clone();
    let mut faults = Faults::default();
    let columns = columns(&headers, top, &mut faults);
    if !columns.iter().any(|column| column.field == Some("senderId")) {
        return Err(Unreadable::new(top, "The table has no column for the sender ID.", hint));
    }
    let mut reader = TableReader {
        columns: &columns,
        faults,
        found: Vec::new(),
        default: None,
        without_id: BTreeSet::new(),
        seen: BTreeSet::new(),
    };
    let mut lines = Lines { text: rest, offset: 0, line: first_line };
    for (nth, record) in csv.records().enumerate() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                return Err(Unreadable::new(top, format!("The table cannot be read: {error}."), hint));
            }
        };
        // The reader's own count is one short where lines end with CR LF.
        let start = record.position().map_or(0, csv::Position::byte);
        let line = lines.of(usize::try_from(start).unwrap_or(usize::MAX));
        if nth >= SENDERS {
            let message = format!("A table has at most {SENDERS} senders, this has more.");
            return Err(Unreadable::new(
                Position { line, column: 1 },
                message,
                "Split it into several files.",
            ));
        }
        let begin = usize::try_from(start).unwrap_or(usize::MAX).min(rest.len());
        reader.line(&record, line, || ends_in_quotes(&rest[begin..]));
    }
    let TableReader { mut found, faults, default, without_id, .. } = reader;
    found.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
    let (senders, of_senders) = found.into_iter().unzip();
    let workspace = SharedWorkspace { default_sender: default, ..SharedWorkspace::default() };
    let places = FilePlaces { workspace: Vec::new(), senders: of_senders };
    Ok(Table { file: ShareFile::of(workspace, senders), delimiter, columns, places, faults, without_id })
}

/// Turns byte offsets into lines; they have to come in growing order.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line of the first cell from here on: ends of lines before it belong to what was read, or to empty lines.
    fn of(&mut self, start: usize) -> u32 {
        let bytes = self.text.as_bytes();
        let ends =
            bytes[start.min(bytes.len())..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let end = start.min(bytes.len()) + ends;
        let passed = bytes[self.offset.min(end)..end].iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
        self.offset = end;
        self.line
    }
}

/// `sep=;` in the first line, as Excel writes it and reads it.
fn stated_delimiter(text: &str) -> (Option<char>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let stated = first.trim_end_matches('\r').strip_prefix("sep=").and_then(|sign| {
        let mut signs = sign.chars();
        signs.next().filter(|sign| signs.next().is_none() && sign.is_ascii())
    });
    if stated.is_some() { (stated, rest) } else { (None, text) }
}

/// The delimiter that the first line has most of, outside quotes.
fn delimiter(text: &str) -> (char, usize) {
    let mut in_quotes = false;
    let mut counts = [0usize; DELIMITERS.len()];
    for sign in text.chars() {
        match sign {
            '"' => in_quotes = !in_quotes,
            '\n' if !in_quotes => break,
            sign if !in_quotes => {
                if let Some(nth) = DELIMITERS.iter().position(|delimiter| *delimiter == sign) {
                    counts[nth] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    (counts.iter().position(|count| *count == most).map_or(',', |nth| DELIMITERS[nth]), most)
}

fn reader(text: &str, delimiter: char) -> csv::Reader<&[u8]> {
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes())
}

fn field_of(header: &str) -> Option<&'static str> {
    let plain: String =
        header.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    HEADERS.iter().find(|(_, names)| names.contains(&plain.as_str())).map(|(field, _)| *field)
}

fn columns(headers: &csv::StringRecord, top: Position, faults: &mut Faults) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::with_capacity(headers.len());
    for (nth, header) in (1u32..).zip(headers) {
        let header = shown(armed(header).trim());
        let field =
            field_of(&header).filter(|field| !columns.iter().any(|column| column.field == Some(field)));
        if field.is_none() && !header.is_empty() {
            faults.push(Fault {
                at: Some(Position { column: nth, ..top }),
                level: NoteLevel::Warning,
                message: format!("The column “{header}” is left aside."),
                hint: Some("Name it as an export as CSV does, if it is meant to be read.".to_owned()),
                sender: None,
            });
        }
        columns.push(Column { header, field });
    }
    columns
}

struct TableReader<'a> {
    columns: &'a [Column],
    faults: Faults,
    found: Vec<(SharedSender, SenderPlaces)>,
    default: Option<String>,
    without_id: BTreeSet<String>,
    seen: BTreeSet<String>,
}

impl TableReader<'_> {
    fn line(&mut self, record: &csv::StringRecord, line: u32, ends_in_quotes: impl FnOnce() -> bool) {
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let at =
            |nth: usize| Position { line, column: u32::try_from(nth).unwrap_or(u32::MAX).saturating_add(1) };
        let place = |field: &str| self.columns.iter().position(|column| column.field == Some(field));
        let cell = |field: &str| place(field).and_then(|nth| record.get(nth)).map(|cell| armed(cell).trim());
        let name = cell("name")
            .filter(|name| !name.is_empty())
            .or_else(|| cell("senderId"))
            .map(shown)
            .unwrap_or_default();
        let mut found: Vec<Fault> = Vec::new();
        let mut secrets = 0;
        let mut problem = |nth: usize, message: String, hint: &str| {
            let hint = Some(hint.to_owned()).filter(|hint| !hint.is_empty());
            found.push(Fault {
                at: Some(at(nth)),
                level: NoteLevel::Problem,
                message,
                hint,
                sender: Some(name.clone()),
            });
        };
        // A cell of several lines may be meant; one that takes all that is left is not.
        if record.iter().any(|cell| cell.contains('\n')) && ends_in_quotes() {
            let message =
                "A quote is opened in this line and not closed: all that follows was read as one cell.";
            problem(0, message.to_owned(), "Close the quote, or write a quote in a cell as two.");
        }
        if record.len() != self.columns.len() {
            let message =
                format!("The line has {} cells, the header has {}.", record.len(), self.columns.len());
            problem(0, message, "Put cells that hold the delimiter, quotes or line ends in double quotes.");
        }
        let mut text = |field: &str, clean: fn(&str) -> (Shareable, Vec<LeftOut>)| {
            let (text, left) = clean(cell(field)?);
            for LeftOut { what, why, .. } in left {
                let message = format!("The cell holds {what}, which was left out. {why}");
                secrets += 1;
                problem(place(field).unwrap_or_default(), message, "Take it out of the table.");
            }
            Some(text)
        };
        let (given_name, sender_id) = (text("name", Shareable::text), text("senderId", Shareable::text));
        let (unsubscribe_text, notes) =
            (text("unsubscribeText", Shareable::text), text("notes", Shareable::text));
        let (owner, purpose) = (text("owner", Shareable::text), text("purpose", Shareable::text));
        let (id, country) = (text("id", Shareable::text), text("country", Shareable::text));
        let url = text("moCallbackUrl", Shareable::url).filter(|url| !url.as_str().is_empty());
        let mut problem = |field: &str, message: String, hint: &str| {
            let hint = Some(hint.to_owned()).filter(|hint| !hint.is_empty());
            let at = Some(at(place(field).unwrap_or_default()));
            found.push(Fault { at, level: NoteLevel::Problem, message, hint, sender: Some(name.clone()) });
        };
        let kind = cell("type").filter(|word| !word.is_empty()).and_then(|word| {
            let kind = kind_of(word);
            if kind.is_none() {
                problem(
                    "type",
                    "This is no sender type.".to_owned(),
                    "Write short_code, long_code, messaging_service or alphanumeric.",
                );
            }
            kind
        });
        let sender_id = sender_id.unwrap_or_default();
        if kind.is_none() && cell("type").is_none_or(str::is_empty) {
            problem(
                "type",
                "The sender has no type.".to_owned(),
                "Write short_code, long_code, messaging_service or alphanumeric.",
            );
        }
        if kind == Some(SenderType::LongCode)
            && let Some((message, hint)) = of_spreadsheet(sender_id.as_str())
        {
            problem("senderId", message, &hint);
        }
        let mut truth = |field: &str| {
            let word = cell(field).filter(|word| !word.is_empty())?;
            let truth = truth_of(word);
            if truth.is_none() {
                problem(field, "This is neither yes nor no.".to_owned(), "Write yes or no.");
            }
            truth
        };
        let (is_default, supports_mms) = (truth("default"), truth("supportsMms"));
        let one_way = kind == Some(SenderType::Alphanumeric);
        let id = id.as_ref().map(Shareable::as_str).filter(|id| !id.is_empty());
        if id.is_some_and(|id| !is_id(id)) {
            problem(
                "id",
                format!("An id has 1 to {NAME} letters, digits, dots, hyphens and underscores."),
                "",
            );
        }
        let made_up = id.is_none();
        let id = id.map_or_else(|| Uuid::now_v7().to_string(), str::to_owned);
        if !self.seen.insert(id.clone()) {
            problem(
                "id",
                format!("Another line of this table has the id “{}”.", shown(&id)),
                "Give one of the two an id of its own, or leave it empty.",
            );
        }
        if is_default == Some(true) {
            if self.default.is_some() {
                problem(
                    "default",
                    "Another line of this table is the default.".to_owned(),
                    "Exactly one sender is.",
                );
            } else {
                self.default = Some(id.clone());
            }
        }
        let fields =
            self.columns.iter().enumerate().filter_map(|(nth, column)| Some((column.field?, at(nth))));
        let places = SenderPlaces {
            at: at(0),
            fields: fields
                .map(|(field, at)| (if field == "moCallbackUrl" { "moCallback" } else { field }, at))
                .collect(),
        };
        let broken = !found.is_empty();
        self.faults.secrets += secrets;
        for fault in &found {
            self.faults.push(fault.clone());
        }
        let (Some(sender_type), false) = (kind, broken) else {
            let id = (!made_up).then_some(id);
            self.faults.wrong.push(WrongSender { at: Some(at(0)), name, id, faults: found });
            return;
        };
        if made_up {
            self.without_id.insert(id.clone());
        }
        let sender = SharedSender {
            id,
            name: given_name.unwrap_or_default(),
            sender_type,
            sender_id,
            supports_mms: supports_mms.filter(|mms| !one_way || *mms),
            mo_callback: url.map(|url| SharedUrl { url, provenance: Origin::Custom, replaced: None }),
            unsubscribe_text,
            notes,
            owner,
            purpose,
            country: country.map(|country| country.to_string()),
            more: More::new(),
        };
        self.found.push((sender, places));
    }
}

/// Whether the last quote of a text is not closed.
fn ends_in_quotes(text: &str) -> bool {
    text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1
}

fn kind_of(word: &str) -> Option<SenderType> {
    let plain: String =
        word.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    match plain.as_str() {
        "shortcode" => Some(SenderType::ShortCode),
        "longcode" => Some(SenderType::LongCode),
        "messagingservice" => Some(SenderType::MessagingService),
        "alphanumeric" | "alphanumericsenderid" => Some(SenderType::Alphanumeric),
        _ => None,
    }
}

fn truth_of(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" | "x" => Some(true),
        "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

fn is_id(id: &str) -> bool {
    id.len() <= NAME
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}

/// What a spreadsheet does to a number that begins with a plus sign.
fn of_spreadsheet(number: &str) -> Option<(String, String)> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(number) && (8..=15).contains(&number.len()) && !number.starts_with('0') {
        let message = "A spreadsheet has eaten the + of this number, as it seems.".to_owned();
        return Some((message, format!("Write +{number}, in a column that is formatted as text.")));
    }
    let (mantissa, exponent) = number.split_once(['e', 'E'])?;
    let is_number =
        digits(&mantissa.replace(['.', ',', '+'], "")) && digits(exponent.trim_start_matches('+'));
    is_number.then(|| {
        let message = "A spreadsheet has rounded this number: its last digits are lost.".to_owned();
        (
            message,
            "Take the number from where it came from, in a column that is formatted as text.".to_owned(),
        )
    })
}
