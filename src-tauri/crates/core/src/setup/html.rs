//! A worksheet as one HTML file that holds all it needs: no script, nothing loaded, readable on paper.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::export::{ABOUT, heading, mark, new_variants, standing, visible};
use crate::wire::{Console, Provenance, SourceView, StepState, Worksheet, WorksheetStep};

pub(crate) const STYLE: &str = include_str!("worksheet.css");

/// Writes these worksheets, the first of which gives the file its title.
pub(super) fn write(
    out: &mut dyn Write,
    dashboard: &str,
    sheets: impl Iterator<Item = Worksheet>,
) -> io::Result<()> {
    let mut told = BTreeSet::new();
    for (nth, sheet) in sheets.enumerate() {
        if nth == 0 {
            head(out, dashboard, &sheet)?;
        } else {
            writeln!(out, "<h1 class=\"next\"><bdi>{}</bdi></h1>", text(heading(&sheet)))?;
        }
        one(out, &sheet, &mut told)?;
    }
    writeln!(out, "</body>\n</html>")
}

fn head(out: &mut dyn Write, dashboard: &str, sheet: &Worksheet) -> io::Result<()> {
    let name = text(heading(sheet));
    // A title has no element that would end a sign that turns the direction.
    let title = text(&visible(heading(sheet)));
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Worksheet: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>Worksheet: <bdi>{name}</bdi></h1>\n<p>{ABOUT}</p>\n\
         <p>Workspace: <bdi>{}</bdi>. MoEngage: <a href=\"{dashboard}\">{dashboard}</a>. \
         Twilio: <a href=\"https://console.twilio.com/\">https://console.twilio.com/</a>. \
         Labels and statements as of {}.</p>",
        text(&sheet.workspace_name),
        sheet.as_of,
    )
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
            writeln!(out, "<h2>{name}</h2>")?;
        }
        writeln!(out, "<h3>{}</h3>\n<ol>", text(&section.title))?;
        for each in &section.steps {
            step(out, each, told)?;
        }
        writeln!(out, "</ol>")?;
    }
    Ok(())
}

fn step(out: &mut dyn Write, step: &WorksheetStep, told: &mut BTreeSet<String>) -> io::Result<()> {
    let tick = match step.state {
        StepState::Done => "☑",
        StepState::Open | StepState::Reopened => "☐",
        StepState::NothingToDo | StepState::CannotSay => "–",
    };
    writeln!(
        out,
        "<li>\n<p class=\"step\"><span aria-hidden=\"true\">{tick}</span> <strong>{}</strong> <small>{}</small></p>",
        text(&step.title),
        standing(step.state, step.ticked_at),
    )?;
    if !step.path.is_empty() {
        let path: Vec<_> =
            step.path.iter().map(|click| format!("<bdi>{}</bdi>", text(&click.label))).collect();
        writeln!(out, "<p>{}</p>", path.join(" › "))?;
    }
    for (click, variant) in new_variants(&step.path, told) {
        let (label, other, by) = (text(&click.label), text(&variant.label), text(&variant.said_by));
        writeln!(out, "<p class=\"note\">“{label}” is also called “{other}”: {by}</p>")?;
    }
    if let Some(field) = &step.field {
        writeln!(out, "<p>Field: {}</p>", text(field))?;
    }
    if let Some(value) = &step.value {
        writeln!(out, "<p>Value: <code>{}</code>{}</p>", text(value), marked(step.provenance))?;
    }
    if let Some(value) = &step.ticked_value {
        writeln!(out, "<p>Ticked with: <code>{}</code></p>", text(value))?;
    }
    writeln!(out, "<p>{}</p>", text(&step.why))?;
    for said in &step.remarks {
        let (words, mark, pages) = (text(&said.text), marked(said.provenance), pages(&said.sources));
        writeln!(out, "<p class=\"note\"><bdi>{words}</bdi>{mark}{pages}</p>")?;
    }
    if !step.sources.is_empty() {
        writeln!(out, "<p class=\"note\">Source:{}</p>", pages(&step.sources))?;
    }
    writeln!(out, "</li>")
}

fn marked(provenance: Provenance) -> String {
    mark(provenance).map(|mark| format!(" <em>({mark})</em>")).unwrap_or_default()
}

pub(crate) fn pages(sources: &[SourceView]) -> String {
    let link = |page: &SourceView| format!(" <a href=\"{}\">{}</a>", text(&page.url), text(&page.title));
    sources.iter().map(link).collect()
}

/// Text in which no sign is markup, in an element or a quoted attribute.
pub(crate) fn text(text: &str) -> String {
    let mut safe = String::new();
    for sign in text.chars() {
        match sign {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(sign),
        }
    }
    safe
}
