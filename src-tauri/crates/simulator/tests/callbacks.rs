//! Which statuses a sender is told, where, and in which form.

use twilio_simulator::Pace;

use crate::http::{practice, started};
use crate::receiver::Receiver;

const TO: &str = "+12025550188";
const FROM: &str = "+12025550101";

#[tokio::test]
async fn a_message_reports_its_statuses_but_the_first() {
    let mut receiver = Receiver::answering("204 No Content").await;
    let (running, _, client) = started(practice().pace(Pace::instant())).await;
    let url = receiver.url("/dlr?id=7");
    let form = [("To", TO), ("From", FROM), ("Body", "Hello"), ("StatusCallback", &url)];
    // The second message shows that nothing follows `delivered`: the price is no status.
    for _ in 0..2 {
        let sid = client.sent(&form).await;
        for status in ["sent", "delivered"] {
            let heard = receiver.heard().await;
            assert_eq!((heard.method.as_str(), heard.target.as_str()), ("POST", "/dlr?id=7"));
            assert!(heard.is_signed(running.auth_token(), &url));
            for (name, value) in [
                ("MessageStatus", status),
                ("SmsStatus", status),
                ("MessageSid", &sid),
                ("SmsSid", &sid),
                ("AccountSid", running.account_sid()),
                ("From", FROM),
                ("To", TO),
                ("ApiVersion", "2010-04-01"),
            ] {
                assert_eq!(heard.parameter(name).as_deref(), Some(value), "{name}");
            }
            assert_eq!((heard.parameter("ErrorCode"), heard.parameter("Body")), (None, None));
            assert_eq!(heard.parameter("RawDlrDoneDate").is_some(), status == "delivered");
        }
    }
    running.shutdown().await;
}

#[tokio::test]
async fn a_service_reports_to_its_own_url_unless_the_message_names_one() {
    let (mut of_service, mut of_message) =
        (Receiver::answering("200 OK").await, Receiver::answering("200 OK").await);
    let (_running, handle, client) = started(practice().pace(Pace::instant())).await;
    let service = handle.services()[0].0.clone();
    let form = [("StatusCallback", of_service.url("/dlr"))];
    client.send("POST", &format!("/v1/Services/{service}"), &[(form[0].0, &form[0].1)]).await;

    let undelivered = [("To", "+12025530003"), ("MessagingServiceSid", service.as_str()), ("Body", "Hello")];
    client.sent(&undelivered).await;
    for (status, code) in [("queued", None), ("sent", None), ("undelivered", Some("30003".to_owned()))] {
        let heard = of_service.heard().await;
        assert_eq!(heard.parameter("MessageStatus").as_deref(), Some(status));
        assert_eq!(heard.parameter("MessagingServiceSid"), Some(service.clone()));
        assert_eq!(heard.parameter("ErrorCode"), code);
    }

    let url = of_message.url("/own");
    client.sent(&[&undelivered[..], &[("StatusCallback", url.as_str())]].concat()).await;
    for _ in 0..3 {
        assert_eq!(of_message.heard().await.target, "/own");
    }
    assert!(!of_service.was_called());
}

#[tokio::test]
async fn callbacks_follow_the_pace_of_the_message_and_the_hand_that_moves_it() {
    let mut receiver = Receiver::answering("200 OK").await;
    let (_running, handle, client) = started(practice()).await;
    let url = receiver.url("/dlr");
    client.sent(&[("To", TO), ("From", FROM), ("Body", "Hello"), ("StatusCallback", &url)]).await;
    handle.advance();
    handle.advance();
    assert_eq!(receiver.heard().await.parameter("MessageStatus").as_deref(), Some("sent"));

    let quick = Pace::at([1, 2, 3, 40, 50].map(std::time::Duration::from_millis));
    let (_running, _, client) = started(practice().pace(quick)).await;
    client.sent(&[("To", TO), ("From", FROM), ("Body", "Hello"), ("StatusCallback", &url)]).await;
    for status in ["sent", "delivered"] {
        let heard = receiver.heard().await;
        assert_eq!(heard.parameter("MessageStatus").as_deref(), Some(status), "nobody asks in between");
    }
}
