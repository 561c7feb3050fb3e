//! What may be asked of an account, and within which bounds?
//!
//! [`Client`] is the way in: its methods are Twilio's resources. Reads are tried again within [`Limits`]; a message
//! is posted exactly once.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use url::{Url, form_urlencoded};

use crate::clock::{Clock, SystemClock};
use crate::credential::Credential;
use crate::e164::E164;
use crate::endpoint::{Endpoint, Product};
use crate::error::{Error, WriteError};
use crate::gate::Gate;
use crate::listing::Listing;
use crate::resources::account::Account;
use crate::resources::alert::{Alert, AlertFilter};
use crate::resources::application::Application;
use crate::resources::balance::Balance;
use crate::resources::caller_id::OutgoingCallerId;
use crate::resources::compliance::{TollFreeVerification, UsCampaign};
use crate::resources::geo_permission::GeoPermissions;
use crate::resources::lookup::Lookup;
use crate::resources::message::{Message, MessageFilter, NewMessage};
use crate::resources::messaging_service::{
    MessagingService, ServiceAlphaSender, ServicePhoneNumber, ServiceShortCode,
};
use crate::resources::phone_number::IncomingPhoneNumber;
use crate::resources::pricing::{CountryCode, CountryPrices};
use crate::resources::short_code::ShortCode;
use crate::sid::{AccountSid, MessageSid, MessagingServiceSid, PhoneNumberSid};
use crate::transport::Transport;

/// Bounds of every request of a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Name resolution, connecting and TLS handshake; 10 s. Used when the client makes its own [`Transport`].
    pub connect_timeout: Duration,
    /// From the first step to the last byte of the answer, for each try; 30 s.
    pub total_timeout: Duration,
    /// Largest body that is read, in bytes; 8 MiB. A page of 1000 messages is about 1 MiB.
    pub body_bytes: usize,
    /// Requests at once for one account on one transport (set by the account's first client); 4. Twilio bounds
    /// concurrency by account and does not publish the bound.
    pub in_flight: usize,
    /// Tries of a read; 5.
    pub attempts: u32,
    /// Time within which a read may be tried again, waits that Twilio asks for included; 60 s.
    pub give_up_after: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            total_timeout: Duration::from_secs(30),
            body_bytes: 8 * 1024 * 1024,
            in_flight: 4,
            attempts: 5,
            give_up_after: Duration::from_secs(60),
        }
    }
}

/// Twilio's REST API for one account. Cheap to clone; clones share connections and bounds.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) transport: Transport,
    pub(crate) credential: Credential,
    pub(crate) endpoint: Endpoint,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limits: Limits,
    pub(crate) gate: Arc<Gate>,
    /// The account that requests act for.
    pub(crate) account: AccountSid,
}

/// Settings of a [`Client`].
#[must_use]
pub struct ClientBuilder {
    credential: Credential,
    endpoint: Endpoint,
    transport: Option<Transport>,
    clock: Arc<dyn Clock>,
    limits: Limits,
}

impl ClientBuilder {
    /// Where requests go; Twilio's US region unless set.
    pub fn endpoint(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = endpoint;
        self
    }

    /// Connections to share with other clients; of its own unless set.
    pub fn transport(mut self, transport: Transport) -> Self {
        self.transport = Some(transport);
        self
    }

    /// The clock for back-off; the machine's unless set.
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Bounds of every request.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Makes the client; nothing is sent yet.
    ///
    /// # Errors
    /// [`Error::InvalidSetting`] when the transport does not lead to the endpoint, or none could be made.
    pub fn build(self) -> Result<Client, Error> {
        let Self { credential, endpoint, transport, clock, limits } = self;
        let transport = match transport {
            Some(transport) if transport.serves(&endpoint) => transport,
            Some(_) => {
                return Err(Error::InvalidSetting(format!("this transport does not lead to {endpoint}")));
            }
            None => Transport::builder_for(&endpoint).connect_timeout(limits.connect_timeout).build()?,
        };
        let gate = transport.gate(&credential.account, limits.in_flight);
        let account = credential.account.clone();
        Ok(Client {
            inner: Arc::new(Inner { transport, credential, endpoint, clock, limits, gate, account }),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("credential", &self.credential)
            .field("endpoint", &self.endpoint)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("credential", &self.inner.credential)
            .field("endpoint", &self.inner.endpoint)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Starts the settings of a client for this credential.
    pub fn builder(credential: Credential) -> ClientBuilder {
        ClientBuilder {
            credential,
            endpoint: Endpoint::default(),
            transport: None,
            clock: Arc::new(SystemClock),
            limits: Limits::default(),
        }
    }

    /// A client on shared connections, with default limits.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`].
    pub fn new(transport: Transport, credential: Credential, endpoint: Endpoint) -> Result<Self, Error> {
        Self::builder(credential).transport(transport).endpoint(endpoint).build()
    }

    /// The account that requests act for.
    pub fn account_sid(&self) -> &AccountSid {
        &self.inner.account
    }

    /// The same credential, acting for a subaccount of its account. That reaches the resources of the 2010 API, which
    /// name their account: lists of other products stay those of the main account.
    pub fn for_subaccount(&self, account: AccountSid) -> Self {
        let Inner { transport, credential, endpoint, clock, limits, gate, .. } = &*self.inner;
        let inner = Inner {
            transport: transport.clone(),
            credential: credential.clone(),
            endpoint: endpoint.clone(),
            clock: Arc::clone(clock),
            limits: limits.clone(),
            gate: Arc::clone(gate),
            account,
        };
        Self { inner: Arc::new(inner) }
    }

    /// Where requests go.
    pub fn endpoint(&self) -> &Endpoint {
        &self.inner.endpoint
    }

    /// Reads the account. A standard API key may not: the answer is 401 as for a wrong password.
    ///
    /// # Errors
    /// Any of [`Error`] but those of lists.
    pub async fn account(&self) -> Result<Account, Error> {
        let path = format!("2010-04-01/Accounts/{}.json", self.account_sid());
        self.fetch(Product::Api, &path).await
    }

    /// Reads the balance. Subaccounts have none of their own.
    ///
    /// # Errors
    /// Any of [`Error`] but those of lists.
    pub async fn balance(&self) -> Result<Balance, Error> {
        self.fetch(Product::Api, &self.account_path("Balance.json")).await
    }

    /// The phone numbers of the account.
    pub fn incoming_phone_numbers(&self) -> Listing<IncomingPhoneNumber> {
        Listing::new(self, Product::Api, &self.account_path("IncomingPhoneNumbers.json"))
    }

    /// The short codes of the account.
    pub fn short_codes(&self) -> Listing<ShortCode> {
        Listing::new(self, Product::Api, &self.account_path("SMS/ShortCodes.json"))
    }

    /// The applications (*TwiML Apps*) of the account.
    pub fn applications(&self) -> Listing<Application> {
        Listing::new(self, Product::Api, &self.account_path("Applications.json"))
    }

    /// The accounts that this credential reaches: its own, and its subaccounts for the main account.
    pub fn accounts(&self) -> Listing<Account> {
        Listing::new(self, Product::Api, "2010-04-01/Accounts.json")
    }

    /// The Messaging Services of the account.
    pub fn messaging_services(&self) -> Listing<MessagingService> {
        Listing::new(self, Product::Messaging, "v1/Services")
    }

    /// The phone numbers in a service's pool.
    pub fn service_phone_numbers(&self, service: &MessagingServiceSid) -> Listing<ServicePhoneNumber> {
        Listing::new(self, Product::Messaging, &format!("v1/Services/{service}/PhoneNumbers"))
    }

    /// The short codes in a service's pool.
    pub fn service_short_codes(&self, service: &MessagingServiceSid) -> Listing<ServiceShortCode> {
        Listing::new(self, Product::Messaging, &format!("v1/Services/{service}/ShortCodes"))
    }

    /// The alphanumeric senders in a service's pool; at most one today.
    pub fn service_alpha_senders(&self, service: &MessagingServiceSid) -> Listing<ServiceAlphaSender> {
        Listing::new(self, Product::Messaging, &format!("v1/Services/{service}/AlphaSenders"))
    }

    /// The numbers that the account has verified as its own; a trial account sends to these only.
    pub fn outgoing_caller_ids(&self) -> Listing<OutgoingCallerId> {
        Listing::new(self, Product::Api, &self.account_path("OutgoingCallerIds.json"))
    }

    /// The US A2P 10DLC campaigns of a service; none where the list is empty.
    pub fn us_campaigns(&self, service: &MessagingServiceSid) -> Listing<UsCampaign> {
        Listing::new(self, Product::Messaging, &format!("v1/Services/{service}/Compliance/Usa2p"))
    }

    /// The toll-free verifications of the account, or of one number.
    pub fn toll_free_verifications(&self, number: Option<&PhoneNumberSid>) -> Listing<TollFreeVerification> {
        let listing = Listing::new(self, Product::Messaging, "v1/Tollfree/Verifications");
        match number {
            Some(number) => listing.query("TollfreePhoneNumberSid", number.as_str()),
            None => listing,
        }
    }

    /// What a message to a country costs this account. Without carrier fees, and without MMS.
    ///
    /// # Errors
    /// Any of [`Error`] but those of lists; [`Error::NotInRegion`] outside the United States region.
    pub async fn messaging_prices(&self, country: CountryCode) -> Result<CountryPrices, Error> {
        self.fetch(Product::Pricing, &format!("v1/Messaging/Countries/{country}")).await
    }

    /// Whether the account may send to a country. An empty list says nothing of it.
    ///
    /// # Errors
    /// Any of [`Error`] but those of lists; [`Error::NotInRegion`] outside the United States region.
    pub async fn geo_permissions(&self, country: CountryCode) -> Result<GeoPermissions, Error> {
        self.fetch(Product::Accounts, &format!("v1/Messaging/GeoPermissions?CountryCode={country}")).await
    }

    /// Asks what kind of line a number is. **Twilio charges for it**: exactly one request, never tried again.
    ///
    /// # Errors
    /// Any of [`Error`] but those of lists; [`Error::NotInRegion`] outside the United States region.
    pub async fn look_up_line(&self, number: &E164) -> Result<Lookup, Error> {
        let digits = number.as_str().trim_start_matches('+');
        let path = format!("v2/PhoneNumbers/%2B{digits}?Fields=line_type_intelligence");
        let url = self.url(Product::Lookups, &path)?;
        self.exchange(self.inner.transport.reads().get(url)).await?.json()
    }

    /// The messages of the account that pass a filter, newest first by the date they were sent.
    pub fn messages(&self, filter: MessageFilter) -> Listing<Message> {
        let mut listing = Listing::new(self, Product::Api, &self.account_path("Messages.json"));
        for (name, value) in filter.query() {
            listing = listing.query(name, &value);
        }
        listing
    }

    /// The alerts of the account that pass a filter. Twilio writes them with a delay.
    pub fn alerts(&self, filter: &AlertFilter) -> Listing<Alert> {
        let mut listing = Listing::new(self, Product::Monitor, "v1/Alerts");
        for (name, value) in filter.query() {
            listing = listing.query(name, &value);
        }
        listing
    }

    /// Reads one message.
    ///
    /// # Errors
    /// Any of [`Error`] but those of lists.
    pub async fn message(&self, sid: &MessageSid) -> Result<Message, Error> {
        self.fetch(Product::Api, &self.account_path(&format!("Messages/{sid}.json"))).await
    }

    /// Sends one message by exactly one POST, whatever comes of it.
    ///
    /// # Errors
    /// [`WriteError`] says whether a message may exist. After [`WriteError::OutcomeUnknown`] look for it in
    /// [`Client::messages`] before another is sent.
    pub async fn create_message(&self, message: &NewMessage) -> Result<Message, WriteError> {
        let url = self.url(Product::Api, &self.account_path("Messages.json"))?;
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(message.form()).finish();
        let request = self
            .inner
            .transport
            .writes()
            .post(url)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(form);
        let answer = self.exchange(request).await?;
        Ok(answer.json()?)
    }

    pub(crate) fn account_path(&self, rest: &str) -> String {
        format!("2010-04-01/Accounts/{}/{rest}", self.account_sid())
    }

    pub(crate) fn url(&self, product: Product, path: &str) -> Result<Url, Error> {
        let endpoint = &self.inner.endpoint;
        let base = match (endpoint.base(product), endpoint) {
            (Some(base), _) => base,
            (None, Endpoint::Twilio(region)) => return Err(Error::NotInRegion { product, region: *region }),
            (None, Endpoint::Loopback(_)) => {
                return Err(Error::InvalidSetting("this address cannot be asked".into()));
            }
        };
        base.join(path).map_err(|_| Error::InvalidSetting("this path cannot be part of an address".into()))
    }

    async fn fetch<T: DeserializeOwned>(&self, product: Product, path: &str) -> Result<T, Error> {
        self.read(&self.url(product, path)?).await?.json()
    }
}
