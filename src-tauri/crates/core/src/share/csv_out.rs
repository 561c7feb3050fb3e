//! The senders of a file as a table, for a spreadsheet: one line each, under a header.

use super::document::{ShareFile, SharedSender};
use crate::words::choice;

/// The columns, in their order; also what the reader knows them by.
pub const COLUMNS: [&str; 12] = [
    "id",
    "default",
    "name",
    "type",
    "senderId",
    "supportsMms",
    "moCallbackUrl",
    "unsubscribeText",
    "notes",
    "owner",
    "purpose",
    "country",
];

/// RFC 4180, with a header; UTF-8 without a mark. Cells that a spreadsheet would run are disarmed.
pub fn table(file: &ShareFile) -> String {
    let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let default = file.workspace.default_sender.as_deref();
    let rows = file
        .senders
        .iter()
        .map(|sender| cells(sender, default == Some(&sender.id)).map(|cell| disarmed(&cell)));
    for row in std::iter::once(COLUMNS.map(str::to_owned)).chain(rows) {
        // Writing to memory does not fail, and every row has as many cells.
        let _ = csv.write_record(&row);
    }
    let bytes = csv.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn cells(sender: &SharedSender, is_default: bool) -> [String; 12] {
    let text = |text: &Option<super::Shareable>| text.as_ref().map(ToString::to_string).unwrap_or_default();
    let truth = |truth: bool| if truth { "yes" } else { "no" }.to_owned();
    [
        sender.id.clone(),
        truth(is_default),
        sender.name.to_string(),
        choice(&sender.sender_type),
        sender.sender_id.to_string(),
        sender.supports_mms.map(truth).unwrap_or_default(),
        sender.mo_callback.as_ref().and_then(super::check::custom).unwrap_or_default(),
        text(&sender.unsubscribe_text),
        text(&sender.notes),
        text(&sender.owner),
        text(&sender.purpose),
        sender.country.clone().unwrap_or_default(),
    ]
}

/// What a spreadsheet takes for the beginning of a formula (OWASP, *CSV Injection*).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A cell that no spreadsheet takes for a formula. [`armed`] takes back exactly what this adds.
pub(crate) fn disarmed(cell: &str) -> String {
    if cell.trim_start_matches('\'').starts_with(FORMULA) { format!("'{cell}") } else { cell.to_owned() }
}

/// A cell without the one apostrophe that stands before what would be a formula.
pub(super) fn armed(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(FORMULA) => rest,
        _ => cell,
    }
}
