//! Texts of any kind cross the boundary whole, and what is no text at all sends nothing.

use serde_json::json;

use super::boundary::Boundary;

fn draft(id: &str, body: &str) -> serde_json::Value {
    let from =
        json!({ "from": "unsaved", "name": "", "sender_type": "long_code", "sender_id": "+12025550101" });
    json!({ "id": id, "from": from, "recipient": "+15551230001", "body": body, "media": [] })
}

#[test]
fn a_text_of_any_characters_crosses_and_is_sent_byte_for_byte() {
    let page = Boundary::new();
    let workspace = page.connects();
    let planes: String = (0..=16_u32).map(|plane| char::from_u32((plane << 16) | 0xfffd).unwrap()).collect();
    // Half an emoji leaves the page as U+FFFD (`ui/src/ipc.ts`).
    let texts = [
        planes.as_str(),
        "a\0b",
        "\u{202e}שלום\u{202c}\u{200b}\u{feff}",
        "half \u{fffd}",
        "line\r\nline\rline\n.",
    ];
    for (nth, text) in texts.iter().enumerate() {
        let draft = draft(&format!("01900000-0000-7000-8000-0000000001{nth:02}"), text);
        let sent = page.answer("send_test", json!({ "workspace": workspace, "draft": draft }));
        assert_eq!(sent["body"], **text);
    }
    let bodies: Vec<_> = page.twilio.handle().messages().into_iter().map(|message| message.body).collect();
    assert_eq!(bodies, texts);
}

#[test]
fn a_call_with_half_an_emoji_is_no_json_and_sends_nothing() {
    let page = Boundary::new();
    let workspace = page.connects();
    let draft = draft("01900000-0000-7000-8000-000000000200", "half \u{fffd}");
    let call = json!({ "workspace": workspace, "draft": draft }).to_string().replace('\u{fffd}', "\\ud83d");
    assert!(
        serde_json::from_str::<serde_json::Value>(&call).is_err(),
        "this is what Tauri reads a call with"
    );
    page.bytes("send_test", call.into_bytes()).unwrap_err();
    assert_eq!(page.answer("test_messages", json!({ "workspace": workspace, "limit": 10 })), json!([]));
    assert_eq!(page.twilio.handle().request_count("POST", "/Messages"), 0);
}
