//! What can be practised in this workspace?

use super::{Answer, Desk};
use crate::ids::WorkspaceId;
use crate::scenario;
use crate::store::{accounts, senders, workspaces};
use crate::wire::*;

impl Desk {
    /// The scenarios of the practice account, in the order in which they are taught; none for a real account.
    pub async fn practice_scenarios(&self, workspace: WorkspaceId) -> Answer<Vec<Scenario>> {
        self.read(move |connection| {
            let account = workspaces::get(connection, workspace)?.account;
            if !accounts::is_practice(connection, account)? {
                return Ok(Vec::new());
            }
            let all = scenario::all().iter().map(|one| {
                let sender = match one.sender_type {
                    Some(needed) => senders::first_of_type(connection, workspace, needed)?,
                    None => None,
                };
                let one = one.clone();
                Ok(Scenario {
                    id: one.id,
                    group: one.group,
                    recipient: one.recipient,
                    title: one.title,
                    teaches: one.teaches,
                    look_at: one.look_at,
                    sender_type: one.sender_type,
                    sender,
                    media: one.media,
                })
            });
            all.collect()
        })
        .await
    }
}
