//! How a sender may be set up at Twilio, by what is meant and not by what is written: made from a seed alone.

use fastrand::Rng;

/// Where a webhook leads, for a workspace of one data centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hook {
    Empty,
    Demo,
    Right,
    /// The right one, written in other ways.
    InCapitals,
    WithPort,
    WithSlash,
    /// The right one, with connection overrides after it.
    WithOverrides,
    OverHttp,
    OtherPath,
    OtherDataCentre,
    Foreign,
    /// Foreign, with a user name and a password.
    WithPassword,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Get,
    Post,
}

/// A webhook for replies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    pub hook: Hook,
    pub by: By,
}

/// The application that a number names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum App {
    None,
    Of(Reply),
    /// The account has none of this SID.
    Missing,
}

/// What stands on a number or a short code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Own {
    pub reply: Reply,
    pub fallback: Hook,
    pub app: App,
}

/// What stands on a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Service {
    pub defers: bool,
    pub reply: Reply,
    pub fallback: Hook,
    /// Where receipts go.
    pub delivery: Hook,
    pub converter: bool,
}

/// A sender with all that may decide for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setup {
    Number {
        own: Own,
        service: Option<Service>,
    },
    ShortCode {
        own: Own,
        service: Option<Service>,
    },
    Service {
        service: Service,
        numbers: Vec<Own>,
        mms: bool,
    },
    Alphanumeric {
        service: Service,
    },
    /// A number that the account does not have.
    NotOwned,
}

/// What a workspace says of MoEngage.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub data_centre: u32,
    pub keywords: bool,
    /// Whether the dashboard's *Delivery tracking URL* was pasted.
    pub pasted: bool,
}

impl Place {
    /// The *Delivery tracking URL* as pasted; not the documented form, so that it is told from that.
    pub fn pasted_url(self) -> String {
        format!("https://api-{:02}.moengage.com/sms/dlr/twilio?w=7", self.data_centre)
    }
}

impl Hook {
    fn text(self, right: &str, place: Place, path: &str) -> String {
        let host = format!("api-{:02}.moengage.com", place.data_centre);
        match self {
            Self::Empty => String::new(),
            Self::Demo => "https://demo.twilio.com/welcome/sms/reply/".to_owned(),
            Self::Right => right.to_owned(),
            Self::InCapitals => {
                right.replacen("https://api-", "HTTPS://API-", 1).replace("moengage", "MoEngage")
            }
            Self::WithPort => right.replacen(".com/", ".com:443/", 1),
            Self::WithSlash => match right.split_once('?') {
                Some((path, query)) => format!("{path}/?{query}"),
                None => format!("{right}/"),
            },
            Self::WithOverrides => format!("{right}#ct=2000&rc=3"),
            Self::OverHttp => right.replacen("https:", "http:", 1),
            Self::OtherPath => format!("https://{host}{path}"),
            Self::OtherDataCentre => {
                // Never DC-01: its delivery callback is the documented one of every data centre.
                let other = if place.data_centre == 4 { 2 } else { 4 };
                right.replacen(
                    &right[..right.find(".moengage").unwrap()],
                    &format!("https://api-{other:02}"),
                    1,
                )
            }
            Self::Foreign => "https://hooks.acme.example/sms".to_owned(),
            Self::WithPassword => "https://acme:hunter2@hooks.acme.example/sms".to_owned(),
        }
    }

    pub fn for_replies(self, place: Place) -> String {
        let path = "/v1/campaigns/outbound/sms/callbacks/mo/twilio";
        let right = format!("https://api-{:02}.moengage.com{path}", place.data_centre);
        self.text(&right, place, "/v1/campaigns/outbound/sms/callbacks/mo/sinch")
    }

    pub fn for_receipts(self, place: Place) -> String {
        let documented = "https://api-01.moengage.com/sms/dlr/twilio".to_owned();
        let right = if place.pasted { place.pasted_url() } else { documented };
        self.text(&right, place, "/sms/dlr/custom/77")
    }
}

const REPLIES: [Hook; 12] = [
    Hook::Empty,
    Hook::Demo,
    Hook::Right,
    Hook::InCapitals,
    Hook::WithPort,
    Hook::WithSlash,
    Hook::WithOverrides,
    Hook::OverHttp,
    Hook::OtherPath,
    Hook::OtherDataCentre,
    Hook::Foreign,
    Hook::WithPassword,
];

/// Half of all is right, or most random set-ups would be broken in several places.
fn hook(rng: &mut Rng) -> Hook {
    if rng.bool() { Hook::Right } else { REPLIES[rng.usize(..REPLIES.len())] }
}

fn reply(rng: &mut Rng) -> Reply {
    Reply { hook: hook(rng), by: if rng.u8(..4) == 0 { By::Post } else { By::Get } }
}

fn fallback(rng: &mut Rng, of: Hook) -> Hook {
    // Twilio takes no fallback without a URL.
    const FALLBACKS: [Hook; 4] = [Hook::Empty, Hook::Right, Hook::Foreign, Hook::WithOverrides];
    if of == Hook::Empty { Hook::Empty } else { FALLBACKS[rng.usize(..4)] }
}

fn own(rng: &mut Rng, may_have_app: bool) -> Own {
    let reply_now = reply(rng);
    let app = match rng.u8(..10) {
        0 | 1 if may_have_app => {
            let hook = [Hook::Right, Hook::Foreign, Hook::Empty][rng.usize(..3)];
            App::Of(Reply { hook, by: if rng.u8(..4) == 0 { By::Post } else { By::Get } })
        }
        2 if may_have_app => App::Missing,
        _ => App::None,
    };
    Own { reply: reply_now, fallback: fallback(rng, reply_now.hook), app }
}

fn service(rng: &mut Rng) -> Service {
    let reply = reply(rng);
    Service {
        defers: rng.bool(),
        reply,
        fallback: fallback(rng, reply.hook),
        delivery: hook(rng),
        converter: rng.bool(),
    }
}

impl Setup {
    pub fn random(rng: &mut Rng) -> Self {
        match rng.u8(..10) {
            0..=2 => Self::Number { own: own(rng, true), service: rng.bool().then(|| service(rng)) },
            3 | 4 => Self::ShortCode { own: own(rng, false), service: rng.bool().then(|| service(rng)) },
            5..=7 => {
                let numbers = (0..rng.usize(1..4)).map(|_| own(rng, true)).collect();
                Self::Service { service: service(rng), numbers, mms: rng.bool() }
            }
            8 => Self::Alphanumeric { service: service(rng) },
            _ => Self::NotOwned,
        }
    }

    /// One in which nothing is wrong, in any of the ways in which that can be.
    pub fn healthy(rng: &mut Rng) -> Self {
        let right = |rng: &mut Rng| Reply {
            hook: [Hook::Right, Hook::InCapitals, Hook::WithPort, Hook::WithSlash][rng.usize(..4)],
            by: By::Get,
        };
        let fallback = |rng: &mut Rng| [Hook::Empty, Hook::Right][rng.usize(..2)];
        let own = |rng: &mut Rng| Own { reply: right(rng), fallback: fallback(rng), app: App::None };
        let service = |rng: &mut Rng| Service {
            defers: rng.bool(),
            reply: right(rng),
            fallback: fallback(rng),
            delivery: right(rng).hook,
            converter: true,
        };
        match rng.u8(..5) {
            0 => Self::Number { own: own(rng), service: rng.bool().then(|| service(rng)) },
            1 => Self::Number { own: Own { app: App::Of(right(rng)), ..own(rng) }, service: None },
            2 => Self::ShortCode { own: own(rng), service: rng.bool().then(|| service(rng)) },
            3 => Self::Service {
                service: service(rng),
                numbers: (0..rng.usize(1..4)).map(|_| own(rng)).collect(),
                mms: rng.bool(),
            },
            _ => Self::Alphanumeric { service: service(rng) },
        }
    }
}
