//! What does Twilio answer to this request? Authentication, permission, and the resources themselves.

use std::collections::HashSet;

use jiff::Timestamp;
use serde_json::{Value, json};
use url::form_urlencoded;

use crate::alert::Alert;
use crate::auth::Identity;
use crate::filter::{Moment, SentFilter, contains_pattern, filter};
use crate::message::Message;
use crate::page::{Page, PageRequest};
use crate::refusal::Refusal;
use crate::route::{NumberKind, Pool, Route};
use crate::sid::Sid;
use crate::world::{Account, Number, Service, World};
use crate::{create, lookup, pricing, recipient, render, update};

/// A request, read whole.
#[derive(Debug)]
pub(crate) struct ApiRequest {
    pub(crate) method: String,
    pub(crate) path: String,
    /// Scheme and host for absolute links, from the `Host` header.
    pub(crate) base: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) form: Vec<(String, String)>,
}

/// An answer with a JSON body.
#[derive(Debug)]
pub(crate) struct ApiAnswer {
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// Whether the state was changed and has to be saved before the answer goes out.
    pub(crate) changed: bool,
}

impl ApiAnswer {
    fn read(body: Value) -> Self {
        Self { status: 200, body, changed: false }
    }

    fn changed(status: u16, body: Value) -> Self {
        Self { status, body, changed: true }
    }
}

/// Answers one request; `who` is none when the credentials were missing or wrong.
pub(crate) fn answer(
    world: &mut World,
    who: Option<&Identity>,
    request: &ApiRequest,
    now: Timestamp,
) -> Result<ApiAnswer, Refusal> {
    let who = who.ok_or_else(Refusal::unauthenticated)?;
    let route = Route::parse(&request.path).ok_or_else(|| Refusal::not_found(&request.path))?;
    if let Some(index) = who.dry_run() {
        return dry_run(world, index, &route, request, now);
    }
    let index = who.permit(world, &route)?;
    let missing = || Refusal::not_found(&request.path);
    match (request.method.as_str(), &route) {
        ("POST", Route::Messages { .. }) => {
            let message = create::create(world, index, &request.form, now)?;
            let account = &world.accounts[index];
            Ok(ApiAnswer::changed(201, render::message(account, &account.messages[message])))
        }
        _ if !world.accounts[index].is_active() => Err(Refusal::account_suspended()),
        ("POST", Route::Number { sid, .. }) => {
            let account = &mut world.accounts[index];
            let found = account.numbers.iter().position(|number| number.sid == **sid).ok_or_else(missing)?;
            update::number(&mut account.numbers[found], &request.form, now)?;
            Ok(ApiAnswer::changed(200, render::number(account, &account.numbers[found])))
        }
        ("POST", Route::ShortCode { sid, .. }) => {
            let account = &mut world.accounts[index];
            let found = account.short_codes.iter().position(|code| code.sid == **sid).ok_or_else(missing)?;
            update::short_code(&mut account.short_codes[found], &request.form, now)?;
            Ok(ApiAnswer::changed(200, render::short_code(account, &account.short_codes[found])))
        }
        ("POST", Route::Service { sid }) => {
            let account = &mut world.accounts[index];
            let found = account.services.iter().position(|service| service.sid == **sid);
            let found = found.ok_or_else(missing)?;
            update::service(&mut account.services[found], &request.form, now)?;
            Ok(ApiAnswer::changed(200, render::service(account, &account.services[found], &request.base)))
        }
        ("GET", Route::Message { sid, .. }) => {
            let messages = &mut world.accounts[index].messages;
            let found = messages.iter().rposition(|message| message.sid == **sid).ok_or_else(missing)?;
            let shown = messages[found].read();
            Ok(ApiAnswer::read(render::message(&world.accounts[index], &shown)))
        }
        ("GET", _) => read(world, who, index, &route, request, now).map(ApiAnswer::read),
        _ => Err(Refusal::method_not_allowed()),
    }
}

/// What test credentials may: have a message checked. Nothing is made, so that it cannot be fetched.
fn dry_run(
    world: &World,
    index: usize,
    route: &Route<'_>,
    request: &ApiRequest,
    now: Timestamp,
) -> Result<ApiAnswer, Refusal> {
    let account = &world.accounts[index];
    let (sid, _) = account.test_credentials.as_ref().ok_or_else(Refusal::unauthenticated)?;
    match route {
        Route::Messages { account: named } if request.method == "POST" => {
            // On the live account's SID they are wrong credentials.
            if *sid != **named {
                return Err(Refusal::unauthenticated());
            }
            let message = create::dry_run(world, &request.form, now)?;
            let mut body = render::message(account, &message);
            body["account_sid"] = sid.as_str().into();
            Ok(ApiAnswer { status: 201, body, changed: false })
        }
        _ => Err(Refusal::test_credentials()),
    }
}

fn read(
    world: &World,
    who: &Identity,
    index: usize,
    route: &Route<'_>,
    request: &ApiRequest,
    now: Timestamp,
) -> Result<Value, Refusal> {
    let account = &world.accounts[index];
    let (path, base) = (request.path.as_str(), request.base.as_str());
    let missing = || Refusal::not_found(path);
    match route {
        Route::Accounts => accounts(world, who, request),
        Route::Account { .. } => Ok(render::account(account, world.main())),
        // Twilio keeps the balance on the main account; what a subaccount is told is not documented.
        Route::Balance { .. } if index != 0 => Err(missing()),
        Route::Balance { .. } => Ok(render::balance(account)),
        Route::Numbers { kind, .. } => numbers(account, *kind, request),
        Route::Number { sid, .. } => {
            let number = account.numbers.iter().find(|number| number.sid == **sid).ok_or_else(missing)?;
            Ok(render::number(account, number))
        }
        Route::ShortCodes { .. } => short_codes(account, request),
        Route::ShortCode { sid, .. } => {
            let code = account.short_codes.iter().find(|code| code.sid == **sid).ok_or_else(missing)?;
            Ok(render::short_code(account, code))
        }
        Route::Applications { .. } => {
            let name = filter(request, "FriendlyName");
            let shown =
                account.applications.iter().filter(|one| name.is_none_or(|name| one.friendly_name == name));
            let applications: Vec<Value> = shown.map(|one| render::application(account, one)).collect();
            Ok(records(&applications, request)?.core(path, "applications"))
        }
        Route::Application { sid, .. } => {
            Ok(render::application(account, account.application(sid).ok_or_else(missing)?))
        }
        Route::Messages { .. } => messages(account, request),
        // Answered before: a reading may change what the next one shows.
        Route::Message { .. } => Err(missing()),
        Route::Alerts => alerts(account, request, now),
        Route::Alert { sid } => {
            let shown = account.alerts.iter().filter(|alert| alert.shown_from <= now);
            let alert = { shown }.find(|alert| alert.sid == **sid).ok_or_else(missing)?;
            Ok(render::alert(account, alert, base, true))
        }
        Route::Services => {
            let page = PageRequest::parse(&request.query)?;
            let json = |service: &Service| render::service(account, service, base);
            let page = page.cut(&account.services, |service| service.sid.as_str(), json)?;
            Ok(page.v1(&format!("{base}{path}"), "services"))
        }
        Route::Service { sid } => {
            Ok(render::service(account, service(account, sid).ok_or_else(missing)?, base))
        }
        Route::Pool { service: sid, pool } => {
            let members = pool_members(account, service(account, sid).ok_or_else(missing)?, *pool, base);
            let page = PageRequest::parse(&request.query)?;
            let page = page.cut(&members, |(sid, _)| sid, |(_, json)| json.clone())?;
            Ok(page.v1(&format!("{base}{path}"), pool.key()))
        }
        Route::PoolMember { service: sid, pool, sid: member } => {
            let members = pool_members(account, service(account, sid).ok_or_else(missing)?, *pool, base);
            members.into_iter().find(|(sid, _)| sid == member).map(|(_, json)| json).ok_or_else(missing)
        }
        Route::CallerIds { .. } => {
            let (number, name) = (filter(request, "PhoneNumber"), filter(request, "FriendlyName"));
            let wanted = |caller: &Value| {
                number.is_none_or(|number| caller["phone_number"] == number)
                    && name.is_none_or(|name| caller["friendly_name"] == name)
            };
            let callers: Vec<Value> = caller_ids(account).filter(wanted).collect();
            Ok(records(&callers, request)?.core(path, "outgoing_caller_ids"))
        }
        Route::CallerId { sid, .. } => {
            caller_ids(account).find(|caller| caller["sid"] == *sid).ok_or_else(missing)
        }
        Route::Campaigns { service: sid } => {
            let service = service(account, sid).ok_or_else(missing)?;
            let campaigns: Vec<Value> = render::campaign(account, service, base).into_iter().collect();
            Ok(records(&campaigns, request)?.v1(&format!("{base}{path}"), "compliance"))
        }
        Route::Campaign { service: sid, sid: campaign } => {
            let service = service(account, sid).ok_or_else(missing)?;
            render::campaign(account, service, base).filter(|one| one["sid"] == *campaign).ok_or_else(missing)
        }
        Route::Verifications => {
            let (number, status) = (filter(request, "TollfreePhoneNumberSid"), filter(request, "Status"));
            let verifications: Vec<Value> = account
                .numbers
                .iter()
                .filter_map(|number| render::verification(account, number, base))
                .filter(|one| number.is_none_or(|number| one["tollfree_phone_number_sid"] == number))
                .filter(|one| status.is_none_or(|status| one["status"] == status))
                .collect();
            Ok(records(&verifications, request)?.v1(&format!("{base}{path}"), "verifications"))
        }
        Route::PricedCountries => {
            let countries = pricing::listed(base);
            let page = PageRequest::parse(&request.query)?;
            let page = page.cut(&countries, |(iso, _)| iso, |(_, json)| json.clone())?;
            Ok(page.v1(&format!("{base}{path}"), "countries"))
        }
        Route::Prices { country } => pricing::of(country, base).ok_or_else(missing),
        Route::GeoPermissions => {
            let asked = filter(request, "CountryCode");
            let countries = pricing::listed(base).into_iter().map(|(iso, _)| iso);
            let countries = countries.filter(|iso| asked.is_none_or(|asked| *iso == asked));
            let permissions: Vec<Value> =
                countries.map(|country| render::geo_permission(account, country)).collect();
            Ok(json!({ "permissions": permissions }))
        }
        Route::Lookup { number } => {
            let number = percent_decoded(number);
            Ok(lookup::of(&number, filter(request, "Fields").unwrap_or_default(), base))
        }
    }
}

fn caller_ids(account: &Account) -> impl Iterator<Item = Value> {
    account.verified_recipients.iter().map(|number| render::caller_id(account, number))
}

/// A page of answers that carry their SID.
fn records<'q>(answers: &[Value], request: &'q ApiRequest) -> Result<Page<'q>, Refusal> {
    let page = PageRequest::parse(&request.query)?;
    page.cut(answers, |answer| answer["sid"].as_str().unwrap_or_default(), Value::clone)
}

/// A path segment as it was meant; a plus sign stands for itself in a path.
fn percent_decoded(segment: &str) -> String {
    let kept = segment.replace('+', "%2B");
    form_urlencoded::parse(format!("n={kept}").as_bytes()).next().map_or(kept, |(_, text)| text.into_owned())
}

fn service<'a>(account: &'a Account, sid: &str) -> Option<&'a Service> {
    account.services.iter().find(|service| service.sid == *sid)
}

/// The members of a pool as SID and answer.
fn pool_members(account: &Account, service: &Service, pool: Pool, base: &str) -> Vec<(String, Value)> {
    match pool {
        Pool::PhoneNumbers => {
            let pool: HashSet<&Sid> = service.number_sids.iter().collect();
            let members = account.numbers.iter().filter(|number| pool.contains(&number.sid));
            members.map(|n| (n.sid.to_string(), render::pool_number(account, service, n, base))).collect()
        }
        Pool::ShortCodes => {
            let members =
                account.short_codes.iter().filter(|code| service.short_code_sids.contains(&code.sid));
            members.map(|c| (c.sid.to_string(), render::pool_short_code(account, service, c, base))).collect()
        }
        Pool::AlphaSenders => {
            let members = service.alpha_senders.iter();
            members
                .map(|a| (a.sid.to_string(), render::pool_alpha_sender(account, service, a, base)))
                .collect()
        }
    }
}

fn accounts(world: &World, who: &Identity, request: &ApiRequest) -> Result<Value, Refusal> {
    let (name, status) = (filter(request, "FriendlyName"), filter(request, "Status"));
    let accounts: Vec<&Account> = world.accounts[who.visible_accounts(world)]
        .iter()
        .filter(|account| name.is_none_or(|name| account.friendly_name == name))
        .filter(|account| status.is_none_or(|status| account.status == status))
        .collect();
    let page = PageRequest::parse(&request.query)?;
    let json = |account: &&Account| render::account(account, world.main());
    Ok(page.cut(&accounts, |account| account.sid.as_str(), json)?.core(&request.path, "accounts"))
}

fn numbers(account: &Account, kind: Option<NumberKind>, request: &ApiRequest) -> Result<Value, Refusal> {
    let (pattern, name) = (filter(request, "PhoneNumber"), filter(request, "FriendlyName"));
    let numbers: Vec<&Number> = account
        .numbers
        .iter()
        .filter(|number| kind.is_none_or(|kind| number_kind(&number.phone_number) == kind))
        .filter(|number| pattern.is_none_or(|pattern| contains_pattern(&number.phone_number, pattern)))
        .filter(|number| name.is_none_or(|name| number.friendly_name == name))
        .collect();
    let page = PageRequest::parse(&request.query)?;
    let page = page.cut(&numbers, |number| number.sid.as_str(), |number| render::number(account, number))?;
    Ok(page.core(&request.path, "incoming_phone_numbers"))
}

fn number_kind(phone: &str) -> NumberKind {
    if recipient::is_toll_free(phone) {
        NumberKind::TollFree
    } else if phone.starts_with("+447") {
        NumberKind::Mobile
    } else {
        NumberKind::Local
    }
}

fn short_codes(account: &Account, request: &ApiRequest) -> Result<Value, Refusal> {
    let (pattern, name) = (filter(request, "ShortCode"), filter(request, "FriendlyName"));
    let codes: Vec<_> = account
        .short_codes
        .iter()
        .filter(|code| pattern.is_none_or(|pattern| contains_pattern(&code.short_code, pattern)))
        .filter(|code| name.is_none_or(|name| code.friendly_name == name))
        .collect();
    let page = PageRequest::parse(&request.query)?;
    let page = page.cut(&codes, |code| code.sid.as_str(), |code| render::short_code(account, code))?;
    Ok(page.core(&request.path, "short_codes"))
}

fn messages(account: &Account, request: &ApiRequest) -> Result<Value, Refusal> {
    let normal = |text: &str| recipient::phone_number(text).unwrap_or_else(|| text.to_owned());
    let (to, from) = (filter(request, "To").map(normal), filter(request, "From").map(normal));
    let sent = SentFilter::parse(request)?;
    let messages: Vec<&Message> = account
        .messages
        .iter()
        .rev()
        .filter(|message| to.as_ref().is_none_or(|to| message.to == *to))
        .filter(|message| from.as_ref().is_none_or(|from| message.visible_from() == Some(from)))
        .filter(|message| sent.takes(message.sent))
        .collect();
    let page = PageRequest::parse(&request.query)?;
    let page =
        page.cut(&messages, |message| message.sid.as_str(), |message| render::message(account, message))?;
    Ok(page.core(&request.path, "messages"))
}

/// Newest first; the dates are those of the alerts, inclusive.
fn alerts(account: &Account, request: &ApiRequest, now: Timestamp) -> Result<Value, Refusal> {
    let invalid = |name: &str| Refusal::bad_request(20001, format!("Invalid parameter: {name}"));
    let level = filter(request, "LogLevel");
    if level.is_some_and(|level| !["error", "warning", "notice", "debug"].contains(&level)) {
        return Err(invalid("LogLevel"));
    }
    let moment =
        |name: &str| filter(request, name).map(|text| Moment::parse(text).ok_or_else(|| invalid(name)));
    let (since, until) = (moment("StartDate").transpose()?, moment("EndDate").transpose()?);
    let alerts: Vec<&Alert> = account
        .alerts
        .iter()
        .rev()
        .filter(|alert| alert.shown_from <= now)
        .filter(|alert| level.is_none_or(|level| alert.log_level == level))
        .filter(|alert| since.is_none_or(|since| since.order(alert.generated).is_ge()))
        .filter(|alert| until.is_none_or(|until| until.order(alert.generated).is_le()))
        .collect();
    let page = PageRequest::parse(&request.query)?;
    let json = |alert: &&Alert| render::alert(account, alert, &request.base, false);
    let page = page.cut(&alerts, |alert| alert.sid.as_str(), json)?;
    Ok(page.v1(&format!("{}{}", request.base, request.path), "alerts"))
}
