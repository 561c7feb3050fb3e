//! What survives a restart, and what happens to a file that cannot be read.

use secrecy::ExposeSecret as _;
use twilio_simulator::{AccountSeed, Pace, Running, Simulator};

use crate::http::{Client, practice, started};

const MESSAGE: [(&str, &str); 3] = [("To", "+12025550188"), ("From", "+12025550101"), ("Body", "Hello")];

async fn start(file: &std::path::Path, pace: Pace) -> Running {
    Simulator::builder().state_file(file).pace(pace).start().await.expect("a free port")
}

#[tokio::test]
async fn an_acknowledged_message_is_in_the_file_already() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    let running = start(&file, Pace::manual()).await;
    let client = Client::new(&running);
    let sid = client.sent(&MESSAGE).await;
    // Dropped without a farewell, as by a kill.
    drop(running);

    let again = start(&file, Pace::manual()).await;
    let client = Client::new(&again);
    let message = client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json();
    assert_eq!((&message["body"], &message["status"]), (&"Hello".into(), &"queued".into()));
    assert_ne!(client.sent(&MESSAGE).await, sid, "SIDs go on where they were");
    again.shutdown().await;
}

#[tokio::test]
async fn a_message_lives_on_while_the_simulator_is_off() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    let running = start(&file, Pace::manual()).await;
    let (sid, token) = (running.account_sid().to_owned(), running.auth_token().clone());
    Client::new(&running).sent(&MESSAGE).await;
    running.shutdown().await;

    let later = start(&file, Pace::instant()).await;
    assert_eq!(later.handle().messages()[0].status, "delivered");
    assert_eq!(later.account_sid(), sid);
    assert_eq!(later.auth_token().expose_secret(), token.expose_secret());
    later.shutdown().await;
}

#[tokio::test]
async fn credentials_given_at_the_start_win_over_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    start(&file, Pace::manual()).await.shutdown().await;
    let sid = "AC99999999999999999999999999999999";
    let account = AccountSeed::practice().credentials(sid, "token");
    let builder = Simulator::builder().account(account).state_file(&file);
    let (running, _, client) = started(builder).await;
    assert_eq!(client.get(&client.of("/Balance.json")).await.json()["account_sid"], sid);
    running.shutdown().await;
}

#[tokio::test]
async fn a_corrupt_file_is_kept_aside_and_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    for number in 1..=2 {
        std::fs::write(&file, b"{\"format\":1,\"wor").expect("written");
        let running = start(&file, Pace::manual()).await;
        let name = format!("state.json.corrupt-{number}");
        assert!(folder.path().join(&name).exists());
        assert!(running.notices()[0].contains(&name), "{:?}", running.notices());
        assert_eq!(running.handle().numbers().len(), 4);
        running.shutdown().await;
    }
}

/// Written before there were messages from handsets, webhook methods of services, settings of short codes and
/// registrations in the United States.
const OLD: &str = r#"{"format":1,"world":{"sids":{"seed":1,"drawn":9},"accounts":[{
    "sid":"AC99999999999999999999999999999999","token":"token","friendly_name":"Old","kind":"Full",
    "status":"active","balance":"41.20","currency":"USD","created":"2026-01-31T10:00:00Z",
    "verified_recipients":[],"opt_outs":[["+12025550188","70707"]],"keys":[],
    "numbers":[{"sid":"PN1","phone_number":"+12025550101","friendly_name":"One","sms":true,"mms":true,
        "sms_url":"https://hooks.example.test/mo","sms_method":"GET","sms_fallback_url":"",
        "sms_fallback_method":"POST","sms_application_sid":"","created":"2026-01-31T10:00:00Z",
        "updated":"2026-01-31T10:00:00Z"}],
    "short_codes":[{"sid":"SC1","short_code":"70707","friendly_name":"Code","created":"2026-01-31T10:00:00Z"}],
    "services":[{"sid":"MG1","friendly_name":"Campaigns","use_case":"marketing","number_sids":["PN1"],
        "short_code_sids":["SC1"],"alpha_senders":[],"status_callback":null,"inbound_request_url":null,
        "use_inbound_webhook_on_number":true,"created":"2026-01-31T10:00:00Z"}],
    "messages":[{"sid":"SM1","service_sid":null,"from":"+12025550101","to":"+12025550188","body":"Hello",
        "media":[],"segments":1,"error_code":null,"steps":["queued","sending","sent","delivered","priced"],
        "at":1,"created":"2026-01-31T10:00:00Z","updated":"2026-01-31T10:00:00Z","sent":null}]}]}}"#;

#[tokio::test]
async fn a_file_of_an_earlier_version_is_read_with_defaults_for_what_it_lacks() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    std::fs::write(&file, OLD).expect("written");
    let running = start(&file, Pace::manual()).await;
    assert_eq!(running.notices(), [""; 0]);
    let client = Client::new(&running);
    let service = client.get("/v1/Services/MG1").await.json();
    assert_eq!((&service["inbound_method"], &service["mms_converter"]), (&"POST".into(), &true.into()));
    assert_eq!(service["date_updated"], service["date_created"]);
    let campaigns = client.get("/v1/Services/MG1/Compliance/Usa2p").await.json();
    assert_eq!(campaigns["compliance"][0]["campaign_status"], "VERIFIED", "what it sent was delivered");
    let number = client.get(&client.of("/IncomingPhoneNumbers/PN1.json")).await.json();
    assert_eq!(number["sms_method"], "GET");
    let code = client.get(&client.of("/SMS/ShortCodes/SC1.json")).await.json();
    assert_eq!((&code["sms_url"], &code["sms_method"]), (&serde_json::Value::Null, &"POST".into()));
    let message = client.get(&client.of("/Messages/SM1.json")).await.json();
    assert_eq!((&message["direction"], &message["status"]), (&"outbound-api".into(), &"sending".into()));
    let stopped = [("To", "+12025550188"), ("From", "70707"), ("Body", "Hello")];
    assert_eq!(client.send_message(&stopped).await.refusal(), (400, 21610));
    running.shutdown().await;
}

#[tokio::test]
async fn what_a_handset_did_survives_a_restart() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    let running = start(&file, Pace::manual()).await;
    let stopped = running.handle().receive("+12025550188", "+18005550199", "STOP").await.expect("received");
    // Dropped without a farewell, as by a kill.
    drop(running);
    let again = start(&file, Pace::manual()).await;
    let client = Client::new(&again);
    let sid = stopped.message_sid.expect("a SID");
    assert_eq!(client.get(&client.of(&format!("/Messages/{sid}.json"))).await.json()["status"], "received");
    let help = again.handle().receive("+12025550188", "+18005550199", "HELP").await.expect("received");
    assert!(help.blocked && help.blocked_by_network);
    again.shutdown().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_file_is_readable_by_its_owner_only_and_nothing_lies_beside_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("state.json");
    let running = start(&file, Pace::manual()).await;
    running.handle().set_balance("1.00");
    running.shutdown().await;
    let mode = std::fs::metadata(&file).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_world() {
    let (one, first, _) = started(practice()).await;
    let (two, second, _) = started(practice()).await;
    assert_eq!(one.account_sid(), two.account_sid());
    assert_eq!((first.numbers(), first.services()), (second.numbers(), second.services()));
    assert_ne!(one.addr(), two.addr());
    // A saved workspace names its senders by SID: a later version of the practice account must not move them.
    assert_eq!(first.numbers()[0].0, "PNb1441d254bd86cd7c70a29fae8bddf5d");
    assert_eq!(first.services()[0].0, "MGc35eefae596bcd396fb8f0f1d51fb52c");
}

#[tokio::test]
async fn after_shutdown_nothing_listens() {
    let (running, _, _) = started(practice()).await;
    let address = running.addr();
    running.shutdown().await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}
