//! Does the MMS tell the cause?

use twilio_messaging::E164;

use super::origin::Origin;
use super::{Scene, most_likely, on};
use crate::media::facts::facts;
use crate::media::link;
use crate::wire::Likeliest;

pub(super) fn cause(scene: &Scene<'_>) -> Option<Likeliest> {
    if !scene.case.has_media() {
        return None;
    }
    match scene.case.code {
        21612 | 30011 => country(scene),
        21703 => pool(scene).or_else(|| country(scene)),
        21621 => sender(scene),
        21620 => address(scene),
        11751 => sizes(scene),
        _ => None,
    }
}

fn country(scene: &Scene<'_>) -> Option<Likeliest> {
    let doubt = facts().doubt_about(&scene.case.recipient.parse::<E164>().ok()?)?;
    let place = scene.place()?;
    Some(
        most_likely(format!("pictures do not reach {place}"))
            .because("The test is an MMS.")
            .because(doubt)
            .remedy("Send text with a link, or through a Messaging Service whose MMS Converter is on."),
    )
}

fn pool(scene: &Scene<'_>) -> Option<Likeliest> {
    let at = scene.earlier().without_media?;
    Some(
        most_likely("no sender of the Messaging Service can send pictures to this recipient")
            .because("The test is an MMS.")
            .because(format!("The same service sent this recipient a text without media {}.", on(at)))
            .remedy("Add a sender whose capabilities list MMS to its Sender Pool, or send text only."),
    )
}

fn sender(scene: &Scene<'_>) -> Option<Likeliest> {
    if let Origin::Name(name) = scene.origin {
        return Some(
            most_likely("a name cannot send pictures")
                .because(format!("“{name}” is an alphanumeric sender ID, and those carry text only."))
                .remedy("Send text only, or from a number whose capabilities list MMS."),
        );
    }
    let saved = scene.case.saved().filter(|_| !scene.case.by_service())?;
    saved.supports_mms.then(|| {
        most_likely("this sender is marked for MMS here, but Twilio's number is not")
            .because("The test is an MMS, and This sender supports MMS is ticked for the sender.")
            .remedy("Untick it here and in MoEngage, or choose a number whose capabilities list MMS.")
    })
}

fn address(scene: &Scene<'_>) -> Option<Likeliest> {
    let (position, reason) = scene
        .case
        .media
        .iter()
        .enumerate()
        .find_map(|(position, url)| link::read(url).err().map(|reason| (position + 1, reason)))?;
    Some(most_likely(format!("Twilio cannot fetch medium {position}")).because(reason).remedy(
        "Put the file under a public https:// address, open it without being logged in, then test again.",
    ))
}

fn sizes(scene: &Scene<'_>) -> Option<Likeliest> {
    let count = scene.case.media.len();
    (count > 1).then(|| {
        most_likely("each medium may be small enough, but not all together")
            .because(format!("The message has {count} media, and their sizes are added up."))
            .remedy("Send fewer, or make them smaller.")
    })
}
