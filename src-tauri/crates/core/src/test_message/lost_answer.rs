//! Which messages in Twilio's list could be the one whose answer was lost?
//!
//! Only what is certain to be there is compared: the recipient (by which the list is read), the sender or the
//! service, the text, and the time of creation. A service picks its sender late, the date of sending may be missing,
//! and a trial account puts words before the text. None found is no proof that none was sent.

use jiff::{SignedDuration, Timestamp};

use super::meter::TRIAL_WORDS;
use crate::wire::SenderType;

/// How the link begins that the MMS Converter puts after the text, in place of the media.
const CONVERTED: &str = "https://p.twil.io/";

/// How far this machine's clock and Twilio's may differ.
const CLOCK_SKEW: SignedDuration = SignedDuration::from_mins(10);

/// How long after the click Twilio can still have created the message: the time limit of the request, rounded up.
const REQUEST_LIMIT: SignedDuration = SignedDuration::from_mins(2);

/// The test whose answer was lost.
#[derive(Debug, Clone)]
pub(crate) struct Lost {
    /// The click, by this machine's clock.
    pub created_at: Timestamp,
    pub sender_type: SenderType,
    pub sender_id: String,
    pub body: String,
    /// How many media it had.
    pub media: usize,
}

/// A message of Twilio's list, read by the recipient of the test.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Listed<'a> {
    pub created_at: Option<Timestamp>,
    pub inbound: bool,
    pub from: Option<&'a str>,
    pub service: Option<&'a str>,
    pub body: &'a str,
    /// How many media it has; none where Twilio does not say.
    pub media: Option<u32>,
}

impl Lost {
    /// Whether nothing older than this message need be read: it was created before the click.
    pub(crate) fn is_before(&self, created_at: Option<Timestamp>) -> bool {
        created_at.is_some_and(|created| created.duration_since(self.created_at) < -CLOCK_SKEW)
    }

    /// Whether this message could be the one.
    pub(crate) fn could_be(&self, listed: Listed<'_>) -> bool {
        !listed.inbound
            && self.in_time(listed.created_at)
            && self.same_sender(listed)
            && self.same_media(listed.media)
            && self.same_text(listed.body)
    }

    /// A message without a date of creation cannot be excluded by it.
    fn in_time(&self, created_at: Option<Timestamp>) -> bool {
        created_at.is_none_or(|created| {
            let after_click = created.duration_since(self.created_at);
            (-CLOCK_SKEW..=CLOCK_SKEW + REQUEST_LIMIT).contains(&after_click)
        })
    }

    fn same_sender(&self, listed: Listed<'_>) -> bool {
        let field = match self.sender_type {
            SenderType::MessagingService => listed.service,
            SenderType::ShortCode | SenderType::LongCode | SenderType::Alphanumeric => listed.from,
        };
        field == Some(self.sender_id.as_str())
    }

    /// A service may have sent a text with a link instead of the media.
    fn same_media(&self, listed: Option<u32>) -> bool {
        let converted = listed == Some(0) && self.sender_type == SenderType::MessagingService;
        converted || listed.is_none_or(|listed| usize::try_from(listed) == Ok(self.media))
    }

    /// Blanks at the ends and the kind of line ends are not compared: a form post may change them.
    fn same_text(&self, listed: &str) -> bool {
        let plain = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        let (sent, listed) = (plain(&self.body), plain(listed));
        let is_sent = |listed: &str| {
            let rest = listed.strip_prefix(sent.as_str()).map(str::trim_start);
            rest.is_some_and(|rest| rest.is_empty() || (self.media > 0 && rest.starts_with(CONVERTED)))
        };
        is_sent(&listed)
            || listed.strip_prefix(TRIAL_WORDS.trim_end()).is_some_and(|rest| is_sent(rest.trim_start()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLICK: &str = "2026-03-01T10:00:00Z";
    const NUMBER: &str = "+15551230002";
    const SERVICE: &str = "MG0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    fn lost(sender_type: SenderType, sender_id: &str) -> Lost {
        Lost {
            created_at: CLICK.parse().unwrap(),
            sender_type,
            sender_id: sender_id.into(),
            body: "Hello 👋".into(),
            media: 0,
        }
    }

    fn listed() -> Listed<'static> {
        Listed {
            created_at: Some("2026-03-01T10:00:01Z".parse().unwrap()),
            inbound: false,
            from: Some(NUMBER),
            service: None,
            body: "Hello 👋",
            media: Some(0),
        }
    }

    fn created(at: &str) -> Listed<'static> {
        Listed { created_at: Some(at.parse().unwrap()), ..listed() }
    }

    #[test]
    fn sender_text_and_time_must_agree() {
        let lost = lost(SenderType::LongCode, NUMBER);
        assert!(lost.could_be(listed()));
        assert!(!lost.could_be(Listed { from: Some("+15551230003"), ..listed() }));
        assert!(!lost.could_be(Listed { body: "Hello", ..listed() }));
        assert!(!lost.could_be(Listed { inbound: true, ..listed() }), "a reply is not what was sent");
    }

    #[test]
    fn the_clocks_may_differ_by_ten_minutes() {
        let lost = lost(SenderType::LongCode, NUMBER);
        assert!(lost.could_be(created("2026-03-01T09:50:00Z")));
        assert!(!lost.could_be(created("2026-03-01T09:49:59Z")));
        assert!(lost.could_be(created("2026-03-01T10:12:00Z")));
        assert!(!lost.could_be(created("2026-03-01T10:12:01Z")));
        assert!(lost.could_be(Listed { created_at: None, ..listed() }), "no date excludes nothing");
    }

    #[test]
    fn reading_may_stop_only_before_the_click() {
        let lost = lost(SenderType::LongCode, NUMBER);
        assert!(lost.is_before(Some("2026-03-01T09:49:59Z".parse().unwrap())));
        assert!(!lost.is_before(Some(CLICK.parse().unwrap())));
        assert!(!lost.is_before(None));
    }

    #[test]
    fn a_service_is_known_by_its_sid_though_its_sender_is_not_chosen() {
        let lost = lost(SenderType::MessagingService, SERVICE);
        assert!(lost.could_be(Listed { from: None, service: Some(SERVICE), ..listed() }));
        assert!(!lost.could_be(listed()));
    }

    #[test]
    fn the_words_of_a_trial_account_and_line_ends_do_not_matter() {
        let mut lost = lost(SenderType::LongCode, NUMBER);
        assert!(lost.could_be(Listed { body: "Sent from your Twilio trial account - Hello 👋", ..listed() }));
        lost.body = "שלום\nשורה ".into();
        assert!(lost.could_be(Listed { body: "שלום\r\nשורה", ..listed() }));
    }

    #[test]
    fn the_media_must_agree_unless_a_service_may_have_made_a_link_of_them() {
        let number = Lost { media: 2, ..lost(SenderType::LongCode, NUMBER) };
        assert!(number.could_be(Listed { media: Some(2), ..listed() }));
        assert!(!number.could_be(listed()), "a text is no MMS");
        assert!(number.could_be(Listed { media: None, ..listed() }), "Twilio did not say");
        assert!(!lost(SenderType::LongCode, NUMBER).could_be(Listed { media: Some(1), ..listed() }));

        let service = Lost { media: 2, ..lost(SenderType::MessagingService, SERVICE) };
        let converted =
            Listed { service: Some(SERVICE), body: "Hello 👋 https://p.twil.io/a1b2c3d", ..listed() };
        assert!(service.could_be(converted));
        let text = lost(SenderType::MessagingService, SERVICE);
        assert!(!text.could_be(converted), "a text gets no link");
    }

    #[test]
    fn a_picture_without_a_text_is_found_on_a_trial_account_too() {
        let picture = Lost { media: 1, body: String::new(), ..lost(SenderType::LongCode, NUMBER) };
        for body in ["", "Sent from your Twilio trial account - "] {
            assert!(picture.could_be(Listed { media: Some(1), body, ..listed() }), "{body:?}");
        }
        assert!(!picture.could_be(Listed { media: Some(1), body: "Hello", ..listed() }));
    }
}
