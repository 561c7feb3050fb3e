//! How the types of the contract stand in columns: moments as text that sorts by time, choices as their words.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as WordError, StrDeserializer};

use crate::wire::{
    Access, ActivityOutcome, ActivitySubject, At, Capability, ColourTag, CredentialKind, Environment,
    Ownership, RegionChoice, RequestState, ResourceKind, RouteSetting, SenderType, TestState,
};

impl ToSql for At {
    /// Always nine decimals: RFC 3339 with a varying number of them does not sort as text.
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(format!("{:.9}", self.0).into())
    }
}

impl FromSql for At {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse::<jiff::Timestamp>().map(At).map_err(FromSqlError::other)
    }
}

macro_rules! words {
    ($($choice:ty),* $(,)?) => {$(
        impl ToSql for $choice {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                write(self)
            }
        }

        impl FromSql for $choice {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                read(value)
            }
        }
    )*};
}

words!(
    Access,
    ActivityOutcome,
    ActivitySubject,
    Capability,
    ColourTag,
    CredentialKind,
    Environment,
    Ownership,
    RequestState,
    ResourceKind,
    RegionChoice,
    RouteSetting,
    SenderType,
    TestState,
);

fn write<T: Serialize>(choice: &T) -> rusqlite::Result<ToSqlOutput<'static>> {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(word)) => Ok(word.into()),
        Ok(other) => Err(rusqlite::Error::ToSqlConversionFailure(format!("not a word: {other}").into())),
        Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(error.into())),
    }
}

fn read<T: DeserializeOwned>(value: ValueRef<'_>) -> FromSqlResult<T> {
    T::deserialize(StrDeserializer::<WordError>::new(value.as_str()?)).map_err(FromSqlError::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_come_back_whole_and_sort_as_text() {
        let texts = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000001Z", "2026-01-01T00:00:00.5Z"];
        let stored: Vec<String> = texts
            .iter()
            .map(|text| {
                let moment = At(text.parse().unwrap());
                let ToSqlOutput::Owned(rusqlite::types::Value::Text(stored)) = moment.to_sql().unwrap()
                else {
                    panic!("not text")
                };
                assert_eq!(At::column_result(ValueRef::Text(stored.as_bytes())).unwrap(), moment);
                stored
            })
            .collect();
        assert!(stored.is_sorted(), "{stored:?}");
    }

    #[test]
    fn choices_stand_as_the_words_of_the_contract() {
        for choice in [SenderType::ShortCode, SenderType::MessagingService] {
            let ToSqlOutput::Owned(rusqlite::types::Value::Text(word)) = choice.to_sql().unwrap() else {
                panic!("not text")
            };
            assert_eq!(format!("\"{word}\""), serde_json::to_string(&choice).unwrap());
            assert_eq!(SenderType::column_result(ValueRef::Text(word.as_bytes())).unwrap(), choice);
        }
        assert!(SenderType::column_result(ValueRef::Text(b"pager")).is_err());
    }
}
