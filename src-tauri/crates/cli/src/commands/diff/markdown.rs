//! Differences as a Markdown table: whatever a file says, it stays text in its cell, and nobody is mentioned by it.

use senderdesk_core::share::diff::{Diff, FieldChange};
use senderdesk_core::share::field_label;

use super::sign;
use crate::escape;

/// One line a field. Nothing where nothing is different.
pub fn table(found: &Diff) -> String {
    if found.is_empty() {
        return String::new();
    }
    let mut out = "| | Sender | Field | Before | After |\n|---|---|---|---|---|\n".to_owned();
    for change in &found.workspace {
        row(&mut out, "~", "*the workspace*", change);
    }
    for change in &found.more {
        row(&mut out, "~", "*the file*", change);
    }
    for change in &found.senders {
        let whose = format!("{} ({})", code(&change.name), code(&change.id));
        for field in change.fields.iter().filter(|field| field.field != "id") {
            row(&mut out, sign(change.what).0, &whose, field);
        }
    }
    out
}

fn row(out: &mut String, sign: &str, whose: &str, change: &FieldChange) {
    let (before, after) = change.in_words();
    let cell = |value: Option<String>| match value.as_deref() {
        None => String::new(),
        Some("") => "*empty*".to_owned(),
        Some(value) => code(value),
    };
    let field = match field_label(&change.field) {
        // Not one of ours: it comes from the file.
        unknown if unknown == change.field => code(unknown),
        label => label.to_owned(),
    };
    // A lone + or - would begin a list.
    out.push_str(&format!("| `{sign}` | {whose} | {field} | {} | {} |\n", cell(before), cell(after)));
}

/// A code span, in which no sign is markup: its fence is longer than any row of backticks in it. A bar would end the
/// cell, even there.
fn code(value: &str) -> String {
    let value = escape::shown(value).replace('|', "\\|");
    let longest = value.split(|sign| sign != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if value.starts_with(['`', ' ']) || value.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{value}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_value_leaves_its_cell() {
        let cases = [
            ("@everyone #1", "`@everyone #1`"),
            ("a|b`c", "``a\\|b`c``"),
            ("`", "`` ` ``"),
            ("<img src=x>\n\n# x", "`<img src=x>\\u{a}\\u{a}# x`"),
        ];
        for (value, cell) in cases {
            assert_eq!(code(value), cell);
        }
    }
}
