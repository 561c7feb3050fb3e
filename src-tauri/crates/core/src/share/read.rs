//! From the text of a file to a document: what is wrong is named by line and column, and does not stop the rest.

use std::collections::BTreeSet;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::document::*;
pub use super::faults::{Fault, Faults, FilePlaces, SenderPlaces, WrongSender};
use super::left_out::{Cleaner, LeftOut, Shareable, of_name, of_value};
use super::limits::{NAME, SENDERS as MOST_SENDERS, WORKSPACES};
use super::node::{Content, Key, Node};
pub use super::node::{Position, Unreadable};
use super::yaml::shown;
use super::{json, yaml};
use crate::data_centre::DataCentre;
use crate::wire::{NoteLevel, SenderType};

/// Which senders a file has.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a file is one of them, once")]
pub enum Document {
    Share(ShareFile),
    Backup(Backup),
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    pub document: Document,
    /// One for a share file, one a workspace for a backup.
    pub places: Vec<FilePlaces>,
    pub faults: Faults,
}

/// Reads YAML or JSON, told apart by what stands there.
///
/// # Errors
/// When nothing of it can be read: not well-formed, of another kind, or of a newer version.
pub fn parse(text: &str) -> Result<Read, Unreadable> {
    let node = if is_json(text) { json::parse(text)? } else { yaml::parse(text)? };
    let at = node.at;
    let Content::Map(fields) = node.content else {
        return Err(not_ours(at, node.content.kind()));
    };
    let kind = kind(&fields, at)?;
    let mut reader = Reader::default();
    let document = match kind {
        Kind::Senders => {
            let (workspace, senders, more) =
                reader.workspace_and_senders(fields, at, &["schema", "schemaVersion"])?;
            Document::Share(ShareFile { more, ..ShareFile::of(workspace, senders) })
        }
        Kind::Backup => Document::Backup(reader.backup(fields, at)?),
    };
    reader.faults.sort();
    Ok(Read { document, places: reader.places, faults: reader.faults })
}

/// Whether the text is JSON by what it begins with.
pub fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

enum Kind {
    Senders,
    Backup,
}

fn not_ours(at: Position, kind: &str) -> Unreadable {
    let hint =
        "A share file begins with schema: senderdesk.senders. Choose a file that Senderdesk has exported.";
    Unreadable::new(at, format!("This is no share file: {kind} stands where its fields should."), hint)
}

fn kind(fields: &[(Key<'_>, Node<'_>)], at: Position) -> Result<Kind, Unreadable> {
    let find = |name: &str| fields.iter().find(|(key, _)| key.name == name).map(|(_, node)| node);
    let hint = "A share file begins with schema: senderdesk.senders and schemaVersion: 1.";
    let Some(schema) = find("schema") else {
        return Err(Unreadable::new(at, "This is no share file: it does not say its schema.", hint));
    };
    let kind = match &schema.content {
        Content::Plain(name) | Content::Quoted(name) if name == SENDERS => Kind::Senders,
        Content::Plain(name) | Content::Quoted(name) if name == BACKUP => Kind::Backup,
        Content::Plain(name) | Content::Quoted(name) => {
            let message = format!("The schema “{}” is not known here.", shown(name));
            return Err(Unreadable::new(schema.at, message, hint));
        }
        other => return Err(not_ours(schema.at, other.kind())),
    };
    let Some(version) = find("schemaVersion") else {
        return Err(Unreadable::new(at, "It does not say its schemaVersion.", hint));
    };
    let number = match &version.content {
        Content::Plain(text) => text.parse::<u64>().ok(),
        _ => None,
    };
    match number {
        Some(number) if number == u64::from(VERSION) => Ok(kind),
        Some(number) if number > u64::from(VERSION) => {
            let message =
                format!("The file is of schema version {number}; this Senderdesk reads version {VERSION}.");
            let hint = format!(
                "Install a newer Senderdesk: one that reads schema version {number}. Nothing was changed."
            );
            Err(Unreadable::new(version.at, message, hint))
        }
        _ => {
            Err(Unreadable::new(version.at, "schemaVersion is a whole number from 1, without quotes.", hint))
        }
    }
}

#[derive(Default)]
struct Reader {
    faults: Faults,
    places: Vec<FilePlaces>,
    /// What is wrong with the sender that is being read.
    of_sender: Vec<Fault>,
    sender: Option<String>,
    id_of_sender: Option<String>,
}

/// The longest name of an unknown field that is kept, in characters: longer ones YAML does not read back.
const UNKNOWN: usize = 200;

type Fields<'a> = Vec<(Key<'a>, Node<'a>)>;

impl Reader {
    fn backup(&mut self, fields: Fields<'_>, at: Position) -> Result<Backup, Unreadable> {
        let (mut workspaces, mut more, mut found) = (Vec::new(), More::new(), false);
        for (key, node) in fields {
            match key.name.as_ref() {
                "schema" | "schemaVersion" => {}
                "workspaces" => {
                    found = true;
                    let Content::List(items) = node.content else {
                        return Err(not_ours(node.at, node.content.kind()));
                    };
                    if items.len() > WORKSPACES {
                        let message = format!(
                            "A backup has at most {WORKSPACES} workspaces, this has {}.",
                            items.len()
                        );
                        return Err(Unreadable::new(node.at, message, "Restore it in parts."));
                    }
                    for item in items {
                        let at = item.at;
                        let Content::Map(fields) = item.content else {
                            return Err(not_ours(at, item.content.kind()));
                        };
                        let (workspace, senders, more) = self.workspace_and_senders(fields, at, &[])?;
                        let ShareFile { workspace, senders, .. } = ShareFile::of(workspace, senders);
                        workspaces.push(BackedUp { workspace, senders, more });
                    }
                }
                _ => self.unknown(&mut more, &key, &node),
            }
        }
        if !found {
            return Err(Unreadable::new(at, "The backup has no workspaces.", "Make the backup again."));
        }
        Ok(Backup { schema: BACKUP.to_owned(), schema_version: VERSION, workspaces, more })
    }

    fn workspace_and_senders(
        &mut self,
        fields: Fields<'_>,
        at: Position,
        known: &[&str],
    ) -> Result<(SharedWorkspace, Vec<SharedSender>, More), Unreadable> {
        let (mut workspace, mut senders, mut more) = (None, None, More::new());
        let mut places = FilePlaces::default();
        for (key, node) in fields {
            match key.name.as_ref() {
                name if known.contains(&name) => {}
                "workspace" => {
                    places.workspace.push((String::new(), key.at));
                    workspace = Some(self.workspace(node, &mut places));
                }
                "senders" => senders = Some(self.senders(node, &mut places)?),
                _ => self.unknown(&mut more, &key, &node),
            }
        }
        let hint = "Export it again, or put the part back from the file's history.";
        let workspace = workspace.ok_or_else(|| Unreadable::new(at, "The file has no workspace.", hint))?;
        let senders = senders.ok_or_else(|| {
            Unreadable::new(at, "The file has no senders.", "Write senders: [] where there are none.")
        })?;
        self.places.push(places);
        Ok((workspace, senders, more))
    }

    fn workspace(&mut self, node: Node<'_>, places: &mut FilePlaces) -> SharedWorkspace {
        let mut workspace = SharedWorkspace::default();
        let Some(fields) = self.mapping(node, "workspace") else { return workspace };
        for (key, node) in fields {
            places.workspace.push((key.name.clone().into_owned(), node.at));
            match key.name.as_ref() {
                "name" => workspace.name = self.text(node, "name"),
                "environment" => {
                    workspace.environment = self.word(node, "environment", "production, staging or practice")
                }
                "colour" => {
                    workspace.colour = self.word(node, "colour", "blue, green, amber, red, violet or grey")
                }
                "dataCentre" => workspace.data_centre = self.data_centre(node),
                "keywordManagement" => workspace.keyword_management = self.truth(node, "keywordManagement"),
                "account" => workspace.account = self.account(node),
                "defaultSender" => workspace.default_sender = self.id(node, "defaultSender"),
                "deliveryCallback" => workspace.delivery_callback = self.url(node, "deliveryCallback"),
                _ => self.unknown(&mut workspace.more, &key, &node),
            }
        }
        workspace
    }

    fn account(&mut self, node: Node<'_>) -> Option<SharedAccount> {
        let at = node.at;
        let mut account = SharedAccount::default();
        for (key, node) in self.mapping(node, "account")? {
            match key.name.as_ref() {
                "sid" => {
                    let at = node.at;
                    account.sid = self.text(node, "sid").and_then(|sid| {
                        let sid = sid.as_str().to_owned();
                        if sid.parse::<twilio_messaging::sid::AccountSid>().is_ok() {
                            return Some(sid);
                        }
                        self.problem(at, "The account's sid is AC and 32 characters of 0-9 and a-f.", None);
                        None
                    });
                }
                "alias" => account.alias = self.short(node, "alias"),
                "region" => account.region = self.word(node, "region", "us1, ie1 or au1"),
                _ => self.not_known_inside(&key, "account"),
            }
        }
        if account.sid.is_some() == account.alias.is_some() {
            self.problem(at, "An account has either a sid or an alias.", Some("Keep one of the two."));
            return None;
        }
        Some(account)
    }

    fn senders(&mut self, node: Node<'_>, places: &mut FilePlaces) -> Result<Vec<SharedSender>, Unreadable> {
        let Content::List(items) = node.content else {
            return Err(not_ours(node.at, node.content.kind()));
        };
        if items.len() > MOST_SENDERS {
            let message =
                format!("A share file has at most {MOST_SENDERS} senders, this has {}.", items.len());
            return Err(Unreadable::new(node.at, message, "Split it into several files."));
        }
        let mut read = Vec::with_capacity(items.len());
        let mut seen = BTreeSet::new();
        for item in items {
            let at = item.at;
            self.sender = Some(String::new());
            self.id_of_sender = None;
            let sender = self.one_sender(item);
            if let Some((sender, _)) = &sender
                && !seen.insert(sender.id.clone())
            {
                let message = format!("Another sender of this file has the id “{}”.", sender.id);
                self.problem(at, message, Some("Give one of the two an id of its own."));
            }
            let faults = std::mem::take(&mut self.of_sender);
            let broken = faults.iter().any(|fault| fault.level == NoteLevel::Problem);
            for fault in &faults {
                self.faults.push(fault.clone());
            }
            match sender {
                Some(found) if !broken => read.push(found),
                _ => {
                    let name = self.sender.clone().unwrap_or_default();
                    let id = sender.map(|(sender, _)| sender.id).or_else(|| self.id_of_sender.take());
                    self.faults.wrong.push(WrongSender { at: Some(at), name, id, faults });
                }
            }
            self.sender = None;
        }
        read.sort_by(|(one, _), (other, _)| one.id.cmp(&other.id));
        let (senders, of_senders) = read.into_iter().unzip();
        places.senders = of_senders;
        Ok(senders)
    }

    fn one_sender(&mut self, node: Node<'_>) -> Option<(SharedSender, SenderPlaces)> {
        let at = node.at;
        let mut places = SenderPlaces { at, fields: Vec::with_capacity(11) };
        let (mut id, mut name, mut kind, mut sender_id) = (None, None, None, None);
        let mut sender = SharedSender {
            id: String::new(),
            name: Shareable::default(),
            sender_type: SenderType::LongCode,
            sender_id: Shareable::default(),
            supports_mms: None,
            mo_callback: None,
            unsubscribe_text: None,
            notes: None,
            owner: None,
            purpose: None,
            country: None,
            more: More::new(),
        };
        let fields = self.mapping(node, "a sender")?;
        // Its name goes with everything that is said of it.
        let named = fields
            .iter()
            .find(|(key, _)| key.name == "name")
            .or_else(|| fields.iter().find(|(key, _)| key.name == "id"));
        self.sender = Some(match named.map(|(_, node)| &node.content) {
            Some(Content::Quoted(text) | Content::Plain(text)) => shown(text),
            _ => String::new(),
        });
        for (key, node) in fields {
            places.fields.extend(known(&key.name).map(|known| (known, node.at)));
            match key.name.as_ref() {
                "id" => {
                    id = self.id(node, "id");
                    self.id_of_sender.clone_from(&id);
                }
                "name" => name = self.text(node, "name"),
                "type" => {
                    kind = self.word(node, "type", "short_code, long_code, messaging_service or alphanumeric")
                }
                "senderId" => sender_id = self.text(node, "senderId"),
                "supportsMms" => sender.supports_mms = self.truth(node, "supportsMms"),
                "moCallback" => sender.mo_callback = self.url(node, "moCallback"),
                "unsubscribeText" => sender.unsubscribe_text = self.text(node, "unsubscribeText"),
                "notes" => sender.notes = self.text(node, "notes"),
                "owner" => sender.owner = self.text(node, "owner"),
                "purpose" => sender.purpose = self.text(node, "purpose"),
                "country" => {
                    sender.country = self.text(node, "country").map(|country| country.as_str().to_owned())
                }
                _ => self.unknown(&mut sender.more, &key, &node),
            }
        }
        for (field, missing) in [
            ("id", id.is_none()),
            ("name", name.is_none()),
            ("type", kind.is_none()),
            ("senderId", sender_id.is_none()),
        ] {
            if missing && !places.fields.iter().any(|(name, _)| *name == field) {
                self.problem(
                    at,
                    format!("The sender has no {field}."),
                    Some("Each sender has id, name, type and senderId."),
                );
            }
        }
        if kind == Some(SenderType::Alphanumeric) {
            for field in ["supportsMms", "moCallback"] {
                if places.fields.iter().any(|(name, _)| *name == field) {
                    let message = format!(
                        "An alphanumeric sender ID sends text only and takes no replies: it has no {field}."
                    );
                    self.problem(places.of(field), message, Some("Take the field out."));
                }
            }
        }
        (sender.id, sender.name, sender.sender_type, sender.sender_id) = (id?, name?, kind?, sender_id?);
        Some((sender, places))
    }

    fn url(&mut self, node: Node<'_>, label: &str) -> Option<SharedUrl> {
        let at = node.at;
        let (mut url, mut provenance, mut replaced) = (None, None, None);
        for (key, node) in self.mapping(node, label)? {
            match key.name.as_ref() {
                "url" => url = self.clean(node, "url", Shareable::of_url),
                "provenance" => provenance = self.word(node, "provenance", "documented, derived or custom"),
                "replaced" => replaced = self.clean(node, "replaced", Shareable::of_url),
                _ => self.not_known_inside(&key, label),
            }
        }
        let (Some(url), Some(provenance)) = (url, provenance) else {
            self.problem(
                at,
                format!("{label} has a url and its provenance."),
                Some("Write both, or take the field out."),
            );
            return None;
        };
        Some(SharedUrl { url, provenance, replaced })
    }

    fn data_centre(&mut self, node: Node<'_>) -> Option<String> {
        let at = node.at;
        let code = self.text(node, "dataCentre")?;
        match code.as_str().parse::<DataCentre>() {
            Ok(found) if found.to_string() == code.as_str() => Some(found.to_string()),
            Ok(found) => {
                self.problem(
                    at,
                    "A data centre is written as MoEngage does.",
                    Some(&format!("Write \"{found}\".")),
                );
                None
            }
            Err(error) => {
                self.problem(at, error.to_string(), Some("Write it as \"DC-03\"."));
                None
            }
        }
    }

    fn id(&mut self, node: Node<'_>, label: &str) -> Option<String> {
        let at = node.at;
        let id = self.text(node, label)?.as_str().to_owned();
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
        if id.is_empty() || id.len() > NAME || !id.bytes().all(allowed) {
            let message = format!("{label} has 1 to {NAME} letters, digits, dots, hyphens and underscores.");
            self.problem(at, message, None);
            return None;
        }
        Some(id)
    }

    fn short(&mut self, node: Node<'_>, label: &str) -> Option<Shareable> {
        let at = node.at;
        let text = self.text(node, label)?;
        if text.as_str().trim().is_empty() || text.as_str().chars().count() > NAME {
            self.problem(at, format!("{label} has 1 to {NAME} characters."), None);
            return None;
        }
        Some(text)
    }

    fn text(&mut self, node: Node<'_>, label: &str) -> Option<Shareable> {
        self.clean(node, label, Shareable::of_text)
    }

    fn clean(&mut self, node: Node<'_>, label: &str, clean: Cleaner) -> Option<Shareable> {
        let (at, kind) = (node.at, node.content.kind());
        let raw = match node.content {
            Content::Quoted(text) => text,
            Content::Plain(text) => {
                if kind == "nothing" {
                    let hint = "Write \"\" for an empty text, or take the field out: then it says nothing.";
                    self.problem(at, format!("{label} has no value."), Some(hint));
                    return None;
                }
                if reads_otherwise(&text) {
                    let hint = format!("Write {label}: \"{}\".", shown(&text));
                    let message = format!(
                        "{label} is text and stands without quotes: other programs read {} there.",
                        kind
                    );
                    self.remark(at, NoteLevel::Warning, message, Some(&hint));
                }
                text
            }
            _ => {
                self.problem(
                    at,
                    format!("{label} is text, and {} stands here.", kind),
                    Some("Write text in quotes."),
                );
                return None;
            }
        };
        let (text, left) = clean(raw);
        for left in left {
            self.secret(at, &format!("{label} holds"), &left);
        }
        Some(text)
    }

    fn truth(&mut self, node: Node<'_>, label: &str) -> Option<bool> {
        match &node.content {
            Content::Plain(text) if text == "true" => Some(true),
            Content::Plain(text) if text == "false" => Some(false),
            other => {
                let message = format!("{label} is true or false, and {} stands here.", other.kind());
                self.problem(node.at, message, Some("Write true or false, without quotes."));
                None
            }
        }
    }

    fn word<T: DeserializeOwned>(&mut self, node: Node<'_>, label: &str, words: &str) -> Option<T> {
        let read = match &node.content {
            Content::Quoted(text) | Content::Plain(text) => {
                serde_json::from_value(Value::String(text.clone().into_owned())).ok()
            }
            _ => None,
        };
        if read.is_none() {
            self.problem(
                node.at,
                format!("{label} is not one of the words that it can be."),
                Some(&format!("Write {words}.")),
            );
        }
        read
    }

    fn mapping<'a>(&mut self, node: Node<'a>, label: &str) -> Option<Fields<'a>> {
        match node.content {
            Content::Map(fields) => Some(fields),
            other => {
                self.problem(node.at, format!("{label} has fields, and {} stands here.", other.kind()), None);
                None
            }
        }
    }

    fn unknown(&mut self, more: &mut More, key: &Key<'_>, node: &Node<'_>) {
        if key.name.chars().count() > UNKNOWN {
            let message =
                format!("The name of this field has more than {UNKNOWN} characters; it is left aside.");
            return self.problem(key.at, message, Some("Shorten it, or take it out."));
        }
        let mut left = Vec::new();
        let name = of_name(&key.name, &mut left);
        let value = of_value(&key.name, node.to_value(), &mut left);
        for left in left {
            self.secret(node.at, "A field that is not known here holds", &left);
        }
        let message = format!("The field “{}” is not known here. It is kept and written back.", shown(&name));
        self.remark(
            key.at,
            NoteLevel::Warning,
            message,
            Some("Check its spelling, or use the version that made it."),
        );
        more.insert(name, value);
    }

    fn not_known_inside(&mut self, key: &Key<'_>, label: &str) {
        let message = format!("{label} has no field “{}”.", shown(&key.name));
        self.problem(key.at, message, Some("Take it out, or check its spelling."));
    }

    fn secret(&mut self, at: Position, holds: &str, left: &LeftOut) {
        self.faults.secrets += 1;
        let message = format!("{holds} {}, which was left out. {}", left.what, left.why);
        let hint = "Take it out of the file, and out of its history if it was shared.";
        self.problem(at, message, Some(hint));
    }

    fn problem(&mut self, at: Position, message: impl Into<String>, hint: Option<&str>) {
        self.remark(at, NoteLevel::Problem, message, hint);
    }

    fn remark(&mut self, at: Position, level: NoteLevel, message: impl Into<String>, hint: Option<&str>) {
        let sender = self.sender.clone();
        let fault =
            Fault { at: Some(at), level, message: message.into(), hint: hint.map(str::to_owned), sender };
        if fault.sender.is_some() { self.of_sender.push(fault) } else { self.faults.push(fault) }
    }
}

/// A field of a sender by its name.
fn known(name: &str) -> Option<&'static str> {
    Some(match name {
        "id" => "id",
        "name" => "name",
        "type" => "type",
        "senderId" => "senderId",
        "supportsMms" => "supportsMms",
        "moCallback" => "moCallback",
        "unsubscribeText" => "unsubscribeText",
        "notes" => "notes",
        "owner" => "owner",
        "purpose" => "purpose",
        "country" => "country",
        _ => return None,
    })
}

/// Whether other readers of YAML take this for something else than text.
fn reads_otherwise(text: &str) -> bool {
    let number = text.bytes().all(|byte| {
        matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'_' | b':' | b'e' | b'E' | b'x' | b'o')
    }) && text.bytes().any(|byte| byte.is_ascii_digit());
    let word = ["true", "false", "yes", "no", "on", "off", "y", "n"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    number || word
}
