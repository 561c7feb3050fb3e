//! Which kind of file is this, and may a command go on with it?

use std::io::{self, Read as _};
use std::path::Path;

use senderdesk_core::share::document::{ShareFile, SharedWorkspace};
use senderdesk_core::share::read::{Document, Faults, Unreadable, is_json, parse};
use senderdesk_core::share::write::Form;
use senderdesk_core::share::{check, csv_in, limits, source};
use senderdesk_core::wire::NoteLevel;

use crate::finding::{Finding, Level};

/// Stands for standard input.
pub const STDIN: &str = "-";

/// What `git` gives as the file of a side that has none.
const NO_FILE: &str = "/dev/null";

/// As a file is named in what is said of it.
pub fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The text of a file, or of standard input.
pub fn text(path: &Path) -> Result<String, Finding> {
    let text = if path.as_os_str() == STDIN { of_stdin() } else { source::text_of(path) };
    text.map_err(|fault| Finding::unreadable(&name(path), fault))
}

fn of_stdin() -> Result<String, Unreadable> {
    let mut bytes = Vec::new();
    // One more than is taken, so that what is too much is noticed.
    match io::stdin().lock().take(limits::BYTES + 1).read_to_end(&mut bytes) {
        Ok(_) => source::text_of_bytes(bytes),
        Err(error) => Err(Unreadable {
            at: None,
            message: format!("Standard input cannot be read: {error}."),
            hint: "Give it a file: senderdesk-cli … < FILE.".to_owned(),
        }),
    }
}

/// A file with all that its rules say of it.
pub struct Checked {
    pub content: Content,
    pub faults: Faults,
}

pub enum Content {
    Document(Document),
    Table(ShareFile),
}

/// Reads and checks a file of any kind.
pub fn checked(path: &Path) -> Result<Checked, Finding> {
    let text = text(path)?;
    let unreadable = |fault| Finding::unreadable(&name(path), fault);
    if is_table(named_table(path), &text) {
        let mut table = csv_in::parse(&text).map_err(unreadable)?;
        check::check_table(&mut table.file, &mut table.places, &mut table.faults);
        return Ok(Checked { content: Content::Table(table.file), faults: table.faults });
    }
    let mut read = parse(&text).map_err(unreadable)?;
    check::check(&mut read);
    Ok(Checked { content: Content::Document(read.document), faults: read.faults })
}

/// A table by what stands there; by its name where nothing of another kind stands there.
fn is_table(named: bool, text: &str) -> bool {
    let is_document = is_json(text) || text.trim_start().starts_with("schema");
    !is_document && (named || csv_in::is_table(text))
}

/// Whether a file is called as tables are.
fn named_table(path: &Path) -> bool {
    path.extension().is_some_and(|end| ["csv", "tsv"].iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// A file that was read without losing anything of it.
pub struct Whole {
    pub text: String,
    pub document: Document,
    pub form: Form,
    /// Secrets that were left out, and nothing else.
    pub secrets: Vec<Finding>,
}

/// Reads a share file or a backup for a command that writes or compares what it has read. Rules are not asked: they
/// are for `validate`.
///
/// # Errors
/// What is wrong with it, and then that this stops the command: what cannot be read would be missing in its result.
pub fn whole(path: &Path) -> Result<Whole, Vec<Finding>> {
    whole_of(&name(path), named_table(path), text(path).map_err(|finding| vec![finding])?)
}

/// As [`whole`], of a text that is called so.
pub fn whole_of(name: &str, named: bool, text: String) -> Result<Whole, Vec<Finding>> {
    let stop = |message: &str, hint: &str| Finding::of_file(name, Level::Error, message, hint);
    if is_table(named, &text) {
        let hint = "Import it, and export the workspace as YAML or JSON.";
        return Err(vec![stop("This is a table of senders, and no share file.", hint)]);
    }
    let form = if is_json(&text) { Form::Json } else { Form::Yaml };
    let read = parse(&text).map_err(|fault| vec![Finding::unreadable(name, fault)])?;
    let Faults { kept, problems, secrets, wrong, .. } = read.faults;
    let problem = kept.into_iter().filter(|fault| fault.level == NoteLevel::Problem);
    let mut findings: Vec<_> = problem.map(|fault| Finding::of_fault(name, fault)).collect();
    if problems == secrets && wrong.is_empty() {
        return Ok(Whole { text, document: read.document, form, secrets: findings });
    }
    let message = match wrong.len() {
        0 => "Not all of the file can be read, and what cannot would be lost.".to_owned(),
        1 => "One sender cannot be read, and would be lost.".to_owned(),
        many => format!("{many} senders cannot be read, and would be lost."),
    };
    findings.push(stop(&message, "Mend what is named above first; the file was left as it is."));
    Err(findings)
}

/// As [`whole`], of a share file; [`NO_FILE`] is one without anything.
pub fn whole_share_file(path: &Path) -> Result<(ShareFile, Vec<Finding>), Vec<Finding>> {
    if path.as_os_str() == NO_FILE {
        return Ok((empty(), Vec::new()));
    }
    let whole = whole(path)?;
    Ok((share_file(&name(path), whole.document).map_err(|finding| vec![finding])?, whole.secrets))
}

/// A file of nothing.
pub fn empty() -> ShareFile {
    ShareFile::of(SharedWorkspace::default(), Vec::new())
}

/// The one workspace of a document.
pub fn share_file(name: &str, document: Document) -> Result<ShareFile, Finding> {
    match document {
        Document::Share(file) => Ok(file),
        Document::Backup(_) => Err(Finding::of_file(
            name,
            Level::Error,
            "This is a backup of several workspaces, and no share file.",
            "Restore it in Senderdesk, and export one workspace.",
        )),
    }
}
