//! What does not leave, and why: passwords in URLs, and text that looks like a token.
//!
//! [`Shareable`] is the one way for text into a share file, from the database and from a file alike; what looks like a
//! secret becomes a named placeholder, `{{token}}`, on its way in. So no file that is written from one can hold it.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use url::Url;

/// Text without a secret in it. Only the cleaning below makes one.
#[derive(Debug, Clone, PartialEq, Eq, Default, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Shareable(String);

/// Cleans what was read.
pub(super) type Cleaner = fn(Cow<'_, str>) -> (Shareable, Vec<LeftOut>);

/// Something that was left out, and what stands in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// In words: “the user name and password in the URL”.
    pub what: String,
    /// Why, in words.
    pub why: &'static str,
    /// `{{token}}`; none where nothing stands in its place.
    pub placeholder: Option<String>,
}

const OF_USER: &str = "Whoever reads the file could sign in with it.";
const OF_NAME: &str = "Values of this name are secrets as a rule.";
const OF_SHAPE: &str = "It has the shape of a token: a long row of letters and digits.";

/// A row of letters and digits is a token from this length on: Twilio's Auth Tokens and API key secrets have 32.
const TOKEN: usize = 32;
/// In a URL, where such rows are rarely words, from this one on.
const TOKEN_IN_URL: usize = 20;

/// What is left out of one text is named so often; more of the same would tell nobody more.
const NAMED: usize = 20;

/// A value is a secret as a rule when its name has one of these in it. Compared without case and signs.
const IN_SECRET_NAMES: [&str; 13] = [
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "apikey",
    "privatekey",
    "signature",
    "credential",
    "authorization",
    "bearer",
    "sessionid",
    "jwt",
];

/// Or when it is one of these, or ends with `key`.
const SECRET_NAMES: [&str; 6] = ["pwd", "pw", "pass", "auth", "sig", "sas"];

impl Shareable {
    /// Text of any field, cleaned; with what was left out of it.
    pub fn text(text: &str) -> (Self, Vec<LeftOut>) {
        Self::of_text(Cow::Borrowed(text))
    }

    /// The same of text that is at hand already, which stays where it is when nothing is left out.
    pub(super) fn of_text(text: Cow<'_, str>) -> (Self, Vec<LeftOut>) {
        let mut left = Vec::new();
        let cleaned = match without_users(&text, &mut left) {
            Cow::Borrowed(_) => None,
            Cow::Owned(cleaned) => Some(cleaned),
        };
        let whole = cleaned.map_or(text, Cow::Owned);
        let whole = match without_values(&whole, &mut left) {
            Cow::Borrowed(_) => whole,
            Cow::Owned(cleaned) => Cow::Owned(cleaned),
        };
        let cleaned = match without_tokens(&whole, TOKEN, &mut left) {
            Cow::Borrowed(_) => None,
            Cow::Owned(cleaned) => Some(cleaned),
        };
        (Self(cleaned.unwrap_or_else(|| whole.into_owned())), left)
    }

    /// [`Shareable::url`] of text that is at hand already.
    pub(super) fn of_url(text: Cow<'_, str>) -> (Self, Vec<LeftOut>) {
        Self::url(&text)
    }

    /// A URL, cleaned; with what was left out of it.
    pub fn url(text: &str) -> (Self, Vec<LeftOut>) {
        let mut left = Vec::new();
        let url = without_users(text, &mut left);
        let url = without_hidden_user(&url, &mut left);
        let (url, fragment) = cut(&url, '#');
        let (path, query) = cut(url, '?');
        let (host, path) = path.find("://").map_or((0, path), |at| (at + 3, path)).split(path);
        let mut cleaned = host.to_owned();
        let (path, parameters) = cut(path, ';');
        cleaned.push_str(&without_tokens(path, TOKEN_IN_URL, &mut left));
        for (sign, part) in [(';', parameters), ('?', query), ('#', fragment)] {
            if let Some(part) = part {
                cleaned.push(sign);
                cleaned.push_str(&without_pairs(part, &mut left));
            }
        }
        (Self(cleaned), left)
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether something was left out of it: a placeholder stands in it.
    pub fn has_placeholder(&self) -> bool {
        placeholder_in(&self.0).is_some()
    }
}

/// The first placeholder that stands in a text.
pub(crate) fn placeholder_in(text: &str) -> Option<&str> {
    let start = text.find("{{")?;
    let end = start + text[start..].find("}}")? + 2;
    let name = &text[start + 2..end - 2];
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    is_name.then(|| &text[start..end])
}

/// The name of an unknown field, cleaned.
pub(super) fn of_name(name: &str, left: &mut Vec<LeftOut>) -> String {
    let (cleaned, found) = Shareable::text(name);
    left.extend(found);
    cleaned.0
}

/// A URL of a file with what was left out of it put back from the URL that stands here, where that has the same names.
pub(crate) fn restored(url: &str, here: Option<&str>) -> String {
    let Some(here) = here.filter(|_| placeholder_in(url).is_some()) else { return url.to_owned() };
    let is_sign = |sign: char| matches!(sign, '?' | '&' | '#' | ';');
    let mut whole = String::with_capacity(url.len());
    for part in url.split_inclusive(is_sign) {
        let (pair, sign) = match part.char_indices().next_back() {
            Some((at, sign)) if is_sign(sign) => part.split_at(at),
            _ => (part, ""),
        };
        let value = pair.split_once('=').filter(|(_, value)| is_placeholder(value)).and_then(|(name, _)| {
            here.split(is_sign).find(|other| other.split_once('=').is_some_and(|(other, _)| other == name))
        });
        whole.push_str(value.unwrap_or(pair));
        whole.push_str(sign);
    }
    whole
}

/// A value of an unknown field, cleaned at every depth; with what was left out, each with the name of its field. Under a
/// name of secrets no value stays, whatever it is made of.
pub(super) fn of_value(name: &str, value: Value, left: &mut Vec<LeftOut>) -> Value {
    cleaned_value(name, value, is_secret_name(name), left)
}

fn cleaned_value(name: &str, value: Value, secret: bool, left: &mut Vec<LeftOut>) -> Value {
    match value {
        Value::Array(items) => {
            Value::Array(items.into_iter().map(|item| cleaned_value(name, item, secret, left)).collect())
        }
        Value::Object(fields) => Value::Object(
            fields
                .into_iter()
                .map(|(key, field)| {
                    let secret = secret || is_secret_name(&key);
                    let key = of_name(&key, left);
                    let field = cleaned_value(&key, field, secret, left);
                    (key, field)
                })
                .collect(),
        ),
        Value::String(text) if !secret || text.is_empty() || is_placeholder(&text) => {
            let (cleaned, found) = Shareable::text(&text);
            found.into_iter().for_each(|one| tell(left, one));
            Value::String(cleaned.0)
        }
        Value::String(_) | Value::Number(_) if secret => {
            let placeholder = placeholder(name);
            let what = format!("“{}”", Shareable::text(name).0);
            tell(left, LeftOut { what, why: OF_NAME, placeholder: Some(placeholder.clone()) });
            Value::String(placeholder)
        }
        other => other,
    }
}

/// Names what was left out, unless so much was named already.
fn tell(left: &mut Vec<LeftOut>, one: LeftOut) {
    if left.len() < NAMED {
        left.push(one);
    }
}

impl fmt::Display for Shareable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Shareable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::text(&String::deserialize(deserializer)?).0)
    }
}

/// Where the host of a URL ends, so that its path can be looked at apart.
trait SplitHost {
    fn split(self, whole: &str) -> (&str, &str);
}

impl SplitHost for (usize, &str) {
    fn split(self, whole: &str) -> (&str, &str) {
        let (after_scheme, _) = self;
        let end = whole[after_scheme..].find('/').map_or(whole.len(), |at| after_scheme + at);
        whole.split_at(if after_scheme == 0 { 0 } else { end })
    }
}

fn cut(text: &str, sign: char) -> (&str, Option<&str>) {
    text.split_once(sign).map_or((text, None), |(before, after)| (before, Some(after)))
}

/// Every URL in the text without what stands before an `@` in its authority.
fn without_users<'a>(text: &'a str, left: &mut Vec<LeftOut>) -> Cow<'a, str> {
    let mut rest = text;
    let mut cleaned: Option<String> = None;
    while let Some(at) = rest.find("://") {
        let authority = at + 3;
        let ends =
            |sign: char| sign.is_whitespace() || matches!(sign, '/' | '?' | '#' | '"' | '<' | '>' | '\\');
        let end = rest[authority..].find(ends).map_or(rest.len(), |length| authority + length);
        // The last @ counts: a password may have one in it.
        if let Some(users) = rest[authority..end].rfind('@') {
            tell(
                left,
                LeftOut {
                    what: "the user name and password before the @ of a URL".to_owned(),
                    why: OF_USER,
                    placeholder: None,
                },
            );
            let cleaned = cleaned.get_or_insert_with(|| text[..text.len() - rest.len()].to_owned());
            cleaned.push_str(&rest[..authority]);
            cleaned.push_str(&rest[authority + users + 1..end]);
        } else if let Some(cleaned) = &mut cleaned {
            cleaned.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
    match cleaned {
        None => Cow::Borrowed(text),
        Some(cleaned) => Cow::Owned(cleaned + rest),
    }
}

/// The text with each row of letters and digits that looks like a token replaced.
fn without_tokens<'a>(text: &'a str, length: usize, left: &mut Vec<LeftOut>) -> Cow<'a, str> {
    // Most text is shorter than any token.
    if text.len() < length {
        return Cow::Borrowed(text);
    }
    let mut cleaned: Option<String> = None;
    let mut done = 0;
    let mut start = None;
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        if sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-') {
            start.get_or_insert(at);
            continue;
        }
        let Some(from) = start.take() else { continue };
        if !is_token(&text[from..at], length) {
            continue;
        }
        let placeholder = placeholder("token");
        tell(
            left,
            LeftOut {
                what: "a row of letters and digits".to_owned(),
                why: OF_SHAPE,
                placeholder: Some(placeholder.clone()),
            },
        );
        let cleaned = cleaned.get_or_insert_with(String::new);
        cleaned.push_str(&text[done..from]);
        cleaned.push_str(&placeholder);
        done = at;
    }
    match cleaned {
        None => Cow::Borrowed(text),
        Some(cleaned) => Cow::Owned(cleaned + &text[done..]),
    }
}

/// `name=value` of a query, with the value replaced where its name or its shape says that it is a secret.
fn without_value(pair: &str, left: &mut Vec<LeftOut>) -> String {
    let (name, value) = cut(pair, '=');
    let Some(value) = value.filter(|value| !value.is_empty() && !is_placeholder(value)) else {
        return without_tokens(pair, TOKEN_IN_URL, left).into_owned();
    };
    let why = if is_secret_parameter(name) {
        OF_NAME
    } else if value
        .split(|sign: char| !(sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-')))
        .any(|row| is_token(row, TOKEN_IN_URL))
    {
        OF_SHAPE
    } else {
        return pair.to_owned();
    };
    let placeholder = placeholder(name);
    let what = format!("the value of “{}” in the URL", without_tokens(name, TOKEN_IN_URL, &mut Vec::new()));
    tell(left, LeftOut { what, why, placeholder: Some(placeholder.clone()) });
    format!("{name}={placeholder}")
}

/// `name=value` pairs of a query, a fragment or parameters, each cleaned; what stands between them stays.
fn without_pairs(part: &str, left: &mut Vec<LeftOut>) -> String {
    let mut cleaned = String::with_capacity(part.len());
    let mut rest = part;
    while let Some(at) = rest.find(['&', ';', '?']) {
        cleaned.push_str(&without_value(&rest[..at], left));
        cleaned.push_str(&rest[at..=at]);
        rest = &rest[at + 1..];
    }
    cleaned.push_str(&without_value(rest, left));
    cleaned
}

/// Every URL in the text with the values of its pairs cleaned.
fn without_values<'a>(text: &'a str, left: &mut Vec<LeftOut>) -> Cow<'a, str> {
    if !text.contains("://") {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        match word.find("://").and_then(|url| word[url..].find(['?', '#', ';']).map(|at| url + at + 1)) {
            Some(pairs) => {
                let end = word.trim_end().len();
                cleaned.push_str(&word[..pairs]);
                cleaned.push_str(&without_pairs(&word[pairs..end.max(pairs)], left));
                cleaned.push_str(&word[end.max(pairs)..]);
            }
            None => cleaned.push_str(word),
        }
    }
    if cleaned == text { Cow::Borrowed(text) } else { Cow::Owned(cleaned) }
}

/// Parsers of URLs also take `https:/user:…@` and `https:user:…@`.
fn without_hidden_user<'a>(text: &'a str, left: &mut Vec<LeftOut>) -> Cow<'a, str> {
    if text.contains("://") || !text.contains('@') {
        return Cow::Borrowed(text);
    }
    match Url::parse(text) {
        Ok(mut url) if !url.username().is_empty() || url.password().is_some() => {
            tell(
                left,
                LeftOut {
                    what: "the user name and password before the @ of a URL".to_owned(),
                    why: OF_USER,
                    placeholder: None,
                },
            );
            match (url.set_username(""), url.set_password(None)) {
                (Ok(()), Ok(())) => Cow::Owned(url.to_string()),
                _ => Cow::Owned(placeholder("url")),
            }
        }
        _ => Cow::Borrowed(text),
    }
}

/// Whether values of this name are secrets as a rule, however the name is spelled.
fn is_secret_name(name: &str) -> bool {
    let plain = plain_name(name);
    IN_SECRET_NAMES.iter().any(|part| plain.contains(part))
        || SECRET_NAMES.contains(&plain.as_str())
        || plain == "key"
}

/// In URLs, where keys open something as a rule.
fn is_secret_parameter(name: &str) -> bool {
    is_secret_name(name) || plain_name(name).ends_with("key")
}

fn plain_name(name: &str) -> String {
    let decoded = url::form_urlencoded::parse(name.as_bytes()).next().map(|(name, _)| name.into_owned());
    let name = decoded.unwrap_or_default();
    name.chars().filter(char::is_ascii_alphanumeric).map(|sign| sign.to_ascii_lowercase()).collect()
}

/// Long enough, with letters and digits both, and not one of Twilio's SIDs or a UUID, which are no secrets.
fn is_token(row: &str, length: usize) -> bool {
    row.len() >= length
        && row.bytes().any(|byte| byte.is_ascii_digit())
        && row.bytes().any(|byte| byte.is_ascii_alphabetic())
        && longest_run(row) >= length.min(16)
        && !is_sid(row)
}

/// The longest part without `-` and `_`: words that are joined by them are no token.
fn longest_run(row: &str) -> usize {
    row.split(['-', '_']).map(str::len).max().unwrap_or_default()
}

fn is_sid(row: &str) -> bool {
    row.len() == 34
        && row.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
        && row.bytes().skip(2).all(|byte| byte.is_ascii_hexdigit())
}

fn is_placeholder(text: &str) -> bool {
    placeholder_in(text).is_some_and(|found| found == text)
}

fn placeholder(name: &str) -> String {
    let signs = name.chars().filter(|sign| sign.is_ascii_alphanumeric() || *sign == '-').take(24);
    let name: String = signs.collect();
    format!("{{{{{}}}}}", if name.is_empty() || is_token(&name, TOKEN_IN_URL) { "token" } else { &name })
}

#[cfg(test)]
mod tests;
