//! What can a test or the application do with a running simulator beside sending requests?

use std::sync::Arc;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::fault::Fault;
use crate::inbound::{self, Inbound, NotReceived, Received};
use crate::journal::Recorded;
use crate::message::{Direction, Shown};
use crate::seed::{AccountKind, AccountSeed};
use crate::shared::Shared;
use crate::update;
use crate::world::{Secret, World};

/// Steers a running simulator; clones steer the same one.
#[derive(Debug, Clone)]
pub struct Handle {
    pub(crate) shared: Arc<Shared>,
}

/// A message of the main account as Twilio would show it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMessage {
    pub sid: String,
    /// A status of Twilio's API, for example `delivered`.
    pub status: String,
    pub to: String,
    /// None while a Messaging Service has not chosen a sender.
    pub from: Option<String>,
    /// With the prefix of a trial account, if it is one.
    pub body: String,
    pub error_code: Option<u32>,
    pub messaging_service_sid: Option<String>,
    pub media_urls: Vec<String>,
}

impl Handle {
    /// Adds a fault behind those that wait already.
    pub fn push(&self, fault: Fault) {
        self.shared.faults().push(fault);
    }

    /// Forgets all faults, used up or not.
    pub fn clear_faults(&self) {
        self.shared.faults().clear();
    }

    /// Answers at most so many requests of one account at once, the next one with 429 and code 20429; any number unless set.
    pub fn limit_concurrency(&self, at_once: Option<usize>) {
        self.shared.concurrency.limit(at_once);
    }

    /// The last 5,000 requests, oldest first; refused and dropped ones too.
    pub fn requests(&self) -> Vec<Recorded> {
        self.shared.journal.all()
    }

    /// How many of them had this method and a path that contains this text.
    pub fn request_count(&self, method: &str, path_contains: &str) -> usize {
        self.shared.journal.count(|request| request.method == method && request.path.contains(path_contains))
    }

    /// The first request that is wanted, whether it has arrived already or arrives later. It is told at its arrival,
    /// before it is answered.
    pub async fn wait_for_request(&self, wanted: impl Fn(&Recorded) -> bool) -> Recorded {
        self.shared.journal.wait_for(wanted).await
    }

    /// Moves every message one step on; answers how many moved. Meant for [`crate::Pace::manual`].
    pub fn advance(&self) -> usize {
        let moved = self.shared.world().advance(Timestamp::now());
        self.shared.save_soon();
        moved
    }

    /// All messages that the main account has sent, oldest first.
    pub fn messages(&self) -> Vec<SentMessage> {
        let world = self.shared.world();
        let messages = world.main().messages.iter();
        messages
            .filter(|message| message.direction == Direction::OutboundApi)
            .map(|message| SentMessage {
                sid: message.sid.to_string(),
                status: message.status().to_owned(),
                to: message.to.clone(),
                from: message.visible_from().map(str::to_owned),
                body: message.body.clone(),
                error_code: message.visible_error(),
                messaging_service_sid: message.service_sid.as_ref().map(ToString::to_string),
                media_urls: message.media.clone(),
            })
            .collect()
    }

    /// Has the API show this status and error code of a message of the main account from now on, also ones that Twilio
    /// does not have; answers whether there is such a message.
    pub fn show_status(&self, sid: &str, status: &str, error_code: Option<u32>) -> bool {
        let mut world = self.shared.world();
        let message = world.main_mut().messages.iter_mut().find(|message| message.sid == *sid);
        let Some(message) = message else { return false };
        message.shown = Some(Shown { status: status.to_owned(), error_code });
        drop(world);
        self.shared.save_soon();
        true
    }

    /// A handset (`from`, in E.164) writes to a number or short code of the main account. Answers after the webhook has
    /// answered, failed or hung for three seconds.
    pub async fn receive(&self, from: &str, to: &str, body: &str) -> Result<Received, NotReceived> {
        let inbound = Inbound { from: from.into(), to: to.into(), body: body.into(), num_media: 0 };
        inbound::receive(&self.shared, &inbound).await
    }

    /// Sets the balance of the main account: decimal text, given to callers as it is.
    pub fn set_balance(&self, balance: &str) {
        balance.clone_into(&mut self.shared.world().main_mut().balance);
        self.shared.save_soon();
    }

    /// Sets the status of the main account. Any but `active` refuses reads with 20403 and messages with 20005.
    pub fn set_account_status(&self, status: &str) {
        status.clone_into(&mut self.shared.world().main_mut().status);
        self.shared.save_soon();
    }

    /// Sets the currency of the main account's balance, given to callers as it is.
    pub fn set_currency(&self, currency: &str) {
        currency.clone_into(&mut self.shared.world().main_mut().currency);
        self.shared.save_soon();
    }

    /// Upgrades the main account or makes it a trial account; its verified recipients stay.
    pub fn set_account_kind(&self, kind: AccountKind) {
        self.shared.world().main_mut().kind = kind;
        self.shared.save_soon();
    }

    /// Sets what a number or short code of the main account can do; answers whether there is such a sender.
    pub fn set_capabilities(&self, sender: &str, sms: bool, mms: bool) -> bool {
        let mut world = self.shared.world();
        let account = world.main_mut();
        let numbers = account.numbers.iter_mut().map(|n| (&n.phone_number, &mut n.sms, &mut n.mms));
        let codes = account.short_codes.iter_mut().map(|c| (&c.short_code, &mut c.sms, &mut c.mms));
        let found = numbers.chain(codes).find(|(name, ..)| *name == sender);
        let Some((_, has_sms, has_mms)) = found else { return false };
        (*has_sms, *has_mms) = (sms, mms);
        drop(world);
        self.shared.save_soon();
        true
    }

    /// Switches Advanced Opt-Out of a service of the main account, which only Twilio's Console can; answers whether there
    /// is such a service.
    pub fn set_advanced_opt_out(&self, service_sid: &str, on: bool) -> bool {
        let mut world = self.shared.world();
        let service = world.main_mut().services.iter_mut().find(|service| service.sid == *service_sid);
        let Some(service) = service else { return false };
        service.advanced_opt_out = on;
        drop(world);
        self.shared.save_soon();
        true
    }

    /// Sets the status of a service's US campaign, none for no campaign; answers whether there is such a service.
    pub fn set_us_campaign(&self, service_sid: &str, status: Option<&str>) -> bool {
        let mut world = self.shared.world();
        let service = world.main_mut().services.iter_mut().find(|service| service.sid == *service_sid);
        let Some(service) = service else { return false };
        service.us_campaign = status.map(str::to_owned);
        drop(world);
        self.shared.save_soon();
        true
    }

    /// Sets the status of a toll-free number's verification, none for one that was never sent in; answers whether there
    /// is such a number.
    pub fn set_toll_free_verification(&self, phone_number: &str, status: Option<&str>) -> bool {
        let mut world = self.shared.world();
        let number = world.main_mut().numbers.iter_mut().find(|number| number.phone_number == phone_number);
        let Some(number) = number else { return false };
        number.toll_free_verification = status.map(str::to_owned);
        drop(world);
        self.shared.save_soon();
        true
    }

    /// Permits messages to a country (ISO 3166-1 alpha-2), or closes it.
    pub fn set_geo_permission(&self, country: &str, permitted: bool) {
        let mut world = self.shared.world();
        let closed = &mut world.main_mut().closed_countries;
        if permitted {
            closed.remove(country)
        } else {
            closed.insert(country.to_owned())
        };
        drop(world);
        self.shared.save_soon();
    }

    /// Adds a verified recipient.
    pub fn verify_recipient(&self, phone_number: &str) {
        self.shared.world().main_mut().verified_recipients.insert(phone_number.to_owned());
        self.shared.save_soon();
    }

    /// Takes a number away from the main account and from the pool that holds it, as if it had been released; answers
    /// whether there was one.
    pub fn remove_number(&self, phone_number: &str) -> bool {
        let mut world = self.shared.world();
        let account = world.main_mut();
        let Some(index) = account.numbers.iter().position(|number| number.phone_number == phone_number)
        else {
            return false;
        };
        let removed = account.numbers.remove(index);
        for service in &mut account.services {
            service.number_sids.retain(|sid| *sid != removed.sid);
        }
        drop(world);
        self.shared.save_soon();
        true
    }

    /// Replaces the Auth Token of the main account; the old one is refused at once.
    pub fn set_token(&self, token: impl Into<SecretString>) {
        self.shared.world().main_mut().token = Secret(token.into());
        self.shared.save_soon();
    }

    /// Gives the main account this many more numbers, `+13015550000` and so on.
    pub fn add_numbers(&self, count: usize) {
        self.shared.world().add_numbers(count, Timestamp::now());
        self.shared.save_soon();
    }

    /// Gives the main account what this seed has and it lacks, by number, code and name; all else of the seed is not
    /// looked at.
    pub fn add(&self, seed: &AccountSeed) {
        let mut world = self.shared.world();
        let World { sids, accounts, .. } = &mut *world;
        accounts[0].add(seed, sids, Timestamp::now());
        drop(world);
        self.shared.save_soon();
    }

    /// Changes settings of the main account as another program would, by the form of an update; answers whether there is
    /// a service, number or short code with this SID, and the form is taken.
    pub fn edit(&self, sid: &str, form: &[(&str, &str)]) -> bool {
        let form: Vec<_> =
            form.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let done = update::by_sid(self.shared.world().main_mut(), sid, &form, Timestamp::now());
        self.shared.save_soon();
        done
    }

    /// Blocks a recipient as its `STOP` would: `sender` is a number, a short code or the SID of a Messaging Service.
    pub fn opt_out(&self, recipient: &str, sender: &str) {
        self.shared.world().main_mut().opt_outs.insert((recipient.to_owned(), sender.to_owned()));
        self.shared.save_soon();
    }

    /// The SIDs of the main account's Messaging Services with their names, in the order of the list.
    pub fn services(&self) -> Vec<(String, String)> {
        let world = self.shared.world();
        let services = world.main().services.iter();
        services.map(|service| (service.sid.to_string(), service.friendly_name.clone())).collect()
    }

    /// The SIDs of the main account's numbers with the numbers, in the order of the list.
    pub fn numbers(&self) -> Vec<(String, String)> {
        let world = self.shared.world();
        let numbers = world.main().numbers.iter();
        numbers.map(|number| (number.sid.to_string(), number.phone_number.clone())).collect()
    }

    /// The SIDs and secrets of the main account's API keys.
    pub fn api_keys(&self) -> Vec<(String, SecretString)> {
        let world = self.shared.world();
        world.main().keys.iter().map(|key| (key.sid.to_string(), key.secret.0.clone())).collect()
    }

    /// The Auth Token as it is now.
    pub fn auth_token(&self) -> SecretString {
        self.shared.world().main().token.0.clone()
    }
}
