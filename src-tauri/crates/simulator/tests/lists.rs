//! How lists are cut, linked and filtered, and what is refused on the way.

use serde_json::Value;

use crate::http::{Client, practice, started};

fn names<'v>(page: &'v Value, list: &str, field: &str) -> Vec<&'v str> {
    page[list].as_array().expect("a list").iter().filter_map(|item| item[field].as_str()).collect()
}

async fn numbers(client: &Client, query: &str) -> Vec<String> {
    let page = client.get(&client.of(&format!("/IncomingPhoneNumbers.json?{query}"))).await.json();
    names(&page, "incoming_phone_numbers", "phone_number").into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn core_lists_link_relatively_there_and_back() {
    let (_running, handle, client) = started(practice()).await;
    handle.add_numbers(1);
    let list = client.of("/IncomingPhoneNumbers.json");
    let first = client.get(&format!("{list}?PageSize=2")).await.json();
    assert_eq!(first["uri"], format!("{list}?PageSize=2&Page=0"));
    assert_eq!(first["first_page_uri"], first["uri"]);
    assert_eq!(first["previous_page_uri"], Value::Null);
    assert_eq!((&first["start"], &first["end"]), (&0.into(), &1.into()));

    let second = client.get(first["next_page_uri"].as_str().expect("a next page")).await.json();
    assert_eq!((&second["page"], &second["start"], &second["end"]), (&1.into(), &2.into(), &3.into()));
    let third = client.get(second["next_page_uri"].as_str().expect("a next page")).await.json();
    assert_eq!(names(&third, "incoming_phone_numbers", "phone_number").len(), 1);
    assert_eq!(third["next_page_uri"], Value::Null);
    let back = client.get(third["previous_page_uri"].as_str().expect("a previous page")).await.json();
    assert_eq!(back["incoming_phone_numbers"], second["incoming_phone_numbers"]);
}

#[tokio::test]
async fn v1_lists_link_absolutely_to_the_host_of_the_request() {
    let (running, _, client) = started(practice()).await;
    let first = client.get("/v1/Services?PageSize=1").await.json();
    let meta = &first["meta"];
    assert_eq!(meta["key"], "services");
    assert_eq!(meta["url"], format!("{}/v1/Services?PageSize=1&Page=0", running.url()));
    let next = meta["next_page_url"].as_str().expect("a next page");
    let second = client.get(next.strip_prefix(&running.url()).expect("the same host")).await.json();
    assert_eq!(names(&second, "services", "friendly_name"), ["Transactional"]);
    assert_eq!(second["meta"]["next_page_url"], Value::Null);
}

#[tokio::test]
async fn a_pool_lists_its_members_by_kind() {
    let (_running, handle, client) = started(practice()).await;
    let (campaigns, transactional) = (&handle.services()[0].0, &handle.services()[1].0);
    let pool = |service: &str, kind: &str| format!("/v1/Services/{service}/{kind}");
    let members = client.get(&pool(campaigns, "PhoneNumbers")).await.json();
    assert_eq!(names(&members, "phone_numbers", "phone_number"), ["+12025550101", "+14155550123"]);
    assert_eq!(members["phone_numbers"][0]["capabilities"], serde_json::json!(["MMS", "SMS", "Voice"]));
    let codes = client.get(&pool(campaigns, "ShortCodes")).await.json();
    assert_eq!(names(&codes, "short_codes", "short_code"), ["70707"]);
    let empty = client.get(&pool(transactional, "AlphaSenders")).await.json();
    assert_eq!(empty["alpha_senders"], serde_json::json!([]));

    let member = members["phone_numbers"][0]["sid"].as_str().expect("a SID");
    let fetched = client.get(&format!("{}/{member}", pool(campaigns, "PhoneNumbers"))).await.json();
    assert_eq!(fetched, members["phone_numbers"][0]);
    let elsewhere = format!("{}/{member}", pool(transactional, "PhoneNumbers"));
    assert_eq!(client.get(&elsewhere).await.refusal(), (404, 20404));
}

#[tokio::test]
async fn numbers_are_filtered_and_filters_stand_in_the_links() {
    let (_running, _, client) = started(practice()).await;
    assert_eq!(numbers(&client, "PhoneNumber=%2B44").await, ["+447700900123"]);
    assert_eq!(numbers(&client, "PhoneNumber=555*1").await, ["+12025550101", "+14155550123", "+18005550199"]);
    assert_eq!(numbers(&client, "FriendlyName=Flash+sales").await, ["+14155550123"]);
    let toll_free = client.get(&client.of("/IncomingPhoneNumbers/TollFree.json")).await.json();
    assert_eq!(names(&toll_free, "incoming_phone_numbers", "phone_number"), ["+18005550199"]);

    let page = client.get(&client.of("/IncomingPhoneNumbers.json?PhoneNumber=%2B1&PageSize=1")).await.json();
    let next = page["next_page_uri"].as_str().expect("a next page");
    assert!(next.contains("?PhoneNumber=%2B1&PageSize=1&Page=1&PageToken=PA"), "{next}");
}

#[tokio::test]
async fn ten_thousand_numbers_come_in_ten_pages() {
    let (_running, handle, client) = started(practice()).await;
    handle.add_numbers(9_996);
    let mut next = Some(client.of("/IncomingPhoneNumbers.json?PageSize=1000"));
    let (mut pages, mut all) = (0, std::collections::BTreeSet::new());
    while let Some(target) = next {
        let page = client.get(&target).await.json();
        all.extend(names(&page, "incoming_phone_numbers", "phone_number").into_iter().map(str::to_owned));
        next = page["next_page_uri"].as_str().map(str::to_owned);
        pages += 1;
    }
    assert_eq!((pages, all.len()), (10, 10_000));
}

#[tokio::test]
async fn wrong_paging_paths_and_methods_have_twilios_codes() {
    let (_running, _, client) = started(practice()).await;
    let refusal = async |path: &str| client.get(path).await.refusal();
    assert_eq!(refusal("/v1/Services?PageSize=1001").await, (400, 20007));
    assert_eq!(refusal(&client.of("/Messages.json?PageSize=0")).await, (400, 20001));
    assert_eq!(refusal("/v1/Services?PageToken=nonsense").await, (400, 20001));
    assert_eq!(refusal(&client.of("/Messages")).await, (404, 20404));
    assert_eq!(refusal("/v1/Services/MG00000000000000000000000000000000").await, (404, 20404));
    assert_eq!(refusal(&client.of("/Messages/SM00000000000000000000000000000000.json")).await, (404, 20404));
    assert_eq!(client.send("PUT", "/v1/Services", &[]).await.refusal(), (405, 20004));
    assert_eq!(client.send("DELETE", &client.of("/Balance.json"), &[]).await.refusal(), (405, 20004));
}

#[tokio::test]
async fn every_answer_tells_its_request_id() {
    let (_running, _, client) = started(practice()).await;
    let (first, second) = (client.get("/v1/Services").await, client.get("/nowhere").await);
    let id = |answer: &crate::http::Answer| answer.header("twilio-request-id").expect("an id").to_owned();
    assert!(id(&first).starts_with("RQ") && id(&first).len() == 34);
    assert_ne!(id(&first), id(&second));
    assert_eq!(first.header("content-type"), Some("application/json;charset=utf-8"));
    assert_eq!(first.header("twilio-concurrent-requests"), Some("1"));
}

#[tokio::test]
async fn balance_and_number_settings_are_what_was_set() {
    let (_running, handle, client) = started(practice()).await;
    assert_eq!(client.get(&client.of("/Balance.json")).await.json()["balance"], "41.20");
    handle.set_balance("-3.05");
    assert_eq!(client.get(&client.of("/Balance.json")).await.json()["balance"], "-3.05");

    let path = client.of(&format!("/IncomingPhoneNumbers/{}.json", handle.numbers()[0].0));
    let form = [("SmsUrl", "https://hooks.example.test/mo"), ("SmsMethod", "GET")];
    assert_eq!(client.send("POST", &path, &form).await.status, 200);
    let number = client.get(&path).await.json();
    assert_eq!((&number["sms_url"], &number["sms_method"]), (&form[0].1.into(), &"GET".into()));
    assert_eq!(number["friendly_name"], "Marketing US");
    assert_eq!(client.send("POST", &path, &[("SmsUrl", "nonsense")]).await.refusal(), (400, 21402));
    assert_eq!(client.send("POST", &path, &[("SmsMethod", "PUT")]).await.refusal(), (400, 21403));
}
