//! What grows from a seed? The accounts with their SIDs, drawn in a fixed order so that the same seed gives the same world.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::recipient;
use crate::seed::{AccountSeed, NumberSeed, WebhookMethod};
use crate::sid::{Sid, SidSource};
use crate::world::{Account, AlphaSender, ApiKey, Number, Secret, Service, ShortCode, World};

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
            sms_fallback_url: String::new(),
            sms_fallback_method: WebhookMethod::Post,
            sms_application_sid: String::new(),
            toll_free_verification: seed.toll_free_verification.clone(),
            created: now,
            updated: now,
        });
        sid
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
        for number in &seed.numbers {
            account.add_number(sids, number, now);
        }
        for code in &seed.short_codes {
            account.short_codes.push(ShortCode {
                sid: sids.sid("SC"),
                short_code: code.short_code.clone(),
                friendly_name: code.friendly_name.clone(),
                sms: code.sms,
                mms: code.mms,
                sms_url: code.sms_url.clone(),
                sms_method: code.sms_method,
                sms_fallback_url: None,
                sms_fallback_method: WebhookMethod::Post,
                created: now,
                updated: None,
            });
        }
        for service in &seed.services {
            let numbers =
                account.numbers.iter().filter(|number| service.numbers.contains(&number.phone_number));
            let short_codes =
                account.short_codes.iter().filter(|code| service.short_codes.contains(&code.short_code));
            account.services.push(Service {
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
                fallback_url: None,
                fallback_method: WebhookMethod::Post,
                use_inbound_webhook_on_number: service.use_inbound_webhook_on_number,
                mms_converter: service.mms_converter,
                advanced_opt_out: service.advanced_opt_out,
                us_campaign: service.us_campaign.clone(),
                created: now,
                updated: None,
            });
        }
        account
    }
}
