//! How is a list cut into pages? Both of Twilio's forms: relative links beside the list, absolute links in `meta`.

use std::ops::Range;

use serde_json::{Map, Value, json};
use url::form_urlencoded;

use crate::refusal::Refusal;

const DEFAULT_SIZE: usize = 50;
const MAX_SIZE: usize = 1000;

/// What a list request asks for.
#[derive(Debug)]
pub(crate) struct PageRequest<'q> {
    size: usize,
    /// Informative only: where a page starts is told by the token alone.
    page: usize,
    token: Option<Token<'q>>,
    /// All other query parameters, repeated in the links.
    filters: Vec<&'q (String, String)>,
}

/// `PA` and the SID before the page, or `PB` and the SID behind it. Callers must treat it as opaque.
#[derive(Debug, Clone, Copy)]
enum Token<'q> {
    After(&'q str),
    Before(&'q str),
}

impl<'q> PageRequest<'q> {
    /// Refuses a page size over 1000 (20007) and unreadable paging parameters (20001).
    pub(crate) fn parse(query: &'q [(String, String)]) -> Result<Self, Refusal> {
        let mut request = Self { size: DEFAULT_SIZE, page: 0, token: None, filters: Vec::new() };
        let invalid = |name: &str| Refusal::bad_request(20001, format!("Invalid parameter: {name}"));
        for parameter in query {
            let (name, value) = (parameter.0.as_str(), parameter.1.as_str());
            match name {
                "PageSize" => {
                    request.size =
                        value.parse().ok().filter(|&size| size > 0).ok_or_else(|| invalid(name))?;
                }
                "Page" => request.page = value.parse().map_err(|_| invalid(name))?,
                "PageToken" => {
                    let after = value.strip_prefix("PA").map(Token::After);
                    let token = after.or_else(|| value.strip_prefix("PB").map(Token::Before));
                    request.token = Some(token.ok_or_else(|| invalid(name))?);
                }
                _ => request.filters.push(parameter),
            }
        }
        if request.size > MAX_SIZE {
            return Err(Refusal::bad_request(20007, "Page size too large, must be less or equal to 1000"));
        }
        Ok(request)
    }

    /// Cuts this page out of the whole list. `sid` tells the SID of a record, `json` makes its answer.
    pub(crate) fn cut<T>(
        self,
        records: &[T],
        sid: impl Fn(&T) -> &str,
        json: impl Fn(&T) -> Value,
    ) -> Result<Page<'q>, Refusal> {
        let position = |wanted: &str| {
            let found = records.iter().position(|record| sid(record) == wanted);
            found.ok_or_else(|| Refusal::bad_request(20001, "Invalid parameter: PageToken"))
        };
        let begin = match self.token {
            None => 0,
            Some(Token::After(last)) => position(last)? + 1,
            Some(Token::Before(first)) => position(first)?.saturating_sub(self.size),
        };
        let range = begin..(begin + self.size).min(records.len());
        let cut = &records[range.clone()];
        let next = cut.last().filter(|_| range.end < records.len()).map(|last| format!("PA{}", sid(last)));
        let previous = cut.first().filter(|_| begin > 0).map(|first| format!("PB{}", sid(first)));
        Ok(Page { range, next, previous, records: cut.iter().map(json).collect(), request: self })
    }
}

/// One page, ready to be written in either form.
#[derive(Debug)]
pub(crate) struct Page<'q> {
    request: PageRequest<'q>,
    range: Range<usize>,
    next: Option<String>,
    previous: Option<String>,
    records: Vec<Value>,
}

impl Page<'_> {
    /// The form of 2010-04-01: `path` is the path of the list, links are relative to the host.
    pub(crate) fn core(self, path: &str, key: &str) -> Value {
        let links = self.links(path);
        let mut answer = Map::new();
        answer.insert("page".into(), json!(self.request.page));
        answer.insert("page_size".into(), json!(self.request.size));
        answer.insert("start".into(), json!(self.range.start));
        answer.insert("end".into(), json!(self.range.end.saturating_sub(1).max(self.range.start)));
        answer.insert("uri".into(), links.this.into());
        answer.insert("first_page_uri".into(), links.first.into());
        answer.insert("previous_page_uri".into(), links.previous.into());
        answer.insert("next_page_uri".into(), links.next.into());
        answer.insert(key.into(), self.records.into());
        answer.into()
    }

    /// The form of v1: `url` is the absolute address of the list.
    pub(crate) fn v1(self, url: &str, key: &str) -> Value {
        let links = self.links(url);
        let meta = json!({
            "page": self.request.page,
            "page_size": self.request.size,
            "first_page_url": links.first,
            "previous_page_url": links.previous,
            "url": links.this,
            "next_page_url": links.next,
            "key": key,
        });
        let mut answer = Map::new();
        answer.insert("meta".into(), meta);
        answer.insert(key.into(), self.records.into());
        answer.into()
    }

    fn links(&self, base: &str) -> Links {
        let page = self.request.page;
        let link = |page: usize, token: Option<&str>| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.extend_pairs(self.request.filters.iter().map(|(name, value)| (name, value)));
            query.append_pair("PageSize", &self.request.size.to_string());
            query.append_pair("Page", &page.to_string());
            query.extend_pairs(token.map(|token| ("PageToken", token)));
            format!("{base}?{}", query.finish())
        };
        let token = self.request.token.map(|token| match token {
            Token::After(sid) => format!("PA{sid}"),
            Token::Before(sid) => format!("PB{sid}"),
        });
        Links {
            this: link(page, token.as_deref()),
            first: link(0, None),
            previous: self.previous.as_deref().map(|token| link(page.saturating_sub(1), Some(token))),
            next: self.next.as_deref().map(|token| link(page + 1, Some(token))),
        }
    }
}

struct Links {
    this: String,
    first: String,
    previous: Option<String>,
    next: Option<String>,
}
