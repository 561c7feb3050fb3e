//! What does the account own that can send, and what does that say of a sender ID? Pure: the reading is elsewhere.
//!
//! A list that could not be read says nothing: not that something is there, and not that it is missing.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use crate::sender::{is_toll_free, note, problem};
use crate::wire::{Candidate, CatalogueState, Completion, FieldNote, NoteLevel, Ownership, SenderType};
use crate::words::pasted;

/// The most candidates that one completion has.
const OFFERED: usize = 50;

/// A list as it was read, or why it was not, in words.
pub(crate) type Read<T> = Result<Vec<T>, String>;

/// What an account owns that can send, and how Twilio has it set up.
#[derive(Debug, Clone)]
pub(crate) struct Catalogue {
    pub(crate) numbers: Read<Number>,
    pub(crate) short_codes: Read<ShortCode>,
    pub(crate) services: Read<Service>,
    pub(crate) applications: Read<Application>,
    /// Made when first asked: accounts have tens of thousands of numbers, and lists ask for each.
    pub(crate) places: Places,
}

/// Where things stand in their lists.
#[derive(Debug, Default)]
pub(crate) struct Places(OnceLock<Index>);

#[derive(Debug, Default)]
struct Index {
    numbers: HashMap<String, usize>,
    short_codes: HashMap<String, usize>,
    services: HashMap<String, usize>,
    /// The service, and the place in its pool.
    members: HashMap<(SenderType, String), (usize, usize)>,
}

impl Clone for Places {
    /// A copy may be changed before it is asked.
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// A webhook as Twilio shows it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Webhook {
    /// None where nothing is set.
    pub(crate) url: Option<String>,
    /// `GET` or `POST`, as Twilio writes it; none where it was not told.
    pub(crate) method: Option<String>,
}

/// A phone number of the account.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    /// `PN…`.
    pub(crate) sid: String,
    pub(crate) number: String,
    pub(crate) name: String,
    pub(crate) can: Can,
    pub(crate) inbound: Webhook,
    pub(crate) fallback: Webhook,
    /// `AP…`: the application whose webhooks stand in place of these.
    pub(crate) application: Option<String>,
    /// Of calls, not of messages.
    pub(crate) call_status_callback: Option<String>,
}

/// A short code of the account.
#[derive(Debug, Clone)]
pub(crate) struct ShortCode {
    /// `SC…`.
    pub(crate) sid: String,
    pub(crate) code: String,
    pub(crate) name: String,
    pub(crate) inbound: Webhook,
    pub(crate) fallback: Webhook,
}

/// An application of the account: the webhooks of every number that names it.
#[derive(Debug, Clone)]
pub(crate) struct Application {
    /// `AP…`.
    pub(crate) sid: String,
    pub(crate) name: String,
    pub(crate) inbound: Webhook,
    pub(crate) fallback: Webhook,
}

/// What Twilio lists as capabilities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Can {
    pub(crate) sms: bool,
    pub(crate) mms: bool,
}

/// A Messaging Service with its pool. A setting that Twilio did not tell is none.
#[derive(Debug, Clone)]
pub(crate) struct Service {
    pub(crate) sid: String,
    pub(crate) name: String,
    pub(crate) inbound: Webhook,
    pub(crate) fallback: Webhook,
    /// Where the delivery status of messages goes that were sent through it.
    pub(crate) status_callback: Option<String>,
    /// Whether it leaves inbound messages to each sender's own webhook.
    pub(crate) defers: Option<bool>,
    pub(crate) mms_converter: Option<bool>,
    pub(crate) smart_encoding: Option<bool>,
    /// Seconds.
    pub(crate) validity_period: Option<u32>,
    /// Numbers, short codes and alphanumeric senders, told apart by their type.
    pub(crate) pool: Read<Member>,
}

/// A sender in a pool.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) kind: SenderType,
    pub(crate) sender_id: String,
    pub(crate) can: Can,
}

impl Catalogue {
    /// An account of which nothing was read.
    pub(crate) fn unread() -> Self {
        let unread = || "It was not read yet.".to_owned();
        Self {
            numbers: Err(unread()),
            short_codes: Err(unread()),
            services: Err(unread()),
            applications: Err(unread()),
            places: Places::default(),
        }
    }

    /// How much of it was read.
    pub(crate) fn state(&self) -> CatalogueState {
        if self.numbers.is_err() && self.short_codes.is_err() && self.services.is_err() {
            CatalogueState::Failed
        } else if self.faults().is_empty() {
            CatalogueState::Whole
        } else {
            CatalogueState::Partial
        }
    }

    /// Which lists could not be read, and why.
    pub(crate) fn faults(&self) -> Vec<String> {
        let lists = [
            ("The phone numbers", self.numbers.as_ref().err()),
            ("The short codes", self.short_codes.as_ref().err()),
            ("The Messaging Services", self.services.as_ref().err()),
        ];
        let lists = lists.into_iter().filter_map(|(what, fault)| fault.map(|fault| unread(what, fault)));
        let pools = self.services().iter().filter_map(|service| {
            service.pool.as_ref().err().map(|fault| unread(&format!("The pool of “{}”", service.name), fault))
        });
        lists.chain(pools).collect()
    }

    fn services(&self) -> &[Service] {
        self.services.as_deref().unwrap_or_default()
    }

    fn members(&self) -> impl Iterator<Item = (&Service, &Member)> {
        self.services().iter().flat_map(|service| {
            service.pool.as_deref().unwrap_or_default().iter().map(move |member| (service, member))
        })
    }

    /// The service that holds a sender, as far as the pools were read; a sender is in one at most.
    pub(crate) fn service_of(&self, kind: SenderType, sender_id: &str) -> Option<&Service> {
        self.pooled(kind, sender_id).map(|(service, _)| service)
    }

    /// Whether every service and every pool was read, so that *in no service* is a fact; else why not.
    pub(crate) fn pools_whole(&self) -> Result<(), &str> {
        let services = self.services.as_ref().map_err(String::as_str)?;
        services.iter().try_for_each(|service| service.pool.as_ref().map(drop).map_err(String::as_str))
    }

    fn index(&self) -> &Index {
        self.places.0.get_or_init(|| {
            let mut index = Index::default();
            for (nth, one) in self.numbers.iter().flatten().enumerate() {
                index.numbers.entry(one.number.clone()).or_insert(nth);
            }
            for (nth, one) in self.short_codes.iter().flatten().enumerate() {
                index.short_codes.entry(one.code.clone()).or_insert(nth);
            }
            for (nth, service) in self.services().iter().enumerate() {
                index.services.entry(service.sid.clone()).or_insert(nth);
                for (of, member) in service.pool.iter().flatten().enumerate() {
                    index.members.entry((member.kind, member.sender_id.clone())).or_insert((nth, of));
                }
            }
            index
        })
    }

    /// The service and the place in its pool.
    pub(crate) fn pooled(&self, kind: SenderType, sender_id: &str) -> Option<(&Service, &Member)> {
        let &(service, member) = self.index().members.get(&(kind, sender_id.to_owned()))?;
        let service = self.services().get(service)?;
        Some((service, service.pool.as_ref().ok()?.get(member)?))
    }

    /// The service of this SID, as far as the services were read.
    pub(crate) fn service(&self, sid: &str) -> Option<&Service> {
        self.services().get(*self.index().services.get(sid)?)
    }

    /// The number of the account that is written so.
    pub(crate) fn number(&self, number: &str) -> Option<&Number> {
        self.numbers.as_ref().ok()?.get(*self.index().numbers.get(number)?)
    }

    /// The short code of the account with these digits.
    pub(crate) fn short_code(&self, code: &str) -> Option<&ShortCode> {
        self.short_codes.as_ref().ok()?.get(*self.index().short_codes.get(code)?)
    }

    /// The application of this SID, as far as the applications were read.
    pub(crate) fn application(&self, sid: &str) -> Option<&Application> {
        self.applications.as_deref().unwrap_or_default().iter().find(|one| one.sid == sid)
    }

    /// The one service that is called so, if it is one.
    pub(crate) fn service_named(&self, name: &str) -> Option<&Service> {
        let name = pasted(name).to_lowercase();
        let mut called = self.services().iter().filter(|service| service.name.to_lowercase() == name);
        called.next().filter(|_| called.next().is_none())
    }

    /// Everything that can send, each once.
    fn candidates(&self) -> Vec<Candidate> {
        let candidate = |sender_type, sender_id: &str, name: &str, can: Option<Can>| Candidate {
            sender_type,
            sender_id: sender_id.to_owned(),
            name: name.to_owned(),
            sms: can.map(|can| can.sms),
            mms: can.map(|can| can.mms),
            toll_free: sender_type == SenderType::LongCode && is_toll_free(sender_id),
            services: self
                .service_of(sender_type, sender_id)
                .map(|one| one.name.clone())
                .into_iter()
                .collect(),
            saved: false,
        };
        let services = self
            .services()
            .iter()
            .map(|service| candidate(SenderType::MessagingService, &service.sid, &service.name, None));
        let numbers =
            self.numbers.as_deref().unwrap_or_default().iter().map(|number| {
                candidate(SenderType::LongCode, &number.number, &number.name, Some(number.can))
            });
        let codes = self.short_codes.as_deref().unwrap_or_default().iter().map(|one| {
            let (code, name) = (&one.code, &one.name);
            let can = self.pooled(SenderType::ShortCode, code).map(|(_, member)| member.can);
            candidate(SenderType::ShortCode, code, name, can)
        });
        let members =
            self.members().map(|(_, member)| candidate(member.kind, &member.sender_id, "", Some(member.can)));
        let mut seen = HashSet::new();
        let all = services.chain(numbers).chain(codes).chain(members);
        all.filter(|one| seen.insert((one.sender_type, one.sender_id.clone()))).collect()
    }

    /// What completes `typed`, best first: IDs that begin with it, names that do, then those that hold it.
    pub(crate) fn complete(
        &self,
        kind: Option<SenderType>,
        typed: &str,
        saved: &HashSet<(SenderType, String)>,
    ) -> Completion {
        let typed = pasted(typed).to_lowercase();
        // A number is found by its digits, with or without the plus sign that was not typed yet.
        let digits = typed.trim_start_matches('+');
        let mut found: Vec<_> = self
            .candidates()
            .into_iter()
            .filter(|candidate| kind.is_none_or(|kind| kind == candidate.sender_type))
            .filter_map(|candidate| {
                let (id, name) = (candidate.sender_id.to_lowercase(), candidate.name.to_lowercase());
                let rank = if id.trim_start_matches('+').starts_with(digits) {
                    0
                } else if name.starts_with(&typed) {
                    1
                } else if name.contains(&typed) || (!digits.is_empty() && id.contains(digits)) {
                    2
                } else {
                    return None;
                };
                Some((rank, name, candidate))
            })
            .collect();
        found.sort_by(|a, b| (a.0, &a.1, &a.2.sender_id).cmp(&(b.0, &b.1, &b.2.sender_id)));
        let matching = u32::try_from(found.len()).unwrap_or(u32::MAX);
        let candidates = found.into_iter().take(OFFERED).map(|(_, _, mut candidate)| {
            candidate.saved = saved.contains(&(candidate.sender_type, candidate.sender_id.clone()));
            candidate
        });
        Completion {
            state: self.state(),
            read_at: None,
            faults: self.faults(),
            candidates: candidates.collect(),
            matching,
        }
    }

    /// Whether a sender stands in the account, with the reason where that is not known.
    pub(crate) fn ownership(&self, kind: SenderType, sender_id: &str) -> (Ownership, Option<String>) {
        if self.pooled(kind, sender_id).is_some() {
            return (Ownership::Found, None);
        }
        let listed = match kind {
            SenderType::LongCode => self.numbers.as_ref().map(|_| self.number(sender_id).is_some()),
            SenderType::ShortCode => self.short_codes.as_ref().map(|_| self.short_code(sender_id).is_some()),
            SenderType::MessagingService => self.services.as_ref().map(|_| self.service(sender_id).is_some()),
            SenderType::Alphanumeric => {
                let reason = "It is in no pool that was read, and Twilio keeps no other list of alphanumeric sender \
                              IDs.";
                return (Ownership::CouldNotCheck, Some(reason.to_owned()));
            }
        };
        let what = match kind {
            SenderType::LongCode => "The phone numbers",
            SenderType::ShortCode => "The short codes",
            _ => "The Messaging Services",
        };
        match listed {
            Ok(true) => (Ownership::Found, None),
            Ok(false) => (Ownership::NotFound, None),
            Err(fault) => (Ownership::CouldNotCheck, Some(unread(what, fault))),
        }
    }

    /// Whether Twilio lists MMS for a number or short code; none where that is not known, and for a service.
    pub(crate) fn can_picture(&self, kind: SenderType, sender_id: &str) -> Option<bool> {
        match self.mms(kind, sender_id) {
            Mms::Listed(can) => Some(can),
            Mms::OfPool { .. } | Mms::Unknown(_) => None,
        }
    }

    /// What is known of MMS for a sender.
    fn mms(&self, kind: SenderType, sender_id: &str) -> Mms {
        match kind {
            SenderType::Alphanumeric => Mms::Unknown("Alphanumeric senders have none.".to_owned()),
            SenderType::MessagingService => match self.service(sender_id).map(|service| &service.pool) {
                Some(Ok(pool)) => {
                    let numbered = || pool.iter().filter(|member| member.kind != SenderType::Alphanumeric);
                    let able = numbered().filter(|member| member.can.mms).count();
                    Mms::OfPool { able, of: numbered().count() }
                }
                Some(Err(fault)) => Mms::Unknown(unread("The pool of this service", fault)),
                None => Mms::Unknown("This service was not among those that were read.".to_owned()),
            },
            SenderType::LongCode | SenderType::ShortCode => {
                let own = Some(sender_id).filter(|_| kind == SenderType::LongCode);
                let own = own.and_then(|number| self.number(number)).map(|number| number.can);
                let can = own.or_else(|| self.pooled(kind, sender_id).map(|(_, member)| member.can));
                match (can, kind) {
                    (Some(can), _) => Mms::Listed(can.mms),
                    (None, SenderType::ShortCode) => Mms::Unknown(
                        "Twilio lists no capabilities of a short code outside of a pool.".to_owned(),
                    ),
                    (None, _) => match &self.numbers {
                        Err(fault) => Mms::Unknown(unread("The phone numbers", fault)),
                        Ok(_) => Mms::Unknown("This number was not among those that were read.".to_owned()),
                    },
                }
            }
        }
    }

    /// Whether Twilio lists SMS for a number of the account; none where that is not known.
    pub(crate) fn can_text(&self, kind: SenderType, sender_id: &str) -> Option<bool> {
        let number = Some(sender_id).filter(|_| kind == SenderType::LongCode)?;
        Some(self.number(number)?.can.sms)
    }
}

/// What is known of a sender's MMS.
enum Mms {
    Listed(bool),
    OfPool { able: usize, of: usize },
    Unknown(String),
}

/// What the account says of a well-formed sender ID; that it was not asked, where it was not.
pub(crate) fn remarks(
    catalogue: Option<&Catalogue>,
    kind: SenderType,
    sender_id: &str,
    supports_mms: bool,
) -> Vec<FieldNote> {
    let Some(catalogue) = catalogue else {
        let unread = (supports_mms && kind != SenderType::Alphanumeric)
            .then(|| of_mms(Mms::Unknown("The account's senders were not read yet.".to_owned())));
        return unread.into_iter().collect();
    };
    let of_id = |level, message: String| note(level, "sender_id", message);
    let mut notes = Vec::new();
    match catalogue.ownership(kind, sender_id) {
        (Ownership::Found, _) => {
            notes.push(of_id(NoteLevel::Info, "It is in this Twilio account.".to_owned()))
        }
        (Ownership::NotFound, _) => notes.push(of_id(
            NoteLevel::Warning,
            "It is not in this Twilio account, as last read: campaigns from it would fail.".to_owned(),
        )),
        (Ownership::CouldNotCheck, Some(reason)) => {
            let message = format!("Whether it is in this Twilio account could not be checked. {reason}");
            notes.push(of_id(NoteLevel::Info, message));
        }
        (Ownership::CouldNotCheck, None) => {}
    }
    if catalogue.can_text(kind, sender_id) == Some(false) {
        notes.push(of_id(NoteLevel::Warning, "Twilio lists no SMS for this number.".to_owned()));
    }
    if supports_mms && kind != SenderType::Alphanumeric {
        notes.push(of_mms(catalogue.mms(kind, sender_id)));
    }
    notes
}

fn of_mms(mms: Mms) -> FieldNote {
    let (level, message) = match mms {
        Mms::Listed(true) => (NoteLevel::Info, "Twilio lists MMS for it.".to_owned()),
        Mms::Listed(false) => (NoteLevel::Warning, "Twilio lists no MMS for it.".to_owned()),
        Mms::OfPool { of: 0, .. } => {
            (NoteLevel::Warning, "The pool of this service has no number or short code.".to_owned())
        }
        Mms::OfPool { able: 0, .. } => {
            (NoteLevel::Warning, "Twilio lists MMS for no sender in the pool of this service.".to_owned())
        }
        Mms::OfPool { able, of } if able == of => {
            (NoteLevel::Info, "Twilio lists MMS for every number and short code in its pool.".to_owned())
        }
        Mms::OfPool { able, of } => (
            NoteLevel::Warning,
            format!("Twilio lists MMS for {able} of the {of} numbers and short codes in its pool."),
        ),
        Mms::Unknown(reason) => (NoteLevel::Info, format!("MMS could not be checked. {reason}")),
    };
    note(level, "supports_mms", message)
}

/// The problem of a service's name in the place of its SID, with the SID.
pub(crate) fn instead_of_name(service: &Service) -> FieldNote {
    let message =
        format!("“{}” is the name of a Messaging Service of this account. Enter its SID.", service.name);
    let sid = &service.sid;
    problem("sender_id", message).suggesting(format!("Use {sid}"), "sender_id", sid)
}

fn unread(what: &str, fault: &str) -> String {
    format!("{what} could not be read. {fault}")
}

#[cfg(test)]
pub(crate) mod samples;
#[cfg(test)]
mod tests;
