//! How is a list read to its end?
//!
//! The 2010 API links pages by paths (`next_page_uri`), v1 by absolute addresses (`meta.next_page_url`). Links are
//! always followed, never computed, and only on the host that was asked first.

use std::collections::{BTreeMap, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use url::Url;

use crate::client::Client;
use crate::endpoint::Product;
use crate::error::Error;
use crate::exchange::Answer;

const PAGE_SIZE: u16 = 1000;

/// A resource that Twilio lists.
pub trait Listed: DeserializeOwned + Send + 'static {
    /// The member of a page that holds the records, e.g. `incoming_phone_numbers`.
    const MEMBER: &'static str;
}

/// A list of Twilio's, read page by page or whole.
pub struct Listing<T> {
    client: Client,
    state: State,
    page_size: u16,
    seen: HashSet<Url>,
    records: PhantomData<fn() -> T>,
}

enum State {
    /// Nothing was read yet; an address that could not be built is told at the first read.
    First(Result<Url, Error>),
    Next(Url),
    End,
}

#[derive(Deserialize)]
struct Meta {
    next_page_url: Option<String>,
}

impl<T: Listed> Listing<T> {
    pub(crate) fn new(client: &Client, product: Product, path: &str) -> Self {
        Self {
            client: client.clone(),
            state: State::First(client.url(product, path)),
            page_size: PAGE_SIZE,
            seen: HashSet::new(),
            records: PhantomData,
        }
    }

    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        if let State::First(Ok(url)) = &mut self.state {
            url.query_pairs_mut().append_pair(name, value);
        }
        self
    }

    /// Records a page, 1 to 1000 (Twilio's bounds); 1000 unless set. Without effect once a page was read.
    pub fn page_size(mut self, records: u16) -> Self {
        self.page_size = records.clamp(1, PAGE_SIZE);
        self
    }

    /// Reads every page and returns all records.
    ///
    /// # Errors
    /// As [`Listing::next_page`]; what was read before is dropped, a list is whole or not at all.
    pub async fn all(self) -> Result<Vec<T>, Error> {
        let mut records = Vec::new();
        self.each(|page| {
            if records.is_empty() {
                records = page;
            } else {
                records.extend(page);
            }
        })
        .await?;
        Ok(records)
    }

    /// Reads every page and hands it on; the next one is asked for while a page is taken in. Tells how the list ended
    /// after every page before its fault was handed on.
    ///
    /// # Errors
    /// As [`Listing::next_page`].
    pub async fn each(mut self, mut take: impl FnMut(Vec<T>)) -> Result<(), Error> {
        let mut answer = self.answer().await?;
        while let Some(whole) = answer {
            let link = Page::of::<T>(&whole)?.link;
            // On a thread of its own: a thousand records would keep the next request from leaving.
            let reading = tokio::task::spawn_blocking(move || Page::of::<T>(&whole)?.records::<T>());
            let next = async {
                self.go_on(link.as_deref())?;
                self.answer().await
            };
            let taking = async {
                take(reading.await.expect("reading a page does not panic")?);
                Ok::<_, Error>(())
            };
            let (next, taken) = tokio::join!(biased; next, taking);
            taken?;
            answer = next?;
        }
        Ok(())
    }

    /// Reads the next page; `None` after the last. After an error the same page can be asked for again.
    ///
    /// # Errors
    /// Any of [`Error`]; [`Error::ForeignLink`] and [`Error::PageLoop`] come with the page that holds the link.
    pub async fn next_page(&mut self) -> Result<Option<Vec<T>>, Error> {
        let Some(answer) = self.answer().await? else { return Ok(None) };
        let page = Page::of::<T>(&answer)?;
        let records = page.records()?;
        self.go_on(page.link.as_deref())?;
        Ok(Some(records))
    }

    /// Whether there may be another page; false once the last one was read.
    pub fn has_more(&self) -> bool {
        !matches!(self.state, State::End)
    }

    /// Reads a single record in a single request: enough to learn whether the list may be read at all.
    ///
    /// # Errors
    /// As [`Listing::next_page`].
    pub async fn probe(self) -> Result<Vec<T>, Error> {
        let State::First(url) = self.state else { return Ok(Vec::new()) };
        let mut url = url?;
        url.query_pairs_mut().append_pair("PageSize", "1");
        let answer = self.client.read(&url).await?;
        Page::of::<T>(&answer)?.records()
    }

    /// The answer with the page that is due. It stays due until the list goes on.
    async fn answer(&mut self) -> Result<Option<Answer>, Error> {
        let url = match std::mem::replace(&mut self.state, State::End) {
            State::End => return Ok(None),
            State::First(url) => {
                let mut url = url?;
                url.query_pairs_mut().append_pair("PageSize", &self.page_size.to_string());
                url
            }
            State::Next(url) => url,
        };
        self.state = State::Next(url.clone());
        self.client.read(&url).await.map(Some)
    }

    /// Has the page behind a link of the page that was due be the next one.
    fn go_on(&mut self, link: Option<&str>) -> Result<(), Error> {
        let State::Next(url) = &self.state else { return Ok(()) };
        self.seen.insert(url.clone());
        self.state = match link {
            None => State::End,
            Some(link) => State::Next(self.follow(url, link)?),
        };
        Ok(())
    }

    fn follow(&self, from: &Url, link: &str) -> Result<Url, Error> {
        let foreign = |host: &str| Error::ForeignLink { host: host.to_owned() };
        let next = from.join(link).map_err(|_| foreign("an address that cannot be read"))?;
        let bare = next.username().is_empty() && next.password().is_none();
        if next.origin() != from.origin() || !bare {
            let host = next.host_str().unwrap_or("no host");
            return Err(match next.port() {
                Some(port) => foreign(&format!("{host}:{port}")),
                None => foreign(host),
            });
        }
        if self.seen.contains(&next) { Err(Error::PageLoop) } else { Ok(next) }
    }
}

/// A page whose records are still to be read.
struct Page<'a> {
    answer: &'a Answer,
    records: &'a RawValue,
    /// To the next one.
    link: Option<String>,
}

impl<'a> Page<'a> {
    fn of<T: Listed>(answer: &'a Answer) -> Result<Self, Error> {
        let members: BTreeMap<String, &'a RawValue> = answer.json()?;
        let records = *members.get(T::MEMBER).ok_or_else(|| answer.unreadable())?;
        let link = match members.get("meta") {
            Some(raw) => {
                serde_json::from_str::<Meta>(raw.get()).map_err(|_| answer.unreadable())?.next_page_url
            }
            None => members
                .get("next_page_uri")
                .and_then(|raw| serde_json::from_str::<Option<String>>(raw.get()).ok())
                .flatten(),
        };
        Ok(Self { answer, records, link: link.filter(|link| !link.is_empty()) })
    }

    fn records<T: Listed>(&self) -> Result<Vec<T>, Error> {
        serde_json::from_str(self.records.get()).map_err(|_| self.answer.unreadable())
    }
}

impl<T> fmt::Debug for Listing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address holds recipients.
        f.debug_struct("Listing").field("page_size", &self.page_size).finish_non_exhaustive()
    }
}
