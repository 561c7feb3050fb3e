//! `check`: routes and all that the doctor looks at, as they are at Twilio now.

use std::path::Path;

use senderdesk_core::ids::JobId;
use senderdesk_core::wire::*;
use serde_json::{Value, json};

use crate::finding::{Finding, Level};
use crate::glance::{self, Glance, block_on, told};
use crate::outcome::{Exit, Outcome};

/// Compare what is live at Twilio with what it should be: routes, and all that the doctor looks at
///
/// Reads, and writes nothing: neither at Twilio nor to the application's database. The credential comes from the
/// keychain, from TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET), or from a
/// command, and stays in memory.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    glance: glance::Look,

    /// Take warnings for problems: exit with 1
    #[arg(long)]
    strict: bool,
}

pub fn run(args: &Args, data: Option<&Path>) -> Outcome {
    block_on(checked(args, data)).unwrap_or_else(Outcome::failed)
}

async fn checked(args: &Args, data: Option<&Path>) -> Result<Outcome, Finding> {
    let glance = Glance::open(&args.glance, data).await?;
    let mut outcome = Outcome { findings_are_result: true, ..Outcome::default() };
    let (mut routes, mut unknown) = (Vec::new(), 0_u32);
    let (views, faults) = glance.desk.every_route(glance.workspace).await.map_err(told)?;
    unread(&mut outcome, faults);
    for view in views {
        for item in &view.items {
            tell(&mut outcome, &view.sender, item, &mut unknown);
        }
        routes.push(json!({
            "sender": { "name": view.sender.name, "type": view.sender.sender_type, "senderId": view.sender.sender_id },
            "replies": { "to": view.reply.destination, "says": view.reply.summary },
            "receipts": { "to": view.receipt.destination, "says": view.receipt.summary },
            "settings": view.items.iter().map(setting).collect::<Vec<_>>(),
        }));
    }
    let report = glance.desk.run_doctor(glance.workspace, JobId::fresh()).await.map_err(told)?;
    // Routes are told above, setting by setting.
    for one in report.findings.iter().filter(|one| one.area != DoctorArea::Routes) {
        diagnosed(&mut outcome, &one.finding);
    }
    let of = |level| outcome.findings.iter().filter(|finding| finding.level == level).count();
    let (problems, warnings) = (of(Level::Problem), of(Level::Warning));
    if problems > 0 || (args.strict && warnings > 0) {
        outcome.at_least(Exit::Findings);
    }
    if unknown > 0 {
        outcome.at_least(Exit::NotChecked);
    }
    outcome.text.line(format!(
        "{}: senders {}, problems {problems}, warnings {warnings}, settings not known {unknown}.",
        glance.name,
        routes.len(),
    ));
    outcome.set("workspace", glance.name.as_str());
    outcome.set("routes", routes);
    outcome.set("doctor", json!(report));
    outcome.set("unknown", unknown);
    glance.close().await;
    Ok(outcome)
}

/// A list that was not read is no pass.
pub fn unread(outcome: &mut Outcome, faults: Vec<String>) {
    for fault in faults {
        outcome.at_least(Exit::NotChecked);
        outcome.findings.push(Finding::general(Level::Warning, fault, ""));
    }
}

fn tell(outcome: &mut Outcome, sender: &WorksheetSender, item: &DriftItem, unknown: &mut u32) {
    let of = format!("“{}” ({}): {}", sender.name, sender.sender_id, item.label);
    let live = item.live.as_deref().unwrap_or("nothing set");
    match item.state {
        DriftState::InPlace | DriftState::NotApplicable => {}
        DriftState::Accepted => {
            let why = item.accepted.as_ref().map_or("", |accepted| accepted.why.as_str());
            outcome.text.line(format!("accepted: {of}: {live}. {why}"));
        }
        DriftState::Unknown => {
            *unknown += 1;
            outcome.text.line(format!("not known: {of}: {}", item.why));
        }
        DriftState::Differs => {
            let level = if item.level == FindingLevel::Problem { Level::Problem } else { Level::Warning };
            let should =
                item.should.as_ref().map(|should| format!(", should be {should}")).unwrap_or_default();
            let message = format!("{}: {} is {live}{should}. {}", sender.sender_id, item.label, item.why);
            outcome.findings.push(Finding {
                sender: Some(sender.name.clone()),
                ..Finding::general(level, message, item.remedy.clone().unwrap_or_default())
            });
        }
    }
}

fn diagnosed(outcome: &mut Outcome, finding: &senderdesk_core::wire::Finding) {
    let title = finding.title.trim_end_matches('.');
    let level = match finding.level {
        FindingLevel::Ok => return,
        FindingLevel::NotCheckable => {
            return outcome.text.line(format!("not checkable: {title}. {}", finding.evidence));
        }
        FindingLevel::Warning => Level::Warning,
        FindingLevel::Problem => Level::Problem,
    };
    let message = format!("{title}. {}", finding.evidence);
    outcome.findings.push(Finding::general(level, message, finding.remedy.clone().unwrap_or_default()));
}

fn setting(item: &DriftItem) -> Value {
    json!({
        "setting": item.setting,
        "state": item.state,
        "reasons": item.reasons,
        "resource": item.resource,
        "live": item.live,
        "should": item.should,
        "shouldProvenance": item.should_provenance,
        "why": item.why,
        "accepted": item.accepted,
    })
}
