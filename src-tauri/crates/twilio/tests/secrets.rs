//! Can a secret be seen anywhere?

use secrecy::SecretString;
use twilio_messaging::{Client, Credential, Transport};

use crate::support::{ACCOUNT, Reply, Scripted, TOKEN, client_of, credential, hello, loopback};

const KEY: &str = "SK0a1b2c3d4e5f60718293a4b5c6d7e8f9";

/// Everything that an error or its causes would show.
fn shown(error: impl std::error::Error) -> String {
    let mut text = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(error) = cause {
        text += &format!(" {error} {error:?}");
        cause = error.source();
    }
    text
}

#[test]
fn neither_credential_nor_client_shows_its_secret() {
    let key = Credential::api_key(ACCOUNT.parse().unwrap(), KEY.parse().unwrap(), SecretString::from(TOKEN));
    for credential in [credential(), key] {
        let builder = Client::builder(credential.clone()).endpoint(loopback("http://127.0.0.1:9"));
        let mut shown = format!("{credential:?} {builder:?}");
        shown += &format!("{:?}", builder.build().unwrap());
        assert!(!shown.contains(TOKEN), "{shown}");
        assert!(shown.contains(ACCOUNT));
    }
}

#[tokio::test]
async fn no_error_shows_the_secret_even_when_the_answer_repeats_it() {
    let echo = format!(r#"{{"code":20003,"message":"bad password {TOKEN}","status":401}}"#);
    let replies = [
        Reply::json("401 Unauthorized", &echo),
        Reply::with("200 OK", "", &format!("<html>{TOKEN}</html>")),
        Reply::json("200 OK", &format!(r#"{{"sid":"{TOKEN}","status":{TOKEN:?}}}"#)),
        Reply::Drop,
    ];
    for reply in replies {
        let server = Scripted::start(vec![reply]).await;
        let client = client_of(&server.url());
        let text = shown(client.account().await.unwrap_err());
        assert!(!text.contains(TOKEN), "{text}");
        let text = shown(client.create_message(&hello()).await.unwrap_err());
        assert!(!text.contains(TOKEN) && !text.contains("15551230001"), "{text}");
    }
}

#[tokio::test]
async fn the_token_in_the_account_answer_is_not_kept() {
    let body = format!(
        r#"{{"sid":"{ACCOUNT}","friendly_name":"Acme","status":"active","type":"Full",
            "owner_account_sid":"{ACCOUNT}","auth_token":"{TOKEN}"}}"#
    );
    let server = Scripted::start(vec![Reply::json("200 OK", &body)]).await;
    let account = client_of(&server.url()).account().await.unwrap();
    assert!(!format!("{account:?}").contains(TOKEN));
    assert!(!account.is_subaccount());
}

#[test]
fn a_proxy_address_that_is_refused_does_not_show_its_password() {
    let proxy = format!("mailto:{TOKEN}").parse().unwrap();
    let error = Transport::twilio_builder().proxy(proxy).build().unwrap_err();
    assert!(!shown(error).contains(TOKEN));
}

#[tokio::test]
async fn a_key_authenticates_by_its_own_sid_for_the_account_in_the_path() {
    let server = Scripted::start(vec![Reply::json("200 OK", crate::support::BALANCE)]).await;
    let key =
        Credential::api_key(ACCOUNT.parse().unwrap(), KEY.parse().unwrap(), SecretString::from("secret"));
    let client = Client::builder(key).endpoint(loopback(&server.url())).build().unwrap();
    client.balance().await.unwrap();
    let request = server.requests().remove(0).to_lowercase();
    assert!(request.starts_with(&format!("get /2010-04-01/accounts/{ACCOUNT}/balance.json").to_lowercase()));
    // SK0a1b2c3d4e5f60718293a4b5c6d7e8f9:secret
    let basic =
        "authorization: basic U0swYTFiMmMzZDRlNWY2MDcxODI5M2E0YjVjNmQ3ZThmOTpzZWNyZXQ=".to_lowercase();
    assert!(request.contains(&basic), "{request}");
    assert!(request.contains("user-agent: senderdesk/"));
    assert!(request.contains("accept: application/json"));
}
