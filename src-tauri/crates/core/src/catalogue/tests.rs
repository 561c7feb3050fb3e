//! What a catalogue says of sender IDs, whole and in part.

use super::samples::{number, service, short_code};
use super::*;

const MG: &str = "MG0123456789abcdef0123456789abcdef";

fn can(sms: bool, mms: bool) -> Can {
    Can { sms, mms }
}

fn member(kind: SenderType, sender_id: &str, mms: bool) -> Member {
    Member { kind, sender_id: sender_id.to_owned(), can: can(true, mms) }
}

fn whole() -> Catalogue {
    let pool = vec![
        member(SenderType::LongCode, "+12025550101", true),
        member(SenderType::ShortCode, "12345", false),
        member(SenderType::Alphanumeric, "ACME", false),
    ];
    Catalogue {
        numbers: Ok(vec![
            number("+12025550101", "Main", can(true, true)),
            number("+18005550102", "Free line", can(true, false)),
            number("+12025550103", "Voice only", can(false, false)),
        ]),
        short_codes: Ok(vec![short_code("12345", "Launch"), short_code("54321", "54321")]),
        services: Ok(vec![service(MG, "Campaigns", pool)]),
        applications: Ok(Vec::new()),
        places: Places::default(),
    }
}

fn ids(kind: Option<SenderType>, typed: &str) -> Vec<String> {
    let completion = whole().complete(kind, typed, &HashSet::new());
    assert_eq!(completion.matching as usize, completion.candidates.len());
    completion.candidates.into_iter().map(|candidate| candidate.sender_id).collect()
}

#[test]
fn an_id_is_completed_by_its_beginning_then_by_name() {
    assert_eq!(ids(None, "").len(), 7);
    assert_eq!(ids(Some(SenderType::LongCode), "+1800"), ["+18005550102"]);
    assert_eq!(ids(None, "1202"), ["+12025550101", "+12025550103"]);
    assert_eq!(ids(None, "FREE"), ["+18005550102"]);
    assert_eq!(ids(None, "123"), ["12345", MG]);
    assert_eq!(ids(None, "0103"), ["+12025550103"]);
    assert_eq!(ids(Some(SenderType::Alphanumeric), "ac"), ["ACME"]);
    assert_eq!(ids(None, "m"), [MG, "+12025550101", "ACME"], "by ID, by name, anywhere");
    assert_eq!(ids(Some(SenderType::ShortCode), "campaigns"), [""; 0]);
}

#[test]
fn a_candidate_has_its_name_capabilities_and_services() {
    let saved = HashSet::from([(SenderType::LongCode, "+12025550101".to_owned())]);
    let all = whole().complete(None, "", &saved).candidates;
    let find = |id: &str| all.iter().find(|candidate| candidate.sender_id == id).unwrap();
    let main = find("+12025550101");
    assert_eq!((main.name.as_str(), main.sms, main.mms, main.saved), ("Main", Some(true), Some(true), true));
    assert_eq!(main.services, ["Campaigns"]);
    assert!(find("+18005550102").toll_free && !main.toll_free);
    assert_eq!((find("54321").mms, find("12345").mms), (None, Some(false)), "known from a pool only");
    assert_eq!((find(MG).sms, find(MG).saved), (None, false));
}

#[test]
fn fifty_are_offered_and_all_counted() {
    let numbers = (0..120).map(|nth| number(&format!("+1202556{nth:04}"), "", can(true, true))).collect();
    let completion = Catalogue { numbers: Ok(numbers), ..whole() }.complete(None, "+1202", &HashSet::new());
    assert_eq!((completion.candidates.len(), completion.matching), (50, 121));
}

#[test]
fn what_was_not_read_is_neither_found_nor_missing() {
    use Ownership::{CouldNotCheck, Found, NotFound};
    fn denied<T>() -> Read<T> {
        Err("Twilio answered with error 20003.".to_owned())
    }
    let mut partial = Catalogue { numbers: denied(), short_codes: denied(), ..whole() };
    let of = |catalogue: &Catalogue, kind, id: &str| catalogue.ownership(kind, id).0;
    assert_eq!(of(&whole(), SenderType::LongCode, "+12025550101"), Found);
    assert_eq!(of(&whole(), SenderType::LongCode, "+12025550199"), NotFound);
    assert_eq!(of(&whole(), SenderType::ShortCode, "99999"), NotFound);
    assert_eq!(of(&whole(), SenderType::MessagingService, &MG.replace('0', "1")), NotFound);
    assert_eq!(of(&whole(), SenderType::Alphanumeric, "ACME"), Found);
    assert_eq!(of(&whole(), SenderType::Alphanumeric, "OTHER"), CouldNotCheck);
    assert_eq!(of(&partial, SenderType::LongCode, "+12025550101"), Found, "it is in a pool");
    let (ownership, reason) = partial.ownership(SenderType::LongCode, "+18005550102");
    assert_eq!(ownership, CouldNotCheck);
    assert!(reason.unwrap().contains("20003"));
    assert_eq!(partial.state(), CatalogueState::Partial);
    assert_eq!(partial.faults().len(), 2);
    partial.services = denied();
    assert_eq!(partial.state(), CatalogueState::Failed);
    assert_eq!(of(&partial, SenderType::MessagingService, MG), CouldNotCheck);
    assert_eq!(whole().state(), CatalogueState::Whole);
}

fn of_mms(catalogue: Option<&Catalogue>, kind: SenderType, id: &str) -> (NoteLevel, String) {
    let notes = remarks(catalogue, kind, id, true);
    let note = notes.into_iter().find(|note| note.field == "supports_mms").unwrap();
    (note.level, note.message)
}

#[test]
fn mms_is_compared_with_the_number_or_the_pool_and_never_green_unchecked() {
    let (known, of_service) = (whole(), SenderType::MessagingService);
    let pool = |mms: &[bool]| {
        let members = mms.iter().map(|mms| member(SenderType::LongCode, "+12025550101", *mms)).collect();
        Catalogue { services: Ok(vec![service(MG, "Campaigns", members)]), ..whole() }
    };
    let cases = [
        (known.clone(), SenderType::LongCode, "+12025550101", NoteLevel::Info, "lists MMS for it"),
        (known.clone(), SenderType::LongCode, "+18005550102", NoteLevel::Warning, "no MMS"),
        (known.clone(), SenderType::LongCode, "+12025550199", NoteLevel::Info, "could not be checked"),
        (known.clone(), SenderType::ShortCode, "12345", NoteLevel::Warning, "no MMS"),
        (known.clone(), SenderType::ShortCode, "54321", NoteLevel::Info, "could not be checked"),
        (known, of_service, MG, NoteLevel::Warning, "1 of the 2"),
        (pool(&[true, true]), of_service, MG, NoteLevel::Info, "every number"),
        (pool(&[false]), of_service, MG, NoteLevel::Warning, "no sender in the pool"),
        (pool(&[]), of_service, MG, NoteLevel::Warning, "no number or short code"),
        (
            Catalogue { services: Err("No.".into()), ..whole() },
            of_service,
            MG,
            NoteLevel::Info,
            "could not be checked",
        ),
    ];
    for (catalogue, kind, id, level, part) in cases {
        let (found, message) = of_mms(Some(&catalogue), kind, id);
        assert_eq!(found, level, "{message}");
        assert!(message.contains(part), "{message}");
    }
    assert!(of_mms(None, SenderType::LongCode, "+12025550101").1.contains("could not be checked"));
    assert_eq!(remarks(None, SenderType::Alphanumeric, "ACME", true), []);
}

#[test]
fn a_sender_that_the_account_lacks_is_warned_of_and_one_without_sms_too() {
    let warned = |id: &str| {
        let notes = remarks(Some(&whole()), SenderType::LongCode, id, false);
        notes.into_iter().filter(|note| note.level == NoteLevel::Warning).count()
    };
    assert_eq!((warned("+12025550101"), warned("+12025550199"), warned("+12025550103")), (0, 1, 1));
}

#[test]
fn a_name_leads_to_its_service_where_only_one_is_called_so() {
    let mut catalogue = whole();
    let service = catalogue.service_named(" campaigns ").unwrap();
    assert_eq!(instead_of_name(service).suggestion.unwrap().value, MG);
    let twice = [catalogue.services().to_vec(), catalogue.services().to_vec()].concat();
    catalogue.services = Ok(twice);
    assert!(catalogue.service_named("Campaigns").is_none());
}
