//! What does a report look like in a file? Without secrets, with numbers shortened, and each time the same bytes.

use std::io::{self, Write};

use serde::Serialize;
use twilio_messaging::E164;

use crate::setup::{html, mark, markdown, plain};
use crate::share::Shareable;
use crate::wire::{
    At, DoctorArea, DoctorChange, DoctorCounts, DoctorFinding, DoctorFormat, DoctorReport, FindingLevel,
};

/// What a JSON file of a report says that it is; see `docs/schema/doctor-report-1.schema.json`.
const SCHEMA: &str = "senderdesk-doctor-report";
const VERSION: u32 = 1;

const ABOUT: &str = "What Senderdesk found of this workspace by reading Twilio's API and what is recorded here. Nothing of it \
                     was read from MoEngage. It holds no secret; phone numbers are shortened.";

const AREAS: [DoctorArea; 10] = [
    DoctorArea::Credential,
    DoctorArea::Account,
    DoctorArea::Senders,
    DoctorArea::Routes,
    DoctorArea::Registration,
    DoctorArea::Countries,
    DoctorArea::Alerts,
    DoctorArea::Moengage,
    DoctorArea::OptOut,
    DoctorArea::Reachability,
];

/// Writes a report.
pub(crate) fn write(out: &mut dyn Write, report: DoctorReport, format: DoctorFormat) -> io::Result<()> {
    let report = without_secrets(report);
    match format {
        DoctorFormat::Markdown => write_markdown(out, &report),
        DoctorFormat::Html => write_html(out, &report),
        DoctorFormat::Json => write_json(out, &report),
    }
}

/// What a file of a report is called: lower-case letters, digits, `-` and a dot, on every system.
pub(crate) fn file_name(report: &DoctorReport, format: DoctorFormat) -> String {
    let end = match format {
        DoctorFormat::Markdown => "md",
        DoctorFormat::Html => "html",
        DoctorFormat::Json => "json",
    };
    let at = report.at.0.strftime("%Y-%m-%d-%H%M");
    let name = plain(&report.workspace_name);
    if name.is_empty() { format!("doctor-{at}.{end}") } else { format!("doctor-{name}-{at}.{end}") }
}

/// A secret that somebody typed into a name or a URL leaves in no file; neither do whole phone numbers.
fn without_secrets(mut report: DoctorReport) -> DoctorReport {
    let clean = |text: &mut String| *text = shortened(Shareable::text(text).0.as_str());
    clean(&mut report.workspace_name);
    for one in &mut report.findings {
        clean(&mut one.finding.title);
        clean(&mut one.finding.evidence);
        one.finding.remedy.iter_mut().for_each(clean);
    }
    report.gone.iter_mut().for_each(|gone| clean(&mut gone.title));
    report
}

/// The text with each phone number in it shortened.
fn shortened(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('+') {
        let (before, number) = rest.split_at(at);
        let digits = number.bytes().skip(1).take_while(u8::is_ascii_digit).count();
        let (number, after) = number.split_at(1 + digits);
        out.push_str(before);
        match number.parse::<E164>() {
            Ok(number) => out.push_str(&number.masked()),
            Err(_) => out.push_str(number),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn write_json(out: &mut dyn Write, report: &DoctorReport) -> io::Result<()> {
    #[derive(Serialize)]
    struct File<'a> {
        schema: &'static str,
        schema_version: u32,
        #[serde(flatten)]
        report: &'a DoctorReport,
    }
    serde_json::to_writer_pretty(&mut *out, &File { schema: SCHEMA, schema_version: VERSION, report })?;
    writeln!(out)
}

fn write_markdown(out: &mut dyn Write, report: &DoctorReport) -> io::Result<()> {
    use markdown::{pages, text};

    writeln!(out, "# Doctor: {}\n\n{ABOUT}\n", text(&report.workspace_name))?;
    for line in head(report) {
        writeln!(out, "- {line}")?;
    }
    for (area, found) in by_area(report) {
        writeln!(out, "\n## {area}\n")?;
        for one in found {
            let finding = &one.finding;
            writeln!(out, "- **{}**: {}{}", level(finding.level), text(&finding.title), changed(one.change))?;
            let marked = mark(finding.provenance).map(|mark| format!(" *({mark})*")).unwrap_or_default();
            writeln!(out, "  - {}{marked}", text(&finding.evidence))?;
            if let Some(at) = one.read_at {
                writeln!(out, "  - Read: {}", moment(at))?;
            }
            if let Some(remedy) = &finding.remedy {
                writeln!(out, "  - What to do: {}", text(remedy))?;
            }
            if !finding.sources.is_empty() {
                writeln!(out, "  - Source:{}", pages(&finding.sources))?;
            }
        }
    }
    if !report.gone.is_empty() {
        writeln!(out, "\n## No longer found\n")?;
        for gone in &report.gone {
            writeln!(out, "- {}: {}", level(gone.level), text(&gone.title))?;
        }
    }
    Ok(())
}

fn write_html(out: &mut dyn Write, report: &DoctorReport) -> io::Result<()> {
    use html::{STYLE, pages, text};

    let name = text(&report.workspace_name);
    let title = text(&crate::setup::visible(&report.workspace_name));
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Doctor: {title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>Doctor: <bdi>{name}</bdi></h1>\n<p>{ABOUT}</p>\n<ul>"
    )?;
    for line in head(report) {
        writeln!(out, "<li>{}</li>", text(&line))?;
    }
    writeln!(out, "</ul>")?;
    for (area, found) in by_area(report) {
        writeln!(out, "<h2>{area}</h2>\n<ul>")?;
        for one in found {
            let finding = &one.finding;
            writeln!(
                out,
                "<li>\n<p class=\"step\"><strong>{}</strong>: <bdi>{}</bdi><small>{}</small></p>",
                level(finding.level),
                text(&finding.title),
                changed(one.change),
            )?;
            let marked =
                mark(finding.provenance).map(|mark| format!(" <em>({mark})</em>")).unwrap_or_default();
            writeln!(out, "<p><bdi>{}</bdi>{marked}</p>", text(&finding.evidence))?;
            if let Some(at) = one.read_at {
                writeln!(out, "<p class=\"note\">Read: {}</p>", moment(at))?;
            }
            if let Some(remedy) = &finding.remedy {
                writeln!(out, "<p>What to do: <bdi>{}</bdi></p>", text(remedy))?;
            }
            if !finding.sources.is_empty() {
                writeln!(out, "<p class=\"note\">Source:{}</p>", pages(&finding.sources))?;
            }
            writeln!(out, "</li>")?;
        }
        writeln!(out, "</ul>")?;
    }
    if !report.gone.is_empty() {
        writeln!(out, "<h2>No longer found</h2>\n<ul>")?;
        for gone in &report.gone {
            writeln!(out, "<li>{}: <bdi>{}</bdi></li>", level(gone.level), text(&gone.title))?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "</body>\n</html>")
}

fn head(report: &DoctorReport) -> Vec<String> {
    let DoctorCounts { ok, warnings, problems, not_checkable } = report.counts;
    let mut lines = vec![
        format!("Checked: {}", moment(report.at)),
        format!("Problems: {problems}, warnings: {warnings}, not checkable: {not_checkable}, ok: {ok}"),
    ];
    lines.extend(report.compared_with.map(|at| format!("Compared with: {}", moment(at))));
    lines
}

fn by_area(report: &DoctorReport) -> impl Iterator<Item = (&'static str, Vec<&DoctorFinding>)> {
    let of = |area| report.findings.iter().filter(|one| one.area == area).collect::<Vec<_>>();
    let areas = AREAS.into_iter().map(move |area| (heading(area), of(area)));
    areas.filter(|(_, found)| !found.is_empty())
}

fn heading(area: DoctorArea) -> &'static str {
    match area {
        DoctorArea::Credential => "Credential",
        DoctorArea::Account => "Account",
        DoctorArea::Senders => "Senders",
        DoctorArea::Routes => "Routes",
        DoctorArea::Registration => "Registration in the United States",
        DoctorArea::Countries => "Countries",
        DoctorArea::Alerts => "Alerts of Twilio's monitor",
        DoctorArea::Moengage => "MoEngage",
        DoctorArea::OptOut => "Opt-outs",
        DoctorArea::Reachability => "Reachability",
    }
}

fn level(level: FindingLevel) -> &'static str {
    match level {
        FindingLevel::Ok => "Ok",
        FindingLevel::NotCheckable => "Not checkable",
        FindingLevel::Warning => "Warning",
        FindingLevel::Problem => "Problem",
    }
}

fn changed(change: DoctorChange) -> &'static str {
    match change {
        DoctorChange::First | DoctorChange::Same => "",
        DoctorChange::New => " (new)",
        DoctorChange::Better => " (better than before)",
        DoctorChange::Worse => " (worse than before)",
    }
}

/// In UTC, on every machine the same.
fn moment(at: At) -> String {
    at.0.strftime("%Y-%m-%d %H:%M UTC").to_string()
}
