//! An import as the page sees it: what it would do as things are decided.

use super::count;
use super::session::Session;
use crate::ids::ImportId;
use crate::share::document::ShareFile;
use crate::share::read::Fault;
use crate::share::{csv_in, field_label};
use crate::sharing::outcome::{Outcome, Step, others};
use crate::sharing::taken::Taken;
use crate::sharing::view;
use crate::wire::*;

/// The most remarks about a file as a whole.
const REMARKS: usize = 50;

/// What the decisions of a session come to.
pub(super) fn outcome(session: &Session) -> Outcome {
    let mine = session.aimed.taken.as_ref();
    let others = mine.map(|taken: &Taken| others(&session.plan, taken)).unwrap_or_default();
    Outcome::of(&session.plan, mine.map(|taken| &taken.file), &session.content.file, &others)
}

/// An import as the page sees it.
pub(super) fn shown(id: ImportId, session: &Session) -> ImportView {
    let Session { content, aimed, plan, restore } = session;
    let outcome = outcome(session);
    let mut counts = ImportCounts::default();
    for row in &plan.rows {
        *match row.change {
            ImportChange::Add => &mut counts.add,
            ImportChange::Change => &mut counts.change,
            ImportChange::Same => &mut counts.same,
            ImportChange::Conflict => &mut counts.conflict,
            ImportChange::Remove => &mut counts.remove,
            ImportChange::Wrong => &mut counts.wrong,
        } += 1;
    }
    let is_new = matches!(aimed.target, ImportTarget::New { .. });
    let taken_fields = plan.workspace.iter().filter(|field| field.choice == Some(ImportChoice::Theirs));
    let account = content.file.workspace.account.as_ref();
    let of_file = |fault: &&Fault| fault.sender.is_none() || content.backup.is_some();
    ImportView {
        id,
        source: content.source.clone(),
        kind: content.kind,
        target: aimed.target.clone(),
        target_name: aimed.target_name.clone(),
        accounts: aimed.accounts.clone(),
        account: account
            .and_then(|account| account.sid.clone().or(account.alias.as_ref().map(ToString::to_string))),
        account_note: aimed.account_note.clone(),
        counts,
        undecided: count(plan.undecided()),
        result: ImportResult {
            adds: outcome.count(&[Step::Add, Step::AddBeside]),
            changes: outcome.count(&[Step::Edit]),
            removes: outcome.count(&[Step::Remove]),
            workspace_fields: count(taken_fields.count()),
            default_after: outcome.default_name,
            default_why: outcome.default_why.map(str::to_owned),
        },
        workspace_fields: plan.workspace.iter().map(|field| with_names(field, session)).collect(),
        remarks: content
            .faults
            .kept
            .iter()
            .filter(of_file)
            .take(REMARKS)
            .map(|fault| view::remark(fault, false))
            .collect(),
        table: content.table.as_ref().map(|(delimiter, columns)| table(*delimiter, columns)),
        unknown_fields: content.file.unknown_fields(),
        based_on: aimed.based_on,
        restore: restore.clone(),
        no_undo: is_new.then(|| {
            "It makes a workspace, which cannot be undone; the workspace can be removed in its settings."
                .to_owned()
        }),
    }
}

/// A field of the workspace; the default sender by its name, which people know.
fn with_names(field: &crate::sharing::plan::Field, session: &Session) -> ImportField {
    let mut shown = view::field(field);
    if field.name == "defaultSender" {
        let named = |id: Option<String>, file: Option<&ShareFile>| {
            id.map(|id| {
                file.and_then(|file| file.sender(&id)).map(|sender| sender.name.to_string()).unwrap_or(id)
            })
        };
        shown.mine = named(shown.mine, session.aimed.taken.as_ref().map(|taken| &taken.file));
        shown.theirs = named(shown.theirs, Some(&session.content.file));
        shown.base = named(shown.base, session.aimed.base.as_ref());
    }
    shown
}

fn table(delimiter: char, columns: &[csv_in::Column]) -> TableView {
    let delimiter = match delimiter {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "vertical bar",
        _ => "another sign",
    };
    let label = |field: &str| {
        match field {
            "default" => "Default sender",
            "moCallbackUrl" => field_label("moCallback"),
            other => field_label(other),
        }
        .to_owned()
    };
    let column = |column: &csv_in::Column| TableColumn {
        header: column.header.clone(),
        field: column.field.map(label),
    };
    TableView { delimiter: delimiter.to_owned(), columns: columns.iter().map(column).collect() }
}
