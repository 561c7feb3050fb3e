//! What stands in a share file? Its types, from which the published JSON Schema is made.
//!
//! A field that is absent says nothing: an import leaves what is there. One that is empty says that it is empty.
//! Fields that a later program of the same version adds are kept in `more` and written back.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use super::left_out::Shareable;
use crate::wire::{ColourTag, Environment, Provenance, RegionChoice, SenderType};

/// What `schema` says in a share file.
pub const SENDERS: &str = "senderdesk.senders";
/// What `schema` says in a backup.
pub const BACKUP: &str = "senderdesk.backup";
/// The one version of both that there is.
pub const VERSION: u32 = 1;

/// Fields that this version does not know, sorted by their names.
pub type More = BTreeMap<String, Value>;

/// One workspace and its senders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ShareFile {
    #[cfg_attr(feature = "schema", schemars(schema_with = "schemas::senders_name"))]
    pub schema: String,
    /// Grows when an older program could misread the file.
    #[cfg_attr(feature = "schema", schemars(schema_with = "schemas::version"))]
    pub schema_version: u32,
    pub workspace: SharedWorkspace,
    /// In the order of their identities.
    pub senders: Vec<SharedSender>,
    #[serde(flatten)]
    pub more: More,
}

/// All workspaces of an installation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    #[cfg_attr(feature = "schema", schemars(schema_with = "schemas::backup_name"))]
    pub schema: String,
    #[cfg_attr(feature = "schema", schemars(schema_with = "schemas::version"))]
    pub schema_version: u32,
    /// In the order of their creation.
    pub workspaces: Vec<BackedUp>,
    #[serde(flatten)]
    pub more: More,
}

/// One workspace of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct BackedUp {
    pub workspace: SharedWorkspace,
    pub senders: Vec<SharedSender>,
    #[serde(flatten)]
    pub more: More,
}

/// A MoEngage workspace, as it is recorded here.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SharedWorkspace {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Shareable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<schemas::Environment>"))]
    pub environment: Option<Environment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<schemas::Colour>"))]
    pub colour: Option<ColourTag>,
    /// `DC-01`, `DC-101`: always quoted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^DC-(0[1-9]|[1-9][0-9]{1,2})$")))]
    pub data_centre: Option<String>,
    /// *Manage keyword based responses*, as it stands in MoEngage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keyword_management: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<SharedAccount>,
    /// The identity of the default sender; absent where there is no sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub default_sender: Option<String>,
    /// Where delivery receipts go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery_callback: Option<SharedUrl>,
    #[serde(flatten)]
    pub more: More,
}

/// The Twilio account: by its SID, or by an alias where the SID is masked. Never with a credential.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharedAccount {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^AC[0-9a-f]{32}$")))]
    pub sid: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 64)))]
    pub alias: Option<Shareable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(with = "Option<schemas::Region>"))]
    pub region: Option<RegionChoice>,
}

/// A sender: the form *Sender Details* of MoEngage's guide, then fields of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SharedSender {
    /// Stays the same on every machine: letters, digits, `.`, `_` and `-`.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[A-Za-z0-9._-]{1,64}$")))]
    pub id: String,
    /// *Sender name*.
    #[cfg_attr(feature = "schema", schemars(length(min = 1, max = 500)))]
    pub name: Shareable,
    /// *Sender type*.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "schema", schemars(with = "schemas::Kind"))]
    pub sender_type: SenderType,
    /// *Sender ID*: the number, code, service SID or text. Always quoted.
    pub sender_id: Shareable,
    /// *This sender supports MMS*; never of an alphanumeric sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supports_mms: Option<bool>,
    /// *MO callback URL*; never of an alphanumeric sender.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mo_callback: Option<SharedUrl>,
    /// *SMS unsubscribe text*.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsubscribe_text: Option<Shareable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<Shareable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Shareable>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Shareable>,
    /// ISO 3166-1 alpha-2, or empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^([A-Z]{2})?$")))]
    pub country: Option<String>,
    #[serde(flatten)]
    pub more: More,
}

/// A URL that Twilio calls, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SharedUrl {
    #[serde(deserialize_with = "of_url")]
    pub url: Shareable,
    pub provenance: Origin,
    /// What a custom URL was typed in place of.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "of_some_url")]
    pub replaced: Option<Shareable>,
}

/// A URL is cleaned as a URL wherever it is read: as plain text its host could look like a token.
fn of_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Shareable, D::Error> {
    Ok(Shareable::url(&String::deserialize(deserializer)?).0)
}

fn of_some_url<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Shareable>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(|url| Shareable::url(&url).0))
}

/// How sure a URL is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A page of MoEngage states it.
    Documented,
    /// A documented pattern extended: unconfirmed.
    Derived,
    /// Typed by an operator.
    Custom,
}

impl From<Provenance> for Origin {
    fn from(provenance: Provenance) -> Self {
        match provenance {
            Provenance::Documented => Self::Documented,
            Provenance::Derived | Provenance::NotFound => Self::Derived,
            Provenance::Custom => Self::Custom,
        }
    }
}

impl ShareFile {
    /// A file of this workspace. Senders are put into the order of their identities.
    pub fn of(workspace: SharedWorkspace, mut senders: Vec<SharedSender>) -> Self {
        senders.sort_by(|one, other| one.id.cmp(&other.id));
        Self { schema: SENDERS.to_owned(), schema_version: VERSION, workspace, senders, more: More::new() }
    }

    /// The sender of this identity.
    pub fn sender(&self, id: &str) -> Option<&SharedSender> {
        self.senders.binary_search_by(|sender| sender.id.as_str().cmp(id)).ok().map(|nth| &self.senders[nth])
    }

    /// Names of fields that this version does not know, each once, as paths.
    pub fn unknown_fields(&self) -> Vec<String> {
        let own = self.more.keys().cloned();
        let workspace = self.workspace.more.keys().map(|key| format!("workspace.{key}"));
        let senders = self.senders.iter().flat_map(|sender| sender.more.keys());
        let senders = senders.map(|key| format!("senders[].{key}"));
        let all: std::collections::BTreeSet<_> = own.chain(workspace).chain(senders).collect();
        all.into_iter().collect()
    }
}

/// The JSON Schemas that are published under `docs/schema`: of the share file and of the backup.
#[cfg(feature = "schema")]
pub fn json_schemas() -> [(&'static str, Value); 2] {
    let described = |schema: schemars::Schema, title: &str| {
        let mut value = schema.to_value();
        value["title"] = title.into();
        value
    };
    [
        ("senders-1.schema.json", described(schemars::schema_for!(ShareFile), "Senderdesk share file")),
        ("backup-1.schema.json", described(schemars::schema_for!(Backup), "Senderdesk backup")),
    ]
}

/// Words of the contract, as the schema lists them.
#[cfg(feature = "schema")]
#[allow(dead_code, reason = "only described")]
mod schemas {
    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    pub fn senders_name(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "const": super::SENDERS })
    }

    pub fn backup_name(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "const": super::BACKUP })
    }

    pub fn version(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "const": super::VERSION })
    }

    #[derive(JsonSchema)]
    #[schemars(rename_all = "snake_case")]
    pub enum Environment {
        Production,
        Staging,
        Practice,
    }

    #[derive(JsonSchema)]
    #[schemars(rename_all = "snake_case")]
    pub enum Colour {
        Blue,
        Green,
        Amber,
        Red,
        Violet,
        Grey,
    }

    #[derive(JsonSchema)]
    #[schemars(rename_all = "snake_case")]
    pub enum Region {
        Us1,
        Ie1,
        Au1,
    }

    #[derive(JsonSchema)]
    #[schemars(rename_all = "snake_case")]
    pub enum Kind {
        ShortCode,
        LongCode,
        MessagingService,
        Alphanumeric,
    }
}
