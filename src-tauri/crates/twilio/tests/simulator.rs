//! Does the client understand something that was written from Twilio's reference, without the client in mind?

use secrecy::SecretString;
use twilio_messaging::{
    AccountStatus, AlertFilter, CampaignStatus, Client, Credential, Endpoint, Error, Limits, LineType,
    LogLevel, MessageFilter, MessageSender, MessageStatus, NewMessage, Product, Region, TollFreeStatus,
    WriteError,
};
use twilio_simulator::{
    AccountSeed, ApiKeySeed, Fault, FaultKind, KeyKind, Match, Pace, Running, ServiceSeed, Simulator,
};

use crate::support::{ACCOUNT, credential, hello, loopback};

const NUMBER: &str = "+12025550101";

async fn practice(pace: Pace) -> Running {
    start(AccountSeed::practice(), pace).await
}

async fn start(account: AccountSeed, pace: Pace) -> Running {
    Simulator::builder().seed(1).account(account).pace(pace).start().await.unwrap()
}

fn client_of(running: &Running) -> Client {
    let account = running.account_sid().parse().unwrap();
    client_as(running, Credential::auth_token(account, running.auth_token().clone()))
}

fn client_as(running: &Running, credential: Credential) -> Client {
    let limits = Limits { attempts: 3, ..Limits::default() };
    Client::builder(credential).endpoint(loopback(&running.url())).limits(limits).build().unwrap()
}

fn text_to(recipient: &str) -> NewMessage {
    NewMessage { to: recipient.parse().unwrap(), sender: MessageSender::From(NUMBER.into()), ..hello() }
}

#[tokio::test]
async fn the_practice_account_is_read_whole() {
    let running = practice(Pace::instant()).await;
    let client = client_of(&running);
    let account = client.account().await.unwrap();
    assert_eq!((&account.sid, &account.status), (client.account_sid(), &AccountStatus::Active));
    assert_eq!(client.balance().await.unwrap().amount.as_str(), "41.20");
    let numbers = client.incoming_phone_numbers().all().await.unwrap();
    assert!(numbers.iter().any(|number| number.phone_number == NUMBER && number.capabilities.mms));
    assert_eq!(client.short_codes().all().await.unwrap()[0].short_code, "70707");
    let mut pooled = 0;
    for service in client.messaging_services().all().await.unwrap() {
        pooled += client.service_phone_numbers(&service.sid).all().await.unwrap().len();
        client.service_short_codes(&service.sid).all().await.unwrap();
        client.service_alpha_senders(&service.sid).all().await.unwrap();
    }
    assert!(pooled > 0, "one service has a pool");
    running.shutdown().await;
}

#[tokio::test]
async fn three_pages_are_read_in_both_forms() {
    let services = ["One", "Two", "Three"];
    let services = services.map(|name| ServiceSeed { friendly_name: name.into(), ..ServiceSeed::default() });
    let running =
        start(AccountSeed { services: services.into(), ..AccountSeed::empty() }, Pace::instant()).await;
    running.handle().add_numbers(5);
    let client = client_of(&running);
    assert_eq!(client.incoming_phone_numbers().page_size(2).all().await.unwrap().len(), 5);
    assert_eq!(client.messaging_services().page_size(1).all().await.unwrap().len(), 3);
    assert_eq!(running.handle().request_count("GET", "IncomingPhoneNumbers.json"), 3);
    running.shutdown().await;
}

#[tokio::test]
async fn a_message_is_followed_until_it_is_delivered() {
    let running = practice(Pace::manual()).await;
    let client = client_of(&running);
    let mut message = client.create_message(&text_to("+15551230001")).await.unwrap();
    let mut seen = vec![message.status.clone()];
    while !message.status.is_final() {
        running.handle().advance();
        message = client.message(&message.sid).await.unwrap();
        seen.push(message.status.clone());
    }
    assert_eq!(seen, ["queued", "sending", "sent", "delivered"].map(MessageStatus::from));
    assert!(message.date_sent.is_some());
    let listed = client.messages(MessageFilter::to("+15551230001".parse().unwrap())).all().await.unwrap();
    assert_eq!(listed.iter().map(|listed| &listed.sid).collect::<Vec<_>>(), [&message.sid]);
    running.shutdown().await;
}

#[tokio::test]
async fn a_refused_recipient_is_told_by_twilios_code() {
    let running = practice(Pace::instant()).await;
    for (recipient, code) in [("+15005550001", 21211), ("+15005550004", 21610), ("+15005550009", 21614)] {
        match client_of(&running).create_message(&text_to(recipient)).await.unwrap_err() {
            WriteError::Refused(api) => assert_eq!((api.status, api.code), (400, Some(code))),
            other => panic!("{other:?}"),
        }
    }
    assert!(running.handle().messages().is_empty());
    running.shutdown().await;
}

#[tokio::test]
async fn a_message_that_fails_later_says_why() {
    let running = practice(Pace::instant()).await;
    let client = client_of(&running);
    let sent = client.create_message(&text_to("+15551230001")).await.unwrap();
    assert_eq!(client.message(&sent.sid).await.unwrap().status, MessageStatus::Delivered);
    let sent = client.create_message(&text_to("+15555530005")).await.unwrap();
    let message = client.message(&sent.sid).await.unwrap();
    assert_eq!((message.status, message.error_code), (MessageStatus::Undelivered, Some(30005)));
    running.shutdown().await;
}

#[tokio::test]
async fn an_answer_lost_after_the_message_was_taken_is_unknown_and_one_message() {
    let running = practice(Pace::instant()).await;
    running.handle().push(Fault::once(Match::request("POST", "/Messages"), FaultKind::LoseAnswer));
    let client = client_of(&running);
    let error = client.create_message(&text_to("+15551230001")).await.unwrap_err();
    assert!(matches!(error, WriteError::OutcomeUnknown(_)), "{error:?}");
    assert_eq!(running.handle().request_count("POST", "/Messages"), 1);
    let found = client.messages(MessageFilter::to("+15551230001".parse().unwrap())).all().await.unwrap();
    assert_eq!(found.len(), 1, "it can be found by its recipient");
    running.shutdown().await;
}

#[tokio::test]
async fn a_standard_key_may_do_all_but_read_the_account() {
    let sid = "SK00001111222233334444555566667777";
    let key = ApiKeySeed::new(KeyKind::Standard).credentials(sid, "AbCdEfGh12345678");
    let running = start(AccountSeed::practice().api_key(key), Pace::instant()).await;
    let account = running.account_sid().parse().unwrap();
    let secret = SecretString::from("AbCdEfGh12345678");
    let client = client_as(&running, Credential::api_key(account, sid.parse().unwrap(), secret));
    let error = client.account().await.unwrap_err();
    assert!(matches!(&error, Error::Api(api) if api.is_refused_credential()), "{error:?}");
    assert_eq!(client.incoming_phone_numbers().probe().await.unwrap().len(), 1);
    client.create_message(&text_to("+15551230001")).await.unwrap();
    running.shutdown().await;
}

#[tokio::test]
async fn the_alert_of_a_failed_webhook_names_its_message() {
    let running = Simulator::builder().seed(1).pace(Pace::instant()).scenarios(true).start().await.unwrap();
    let received = running.handle().receive("+15551211200", "+447700900123", "Hello").await.unwrap();
    let client = client_of(&running);
    let alerts = client.alerts(&AlertFilter::default()).all().await.unwrap();
    let [alert] = alerts.as_slice() else { panic!("{alerts:?}") };
    assert_eq!((alert.error_code, &alert.resource_sid), (Some(11200), &received.message_sid));
    assert_eq!((alert.message().as_deref(), &alert.log_level), (Some("HTTP 502"), &Some(LogLevel::Error)));
    let at = alert.date_generated.unwrap();
    let within = AlertFilter { since: Some(at), until: Some(at), ..AlertFilter::default() };
    assert_eq!(client.alerts(&within).all().await.unwrap().len(), 1);
    let later =
        AlertFilter { since: Some("2999-01-01T00:00:00Z".parse().unwrap()), ..AlertFilter::default() };
    assert!(client.alerts(&later).all().await.unwrap().is_empty());
    running.shutdown().await;
}

#[tokio::test]
async fn where_no_host_of_the_monitor_is_documented_nothing_is_asked() {
    let client = Client::builder(credential()).endpoint(Endpoint::Twilio(Region::Ie1)).build().unwrap();
    let error = client.alerts(&AlertFilter::default()).probe().await.unwrap_err();
    assert!(
        matches!(error, Error::NotInRegion { product: Product::Monitor, region: Region::Ie1 }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_link_to_another_host_is_refused() {
    let running = practice(Pace::instant()).await;
    let foreign = FaultKind::ForeignNextLink("evil.example".into());
    running.handle().push(Fault::always(Match::path("/v1/Services"), foreign));
    let error = client_of(&running).messaging_services().all().await.unwrap_err();
    assert!(matches!(&error, Error::ForeignLink { host } if host.contains("evil.example")), "{error:?}");
    running.shutdown().await;
}

#[tokio::test]
async fn what_is_asked_before_a_message_is_sent_is_read() {
    let running = start(AccountSeed::practice().trial(&["+12025550188"]), Pace::instant()).await;
    let client = client_of(&running);
    let callers = client.outgoing_caller_ids().all().await.unwrap();
    assert_eq!(callers[0].phone_number, "+12025550188");
    let services = client.messaging_services().all().await.unwrap();
    let campaigns = client.us_campaigns(&services[0].sid).all().await.unwrap();
    assert_eq!(campaigns[0].campaign_status, Some(CampaignStatus::Verified));
    assert!(client.us_campaigns(&services[1].sid).all().await.unwrap().is_empty());
    let verifications = client.toll_free_verifications(None).all().await.unwrap();
    assert_eq!(verifications[0].tollfree_phone_number.as_deref(), Some("+18005550199"));
    assert_eq!(verifications[0].status, Some(TollFreeStatus::Approved));
    let number = verifications[0].tollfree_phone_number_sid.clone();
    assert_eq!(client.toll_free_verifications(number.as_ref()).all().await.unwrap(), verifications);
    let prices = client.messaging_prices("US".parse().unwrap()).await.unwrap();
    assert_eq!(prices.outbound_sms_prices.len(), 3);
    running.handle().set_geo_permission("GB", false);
    let geo = client.geo_permissions("GB".parse().unwrap()).await.unwrap();
    assert_eq!(geo.permissions[0].enabled, Some(false));
    running.shutdown().await;
}

#[tokio::test]
async fn a_lookup_is_paid_for_once_whatever_comes_of_it() {
    let running = practice(Pace::instant()).await;
    let landline = client_of(&running).look_up_line(&"+15555530006".parse().unwrap()).await.unwrap();
    assert_eq!(landline.line_type_intelligence.unwrap().kind, Some(LineType::Landline));
    running.handle().push(Fault::always(Match::path("/v2/PhoneNumbers"), FaultKind::Status(503)));
    client_of(&running).look_up_line(&"+15555530006".parse().unwrap()).await.unwrap_err();
    assert_eq!(running.handle().request_count("GET", "/v2/PhoneNumbers"), 2);
    running.shutdown().await;
}

#[tokio::test]
async fn where_no_host_is_documented_nothing_is_asked() {
    let endpoint = Endpoint::Twilio(Region::Ie1);
    let credential = Credential::auth_token(ACCOUNT.parse().unwrap(), SecretString::from("token"));
    let client = Client::builder(credential).endpoint(endpoint).build().unwrap();
    let error = client.messaging_prices("US".parse().unwrap()).await.unwrap_err();
    assert!(
        matches!(error, Error::NotInRegion { product: Product::Pricing, region: Region::Ie1 }),
        "{error:?}"
    );
    let error = client.look_up_line(&"+15555530006".parse().unwrap()).await.unwrap_err();
    assert!(error.to_string().contains("not available there"), "{error}");
}
