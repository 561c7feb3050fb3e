//! What of an account can send, and can it be a sender here? Pure: the reading is elsewhere.

use std::collections::HashSet;

use crate::catalogue::{Can, Catalogue, Member, Service};
use crate::preflight::whereabouts;
use crate::sender::is_toll_free;
use crate::store::senders::folded;
use crate::wire::*;

/// What the rows are told with.
pub(crate) struct Around<'a> {
    /// Senders of the workspace.
    pub(crate) saved: &'a HashSet<(SenderType, String)>,
    /// Their names, folded.
    pub(crate) names: &'a HashSet<String>,
    /// Why nothing of it can be added; none where it can.
    pub(crate) not_addable: Option<&'a str>,
}

/// A part of what was found, and how much there is.
#[derive(Debug, Default)]
pub(crate) struct Part {
    pub(crate) found: u32,
    pub(crate) matching: u32,
    pub(crate) rows: Vec<Discovered>,
}

/// One thing that can send, as it stands in its list.
#[derive(Clone, Copy)]
struct One<'a> {
    kind: SenderType,
    id: &'a str,
    name: &'a str,
    can: Option<Can>,
    /// The service that holds it; of a service, itself.
    service: Option<&'a Service>,
}

/// Services first, then short codes, numbers, and the alphanumeric senders of pools; each in Twilio's order.
fn all(catalogue: &Catalogue) -> impl Iterator<Item = One<'_>> {
    let services = catalogue.services.as_deref().unwrap_or_default();
    let in_pool = |kind, id: &str| catalogue.pooled(kind, id);
    let of_services = services.iter().map(|service| One {
        kind: SenderType::MessagingService,
        id: &service.sid,
        name: &service.name,
        can: None,
        service: Some(service),
    });
    let codes = catalogue.short_codes.as_deref().unwrap_or_default().iter().map(move |code| {
        let pooled = in_pool(SenderType::ShortCode, &code.code);
        One {
            kind: SenderType::ShortCode,
            id: &code.code,
            name: &code.name,
            can: pooled.map(|(_, member)| member.can),
            service: pooled.map(|(service, _)| service),
        }
    });
    let numbers = catalogue.numbers.as_deref().unwrap_or_default().iter().map(move |number| One {
        kind: SenderType::LongCode,
        id: &number.number,
        name: &number.name,
        can: Some(number.can),
        service: in_pool(SenderType::LongCode, &number.number).map(|(service, _)| service),
    });
    let alphas = services.iter().flat_map(|service| {
        let pool = service.pool.as_deref().unwrap_or_default().iter();
        let alphas = pool.filter(|member| member.kind == SenderType::Alphanumeric);
        alphas.map(move |Member { kind, sender_id, can }| One {
            kind: *kind,
            id: sender_id,
            name: "",
            can: Some(*can),
            service: Some(service),
        })
    });
    let mut seen = HashSet::new();
    // The same text may stand in several pools.
    of_services.chain(codes).chain(numbers).chain(alphas.filter(move |one| seen.insert(one.id)))
}

/// The rows that a query asks for.
pub(crate) fn part(catalogue: &Catalogue, query: &DiscoveryQuery, around: &Around<'_>) -> Part {
    let search = folded(query.search.trim());
    let mut part = Part::default();
    for one in all(catalogue) {
        part.found += 1;
        let is_saved = || around.saved.contains(&(one.kind, one.id.to_owned()));
        let matches = |text: &str| folded(text).contains(&search);
        let wanted = query.sender_type.is_none_or(|kind| kind == one.kind)
            && (search.is_empty()
                || matches(one.id)
                || matches(one.name)
                || one.service.is_some_and(|service| matches(&service.name)))
            && !(query.only_new && is_saved());
        if !wanted {
            continue;
        }
        if part.matching >= query.offset && part.rows.len() < query.limit as usize {
            part.rows.push(row(catalogue, one, around));
        }
        part.matching += 1;
    }
    part
}

fn row(catalogue: &Catalogue, one: One<'_>, around: &Around<'_>) -> Discovered {
    let (mms, mms_why) = fit(catalogue, one);
    let toll_free = one.kind == SenderType::LongCode && is_toll_free(one.id);
    let sms = one.can.map(|can| can.sms);
    let saved = around.saved.contains(&(one.kind, one.id.to_owned()));
    let not_addable = match (saved, around.not_addable, sms) {
        (true, ..) => Some("It is a sender of this workspace already.".to_owned()),
        (_, Some(reason), _) => Some(reason.to_owned()),
        (.., Some(false)) => Some("Twilio lists no SMS for it.".to_owned()),
        _ => None,
    };
    let is_service = one.kind == SenderType::MessagingService;
    let holder = one.service.filter(|_| !is_service);
    let pool = one.service.filter(|_| is_service).and_then(|service| service.pool.as_ref().ok());
    Discovered {
        sender_type: one.kind,
        sender_id: one.id.to_owned(),
        friendly_name: one.name.to_owned(),
        suggested_name: suggested(one.name, one.id, |name| around.names.contains(name)),
        sms,
        mms,
        mms_why,
        toll_free,
        ten_dlc: one.kind == SenderType::LongCode && !toll_free && is_of_us_or_canada(one.id),
        service_sid: holder.map(|service| service.sid.clone()),
        service_name: holder.map(|service| service.name.clone()),
        members: pool.map(|pool| u32::try_from(pool.len()).unwrap_or(u32::MAX)),
        saved,
        not_addable,
    }
}

/// Other countries share the +1.
fn is_of_us_or_canada(number: &str) -> bool {
    number.parse().is_ok_and(|number| {
        let place = whereabouts::of(&number);
        place.is("US") || place.is("CA")
    })
}

/// A name that is free: Twilio's friendly name, unless it only repeats the number, with a number after it where it is
/// taken. `is_taken` takes a folded name.
pub(crate) fn suggested(friendly: &str, id: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let of_digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || " +-().".contains(c));
    let line: String = friendly.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    let repeats = of_digits(line) && (digits(line) == digits(id) || digits(id).ends_with(&digits(line)));
    let base = if line.is_empty() || repeats { id } else { line };
    free(base, &mut 1, is_taken)
}

/// This name, or with a number after it where it is taken: from `nth` on, which counts on.
pub(crate) fn free(base: &str, nth: &mut u32, is_taken: impl Fn(&str) -> bool) -> String {
    loop {
        // Twilio's friendly names have at most 64 characters: a number after one always fits.
        let name = if *nth == 1 { base.to_owned() } else { format!("{base} {nth}") };
        *nth += 1;
        if !is_taken(&folded(&name)) {
            return name;
        }
    }
}

/// Whether pictures can be sent from it, and why.
fn fit(catalogue: &Catalogue, one: One<'_>) -> (MmsFit, String) {
    let listed = |can: bool| match can {
        true => (MmsFit::Yes, "Twilio lists MMS for it.".to_owned()),
        false => (MmsFit::No, "Twilio lists no MMS for it.".to_owned()),
    };
    match (one.kind, one.service) {
        (SenderType::Alphanumeric, _) => (MmsFit::No, "Alphanumeric sender IDs send text only.".to_owned()),
        (SenderType::MessagingService, Some(Service { pool: Err(fault), .. })) => {
            (MmsFit::Unknown, format!("Its pool was not read. {fault}"))
        }
        (SenderType::MessagingService, Some(Service { pool: Ok(pool), .. })) => {
            let numbered = || pool.iter().filter(|member| member.kind != SenderType::Alphanumeric);
            let (able, of) = (numbered().filter(|member| member.can.mms).count(), numbered().count());
            let says = format!("{able} of its {of} numbers and codes can send MMS.");
            match able {
                0 => (MmsFit::No, says),
                able if able == of => (MmsFit::Yes, says),
                _ => (MmsFit::Some, says),
            }
        }
        _ => match (catalogue.can_picture(one.kind, one.id), one.can) {
            (Some(can), _) => listed(can),
            (None, Some(can)) => listed(can.mms),
            (None, None) => (
                MmsFit::Unknown,
                "Twilio lists no capabilities of a short code outside of a pool.".to_owned(),
            ),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::samples::{number, service, short_code};

    const BOTH: Can = Can { sms: true, mms: true };
    const TEXT: Can = Can { sms: true, mms: false };
    const CALLS: Can = Can { sms: false, mms: false };

    fn catalogue() -> Catalogue {
        let member = |kind, id: &str, can| Member { kind, sender_id: id.to_owned(), can };
        let pool = vec![
            member(SenderType::LongCode, "+12025550101", BOTH),
            member(SenderType::ShortCode, "70707", TEXT),
            member(SenderType::Alphanumeric, "ACME", TEXT),
        ];
        let twice = vec![member(SenderType::Alphanumeric, "ACME", TEXT)];
        Catalogue {
            numbers: Ok(vec![
                number("+12025550101", "(202) 555-0101", BOTH),
                number("+18005550102", "Support", TEXT),
                number("+442079460018", "Calls", CALLS),
                number("+18765550103", "Jamaica", BOTH),
            ]),
            short_codes: Ok(vec![short_code("70707", "Launch"), short_code("70708", "Alone")]),
            services: Ok(vec![service("MG1", "Campaigns", pool), service("MG2", "Names", twice)]),
            ..Catalogue::unread()
        }
    }

    fn ask(query: DiscoveryQuery, saved: &[(SenderType, &str)], names: &[&str]) -> Part {
        let saved = saved.iter().map(|(kind, id)| (*kind, (*id).to_owned())).collect();
        let names = names.iter().map(|name| folded(name)).collect();
        part(&catalogue(), &query, &Around { saved: &saved, names: &names, not_addable: None })
    }

    fn all_of() -> DiscoveryQuery {
        DiscoveryQuery {
            search: String::new(),
            sender_type: None,
            only_new: false,
            subaccount: None,
            offset: 0,
            limit: 200,
        }
    }

    #[test]
    fn everything_that_sends_is_found_once_with_what_it_can_and_who_holds_it() {
        let part = ask(all_of(), &[(SenderType::LongCode, "+12025550101")], &[]);
        let ids: Vec<_> = part.rows.iter().map(|row| row.sender_id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "MG1",
                "MG2",
                "70707",
                "70708",
                "+12025550101",
                "+18005550102",
                "+442079460018",
                "+18765550103",
                "ACME"
            ]
        );
        let row = |id: &str| part.rows.iter().find(|row| row.sender_id == id).unwrap();
        assert_eq!((row("MG1").mms, row("MG1").members), (MmsFit::Some, Some(3)));
        assert_eq!(row("70707").service_name.as_deref(), Some("Campaigns"));
        assert_eq!((row("70707").mms, row("70708").mms), (MmsFit::No, MmsFit::Unknown));
        let main = row("+12025550101");
        assert!(main.saved && main.ten_dlc && !main.toll_free && main.mms == MmsFit::Yes);
        assert!(main.not_addable.as_deref().unwrap().contains("already"));
        assert!(!row("+18765550103").ten_dlc, "Jamaica has the +1, too");
        assert!(row("+18005550102").toll_free && !row("+18005550102").ten_dlc);
        assert!(row("+442079460018").not_addable.as_deref().unwrap().contains("no SMS"));
        assert_eq!(row("ACME").mms, MmsFit::No);
    }

    #[test]
    fn a_query_is_told_from_what_was_found_and_served_in_parts() {
        let named = |search: &str| DiscoveryQuery { search: search.to_owned(), ..all_of() };
        let ids = |part: Part| part.rows.into_iter().map(|row| row.sender_id).collect::<Vec<_>>();
        // By the service's name, its members are found too.
        assert_eq!(ids(ask(named("campaigns"), &[], &[])), ["MG1", "70707", "+12025550101", "ACME"]);
        let of_kind = DiscoveryQuery { sender_type: Some(SenderType::ShortCode), ..all_of() };
        assert_eq!(ids(ask(of_kind, &[], &[])), ["70707", "70708"]);
        let fresh = DiscoveryQuery { only_new: true, ..named("70") };
        assert_eq!(ids(ask(fresh, &[(SenderType::ShortCode, "70707")], &[])), ["70708"]);
        let part = ask(DiscoveryQuery { offset: 8, limit: 3, ..all_of() }, &[], &[]);
        assert_eq!((part.found, part.matching, part.rows.len()), (9, 9, 1));
    }

    #[test]
    fn a_name_is_twilios_own_unless_it_repeats_the_number_and_is_free() {
        let free = |_: &str| false;
        assert_eq!(suggested("Support", "+18005550102", free), "Support");
        assert_eq!(suggested("(202) 555-0101", "+12025550101", free), "+12025550101");
        assert_eq!(suggested(" \t", "70707", free), "70707");
        assert_eq!(suggested("Two\nlines", "70707", free), "Two lines");
        let taken = |name: &str| ["support", "support 2"].contains(&name);
        assert_eq!(suggested("Support", "+18005550102", taken), "Support 3");
    }
}
