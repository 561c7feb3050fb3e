//! A worksheet as Markdown: plain enough to read as text, and no name in it becomes markup.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::export::{ABOUT, heading, mark, new_variants, standing, visible};
use crate::wire::{Console, SourceView, StepState, Worksheet, WorksheetStep};

/// Writes these worksheets, the first of which gives the file its title.
pub(super) fn write(
    out: &mut dyn Write,
    dashboard: &str,
    sheets: impl Iterator<Item = Worksheet>,
) -> io::Result<()> {
    let mut told = BTreeSet::new();
    for (nth, sheet) in sheets.enumerate() {
        if nth == 0 {
            writeln!(out, "# Worksheet: {}\n\n{ABOUT}\n", text(heading(&sheet)))?;
            writeln!(out, "- Workspace: {}", text(&sheet.workspace_name))?;
            writeln!(out, "- MoEngage: <{dashboard}>\n- Twilio: <https://console.twilio.com/>")?;
            writeln!(out, "- Labels and statements as of {}", sheet.as_of)?;
        } else {
            writeln!(out, "\n---\n\n# {}", text(heading(&sheet)))?;
        }
        one(out, &sheet, &mut told)?;
    }
    Ok(())
}

fn one(out: &mut dyn Write, sheet: &Worksheet, told: &mut BTreeSet<String>) -> io::Result<()> {
    let mut console = None;
    for section in &sheet.sections {
        if console != Some(section.console) {
            console = Some(section.console);
            let name = match section.console {
                Console::Moengage => "In MoEngage",
                Console::Twilio => "In Twilio",
            };
            writeln!(out, "\n## {name}")?;
        }
        writeln!(out, "\n### {}\n", section.title)?;
        for each in &section.steps {
            step(out, each, told)?;
        }
    }
    Ok(())
}

fn step(out: &mut dyn Write, step: &WorksheetStep, told: &mut BTreeSet<String>) -> io::Result<()> {
    let tick = match step.state {
        StepState::Done => "[x] ",
        StepState::Open | StepState::Reopened => "[ ] ",
        StepState::NothingToDo | StepState::CannotSay => "",
    };
    writeln!(out, "- {tick}**{}** ({})", text(&step.title), standing(step.state, step.ticked_at))?;
    if !step.path.is_empty() {
        let path: Vec<_> = step.path.iter().map(|click| text(&click.label)).collect();
        writeln!(out, "  - Where: {}", path.join(" › "))?;
    }
    for (click, variant) in new_variants(&step.path, told) {
        writeln!(
            out,
            "  - “{}” is also called “{}”: {}",
            text(&click.label),
            text(&variant.label),
            text(&variant.said_by)
        )?;
    }
    if let Some(field) = &step.field {
        writeln!(out, "  - Field: {}", text(field))?;
    }
    if let Some(value) = &step.value {
        let mark = mark(step.provenance).map(|mark| format!(" ({mark})")).unwrap_or_default();
        writeln!(out, "  - Value{mark}: {}", code(value))?;
    }
    if let Some(value) = &step.ticked_value {
        writeln!(out, "  - Ticked with: {}", code(value))?;
    }
    writeln!(out, "  - Why: {}", text(&step.why))?;
    for said in &step.remarks {
        let mark = mark(said.provenance).map(|mark| format!(" ({mark})")).unwrap_or_default();
        writeln!(out, "  - Note{mark}: {}{}", text(&said.text), pages(&said.sources))?;
    }
    if !step.sources.is_empty() {
        writeln!(out, "  - Source:{}", pages(&step.sources))?;
    }
    Ok(())
}

pub(crate) fn pages(sources: &[SourceView]) -> String {
    sources.iter().map(|page| format!(" [{}]({})", text(&page.title), page.url)).collect()
}

/// One line of text in which no sign is markup.
pub(crate) fn text(text: &str) -> String {
    let mut safe = String::new();
    for sign in visible(text).chars() {
        if "\\`*_[]<>#|~&".contains(sign) {
            safe.push('\\');
        }
        safe.push(sign);
    }
    safe
}

/// A value to be copied: in a code span whose fence is longer than any in it.
fn code(value: &str) -> String {
    let value = visible(value);
    let mut run = 0;
    let mut longest = 0;
    for sign in value.chars() {
        run = if sign == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    // A blank keeps the fence apart from a backtick at an end; a reader of Markdown takes one off again.
    let pad = if value.starts_with(['`', ' ']) || value.ends_with(['`', ' ']) { " " } else { "" };
    format!("{fence}{pad}{value}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_a_name_is_markup_or_turns_the_line() {
        let cases = [
            ("<script>", "\\<script\\>"),
            ("a|b`c`*d*_e_", "a\\|b\\`c\\`\\*d\\*\\_e\\_"),
            ("[x](y)", "\\[x\\](y)"),
            ("a\nb\u{202e}c", "a⟨U+000A⟩b⟨U+202E⟩c"),
            ("مبيعات 👩‍👧", "مبيعات 👩‍👧"),
        ];
        for (name, safe) in cases {
            assert_eq!(text(name), safe);
        }
    }

    #[test]
    fn a_value_keeps_its_backticks_inside_a_longer_fence() {
        let cases = [("a", "`a`"), ("a`b", "``a`b``"), ("``", "``` `` ```"), ("a\n# b", "`a⟨U+000A⟩# b`")];
        for (value, span) in cases {
            assert_eq!(code(value), span);
        }
    }
}
