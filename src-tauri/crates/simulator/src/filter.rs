//! Which records does a list request want? Its parameters, and the moments in them.

use std::cmp::Ordering;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use crate::api::ApiRequest;
use crate::refusal::Refusal;

/// The three `DateSent` filters; `<` and `>` belong to the parameters' names and include the day itself.
pub(crate) struct SentFilter {
    on: Option<Moment>,
    until: Option<Moment>,
    since: Option<Moment>,
}

/// A day or an instant, in GMT.
#[derive(Clone, Copy)]
pub(crate) enum Moment {
    Day(Date),
    Instant(Timestamp),
}

impl Moment {
    /// `2026-01-31`, or with a time and its offset.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let day = text.parse().ok().filter(|_| text.len() == 10).map(Self::Day);
        day.or_else(|| text.parse().ok().map(Self::Instant))
    }

    /// How the instant lies to this moment; a whole day is one moment.
    pub(crate) fn order(self, at: Timestamp) -> Ordering {
        match self {
            Self::Day(day) => Offset::UTC.to_datetime(at).date().cmp(&day),
            Self::Instant(instant) => at.as_second().cmp(&instant.as_second()),
        }
    }
}

impl SentFilter {
    pub(crate) fn parse(request: &ApiRequest) -> Result<Self, Refusal> {
        let moment = |name: &str| {
            filter(request, name)
                .map(|text| {
                    Moment::parse(text)
                        .ok_or_else(|| Refusal::bad_request(20001, format!("Invalid parameter: {name}")))
                })
                .transpose()
        };
        Ok(Self { on: moment("DateSent")?, until: moment("DateSent<")?, since: moment("DateSent>")? })
    }

    /// A message that was not sent yet passes only when nothing is asked.
    pub(crate) fn takes(&self, sent: Option<Timestamp>) -> bool {
        let passes = |moment: Option<Moment>, wanted: fn(Ordering) -> bool| match (moment, sent) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(moment), Some(sent)) => wanted(moment.order(sent)),
        };
        passes(self.on, |order| order.is_eq())
            && passes(self.until, |order| order.is_le())
            && passes(self.since, |order| order.is_ge())
    }
}

/// The value of a parameter; an empty one counts as absent.
pub(crate) fn filter<'r>(request: &'r ApiRequest, name: &str) -> Option<&'r str> {
    let found = request.query.iter().find(|(key, value)| key == name && !value.is_empty());
    found.map(|(_, value)| value.as_str())
}

/// Whether the pattern occurs anywhere in the number; `*` stands for one digit.
pub(crate) fn contains_pattern(number: &str, pattern: &str) -> bool {
    let (number, pattern) = (number.as_bytes(), pattern.as_bytes());
    number.windows(pattern.len()).any(|window| {
        window
            .iter()
            .zip(pattern)
            .all(|(digit, wanted)| digit == wanted || (*wanted == b'*' && digit.is_ascii_digit()))
    })
}
