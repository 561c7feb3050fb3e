//! What is known before a message is sent: read from Twilio, judged by `preflight`. Nothing here sends, and nothing is
//! written but memory.

mod kept;
pub(super) mod reader;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kept::{Kept, PAID};
use reader::Reader;
use tokio::sync::Mutex as AsyncMutex;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use twilio_messaging::{CountryCode, E164};

use super::accounts::InUse;
use super::tests::refused;
use super::{Answer, Desk};
use crate::account::fault::ReadFault;
use crate::ids::{AccountId, CredentialId, WorkspaceId};
use crate::preflight::facts::{AccountState, Facts, From, Line, Message, Read, Reading, To};
use crate::preflight::{asks_toll_free, judge, lookup_of, services_asked, whereabouts};
use crate::store::{StoreError, accounts, chain, senders, tests as stored, workspaces};
use crate::test_message::text::text_sent;
use crate::test_message::{draft, phone};
use crate::wire::*;

/// Recipients that are checked at once.
const RECIPIENTS: usize = 20;

/// What was read of each account, and the checks under way.
#[derive(Default)]
pub(crate) struct State {
    kept: Mutex<HashMap<AccountId, Kept>>,
    under_way: Mutex<HashMap<WorkspaceId, CancellationToken>>,
    /// One lookup at a time: two clicks pay once.
    looking_up: AsyncMutex<()>,
}

impl State {
    /// What was read with this credential; what another one read is forgotten.
    fn kept<T>(&self, account: AccountId, credential: CredentialId, work: impl FnOnce(&mut Kept) -> T) -> T {
        let mut all = locked(&self.kept);
        let kept = all.entry(account).or_insert_with(|| Kept::of(credential));
        if kept.credential != credential {
            *kept = Kept::of(credential);
        }
        work(kept)
    }

    /// Begins a check; the one that was under way for this workspace ends.
    fn begin(&self, workspace: WorkspaceId) -> CancellationToken {
        let token = CancellationToken::new();
        if let Some(former) = locked(&self.under_way).insert(workspace, token.clone()) {
            former.cancel();
        }
        token
    }
}

impl Desk {
    /// Checks a test before it is sent, and estimates what it costs. What was read in the last minutes is used again unless
    /// `again`. A newer check of the same workspace ends this one.
    ///
    /// # Errors
    /// `Invalid` for a sender that cannot be read, `Network` when a newer check took its place, and what keeps the
    /// credential from being used. What Twilio does not answer is no error but a finding.
    pub async fn preflight(&self, workspace: WorkspaceId, form: TestForm, again: bool) -> Answer<Preflight> {
        let token = self.inner.preflights.begin(workspace);
        let checked = token.run_until_cancelled(self.check_before_sending(workspace, form, again)).await;
        checked.unwrap_or_else(|| {
            Err(WireError::new(ErrorCode::Network, "A newer check took the place of this one."))
        })
    }

    /// The numbers that the account has verified: a trial account sends to these only.
    ///
    /// # Errors
    /// `Network` or `Twilio` when they cannot be read.
    pub async fn verified_callers(&self, workspace: WorkspaceId) -> Answer<VerifiedCallers> {
        let (_, recorded, reader) = self.reader(workspace, false).await?;
        let (account, callers) = tokio::join!(reader.account(), reader.callers());
        let callers = callers.map_err(|fault| WireError::new(ErrorCode::Network, fault.reason))?;
        let kind = account.ok().and_then(|account| account.value.kind).or(recorded.kind);
        let trial = kind.map(|kind| kind == "Trial");
        Ok(VerifiedCallers { callers: callers.value, trial, read_at: callers.at })
    }

    /// Asks Lookup what kind of line a number is, which costs. A number that was asked about within a day is answered from
    /// memory, and costs nothing.
    ///
    /// # Errors
    /// `Invalid` with the field `number`; `Network` or `Twilio` when it was not answered.
    pub async fn look_up_line(&self, workspace: WorkspaceId, number: String) -> Answer<LineLookup> {
        let number = phone::read("number", &number).map_err(|note| refused(vec![*note]))?;
        let (_, _, reader) = self.reader(workspace, false).await?;
        let _alone = self.inner.preflights.looking_up.lock().await;
        let known = reader.kept(|kept| kept.lines.get(number.as_str(), self.now(), PAID));
        let line = match known {
            Some(Ok(line)) => line,
            _ => {
                let at = self.now();
                let lookup = reader.client.look_up_line(&number).await.map_err(|error| {
                    tracing::info!("a line could not be looked up: {}", chain(&error));
                    WireError::from(ReadFault::from(&error))
                })?;
                let of_line = lookup.line_type_intelligence;
                let value = Line {
                    kind: of_line.as_ref().and_then(|line| line.kind.as_ref()).map(ToString::to_string),
                    carrier: of_line.and_then(|line| line.carrier_name),
                    valid: lookup.valid,
                };
                let line = Read { value, at };
                reader.kept(|kept| kept.lines.put(number.as_str(), &Ok(line.clone()), at));
                line
            }
        };
        Ok(lookup_of(number.as_str(), &line.value, line.at))
    }

    async fn check_before_sending(
        &self,
        workspace: WorkspaceId,
        form: TestForm,
        again: bool,
    ) -> Answer<Preflight> {
        let message = self.message_of(workspace, form).await?;
        let (view, recorded, reader) = self.reader(workspace, again).await?;
        let facts = self.read_facts(&message, view, recorded, &reader).await?;
        Ok(judge(&message, &facts))
    }

    /// The form as it would be sent; recipients that are no phone numbers are the form's business.
    async fn message_of(&self, workspace: WorkspaceId, form: TestForm) -> Answer<Message> {
        let (from, unsubscribe) = match form.from {
            TestFrom::Saved { key } => {
                let saved = self.read(move |connection| senders::get(connection, key)).await?;
                if saved.workspace != workspace {
                    return Err(StoreError::NotFound("sender").into());
                }
                let from =
                    From { kind: saved.sender_type, id: saved.sender_id, country: saved.details.country };
                (from, saved.details.unsubscribe_text)
            }
            TestFrom::Unsaved { sender_type, sender_id, .. } => {
                let id = draft::sender_id(sender_type, &sender_id).map_err(|note| refused(vec![*note]))?;
                (From { kind: sender_type, id, country: String::new() }, String::new())
            }
        };
        let text = text_sent(&form.body, form.unsubscribe.then_some(unsubscribe.as_str()));
        let mut to: Vec<To> = (0..)
            .zip(&form.recipients)
            .filter_map(|(place, typed)| {
                let number = phone::read("recipient", typed).ok()?;
                let whereabouts = whereabouts::of(&number);
                Some(To { place, number, whereabouts })
            })
            .collect();
        let left_out = u32::try_from(to.len().saturating_sub(RECIPIENTS)).unwrap_or(u32::MAX);
        to.truncate(RECIPIENTS);
        Ok(Message { from, to, text, has_media: !form.media.is_empty(), left_out })
    }

    /// Who asks for the account of a workspace, and what is recorded of it.
    pub(super) async fn reader(
        &self,
        workspace: WorkspaceId,
        again: bool,
    ) -> Answer<(AccountView, AccountState, Reader)> {
        let (id, view) = self
            .read(move |connection| {
                let account = workspaces::get(connection, workspace)?.account;
                Ok((account, accounts::view(connection, account)?))
            })
            .await?;
        let InUse { account, credential, client } = self.in_use(id).await?;
        let recorded = AccountState { kind: view.kind.clone(), status: view.status.clone() };
        let reader = Reader {
            desk: self.clone(),
            client,
            account: account.id,
            credential: credential.id,
            kind: credential.kind,
            again,
        };
        Ok((view, recorded, reader))
    }

    /// Reads all that the judgement needs, at once where one does not wait for the other.
    async fn read_facts(
        &self,
        message: &Message,
        view: AccountView,
        recorded: AccountState,
        reader: &Reader,
    ) -> Answer<Facts> {
        let numbers: Vec<E164> = message.to.iter().map(|to| to.number.clone()).collect();
        let mut countries: Vec<CountryCode> =
            message.to.iter().filter_map(|to| to.whereabouts.country).collect();
        countries.sort_unstable();
        countries.dedup();
        let priced = if message.has_media { Vec::new() } else { countries.clone() };
        let heard = if message.from.kind == SenderType::Alphanumeric { Vec::new() } else { numbers.clone() };

        let of_account = async {
            let account = reader.account().await;
            let read = account.as_ref().ok().and_then(|read| read.value.kind.as_deref());
            let trial = read.or(recorded.kind.as_deref()) == Some("Trial");
            let callers = if trial { Some(reader.callers().await) } else { None };
            (account, callers)
        };
        let of_senders = async {
            let catalogue = reader.catalogue().await;
            let known = catalogue.as_ref().ok().map(|catalogue| catalogue.value.as_ref());
            let services = known.map(|known| services_asked(message, known)).unwrap_or_default();
            let wants_toll_free = asks_toll_free(message, known);
            let (campaigns, toll_free) =
                tokio::join!(
                    each(reader, services, |reader, service: String| async move {
                        reader.campaigns(service).await
                    }),
                    async { if wants_toll_free { Some(reader.toll_free().await) } else { None } },
                );
            (catalogue, campaigns, toll_free)
        };
        let ((account, callers), balance, (catalogue, campaigns, toll_free), prices, permitted, heard) = tokio::join!(
            of_account,
            reader.balance(),
            of_senders,
            each(reader, priced, |reader, country| async move { reader.prices(country).await }),
            each(reader, countries, |reader, country| async move { reader.permitted(country).await }),
            each(reader, heard, |reader, number| async move { reader.heard(number).await }),
        );
        let at = self.now();
        let lines = numbers.iter().filter_map(|number| {
            let line = reader.kept(|kept| kept.lines.get(number.as_str(), at, PAID))?;
            Some((number.to_string(), line.ok()?))
        });
        let lines = lines.collect();
        let account_id = reader.account;
        let tests = self
            .read(move |connection| {
                let past = |number: E164| {
                    Ok((number.to_string(), stored::past(connection, account_id, number.as_str())?))
                };
                numbers.into_iter().map(past).collect::<Result<BTreeMap<_, _>, StoreError>>()
            })
            .await?;
        let send = view.access.into_iter().find(|row| row.capability == Capability::Send);
        Ok(Facts {
            account,
            recorded,
            send,
            balance,
            catalogue,
            callers,
            campaigns,
            toll_free,
            prices,
            permitted,
            heard,
            lines,
            tests,
            at,
        })
    }
}

/// Reads the same of several things at once; the client bounds how many requests are under way.
pub(super) async fn each<K, T, F>(
    reader: &Reader,
    keys: Vec<K>,
    read: impl Fn(Reader, K) -> F,
) -> BTreeMap<String, Reading<T>>
where
    K: ToString,
    T: Send + 'static,
    F: Future<Output = Reading<T>> + Send + 'static,
{
    let mut reading = JoinSet::new();
    for key in keys {
        let name = key.to_string();
        let read = read(reader.clone(), key);
        reading.spawn(async move { (name, read.await) });
    }
    let mut all = BTreeMap::new();
    while let Some(read) = reading.join_next().await {
        // One that panicked is missing, and what misses it says that it was not read.
        if let Ok((name, reading)) = read {
            all.insert(name, reading);
        }
    }
    all
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
