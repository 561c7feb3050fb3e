//! What would happen if a handset sent this?

use super::{Answer, Desk};
use crate::ids::WorkspaceId;
use crate::rehearsal::{Scene, rehearse};
use crate::sender::is_toll_free;
use crate::store::{StoreError, senders, workspaces};
use crate::wire::*;

impl Desk {
    /// Rehearses a keyword; asks nobody and sends nothing. A saved sender decides the kind where it can.
    pub async fn rehearse(&self, workspace: WorkspaceId, draft: RehearsalDraft) -> Answer<Rehearsal> {
        self.read(move |connection| {
            let keyword_management = workspaces::get(connection, workspace)?.keyword_management;
            let mut scene = Scene::of(&draft, keyword_management);
            if let Some(key) = draft.sender {
                let sender = senders::get(connection, key)?;
                if sender.workspace != workspace {
                    return Err(StoreError::NotFound("sender"));
                }
                scene.kind = match sender.sender_type {
                    SenderType::ShortCode => RehearsalKind::ShortCode,
                    SenderType::LongCode if is_toll_free(&sender.sender_id) => RehearsalKind::TollFree,
                    SenderType::LongCode => RehearsalKind::LongCode,
                    SenderType::Alphanumeric => RehearsalKind::Alphanumeric,
                    // Which of its pool the handset writes to is the operator's to say.
                    SenderType::MessagingService => draft.kind,
                };
                scene.in_service |= sender.sender_type == SenderType::MessagingService;
            }
            Ok(rehearse(&scene))
        })
        .await
    }
}
