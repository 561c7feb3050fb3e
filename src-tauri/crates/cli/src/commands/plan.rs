//! `plan`: what *Review and apply* would write at Twilio. Writing stays in the window.

use std::path::Path;

use senderdesk_core::wire::*;
use serde_json::json;

use super::check::unread;
use crate::finding::Finding;
use crate::glance::{self, Glance, block_on, told};
use crate::outcome::{Exit, Outcome, Tone};

/// Show which requests would bring every route where it should be, and whom they would cut off
///
/// Reads, and writes nothing: what is planned is applied in the window. Exit code 1 where there is something to apply.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    glance: glance::Look,
}

pub fn run(args: &Args, data: Option<&Path>) -> Outcome {
    block_on(planned(args, data)).unwrap_or_else(Outcome::failed)
}

async fn planned(args: &Args, data: Option<&Path>) -> Result<Outcome, Finding> {
    let glance = Glance::open(&args.glance, data).await?;
    let mut outcome = Outcome::default();
    let mut plans = Vec::new();
    let (views, faults) = glance.desk.every_route(glance.workspace).await.map_err(told)?;
    unread(&mut outcome, faults);
    for view in views {
        for item in view.items.iter().filter(|item| item.state == DriftState::Unknown) {
            outcome.at_least(Exit::NotChecked);
            outcome.text.line(format!("not known: {}: {}: {}", view.sender.name, item.label, item.why));
        }
        let differing = view.items.iter().filter(|item| item.state == DriftState::Differs);
        let settings: Vec<_> = differing.map(|item| item.setting).collect();
        if settings.is_empty() {
            continue;
        }
        let plan = glance.desk.plan_apply(glance.workspace, view.sender.key, settings).await.map_err(told)?;
        show(&mut outcome, &plan);
        if !plan.requests.is_empty() {
            outcome.at_least(Exit::Findings);
        }
        plans.push(json!({
            "sender": plan.sender.name,
            "senderId": plan.sender.sender_id,
            "requests": plan.requests,
            "affected": plan.affected_total,
            "leftOut": plan.left_out,
        }));
    }
    outcome.set("workspace", glance.name.as_str());
    outcome.set("plans", plans);
    glance.close().await;
    Ok(outcome)
}

fn show(outcome: &mut Outcome, plan: &ApplyPlan) {
    let text = &mut outcome.text;
    text.put(Tone::Place, format!("{} ({})", plan.sender.name, plan.sender.sender_id)).end();
    for request in &plan.requests {
        text.line(format!("  {}", request.request));
        for field in &request.fields {
            let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "(empty)".to_owned());
            text.plain(format!("    {}: ", field.field)).put(Tone::Removed, value(&field.before));
            text.plain(" → ").put(Tone::Added, value(&field.after)).end();
        }
        for cut in &request.cuts_off {
            let tone = if cut.foreign { Tone::Problem } else { Tone::Warning };
            text.put(tone, format!("    {}", cut.says)).end();
        }
    }
    if plan.affected_total > 0 {
        text.line(format!("  {} senders of the pool stop using what is their own.", plan.affected_total));
    }
    for left in &plan.left_out {
        let setting = json!(left.setting);
        text.line(format!("  left out: {}: {}", setting.as_str().unwrap_or_default(), left.reason));
    }
}
