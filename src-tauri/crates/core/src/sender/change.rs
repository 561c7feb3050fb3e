//! What changed of a sender, as the activity log tells it: fields by the names of the form, numbers shortened.

use crate::share::Shareable;
use crate::store::activity::masked;
use crate::store::senders::KeptSender;
use crate::wire::{ActivityChange, SenderType};

/// The most characters of a value in the log.
const SHOWN: usize = 200;

/// The fields that differ; all that are filled in where there was, or is, no sender.
pub(crate) fn fields(before: Option<&KeptSender>, after: Option<&KeptSender>) -> Vec<ActivityChange> {
    let (before, after) = (values(before), values(after));
    let pairs = FIELDS.iter().zip(before.into_iter().zip(after));
    pairs
        .filter(|(_, (before, after))| before != after)
        .map(|(field, (before, after))| ActivityChange {
            field: (*field).to_owned(),
            before: before.map(clipped),
            after: after.map(clipped),
        })
        .collect()
}

/// As MoEngage's form calls them, then ours.
const FIELDS: [&str; 10] = [
    "This sender supports MMS",
    "Sender name",
    "Sender type",
    "Sender ID",
    "MO callback URL",
    "SMS unsubscribe text",
    "Notes",
    "Owner",
    "Purpose",
    "Country",
];

fn values(sender: Option<&KeptSender>) -> [Option<String>; FIELDS.len()] {
    let Some(sender) = sender else { return Default::default() };
    let details = &sender.details;
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    [
        Some(if sender.supports_mms { "yes" } else { "no" }.to_owned()),
        Some(masked(&sender.name)),
        Some(label(sender.sender_type).to_owned()),
        Some(masked(&sender.sender_id)),
        // One that was kept unjudged may have a password in it, which no log is to hold.
        details.mo_custom.as_deref().map(|url| Shareable::url(url).0.to_string()),
        text(&details.unsubscribe_text),
        text(&details.notes),
        text(&details.owner),
        text(&details.purpose),
        text(&details.country),
    ]
}

fn label(kind: SenderType) -> &'static str {
    match kind {
        SenderType::ShortCode => "Short code",
        SenderType::LongCode => "Long code",
        SenderType::MessagingService => "Messaging Service",
        SenderType::Alphanumeric => "Alphanumeric",
    }
}

fn clipped(text: String) -> String {
    if text.chars().count() <= SHOWN {
        return text;
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{SenderKey, WorkspaceId};
    use crate::store::senders::Details;

    fn kept() -> KeptSender {
        KeptSender {
            key: SenderKey::fresh(),
            workspace: WorkspaceId::fresh(),
            name: "Offers".into(),
            sender_type: SenderType::LongCode,
            sender_id: "+15551230002".into(),
            supports_mms: false,
            is_default: false,
            details: Details::default(),
            share_id: String::new(),
            more: Default::default(),
            created_at: jiff::Timestamp::UNIX_EPOCH.into(),
            updated_at: jiff::Timestamp::UNIX_EPOCH.into(),
        }
    }

    #[test]
    fn only_what_differs_is_told_with_numbers_shortened() {
        let before = kept();
        let mut after = KeptSender { sender_id: "+15551230003".into(), ..before.clone() };
        after.details.notes = "n".repeat(900);
        let changes = fields(Some(&before), Some(&after));
        let fields: Vec<_> = changes.iter().map(|change| change.field.as_str()).collect();
        assert_eq!(fields, ["Sender ID", "Notes"]);
        assert_eq!(changes[0].before.as_deref(), Some("+1555…02"));
        assert_eq!(changes[0].after.as_deref(), Some("+1555…03"));
        assert_eq!(changes[1].after.as_ref().unwrap().chars().count(), SHOWN + 1);
        assert_eq!(changes[1].before, None);
        assert_eq!(super::fields(Some(&before), Some(&before)), []);
    }

    #[test]
    fn a_password_in_a_url_and_a_number_as_a_name_do_not_reach_the_log() {
        let mut after = KeptSender { name: "+15551230002".into(), ..kept() };
        after.details.mo_custom = Some("https://user:geheim@example.com/mo".into());
        let told = serde_json::to_string(&fields(None, Some(&after))).unwrap();
        assert!(told.contains("https://example.com/mo"), "{told}");
        assert!(!told.contains("geheim") && !told.contains("+15551230002"), "{told}");
    }
}
