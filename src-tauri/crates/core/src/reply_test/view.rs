//! What is said of a reply that is waited for, and of one that came?

use super::{Alerts, Course, LOOKS, Pair, WAITS, Watch};
use crate::explanation::explain;
use crate::rehearsal::keyword_of;
use crate::sender::is_toll_free;
use crate::store::tests::StoredTest;
use crate::wire::{FindingLevel, ReplyState, ReplyView, SenderType};

/// What decides beside the test and its watch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Circumstances {
    /// The built-in account, whose handsets can be made to answer.
    pub(crate) practice: bool,
    /// Why nothing is asked from this window, if so.
    pub(crate) read_only: Option<String>,
}

/// How it stands, in words.
pub(crate) fn view(
    test: &StoredTest,
    pair: Result<Pair, String>,
    watch: Option<&Watch>,
    around: &Circumstances,
) -> ReplyView {
    let mut view = ReplyView {
        test: test.recorded.id,
        state: ReplyState::NotOffered,
        level: None,
        title: "A reply cannot be tested here".to_owned(),
        says: Vec::new(),
        handset: test.recorded.recipient.clone(),
        sender: None,
        until: None,
        trouble: None,
        messages: Vec::new(),
        effects: Vec::new(),
        webhook_error: None,
        can_watch: false,
        can_stop: false,
        can_practise: false,
    };
    let pair = match (pair, &around.read_only) {
        (Err(why_not), _) => {
            view.says.push(why_not);
            return view;
        }
        (Ok(_), Some(reason)) => {
            view.says.push(format!("Twilio is not asked from this window. {reason}"));
            return view;
        }
        (Ok(pair), None) => pair,
    };
    view.can_practise = around.practice;
    view.can_watch = true;
    match watch {
        None => offered(&mut view, &pair),
        Some(watch) => watched(&mut view, test, &pair, watch),
    }
    view.sender = Some(pair.sender);
    view
}

fn offered(view: &mut ReplyView, pair: &Pair) {
    view.state = ReplyState::Offered;
    view.title = "Test a reply".to_owned();
    view.says = vec![ask(pair), how_long(), NOT_KEPT.to_owned()];
}

fn watched(view: &mut ReplyView, test: &StoredTest, pair: &Pair, watch: &Watch) {
    let watching = watch.course == Course::Watching;
    (view.can_watch, view.can_stop) = (!watching, watching);
    view.until = watching.then_some(watch.until);
    view.trouble = watch.trouble.clone().filter(|_| watching);
    view.messages.clone_from(&watch.messages);
    view.effects = effects(test, pair, watch);
    if watch.messages.is_empty() {
        return nothing_yet(view, test, pair, &watch.course);
    }
    let arrived = |level, title: &str, state| (Some(level), title.to_owned(), state);
    (view.level, view.title, view.state) = match &watch.alerts {
        Alerts::Failed(_) => arrived(
            FindingLevel::Problem,
            "Reached Twilio, and the webhook failed",
            ReplyState::WebhookFailed,
        ),
        Alerts::NotReadable(_) => arrived(
            FindingLevel::NotCheckable,
            "Reached Twilio; whether the webhook failed cannot be read",
            ReplyState::NotReadable,
        ),
        Alerts::Silent if watching => (None, NO_ERROR.to_owned(), ReplyState::Arrived),
        Alerts::Silent => arrived(FindingLevel::Ok, NO_ERROR, ReplyState::Clear),
        Alerts::NotRead if watching => {
            (None, "Reached Twilio; its alerts are being read".to_owned(), ReplyState::Arrived)
        }
        Alerts::NotRead => arrived(
            FindingLevel::NotCheckable,
            "Reached Twilio; whether the webhook failed was not read",
            ReplyState::NotReadable,
        ),
    };
    match &watch.alerts {
        Alerts::Failed(fault) => {
            view.webhook_error = Some(explain(fault.code, fault.words.as_deref(), None));
            view.says.push(
                "Twilio has the reply, but what it called for it did not answer as it should: whoever is behind the \
                 webhook may not have the reply."
                    .to_owned(),
            );
        }
        Alerts::NotReadable(reason) => {
            view.says.push(reason.clone());
            view.says.push(
                "Twilio's console shows failed webhooks under Monitor > Logs > Errors. Without them nothing can be said \
                 of the webhook."
                    .to_owned(),
            );
        }
        Alerts::Silent | Alerts::NotRead => {
            if watching {
                let minutes = LOOKS.as_secs() / 60;
                view.says.push(format!(
                    "Twilio writes its alerts with a delay, so they are watched for {minutes} minutes after the reply."
                ));
            }
            view.says.push(NO_PROOF.to_owned());
        }
    }
    if let Course::Broken(reason) = &watch.course {
        view.says.push(reason.clone());
    }
    if watch.course == Course::Stopped {
        view.says.push("The watching was stopped, so an alert that came later was not seen.".to_owned());
    }
}

fn nothing_yet(view: &mut ReplyView, test: &StoredTest, pair: &Pair, course: &Course) {
    match course {
        Course::Watching => {
            view.state = ReplyState::Waiting;
            view.title = "Waiting for the reply".to_owned();
            view.says = vec![ask(pair), how_long(), NOT_KEPT.to_owned()];
        }
        Course::Stopped => {
            view.state = ReplyState::Stopped;
            view.title = "No longer waiting for a reply".to_owned();
            view.says = vec![ask(pair), NOT_KEPT.to_owned()];
        }
        Course::Broken(reason) => {
            view.state = ReplyState::Stopped;
            view.level = Some(FindingLevel::NotCheckable);
            view.title = "The reply could not be watched for".to_owned();
            view.says = vec![reason.clone()];
        }
        Course::Over => {
            view.state = ReplyState::Nothing;
            view.level = Some(FindingLevel::Warning);
            let minutes = WAITS.as_secs() / 60;
            view.title = format!("Nothing arrived at Twilio within {minutes} minutes");
            view.says = vec![format!(
                "Twilio's log shows no message from {} to {} since this test. Was the answer sent from that phone, to \
                 that number? A network may also take longer: watch longer, then answer once more.",
                pair.handset, pair.sender
            )];
            view.says.push(match test.recorded.sender_type {
                SenderType::MessagingService => DROPPED.to_owned(),
                _ => format!("If {} is in a Messaging Service: {}", pair.sender, lower_first(DROPPED)),
            });
        }
    }
}

fn ask(pair: &Pair) -> String {
    format!(
        "Take the phone {} and answer this message with a harmless word such as HELLO; the answer goes to {}. Never with \
         STOP: it blocks this phone until it sends START.",
        pair.handset, pair.sender
    )
}

fn how_long() -> String {
    let minutes = WAITS.as_secs() / 60;
    format!(
        "Twilio's log is then read for {minutes} minutes, and its alerts for a webhook that failed. Nothing is sent from \
         here."
    )
}

const NOT_KEPT: &str = "The result is kept until Senderdesk is closed, and is not written anywhere.";
const NO_ERROR: &str = "Reached Twilio, no webhook error seen so far";
const NO_PROOF: &str = "What stands behind the webhook, and whether MoEngage used the reply, is not shown by Twilio. \
                        Where no webhook is set there is no error either: compare with Set-up.";
const DROPPED: &str = "A Messaging Service whose Integration says to drop incoming messages does not log them at all. \
                       Compare with Set-up.";

fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map(|first| first.to_lowercase().chain(signs).collect()).unwrap_or_default()
}

/// What the answers did beside arriving. The last word that blocks or releases counts.
fn effects(test: &StoredTest, pair: &Pair, watch: &Watch) -> Vec<String> {
    let mut spoken =
        watch.messages.iter().rev().filter_map(|message| Some((message, keyword_of(&message.body)?)));
    let Some((message, keyword)) = spoken.find(|(_, keyword)| *keyword != "HELP") else { return Vec::new() };
    let word = message.body.trim();
    let scope = match test.recorded.sender_type {
        SenderType::MessagingService => "every sender of the Messaging Service",
        _ => "this sender (and, if it is in a Messaging Service, every sender of that)",
    };
    let is_short_code = pair.sender.chars().all(|sign| sign.is_ascii_digit());
    let network = is_toll_free(&pair.sender);
    match (keyword, is_short_code) {
        ("STOP", true) => vec![format!(
            "The reply was {word}. For a short code Twilio acts on it only with Advanced Opt-Out in its Messaging \
             Service; then this phone is blocked for every sender of the service, and START to {} undoes it.",
            pair.sender
        )],
        ("STOP", false) => {
            let undo = if network {
                "Both Twilio and the toll-free network block. To undo it, send START (not YES) from that phone to"
            } else {
                "To undo it, send START from that phone to"
            };
            vec![format!(
                "The reply was {word}: Twilio now blocks this phone for {scope}, and refuses what is sent to it with \
                 21610. {undo} {}.",
                pair.sender
            )]
        }
        ("START", true) => vec![format!(
            "The reply was {word}. For a short code Twilio acts on it only with Advanced Opt-Out in its Messaging Service."
        )],
        _ => vec![format!(
            "The reply was {word}: if this phone was blocked for {scope}, Twilio has released it."
        )],
    }
}
