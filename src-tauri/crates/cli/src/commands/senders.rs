//! `senders list`: the senders of a workspace of the application's database.

use std::path::Path;

use clap::Subcommand;
use serde_json::json;

use crate::database::Database;
use crate::finding::{Finding, Level};
use crate::outcome::Outcome;

/// The senders of the application's workspaces
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the senders of a workspace: one line each, with tabs between the columns
    ///
    /// The columns are: default (*), name, type, sender ID, MMS. Reads the application's database and never writes it;
    /// the application may run.
    List {
        /// The workspace by its name; needed where there are several
        #[arg(long, value_name = "NAME")]
        workspace: Option<String>,
    },
}

pub fn run(args: &Args, data: Option<&Path>) -> Outcome {
    let What::List { workspace } = &args.what;
    listed(workspace.as_deref(), data).unwrap_or_else(Outcome::failed)
}

fn listed(workspace: Option<&str>, data: Option<&Path>) -> Result<Outcome, Finding> {
    let database = Database::open(data)?;
    let workspace = chosen(&database, workspace)?;
    let (file, _) = database.share_file(&workspace, None)?;
    let is_default = |id: &str| file.workspace.default_sender.as_deref() == Some(id);
    let mut outcome = Outcome::default();
    for sender in &file.senders {
        let kind = json!(sender.sender_type);
        let columns = [
            if is_default(&sender.id) { "*" } else { "" },
            sender.name.as_str(),
            kind.as_str().unwrap_or_default(),
            sender.sender_id.as_str(),
            if sender.supports_mms == Some(true) { "MMS" } else { "" },
        ];
        for (nth, column) in columns.into_iter().enumerate() {
            if nth > 0 {
                outcome.text.tab();
            }
            outcome.text.plain(column);
        }
        outcome.text.end();
    }
    let rows: Vec<_> = file
        .senders
        .iter()
        .map(|sender| {
            json!({
                "id": sender.id,
                "name": sender.name,
                "type": sender.sender_type,
                "senderId": sender.sender_id,
                "supportsMms": sender.supports_mms.unwrap_or_default(),
                "default": is_default(&sender.id),
            })
        })
        .collect();
    outcome.set("workspace", workspace);
    outcome.set("senders", rows);
    Ok(outcome)
}

/// The workspace of this name, or the only one.
pub fn chosen(database: &Database, name: Option<&str>) -> Result<String, Finding> {
    let workspaces = database.workspaces()?;
    let all = || {
        let names = workspaces.iter().map(|one| format!("“{}” ({} senders)", one.name, one.senders));
        format!("There are: {}.", names.collect::<Vec<_>>().join(", "))
    };
    let wrong = |message: String, hint: String| Finding::general(Level::Error, message, hint);
    match (name, &workspaces[..]) {
        (_, []) => {
            Err(wrong("Senderdesk has no workspace here.".to_owned(), "Connect an account first.".to_owned()))
        }
        (None, [only]) => Ok(only.name.clone()),
        (None, _) => Err(wrong("There are several workspaces: name one.".to_owned(), all())),
        (Some(name), _) => match workspaces.iter().filter(|one| one.name == name).count() {
            1 => Ok(name.to_owned()),
            0 => Err(wrong(format!("There is no workspace “{name}”."), all())),
            _ => Err(wrong(
                format!("Several workspaces are named “{name}”."),
                "Give them names of their own.".to_owned(),
            )),
        },
    }
}
