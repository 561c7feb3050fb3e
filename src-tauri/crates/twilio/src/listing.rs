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
pub trait Listed: DeserializeOwned {
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
    pub async fn all(mut self) -> Result<Vec<T>, Error> {
        let mut records = Vec::new();
        while let Some(page) = self.next_page().await? {
            if records.is_empty() {
                records = page;
            } else {
                records.extend(page);
            }
        }
        Ok(records)
    }

    /// Reads the next page; `None` after the last. After an error the same page can be asked for again.
    ///
    /// # Errors
    /// Any of [`Error`]; [`Error::ForeignLink`] and [`Error::PageLoop`] come with the page that holds the link.
    pub async fn next_page(&mut self) -> Result<Option<Vec<T>>, Error> {
        let url = match std::mem::replace(&mut self.state, State::End) {
            State::End => return Ok(None),
            State::First(url) => {
                let mut url = url?;
                url.query_pairs_mut().append_pair("PageSize", &self.page_size.to_string());
                url
            }
            State::Next(url) => url,
        };
        // Kept for another try should this one fail.
        self.state = State::Next(url.clone());
        let answer = self.client.read(&url).await?;
        let (records, link) = page::<T>(&answer)?;
        self.seen.insert(url.clone());
        self.state = match link {
            None => State::End,
            Some(link) => State::Next(self.follow(&url, &link)?),
        };
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
        Ok(page::<T>(&answer)?.0)
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

/// The records of a page and the link to the next one.
fn page<T: Listed>(answer: &Answer) -> Result<(Vec<T>, Option<String>), Error> {
    let members: BTreeMap<String, &RawValue> = answer.json()?;
    fn member<'a, V: Deserialize<'a>>(members: &BTreeMap<String, &'a RawValue>, name: &str) -> Option<V> {
        members.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok())
    }
    let records = member(&members, T::MEMBER).ok_or_else(|| answer.unreadable())?;
    let link = match members.get("meta") {
        Some(raw) => serde_json::from_str::<Meta>(raw.get()).map_err(|_| answer.unreadable())?.next_page_url,
        None => member::<Option<String>>(&members, "next_page_uri").flatten(),
    };
    Ok((records, link.filter(|link| !link.is_empty())))
}

impl<T> fmt::Debug for Listing<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The address holds recipients.
        f.debug_struct("Listing").field("page_size", &self.page_size).finish_non_exhaustive()
    }
}
