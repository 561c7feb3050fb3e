//! Which set-ups go wrong without a word? One for each way, to practise on and to test with.

use crate::seed::{AccountSeed, ApplicationSeed, NumberSeed, ServiceSeed, ShortCodeSeed, WebhookMethod};

/// A set-up with one thing wrong.
#[derive(Debug, Clone)]
pub struct RouteFault {
    /// What is wrong, as a word: `wrong_method`.
    pub name: &'static str,
    /// The same in plain words, as the name of the sender.
    pub title: &'static str,
    /// What the account has to have for it.
    pub seed: AccountSeed,
    /// The number or short code that shows it; none where it is the service of [`RouteFault::title`].
    pub sender: Option<&'static str>,
    /// Whether the sender is one for pictures.
    pub mms: bool,
}

/// Every fault, where these are the right webhooks for replies (by GET) and for receipts.
pub fn route_faults(mo: &str, delivery: &str) -> Vec<RouteFault> {
    let right = |title: &str| ServiceSeed {
        friendly_name: title.to_owned(),
        inbound_request_url: Some(mo.to_owned()),
        inbound_method: WebhookMethod::Get,
        status_callback: Some(delivery.to_owned()),
        us_campaign: Some("VERIFIED".into()),
        ..ServiceSeed::default()
    };
    let pool = |name: &str, title: &str, number: &str| {
        let numbers = vec![NumberSeed::new(number, format!("Practice: {name}"))];
        (
            AccountSeed { numbers, ..AccountSeed::empty() },
            ServiceSeed { numbers: vec![number.to_owned()], ..right(title) },
        )
    };
    let of_service = |name, title: &'static str, number, change: &dyn Fn(&mut ServiceSeed)| {
        let (mut seed, mut service) = pool(name, title, number);
        change(&mut service);
        seed.services.push(service);
        RouteFault { name, title, seed, sender: None, mms: false }
    };
    let of_number = |name, title: &'static str, number: &'static str, change: &dyn Fn(&mut NumberSeed)| {
        let mut one = NumberSeed {
            sms_url: mo.to_owned(),
            sms_method: WebhookMethod::Get,
            ..NumberSeed::new(number, title)
        };
        change(&mut one);
        let seed = AccountSeed { numbers: vec![one], ..AccountSeed::empty() };
        RouteFault { name, title, seed, sender: Some(number), mms: false }
    };
    let elsewhere = "https://hooks.acme.example/sms";
    let other_centre = mo.replacen("api-0", "api-1", 1);
    let mut faults = vec![
        of_service("not_set", "Receipts go nowhere", "+12025550110", &|one| one.status_callback = None),
        of_number("demo_url", "Still on Twilio's demo", "+12025550111", &|one| {
            one.sms_url = "https://demo.twilio.com/welcome/sms/reply/".into();
        }),
        of_service("inbound_dropped", "Replies switched off", "+12025550112", &|one| {
            one.inbound_request_url = None
        }),
        of_service("defers_to_senders", "Left to its senders", "+12025550113", &|one| {
            one.use_inbound_webhook_on_number = true;
        }),
        of_service("other_host", "Receipts to an old tool", "+12025550114", &|one| {
            one.status_callback = Some(elsewhere.into());
        }),
        of_number("other_data_centre", "Another data centre", "+12025550115", &|one| {
            one.sms_url.clone_from(&other_centre);
        }),
        of_number("other_path", "Another path", "+12025550116", &|one| {
            one.sms_url = mo.replace("/twilio", "/sinch")
        }),
        of_service("wrong_method", "By POST instead of GET", "+12025550117", &|one| {
            one.inbound_method = WebhookMethod::Post;
        }),
        of_number("not_https", "In clear over http", "+12025550118", &|one| {
            one.sms_url = mo.replacen("https:", "http:", 1);
        }),
        of_number("malformed", "No usable URL", "+12025550119", &|one| one.sms_url = "api.moengage".into()),
        of_number("connection_overrides", "With connection overrides", "+12025550120", &|one| {
            one.sms_url = format!("{mo}#ct=2000&rc=3");
        }),
        of_service("fallback_elsewhere", "Fallback to another host", "+12025550121", &|one| {
            one.fallback_url = Some(elsewhere.into());
        }),
        of_number("credentials_in_url", "Password in the URL", "+12025550122", &|one| {
            one.sms_url = mo.replacen("https://", "https://acme:hunter2@", 1);
        }),
        of_service("short_validity", "Messages expire early", "+12025550123", &|one| {
            one.validity_period = 10
        }),
        of_service("empty_pool", "Nobody in the pool", "+12025550124", &|one| {
            one.use_inbound_webhook_on_number = true;
            one.numbers.clear();
        }),
        of_number("application_not_found", "Names a lost application", "+12025550125", &|one| {
            one.application = Some(format!("AP{}", "0".repeat(32)));
        }),
    ];
    let application = ApplicationSeed {
        friendly_name: "Old helpdesk".to_owned(),
        sms_url: elsewhere.to_owned(),
        sms_method: WebhookMethod::Post,
    };
    let mut overridden =
        of_number("overridden_by_application", "An application stands before it", "+12025550126", &|one| {
            one.application = Some("Old helpdesk".into());
        });
    overridden.seed.applications.push(application);
    let mut converter =
        of_service("converter_off", "Pictures without the converter", "+12025550127", &|one| {
            one.mms_converter = false
        });
    converter.mms = true;
    // The account never had it, or had it once.
    let gone = RouteFault {
        name: "not_owned",
        title: "A number of another account",
        seed: AccountSeed::empty(),
        sender: Some("+12025550128"),
        mms: false,
    };
    let (mut seed, mut service) =
        pool("not_documented", "Practice: defers to what is not set", "+12025550129");
    service.use_inbound_webhook_on_number = true;
    for number in &mut seed.numbers {
        number.sms_url = String::new();
    }
    seed.services.push(service);
    let undocumented = RouteFault {
        name: "not_documented",
        title: "Nothing set where a service defers",
        seed,
        sender: Some("+12025550129"),
        mms: false,
    };
    let code = ShortCodeSeed::new("70799", "Code without a webhook");
    let code = RouteFault {
        name: "not_set",
        title: "Code without a webhook",
        seed: AccountSeed { short_codes: vec![code], ..AccountSeed::empty() },
        sender: Some("70799"),
        mms: false,
    };
    faults.extend([overridden, converter, gone, undocumented, code]);
    faults
}
