//! What can be read before a message is sent: verified recipients, registrations, prices, permissions, lines.

use serde_json::{Value, json};
use twilio_simulator::{AccountSeed, ApiKeySeed, Area, KeyKind};

use crate::http::{practice, started, started_with};

#[tokio::test]
async fn the_verified_recipients_of_a_trial_account_are_its_caller_ids() {
    let (_running, _, client) =
        started_with(AccountSeed::practice().trial(&["+12025550188", "+447700900456"])).await;
    let listed = client.get(&client.of("/OutgoingCallerIds.json?PageSize=1")).await.json();
    assert_eq!(listed["outgoing_caller_ids"][0]["phone_number"], "+12025550188");
    let next = client.get(listed["next_page_uri"].as_str().expect("a next page")).await.json();
    assert_eq!(next["outgoing_caller_ids"][0]["phone_number"], "+447700900456");
    let one = client.get(&client.of("/OutgoingCallerIds.json?PhoneNumber=%2B447700900456")).await.json();
    let sid = one["outgoing_caller_ids"][0]["sid"].as_str().expect("a SID");
    let fetched = client.get(&client.of(&format!("/OutgoingCallerIds/{sid}.json"))).await.json();
    assert_eq!(fetched, next["outgoing_caller_ids"][0]);
}

#[tokio::test]
async fn a_service_has_one_campaign_or_none() {
    let (_running, handle, client) = started(practice()).await;
    let (with, without) = (handle.services()[0].0.clone(), handle.services()[1].0.clone());
    let path = |service: &str| format!("/v1/Services/{service}/Compliance/Usa2p");
    let status = async |service: &str| {
        let campaigns = client.get(&path(service)).await.json();
        assert_eq!(campaigns["meta"]["key"], "compliance");
        campaigns["compliance"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["campaign_status"].clone())
            .collect()
    };
    let none: Vec<Value> = Vec::new();
    assert_eq!(status(&with).await, [json!("VERIFIED")]);
    assert_eq!(status(&without).await, none);
    assert!(
        handle.set_us_campaign(&with, Some("FAILED")) && handle.set_us_campaign(&without, Some("PENDING"))
    );
    assert_eq!(
        (status(&with).await, status(&without).await),
        (vec![json!("FAILED")], vec![json!("PENDING")])
    );
    let listed = client.get(&path(&with)).await.json();
    let sid = listed["compliance"][0]["sid"].as_str().expect("a SID");
    assert_eq!(client.get(&format!("{}/{sid}", path(&with))).await.json(), listed["compliance"][0]);
    assert_eq!(client.get(&format!("{}/{sid}", path(&without))).await.refusal(), (404, 20404));
    assert_eq!(client.get(&path("MG00000000000000000000000000000000")).await.refusal(), (404, 20404));
}

#[tokio::test]
async fn only_toll_free_numbers_that_were_sent_in_have_a_verification() {
    let (_running, handle, client) = started(practice()).await;
    let all = client.get("/v1/Tollfree/Verifications").await.json();
    let sid = handle.numbers()[3].0.clone();
    assert_eq!(all["verifications"].as_array().map(Vec::len), Some(1));
    assert_eq!(all["verifications"][0]["tollfree_phone_number_sid"], sid);
    assert!(handle.set_toll_free_verification("+18005550199", Some("IN_REVIEW")));
    let one = client.get(&format!("/v1/Tollfree/Verifications?TollfreePhoneNumberSid={sid}")).await.json();
    assert_eq!(one["verifications"][0]["status"], "IN_REVIEW");
    let approved = client.get("/v1/Tollfree/Verifications?Status=TWILIO_APPROVED").await.json();
    assert_eq!(approved["verifications"], json!([]));
    handle.set_toll_free_verification("+18005550199", None);
    assert_eq!(client.get("/v1/Tollfree/Verifications").await.json()["verifications"], json!([]));
}

#[tokio::test]
async fn prices_differ_by_carrier_and_number_type() {
    let (_running, _, client) = started(practice()).await;
    let prices = client.get("/v1/Messaging/Countries/US").await.json();
    let carriers = prices["outbound_sms_prices"].as_array().expect("carriers");
    let local: Vec<_> =
        carriers.iter().map(|carrier| carrier["prices"][0]["current_price"].clone()).collect();
    assert_eq!(local, [json!("0.0079"), json!("0.0083"), json!("0.0123")]);
    assert_eq!(client.get("/v1/Messaging/Countries/ZZ").await.refusal(), (404, 20404));
}

#[tokio::test]
async fn a_country_that_is_closed_is_told_and_refused() {
    let (_running, handle, client) = started(practice()).await;
    handle.set_geo_permission("GB", false);
    let geo = client.get("/v1/Messaging/GeoPermissions?CountryCode=GB").await.json();
    assert_eq!(
        (&geo["permissions"][0]["enabled"], &geo["permissions"][0]["prefix"]),
        (&json!(false), &json!("+44"))
    );
    let form = [("To", "+447700900456"), ("From", "+12025550101"), ("Body", "Hello")];
    assert_eq!(client.send_message(&form).await.refusal(), (400, 21408));
    handle.set_geo_permission("GB", true);
    assert_eq!(client.send_message(&form).await.status, 201);
}

#[tokio::test]
async fn a_lookup_tells_the_line_by_the_last_digits_and_only_when_asked_for() {
    let (_running, _, client) = started(practice()).await;
    let line = async |number: &str, query: &str| {
        client.get(&format!("/v2/PhoneNumbers/{number}{query}")).await.json()
    };
    let asked = "?Fields=line_type_intelligence";
    for (number, kind) in [
        ("%2B15555530006", json!("landline")),
        ("+15555530007", json!("nonFixedVoip")),
        ("%2B18005550123", json!("tollFree")),
        ("%2B12025550188", json!("mobile")),
        ("%2B15555530005", Value::Null),
    ] {
        assert_eq!(line(number, asked).await["line_type_intelligence"]["type"], kind, "{number}");
    }
    assert_eq!(line("%2B15555530006", "").await["line_type_intelligence"], Value::Null);
    let invalid = line("hello", asked).await;
    assert_eq!((&invalid["valid"], &invalid["line_type_intelligence"]), (&json!(false), &Value::Null));
}

#[tokio::test]
async fn each_needs_a_right_of_its_own() {
    let key = ApiKeySeed::new(KeyKind::Restricted(vec![Area::Messages])).credentials("SK1", "secret");
    let (_running, handle, client) = started_with(AccountSeed::practice().api_key(key)).await;
    let key = client.with_credentials("SK1", "secret");
    let service = handle.services()[0].0.clone();
    let paths = [
        client.of("/OutgoingCallerIds.json"),
        format!("/v1/Services/{service}/Compliance/Usa2p"),
        "/v1/Tollfree/Verifications".to_owned(),
        "/v1/Messaging/Countries/US".to_owned(),
        "/v1/Messaging/GeoPermissions".to_owned(),
        "/v2/PhoneNumbers/%2B12025550188".to_owned(),
    ];
    for path in paths {
        assert_eq!(key.get(&path).await.refusal(), (403, 70051), "{path}");
        assert_eq!(client.get(&path).await.status, 200, "{path}");
    }
}
