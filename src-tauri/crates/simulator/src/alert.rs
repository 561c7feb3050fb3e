//! What does Twilio's monitor note when a webhook fails?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::form_urlencoded;

use crate::seed::WebhookMethod;
use crate::sid::{Sid, SidSource};
use crate::webhook::Webhook;

/// One alert of the account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Alert {
    pub(crate) sid: Sid,
    pub(crate) error_code: u32,
    /// `error`, `warning`, `notice` or `debug`.
    pub(crate) log_level: String,
    pub(crate) text: String,
    pub(crate) request_method: WebhookMethod,
    pub(crate) request_url: String,
    /// The message that the webhook was called for.
    pub(crate) resource_sid: Sid,
    pub(crate) service_sid: Option<Sid>,
    /// The form parameters of the webhook, shown by a single fetch only.
    pub(crate) request_variables: String,
    pub(crate) generated: Timestamp,
    /// When the list shows it: Twilio buffers alerts.
    pub(crate) shown_from: Timestamp,
}

/// A webhook that was called for a message.
pub(crate) struct Called<'a> {
    pub(crate) webhook: &'a Webhook,
    pub(crate) message: &'a str,
    pub(crate) service: Option<&'a Sid>,
    pub(crate) parameters: &'a [(String, String)],
}

impl Alert {
    /// The alert of a webhook that went wrong; none of one that went well or was not called.
    pub(crate) fn of(
        called: &Called<'_>,
        sids: &mut SidSource,
        now: Timestamp,
        delay: jiff::SignedDuration,
    ) -> Option<Self> {
        let (url, method, code, words) = match called.webhook {
            Webhook::Answered { url, method, status } if *status >= 400 => {
                (url, *method, 11200, format!("HTTP {status}"))
            }
            Webhook::Failed { url, method, code, error } => (url, *method, *code, error.clone()),
            Webhook::Answered { .. } | Webhook::NotLoopback { .. } | Webhook::Nobody { .. } => return None,
        };
        let text = form_urlencoded::Serializer::new(String::new())
            .append_pair("parserMessage", &words)
            .append_pair("ErrorCode", &code.to_string())
            .append_pair("LogLevel", "ERROR")
            .append_pair("Msg", &words)
            .append_pair("EmailNotification", "false")
            .finish();
        Some(Self {
            sid: sids.sid("NO"),
            error_code: code,
            log_level: "error".to_owned(),
            text,
            request_method: method,
            request_url: url.clone(),
            resource_sid: Sid::given(called.message),
            service_sid: called.service.cloned(),
            request_variables: form_urlencoded::Serializer::new(String::new())
                .extend_pairs(called.parameters)
                .finish(),
            generated: now,
            shown_from: now.checked_add(delay).unwrap_or(now),
        })
    }
}
