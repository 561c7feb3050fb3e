//! What does a word from a handset do? Which words count, who answers them, and what they block or release.

use serde::Serialize;

use crate::recipient;
use crate::world::Account;

/// Twilio's words. French ones (`ARRET`) are documented for another product only and are left out.
const STOP: [&str; 8] = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"];
const START: [&str; 3] = ["START", "YES", "UNSTOP"];
const HELP: [&str; 2] = ["HELP", "INFO"];

/// The keyword that a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyword {
    /// None of Twilio's, or nobody at Twilio looks.
    None,
    Stop,
    Start,
    Help,
}

/// Which of Twilio's rules the keywords of a sender fall under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rules {
    /// A short code: its owner answers keywords.
    Nothing,
    /// Long codes and toll-free numbers.
    Default,
    /// All senders of a Messaging Service that has it switched on. Its word lists can be changed in Twilio's Console;
    /// here they are the default ones.
    AdvancedOptOut,
}

/// Who answered the handset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Replier {
    /// The toll-free network, outside Twilio: its text begins with `NETWORK MSG:`.
    Network,
    Twilio,
}

/// An answer that the handset sees. Its wording is not imitated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reply {
    pub by: Replier,
    pub kind: Keyword,
}

/// What a STOP to a sender blocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The one number or short code, which is in no Messaging Service.
    Number(String),
    /// The SID of the Messaging Service that holds the sender: all its senders.
    Service(String),
}

impl Scope {
    /// The number, the digits of the short code, or the service's SID.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Number(name) | Self::Service(name) => name,
        }
    }
}

impl Keyword {
    /// The whole message is one word, in any case. Blanks around it do not count; whether a full stop would is not
    /// documented, here it does.
    fn of(body: &str) -> Self {
        let is_one_of = |words: &[&str]| words.iter().any(|word| body.trim().eq_ignore_ascii_case(word));
        if is_one_of(&STOP) {
            Self::Stop
        } else if is_one_of(&START) {
            Self::Start
        } else if is_one_of(&HELP) {
            Self::Help
        } else {
            Self::None
        }
    }

    /// The word that a webhook is told under Advanced Opt-Out.
    pub(crate) fn opt_out_type(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Stop => Some("STOP"),
            Self::Start => Some("START"),
            Self::Help => Some("HELP"),
        }
    }

    /// The toll-free network knows fewer words: `YES` does not release, and only `STOP` is documented to block.
    fn of_network(body: &str) -> Self {
        match body.trim().to_ascii_uppercase().as_str() {
            "STOP" => Self::Stop,
            "START" | "UNSTOP" => Self::Start,
            _ => Self::None,
        }
    }
}

/// A message from a handset, as far as keywords are concerned.
pub(crate) struct Spoken<'a> {
    pub(crate) handset: &'a str,
    pub(crate) sender: &'a str,
    pub(crate) body: &'a str,
    pub(crate) rules: Rules,
    pub(crate) scope: &'a Scope,
}

/// Blocks or releases as the message says; answers which keyword Twilio saw, and the replies in their order.
pub(crate) fn hear(account: &mut Account, spoken: &Spoken<'_>) -> (Keyword, Vec<Reply>) {
    let pair = |with: &str| (spoken.handset.to_owned(), with.to_owned());
    let mut replies = Vec::new();
    if recipient::is_toll_free(spoken.sender) {
        let kind = Keyword::of_network(spoken.body);
        match kind {
            Keyword::Stop => account.network_blocks.insert(pair(spoken.sender)),
            Keyword::Start => account.network_blocks.remove(&pair(spoken.sender)),
            Keyword::None | Keyword::Help => false,
        };
        if kind != Keyword::None {
            replies.push(Reply { by: Replier::Network, kind });
        }
    }

    let keyword = if spoken.rules == Rules::Nothing { Keyword::None } else { Keyword::of(spoken.body) };
    // The sender itself is blocked beside its service. Without that, a message that names the sender and not the service
    // would still go out to the one who stopped it; Twilio documents neither.
    let entries = [pair(spoken.sender), pair(spoken.scope.name())];
    let answers = match keyword {
        Keyword::None => false,
        Keyword::Help => !entries.iter().any(|entry| account.opt_outs.contains(entry)),
        // Whether a second STOP or a START without a block is answered is not documented.
        Keyword::Stop => {
            account.opt_outs.extend(entries);
            true
        }
        Keyword::Start => {
            account.opt_outs.retain(|entry| !entries.contains(entry));
            true
        }
    };
    // What the network blocks does not arrive: a custom STOP text is never seen, and (inferred) no answer to YES or HELP.
    if answers && !account.is_blocked_by_network(spoken.handset, spoken.sender) {
        replies.push(Reply { by: Replier::Twilio, kind: keyword });
    }
    (keyword, replies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_keyword_is_the_whole_message_in_any_case() {
        for word in ["STOP", "stop", " StopAll\n", "unsubscribe", "Cancel", "end", "quit", "revoke", "optout"]
        {
            assert_eq!(Keyword::of(word), Keyword::Stop, "{word}");
        }
        assert_eq!(["start", "Yes", "UNSTOP"].map(Keyword::of), [Keyword::Start; 3]);
        assert_eq!(["help", "Info"].map(Keyword::of), [Keyword::Help; 2]);
        for text in ["STOP PLEASE", "please stop", "stops", "", "STOP STOP"] {
            assert_eq!(Keyword::of(text), Keyword::None, "{text}");
        }
    }

    #[test]
    fn the_toll_free_network_knows_fewer_words() {
        assert_eq!(["STOP", "stop"].map(Keyword::of_network), [Keyword::Stop; 2]);
        assert_eq!(["START", "Unstop"].map(Keyword::of_network), [Keyword::Start; 2]);
        assert_eq!(["YES", "CANCEL", "HELP"].map(Keyword::of_network), [Keyword::None; 3]);
    }
}
