//! Which settings can a request change? The messaging fields of numbers, short codes and Messaging Services.
//!
//! A parameter that is absent leaves its field; an empty one clears it. Unknown parameters are ignored.

use jiff::Timestamp;
use url::Url;

use crate::refusal::Refusal;
use crate::seed::WebhookMethod;
use crate::world::{Account, Number, Service, ShortCode};

type Form = [(String, String)];

/// Changes nothing when one of the values is refused.
pub(crate) fn number(number: &mut Number, form: &Form, now: Timestamp) -> Result<(), Refusal> {
    let mut changed = number.clone();
    for (name, value) in form {
        match name.as_str() {
            "FriendlyName" => changed.friendly_name.clone_from(value),
            "SmsUrl" => changed.sms_url = url(value)?.unwrap_or_default(),
            "SmsMethod" => changed.sms_method = method(value)?,
            "SmsFallbackUrl" => changed.sms_fallback_url = url(value)?.unwrap_or_default(),
            "SmsFallbackMethod" => changed.sms_fallback_method = method(value)?,
            "SmsApplicationSid" => changed.sms_application_sid.clone_from(value),
            _ => {}
        }
    }
    check_fallback(changed.sms_url.is_empty(), changed.sms_fallback_url.is_empty())?;
    changed.updated = now;
    *number = changed;
    Ok(())
}

/// Changes nothing when one of the values is refused.
pub(crate) fn short_code(code: &mut ShortCode, form: &Form, now: Timestamp) -> Result<(), Refusal> {
    let mut changed = code.clone();
    for (name, value) in form {
        match name.as_str() {
            "FriendlyName" => changed.friendly_name.clone_from(value),
            "SmsUrl" => changed.sms_url = url(value)?,
            "SmsMethod" => changed.sms_method = method(value)?,
            "SmsFallbackUrl" => changed.sms_fallback_url = url(value)?,
            "SmsFallbackMethod" => changed.sms_fallback_method = method(value)?,
            _ => {}
        }
    }
    check_fallback(changed.sms_url.is_none(), changed.sms_fallback_url.is_none())?;
    changed.updated = Some(now);
    *code = changed;
    Ok(())
}

/// Changes nothing when one of the values is refused. Twilio does not document the refusals of this resource: they have
/// the codes of a number's.
pub(crate) fn service(service: &mut Service, form: &Form, now: Timestamp) -> Result<(), Refusal> {
    let mut changed = service.clone();
    for (name, value) in form {
        match name.as_str() {
            "FriendlyName" => changed.friendly_name.clone_from(value),
            "Usecase" => changed.use_case.clone_from(value),
            "InboundRequestUrl" => changed.inbound_request_url = url(value)?,
            "InboundMethod" => changed.inbound_method = method(value)?,
            "FallbackUrl" => changed.fallback_url = url(value)?,
            "FallbackMethod" => changed.fallback_method = method(value)?,
            "StatusCallback" => changed.status_callback = url(value)?,
            "UseInboundWebhookOnNumber" => changed.use_inbound_webhook_on_number = yes_or_no(name, value)?,
            "SmartEncoding" => changed.smart_encoding = yes_or_no(name, value)?,
            "ValidityPeriod" => {
                let seconds = value.parse().ok().filter(|seconds| (1..=36_000).contains(seconds));
                let invalid = || Refusal::bad_request(20001, format!("Invalid parameter: {name}"));
                changed.validity_period = seconds.ok_or_else(invalid)?;
            }
            "MmsConverter" => changed.mms_converter = yes_or_no(name, value)?,
            _ => {}
        }
    }
    changed.updated = Some(now);
    *service = changed;
    Ok(())
}

/// One of the three, whichever has this SID; answers whether it was changed.
pub(crate) fn by_sid(account: &mut Account, sid: &str, form: &Form, now: Timestamp) -> bool {
    let done = if let Some(one) = account.services.iter_mut().find(|one| one.sid == *sid) {
        service(one, form, now)
    } else if let Some(one) = account.numbers.iter_mut().find(|one| one.sid == *sid) {
        number(one, form, now)
    } else if let Some(one) = account.short_codes.iter_mut().find(|one| one.sid == *sid) {
        short_code(one, form, now)
    } else {
        return false;
    };
    done.is_ok()
}

/// None for the empty text.
fn url(value: &str) -> Result<Option<String>, Refusal> {
    if value.is_empty() {
        return Ok(None);
    }
    if !Url::parse(value).is_ok_and(|url| url.has_host()) {
        return Err(Refusal::bad_request(21402, format!("Url is not a valid URL: {value}")));
    }
    Ok(Some(value.to_owned()))
}

fn method(value: &str) -> Result<WebhookMethod, Refusal> {
    match value {
        "GET" => Ok(WebhookMethod::Get),
        "POST" => Ok(WebhookMethod::Post),
        _ => Err(Refusal::bad_request(21403, format!("Method is not valid: {value}"))),
    }
}

fn yes_or_no(name: &str, value: &str) -> Result<bool, Refusal> {
    value.parse().map_err(|_| Refusal::bad_request(20001, format!("Invalid parameter: {name}")))
}

fn check_fallback(no_url: bool, no_fallback: bool) -> Result<(), Refusal> {
    if no_url && !no_fallback {
        return Err(Refusal::bad_request(21406, "SmsFallbackUrl cannot be set without SmsUrl"));
    }
    Ok(())
}
