//! `discover`: what the account owns that can send.

use std::path::Path;

use senderdesk_core::ids::JobId;
use senderdesk_core::wire::*;
use serde_json::json;

use crate::finding::{Finding, Level};
use crate::glance::{self, Glance, block_on, told};
use crate::outcome::{Exit, Outcome};

/// List what the account owns that can send: one line each, with tabs between the columns
///
/// The columns are: type, sender ID, friendly name, service, MMS (yes, some, no, unknown), new or saved. Reads, and
/// writes nothing.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    glance: glance::Look,
}

pub fn run(args: &Args, data: Option<&Path>) -> Outcome {
    block_on(discovered(args, data)).unwrap_or_else(Outcome::failed)
}

async fn discovered(args: &Args, data: Option<&Path>) -> Result<Outcome, Finding> {
    const PAGE: u32 = 200;
    let glance = Glance::open(&args.glance, data).await?;
    let mut outcome = Outcome::default();
    let (desk, workspace) = (&glance.desk, glance.workspace);
    let state = desk.discover(workspace, None, false, JobId::fresh()).await.map_err(told)?;
    let mut rows = Vec::new();
    let mut query = DiscoveryQuery {
        search: String::new(),
        sender_type: None,
        only_new: false,
        subaccount: None,
        offset: 0,
        limit: PAGE,
    };
    loop {
        let page = desk.discovery_page(workspace, query.clone()).await.map_err(told)?;
        if query.offset == 0 {
            for fault in &page.faults {
                outcome.at_least(Exit::NotChecked);
                outcome.findings.push(Finding::general(Level::Warning, fault.as_str(), ""));
            }
        }
        rows.extend(page.rows);
        query.offset += PAGE;
        if query.offset >= page.matching {
            break;
        }
    }
    for row in &rows {
        let (kind, mms) = (json!(row.sender_type), json!(row.mms));
        let columns = [
            kind.as_str().unwrap_or_default(),
            row.sender_id.as_str(),
            row.friendly_name.as_str(),
            row.service_name.as_deref().unwrap_or_default(),
            mms.as_str().unwrap_or_default(),
            if row.saved { "saved" } else { "new" },
        ];
        for (nth, column) in columns.into_iter().enumerate() {
            if nth > 0 {
                outcome.text.tab();
            }
            outcome.text.plain(column);
        }
        outcome.text.end();
    }
    outcome.set("state", json!(state));
    outcome.set("senders", json!(rows));
    glance.close().await;
    Ok(outcome)
}
