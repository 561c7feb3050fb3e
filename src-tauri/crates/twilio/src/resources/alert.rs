//! What did Twilio's monitor note, for example of a webhook that failed?

use std::fmt;

use jiff::Timestamp;
use serde::Deserialize;
use url::form_urlencoded;

use crate::lenient;
use crate::listing::Listed;
use crate::open_enum::open_enum;
use crate::resources::{UnknownFields, WebhookMethod};
use crate::sid::{AccountSid, MonitorAlertSid};

open_enum! {
    /// How serious an alert is.
    LogLevel {
        /// Something did not work.
        Error = "error",
        /// Something may not work as meant.
        Warning = "warning",
        /// For information.
        Notice = "notice",
        /// For finding faults.
        Debug = "debug",
    }
}

/// An alert. `Debug` shows neither the webhook's address, which may hold a secret, nor its text.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Alert {
    /// Its SID.
    pub sid: MonitorAlertSid,
    /// The account that it belongs to.
    #[serde(default, deserialize_with = "lenient::parsed")]
    pub account_sid: Option<AccountSid>,
    /// The code of Twilio's error dictionary.
    #[serde(default, deserialize_with = "lenient::count")]
    pub error_code: Option<u32>,
    /// How serious it is.
    #[serde(default, deserialize_with = "lenient::word")]
    pub log_level: Option<LogLevel>,
    /// Pairs as in a form, `ErrorCode=11200&Msg=…`, or a sentence.
    #[serde(default, deserialize_with = "lenient::plain_text")]
    pub alert_text: String,
    /// The method by which the webhook was called.
    #[serde(default, deserialize_with = "lenient::word")]
    pub request_method: Option<WebhookMethod>,
    /// The webhook, if it is about one.
    #[serde(default, deserialize_with = "lenient::text")]
    pub request_url: Option<String>,
    /// What it is about, for example the SID of a message.
    #[serde(default, deserialize_with = "lenient::text")]
    pub resource_sid: Option<String>,
    /// The service that it is about.
    #[serde(default, deserialize_with = "lenient::text")]
    pub service_sid: Option<String>,
    /// When it happened.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_generated: Option<Timestamp>,
    /// When Twilio wrote the alert, which may be later.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub date_created: Option<Timestamp>,
    /// Everything else.
    #[serde(flatten)]
    pub unknown: UnknownFields,
}

impl Alert {
    /// What happened, in Twilio's words: `Msg` of the text, or the text itself where it is no form.
    pub fn message(&self) -> Option<String> {
        let said = form_urlencoded::parse(self.alert_text.as_bytes())
            .find(|(name, _)| name.eq_ignore_ascii_case("msg"))
            .map(|(_, value)| value.into_owned());
        let plain = || (!self.alert_text.contains('=')).then(|| self.alert_text.clone());
        said.or_else(plain).filter(|text| !text.trim().is_empty())
    }
}

impl Listed for Alert {
    const MEMBER: &'static str = "alerts";
}

impl fmt::Debug for Alert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Alert")
            .field("sid", &self.sid)
            .field("error_code", &self.error_code)
            .field("log_level", &self.log_level)
            .field("resource_sid", &self.resource_sid)
            .field("unknown", &self.unknown)
            .finish_non_exhaustive()
    }
}

/// Which alerts to list; older ones than 30 days are not to be had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AlertFilter {
    /// Only of this level.
    pub level: Option<LogLevel>,
    /// Only from this moment on, to the second.
    pub since: Option<Timestamp>,
    /// Only until this moment, to the second.
    pub until: Option<Timestamp>,
}

impl AlertFilter {
    pub(crate) fn query(&self) -> Vec<(&'static str, String)> {
        let moment = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut query = Vec::new();
        query.extend(self.level.as_ref().map(|level| ("LogLevel", level.to_string())));
        query.extend(self.since.map(|at| ("StartDate", moment(at))));
        query.extend(self.until.map(|at| ("EndDate", moment(at))));
        query
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alert(text: &str) -> Alert {
        let json = serde_json::json!({
            "sid": "NO1234567890abcdef1234567890abcdef", "error_code": "11200", "log_level": "error",
            "alert_text": text, "request_url": "https://hooks.example.test/mo?key=c0ffee",
        });
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn twilios_words_stand_in_the_form_or_are_the_text() {
        let form = "EmailNotification=false&LogLevel=ERROR&Msg=Internal+Server+Error&ErrorCode=11200";
        assert_eq!(alert(form).message().as_deref(), Some("Internal Server Error"));
        assert_eq!(alert("It failed").message().as_deref(), Some("It failed"));
        assert_eq!(alert("ErrorCode=11200").message(), None);
        assert_eq!(alert("").message(), None);
    }

    #[test]
    fn debug_does_not_show_the_webhook() {
        let shown = format!("{:?}", alert("Msg=key+c0ffee"));
        assert!(!shown.contains("c0ffee") && shown.contains("11200"), "{shown}");
    }

    #[test]
    fn moments_are_written_to_the_second_in_utc() {
        let filter = AlertFilter {
            level: Some(LogLevel::Error),
            since: Some("2026-01-31T10:00:00.9Z".parse().unwrap()),
            until: None,
        };
        assert_eq!(
            filter.query(),
            [("LogLevel", "error".to_owned()), ("StartDate", "2026-01-31T10:00:00Z".to_owned())]
        );
    }
}
