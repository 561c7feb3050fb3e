//! What does the text of the form become as SMS? From what is recorded and was read; Twilio is not asked.

use twilio_messaging::E164;

use super::super::{Answer, Desk};
use crate::ids::WorkspaceId;
use crate::media::facts::facts;
use crate::sender::is_toll_free;
use crate::store::{accounts, senders, workspaces};
use crate::test_message::meter::{ServiceKnown, TollFree, Typed, meter};
use crate::test_message::phone;
use crate::wire::{Meter, SenderType, TestForm, TestFrom};
use crate::words::pasted;

/// Whom the text is measured for.
struct Sender {
    sender_type: SenderType,
    sender_id: String,
    unsubscribe_text: String,
}

impl Desk {
    /// Counts and cuts the text of the form.
    pub async fn measure_text(&self, workspace: WorkspaceId, form: TestForm) -> Answer<Meter> {
        let from = form.from.clone();
        let (account, kind, sender) = self
            .read(move |connection| {
                let account = workspaces::get(connection, workspace)?.account;
                let sender = match from {
                    TestFrom::Saved { key } => senders::find(connection, key)?
                        .filter(|sender| sender.workspace == workspace)
                        .map(|sender| Sender {
                            sender_type: sender.sender_type,
                            sender_id: sender.sender_id,
                            unsubscribe_text: sender.details.unsubscribe_text,
                        }),
                    TestFrom::Unsaved { sender_type, sender_id, .. } => Some(Sender {
                        sender_type,
                        sender_id: pasted(&sender_id).to_owned(),
                        unsubscribe_text: String::new(),
                    }),
                };
                Ok((account, accounts::kind(connection, account)?, sender))
            })
            .await?;
        let is_service = |sender: &Sender| sender.sender_type == SenderType::MessagingService;
        let catalogue = match sender.as_ref().filter(|sender| is_service(sender)) {
            Some(_) => self.catalogue_in_memory(account).await?,
            None => None,
        };
        let service = sender
            .as_ref()
            .filter(|sender| is_service(sender))
            .map(|sender| catalogue.as_deref().and_then(|catalogue| catalogue.service(&sender.sender_id)));
        let numbers: Vec<E164> =
            form.recipients.iter().filter_map(|typed| phone::read("recipients", typed).ok()).collect();
        let at_home = numbers.iter().filter(|number| facts().is_us_or_canada(number)).count();
        let toll_free = match (&sender, service.flatten()) {
            // Without a recipient yet, the shorter segments.
            _ if at_home == 0 && !numbers.is_empty() => TollFree::No,
            (Some(sender), _)
                if sender.sender_type == SenderType::LongCode && is_toll_free(&sender.sender_id) =>
            {
                TollFree::Yes
            }
            (_, Some(service)) => {
                let mut members = service.pool.iter().flatten();
                if members.any(|member| is_toll_free(&member.sender_id)) {
                    TollFree::Perhaps
                } else {
                    TollFree::No
                }
            }
            _ => TollFree::No,
        };
        Ok(meter(Typed {
            body: &form.body,
            has_media: form.media.iter().any(|url| !url.trim().is_empty()),
            unsubscribe_text: sender.as_ref().map(|sender| sender.unsubscribe_text.as_str()),
            unsubscribe: form.unsubscribe,
            is_trial: kind.as_deref() == Some("Trial"),
            toll_free,
            elsewhere: at_home < numbers.len(),
            service: service
                .map(|read| ServiceKnown { smart_encoding: read.and_then(|service| service.smart_encoding) }),
        }))
    }
}
