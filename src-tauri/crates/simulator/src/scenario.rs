//! Which recipients have a fate of their own in a world for practice? Only a world that asks for it has them: what they
//! do to the connection, to time and to statuses would be in the way of other tests.

use crate::fault::FaultKind;
use crate::recipient;
use crate::refusal::Refusal;
use crate::world::World;

/// Seconds after which a client may come back, as `Retry-After` says.
const RETRY_AFTER: u64 = 10;

/// The fate of a recipient, told by its last digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scenario {
    /// It has sent STOP to every sender of the account before the simulator started.
    OptedOut,
    /// Every message to it is answered with 429; none is made.
    RateLimited,
    /// Every message to it is made, and the connection closed without a byte.
    LostAnswer,
    /// The carrier's receipt comes late.
    LateReceipt,
    /// A reading after `sent` shows `sending` once.
    OutOfOrder,
    /// What it writes to the account finds the webhook out of order.
    WebhookFails,
}

impl Scenario {
    pub(crate) fn of(recipient: &str) -> Option<Self> {
        let ends = |digits: &str| recipient.ends_with(digits);
        Some(match () {
            () if ends("21610") => Self::OptedOut,
            () if ends("20429") => Self::RateLimited,
            () if ends("10000") => Self::LostAnswer,
            () if ends("10202") => Self::LateReceipt,
            () if ends("10409") => Self::OutOfOrder,
            () if ends("11200") => Self::WebhookFails,
            () => return None,
        })
    }

    /// How many seconds later than usual the final status comes.
    pub(crate) fn receipt_late(self) -> u32 {
        match self {
            Self::LateReceipt => 45,
            // Long enough for a reading of `sent` and the one that goes back.
            Self::OutOfOrder => 12,
            _ => 0,
        }
    }
}

impl World {
    /// The scenario of a recipient, in a world that has scenarios.
    pub(crate) fn scenario(&self, recipient: &str) -> Option<Scenario> {
        self.scenarios.then(|| Scenario::of(recipient)).flatten()
    }

    /// What happens to a request that makes a message, before or behind the message itself.
    pub(crate) fn scenario_fault(&self, method: &str, path: &str, to: Option<&str>) -> Option<FaultKind> {
        if method != "POST" || !path.ends_with("/Messages.json") {
            return None;
        }
        match self.scenario(&recipient::phone_number(to?)?)? {
            Scenario::RateLimited => Some(FaultKind::RateLimited { retry_after: Some(RETRY_AFTER) }),
            Scenario::LostAnswer => Some(FaultKind::LoseAnswer),
            _ => None,
        }
    }

    /// Blocks a recipient that is about to be written to as its STOP to everything would have. Done when it is needed, so
    /// that a state file of an earlier version and a new sender are no exceptions.
    pub(crate) fn block_opted_out(&mut self, account: usize, to: &str) {
        let Some(to) = recipient::phone_number(to).filter(|to| self.scenario(to) == Some(Scenario::OptedOut))
        else {
            return;
        };
        let account = &mut self.accounts[account];
        let numbers = account.numbers.iter().map(|number| number.phone_number.clone());
        let codes = account.short_codes.iter().map(|code| code.short_code.clone());
        let services = account.services.iter().map(|service| service.sid.to_string());
        let senders: Vec<String> = numbers.chain(codes).chain(services).collect();
        account.opt_outs.extend(senders.into_iter().map(|sender| (to.clone(), sender)));
    }
}

/// What the `From` numbers of Twilio's test credentials cause; `Ok` for the one that is accepted.
pub(crate) fn test_sender(from: &str) -> Option<Result<(), Refusal>> {
    let refused = match from {
        "+15005550006" => return Some(Ok(())),
        "+15005550001" => Refusal::bad_request(21212, format!("Invalid From Number (caller ID): {from}")),
        "+15005550007" => not_owned(from),
        "+15005550008" => {
            let message =
                format!("This 'From' number {from} has exceeded the maximum number of queued messages");
            Refusal::bad_request(21611, message)
        }
        _ => return None,
    };
    Some(Err(refused))
}

/// A sender that the account does not have.
pub(crate) fn not_owned(from: &str) -> Refusal {
    let message = format!(
        "The 'From' phone number {from} is not a valid, message-capable Twilio phone number for this destination/account"
    );
    Refusal::bad_request(21606, message)
}
