//! The identities of what Senderdesk itself makes: UUIDv7, so that they sort by creation.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "typescript", derive(specta::Type))]
        #[serde(transparent)]
        pub struct $name(#[cfg_attr(feature = "typescript", specta(type = String))] Uuid);

        impl $name {
            /// A fresh identity, never given before.
            pub fn fresh() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, uuid::Error> {
                text.parse().map(Self)
            }
        }

        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(self.0.to_string().into())
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                value.as_str()?.parse().map_err(rusqlite::types::FromSqlError::other)
            }
        }
    };
}

id!(
    /// A workspace: one MoEngage workspace and the account bound to it.
    WorkspaceId
);
id!(
    /// A Twilio account as known here; several workspaces may share one.
    AccountId
);
id!(
    /// One credential as kept: names the keychain entry that holds its secret.
    CredentialId
);
id!(
    /// A saved sender. Not its *sender ID*, which is the number, code, SID or text that Twilio knows.
    SenderKey
);
id!(
    /// A change that can be taken back.
    UndoId
);
id!(
    /// A plan of changes at Twilio, and what became of it.
    ApplyId
);
id!(
    /// A report of the doctor.
    DoctorId
);
id!(
    /// Long work that shows progress and can be cancelled. Made by the page that starts it.
    JobId
);
id!(
    /// An import that is looked at. Made here, and gone with the process.
    ImportId
);
id!(
    /// A state of a workspace as it was shared.
    ShareId
);
id!(
    /// One test message. Made by the page when the form opens, so that one form sends once.
    TestId
);
