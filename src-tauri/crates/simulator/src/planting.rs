//! What grows from a seed? The accounts with their SIDs, drawn in a fixed order so that the same seed gives the same world.

use std::collections::{BTreeSet, HashSet};

use jiff::Timestamp;

use crate::recipient;
use crate::seed::{AccountSeed, NumberSeed, ServiceSeed, ShortCodeSeed};
use crate::sid::{self, Sid, SidSource};
use crate::world::{Account, AlphaSender, ApiKey, Application, Number, Secret, Service, ShortCode, World};

impl World {
    pub(crate) fn new(seed: &AccountSeed, sids: SidSource, now: Timestamp) -> Self {
        let mut sids = sids;
        let mut accounts = vec![Account::from_seed(seed, &mut sids, now)];
        for subaccount in &seed.subaccounts {
            accounts.push(Account::from_seed(subaccount, &mut sids, now));
        }
        Self { sids, accounts, scenarios: false }
    }

    /// Adds numbers of the fictitious 555 exchanges to the main account.
    pub(crate) fn add_numbers(&mut self, count: usize, now: Timestamp) {
        let numbers = &self.accounts[0].numbers;
        let taken: BTreeSet<String> = numbers.iter().map(|number| number.phone_number.clone()).collect();
        let phones = (numbers.len()..)
            .map(|index| (index, format!("+1{:03}555{:04}", 301 + index / 10_000, index % 10_000)))
            .filter(|(_, phone)| !taken.contains(phone));
        for (index, phone) in phones.take(count) {
            debug_assert!(recipient::phone_number(&phone).is_some());
            let seed = NumberSeed::new(phone, format!("Number {index}"));
            self.accounts[0].add_number(&mut self.sids, &seed, now);
        }
    }
}

impl Account {
    pub(crate) fn add_number(&mut self, sids: &mut SidSource, seed: &NumberSeed, now: Timestamp) -> Sid {
        let sid = sids.sid("PN");
        self.numbers.push(Number {
            sid: sid.clone(),
            phone_number: seed.phone_number.clone(),
            friendly_name: seed.friendly_name.clone(),
            sms: seed.sms,
            mms: seed.mms,
            sms_url: seed.sms_url.clone(),
            sms_method: seed.sms_method,
            sms_fallback_url: seed.sms_fallback_url.clone(),
            sms_fallback_method: seed.sms_fallback_method,
            sms_application_sid: seed
                .application
                .as_deref()
                .map(|name| self.application_sid(name))
                .unwrap_or_default(),
            toll_free_verification: seed.toll_free_verification.clone(),
            created: now,
            updated: now,
        });
        sid
    }

    /// A SID as it is given, or that of the application of this name: made from it, so that no other depends on it.
    fn application_sid(&self, name: &str) -> String {
        if name.len() == 34 && name.starts_with("AP") {
            return name.to_owned();
        }
        sid::of_name("AP", &self.sid, name).to_string()
    }

    /// Adds what the account does not have yet, by number, code and name; what it has stays as it is.
    pub(crate) fn add(&mut self, seed: &AccountSeed, sids: &mut SidSource, now: Timestamp) {
        for one in &seed.applications {
            let sid = Sid::given(self.application_sid(&one.friendly_name));
            if self.application(sid.as_str()).is_none() {
                self.applications.push(Application {
                    sid,
                    friendly_name: one.friendly_name.clone(),
                    sms_url: one.sms_url.clone(),
                    sms_method: one.sms_method,
                    created: now,
                });
            }
        }
        for number in &seed.numbers {
            if self.number(&number.phone_number).is_none() {
                self.add_number(sids, number, now);
            }
        }
        for code in &seed.short_codes {
            if self.short_code(&code.short_code).is_none() {
                self.add_short_code(sids, code, now);
            }
        }
        for service in &seed.services {
            if self.services.iter().all(|one| one.friendly_name != service.friendly_name) {
                self.add_service(sids, service, now);
            }
        }
    }

    fn add_short_code(&mut self, sids: &mut SidSource, code: &ShortCodeSeed, now: Timestamp) {
        self.short_codes.push(ShortCode {
            sid: sids.sid("SC"),
            short_code: code.short_code.clone(),
            friendly_name: code.friendly_name.clone(),
            sms: code.sms,
            mms: code.mms,
            sms_url: code.sms_url.clone(),
            sms_method: code.sms_method,
            sms_fallback_url: code.sms_fallback_url.clone(),
            sms_fallback_method: code.sms_fallback_method,
            created: now,
            updated: None,
        });
    }

    fn add_service(&mut self, sids: &mut SidSource, service: &ServiceSeed, now: Timestamp) {
        let wanted: HashSet<&str> =
            service.numbers.iter().chain(&service.short_codes).map(String::as_str).collect();
        let numbers = self.numbers.iter().filter(|number| wanted.contains(number.phone_number.as_str()));
        let short_codes = self.short_codes.iter().filter(|code| wanted.contains(code.short_code.as_str()));
        self.services.push(Service {
            sid: sids.sid("MG"),
            friendly_name: service.friendly_name.clone(),
            use_case: service.use_case.clone(),
            number_sids: numbers.map(|number| number.sid.clone()).collect(),
            short_code_sids: short_codes.map(|code| code.sid.clone()).collect(),
            alpha_senders: service
                .alpha_senders
                .iter()
                .map(|text| AlphaSender { sid: sids.sid("AI"), alpha_sender: text.clone() })
                .collect(),
            status_callback: service.status_callback.clone(),
            inbound_request_url: service.inbound_request_url.clone(),
            inbound_method: service.inbound_method,
            fallback_url: service.fallback_url.clone(),
            fallback_method: service.fallback_method,
            use_inbound_webhook_on_number: service.use_inbound_webhook_on_number,
            mms_converter: service.mms_converter,
            smart_encoding: service.smart_encoding,
            validity_period: service.validity_period,
            advanced_opt_out: service.advanced_opt_out,
            us_campaign: service.us_campaign.clone(),
            created: now,
            updated: None,
        });
    }

    fn from_seed(seed: &AccountSeed, sids: &mut SidSource, now: Timestamp) -> Self {
        // Drawn even when given, so that the SIDs behind them do not depend on it.
        let (made_sid, made_token) = (sids.sid("AC"), sids.hex());
        let mut account = Self {
            sid: seed.sid.clone().map_or(made_sid, Sid::given),
            token: Secret(seed.token.clone().unwrap_or_else(|| made_token.into())),
            friendly_name: seed.friendly_name.clone(),
            kind: seed.kind,
            status: seed.status.clone(),
            balance: seed.balance.clone(),
            currency: seed.currency.clone(),
            created: now,
            verified_recipients: seed.verified_recipients.iter().cloned().collect(),
            closed_countries: seed.closed_countries.iter().cloned().collect(),
            opt_outs: BTreeSet::new(),
            network_blocks: BTreeSet::new(),
            keys: Vec::new(),
            test_credentials: seed
                .test_credentials
                .as_ref()
                .map(|(sid, token)| (Sid::given(sid), Secret(token.clone()))),
            numbers: Vec::new(),
            short_codes: Vec::new(),
            services: Vec::new(),
            applications: Vec::new(),
            messages: Vec::new(),
            alerts: Vec::new(),
        };
        for key in &seed.api_keys {
            let (made_sid, made_secret) = (sids.sid("SK"), sids.hex());
            account.keys.push(ApiKey {
                sid: key.sid.clone().map_or(made_sid, Sid::given),
                secret: Secret(key.secret.clone().unwrap_or_else(|| made_secret.into())),
                kind: key.kind.clone(),
            });
        }
        account.add(seed, sids, now);
        account
    }
}
