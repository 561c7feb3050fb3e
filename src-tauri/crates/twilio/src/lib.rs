//! A typed async client for the parts of Twilio's REST API that an SMS/MMS sender touches: accounts, balance,
//! phone numbers, short codes, Messaging Services with their pools, messages, and what is asked before one is sent:
//! prices, verified numbers, registrations in the United States, geo permissions, the kind of a line.
//!
//! ```no_run
//! use secrecy::SecretString;
//! use twilio_messaging::{Client, Credential, MessageSender, NewMessage, WriteError};
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let account = "AC0a1b2c3d4e5f60718293a4b5c6d7e8f9".parse()?;
//! let token = SecretString::from(std::env::var("TWILIO_AUTH_TOKEN")?);
//! let client = Client::builder(Credential::auth_token(account, token)).build()?;
//!
//! println!("{:?}", client.balance().await?);
//! for number in client.incoming_phone_numbers().all().await? {
//!     println!("{} can send SMS: {}", number.phone_number, number.capabilities.sms);
//! }
//!
//! let message = NewMessage {
//!     to: "+15551230001".parse()?,
//!     sender: MessageSender::From("+15551230002".into()),
//!     body: "Hello".into(),
//!     media_urls: Vec::new(),
//! };
//! match client.create_message(&message).await {
//!     Ok(sent) => println!("{} is {}", sent.sid, sent.status),
//!     Err(WriteError::OutcomeUnknown(error)) => println!("look before you send again: {error}"),
//!     Err(error) => println!("nothing was sent: {error}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What it promises
//! - **Requests go where they are meant to go.** To Twilio's hosts of one [`Region`] over HTTPS, or to one
//!   [`LoopbackUrl`] on this machine. Redirects and links to other hosts are errors, not followed.
//! - **One message is one POST.** [`Client::create_message`] never repeats it, and [`WriteError`] says whether a
//!   message may exist.
//! - **Reads are patient within [`Limits`]:** 429, 5xx and connection faults are tried again with jittered back-off
//!   that honours `Retry-After`. Time goes through [`clock::Clock`].
//! - **Lists are whole.** A [`Listing`] follows both of Twilio's forms of links to the end, or fails.
//! - **Secrets stay unseen.** A [`Credential`] cannot be serialised or printed, headers are marked sensitive, and the
//!   [`Account`] has no room for the Auth Token that Twilio's answer carries.
//! - **Tomorrow's Twilio parses.** Unknown fields are kept, unknown words become `Other`.
//!
//! # Errors
//! Every read returns [`Error`], whose variants keep apart what Twilio said ([`ApiError`]), what the way there did
//! ([`NetworkKind`], [`TimeoutPhase`]), and answers that are not Twilio's. Causes are kept as sources.

#![warn(missing_docs)]

pub mod clock;
pub mod sid;

mod client;
mod credential;
mod e164;
mod endpoint;
mod error;
mod exchange;
mod fault;
mod gate;
mod lenient;
mod listing;
mod money;
mod open_enum;
mod redact;
mod resources;
mod retry;
mod transport;

pub use client::{Client, ClientBuilder, Limits};
pub use credential::{Credential, CredentialSecret};
pub use e164::{E164, E164Error};
pub use endpoint::{Endpoint, LoopbackUrl, LoopbackUrlError, Product, Region, UnknownRegion};
pub use error::{ApiError, Error, NetworkFault, NetworkKind, TimeoutPhase, TlsFault, WriteError};
pub use listing::{Listed, Listing};
pub use money::{Money, MoneyError};
pub use resources::account::{Account, AccountKind, AccountStatus};
pub use resources::alert::{Alert, AlertFilter, LogLevel};
pub use resources::application::Application;
pub use resources::balance::Balance;
pub use resources::caller_id::OutgoingCallerId;
pub use resources::compliance::{CampaignStatus, TollFreeStatus, TollFreeVerification, UsCampaign};
pub use resources::geo_permission::{GeoPermission, GeoPermissions};
pub use resources::lookup::{LineType, LineTypeIntelligence, Lookup};
pub use resources::message::{Direction, Message, MessageFilter, MessageSender, MessageStatus, NewMessage};
pub use resources::messaging_service::{
    MessagingService, ServiceAlphaSender, ServicePhoneNumber, ServiceShortCode,
};
pub use resources::phone_number::IncomingPhoneNumber;
pub use resources::pricing::{CarrierPrices, CountryCode, CountryCodeError, CountryPrices, NumberPrice};
pub use resources::setting::{Resource, SettingField, Settings};
pub use resources::short_code::ShortCode;
pub use resources::{Capabilities, UnknownFields, WebhookMethod};
pub use transport::{Transport, TransportBuilder};
