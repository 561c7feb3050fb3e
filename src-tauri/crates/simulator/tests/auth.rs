//! Who may do what: credentials, keys, subaccounts, suspended accounts.

use secrecy::ExposeSecret as _;
use twilio_simulator::{AccountSeed, ApiKeySeed, Area, KeyKind};

use crate::http::{exchange, parse, practice, started, started_with};

const SUB: &str = "AC5555555555555555555555555555aaaa";

#[tokio::test]
async fn missing_and_wrong_credentials_are_401_on_every_path() {
    let (running, _, client) = started(practice()).await;
    let none = parse(&exchange(running.addr(), "GET", "/v1/Services", "", &[]).await);
    assert_eq!(none.refusal(), (401, 20003));
    assert!(none.header("www-authenticate").is_some_and(|value| value.starts_with("Basic")));
    assert_eq!(none.json()["message"], "Authenticate");

    let wrong = client.with_credentials(running.account_sid(), "0123456789abcdef0123456789abcdef");
    for path in [client.of(".json"), client.of("/Messages.json"), "/v1/Services".into(), "/nowhere".into()] {
        assert_eq!(wrong.get(&path).await.refusal(), (401, 20003), "{path}");
    }
    let unknown = client.with_credentials("ACffffffffffffffffffffffffffffffff", "x");
    assert_eq!(unknown.get("/v1/Services").await.refusal(), (401, 20003));
}

#[tokio::test]
async fn the_account_answer_carries_the_live_token_as_twilios_does() {
    let (running, _, client) = started(practice()).await;
    let account = client.get(&client.of(".json")).await.json();
    assert_eq!(account["sid"], running.account_sid());
    assert_eq!(account["owner_account_sid"], running.account_sid());
    assert_eq!(account["status"], "active");
    assert_eq!(account["type"], "Full");
    assert_eq!(account["auth_token"], running.auth_token().expose_secret());
}

#[tokio::test]
async fn a_new_token_ends_the_old_one_at_once() {
    let (running, handle, client) = started(practice()).await;
    handle.set_token("fedcba9876543210fedcba9876543210");
    assert_eq!(client.get("/v1/Services").await.refusal(), (401, 20003));
    let renewed = client.with_credentials(running.account_sid(), "fedcba9876543210fedcba9876543210");
    assert_eq!(renewed.get("/v1/Services").await.status, 200);
}

#[tokio::test]
async fn a_standard_key_does_everything_but_accounts() {
    let (_running, handle, client) = started(practice()).await;
    let (sid, secret) = handle.api_keys().remove(0);
    let key = client.with_credentials(&sid, secret.expose_secret());
    assert_eq!(key.get(&client.of(".json")).await.refusal(), (401, 20003));
    assert_eq!(key.get("/2010-04-01/Accounts.json").await.refusal(), (401, 20003));
    for path in [client.of("/IncomingPhoneNumbers.json"), client.of("/Balance.json"), "/v1/Services".into()] {
        assert_eq!(key.get(&path).await.status, 200, "{path}");
    }
}

#[tokio::test]
async fn a_restricted_key_stays_within_its_areas() {
    let kind = KeyKind::Restricted(vec![Area::Messages]);
    let (sid, secret) = ("SK11111111111111111111111111111111", "secret");
    let account = AccountSeed::practice().api_key(ApiKeySeed::new(kind).credentials(sid, secret));
    let (_running, _, client) = started_with(account).await;
    let key = client.with_credentials(sid, secret);
    assert_eq!(key.get(&client.of("/Messages.json")).await.status, 200);
    assert_eq!(key.get("/v1/Services").await.refusal(), (403, 70051));
    assert_eq!(key.get(&client.of("/Balance.json")).await.refusal(), (403, 70051));
}

#[tokio::test]
async fn a_subaccount_is_apart_from_its_owner() {
    let sub = AccountSeed::empty().credentials(SUB, "subtoken");
    let (running, _, client) = started_with(AccountSeed::practice().subaccount(sub)).await;
    let own = client.with_credentials(SUB, "subtoken");
    let path = |rest: &str| format!("/2010-04-01/Accounts/{SUB}{rest}");

    assert_eq!(own.get(&path(".json")).await.json()["owner_account_sid"], running.account_sid());
    assert_eq!(own.get(&path("/Balance.json")).await.refusal(), (404, 20404));
    assert_eq!(own.get(&client.of("/Messages.json")).await.refusal(), (401, 20003));
    assert_eq!(client.get(&path("/Messages.json")).await.status, 200, "the owner reads its subaccount");
    let listed = |answer: serde_json::Value| answer["accounts"].as_array().map(Vec::len);
    assert_eq!(listed(client.get("/2010-04-01/Accounts.json").await.json()), Some(2));
    assert_eq!(listed(own.get("/2010-04-01/Accounts.json").await.json()), Some(1));
}

#[tokio::test]
async fn a_suspended_account_reads_and_sends_nothing() {
    let (_running, handle, client) = started(practice()).await;
    handle.set_account_status("suspended");
    assert_eq!(client.get(&client.of(".json")).await.refusal(), (403, 20403));
    assert_eq!(client.get("/v1/Services").await.refusal(), (403, 20403));
    let form = [("To", "+12025550188"), ("From", "+12025550101"), ("Body", "Hello")];
    assert_eq!(client.send_message(&form).await.refusal(), (403, 20005));
    handle.set_account_status("active");
    assert_eq!(client.get(&client.of(".json")).await.status, 200);
}

#[tokio::test]
async fn test_credentials_make_dry_runs_and_nothing_else() {
    let (sid, token) = ("AC77777777777777777777777777777777", "dry");
    let (running, handle, live) = started_with(AccountSeed::practice().test_credentials(sid, token)).await;
    let dry = live.with_credentials(sid, token);
    let messages = format!("/2010-04-01/Accounts/{sid}/Messages.json");
    let send = async |to: &str, from: &str| {
        dry.send("POST", &messages, &[("To", to), ("From", from), ("Body", "Hello")]).await
    };
    let taken = send("+12025550188", "+15005550006").await;
    assert_eq!((taken.status, &taken.json()["status"]), (201, &"queued".into()));
    assert_eq!(taken.json()["account_sid"], sid);
    for (to, from, code) in [
        ("+15005550001", "+15005550006", 21211),
        ("+15005550009", "+15005550006", 21614),
        ("+12025550188", "+15005550001", 21212),
        ("+12025550188", "+15005550008", 21611),
        ("+12025550188", "+12025550101", 21606),
    ] {
        assert_eq!(send(to, from).await.refusal(), (400, code), "{to} {from}");
    }
    assert_eq!(handle.messages(), []);
    let balance = format!("/2010-04-01/Accounts/{sid}/Balance.json");
    for path in [balance.as_str(), &messages, "/v1/Services", &live.of("/Balance.json")] {
        assert_eq!(dry.get(path).await.refusal(), (403, 20008), "{path}");
    }
    let form = [("To", "+12025550188"), ("From", "+15005550006"), ("Body", "Hello")];
    assert_eq!(dry.send_message(&form).await.refusal(), (401, 20003), "on the live account's SID");
    assert_eq!(live.with_credentials(sid, "wrong").get(&messages).await.refusal(), (401, 20003));
    running.shutdown().await;
}
