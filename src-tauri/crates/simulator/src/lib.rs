//! A stateful Twilio on loopback: for practice without an account, for tests and for benchmarks.
//!
//! ```no_run
//! # async fn example() -> Result<(), twilio_simulator::StartError> {
//! use twilio_simulator::{Pace, Simulator};
//!
//! let running = Simulator::builder().seed(1).pace(Pace::instant()).start().await?;
//! // Send Twilio's requests to running.url(), as running.account_sid() with running.auth_token().
//! running.shutdown().await;
//! # Ok(())
//! # }
//! ```
//!
//! # What it imitates
//! One port of 127.0.0.1, plain HTTP, serves the paths of `api.twilio.com` (`/2010-04-01/…`), `messaging.twilio.com`
//! (`/v1/Services…`, `/v1/Tollfree…`), `monitor.twilio.com` (`/v1/Alerts…`), `pricing.twilio.com` and
//! `accounts.twilio.com` (`/v1/Messaging…`) and `lookups.twilio.com` (`/v2/PhoneNumbers…`). It follows Twilio's
//! reference, not any client: Twilio's own Node and Python
//! libraries work with it once their hosts are mapped.
//!
//! | Resource | Requests |
//! |---|---|
//! | Accounts | list, fetch (with the live token in the answer, as Twilio does) |
//! | Balance | fetch |
//! | IncomingPhoneNumbers, and its Local, Mobile and TollFree lists | list with `PhoneNumber` and `FriendlyName`, fetch, update of the messaging fields |
//! | SMS/ShortCodes | list with `ShortCode` and `FriendlyName`, fetch, update |
//! | Applications | list with `FriendlyName`, fetch |
//! | Messages | create, fetch, list with `To`, `From`, `DateSent`, `DateSent<`, `DateSent>`, newest first |
//! | Services | list, fetch, update of name, use case, webhooks, MMS converter, smart encoding, validity period |
//! | PhoneNumbers, ShortCodes, AlphaSenders of a service | list, fetch |
//! | Alerts | list with `LogLevel`, `StartDate`, `EndDate`, newest first; fetch |
//! | OutgoingCallerIds | list with `PhoneNumber` and `FriendlyName`, fetch: the verified recipients |
//! | Compliance/Usa2p of a service | list, fetch: none, or one campaign |
//! | Tollfree/Verifications | list with `TollfreePhoneNumberSid` and `Status` |
//! | Messaging/Countries (Pricing) | list, fetch: six countries, made-up amounts |
//! | Messaging/GeoPermissions | the countries with prices, with `CountryCode` |
//! | PhoneNumbers of Lookup v2 | fetch, with `Fields=line_type_intelligence` |
//!
//! * **Credentials**: Basic authentication with the Auth Token or an API key. A standard key cannot read Accounts (401,
//!   20003); a restricted key answers 403 with 70051 outside its areas. Credentials of one account on another answer 401
//!   with 20003, except that the main account reaches the 2010-04-01 resources of its subaccounts. A subaccount has no
//!   balance (404, 20404: Twilio does not document its answer). **Test credentials** have a message checked, with the
//!   numbers of Twilio's list as senders, and make none; everything else answers 403 with 20008.
//! * **A suspended or closed account** answers reads with 403 and 20403, messages with 403 and 20005.
//! * **Lists**: `PageSize` up to 1000 (20007 beyond), opaque `PageToken`, relative links for 2010-04-01, absolute links
//!   from the `Host` header for v1.
//! * **Messages** live on: `queued → sending → sent → delivered`, with a Messaging Service `accepted` first, without a
//!   sender and with `num_segments` 0. The price is known last. A trial account puts its prefix before the text.
//! * **Status callbacks** to `http` on this machine only: the message's own URL before the service's, signed, by POST, not
//!   for the first status and not repeated.
//! * **Faults** on demand: see [`FaultKind`].
//!
//! Checks of a new message, about in this order (Twilio documents none):
//!
//! | Code | When |
//! |---|---|
//! | 21604, 21603, 21602 | no `To`; neither `From` nor `MessagingServiceSid`; neither `Body` nor `MediaUrl` |
//! | 20005 | the account is not active |
//! | 21211 | `To` is no phone number, or equals `From` |
//! | 21608 | trial account, recipient not verified |
//! | 21408 | messages to the recipient's country are not permitted |
//! | 21617, 21623, 21620, 21609, 21624 | text over 1,600 characters; over ten media; media address; callback address; validity period |
//! | 21705, 21701, 21704, 21711 | service SID malformed; unknown; its pool is empty; `From` is not in its pool |
//! | 21606 | number of no account here, or short code to another country |
//! | 21659, 21660, 21661 | short code of no account here; number of another account here; number without SMS |
//! | 21621, 21612 | media from a number without MMS; media abroad, or alphanumeric sender to the USA and Canada |
//! | 21212 | `From` is neither number, short code nor alphanumeric sender |
//! | 21610 | the recipient has stopped this sender |
//!
//! With a service that chooses the sender two faults come late, as status `failed`: 21703 (no sender of the pool fits)
//! and 21610 (the recipient has stopped the service).
//!
//! # Magic recipients
//! They work with every account, for practice and for tests.
//!
//! | `To` | What happens |
//! |---|---|
//! | +15005550001 | refused, 21211: not valid |
//! | +15005550002 | refused, 21612: no route |
//! | +15005550003 | refused, 21408: region not permitted |
//! | +15005550004 | refused, 21610: stopped |
//! | +15005550009 | refused, 21614: cannot receive SMS |
//! | …30003, …30005, …30006, …30007, …30008, …30032, …30034 | ends `undelivered` with that code |
//! | …30410 | ends `failed` with 30410 |
//! | …30000 | stays `sent`: the carrier never sends a receipt |
//! | all others | ends `delivered` |
//!
//! # Scenarios
//! With [`Builder::scenarios`], for people who practise, more recipients and some senders have a fate of their own:
//!
//! | `To` | What happens |
//! |---|---|
//! | …21610 | has sent STOP to every sender: 21610, at once or late as above |
//! | …20429 | 429 with code 20429 and `Retry-After`; no message is made |
//! | …10000 | the message is made, the connection closed without a byte |
//! | …10202 | the receipt comes 45 seconds late |
//! | …10409 | the receipt comes late, and one reading after `sent` shows `sending` |
//! | …11200 | what it writes meets a webhook that answers 502; nobody is called |
//!
//! | `From` | What happens |
//! |---|---|
//! | +15005550006 | accepted, although the account does not own it |
//! | +15005550001, +15005550007, +15005550008 | refused: 21212, 21606, 21611 |
//! Lookup calls …30006 a `landline`, …30007 `nonFixedVoip`, toll-free numbers `tollFree`, knows nothing of …30005 (60600),
//! and calls all others `mobile`. Whether a sender is registered in the United States (campaign, toll-free verification)
//! is told and decides nothing here.
//!
//! # What a handset sends
//! [`Handle::receive`] and `POST /_simulator/inbound` (JSON: `from`, `to`, `body`, `num_media`) let a handset write to a
//! number or short code of the main account. Where Twilio's documents are silent the code says so at the rule.
//!
//! | To | Keywords |
//! |---|---|
//! | long code | Twilio answers: STOP blocks, START releases, HELP is answered unless blocked |
//! | toll-free number | the network answers first and blocks by itself (sends end with 30004); then Twilio as above |
//! | short code | nothing |
//! | any sender of a service with Advanced Opt-Out | Twilio answers, and the webhook is told `OptOutType` |
//!
//! A block is of the one number, or of the whole service that holds it. The message is logged as `inbound` and
//! `received`, and passed to the webhook in force: the service's, the number's when the service defers or there is none.
//! A service without URL that does not defer drops the message. Webhooks are called with Twilio's parameters and
//! `X-Twilio-Signature`, over `http` on this machine only; others are named and not called. One that fails
//! (no connection, 400 or more, no answer) leaves an alert, shown a little later at a natural pace. TwiML in the answer is not
//! interpreted, fallback URLs and connection overrides in the fragment are not used.
//!
//! # What it does not imitate
//! Media files, scheduling, content templates, redaction and deletion,
//! smart encoding, link shortening, channels other than SMS and MMS, XML answers, rate limits of its
//! own. Parameters for these are accepted and ignored; their paths answer 404 or 405. Nothing is ever sent to anybody.

mod alert;
mod api;
mod auth;
mod body;
mod callback;
mod concurrency;
mod control;
mod create;
mod fault;
mod filter;
mod graphemes;
mod handle;
mod inbound;
mod journal;
mod keyword;
mod lifecycle;
mod lookup;
mod message;
mod page;
mod planting;
mod pricing;
mod recipient;
mod refusal;
mod render;
mod route;
mod route_fault;
mod running;
mod scenario;
mod seed;
mod segments;
mod sender;
mod server;
mod shared;
mod sid;
mod signature;
mod state_file;
mod update;
mod webhook;
mod world;

pub use fault::{Edit, Fault, FaultKind, Match, Times};
pub use handle::{Handle, SentMessage};
pub use inbound::{NotReceived, Received};
pub use journal::Recorded;
pub use keyword::{Keyword, Replier, Reply, Rules, Scope};
pub use lifecycle::Pace;
pub use route_fault::{RouteFault, route_faults};
pub use running::{Builder, Running, Simulator, StartError};
pub use seed::{
    AccountKind, AccountSeed, ApiKeySeed, ApplicationSeed, Area, KeyKind, NumberSeed, ServiceSeed,
    ShortCodeSeed, WebhookMethod,
};
pub use webhook::{Nobody, Webhook};
