//! What does an account own when the simulator starts? Plain descriptions that a test or the application fills in.

use secrecy::SecretString;

/// An account as it stands at the start. [`AccountSeed::default`] is the practice account.
#[derive(Debug, Clone)]
pub struct AccountSeed {
    /// `AC…`; made from the simulator's seed when absent.
    pub sid: Option<String>,
    /// The Auth Token; made from the simulator's seed when absent.
    pub token: Option<SecretString>,
    /// The name in the account answer, 64 characters at most.
    pub friendly_name: String,
    pub kind: AccountKind,
    /// `active`, `suspended` or `closed`.
    pub status: String,
    /// Decimal text as Twilio gives it; a subaccount has none of its own.
    pub balance: String,
    /// ISO 4217, upper case.
    pub currency: String,
    /// The only recipients of a trial account, in E.164.
    pub verified_recipients: Vec<String>,
    pub numbers: Vec<NumberSeed>,
    pub short_codes: Vec<ShortCodeSeed>,
    pub services: Vec<ServiceSeed>,
    pub applications: Vec<ApplicationSeed>,
    pub api_keys: Vec<ApiKeySeed>,
    /// SID and Auth Token of the account's test credentials.
    pub test_credentials: Option<(String, SecretString)>,
    pub subaccounts: Vec<AccountSeed>,
    /// Countries, as ISO 3166-1 alpha-2, to which messages are not permitted.
    pub closed_countries: Vec<String>,
}

/// Trial or paid; the words are Twilio's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum AccountKind {
    Trial,
    Full,
}

/// How Twilio calls a webhook.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum WebhookMethod {
    /// The parameters stand in the query.
    Get,
    /// The parameters are a form.
    #[default]
    Post,
}

/// A phone number of the account.
#[derive(Debug, Clone)]
pub struct NumberSeed {
    /// E.164.
    pub phone_number: String,
    pub friendly_name: String,
    pub sms: bool,
    pub mms: bool,
    /// The webhook for incoming messages; empty is none.
    pub sms_url: String,
    pub sms_method: WebhookMethod,
    /// Empty is none.
    pub sms_fallback_url: String,
    pub sms_fallback_method: WebhookMethod,
    /// The application whose webhooks stand in place of these: its name, or a SID (`AP…`) that need not exist.
    pub application: Option<String>,
    /// The status of its toll-free verification, such as `TWILIO_APPROVED`; none for one that was never sent in, and for
    /// numbers that are not toll-free.
    pub toll_free_verification: Option<String>,
}

/// A short code of the account: digits only.
#[derive(Debug, Clone)]
pub struct ShortCodeSeed {
    pub short_code: String,
    pub friendly_name: String,
    pub sms: bool,
    pub mms: bool,
    /// The webhook for incoming messages.
    pub sms_url: Option<String>,
    pub sms_method: WebhookMethod,
    pub sms_fallback_url: Option<String>,
    pub sms_fallback_method: WebhookMethod,
}

/// An application (*TwiML App*) of the account; its name is its own.
#[derive(Debug, Clone)]
pub struct ApplicationSeed {
    pub friendly_name: String,
    /// The webhook for incoming messages of every number that names it; empty is none.
    pub sms_url: String,
    pub sms_method: WebhookMethod,
}

/// A Messaging Service; its pool names senders of the account by their number, short code or text.
#[derive(Debug, Clone)]
pub struct ServiceSeed {
    pub friendly_name: String,
    pub use_case: String,
    pub numbers: Vec<String>,
    pub short_codes: Vec<String>,
    pub alpha_senders: Vec<String>,
    pub status_callback: Option<String>,
    /// None, without `use_inbound_webhook_on_number`, drops incoming messages.
    pub inbound_request_url: Option<String>,
    pub inbound_method: WebhookMethod,
    pub fallback_url: Option<String>,
    pub fallback_method: WebhookMethod,
    /// Whether the senders' own webhooks are called instead of `inbound_request_url`.
    pub use_inbound_webhook_on_number: bool,
    pub mms_converter: bool,
    pub smart_encoding: bool,
    /// Seconds, 1 to 36000.
    pub validity_period: u32,
    /// Advanced Opt-Out: Twilio answers keywords for all senders of the pool, short codes too.
    pub advanced_opt_out: bool,
    /// The status of its US A2P campaign, such as `VERIFIED`; none without a campaign.
    pub us_campaign: Option<String>,
}

/// An API key.
#[derive(Debug, Clone)]
pub struct ApiKeySeed {
    /// `SK…`; made from the simulator's seed when absent.
    pub sid: Option<String>,
    /// Made from the simulator's seed when absent.
    pub secret: Option<SecretString>,
    pub kind: KeyKind,
}

/// What an API key may do.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyKind {
    /// As much as the Auth Token.
    Main,
    /// Everything except the Accounts resource, which answers 401 with code 20003.
    Standard,
    /// Only these areas; all others answer 403 with code 70051.
    Restricted(Vec<Area>),
}

/// A part of the API that a restricted key may be allowed to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    Balance,
    Messages,
    /// Incoming numbers, short codes and verified caller IDs.
    PhoneNumbers,
    /// Applications (*TwiML Apps*).
    Applications,
    /// Messaging Services with their pools, US campaigns, toll-free verifications.
    Services,
    /// The monitor's alerts.
    Alerts,
    Pricing,
    Lookup,
    /// Whether a restricted key can be given this right is not documented; it is one of its own here.
    GeoPermissions,
}

impl AccountSeed {
    /// A paid account with a balance and nothing else: no numbers, no services, no keys.
    pub fn empty() -> Self {
        Self {
            sid: None,
            token: None,
            friendly_name: "Practice account".to_owned(),
            kind: AccountKind::Full,
            status: "active".to_owned(),
            balance: "41.20".to_owned(),
            currency: "USD".to_owned(),
            verified_recipients: Vec::new(),
            numbers: Vec::new(),
            short_codes: Vec::new(),
            services: Vec::new(),
            applications: Vec::new(),
            api_keys: Vec::new(),
            test_credentials: None,
            subaccounts: Vec::new(),
            closed_countries: Vec::new(),
        }
    }

    /// The practice account: four numbers, a short code, a service with a pool, a service without, a standard API key.
    /// All that sends to the United States is registered there.
    /// All numbers are of the ranges that are kept free for fiction.
    pub fn practice() -> Self {
        Self {
            numbers: vec![
                NumberSeed::new("+12025550101", "Marketing US"),
                NumberSeed::new("+14155550123", "Flash sales"),
                NumberSeed { mms: false, ..NumberSeed::new("+447700900123", "Alerts UK") },
                NumberSeed {
                    toll_free_verification: Some("TWILIO_APPROVED".into()),
                    ..NumberSeed::new("+18005550199", "Customer care")
                },
            ],
            short_codes: vec![ShortCodeSeed::new("70707", "Launch code")],
            services: vec![
                ServiceSeed {
                    friendly_name: "Campaigns".into(),
                    use_case: "marketing".into(),
                    numbers: vec!["+12025550101".into(), "+14155550123".into()],
                    short_codes: vec!["70707".into()],
                    use_inbound_webhook_on_number: true,
                    us_campaign: Some("VERIFIED".into()),
                    ..ServiceSeed::default()
                },
                ServiceSeed {
                    friendly_name: "Transactional".into(),
                    use_case: "notifications".into(),
                    ..ServiceSeed::default()
                },
            ],
            api_keys: vec![ApiKeySeed::new(KeyKind::Standard)],
            ..Self::empty()
        }
    }

    /// Fixes the SID and the Auth Token instead of making them from the seed.
    pub fn credentials(mut self, sid: impl Into<String>, token: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self.token = Some(SecretString::from(token.into()));
        self
    }

    /// Makes it a trial account that may send to these recipients only.
    pub fn trial(mut self, verified_recipients: &[&str]) -> Self {
        self.kind = AccountKind::Trial;
        self.verified_recipients = verified_recipients.iter().map(|&to| to.to_owned()).collect();
        self
    }

    /// `active`, `suspended` or `closed`.
    pub fn status(mut self, status: impl Into<String>) -> Self {
        self.status = status.into();
        self
    }

    /// One more API key.
    pub fn api_key(mut self, key: ApiKeySeed) -> Self {
        self.api_keys.push(key);
        self
    }

    /// Gives the account test credentials.
    pub fn test_credentials(mut self, sid: impl Into<String>, token: impl Into<String>) -> Self {
        self.test_credentials = Some((sid.into(), SecretString::from(token.into())));
        self
    }

    /// One more subaccount; its own subaccounts are not read, as Twilio has one level only.
    pub fn subaccount(mut self, account: AccountSeed) -> Self {
        self.subaccounts.push(account);
        self
    }
}

impl Default for AccountSeed {
    fn default() -> Self {
        Self::practice()
    }
}

impl NumberSeed {
    /// A number for SMS and MMS with the demo webhook that Twilio gives to new numbers.
    pub fn new(phone_number: impl Into<String>, friendly_name: impl Into<String>) -> Self {
        Self {
            phone_number: phone_number.into(),
            friendly_name: friendly_name.into(),
            sms: true,
            mms: true,
            sms_url: "https://demo.twilio.com/welcome/sms/reply/".to_owned(),
            sms_method: WebhookMethod::Post,
            sms_fallback_url: String::new(),
            sms_fallback_method: WebhookMethod::Post,
            application: None,
            toll_free_verification: None,
        }
    }
}

impl ShortCodeSeed {
    /// A short code for SMS without a webhook.
    pub fn new(short_code: impl Into<String>, friendly_name: impl Into<String>) -> Self {
        Self {
            short_code: short_code.into(),
            friendly_name: friendly_name.into(),
            sms: true,
            mms: false,
            sms_url: None,
            sms_method: WebhookMethod::Post,
            sms_fallback_url: None,
            sms_fallback_method: WebhookMethod::Post,
        }
    }
}

impl Default for ServiceSeed {
    /// A service without a name and without senders, with the MMS converter, that drops incoming messages.
    fn default() -> Self {
        Self {
            friendly_name: String::new(),
            use_case: String::new(),
            numbers: Vec::new(),
            short_codes: Vec::new(),
            alpha_senders: Vec::new(),
            status_callback: None,
            inbound_request_url: None,
            inbound_method: WebhookMethod::Post,
            fallback_url: None,
            fallback_method: WebhookMethod::Post,
            use_inbound_webhook_on_number: false,
            mms_converter: true,
            smart_encoding: false,
            validity_period: 36_000,
            advanced_opt_out: false,
            us_campaign: None,
        }
    }
}

impl ApiKeySeed {
    /// A key whose SID and secret are made from the simulator's seed.
    pub fn new(kind: KeyKind) -> Self {
        Self { sid: None, secret: None, kind }
    }

    /// Fixes the SID and the secret.
    pub fn credentials(mut self, sid: impl Into<String>, secret: impl Into<String>) -> Self {
        self.sid = Some(sid.into());
        self.secret = Some(SecretString::from(secret.into()));
        self
    }
}
