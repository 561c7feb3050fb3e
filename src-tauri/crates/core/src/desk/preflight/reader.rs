//! Who asks Twilio before a message is sent? Reads only, bounded in time, and only what is not in memory still.

use std::sync::Arc;
use std::time::Duration;

use jiff::SignedDuration;
use twilio_messaging::{Client, CountryCode, CountryPrices, Direction, E164, Error, MessageFilter};

use super::kept::{FLEETING, FRESH, Kept, Shelf};
use crate::account::fault::ReadFault;
use crate::catalogue::Catalogue;
use crate::desk::Desk;
use crate::ids::{AccountId, CredentialId};
use crate::preflight::facts::{AccountState, Heard, Read, Reading, Unread, Verification};
use crate::store::chain;
use crate::wire::{CredentialKind, VerifiedCaller};

/// The longest that one thing is waited for.
const LIMIT: Duration = Duration::from_secs(20);
/// Messages of a recipient that are looked at.
const HEARD: u16 = 50;
/// Pages of a list that are read; more than this is more than anybody has.
const PAGES: usize = 3;

/// Asks for one account with one credential.
#[derive(Clone)]
pub(in crate::desk) struct Reader {
    pub(in crate::desk) desk: Desk,
    pub(in crate::desk) client: Client,
    pub(in crate::desk) account: AccountId,
    pub(in crate::desk) credential: CredentialId,
    pub(in crate::desk) kind: CredentialKind,
    /// Whether what is in memory does not count.
    pub(in crate::desk) again: bool,
}

impl Reader {
    /// From memory, or by asking.
    async fn ask<T: Clone>(
        &self,
        shelf: fn(&mut Kept) -> &mut Shelf<T>,
        key: &str,
        fresh: SignedDuration,
        read: impl Future<Output = Result<T, Error>>,
    ) -> Reading<T> {
        let kept = self.kept(|kept| shelf(kept).get(key, self.desk.now(), fresh));
        if let Some(kept) = kept.filter(|_| !self.again) {
            return kept;
        }
        let at = self.desk.now();
        let reading = match self.in_time(read).await {
            Some(Ok(value)) => Ok(Read { value, at }),
            Some(Err(error)) => Err(self.unread(&error)),
            None => Err(slow()),
        };
        self.kept(|kept| shelf(kept).put(key, &reading, at));
        reading
    }

    /// The answer, unless it takes too long.
    pub(in crate::desk) async fn in_time<T>(&self, read: impl Future<Output = T>) -> Option<T> {
        tokio::select! {
            biased;
            read = read => Some(read),
            () = self.desk.inner.clock.sleep(LIMIT) => None,
        }
    }

    pub(super) fn kept<T>(&self, work: impl FnOnce(&mut Kept) -> T) -> T {
        self.desk.inner.preflights.kept(self.account, self.credential, work)
    }

    pub(in crate::desk) fn unread(&self, error: &Error) -> Unread {
        tracing::info!("a read before sending brought nothing: {}", chain(error));
        let fault = ReadFault::from(error);
        let (message, _) = fault.in_words();
        let refused = fault.refusal().is_some() || matches!(error, Error::NotInRegion { .. });
        let with = match self.kind {
            CredentialKind::AuthToken => "Auth Token",
            CredentialKind::ApiKey => "key",
        };
        let reason = match fault.refusal() {
            Some(_) => format!("Not readable with this {with}: {message}"),
            None => message,
        };
        Unread { refused, reason }
    }

    pub(super) async fn account(&self) -> Reading<AccountState> {
        let read = async {
            match self.client.account().await {
                Ok(account) => Ok(AccountState {
                    kind: Some(account.kind.to_string()),
                    status: Some(account.status.to_string()),
                }),
                // That it is out of use is told by a refusal alone.
                Err(error) if ReadFault::from(&error).is_out_of_use() => Ok(AccountState {
                    kind: None,
                    status: Some(crate::account::limits::SUSPENDED_OR_CLOSED.to_owned()),
                }),
                Err(error) => Err(error),
            }
        };
        self.ask(|kept| &mut kept.account, "", FRESH, read).await
    }

    pub(super) async fn balance(&self) -> Reading<(String, String)> {
        let read = async {
            let balance = self.client.balance().await?;
            Ok((balance.amount.to_string(), balance.currency))
        };
        self.ask(|kept| &mut kept.balance, "", FLEETING, read).await
    }

    /// What the account owns; kept where the rest of the application keeps it. Reading goes on when nobody waits any more,
    /// so that a large account is read once.
    pub(in crate::desk) async fn catalogue(&self) -> Reading<Arc<Catalogue>> {
        let (desk, account, again) = (self.desk.clone(), self.account, self.again);
        let reading = tokio::spawn(async move { desk.catalogue_read(account, again).await });
        match self.in_time(reading).await {
            Some(Ok(Ok((value, at)))) => Ok(Read { value, at }),
            Some(Ok(Err(error))) => Err(Unread { refused: false, reason: error.message }),
            Some(Err(_)) => Err(Unread { refused: false, reason: "It could not be read.".to_owned() }),
            None => Err(Unread {
                refused: false,
                reason: "The account is large, and is still being read; check again in a while.".to_owned(),
            }),
        }
    }

    pub(super) async fn callers(&self) -> Reading<Vec<VerifiedCaller>> {
        let read = async {
            let mut listing = self.client.outgoing_caller_ids();
            let mut callers = Vec::new();
            for _ in 0..PAGES {
                let Some(page) = listing.next_page().await? else { break };
                callers.extend(
                    page.into_iter()
                        .map(|one| VerifiedCaller { number: one.phone_number, name: one.friendly_name }),
                );
            }
            Ok(callers)
        };
        self.ask(|kept| &mut kept.callers, "", FRESH, read).await
    }

    pub(in crate::desk) async fn campaigns(&self, service: String) -> Reading<Vec<String>> {
        let read = async {
            let sid =
                service.parse().map_err(|_| Error::InvalidSetting("this is no service's SID".to_owned()))?;
            let campaigns =
                self.client.us_campaigns(&sid).page_size(50).next_page().await?.unwrap_or_default();
            let status = campaigns.into_iter().map(|campaign| campaign.campaign_status);
            let none = || "without a status".to_owned();
            Ok(status.map(|status| status.map_or_else(none, |status| status.to_string())).collect())
        };
        self.ask(|kept| &mut kept.campaigns, &service, FRESH, read).await
    }

    pub(in crate::desk) async fn toll_free(&self) -> Reading<Vec<Verification>> {
        let read = async {
            let mut listing = self.client.toll_free_verifications(None);
            let mut verifications = Vec::new();
            for _ in 0..PAGES {
                let Some(page) = listing.next_page().await? else { break };
                verifications.extend(page.into_iter().map(|one| Verification {
                    number: one.tollfree_phone_number,
                    status:
                        one.status.map_or_else(|| "without a status".to_owned(), |status| status.to_string()),
                }));
            }
            Ok(verifications)
        };
        self.ask(|kept| &mut kept.toll_free, "", FRESH, read).await
    }

    /// None for a country that Pricing has no page of.
    pub(super) async fn prices(&self, country: CountryCode) -> Reading<Option<Arc<CountryPrices>>> {
        let read = async {
            match self.client.messaging_prices(country).await {
                Ok(prices) => Ok(Some(Arc::new(prices))),
                Err(Error::Api(api)) if api.code == Some(20404) => Ok(None),
                Err(error) => Err(error),
            }
        };
        self.ask(|kept| &mut kept.prices, &country.to_string(), FRESH, read).await
    }

    pub(in crate::desk) async fn permitted(&self, country: CountryCode) -> Reading<Option<bool>> {
        let read = async {
            let permissions = self.client.geo_permissions(country).await?.permissions;
            let code = country.to_string();
            let own = permissions.into_iter().find(|permission| permission.country_code == code);
            Ok(own.and_then(|permission| permission.enabled))
        };
        self.ask(|kept| &mut kept.permitted, &country.to_string(), FRESH, read).await
    }

    /// The newest messages that a recipient sent to this account.
    pub(super) async fn heard(&self, recipient: E164) -> Reading<Vec<Heard>> {
        let read = async {
            let filter = MessageFilter { from: Some(recipient.to_string()), ..MessageFilter::default() };
            let page = self.client.messages(filter).page_size(HEARD).next_page().await?.unwrap_or_default();
            let inbound = page.into_iter().filter(|message| message.direction == Some(Direction::Inbound));
            Ok(inbound
                .filter_map(|message| {
                    let at = message.date_sent.or(message.date_created)?.into();
                    Some(Heard { to: message.to, body: message.body, at })
                })
                .collect())
        };
        self.ask(|kept| &mut kept.heard, recipient.as_str(), FLEETING, read).await
    }
}

pub(in crate::desk) fn slow() -> Unread {
    Unread { refused: false, reason: "Twilio did not answer within 20 seconds.".to_owned() }
}
