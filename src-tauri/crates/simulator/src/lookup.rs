//! What does Lookup say of a number? Told by its last digits, as the outcome of a message is.

use serde_json::{Value, json};

use crate::recipient;

/// The answer; `fields` is the parameter `Fields`, by which packages are asked for.
pub(crate) fn of(number: &str, fields: &str, base: &str) -> Value {
    let phone = recipient::phone_number(number);
    let wants_line = fields.split(',').any(|field| field.trim() == "line_type_intelligence");
    let shown = phone.clone().unwrap_or_else(|| number.to_owned());
    let mut answer = json!({
        "calling_country_code": phone.as_deref().map(calling_code),
        "country_code": phone.as_deref().map(recipient::country),
        "phone_number": shown,
        "national_format": phone.as_deref().map(|phone| phone.trim_start_matches('+').to_owned()),
        "valid": phone.is_some(),
        "validation_errors": phone.is_none().then_some(json!(["NOT_A_NUMBER"])),
        "url": format!("{base}/v2/PhoneNumbers/{shown}"),
    });
    let packages = [
        "caller_name",
        "sim_swap",
        "call_forwarding",
        "line_status",
        "line_type_intelligence",
        "identity_match",
        "reassigned_number",
        "sms_pumping_risk",
        "phone_number_quality_score",
        "pre_fill",
    ];
    for package in packages {
        answer[package] = Value::Null;
    }
    if let Some(phone) = phone.filter(|_| wants_line) {
        answer["line_type_intelligence"] = line(&phone);
    }
    answer
}

fn line(phone: &str) -> Value {
    let (kind, carrier, error): (Option<&str>, Option<&str>, Option<u32>) = match phone {
        _ if recipient::is_toll_free(phone) => (Some("tollFree"), Some("Toll-free carrier"), None),
        _ if phone.ends_with("30006") => (Some("landline"), Some("Fixed line carrier"), None),
        _ if phone.ends_with("30007") => (Some("nonFixedVoip"), Some("Internet carrier"), None),
        // 60600: the number is not provisioned, or out of coverage.
        _ if phone.ends_with("30005") => (None, None, Some(60600)),
        _ => (Some("mobile"), Some("Mobile carrier"), None),
    };
    json!({
        "type": kind,
        "carrier_name": carrier,
        "mobile_country_code": (kind == Some("mobile")).then_some("310"),
        "mobile_network_code": (kind == Some("mobile")).then_some("260"),
        "error_code": error,
    })
}

fn calling_code(phone: &str) -> &str {
    let digits = phone.trim_start_matches('+');
    let length = if digits.starts_with('1') { 1 } else { 2 };
    digits.get(..length).unwrap_or(digits)
}
