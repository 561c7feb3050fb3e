//! Is this outcome one that the practice account plays?

use super::Case;
use crate::wire::Likeliest;

/// Codes that a recipient's last digits bring about there.
const BY_DIGITS: [u32; 6] = [30003, 30005, 30006, 30007, 30008, 30410];

/// The recipients of Twilio's test credentials (`facts`: magic numbers), which the practice account knows as well.
const MAGIC: [(&str, u32); 5] = [
    ("+15005550001", 21211),
    ("+15005550002", 21612),
    ("+15005550003", 21408),
    ("+15005550004", 21610),
    ("+15005550009", 21614),
];

pub(super) fn played(case: &Case<'_>) -> Option<Likeliest> {
    if !case.around.practice {
        return None;
    }
    let code = case.code;
    let digits = code.to_string();
    let evidence = if BY_DIGITS.contains(&code) && case.recipient.ends_with(&digits) {
        format!(
            "The recipient ends in {digits}: there such a number brings about error {code}, and nothing is sent."
        )
    } else if MAGIC.contains(&(case.recipient, code)) {
        format!(
            "{} is one of Twilio's numbers for trying out error {code}; nothing is sent to it.",
            case.recipient
        )
    } else {
        return None;
    };
    Some(Likeliest {
        says: "Most likely: nothing is wrong; the practice account plays this outcome.".to_owned(),
        evidence: vec![evidence],
        remedy: "To see a delivered test here, change the recipient's last digits. With a real account, do what stands \
                 below."
            .to_owned(),
    })
}
