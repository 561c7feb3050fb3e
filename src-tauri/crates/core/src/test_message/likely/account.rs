//! Does what is known of the account, its region or its queue tell the cause?

use super::{Scene, most_likely, on};
use crate::wire::{Likeliest, RegionChoice};

/// So many tests of ours do not fill a queue by themselves.
const FEW: u32 = 10;

/// From here on tests to one number look like what fraud protection is there for.
const MANY_TO_ONE: u32 = 3;

pub(super) fn cause(scene: &Scene<'_>) -> Option<Likeliest> {
    match scene.case.code {
        21608 => unverified(scene),
        21212 | 63038 => trial(scene),
        10001 | 20005 | 30002 => balance(scene),
        21611 | 30001 => queue(scene),
        30450 | 30453 | 30485 => many_tests(scene),
        21662 | 21663 | 21668 | 21669 | 21670 | 21671 => region(scene),
        21617 | 21658 => length(scene),
        _ => None,
    }
}

fn is(scene: &Scene<'_>, kind: &str) -> bool {
    scene.case.around.account_kind.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(kind))
}

fn unverified(scene: &Scene<'_>) -> Option<Likeliest> {
    let to = scene.case.recipient;
    if is(scene, "trial") {
        return Some(
            most_likely(format!("{to} is not among the trial account's verified numbers"))
                .because("Twilio says of the account that it is on trial.")
                .remedy(format!(
                    "Verify {to} under Phone Numbers > Verified Caller IDs, with the phone at hand for the code; or \
                     upgrade the account."
                )),
        );
    }
    is(scene, "full").then(|| {
        most_likely("the account's primary compliance profile is not approved")
            .because("Twilio says of the account that it is a full one, and the code names these two reasons only.")
            .remedy("See the profile in Twilio's console and have it approved; until then verify the recipient.")
    })
}

fn trial(scene: &Scene<'_>) -> Option<Likeliest> {
    if !is(scene, "trial") {
        return None;
    }
    let cause = match scene.case.code {
        63038 => most_likely("the trial account's 50 messages of 24 hours are used up"),
        _ if scene.case.sender_type == crate::wire::SenderType::Alphanumeric => {
            most_likely("a trial account cannot send under a name")
        }
        _ => return None,
    };
    let said = "Twilio says of the account that it is on trial.";
    Some(cause.because(said).remedy(match scene.case.code {
        63038 => "Wait until 24 hours have passed, or upgrade the account.",
        _ => "Upgrade the account, or test from its number.",
    }))
}

fn balance(scene: &Scene<'_>) -> Option<Likeliest> {
    let at = scene.case.around.spent?;
    Some(
        most_likely("the balance is used up")
            .because(format!("When it was read {}, nothing was left.", on(at)))
            .remedy(
                "Top up under Billing in Twilio's console, check the balance here, then send a new test.",
            ),
    )
}

fn queue(scene: &Scene<'_>) -> Option<Likeliest> {
    let ours = scene.earlier().under_way;
    if ours >= FEW {
        return Some(
            most_likely("tests of this window fill the queue")
                .because(format!("{ours} tests from this sender were on their way when this one was sent."))
                .remedy("Wait until they have a final status, then send a new test."),
        );
    }
    let said = match ours {
        0 => "No other test from this sender was on its way.".to_owned(),
        1 => "Only one other test from this sender was on its way.".to_owned(),
        more => format!("Only {more} other tests from this sender were on their way."),
    };
    Some(
        most_likely("something else sends from this sender just now, a campaign for instance")
            .because(said)
            .remedy("Wait until it is through, or give the Messaging Service more senders."),
    )
}

fn many_tests(scene: &Scene<'_>) -> Option<Likeliest> {
    let count = scene.earlier().to_recipient;
    (count >= MANY_TO_ONE).then(|| {
        most_likely("many tests to one number")
            .because(format!("In the hour before, {count} tests went from here to {}.", scene.case.recipient))
            .remedy("Wait half an hour and test with other phones, or put this one on the Global Safe List.")
    })
}

fn region(scene: &Scene<'_>) -> Option<Likeliest> {
    let name = match scene.case.around.region {
        RegionChoice::Us1 => return None,
        RegionChoice::Ie1 => "Ireland (IE1)",
        RegionChoice::Au1 => "Australia (AU1)",
    };
    Some(
        most_likely(format!("what was sent is not possible in the region {name}"))
            .because(format!("The account is connected here in {name}."))
            .remedy("Connect the account in the United States region (US1), where numbers are unless moved."),
    )
}

fn length(scene: &Scene<'_>) -> Option<Likeliest> {
    let characters = scene.case.body.chars().count();
    (characters > 1600).then(|| {
        most_likely("the text is too long")
            .because(format!("It has {characters} characters; 1,600 are the most."))
            .remedy("Shorten it.")
    })
}
