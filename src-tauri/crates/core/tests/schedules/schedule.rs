//! What may happen around a click, as data: a schedule is made from its seed alone.

use fastrand::Rng;

/// A course of events.
#[derive(Debug, Clone)]
pub struct Schedule {
    pub seed: u64,
    /// The forms that are open; each may send one message.
    pub forms: Vec<Form>,
    pub steps: Vec<Step>,
}

/// A filled form. Forms with the same words send messages that nobody can tell apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub from: From,
    pub to: &'static str,
    pub words: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Number,
    Service,
    /// A sender that is saved, and may be deleted.
    Saved,
}

/// One event after the other.
#[derive(Debug, Clone)]
pub enum Step {
    /// Clicks at once; a form that is named twice is clicked twice.
    Click {
        forms: Vec<usize>,
        answer: Answer,
        disk: Disk,
        death: Option<Death>,
        meanwhile: Option<Meanwhile>,
    },
    /// Every message at Twilio goes one step on.
    Move,
    /// Time passes to the end of so many waits; Twilio's answers to questions may fail, the process may die.
    Wait {
        waits: u32,
        reading: Option<Reading>,
        death: Option<&'static str>,
    },
    /// The clock is set on or back.
    Clock {
        seconds: i64,
    },
    Restart,
    /// SIGKILL, and a start.
    Kill,
    /// The keychain is empty or does not run, from a restart on.
    KeychainGone {
        runs: bool,
    },
    /// It is as before, from a restart on.
    KeychainBack,
    Switch(Switch),
    /// Twilio's Auth Token is replaced by one that nobody told us.
    Token,
    DeleteSender,
    /// No network, from a restart on.
    Offline,
    Online,
    /// A second window on the same folder tries to send.
    SecondWindow {
        form: usize,
    },
}

/// What becomes of the answer to a POST.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Arrives,
    Late,
    /// The message is made; the connection is closed without a byte, in the middle of the body, or the body is no JSON.
    Lost,
    Torn,
    Garbled,
    /// The header and one byte, then nothing: only where the process dies meanwhile.
    Stalled,
    /// No message is made.
    Dropped,
    Refused,
    TooMany,
    ServerError,
    Redirected,
    /// An answer of something before Twilio, with this status.
    Page(u16),
}

impl Answer {
    /// Whether Twilio makes the message.
    pub fn makes_it(self) -> bool {
        matches!(self, Self::Arrives | Self::Late | Self::Lost | Self::Torn | Self::Garbled | Self::Stalled)
    }
}

/// What becomes of an answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    Lost,
    Torn,
    Garbled,
    ServerError,
    TooMany { retry_after: Option<u64> },
    NotFound,
    Page(u16),
}

/// When the disk is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disk {
    Fine,
    FullForTheRecord,
    FullForTheAnswer,
}

/// When the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// At a named point.
    At(&'static str),
    /// As soon as the request has reached Twilio.
    AtTwilio,
}

/// What the operator does before the answer is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meanwhile {
    Quit,
    DeleteSender,
    Switch(Switch),
}

/// The workspace is given another credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Switch {
    OtherAccount,
    OtherRegion,
    SameAgain,
}

pub const RECIPIENTS: [&str; 5] =
    ["+15551230001", "+15551230003", "+15551230000", "+15551230410", "+15005550001"];

const POINTS_OF_A_SEND: [&str; 6] = [
    "send.before_record",
    "send.before_record_commit",
    "send.recorded",
    "send.posted",
    "send.before_answer_commit",
    "send.accepted",
];

const POINTS_OF_FOLLOWING: [&str; 4] =
    ["follow.read", "follow.before_commit", "look.listed", "look.before_commit"];

impl Schedule {
    pub fn of(seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let mut forms: Vec<Form> = Vec::new();
        for _ in 0..rng.usize(1..=3) {
            let twin = forms.last().filter(|_| rng.u8(0..4) == 0).cloned();
            let fresh = Form {
                from: pick(&mut rng, &[From::Number, From::Number, From::Service, From::Saved]),
                to: pick(
                    &mut rng,
                    &[
                        RECIPIENTS[0],
                        RECIPIENTS[0],
                        RECIPIENTS[1],
                        RECIPIENTS[2],
                        RECIPIENTS[3],
                        RECIPIENTS[4],
                    ],
                ),
                words: u32::try_from(forms.len()).unwrap_or_default(),
            };
            forms.push(twin.unwrap_or(fresh));
        }
        let mut steps = vec![click(&mut rng, &forms)];
        for _ in 0..rng.usize(1..=6) {
            steps.push(step(&mut rng, &forms));
        }
        Self { seed, forms, steps }
    }
}

fn step(rng: &mut Rng, forms: &[Form]) -> Step {
    match rng.u8(0..32) {
        0..=8 => click(rng, forms),
        9..=12 => Step::Move,
        13..=17 => Step::Wait {
            waits: rng.u32(1..=6),
            reading: (rng.bool()).then(|| reading(rng)),
            death: (rng.u8(0..3) == 0).then(|| pick(rng, &POINTS_OF_FOLLOWING)),
        },
        18 => Step::Clock { seconds: pick(rng, &[5, 300, 3_600, 36_000, 90_000]) },
        19 => Step::Clock { seconds: -pick(rng, &[5, 300, 3_600, 90_000]) },
        20..=21 => Step::Restart,
        22..=23 => Step::Kill,
        24 => Step::KeychainGone { runs: rng.bool() },
        25 => Step::KeychainBack,
        26 => Step::Switch(switch(rng)),
        27 => Step::Token,
        28 => Step::DeleteSender,
        29 => Step::Offline,
        30 => Step::Online,
        _ => Step::SecondWindow { form: rng.usize(0..forms.len()) },
    }
}

fn click(rng: &mut Rng, forms: &[Form]) -> Step {
    let first = rng.usize(0..forms.len());
    let clicked = match rng.u8(0..6) {
        0 => vec![first, first],
        1 => (0..forms.len()).collect(),
        2 => (0..forms.len()).chain([first]).collect(),
        _ => vec![first],
    };
    let death = match rng.u8(0..10) {
        0..=2 => Some(Death::At(pick(rng, &POINTS_OF_A_SEND))),
        3 => Some(Death::AtTwilio),
        _ => None,
    };
    let mut answer = pick(
        rng,
        &[
            Answer::Arrives,
            Answer::Arrives,
            Answer::Arrives,
            Answer::Arrives,
            Answer::Arrives,
            Answer::Arrives,
            Answer::Arrives,
            Answer::Arrives,
            Answer::Arrives,
            Answer::Arrives,
            Answer::Late,
            Answer::Lost,
            Answer::Lost,
            Answer::Torn,
            Answer::Garbled,
            Answer::Dropped,
            Answer::Refused,
            Answer::TooMany,
            Answer::ServerError,
            Answer::Redirected,
            Answer::Page(200),
            Answer::Page(403),
            Answer::Page(429),
            Answer::Page(502),
        ],
    );
    if death == Some(Death::AtTwilio) && rng.bool() {
        answer = Answer::Stalled;
    }
    let disk = match rng.u8(0..12) {
        0 => Disk::FullForTheRecord,
        1 => Disk::FullForTheAnswer,
        _ => Disk::Fine,
    };
    let meanwhile = (death.is_none() && rng.u8(0..6) == 0).then(|| match rng.u8(0..3) {
        0 => Meanwhile::Quit,
        1 => Meanwhile::DeleteSender,
        _ => Meanwhile::Switch(switch(rng)),
    });
    if meanwhile.is_some() && answer == Answer::Arrives {
        answer = Answer::Late;
    }
    Step::Click { forms: clicked, answer, disk, death, meanwhile }
}

fn reading(rng: &mut Rng) -> Reading {
    pick(
        rng,
        &[
            Reading::Lost,
            Reading::Torn,
            Reading::Garbled,
            Reading::ServerError,
            Reading::TooMany { retry_after: None },
            Reading::TooMany { retry_after: Some(1) },
            Reading::TooMany { retry_after: Some(600) },
            Reading::NotFound,
            Reading::Page(200),
            Reading::Page(404),
            Reading::Page(401),
        ],
    )
}

fn switch(rng: &mut Rng) -> Switch {
    pick(rng, &[Switch::OtherAccount, Switch::OtherRegion, Switch::SameAgain])
}

fn pick<T: Copy>(rng: &mut Rng, among: &[T]) -> T {
    among[rng.usize(0..among.len())]
}
