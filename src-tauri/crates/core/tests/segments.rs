//! Are texts counted and cut as Twilio's own calculator does, and as the simulator does?
//!
//! 5,000 texts, the same in each run, of everything that makes a difference; no difference is allowed.

mod texts;

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use senderdesk_core::Desk;
use senderdesk_core::ids::WorkspaceId;
use senderdesk_core::wire::*;
use serde::Deserialize;
use twilio_messaging::{Client, Credential, E164, Endpoint, MessageSender, NewMessage};
use twilio_simulator::{AccountSeed, NumberSeed, Pace, Simulator};

use crate::connected::{NUMBER, PHONE, connected, connected_to};

const TEXTS: usize = 5_000;
const SEED: u64 = 20_261_120;

/// A service that the account does not own: only its type matters here.
const SERVICE: &str = "MG00000000000000000000000000000000";

/// What the calculator says of a text.
#[derive(Debug, Deserialize)]
struct Counted {
    encoding: String,
    characters: u32,
    units: u32,
    segments: u32,
    parts: Vec<String>,
    smart: Option<Box<Counted>>,
}

fn calculated(texts: &[String]) -> Vec<Counted> {
    let folder: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/segments");
    assert!(
        folder.join("node_modules/sms-segments-calculator").is_dir(),
        "Twilio's segment calculator is missing: run `make fixtures`"
    );
    let mut node = Command::new("node")
        .arg(folder.join("count.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node starts: get it from https://nodejs.org, then run `make fixtures`");
    // The calculator reads everything before it writes.
    node.stdin.take().unwrap().write_all(&serde_json::to_vec(texts).unwrap()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success(), "the calculator failed");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn form(sender_type: SenderType, sender_id: &str, body: &str) -> TestForm {
    TestForm {
        from: TestFrom::Unsaved { name: String::new(), sender_type, sender_id: sender_id.to_owned() },
        recipients: vec![PHONE.to_owned()],
        body: body.to_owned(),
        media: Vec::new(),
        unsubscribe: false,
    }
}

async fn measured(desk: &Desk, workspace: WorkspaceId, form: TestForm) -> Meter {
    desk.measure_text(workspace, form).await.unwrap()
}

/// The text between its cuts.
fn parts(text: &str, cuts: &[u32]) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let begins = std::iter::once(0).chain(cuts.iter().map(|cut| *cut as usize));
    let ends = cuts.iter().map(|cut| *cut as usize).chain([units.len()]);
    begins.zip(ends).map(|(begin, end)| String::from_utf16(&units[begin..end]).unwrap()).collect()
}

#[tokio::test]
async fn five_thousand_texts_are_counted_and_cut_as_twilios_calculator_does() {
    let texts = texts::texts(SEED, TEXTS);
    let counted = calculated(&texts);
    assert_eq!(counted.len(), TEXTS);
    let with = connected(Pace::manual()).await;
    let (mut ucs_2, mut long, mut smarter) = (0, 0, 0);
    for (text, counted) in texts.iter().zip(&counted) {
        let form = form(SenderType::MessagingService, SERVICE, text);
        let meter = measured(&with.desk, with.workspace, form).await;
        assert_eq!(
            (meter.encoding.as_str(), meter.characters, meter.units, meter.segments),
            (counted.encoding.as_str(), counted.characters, counted.units, counted.segments),
            "{text:?}"
        );
        assert_eq!(parts(text, &meter.cuts), counted.parts, "{text:?}");
        ucs_2 += usize::from(meter.encoding == "UCS-2");
        long += usize::from(meter.segments > 1);
        smarter += usize::from(agrees_on_smart_encoding(text, &meter, counted));
    }
    assert!((1_000..4_500).contains(&ucs_2), "{ucs_2} texts are UCS-2");
    assert!(long > 2_000, "{long} texts are longer than one SMS");
    assert!(smarter > 100, "{smarter} texts are GSM-7 with Smart Encoding only");
    with.end().await;
}

/// Whether Smart Encoding makes a difference, in which both agree but for the blanks that are not confirmed.
fn agrees_on_smart_encoding(text: &str, meter: &Meter, counted: &Counted) -> bool {
    let theirs = counted.smart.as_deref().unwrap();
    match &meter.smart_encoding {
        None => {
            assert_eq!((&theirs.encoding, theirs.segments), (&meter.encoding, meter.segments), "{text:?}");
            false
        }
        Some(ours) if ours.says.text.contains("not confirmed") => false,
        Some(ours) if ours.encoding == "UCS-2" => {
            assert_eq!(theirs.encoding, "UCS-2", "{text:?}");
            false
        }
        Some(ours) => {
            assert_eq!((&ours.encoding, ours.segments), (&theirs.encoding, theirs.segments), "{text:?}");
            true
        }
    }
}

/// The texts that Twilio takes.
fn sendable() -> Vec<String> {
    let mut texts = texts::texts(SEED, TEXTS);
    texts.retain(|text| !text.is_empty() && text.chars().count() <= 1600);
    texts
}

/// Sends each by a real request, and compares with what the answer says.
async fn compare_with_the_simulator(account: AccountSeed, number: &str, texts: &[String]) {
    let running =
        Simulator::builder().account(account.clone()).seed(7).pace(Pace::manual()).start().await.unwrap();
    let sid = running.account_sid().parse().unwrap();
    let endpoint = Endpoint::Loopback(running.url().parse().unwrap());
    let credential = Credential::auth_token(sid, running.auth_token().clone());
    let client = Client::builder(credential).endpoint(endpoint).build().unwrap();
    let with = connected_to(account, Pace::manual()).await;
    for text in texts {
        let message = NewMessage {
            to: PHONE.parse::<E164>().unwrap(),
            sender: MessageSender::From(number.to_owned()),
            body: text.clone(),
            media_urls: Vec::new(),
        };
        let sent = client.create_message(&message).await.unwrap();
        let meter = measured(&with.desk, with.workspace, form(SenderType::LongCode, number, text)).await;
        assert_eq!(sent.num_segments, Some(meter.segments), "{text:?}");
    }
    with.end().await;
    running.shutdown().await;
}

#[tokio::test]
async fn the_same_texts_are_counted_as_the_simulator_counts_what_is_sent() {
    let texts = sendable();
    assert!(texts.len() > 4_000, "{} texts can be sent", texts.len());
    compare_with_the_simulator(AccountSeed::practice(), NUMBER, &texts).await;
}

#[tokio::test]
async fn a_toll_free_number_is_counted_as_the_simulator_counts_it() {
    let toll_free = "+18885550100";
    let number =
        NumberSeed { phone_number: toll_free.to_owned(), ..AccountSeed::practice().numbers[0].clone() };
    let account = AccountSeed { numbers: vec![number], ..AccountSeed::practice() };
    let texts = sendable();
    compare_with_the_simulator(account, toll_free, &texts[..1_000]).await;
}
