//! Does what is known of the recipient, or of earlier tests to it, tell the cause?

use super::number::Line;
use super::origin::Origin;
use super::{Other, Scene, most_likely, on};
use crate::wire::Likeliest;

pub(super) fn cause(scene: &Scene<'_>) -> Option<Likeliest> {
    match scene.case.code {
        21211 => itself(scene).or_else(|| no_such_number(scene)),
        21266 => itself(scene),
        21408 => country(scene),
        21614 | 21635 => no_such_number(scene).or_else(|| landline(scene)),
        21610 | 30630 => opted_out(scene),
        30003 => no_such_number(scene).or_else(|| landline(scene)).or_else(|| out_of_reach(scene)),
        30004 => toll_free_block(scene),
        30005 => no_such_number(scene).or_else(|| landline(scene)).or_else(|| given_up(scene)),
        30006 => landline(scene).or_else(|| sender_type(scene)),
        30007 => filtered(scene),
        _ => None,
    }
}

fn itself(scene: &Scene<'_>) -> Option<Likeliest> {
    let sender = scene.case.chosen.unwrap_or(scene.case.sender_id);
    (sender == scene.case.recipient).then(|| {
        most_likely("the message was addressed to its own sender")
            .because(format!("{sender} stands on both sides."))
            .remedy("Enter another phone as the recipient.")
    })
}

/// Not in the practice account, whose numbers are made up.
fn no_such_number(scene: &Scene<'_>) -> Option<Likeliest> {
    let to = scene.recipient.as_ref().filter(|to| to.line == Line::None && !scene.case.around.practice)?;
    let place = to.place()?;
    Some(
        most_likely("there is no such number: a digit is wrong, missing or too many")
            .because(format!("The numbering plan of {place} has no number like {}.", scene.case.recipient))
            .remedy("Read the number digit by digit, the country code as well, then send a new test."),
    )
}

fn landline(scene: &Scene<'_>) -> Option<Likeliest> {
    let to = scene.recipient.as_ref().filter(|to| to.line == Line::Landline)?;
    let place = to.place()?;
    Some(
        most_likely("the recipient is a landline")
            .because(format!("In the numbering plan of {place}, {} is a fixed line.", scene.case.recipient))
            .remedy("Test with a mobile phone."),
    )
}

fn country(scene: &Scene<'_>) -> Option<Likeliest> {
    let to = scene.recipient.as_ref()?;
    let place = to.place()?;
    Some(
        most_likely(format!("this account may not send to {place}"))
            .because(format!("{} is a number of {place}.", scene.case.recipient))
            .remedy(format!(
                "In Twilio's console, Messaging > Settings > Geo permissions, allow {place}. If another country was \
                 meant, correct the country code."
            )),
    )
}

/// Whom the opt-out covers, and where START must go.
fn opted_out(scene: &Scene<'_>) -> Option<Likeliest> {
    let to = scene.case.recipient;
    let before =
        scene.earlier().opted_out.map(|at| format!("Twilio gave this code for both before, {}.", on(at)));
    let elsewhere = "Until then, test with another phone.";
    if scene.case.by_service() {
        let number = scene.case.chosen.map_or_else(
            || "a number of this Messaging Service".to_owned(),
            |chosen| format!("{chosen} or another number of this Messaging Service"),
        );
        return Some(
            most_likely(format!("{to} texted STOP, and that covers the whole Messaging Service"))
                .because("The test went through a service: an opt-out there holds for all its senders, not for one.")
                .and(before)
                .remedy(format!("Have {to} text START to {number}. {elsewhere}")),
        );
    }
    let sender = scene.case.sender_id;
    let pair = "The test went from the sender by itself: such an opt-out holds for this sender and this recipient only.";
    let cause = most_likely(format!("{to} texted STOP to {sender}")).because(pair);
    match scene.origin {
        // Nobody can text to a name: how the block came about is not known.
        Origin::Name(_) | Origin::Undecided => None,
        Origin::TollFree(_) => Some(cause.and(before).remedy(format!(
            "Have {to} text START or UNSTOP to {sender}; YES is not enough for a toll-free number. {elsewhere}"
        ))),
        Origin::LongCode(..) | Origin::ShortCode(_) => {
            Some(cause.and(before).remedy(format!("Have {to} text START to {sender}. {elsewhere}")))
        }
    }
}

fn toll_free_block(scene: &Scene<'_>) -> Option<Likeliest> {
    let Origin::TollFree(sender) = scene.origin else { return None };
    let to = scene.case.recipient;
    let before =
        scene.earlier().opted_out.map(|at| format!("Twilio gave 21610 for both before, {}.", on(at)));
    Some(
        most_likely(format!("{to} texted STOP to {sender}, and the network of toll-free numbers blocks it"))
            .because(format!(
                "{sender} is a toll-free number: a network outside Twilio keeps opt-outs of its own for those, and \
                 reports them with this code."
            ))
            .and(scene.case.choice())
            .and(before)
            .remedy(format!(
                "Have {to} text START or UNSTOP to {sender}; YES is not enough there. Until then, test with another \
                 phone."
            )),
    )
}

fn out_of_reach(scene: &Scene<'_>) -> Option<Likeliest> {
    let earlier = scene.earlier();
    let got = last(earlier.same_pair, earlier.recipient_got.as_ref());
    let missed = earlier.recipient_missed.as_ref().map(|other| {
        format!("A test to it from another sender, {}, did not arrive {} either.", other.who, on(other.at))
    });
    let sender = earlier
        .sender_delivered
        .as_ref()
        .map(|other| format!("The same sender reached another phone, {}, {}.", other.who, on(other.at)));
    let handset = scene.case.around.handset.as_ref();
    let handset = handset.map(|label| format!("It is the saved test handset “{label}”."));
    if let Some(got) = got {
        return Some(
            most_likely("the phone is off or without signal just now")
                .because(got)
                .and(handset)
                .and(missed)
                .remedy("Switch it on, see that it has signal and takes other texts, then send a new test."),
        );
    }
    let evidence = missed.or(sender)?;
    Some(
        most_likely("it is this phone, not the sender")
            .because(evidence)
            .and(handset)
            .remedy("Check that the phone is on and takes other texts, or test with another one."),
    )
}

fn given_up(scene: &Scene<'_>) -> Option<Likeliest> {
    let earlier = scene.earlier();
    let got = last(earlier.same_pair, earlier.recipient_got.as_ref())?;
    Some(
        most_likely("the number was given up, or moved to another carrier, since it last got a test")
            .because(got)
            .remedy("Ask its owner whether it still gets texts; test with another phone meanwhile."),
    )
}

/// That the recipient got a message before.
fn last(same_pair: Option<crate::wire::At>, other: Option<&Other>) -> Option<String> {
    match (same_pair, other) {
        (Some(at), _) => Some(format!("It got a test from this same sender {}.", on(at))),
        (None, Some(other)) => Some(format!("It got a test from {} {}.", other.who, on(other.at))),
        (None, None) => None,
    }
}

/// The recipient can be reached, though not from this type of sender.
fn sender_type(scene: &Scene<'_>) -> Option<Likeliest> {
    let got = scene.earlier().recipient_got.as_ref()?;
    let kind = match scene.origin {
        Origin::ShortCode(_) => "short codes",
        Origin::TollFree(_) => "toll-free numbers",
        Origin::LongCode(..) => "this long code",
        Origin::Name(_) => "names",
        Origin::Undecided => return None,
    };
    Some(
        most_likely(format!("the recipient's carrier cannot be reached from {kind}"))
            .because(format!("The same recipient got a test from {} {}.", got.who, on(got.at)))
            .and(scene.case.choice())
            .remedy(format!("Send to this recipient from {}, or from another type of sender.", got.who)),
    )
}

/// Public services for short links that many senders share, of which Twilio's page on 30007 warns.
const SHORTENERS: [&str; 8] =
    ["bit.ly", "tinyurl.com", "goo.gl", "t.co", "ow.ly", "is.gd", "rebrand.ly", "cutt.ly"];

/// What in this test may have been filtered; never by whom.
fn filtered(scene: &Scene<'_>) -> Option<Likeliest> {
    let who = "Who filtered it, Twilio or a carrier, the code does not say.";
    let earlier = scene.earlier();
    if let Some(host) = shortener(scene.case.body) {
        return Some(
            most_likely(format!("the shortened link to {host}"))
                .because(format!("The text has a link to {host}, a public service that many senders share."))
                .because(who)
                .remedy("Send the same text with a link to the brand's own domain."),
        );
    }
    if let Some(at) = earlier.other_text {
        return Some(
            most_likely("it is the text, not the sender")
                .because(format!("The same sender reached the same recipient with another text {}.", on(at)))
                .because(who)
                .remedy("Change wording and links step by step; name the brand and how to opt out."),
        );
    }
    let got = earlier.recipient_got.as_ref()?;
    Some(
        most_likely("it has to do with this sender, its registration for instance")
            .because(format!("The same recipient got a test from {} {}.", got.who, on(got.at)))
            .because(who)
            .remedy("Send the same text from both senders to compare, and check this one's registration."),
    )
}

fn shortener(body: &str) -> Option<&'static str> {
    let body = body.to_lowercase();
    let is_apart =
        |sign: Option<char>| sign.is_none_or(|sign| !(sign.is_alphanumeric() || "-.".contains(sign)));
    SHORTENERS.into_iter().find(|host| {
        body.match_indices(host).any(|(start, _)| {
            let before = body.get(..start).and_then(|before| before.chars().next_back());
            let after = body.get(start + host.len()..).and_then(|after| after.chars().next());
            is_apart(before) && after == Some('/')
        })
    })
}
