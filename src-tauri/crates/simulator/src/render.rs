//! How does each resource look in Twilio's JSON? Field names and their empty forms follow Twilio's OpenAPI documents.

use jiff::Timestamp;
use secrecy::ExposeSecret;
use serde_json::{Value, json};

use crate::alert::Alert;
use crate::message::Message;
use crate::recipient;
use crate::route::Pool;
use crate::sid;
use crate::world::{Account, AlphaSender, Application, Number, Service, ShortCode};

/// The path of an account's resources; `Accounts/AC….json` itself adds only the suffix.
pub(crate) fn account_path(account: &Account) -> String {
    format!("/2010-04-01/Accounts/{}", account.sid)
}

/// The account with its live token in clear, as Twilio answers it.
pub(crate) fn account(account: &Account, owner: &Account) -> Value {
    let path = account_path(account);
    json!({
        "sid": account.sid,
        "friendly_name": account.friendly_name,
        "status": account.status,
        "type": account.kind,
        "owner_account_sid": owner.sid,
        "auth_token": account.token.0.expose_secret(),
        "date_created": rfc_2822(account.created),
        "date_updated": rfc_2822(account.created),
        "uri": format!("{path}.json"),
        "subresource_uris": {
            "balance": format!("{path}/Balance.json"),
            "incoming_phone_numbers": format!("{path}/IncomingPhoneNumbers.json"),
            "messages": format!("{path}/Messages.json"),
            "sms_short_codes": format!("{path}/SMS/ShortCodes.json"),
        },
    })
}

pub(crate) fn balance(account: &Account) -> Value {
    json!({ "account_sid": account.sid, "balance": account.balance, "currency": account.currency })
}

pub(crate) fn number(account: &Account, number: &Number) -> Value {
    json!({
        "sid": number.sid,
        "account_sid": account.sid,
        "phone_number": number.phone_number,
        "friendly_name": number.friendly_name,
        "capabilities": { "voice": true, "sms": number.sms, "mms": number.mms, "fax": false },
        "sms_url": number.sms_url,
        "sms_method": number.sms_method,
        "sms_fallback_url": number.sms_fallback_url,
        "sms_fallback_method": number.sms_fallback_method,
        "sms_application_sid": number.sms_application_sid,
        "status_callback": "",
        "status_callback_method": "POST",
        "voice_url": null,
        "voice_method": "POST",
        "voice_fallback_url": null,
        "voice_fallback_method": "POST",
        "voice_application_sid": null,
        "voice_caller_id_lookup": false,
        "voice_receive_mode": "voice",
        "trunk_sid": null,
        "address_sid": null,
        "address_requirements": "none",
        "identity_sid": null,
        "bundle_sid": null,
        "emergency_status": "Inactive",
        "emergency_address_sid": null,
        "emergency_address_status": "unregistered",
        "beta": false,
        "origin": "twilio",
        "status": "in-use",
        "api_version": "2010-04-01",
        "date_created": rfc_2822(number.created),
        "date_updated": rfc_2822(number.updated),
        "uri": format!("{}/IncomingPhoneNumbers/{}.json", account_path(account), number.sid),
    })
}

pub(crate) fn application(account: &Account, one: &Application) -> Value {
    json!({
        "sid": one.sid,
        "account_sid": account.sid,
        "friendly_name": one.friendly_name,
        "api_version": "2010-04-01",
        "sms_url": one.sms_url,
        "sms_method": one.sms_method,
        "sms_fallback_url": "",
        "sms_fallback_method": "POST",
        "sms_status_callback": "",
        "message_status_callback": "",
        "status_callback": "",
        "status_callback_method": "POST",
        "voice_url": "",
        "voice_method": "POST",
        "voice_fallback_url": "",
        "voice_fallback_method": "POST",
        "voice_caller_id_lookup": false,
        "public_application_connect_enabled": false,
        "date_created": rfc_2822(one.created),
        "date_updated": rfc_2822(one.created),
        "uri": format!("{}/Applications/{}.json", account_path(account), one.sid),
    })
}

pub(crate) fn short_code(account: &Account, code: &ShortCode) -> Value {
    json!({
        "sid": code.sid,
        "account_sid": account.sid,
        "short_code": code.short_code,
        "friendly_name": code.friendly_name,
        "sms_url": code.sms_url,
        "sms_method": code.sms_method,
        "sms_fallback_url": code.sms_fallback_url,
        "sms_fallback_method": code.sms_fallback_method,
        "api_version": "2010-04-01",
        "date_created": rfc_2822(code.created),
        "date_updated": rfc_2822(code.updated.unwrap_or(code.created)),
        "uri": format!("{}/SMS/ShortCodes/{}.json", account_path(account), code.sid),
    })
}

/// `base` is scheme and host of the links, taken from the request.
pub(crate) fn service(account: &Account, service: &Service, base: &str) -> Value {
    let url = format!("{base}/v1/Services/{}", service.sid);
    json!({
        "sid": service.sid,
        "account_sid": account.sid,
        "friendly_name": service.friendly_name,
        "inbound_request_url": service.inbound_request_url,
        "inbound_method": service.inbound_method,
        "fallback_url": service.fallback_url,
        "fallback_method": service.fallback_method,
        "status_callback": service.status_callback,
        "sticky_sender": true,
        "mms_converter": service.mms_converter,
        "smart_encoding": service.smart_encoding,
        "area_code_geomatch": true,
        "scan_message_content": "inherit",
        "fallback_to_long_code": false,
        "synchronous_validation": false,
        "validity_period": service.validity_period,
        "usecase": service.use_case,
        "us_app_to_person_registered": service.us_campaign.as_deref() == Some("VERIFIED"),
        "use_inbound_webhook_on_number": service.use_inbound_webhook_on_number,
        "date_created": iso_8601(service.created),
        "date_updated": iso_8601(service.updated.unwrap_or(service.created)),
        "links": {
            "phone_numbers": format!("{url}/PhoneNumbers"),
            "short_codes": format!("{url}/ShortCodes"),
            "alpha_senders": format!("{url}/AlphaSenders"),
            "us_app_to_person": format!("{url}/Compliance/Usa2p"),
        },
        "url": url,
    })
}

pub(crate) fn pool_number(account: &Account, service: &Service, number: &Number, base: &str) -> Value {
    let mut answer =
        pool_member(account, service, Pool::PhoneNumbers, number.sid.as_str(), number.created, base);
    answer["phone_number"] = json!(number.phone_number);
    answer["country_code"] = json!(recipient::country(&number.phone_number));
    answer["capabilities"] = capabilities([(number.mms, "MMS"), (number.sms, "SMS"), (true, "Voice")]);
    answer
}

pub(crate) fn pool_short_code(account: &Account, service: &Service, code: &ShortCode, base: &str) -> Value {
    let mut answer = pool_member(account, service, Pool::ShortCodes, code.sid.as_str(), code.created, base);
    answer["short_code"] = json!(code.short_code);
    answer["country_code"] = json!("US");
    answer["capabilities"] = capabilities([(code.mms, "MMS"), (code.sms, "SMS")]);
    answer
}

fn capabilities<const N: usize>(of: [(bool, &str); N]) -> Value {
    of.into_iter().filter_map(|(has, name)| has.then_some(name)).collect()
}

pub(crate) fn pool_alpha_sender(
    account: &Account,
    service: &Service,
    alpha: &AlphaSender,
    base: &str,
) -> Value {
    let mut answer =
        pool_member(account, service, Pool::AlphaSenders, alpha.sid.as_str(), service.created, base);
    answer["alpha_sender"] = json!(alpha.alpha_sender);
    answer["capabilities"] = json!(["SMS"]);
    answer
}

fn pool_member(
    account: &Account,
    service: &Service,
    pool: Pool,
    sid: &str,
    created: Timestamp,
    base: &str,
) -> Value {
    json!({
        "sid": sid,
        "account_sid": account.sid,
        "service_sid": service.sid,
        "date_created": iso_8601(created),
        "date_updated": iso_8601(created),
        "url": format!("{base}/v1/Services/{}/{}/{sid}", service.sid, pool.segment()),
    })
}

/// A verified recipient; its name is the number.
pub(crate) fn caller_id(account: &Account, number: &str) -> Value {
    let sid = sid::of_name("PN", &account.sid, number);
    json!({
        "sid": sid,
        "account_sid": account.sid,
        "phone_number": number,
        "friendly_name": number,
        "date_created": rfc_2822(account.created),
        "date_updated": rfc_2822(account.created),
        "uri": format!("{}/OutgoingCallerIds/{sid}.json", account_path(account)),
    })
}

/// The campaign of a service, if it has one.
pub(crate) fn campaign(account: &Account, service: &Service, base: &str) -> Option<Value> {
    let status = service.us_campaign.as_deref()?;
    let sid = sid::of_name("QE", &service.sid, "campaign");
    let updated = iso_8601(service.updated.unwrap_or(service.created));
    Some(json!({
        "sid": sid,
        "account_sid": account.sid,
        "brand_registration_sid": sid::of_name("BN", &account.sid, "brand"),
        "messaging_service_sid": service.sid,
        "description": "Messages of a practice account.",
        "message_samples": ["Your order is on its way.", "Your code is 1234."],
        "us_app_to_person_usecase": "MARKETING",
        "has_embedded_links": true,
        "has_embedded_phone": false,
        "subscriber_opt_in": true,
        "age_gated": false,
        "direct_lending": false,
        "campaign_status": status,
        "campaign_id": (status == "VERIFIED").then_some("CPRACTICE"),
        "is_externally_registered": false,
        "rate_limits": { "att": { "mps": 600, "msg_class": "A" }, "tmobile": { "brand_tier": "TOP" } },
        "message_flow": "People opt in on a page.",
        "opt_in_message": "",
        "opt_out_message": "",
        "help_message": "",
        "opt_in_keywords": ["START"],
        "opt_out_keywords": ["STOP"],
        "help_keywords": ["HELP"],
        "date_created": iso_8601(service.created),
        "date_updated": updated,
        "mock": false,
        "errors": [],
        "url": format!("{base}/v1/Services/{}/Compliance/Usa2p/{sid}", service.sid),
    }))
}

/// The verification of a toll-free number, if it was sent in.
pub(crate) fn verification(account: &Account, number: &Number, base: &str) -> Option<Value> {
    let status = number.toll_free_verification.as_deref()?;
    if !recipient::is_toll_free(&number.phone_number) {
        return None;
    }
    let sid = sid::of_name("HH", &number.sid, "verification");
    Some(json!({
        "sid": sid,
        "account_sid": account.sid,
        "customer_profile_sid": null,
        "trust_product_sid": null,
        "regulated_item_sid": null,
        "business_name": "Practice",
        "business_website": "https://shop.example.test",
        "notification_email": "practice@shop.example.test",
        "use_case_categories": ["MARKETING"],
        "use_case_summary": "Messages of a practice account.",
        "production_message_sample": "Your order is on its way.",
        "opt_in_image_urls": [],
        "opt_in_type": "VERBAL",
        "message_volume": "1,000",
        "tollfree_phone_number_sid": number.sid,
        "tollfree_phone_number": number.phone_number,
        "status": status,
        "rejection_reason": null,
        "error_code": null,
        "edit_allowed": null,
        "edit_expiration": null,
        "date_created": iso_8601(number.created),
        "date_updated": iso_8601(number.updated),
        "url": format!("{base}/v1/Tollfree/Verifications/{sid}"),
    }))
}

pub(crate) fn geo_permission(account: &Account, country: &str) -> Value {
    json!({
        "country_code": country,
        "type": "country",
        "enabled": !account.closed_countries.contains(country),
        "prefix": recipient::calling_prefix(country),
        "message": "",
    })
}

pub(crate) fn message(account: &Account, message: &Message) -> Value {
    let path = format!("{}/Messages/{}", account_path(account), message.sid);
    let error_code = message.visible_error();
    let has_sender = message.visible_from().is_some();
    json!({
        "sid": message.sid,
        "account_sid": account.sid,
        "messaging_service_sid": message.service_sid,
        "from": message.visible_from(),
        "to": message.to,
        "body": message.body,
        "num_segments": if has_sender { message.segments.to_string() } else { "0".to_owned() },
        "num_media": message.media.len().to_string(),
        "direction": message.direction,
        "status": message.status(),
        "error_code": error_code,
        "error_message": error_code.and_then(error_message),
        "price": message.is_priced().then(|| price(message)),
        "price_unit": "USD",
        "date_created": rfc_2822(message.created),
        "date_sent": message.sent.map(rfc_2822),
        "date_updated": rfc_2822(message.updated),
        "api_version": "2010-04-01",
        "uri": format!("{path}.json"),
        "subresource_uris": { "media": format!("{path}/Media.json") },
    })
}

/// As the list shows it; `whole` adds what only a single fetch does.
pub(crate) fn alert(account: &Account, alert: &Alert, base: &str, whole: bool) -> Value {
    let mut answer = json!({
        "sid": alert.sid,
        "account_sid": account.sid,
        "error_code": alert.error_code.to_string(),
        "log_level": alert.log_level,
        "alert_text": alert.text,
        "more_info": format!("https://www.twilio.com/docs/errors/{}", alert.error_code),
        "request_method": alert.request_method,
        "request_url": alert.request_url,
        "resource_sid": alert.resource_sid,
        "service_sid": alert.service_sid,
        "api_version": "2010-04-01",
        "date_created": iso_8601(alert.shown_from),
        "date_generated": iso_8601(alert.generated),
        "date_updated": iso_8601(alert.shown_from),
        "url": format!("{base}/v1/Alerts/{}", alert.sid),
    });
    if whole {
        answer["request_variables"] = json!(alert.request_variables);
        answer["request_headers"] = json!("");
        answer["response_headers"] = json!("");
        answer["response_body"] = json!("");
    }
    answer
}

/// Negative decimal text with five places: 0.0079 a segment, 0.02 a message with media.
fn price(message: &Message) -> String {
    let hundred_thousandths = if message.media.is_empty() { 790 * u64::from(message.segments) } else { 2000 };
    format!("-{}.{:05}", hundred_thousandths / 100_000, hundred_thousandths % 100_000)
}

fn error_message(code: u32) -> Option<&'static str> {
    Some(match code {
        21610 => "Attempt to send to unsubscribed recipient",
        21703 => "The Messaging Service does not have a phone number available to send a message",
        30003 => "Unreachable destination handset",
        30004 => "Message blocked",
        30005 => "Unknown destination handset",
        30006 => "Landline or unreachable carrier",
        30007 => "Message filtered",
        30008 => "Unknown error",
        30032 => "Toll-Free Number Has Not Been Verified",
        30034 => "US A2P 10DLC - Message from an Unregistered Number",
        30410 => "Provider Timeout Error",
        _ => return None,
    })
}

/// The date form of 2010-04-01: `Fri, 24 May 2019 17:44:46 +0000`.
fn rfc_2822(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// The date form of v1: `2015-07-30T20:12:31Z`.
fn iso_8601(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
