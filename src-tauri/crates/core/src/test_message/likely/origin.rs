//! What kind of sender did a message come from in the end?

use super::number::Number;
use super::{Case, Saved};
use crate::sender::is_toll_free;
use crate::wire::SenderType;

/// The sender that the carriers see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin<'a> {
    TollFree(&'a str),
    LongCode(&'a str, Option<Number>),
    ShortCode(&'a str),
    /// An alphanumeric sender ID.
    Name(&'a str),
    /// A Messaging Service that chose none, or none that is known.
    Undecided,
}

impl<'a> Origin<'a> {
    pub(super) fn of(case: &Case<'a>) -> Self {
        match case.sender_type {
            SenderType::MessagingService => case.chosen.map_or(Self::Undecided, Self::by_shape),
            SenderType::ShortCode => Self::ShortCode(case.sender_id),
            SenderType::Alphanumeric => Self::Name(case.sender_id),
            SenderType::LongCode => Self::by_shape(case.sender_id),
        }
    }

    fn by_shape(id: &'a str) -> Self {
        if is_toll_free(id) {
            Self::TollFree(id)
        } else if id.starts_with('+') {
            Self::LongCode(id, Number::read(id))
        } else if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::ShortCode(id)
        } else {
            Self::Name(id)
        }
    }
}

impl Case<'_> {
    pub(super) fn by_service(&self) -> bool {
        self.sender_type == SenderType::MessagingService
    }

    pub(super) fn has_media(&self) -> bool {
        !self.media.is_empty()
    }

    pub(super) fn saved(&self) -> Option<&Saved> {
        self.around.sender.as_ref()
    }

    /// That the service chose this sender, where it did.
    pub(super) fn choice(&self) -> Option<String> {
        let chosen = self.chosen.filter(|_| self.by_service())?;
        Some(format!("The Messaging Service chose {chosen} as the sender."))
    }
}
