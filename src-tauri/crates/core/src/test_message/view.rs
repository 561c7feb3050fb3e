//! How is a stored test shown?

use jiff::Timestamp;

use super::likely::{Around, Case, likeliest};
use super::proof::{self, MediaSent};
use crate::explanation::explain;
use crate::store::tests::{StoredTest, Trouble};
use crate::wire::{
    Concerns, Explanation, ExplanationSource, Following, LostAnswer, SenderType, TestState, TestView,
    TimelineEntry, TwilioAnswer,
};

/// The view of a test; `paused` says why its account cannot be asked just now. Without what is known around it no
/// likeliest cause is told.
pub(crate) fn view(test: StoredTest, paused: Option<String>, around: Option<&Around>) -> TestView {
    let following = following(&test, paused);
    let explanation = explanation(&test).map(|explanation| Explanation {
        likeliest: around.and_then(|around| likeliest(&case(&test, explanation.code?, around))),
        ..explanation
    });
    let clicked = test.recorded.created_at.0;
    let timeline = test
        .states
        .into_iter()
        .map(|seen| TimelineEntry {
            state: seen.state,
            twilio_status: seen.twilio_status,
            at: seen.at,
            elapsed_ms: elapsed_ms(clicked, seen.at.0),
        })
        .collect();
    let recorded = test.recorded;
    TestView {
        id: recorded.id,
        workspace: recorded.workspace,
        sender: recorded.sender,
        sender_name: recorded.sender_name,
        sender_type: recorded.sender_type,
        sender_id: recorded.sender_id,
        recipient: recorded.recipient,
        body: recorded.body,
        proves: proof::words(test.state, recorded.sender_type, media_sent(&recorded.media, test.converted)),
        media: recorded.media,
        created_at: recorded.created_at,
        state: test.state,
        twilio_status: test.twilio_status,
        message_sid: test.message_sid,
        chosen_sender: test.chosen_sender.filter(|_| recorded.sender_type == SenderType::MessagingService),
        segments: test.segments,
        converted: test.converted,
        price: test.price,
        price_unit: test.price_unit,
        timeline,
        following,
        explanation,
        lost_answer: test.lost.map(|lost| LostAnswer {
            reason: lost.reason,
            looked_at: lost.looked_at,
            problem: lost.problem,
            matches: lost.matches,
        }),
    }
}

fn case<'a>(test: &'a StoredTest, code: u32, around: &'a Around) -> Case<'a> {
    let recorded = &test.recorded;
    Case {
        code,
        state: test.state,
        sender_type: recorded.sender_type,
        sender_id: &recorded.sender_id,
        chosen: test
            .chosen_sender
            .as_deref()
            .filter(|_| recorded.sender_type == SenderType::MessagingService),
        recipient: &recorded.recipient,
        body: &recorded.body,
        media: &recorded.media,
        around,
    }
}

fn media_sent(media: &[String], converted: bool) -> MediaSent {
    match (media.is_empty(), converted) {
        (true, _) => MediaSent::None,
        (false, true) => MediaSent::AsLink,
        (false, false) => MediaSent::Some,
    }
}

fn following(test: &StoredTest, paused: Option<String>) -> Following {
    if test.ended {
        return Following::Ended { reason: test.ended_reason.clone() };
    }
    if let (TestState::Unknown, Some(lost)) = (test.state, &test.lost)
        && (lost.looked_at.is_some() || lost.problem.is_some())
    {
        return Following::Ended { reason: lost.problem.clone() };
    }
    match paused {
        Some(reason) => Following::Paused { reason },
        None => Following::Live,
    }
}

fn explanation(test: &StoredTest) -> Option<Explanation> {
    let trouble = test.trouble.as_ref();
    let twilio = |trouble: &Trouble| {
        // A message reports its own failure in the answer to a reading, which was HTTP 200.
        let status = trouble.http_status.unwrap_or(200);
        trouble.message.clone().map(|message| TwilioAnswer {
            status,
            code: trouble.code,
            message,
            request_id: trouble.request_id.clone(),
        })
    };
    match (test.state, trouble) {
        (TestState::NotSent, None) => Some(Explanation {
            code: None,
            title: "Twilio was not reached, so nothing was sent.".to_owned(),
            what_to_do: format!(
                "{} Nothing was charged; it is safe to send a new test.",
                test.ended_reason.as_deref().unwrap_or("The cause is not known.")
            ),
            source: ExplanationSource::Ours,
            concerns: Concerns::Unknown,
            likeliest: None,
            page: None,
            as_of: None,
            twilio: None,
        }),
        (TestState::NotSent | TestState::Refused | TestState::Undelivered | TestState::Failed, trouble) => {
            let answer = trouble.and_then(twilio);
            Some(explain(trouble.and_then(|t| t.code), trouble.and_then(|t| t.message.as_deref()), answer))
        }
        // A code without a failure (a warning) is shown as it is.
        (_, Some(trouble)) if trouble.code.is_some() => {
            Some(explain(trouble.code, trouble.message.as_deref(), twilio(trouble)))
        }
        _ => None,
    }
}

/// Milliseconds from the click, never negative: the clock may have been set back in between.
fn elapsed_ms(clicked: Timestamp, seen: Timestamp) -> u32 {
    u32::try_from(seen.duration_since(clicked).as_millis().max(0)).unwrap_or(u32::MAX)
}
