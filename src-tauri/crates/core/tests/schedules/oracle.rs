//! What must the record say, given what happened and what Twilio has? Shares no code with the product: it reads the
//! views as JSON, and knows Twilio's life cycle by a list of its own.

use std::collections::BTreeSet;

use serde_json::Value;
use twilio_simulator::SentMessage;

use super::schedule::{Answer, Death, Disk, Form, From, RECIPIENTS};

/// What stands between a click and Twilio just now.
#[derive(Debug, Clone)]
pub struct World {
    pub secret: bool,
    pub token: bool,
    pub online: bool,
    pub own_account: bool,
    pub sender: bool,
}

impl Default for World {
    fn default() -> Self {
        Self { secret: true, token: true, online: true, own_account: true, sender: true }
    }
}

/// What a click comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Nothing is recorded, nothing sent.
    Nothing,
    NotSent,
    Refused,
    /// `made`: Twilio has it all the same.
    Unknown {
        made: bool,
    },
    Taken,
    /// It depends on who was faster; the invariants hold.
    Any,
}

impl World {
    /// What one click on a form that was not sent yet comes to.
    pub fn expect(&self, form: &Form, answer: Answer, disk: Disk, death: Option<Death>) -> Expected {
        let can = self.secret && (self.sender || form.from != From::Saved);
        if !can || disk == Disk::FullForTheRecord {
            return Expected::Nothing;
        }
        let point = match death {
            Some(Death::AtTwilio) => return Expected::Any,
            Some(Death::At(point)) => point,
            None => "",
        };
        match point {
            "send.before_record" | "send.before_record_commit" => return Expected::Nothing,
            "send.recorded" => return Expected::Unknown { made: false },
            _ if disk == Disk::FullForTheAnswer => return Expected::Any,
            _ => {}
        }
        let takes = self.token && self.own_account && form.to != RECIPIENTS[4];
        let made = self.online && takes && answer.makes_it();
        if matches!(point, "send.posted" | "send.before_answer_commit") {
            return Expected::Unknown { made };
        }
        match answer {
            _ if !self.online => Expected::NotSent,
            Answer::Arrives | Answer::Late if takes => Expected::Taken,
            Answer::Arrives | Answer::Late | Answer::Refused => Expected::Refused,
            Answer::TooMany => Expected::NotSent,
            _ => Expected::Unknown { made },
        }
    }

    /// Whether a click on this form comes to a request.
    pub fn posts(&self, form: &Form, disk: Disk) -> bool {
        self.online && !matches!(self.expect(form, Answer::Arrives, disk, None), Expected::Nothing)
    }
}

/// A form, and what became of the clicks on it.
#[derive(Debug, Clone)]
pub struct Clicked {
    pub form: Form,
    pub id: String,
    pub body: String,
    pub expected: Option<Expected>,
    /// The first click, by the machine's clock.
    pub at: Option<jiff::Timestamp>,
    /// Whether it was clicked for another account, whose list cannot be read any more.
    pub elsewhere: bool,
}

impl Clicked {
    fn is_like(&self, to: &str, body: &str) -> bool {
        self.form.to == to && self.body == body
    }
}

/// What Twilio has at the end.
pub struct Twilio {
    pub messages: Vec<SentMessage>,
    /// The POSTs that arrived.
    pub posts: usize,
}

/// How far a state is; 4 is final at Twilio.
fn rank(state: &str) -> Option<u8> {
    Some(match state {
        "accepted" | "scheduled" => 0,
        "queued" => 1,
        "sending" => 2,
        "sent" => 3,
        "delivered" | "undelivered" | "failed" | "canceled" | "read" => 4,
        _ => return None,
    })
}

pub fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// Everything that must hold once nothing is on its way any more.
pub fn check(clicked: &[Clicked], tests: &[Value], twilio: &Twilio) -> Result<(), String> {
    for test in tests {
        record_is_true(test, twilio).map_err(|fault| format!("{fault}: {test:#}"))?;
    }
    let sids: Vec<&str> = tests.iter().filter_map(|test| test["message_sid"].as_str()).collect();
    holds(sids.iter().collect::<BTreeSet<_>>().len() == sids.len(), "a message belongs to one test")?;
    holds(twilio.posts <= tests.len(), "one request a record at most")?;
    for message in &twilio.messages {
        let known = clicked.iter().any(|clicked| clicked.is_like(&message.to, &message.body));
        holds(known, "Twilio has no message that nobody wrote")?;
    }
    for one in clicked {
        let of_kind = |test: &&Value| one.is_like(text(test, "recipient"), text(test, "body"));
        let kind: Vec<&Value> = tests.iter().filter(of_kind).collect();
        let known = kind.iter().filter(|test| test["message_sid"].is_string()).count();
        let unknown = kind.iter().filter(|test| test["state"] == "unknown").count();
        let made = twilio.messages.iter().filter(|message| one.is_like(&message.to, &message.body)).count();
        let forms =
            clicked.iter().filter(|other| other.is_like(one.form.to, &one.body) && other.at.is_some());
        let forms = forms.count();
        holds(made <= forms, "never more messages than clicked forms")?;
        holds(known <= made && made <= known + unknown, "each message has its record, or an unknown one")?;
        as_expected(one, tests, made, forms == 1)?;
    }
    Ok(())
}

fn as_expected(one: &Clicked, tests: &[Value], made: usize, alone: bool) -> Result<(), String> {
    let Some(expected) = one.expected else { return Ok(()) };
    let record = tests.iter().find(|test| text(test, "id") == one.id);
    let state = record.map(|record| text(record, "state"));
    let taken = record.is_some_and(|record| record["message_sid"].is_string());
    // The same message by another form is kept back while the outcome of the first is not known.
    let was_unknown = |test: &Value| {
        test["timeline"].as_array().is_some_and(|seen| seen.iter().any(|entry| entry["state"] == "unknown"))
    };
    let adopted = record.is_some_and(was_unknown);
    let kept_back = record.is_none()
        && tests
            .iter()
            .any(|test| one.is_like(text(test, "recipient"), text(test, "body")) && was_unknown(test));
    let right = match expected {
        _ if kept_back => true,
        Expected::Any => true,
        Expected::Nothing => record.is_none() && !(alone && made > 0),
        Expected::NotSent => state == Some("not_sent"),
        Expected::Refused => state == Some("refused"),
        Expected::Taken => taken && !adopted && made >= 1,
        Expected::Unknown { made: wanted } => {
            (state == Some("unknown") || (adopted && taken)) && (!alone || (made == 1) == wanted)
        }
    };
    holds(right, &format!("{expected:?} of form {} ({} messages): {record:#?}", one.id, made))
}

fn record_is_true(test: &Value, twilio: &Twilio) -> Result<(), String> {
    let state = text(test, "state");
    let timeline = test["timeline"].as_array().ok_or("a timeline")?;
    let steps: Vec<&str> = timeline.iter().map(|entry| text(entry, "state")).collect();
    holds(steps.first() == Some(&"posting"), "a timeline begins with the click")?;
    let ranks: Vec<u8> = steps.iter().filter_map(|step| rank(step)).collect();
    holds(ranks.is_sorted(), "a status never moves back")?;
    let elapsed: Vec<u64> = timeline.iter().filter_map(|entry| entry["elapsed_ms"].as_u64()).collect();
    holds(elapsed.is_sorted(), "a timeline never turns round")?;
    holds(steps.last() == Some(&state), "the last step is the state")?;

    let Some(sid) = test["message_sid"].as_str() else {
        holds(matches!(state, "not_sent" | "refused" | "unknown"), "without a message it is one of these")?;
        return holds(state != "unknown" || test["lost_answer"].is_object(), "unknown says why");
    };
    let message =
        twilio.messages.iter().find(|message| message.sid == sid).ok_or("the message is Twilio's")?;
    holds(message.to == text(test, "recipient"), "it went where the record says")?;
    holds(message.body == text(test, "body"), "it says what the record says")?;
    let now = rank(&message.status).ok_or("a known status")?;
    let shown = rank(state).ok_or("a state of Twilio's")?;
    if test["following"]["reason"].is_null() {
        holds(state == message.status, "the end is Twilio's")?;
        holds(now == 4, "only a final status ends it without a word")
    } else {
        holds(shown <= now, "never further than Twilio")?;
        holds(shown < 4, "an early end has no final status")
    }
}

/// Whether the matches of a look are those that they must be: every message like it that belongs to no test, as far as
/// the clocks allow.
pub fn check_look(one: &Clicked, looked: &Value, tests: &[Value], twilio: &Twilio) -> Result<(), String> {
    let matches: BTreeSet<&str> = looked["lost_answer"]["matches"]
        .as_array()
        .ok_or("a look has its matches")?
        .iter()
        .map(|found| text(found, "message_sid"))
        .collect();
    let claimed: BTreeSet<&str> = tests.iter().filter_map(|test| test["message_sid"].as_str()).collect();
    let free: BTreeSet<&str> = twilio
        .messages
        .iter()
        .filter(|message| one.is_like(&message.to, &message.body) && !claimed.contains(message.sid.as_str()))
        .map(|message| message.sid.as_str())
        .collect();
    holds(matches.is_subset(&free), "a match is like the test, and nobody's")?;
    let dated: jiff::Timestamp = text(looked, "created_at").parse().map_err(|error| format!("{error}"))?;
    let in_time = one.at.is_some_and(|at| dated.duration_since(at).unsigned_abs().as_secs() < 9 * 60);
    holds(!in_time || matches == free, "all that it may be are found")
}

pub fn holds(claim: bool, words: &str) -> Result<(), String> {
    if claim { Ok(()) } else { Err(format!("does not hold: {words}")) }
}
