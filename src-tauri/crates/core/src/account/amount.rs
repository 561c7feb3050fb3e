//! Is one amount under another, and what did the operator mean as one? Decimal text all the way, never a float.

use std::cmp::Ordering;

use twilio_messaging::Money;

use crate::wire::FieldError;
use crate::words::pasted;

/// Digits of an amount that a person sets; a balance may have more.
const LONGEST: usize = 30;

/// Whether `amount` is less than `other`, however many decimals both have.
pub(crate) fn is_below(amount: &Money, other: &Money) -> bool {
    let (amount, other) = (Decimal::of(amount), Decimal::of(other));
    let by_size = amount.size().cmp(&other.size());
    match (amount.negative, other.negative) {
        (true, false) => true,
        (false, true) => false,
        (false, false) => by_size == Ordering::Less,
        (true, true) => by_size == Ordering::Greater,
    }
}

/// Whether a balance that Twilio gave is nothing or less; false for what is no amount.
pub(crate) fn is_spent(balance: &str) -> bool {
    let nothing = || "0".parse::<Money>().ok();
    balance.parse::<Money>().ok().zip(nothing()).is_some_and(|(amount, nothing)| !is_below(&nothing, &amount))
}

struct Decimal<'a> {
    negative: bool,
    whole: &'a str,
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    fn of(money: &'a Money) -> Self {
        let text = money.as_str();
        let digits = text.strip_prefix('-').unwrap_or(text);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        // Nothing is not less than nothing, whatever its sign.
        let negative = text.starts_with('-') && !(whole.is_empty() && fraction.is_empty());
        Self { negative, whole, fraction }
    }

    /// Sorts by size: the longer whole part is the larger, equally long ones and fractions compare as text.
    fn size(&self) -> (usize, &str, &str) {
        (self.whole.len(), self.whole, self.fraction)
    }
}

/// The amount under which the operator wants to be told; none where the field is empty.
///
/// # Errors
/// One for the field `amount`, with what was probably meant.
pub(crate) fn parse_floor(text: &str) -> Result<Option<Money>, FieldError> {
    let typed = pasted(text);
    if typed.is_empty() {
        return Ok(None);
    }
    let error = |message: &str, hint: Option<String>| {
        Err(FieldError { field: "amount".to_owned(), message: message.to_owned(), hint })
    };
    match typed.parse::<Money>() {
        Ok(_) if typed.len() > LONGEST => error("The amount is too long.", None),
        Ok(_) if typed.starts_with('-') => error(
            "The amount cannot be less than zero.",
            Some("To be told when the balance falls below zero, enter 0.".to_owned()),
        ),
        Ok(amount) => Ok(Some(amount)),
        Err(_) => {
            let pointed = typed.replacen(',', ".", 1);
            let meant = pointed.parse::<Money>().is_ok_and(|meant| !meant.as_str().starts_with('-'));
            error(
                "An amount is written in digits with at most one decimal point, such as 10 or 10.50.",
                Some(if meant && typed.contains(',') {
                    format!("Enter {pointed}: the decimal sign is a point.")
                } else {
                    "Leave out the currency and signs between the digits: it counts in the currency of the account."
                        .to_owned()
                }),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    #[test]
    fn amounts_compare_by_what_they_are_worth_and_not_as_text() {
        let below = [
            ("9.99", "10"),
            ("9", "10.0"),
            ("-0.01", "0"),
            ("-10", "-9.5"),
            ("0.00749", "0.0075"),
            ("99999999999999999999.98", "99999999999999999999.99"),
        ];
        for (less, more) in below {
            assert!(is_below(&money(less), &money(more)), "{less} < {more}");
            assert!(!is_below(&money(more), &money(less)), "{more} < {less}");
        }
        for (one, other) in [("10", "10.00"), ("-0", "0.0"), ("007.50", "7.5")] {
            assert!(!is_below(&money(one), &money(other)) && !is_below(&money(other), &money(one)));
        }
    }

    #[test]
    fn a_floor_is_a_decimal_of_zero_or_more_and_an_empty_one_is_none() {
        assert_eq!(parse_floor(" "), Ok(None));
        assert_eq!(parse_floor(" 10.50\n"), Ok(Some(money("10.50"))));
        assert_eq!(parse_floor("0"), Ok(Some(money("0"))));
        for bad in ["-1", "ten", "$10", "1e3", "1,000.50", ".5", "5.", &"9".repeat(31)] {
            assert_eq!(parse_floor(bad).unwrap_err().field, "amount", "{bad}");
        }
        assert_eq!(
            parse_floor("10,50").unwrap_err().hint.unwrap(),
            "Enter 10.50: the decimal sign is a point."
        );
    }

    proptest! {
        #[test]
        fn amounts_of_two_decimals_compare_as_their_hundredths(one in -100_000_i64..100_000, other in -100_000_i64..100_000) {
            let text = |hundredths: i64| {
                let sign = if hundredths < 0 { "-" } else { "" };
                format!("{sign}{}.{:02}", hundredths.abs() / 100, hundredths.abs() % 100)
            };
            prop_assert_eq!(is_below(&money(&text(one)), &money(&text(other))), one < other);
        }
    }

    #[test]
    fn nothing_or_less_is_spent() {
        for (balance, spent) in
            [("0.00", true), ("-3.1", true), ("0", true), ("0.01", false), ("12", false), ("", false)]
        {
            assert_eq!(is_spent(balance), spent, "{balance}");
        }
    }
}
