//! A plan as the page sees it.

use super::plan::{Field, Row};
use crate::share::document::SharedSender;
use crate::share::field_label;
use crate::share::read::Fault;
use crate::share::record::{Record, in_words, names};
use crate::wire::{ImportChange, ImportField, ImportRemark, ImportRow};

/// One row.
pub(crate) fn row(index: usize, row: &Row) -> ImportRow {
    let sender = row.sender();
    let one_sided = match (&row.mine, &row.theirs) {
        (None, Some(theirs)) => all_fields(theirs, false),
        (Some((_, mine)), None) => all_fields(mine, true),
        _ => Vec::new(),
    };
    ImportRow {
        index: u32::try_from(index).unwrap_or(u32::MAX),
        change: row.change,
        name: sender.map_or_else(|| row.name.clone(), |sender| sender.name.to_string()),
        sender_type: sender.map(|sender| sender.sender_type),
        sender_id: sender.map(|sender| sender.sender_id.to_string()).unwrap_or_default(),
        choice: row.choice(),
        undecided: row.is_undecided(),
        choices: row.choices().to_vec(),
        why: row.why.to_owned(),
        fields: if one_sided.is_empty() { row.fields.iter().map(field).collect() } else { one_sided },
        remarks: row.faults.iter().map(|fault| remark(fault, row.change != ImportChange::Wrong)).collect(),
        line: row.line,
    }
}

/// Whether a row has these words in its name or its sender ID; they are in lower case.
pub(crate) fn matches(row: &Row, search: &str) -> bool {
    if search.is_empty() {
        return true;
    }
    let has = |text: &str| text.to_lowercase().contains(search);
    let either = |sender: &SharedSender| has(sender.name.as_str()) || has(sender.sender_id.as_str());
    has(&row.name)
        || row.theirs.as_ref().is_some_and(either)
        || row.mine.as_ref().is_some_and(|(_, mine)| either(mine))
}

/// A field that differs.
pub(crate) fn field(field: &Field) -> ImportField {
    ImportField {
        field: field.name.clone(),
        label: field_label(&field.name).to_owned(),
        base: field.base.as_ref().map(in_words),
        mine: field.mine.as_ref().map(in_words),
        theirs: field.theirs.as_ref().map(in_words),
        choice: field.choice,
        conflict: field.conflict,
    }
}

/// A remark with its place; one on a sender that is shown beside it does not name it again.
pub(crate) fn remark(fault: &Fault, beside: bool) -> ImportRemark {
    ImportRemark {
        level: fault.level,
        line: fault.at.map(|at| at.line),
        column: fault.at.map(|at| at.column),
        message: fault.message.clone(),
        hint: fault.hint.clone(),
        sender: fault.sender.clone().filter(|name| !beside && !name.is_empty()),
    }
}

fn all_fields(sender: &SharedSender, mine: bool) -> Vec<ImportField> {
    let values = sender.values();
    let filled = names::<SharedSender>([&values]).into_iter().filter_map(|name| {
        let value = values.get(&name).map(in_words).filter(|text| name != "id" && !text.is_empty())?;
        let label = field_label(&name).to_owned();
        let (mine, theirs) = if mine { (Some(value), None) } else { (None, Some(value)) };
        Some(ImportField { field: name, label, base: None, mine, theirs, choice: None, conflict: false })
    });
    filled.collect()
}
