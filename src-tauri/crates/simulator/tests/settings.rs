//! Which settings are shown, changed and cleared, and what an account shows that is not in good standing.

use serde_json::{Value, json};
use twilio_simulator::{AccountKind, AccountSeed, ServiceSeed, ShortCodeSeed, WebhookMethod};

use crate::http::{Client, practice, started, started_with};

async fn first(client: &Client, list: &str, path: &str) -> Value {
    client.get(path).await.json()[list][0].clone()
}

#[tokio::test]
async fn settings_of_the_seed_are_shown_as_twilio_shows_them() {
    let code = ShortCodeSeed {
        mms: true,
        sms_url: Some("https://hooks.example.test/code".into()),
        sms_method: WebhookMethod::Get,
        ..ShortCodeSeed::new("70707", "Launch code")
    };
    let service = ServiceSeed {
        short_codes: vec!["70707".into()],
        inbound_request_url: Some("https://hooks.example.test/mo".into()),
        inbound_method: WebhookMethod::Get,
        mms_converter: false,
        ..ServiceSeed::default()
    };
    let account = AccountSeed { short_codes: vec![code], services: vec![service], ..AccountSeed::practice() };
    let (_running, handle, client) = started_with(account).await;
    let code = first(&client, "short_codes", &client.of("/SMS/ShortCodes.json")).await;
    assert_eq!(
        (&code["sms_url"], &code["sms_method"]),
        (&json!("https://hooks.example.test/code"), &json!("GET"))
    );
    let service = first(&client, "services", "/v1/Services").await;
    assert_eq!((&service["inbound_method"], &service["mms_converter"]), (&json!("GET"), &json!(false)));
    assert_eq!(service.get("advanced_opt_out"), None, "the API does not show it");
    let pool = format!("/v1/Services/{}/ShortCodes", handle.services()[0].0);
    assert_eq!(first(&client, "short_codes", &pool).await["capabilities"], json!(["MMS", "SMS"]));
}

#[tokio::test]
async fn an_update_of_a_service_changes_what_it_names_and_an_empty_value_clears() {
    let (_running, handle, client) = started(practice()).await;
    let path = format!("/v1/Services/{}", handle.services()[0].0);
    let form = [
        ("InboundRequestUrl", "https://hooks.example.test/mo"),
        ("InboundMethod", "GET"),
        ("StatusCallback", "https://hooks.example.test/dlr"),
        ("UseInboundWebhookOnNumber", "false"),
        ("MmsConverter", "false"),
    ];
    let before = client.get(&path).await.json();
    let after = client.send("POST", &path, &form).await.json();
    assert_eq!(after, client.get(&path).await.json());
    assert_eq!((&after["inbound_request_url"], &after["inbound_method"]), (&json!(form[0].1), &json!("GET")));
    assert_eq!((&after["status_callback"], &after["mms_converter"]), (&json!(form[2].1), &json!(false)));
    assert_eq!(
        (&after["use_inbound_webhook_on_number"], &after["friendly_name"]),
        (&json!(false), &before["friendly_name"])
    );
    let cleared = client.send("POST", &path, &[("InboundRequestUrl", "")]).await.json();
    assert_eq!((&cleared["inbound_request_url"], &cleared["inbound_method"]), (&Value::Null, &json!("GET")));

    for wrong in [("StatusCallback", "nonsense"), ("InboundMethod", "PUT"), ("MmsConverter", "maybe")] {
        assert_eq!(
            client.send("POST", &path, &[("MmsConverter", "true"), wrong]).await.status,
            400,
            "{wrong:?}"
        );
    }
    assert_eq!(client.get(&path).await.json()["mms_converter"], false, "a refused update changes nothing");
    let missing = "/v1/Services/MG00000000000000000000000000000000";
    assert_eq!(client.send("POST", missing, &form).await.refusal(), (404, 20404));
}

#[tokio::test]
async fn an_update_of_a_short_code_changes_its_webhook() {
    let (_running, _, client) = started(practice()).await;
    let code = first(&client, "short_codes", &client.of("/SMS/ShortCodes.json")).await;
    assert_eq!(code["sms_url"], Value::Null);
    let path = client.of(&format!("/SMS/ShortCodes/{}.json", code["sid"].as_str().expect("a SID")));
    let form = [("SmsUrl", "https://hooks.example.test/mo"), ("SmsMethod", "GET")];
    let after = client.send("POST", &path, &form).await.json();
    assert_eq!((&after["sms_url"], &after["sms_method"]), (&json!(form[0].1), &json!("GET")));
    assert_eq!(after["friendly_name"], code["friendly_name"]);
    assert_eq!(client.send("POST", &path, &[("SmsUrl", "")]).await.json()["sms_url"], Value::Null);
    let alone = [("SmsFallbackUrl", "https://hooks.example.test/fallback")];
    assert_eq!(client.send("POST", &path, &alone).await.refusal(), (400, 21406));
}

#[tokio::test]
async fn media_need_a_short_code_that_can_send_them() {
    let (_running, handle, client) = started(practice()).await;
    let media = ("MediaUrl", "https://a.example.test/a.png");
    let form = [("To", "+12025550188"), ("From", "70707"), media];
    assert_eq!(client.send_message(&form).await.refusal(), (400, 21621));
    assert!(handle.set_capabilities("70707", true, true));
    assert_eq!(client.send_message(&form).await.status, 201);
    assert!(!handle.set_capabilities("80808", true, true));
}

#[tokio::test]
async fn a_closed_account_is_refused_like_a_suspended_one() {
    let (_running, _, client) = started_with(AccountSeed::practice().status("closed")).await;
    for path in [client.of(".json"), client.of("/Balance.json"), "/v1/Services".to_owned()] {
        assert_eq!(client.get(&path).await.refusal(), (403, 20403), "{path}");
    }
    let form = [("To", "+12025550188"), ("From", "+12025550101"), ("Body", "Hello")];
    assert_eq!(client.send_message(&form).await.refusal(), (403, 20005));
}

#[tokio::test]
async fn balance_currency_and_kind_are_given_as_they_are_set() {
    let account =
        AccountSeed { balance: "-0.0500".into(), currency: "xts".into(), ..AccountSeed::practice() };
    let (_running, handle, client) = started_with(account).await;
    let balance = client.get(&client.of("/Balance.json")).await.json();
    assert_eq!((&balance["balance"], &balance["currency"]), (&json!("-0.0500"), &json!("xts")));
    handle.set_currency("JPY");
    handle.set_balance("1200");
    let balance = client.get(&client.of("/Balance.json")).await.json();
    assert_eq!((&balance["balance"], &balance["currency"]), (&json!("1200"), &json!("JPY")));
    handle.set_account_kind(AccountKind::Trial);
    assert_eq!(client.get(&client.of(".json")).await.json()["type"], "Trial");
}

#[tokio::test]
async fn a_removed_number_is_in_no_list_and_its_name_is_free_again() {
    let (_running, handle, client) = started(practice()).await;
    let sid = handle.numbers()[0].0.clone();
    assert!(handle.remove_number("+12025550101"));
    assert!(!handle.remove_number("+12025550101"));
    let number = client.of(&format!("/IncomingPhoneNumbers/{sid}.json"));
    assert_eq!(client.get(&number).await.refusal(), (404, 20404));
    let pool = format!("/v1/Services/{}/PhoneNumbers", handle.services()[0].0);
    assert_eq!(first(&client, "phone_numbers", &pool).await["phone_number"], "+14155550123");

    handle.add_numbers(2);
    let added = handle.numbers()[3].1.clone();
    assert!(handle.remove_number(&added));
    handle.add_numbers(2);
    let mut all: Vec<_> = handle.numbers().into_iter().map(|(_, number)| number).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 6, "no number is given twice");
}
