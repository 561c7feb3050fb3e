//! Which cause of a failure is the likeliest for this sender and this recipient?
//!
//! Pure. A code often has several causes; what is known of sender, recipient, account and earlier tests can tell them
//! apart. Where nothing does, nothing is said. What is said is a conclusion with its evidence, and never names a
//! culprit that the code does not name.

mod account;
mod media;
mod number;
mod origin;
mod practice;
mod recipient;
mod registration;

pub(crate) use number::country_name;

use number::Number;
use origin::Origin;

use crate::wire::{At, Likeliest, Ownership, RegionChoice, SenderType, TestState};

/// A test that did not go well, with what is known around it.
#[derive(Debug, Clone)]
pub(crate) struct Case<'a> {
    pub(crate) code: u32,
    pub(crate) state: TestState,
    pub(crate) sender_type: SenderType,
    pub(crate) sender_id: &'a str,
    /// The sender that a Messaging Service chose.
    pub(crate) chosen: Option<&'a str>,
    pub(crate) recipient: &'a str,
    pub(crate) body: &'a str,
    pub(crate) media: &'a [String],
    pub(crate) around: &'a Around,
}

/// What is known beside the test itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Around {
    pub(crate) region: RegionChoice,
    pub(crate) practice: bool,
    /// `Trial` or `Full` as Twilio says; none where it was not read.
    pub(crate) account_kind: Option<String>,
    /// When the balance was read as nothing or less.
    pub(crate) spent: Option<At>,
    pub(crate) sender: Option<Saved>,
    /// The recipient's label, where it is a saved test handset.
    pub(crate) handset: Option<String>,
    pub(crate) earlier: Earlier,
}

/// The sender, where it is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Saved {
    pub(crate) supports_mms: bool,
    /// ISO 3166-1, as the operator recorded it; none where not.
    pub(crate) country: Option<String>,
    /// Whether this account has it, and when that was read.
    pub(crate) ownership: Option<(Ownership, At)>,
}

/// What other tests of the same workspace showed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Earlier {
    /// The same sender was delivered to another recipient.
    pub(crate) sender_delivered: Option<Other>,
    /// The same recipient got a message from another sender.
    pub(crate) recipient_got: Option<Other>,
    /// The same recipient did not get one from another sender either.
    pub(crate) recipient_missed: Option<Other>,
    /// The same sender was delivered to the same recipient with another text.
    pub(crate) other_text: Option<At>,
    /// The same sender was delivered to the same recipient, with whatever text.
    pub(crate) same_pair: Option<At>,
    /// The same sender was refused for this recipient's opt-out before.
    pub(crate) opted_out: Option<At>,
    /// The same sender took a message without media.
    pub(crate) without_media: Option<At>,
    /// Tests to this recipient in the hour before this one.
    pub(crate) to_recipient: u32,
    /// Tests from this sender that were not settled when this one was sent.
    pub(crate) under_way: u32,
}

/// Another test: the sender or recipient that it differs in, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Other {
    pub(crate) who: String,
    pub(crate) at: At,
}

/// A case with what its numbers tell.
struct Scene<'a> {
    case: &'a Case<'a>,
    origin: Origin<'a>,
    recipient: Option<Number>,
}

/// The likeliest cause; none where nothing known tells causes apart.
pub(crate) fn likeliest(case: &Case<'_>) -> Option<Likeliest> {
    use TestState::{Failed, NotSent, Refused, Undelivered};
    if !matches!(case.state, NotSent | Refused | Undelivered | Failed) {
        return None;
    }
    if let Some(played) = practice::played(case) {
        return Some(played);
    }
    let scene = Scene { case, origin: Origin::of(case), recipient: Number::read(case.recipient) };
    registration::cause(&scene)
        .or_else(|| recipient::cause(&scene))
        .or_else(|| media::cause(&scene))
        .or_else(|| account::cause(&scene))
}

impl Scene<'_> {
    /// Where the recipient is, in words that follow `of`.
    fn place(&self) -> Option<String> {
        self.recipient.as_ref().and_then(Number::place)
    }

    fn earlier(&self) -> &Earlier {
        &self.case.around.earlier
    }
}

/// A cause in the making.
struct Cause {
    says: String,
    evidence: Vec<String>,
}

/// Begins one: `what` is a clause without a full stop.
fn most_likely(what: impl AsRef<str>) -> Cause {
    Cause { says: format!("Most likely: {}.", what.as_ref()), evidence: Vec::new() }
}

impl Cause {
    /// Adds what it rests on, a whole sentence.
    fn because(mut self, evidence: impl Into<String>) -> Self {
        self.evidence.push(evidence.into());
        self
    }

    /// Adds what is known only sometimes.
    fn and(mut self, evidence: Option<String>) -> Self {
        self.evidence.extend(evidence);
        self
    }

    fn remedy(self, remedy: impl Into<String>) -> Likeliest {
        Likeliest { says: self.says, evidence: self.evidence, remedy: remedy.into() }
    }
}

/// A moment in a sentence.
fn on(at: At) -> String {
    at.0.strftime("on %Y-%m-%d at %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests;
