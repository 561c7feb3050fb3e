//! What can a test or the application do with a running simulator beside sending requests?

use std::sync::Arc;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::fault::Fault;
use crate::journal::Recorded;
use crate::shared::Shared;
use crate::world::Secret;

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

    /// All messages of the main account, oldest first.
    pub fn messages(&self) -> Vec<SentMessage> {
        let world = self.shared.world();
        let messages = world.main().messages.iter();
        messages
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
