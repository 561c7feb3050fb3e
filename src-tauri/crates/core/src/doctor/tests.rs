//! Facts in, findings out: healthy ones raise no alarm, each fault is named, and what was not read is never ok.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::facts::*;
use super::*;
use crate::account::access::tests::{SID, asked, working};
use crate::account::limits::limits;
use crate::catalogue::samples::{number, service};
use crate::catalogue::{Can, Catalogue, Member, Places};
use crate::ids::{DoctorId, SenderKey, WorkspaceId};
use crate::wire::*;

const MG: &str = "MG0123456789abcdef0123456789abcdef";
const NOW: &str = "2026-11-26T12:00:00Z";

fn at(text: &str) -> At {
    At(text.parse().unwrap())
}

fn read<T>(value: T) -> Reading<T> {
    Ok(Read { value, at: at(NOW) })
}

fn not_read<T>() -> Reading<T> {
    Err(Unread { refused: true, reason: "Not readable with this key.".to_owned() })
}

fn account() -> AccountView {
    let asked = asked(CredentialKind::AuthToken);
    let mut access = working().rows(&asked);
    access.push(AccessRow {
        capability: Capability::Send,
        access: Access::Yes,
        reason: None,
        at: Some(at(NOW)),
    });
    AccountView {
        account_sid: SID.to_owned(),
        friendly_name: Some("Acme".to_owned()),
        kind: Some("Full".to_owned()),
        status: Some("active".to_owned()),
        region: RegionChoice::Us1,
        credential: CredentialKind::AuthToken,
        api_key_sid: None,
        kept_in: KeptIn::Keychain,
        verified_at: Some(at(NOW)),
        access,
        balance: Some(BalanceReading::Known {
            amount: "41.20".to_owned(),
            currency: "USD".to_owned(),
            at: at(NOW),
        }),
        balance_floor: None,
        below_floor: false,
        limits: Vec::new(),
        shared_by: Vec::new(),
    }
}

fn sender(kind: SenderType, id: &str) -> SenderFacts {
    SenderFacts {
        key: SenderKey::fresh(),
        name: id.to_owned(),
        kind,
        id: id.to_owned(),
        supports_mms: false,
        mo_custom: None,
        reaches: BTreeSet::new(),
    }
}

/// A healthy workspace without a sender.
fn facts() -> Facts {
    Facts {
        data_centre: crate::data_centre::DataCentre::first(),
        delivery_url: None,
        keyword_management: true,
        has_default: true,
        senders: Vec::new(),
        account: account(),
        asked: read(()),
        of_workspace: Vec::new(),
        catalogue: read(Arc::new(catalogue(Vec::new()))),
        routes: BTreeMap::new(),
        routes_unread: None,
        campaigns: BTreeMap::new(),
        toll_free: None,
        permitted: BTreeMap::from([("US".to_owned(), read(Some(true)))]),
        countries_left_out: 0,
        alerts: read(Alerts { seen: Vec::new(), whole: true }),
        at: at(NOW),
    }
}

/// One number with MMS, one that cannot send, and a service with this pool.
fn catalogue(pool: Vec<Member>) -> Catalogue {
    let can = |sms, mms| Can { sms, mms };
    Catalogue {
        numbers: Ok(vec![
            number("+447700900123", "Main", can(true, true)),
            number("+447700900124", "Text only", can(true, false)),
            number("+12025550103", "Voice only", can(false, false)),
        ]),
        short_codes: Ok(Vec::new()),
        services: Ok(vec![service(MG, "Campaigns", pool)]),
        applications: Ok(Vec::new()),
        places: Places::default(),
    }
}

fn found<'a>(findings: &'a [DoctorFinding], id: &str) -> &'a DoctorFinding {
    findings.iter().find(|one| one.finding.id == id).unwrap_or_else(|| panic!("no {id} in {findings:#?}"))
}

fn alarms(findings: &[DoctorFinding]) -> Vec<&str> {
    let alarms = findings.iter().filter(|one| one.finding.level >= FindingLevel::Warning);
    alarms.map(|one| one.finding.id.as_str()).collect()
}

fn level(findings: &[DoctorFinding], id: &str) -> FindingLevel {
    found(findings, id).finding.level
}

#[test]
fn a_healthy_workspace_raises_no_alarm_and_says_what_cannot_be_known() {
    let mut facts = facts();
    facts.senders = vec![sender(SenderType::LongCode, "+447700900123")];
    facts.senders[0].supports_mms = true;
    let route = Route { reply: Destination::Moengage, items: Vec::new(), read_at: Some(at(NOW)) };
    facts.routes.insert(facts.senders[0].key, route);
    let findings = examine(&facts);
    assert_eq!(alarms(&findings), Vec::<&str>::new());
    let open = findings.iter().filter(|one| one.finding.level == FindingLevel::NotCheckable);
    let open: Vec<_> = open.map(|one| one.finding.id.as_str()).collect();
    assert_eq!(open, ["moengage.credential", "opt_out.settings", "reachability.not_asked"]);
    for id in [
        "credential.taken",
        "account.balance",
        "senders.owned",
        "senders.able",
        "routes.in_place",
        "alerts.none",
    ] {
        assert_eq!(level(&findings, id), FindingLevel::Ok, "{id}");
    }
    assert!(findings.is_sorted_by_key(|one| (one.area, std::cmp::Reverse(one.finding.level))));
}

#[test]
fn what_was_not_read_is_not_checkable_with_the_reason_and_never_ok() {
    let mut facts = facts();
    facts.senders = vec![sender(SenderType::LongCode, "+12025550103")];
    facts.asked = not_read();
    facts.catalogue = not_read();
    facts.routes_unread = Some(Unread { refused: true, reason: "Not readable with this key.".to_owned() });
    facts.permitted = BTreeMap::from([("US".to_owned(), not_read())]);
    facts.alerts = not_read();
    let findings = examine(&facts);
    assert_eq!(alarms(&findings), Vec::<&str>::new());
    for id in [
        "credential.unread",
        "account.state",
        "account.type",
        "account.balance",
        "senders.unread",
        "routes.unread",
        "registration.unread",
        "countries.permitted.US",
        "alerts.unread",
    ] {
        let one = found(&findings, id);
        assert_eq!(one.finding.level, FindingLevel::NotCheckable, "{id}");
        assert_eq!(one.finding.evidence, "Not readable with this key.", "{id}");
        assert_eq!(one.read_at, None, "{id}");
    }
    let right = findings.iter().filter(|one| one.finding.level == FindingLevel::Ok);
    let right: Vec<_> = right.map(|one| one.finding.id.as_str()).collect();
    assert_eq!(right, ["moengage.default_sender", "moengage.mo_url"]);
}

#[test]
fn a_trial_account_an_empty_balance_and_a_refused_credential_are_named() {
    let mut facts = facts();
    facts.account.limits = limits(Some("Trial"), Some("active"));
    facts.account.balance =
        Some(BalanceReading::Known { amount: "0.00".to_owned(), currency: "USD".to_owned(), at: at(NOW) });
    let findings = examine(&facts);
    assert_eq!(alarms(&findings), ["account.type", "account.trial_alphanumeric", "account.balance"]);
    facts.account.limits = limits(Some("Full"), Some("suspended"));
    for row in &mut facts.account.access {
        (row.access, row.reason) =
            (Access::No, Some("Twilio refused it with error 20003 (HTTP 401).".to_owned()));
    }
    let findings = examine(&facts);
    assert_eq!(level(&findings, "credential.taken"), FindingLevel::Problem);
    assert_eq!(level(&findings, "credential.send"), FindingLevel::Problem);
    assert_eq!(level(&findings, "account.state"), FindingLevel::Problem);
    assert_eq!(level(&findings, "account.type"), FindingLevel::NotCheckable);
    assert_eq!(
        level(&findings, "account.balance"),
        FindingLevel::NotCheckable,
        "the old amount is not shown as read"
    );
}

#[test]
fn a_balance_under_the_floor_is_a_warning_and_above_it_is_none() {
    let mut facts = facts();
    facts.account.balance_floor = Some("50".to_owned());
    assert_eq!(level(&examine(&facts), "account.balance"), FindingLevel::Ok);
    facts.account.below_floor = true;
    let findings = examine(&facts);
    let balance = found(&findings, "account.balance");
    assert_eq!(balance.finding.level, FindingLevel::Warning);
    assert!(balance.finding.evidence.contains("41.20 USD") && balance.finding.evidence.contains("under 50"));
}

#[test]
fn each_fault_of_a_sender_is_named_under_its_own_id() {
    let mut facts = facts();
    let mut marked = sender(SenderType::LongCode, "+447700900124");
    marked.supports_mms = true;
    facts.senders = vec![
        sender(SenderType::LongCode, "+447700900999"),
        sender(SenderType::LongCode, "+12025550103"),
        marked,
        sender(SenderType::MessagingService, MG),
        sender(SenderType::Alphanumeric, "Acme"),
    ];
    let keys: Vec<_> = facts.senders.iter().map(|one| one.key).collect();
    let findings = examine(&facts);
    for (id, expected) in [
        (format!("senders.owned.{}", keys[0]), FindingLevel::Problem),
        (format!("senders.sms.{}", keys[1]), FindingLevel::Problem),
        (format!("senders.mms.{}", keys[2]), FindingLevel::Problem),
        (format!("senders.pool.{}", keys[3]), FindingLevel::Problem),
        (format!("senders.owned.{}", keys[4]), FindingLevel::NotCheckable),
        (format!("countries.alphanumeric.{}", keys[4]), FindingLevel::NotCheckable),
        // A US number in no service.
        (format!("registration.us.{}", keys[1]), FindingLevel::Problem),
    ] {
        let one = found(&findings, &id);
        assert_eq!(one.finding.level, expected, "{id}");
        assert!(one.finding.remedy.is_some() && one.finding.sender.is_some(), "{id}");
    }
    let ids: BTreeSet<_> = findings.iter().map(|one| &one.finding.id).collect();
    assert_eq!(ids.len(), findings.len(), "each id once");
}

#[test]
fn a_number_that_is_in_the_pool_of_another_sender_is_told_and_no_fault() {
    let mut facts = facts();
    let can = Can { sms: true, mms: true };
    let member = Member { kind: SenderType::LongCode, sender_id: "+447700900123".to_owned(), can };
    facts.catalogue = read(Arc::new(catalogue(vec![member])));
    facts.senders = vec![sender(SenderType::LongCode, "+447700900123")];
    let id = format!("senders.service.{}", facts.senders[0].key);
    assert!(!examine(&facts).iter().any(|one| one.finding.id == id), "the service is no sender here");
    facts.senders.push(sender(SenderType::MessagingService, MG));
    let findings = examine(&facts);
    assert_eq!(level(&findings, &id), FindingLevel::Ok);
    assert_eq!(level(&findings, &format!("senders.pool.{}", facts.senders[1].key)), FindingLevel::Ok);
}

#[test]
fn many_faulty_senders_are_counted_beyond_the_first_hundred() {
    let mut facts = facts();
    facts.senders = (0..250).map(|nth| sender(SenderType::LongCode, &format!("+44770090{nth:04}"))).collect();
    let findings = examine(&facts);
    let of_senders = findings.iter().filter(|one| one.area == DoctorArea::Senders).count();
    assert!(of_senders <= 103, "{of_senders}");
    assert_eq!(level(&findings, "senders.more"), FindingLevel::Problem);
}

#[test]
fn countries_and_alphanumeric_senders_are_judged_by_where_they_go() {
    let mut facts = facts();
    let mut alphanumeric = sender(SenderType::Alphanumeric, "Acme");
    alphanumeric.reaches = ["US", "FR"].map(str::to_owned).into();
    facts.senders = vec![alphanumeric];
    let key = facts.senders[0].key;
    facts.permitted = BTreeMap::from([("GB".to_owned(), read(Some(false))), ("FR".to_owned(), read(None))]);
    let findings = examine(&facts);
    assert_eq!(level(&findings, "countries.permitted.GB"), FindingLevel::Problem);
    assert_eq!(level(&findings, "countries.permitted.FR"), FindingLevel::NotCheckable);
    assert_eq!(level(&findings, &format!("countries.alphanumeric.US.{key}")), FindingLevel::Problem);
    assert_eq!(level(&findings, &format!("countries.alphanumeric.FR.{key}")), FindingLevel::Ok);
    assert!(
        !findings.iter().any(|one| one.finding.id == "countries.permitted"),
        "none is known to be permitted"
    );
}

fn alert(code: u32, level: &str, url: &str, moment: &str) -> Alert {
    Alert {
        code: Some(code),
        level: Some(level.to_owned()),
        says: Some("Internal Server Error".to_owned()),
        url: Some(url.to_owned()),
        service: None,
        at: Some(at(moment)),
    }
}

#[test]
fn alerts_are_grouped_by_code_and_webhook_and_explained_without_the_secrets_of_a_url() {
    const DLR: &str = "https://ops:pa55word@hooks.example.test/dlr?token=c0ffeec0ffee&id=";
    let mut facts = facts();
    let seen = vec![
        alert(11200, "error", &format!("{DLR}1"), "2026-11-26T11:00:00Z"),
        alert(11200, "error", &format!("{DLR}2"), "2026-11-26T10:00:00Z"),
        alert(11200, "error", &format!("{DLR}3"), "2026-11-10T10:00:00Z"),
        alert(11200, "error", "https://other.example.test/mo", "2026-11-10T10:00:00Z"),
        alert(12300, "error", "https://other.example.test/mo", "2026-11-26T11:00:00Z"),
        alert(23006, "warning", "https://other.example.test/mo", "2026-11-26T11:00:00Z"),
        alert(99999, "notice", "https://other.example.test/mo", "2026-11-26T11:00:00Z"),
    ];
    facts.alerts = read(Alerts { seen, whole: false });
    let findings = examine(&facts);
    let of_alerts: Vec<_> = findings.iter().filter(|one| one.area == DoctorArea::Alerts).collect();
    let levels: Vec<_> = of_alerts.iter().map(|one| one.finding.level).collect();
    use FindingLevel::{NotCheckable, Problem, Warning};
    assert_eq!(levels, [Problem, Warning, Warning, Warning, NotCheckable], "{of_alerts:#?}");
    let worst = of_alerts[0];
    assert!(worst.finding.title.contains("(error 11200)"), "{}", worst.finding.title);
    assert!(
        worst.finding.evidence.starts_with("2 alerts within 24 hours, 3 within 30 days."),
        "{}",
        worst.finding.evidence
    );
    assert!(worst.finding.evidence.contains("hooks.example.test/dlr"), "{}", worst.finding.evidence);
    assert_eq!(worst.action, Some(DoctorAction::OpenLink { id: "twilio-error-11200".to_owned() }));
    let redaction = of_alerts.iter().find(|one| one.finding.title.contains("23006")).unwrap();
    assert!(redaction.finding.remedy.as_deref().unwrap().contains("POST"), "{redaction:?}");
    let all = format!("{of_alerts:?}");
    assert!(!all.contains("pa55word") && !all.contains("c0ffee"), "{all}");
    assert!(!all.contains("99999"), "what is for information is no fault");
}

fn differing(setting: RouteSetting, state: DriftState) -> DriftItem {
    DriftItem {
        setting,
        label: "*Integration*".to_owned(),
        state,
        reasons: Vec::new(),
        level: FindingLevel::Problem,
        resource: None,
        fields: Vec::new(),
        live: Some("https://old.example.test/".to_owned()),
        should: Some("https://api-01.moengage.com/".to_owned()),
        should_provenance: Some(Provenance::Documented),
        why: "Receipts go elsewhere.".to_owned(),
        remedy: Some("Apply it.".to_owned()),
        sources: Vec::new(),
        since: None,
        changed_from: None,
        accepted: None,
        cannot_apply: None,
    }
}

#[test]
fn a_setting_that_differs_can_be_applied_one_that_is_unknown_is_not_checkable_and_an_accepted_one_ok() {
    let mut facts = facts();
    facts.senders = vec![sender(SenderType::LongCode, "+447700900123")];
    let key = facts.senders[0].key;
    let accepted = Acceptance { why: "Ours passes it on.".to_owned(), at: at(NOW) };
    let items = vec![
        differing(RouteSetting::DeliveryCallback, DriftState::Differs),
        DriftItem {
            cannot_apply: Some("Not confirmed.".to_owned()),
            ..differing(RouteSetting::InboundFallback, DriftState::Differs)
        },
        differing(RouteSetting::Inbound, DriftState::Unknown),
        DriftItem { accepted: Some(accepted), ..differing(RouteSetting::MmsConverter, DriftState::Accepted) },
        differing(RouteSetting::SmartEncoding, DriftState::InPlace),
    ];
    let route = Route { reply: Destination::Unknown, items, read_at: Some(at(NOW)) };
    facts.routes.insert(key, route);
    let findings = examine(&facts);
    let delivery = found(&findings, &format!("routes.delivery_callback.{key}"));
    assert_eq!(delivery.finding.level, FindingLevel::Problem);
    assert_eq!(
        delivery.action,
        Some(DoctorAction::Apply { sender: key, settings: vec![RouteSetting::DeliveryCallback] })
    );
    let fallback = found(&findings, &format!("routes.inbound_fallback.{key}"));
    assert_eq!(fallback.action, Some(DoctorAction::OpenRoute { sender: key }));
    assert_eq!(level(&findings, &format!("routes.inbound.{key}")), FindingLevel::NotCheckable);
    let meant = found(&findings, &format!("routes.mms_converter.{key}"));
    assert_eq!(meant.finding.level, FindingLevel::Ok);
    assert!(meant.finding.evidence.contains("Ours passes it on."), "{}", meant.finding.evidence);
    assert!(!findings.iter().any(|one| one.finding.id == "routes.in_place"));
    assert!(!findings.iter().any(|one| one.finding.id == format!("routes.smart_encoding.{key}")));
}

fn short_code_unwired(key: SenderKey) -> Finding {
    Finding {
        id: "short_code_without_mo".to_owned(),
        level: FindingLevel::Problem,
        title: "STOP may go unanswered.".to_owned(),
        evidence: String::new(),
        remedy: None,
        provenance: Provenance::Documented,
        sources: Vec::new(),
        sender: Some(key),
    }
}

#[test]
fn a_tick_that_is_missing_is_no_fault_where_replies_were_read_to_arrive() {
    let mut facts = facts();
    facts.senders = vec![sender(SenderType::ShortCode, "70707")];
    let key = facts.senders[0].key;
    facts.of_workspace = vec![short_code_unwired(key)];
    let id = format!("moengage.short_code_without_mo.{key}");
    assert_eq!(level(&examine(&facts), &id), FindingLevel::Problem);
    let route = Route { reply: Destination::Moengage, items: Vec::new(), read_at: Some(at(NOW)) };
    facts.routes.insert(key, route);
    assert!(!examine(&facts).iter().any(|one| one.finding.id == id));
}

#[test]
fn an_mo_callback_of_another_data_centre_is_found_with_its_secret_masked() {
    let mut facts = facts();
    facts.senders = vec![sender(SenderType::LongCode, "+447700900123")];
    facts.senders[0].mo_custom = Some(
        "https://api-02.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio?token=c0ffeec0ffee"
            .to_owned(),
    );
    let findings = examine(&facts);
    let one = found(&findings, &format!("moengage.mo_url.{}", facts.senders[0].key));
    assert!(one.finding.level >= FindingLevel::Warning, "{one:?}");
    assert!(!one.finding.evidence.contains("c0ffee"), "{}", one.finding.evidence);
}

fn report(findings: Vec<DoctorFinding>) -> DoctorReport {
    DoctorReport {
        id: DoctorId::fresh(),
        workspace: WorkspaceId::fresh(),
        workspace_name: "Shop".to_owned(),
        at: at(NOW),
        counts: counts(&findings),
        compared_with: None,
        findings,
        gone: Vec::new(),
    }
}

#[test]
fn two_reports_compare_by_id() {
    let mut before = facts();
    before.account.below_floor = true;
    before.account.balance_floor = Some("50".to_owned());
    before.alerts = read(Alerts {
        seen: vec![alert(11200, "error", "https://a.example.test/mo", "2026-11-26T11:00:00Z")],
        whole: true,
    });
    before.senders = vec![sender(SenderType::LongCode, "+447700900999")];
    let key = before.senders[0].key;
    let former = report(examine(&before));

    let mut now = facts();
    now.permitted = BTreeMap::from([("US".to_owned(), read(Some(false)))]);
    now.senders = vec![SenderFacts { id: "+447700900123".to_owned(), ..before.senders[0].clone() }];
    let mut findings = examine(&now);
    let gone = against(&mut findings, Some(&former));
    let change = |id: &str| found(&findings, id).change;
    assert_eq!(change("account.balance"), DoctorChange::Better);
    assert_eq!(change("account.state"), DoctorChange::Same);
    assert_eq!(change("countries.permitted.US"), DoctorChange::New);
    let titles: Vec<_> = gone.iter().map(|gone| gone.title.as_str()).collect();
    assert!(titles.iter().any(|title| title.contains("is not in the account")), "{titles:?} {key}");
    assert!(titles.iter().any(|title| title.contains("11200")), "{titles:?}");

    // What could not be looked at this time is neither better nor gone.
    now.alerts = not_read();
    now.asked = not_read();
    let mut findings = examine(&now);
    let gone = against(&mut findings, Some(&former));
    assert!(!gone.iter().any(|gone| gone.area == DoctorArea::Alerts), "{gone:?}");
    assert_eq!(found(&findings, "account.balance").change, DoctorChange::Same);
    let mut first = examine(&now);
    assert_eq!(against(&mut first, None), []);
    assert!(first.iter().all(|one| one.change == DoctorChange::First));
}

#[test]
fn a_file_of_a_report_has_no_secret_no_whole_number_and_no_markup_of_others() {
    let mut facts = facts();
    facts.senders = vec![sender(SenderType::LongCode, "+447700900999")];
    facts.senders[0].name = "<b>7e5707e5707e5707e5707e5707e5707e</b>".to_owned();
    let mut report = report(examine(&facts));
    report.workspace_name = "Shop https://ops:pa55word@a.example.test/".to_owned();
    for format in [DoctorFormat::Markdown, DoctorFormat::Html, DoctorFormat::Json] {
        let written = || {
            let mut out = Vec::new();
            export::write(&mut out, report.clone(), format).unwrap();
            String::from_utf8(out).unwrap()
        };
        let text = written();
        assert_eq!(text, written(), "{format:?}");
        for never in ["7e5707e5707e", "pa55word", "447700900999"] {
            assert!(!text.contains(never), "{format:?}: {never}");
        }
        assert!(text.contains("+4477…99"), "{format:?}: {text}");
        assert!(format != DoctorFormat::Html || !text.contains("<b>"), "{text}");
        assert!(export::file_name(&report, format).starts_with("doctor-shop-"));
    }
}

#[test]
fn a_report_reads_as_text() {
    let mut facts = facts();
    facts.permitted = BTreeMap::from([("GB".to_owned(), read(Some(false)))]);
    let mut findings = examine(&facts);
    findings.retain(|one| one.finding.id == "countries.permitted.GB" || one.area == DoctorArea::Reachability);
    let mut report = report(findings);
    report.compared_with = Some(at("2026-11-25T12:00:00Z"));
    report.findings[0].change = DoctorChange::New;
    report.gone = vec![GoneFinding {
        area: DoctorArea::Account,
        level: FindingLevel::Warning,
        title: "The balance is low.".to_owned(),
    }];
    let mut out = Vec::new();
    export::write(&mut out, report, DoctorFormat::Markdown).unwrap();
    let text = String::from_utf8(out).unwrap();
    let (_, text) = text.split_once("are shortened.\n\n").unwrap();
    assert_eq!(
        text,
        "- Checked: 2026-11-26 12:00 UTC\n\
         - Problems: 1, warnings: 0, not checkable: 1, ok: 0\n\
         - Compared with: 2026-11-25 12:00 UTC\n\
         \n## Countries\n\n\
         - **Problem**: Messages to GB are switched off. (new)\n  \
           - Twilio's geo permissions of this account do not permit GB, where senders or recent recipients are.\n  \
           - Read: 2026-11-26 12:00 UTC\n  \
           - What to do: Switch the country on in Twilio's console: Messaging \\> Settings \\> Geo permissions.\n  \
           - Source: [Twilio: Error 21408](https://www.twilio.com/docs/api/errors/21408)\n\
         \n## Reachability\n\n\
         - **Not checkable**: Whether the webhooks' hosts can be reached was not asked.\n  \
           - It is asked on request only, by name and TLS: no request ever goes to a webhook. Whether one answers is told \
         only by Twilio's alerts.\n\
         \n## No longer found\n\n\
         - Warning: The balance is low.\n"
    );
}
