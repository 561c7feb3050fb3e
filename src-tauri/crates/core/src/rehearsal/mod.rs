//! What would happen if a handset sent this? Twilio's and MoEngage's rules for keywords, told and not tried.

mod words;

use words::{Keyword, Keywords, WORDS};

use crate::wire::{Actor, Finding, Provenance, Rehearsal, RehearsalDraft, RehearsalKind, RehearsalStep};

/// What is rehearsed, with what is known of the sender and the workspace put in.
#[derive(Debug, Clone)]
pub(crate) struct Scene<'a> {
    pub(crate) kind: RehearsalKind,
    pub(crate) in_service: bool,
    /// Counts only in a service: there is none outside.
    pub(crate) advanced_opt_out: bool,
    pub(crate) mo_wired: bool,
    pub(crate) keyword_management: bool,
    pub(crate) category_active: bool,
    pub(crate) text: &'a str,
}

impl<'a> Scene<'a> {
    /// From a draft that names no saved sender.
    pub(crate) fn of(draft: &'a RehearsalDraft, keyword_management: bool) -> Self {
        Self {
            kind: draft.kind,
            in_service: draft.in_service,
            advanced_opt_out: draft.advanced_opt_out,
            mo_wired: draft.mo_wired,
            keyword_management,
            category_active: draft.category_active,
            text: &draft.text,
        }
    }

    fn is_advanced(&self) -> bool {
        self.in_service && self.advanced_opt_out
    }

    /// What Twilio acts upon: nothing for a short code without Advanced Opt-Out.
    fn twilio_hears(&self) -> Option<Keyword> {
        match self.kind {
            RehearsalKind::ShortCode if !self.is_advanced() => None,
            _ => WORDS.twilio(self.text),
        }
    }

    /// Whether MoEngage would send the reply of a category.
    fn moengage_answers(&self) -> bool {
        self.mo_wired && self.keyword_management && self.category_active
    }
}

/// The keyword that Twilio takes a text for, as its `OptOutType` writes it.
pub(crate) fn keyword_of(text: &str) -> Option<&'static str> {
    WORDS.twilio(text).map(Keyword::as_str)
}

/// Whether a text opts a handset out (true) or in again (false), as Twilio takes it for a number of this kind; none for
/// any other text. The toll-free network does not know every word: what it ignores does not lift its block.
pub(crate) fn opts_out(text: &str, toll_free: bool) -> Option<bool> {
    match WORDS.twilio(text)? {
        Keyword::Stop => Some(true),
        Keyword::Start if toll_free && WORDS.network(text) != Some(Keyword::Start) => None,
        Keyword::Start => Some(false),
        Keyword::Help => None,
    }
}

/// Goes through it, in the order in which it would happen.
pub(crate) fn rehearse(scene: &Scene<'_>) -> Rehearsal {
    let keyword = WORDS.twilio(scene.text);
    let told = |steps: Vec<RehearsalStep>, findings| Rehearsal {
        kind: scene.kind,
        keyword: keyword.map(|keyword| keyword.as_str().to_owned()),
        replies: u32::try_from(steps.iter().filter(|step| step.replies).count()).unwrap_or(u32::MAX),
        steps,
        findings,
    };
    if scene.kind == RehearsalKind::Alphanumeric {
        let steps = vec![WORDS.step("handset_cannot", &[])];
        return told(steps, vec![WORDS.finding("one_way", &[])]);
    }
    let mut steps = vec![WORDS.step("handset", &[("text", scene.text.trim())])];
    steps.extend(network(scene, keyword));
    steps.push(twilio(scene));
    steps.push(mo_callback(scene));
    steps.extend(moengage(scene, keyword));
    let findings = findings(scene, keyword, &steps);
    told(steps, findings)
}

/// The toll-free network, which reacts before Twilio.
fn network(scene: &Scene<'_>, keyword: Option<Keyword>) -> Option<RehearsalStep> {
    if scene.kind != RehearsalKind::TollFree {
        return None;
    }
    match (WORDS.network(scene.text), keyword) {
        (Some(Keyword::Stop), _) => Some(WORDS.step("network_stop", &[])),
        (Some(_), _) => Some(WORDS.step("network_start", &[])),
        (None, Some(Keyword::Start)) => Some(WORDS.step("network_ignores_yes", &[])),
        (None, _) => None,
    }
}

fn twilio(scene: &Scene<'_>) -> RehearsalStep {
    let behind_network = scene.kind == RehearsalKind::TollFree && WORDS.network(scene.text).is_some();
    let id = match (scene.twilio_hears(), scene.is_advanced()) {
        (None, false) if scene.kind == RehearsalKind::ShortCode => "twilio_short_code",
        (None, _) => "twilio_other",
        (Some(Keyword::Stop), _) if behind_network => "twilio_stop_behind_network",
        (Some(Keyword::Stop), true) => "advanced_stop",
        (Some(Keyword::Start), true) => "advanced_start",
        (Some(Keyword::Help), true) => "advanced_help",
        (Some(Keyword::Stop), false) => "twilio_stop",
        (Some(Keyword::Start), false) => "twilio_start",
        (Some(Keyword::Help), false) => "twilio_help",
    };
    let scope = if scene.in_service { "every sender of the Messaging Service" } else { "this one sender" };
    let mut step = WORDS.step(id, &[("scope", scope)]);
    // A service's own lists may lack the word; and that blanks around a word do not count is a conclusion.
    let may_lack = scene.is_advanced() && !WORDS.cannot_be_removed(scene.text);
    if scene.twilio_hears().is_some() && (may_lack || scene.text.trim() != scene.text) {
        step.provenance = Provenance::Derived;
    }
    step
}

fn mo_callback(scene: &Scene<'_>) -> RehearsalStep {
    if !scene.mo_wired {
        return WORDS.step("mo_not_wired", &[]);
    }
    match scene.twilio_hears() {
        Some(keyword) if scene.is_advanced() => {
            WORDS.step("mo_passed_advanced", &[("keyword", keyword.as_str())])
        }
        Some(Keyword::Help) => WORDS.step("mo_passed_help", &[]),
        _ => WORDS.step("mo_passed", &[]),
    }
}

fn moengage(scene: &Scene<'_>, keyword: Option<Keyword>) -> Vec<RehearsalStep> {
    if !scene.mo_wired {
        return Vec::new();
    }
    if !scene.keyword_management {
        return vec![WORDS.step("moengage_off", &[])];
    }
    let id = match (scene.category_active, keyword) {
        (true, Some(Keyword::Stop)) => "moengage_stop",
        (true, Some(Keyword::Start)) => "moengage_start",
        (true, _) => "moengage_word",
        (false, Some(_)) => "moengage_inactive",
        (false, None) => "moengage_general",
    };
    let mut steps = vec![WORDS.step(id, &[])];
    if !scene.category_active && keyword.is_none() && WORDS.stop_within(scene.text).is_some() {
        steps.push(WORDS.step("moengage_fuzzy", &[]));
    }
    if scene.category_active && scene.twilio_hears() == Some(Keyword::Stop) {
        steps.push(WORDS.step("twilio_refuses", &[]));
    }
    steps
}

/// Worst first.
fn findings(scene: &Scene<'_>, keyword: Option<Keyword>, steps: &[RehearsalStep]) -> Vec<Finding> {
    let words: &Keywords = &WORDS;
    let hears = scene.twilio_hears();
    let mut findings = Vec::new();
    let unanswered = scene.kind == RehearsalKind::ShortCode && !scene.is_advanced();
    let lacks_category = keyword.is_some() && !scene.category_active;
    if unanswered && (!scene.mo_wired || !scene.keyword_management || lacks_category) {
        findings.push(words.finding("short_code_unanswered", &[]));
    }
    let who: Vec<_> = steps.iter().filter(|step| step.replies).map(|step| name(step.actor)).collect();
    if who.len() > 1 {
        let replies = [("replies", who.len().to_string()), ("who", who.join(", "))];
        findings.push(
            words.finding("two_replies", &replies.each_ref().map(|(what, with)| (*what, with.as_str()))),
        );
    }
    if scene.moengage_answers() && hears == Some(Keyword::Stop) {
        findings.push(words.finding("reply_refused", &[]));
    }
    if let Some(heard @ (Keyword::Stop | Keyword::Start)) = hears
        && !scene.mo_wired
    {
        findings.push(words.finding("moengage_not_told", &[("keyword", heard.as_str())]));
    }
    if scene.mo_wired && !scene.keyword_management {
        findings.push(words.finding("keyword_management_off", &[]));
    }
    if let Some(word) = words.stop_within(scene.text)
        && keyword.is_none()
    {
        findings.push(words.finding("not_exact", &[("word", word)]));
    }
    let starts = keyword == Some(Keyword::Start) && words.network(scene.text).is_none();
    if scene.kind == RehearsalKind::TollFree && starts {
        findings.push(words.finding("yes_does_not_unblock", &[]));
    }
    findings
}

fn name(actor: Actor) -> &'static str {
    match actor {
        Actor::Handset => "the handset",
        Actor::Network => "the toll-free network",
        Actor::Twilio => "Twilio",
        Actor::MoCallback => "the MO callback",
        Actor::Moengage => "MoEngage",
    }
}

#[cfg(test)]
mod tests {
    use RehearsalKind::*;

    use super::*;

    /// Wired, on, with an active category; each case spoils what it is about.
    fn scene(kind: RehearsalKind, text: &str) -> Scene<'_> {
        Scene {
            kind,
            in_service: false,
            advanced_opt_out: false,
            mo_wired: true,
            keyword_management: true,
            category_active: true,
            text,
        }
    }

    fn ids(told: &Rehearsal) -> Vec<&str> {
        told.findings.iter().map(|finding| finding.id.as_str()).collect()
    }

    fn repliers(told: &Rehearsal) -> Vec<Actor> {
        told.steps.iter().filter(|step| step.replies).map(|step| step.actor).collect()
    }

    fn blockers(told: &Rehearsal) -> Vec<Actor> {
        told.steps.iter().filter(|step| step.blocks).map(|step| step.actor).collect()
    }

    #[test]
    fn each_kind_of_sender_answers_and_blocks_by_its_own_rules() {
        use Actor::*;
        type Actors = &'static [Actor];
        let none: Actors = &[];
        let cases: [(RehearsalKind, &str, Option<&str>, Actors, Actors); 17] = [
            (LongCode, "STOP", Some("STOP"), &[Twilio, Moengage], &[Twilio]),
            (LongCode, "quit", Some("STOP"), &[Twilio, Moengage], &[Twilio]),
            (LongCode, "START", Some("START"), &[Twilio, Moengage], none),
            (LongCode, "HELP", Some("HELP"), &[Twilio, Moengage], none),
            (LongCode, "stop please", None, &[Moengage], none),
            (LongCode, "BALANCE", None, &[Moengage], none),
            (TollFree, "STOP", Some("STOP"), &[Network, Moengage], &[Network, Twilio]),
            (TollFree, "UNSUBSCRIBE", Some("STOP"), &[Twilio, Moengage], &[Twilio]),
            (TollFree, "START", Some("START"), &[Network, Twilio, Moengage], none),
            (TollFree, "YES", Some("START"), &[Twilio, Moengage], none),
            (TollFree, "HELP", Some("HELP"), &[Twilio, Moengage], none),
            (TollFree, "hello", None, &[Moengage], none),
            (ShortCode, "STOP", Some("STOP"), &[Moengage], none),
            (ShortCode, "HELP", Some("HELP"), &[Moengage], none),
            (ShortCode, "hello", None, &[Moengage], none),
            (Alphanumeric, "STOP", Some("STOP"), none, none),
            (Alphanumeric, "hello", None, none, none),
        ];
        for (kind, text, keyword, replies, blocks) in cases {
            let told = rehearse(&scene(kind, text));
            assert_eq!(told.keyword.as_deref(), keyword, "{kind:?} {text}");
            assert_eq!(repliers(&told), replies, "{kind:?} {text}");
            assert_eq!(blockers(&told), blocks, "{kind:?} {text}");
            assert_eq!(told.replies as usize, replies.len());
            assert_eq!(ids(&told).contains(&"two_replies"), replies.len() > 1, "{kind:?} {text}");
        }
    }

    #[test]
    fn an_alphanumeric_sender_cannot_be_answered() {
        let told = rehearse(&scene(Alphanumeric, "STOP"));
        assert_eq!((told.steps.len(), ids(&told)), (1, vec!["one_way"]));
    }

    #[test]
    fn a_short_code_that_nobody_answers_for_is_a_compliance_problem() {
        let whole = scene(ShortCode, "STOP");
        assert_eq!(ids(&rehearse(&whole)), [""; 0]);
        for lacking in [
            Scene { mo_wired: false, ..whole.clone() },
            Scene { keyword_management: false, ..whole.clone() },
            Scene { category_active: false, ..whole.clone() },
            // Advanced Opt-Out is a setting of services: outside there is none.
            Scene { mo_wired: false, advanced_opt_out: true, ..whole.clone() },
        ] {
            let told = rehearse(&lacking);
            assert_eq!(ids(&told)[0], "short_code_unanswered", "{lacking:?}");
            assert!(told.findings[0].evidence.contains("compliance problem"));
        }
        let covered = Scene { mo_wired: false, in_service: true, advanced_opt_out: true, ..whole };
        let told = rehearse(&covered);
        assert_eq!(ids(&told), ["moengage_not_told"], "Twilio answers and blocks, MoEngage does not know");
        assert_eq!((repliers(&told), blockers(&told)), (vec![Actor::Twilio], vec![Actor::Twilio]));
    }

    #[test]
    fn a_block_covers_the_whole_service_or_the_one_sender() {
        let says = |in_service| {
            let told = rehearse(&Scene { in_service, ..scene(LongCode, "STOP") });
            told.steps.into_iter().find(|step| step.blocks).unwrap().says
        };
        assert!(says(true).contains("every sender of the Messaging Service"));
        assert!(says(false).contains("this one sender"));
    }

    #[test]
    fn that_moengages_reply_may_be_refused_after_a_stop_is_a_conclusion() {
        let told = rehearse(&scene(LongCode, "STOP"));
        let last = told.steps.last().unwrap();
        assert!(last.says.contains("21610"));
        assert_eq!((last.actor, last.provenance), (Actor::Twilio, Provenance::Derived));
        assert_eq!(ids(&told), ["two_replies", "reply_refused"]);
        assert!(told.findings[0].evidence.contains("Twilio, MoEngage"));
        assert!(told.findings[0].title.starts_with('2'));
    }

    #[test]
    fn a_longer_text_opts_nobody_out_except_perhaps_by_fuzzy_opt_out() {
        let told = rehearse(&Scene { category_active: false, ..scene(LongCode, "stop please") });
        assert_eq!((told.replies, told.keyword.as_deref()), (0, None));
        assert_eq!(blockers(&told), []);
        assert_eq!(ids(&told), ["not_exact"]);
        assert!(told.findings[0].title.contains("STOP"));
        assert!(told.steps.last().unwrap().says.contains("early access"));
    }

    #[test]
    fn what_reaches_moengage_depends_on_the_wire_and_the_toggle() {
        let wired = scene(LongCode, "hello");
        let actors = |scene: &Scene<'_>| -> Vec<Actor> {
            rehearse(scene).steps.into_iter().map(|step| step.actor).collect()
        };
        let all = [Actor::Handset, Actor::Twilio, Actor::MoCallback, Actor::Moengage];
        assert_eq!(actors(&wired), all);
        assert_eq!(actors(&Scene { mo_wired: false, ..wired.clone() }), all[..3]);
        let off = rehearse(&Scene { keyword_management: false, ..wired });
        assert_eq!((off.replies, ids(&off)), (0, vec!["keyword_management_off"]));
    }

    #[test]
    fn what_no_page_confirms_is_marked() {
        let twilio = |scene: &Scene<'_>| rehearse(scene).steps[1].provenance;
        let advanced = |text| Scene { in_service: true, advanced_opt_out: true, ..scene(ShortCode, text) };
        assert_eq!(twilio(&advanced("stop")), Provenance::Documented);
        assert_eq!(twilio(&advanced("QUIT")), Provenance::Derived, "a service's lists may lack it");
        assert_eq!(twilio(&scene(LongCode, "QUIT")), Provenance::Documented);
        assert_eq!(twilio(&scene(LongCode, " STOP ")), Provenance::Derived, "blanks around it");
        let help = rehearse(&scene(LongCode, "HELP"));
        assert_eq!(help.steps[2].provenance, Provenance::Derived, "whether HELP is passed on");
    }

    #[test]
    fn every_step_and_finding_names_its_pages() {
        for kind in [LongCode, TollFree, ShortCode, Alphanumeric] {
            for text in ["STOP", "start", "YES", "help", "stop please", "hello"] {
                for bits in 0..32_u8 {
                    let on = |nth: u8| bits & (1 << nth) != 0;
                    let told = rehearse(&Scene {
                        kind,
                        in_service: on(0),
                        advanced_opt_out: on(1),
                        mo_wired: on(2),
                        keyword_management: on(3),
                        category_active: on(4),
                        text,
                    });
                    let typed = |step: &RehearsalStep| step.provenance == Provenance::Custom;
                    assert!(told.steps.iter().all(|step| typed(step) || !step.sources.is_empty()));
                    assert!(told.findings.iter().all(|finding| !finding.sources.is_empty()));
                    let texts = told.steps.iter().map(|step| &step.says);
                    let texts = texts.chain(told.findings.iter().flat_map(|f| [&f.title, &f.evidence]));
                    assert!(texts.into_iter().all(|text| !text.contains('{')), "all is filled in");
                    assert!(told.findings.is_sorted_by(|a, b| a.level >= b.level), "worst first");
                }
            }
        }
    }
}
