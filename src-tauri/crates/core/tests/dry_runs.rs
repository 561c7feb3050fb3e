//! Dry runs with test credentials: what Twilio would say, and that nothing can be sent by one.

use senderdesk_core::wire::*;
use twilio_simulator::{AccountSeed, Fault, FaultKind, Match, Pace};

use crate::connected::{Connected, PHONE, connected_to, credential};

const SID: &str = "AC77777777777777777777777777777777";
const TOKEN: &str = "77777777777777777777777777777777";

async fn with_test_credentials() -> Connected {
    connected_to(AccountSeed::practice().test_credentials(SID, TOKEN), Pace::instant()).await
}

fn asked(recipient: &str) -> DryRunDraft {
    DryRunDraft {
        credential: credential(SID, &TOKEN.to_owned().into()),
        recipient: recipient.to_owned(),
        body: "Hello".to_owned(),
        media: Vec::new(),
    }
}

#[tokio::test]
async fn a_message_that_twilio_would_take_is_told_and_none_is_made() {
    let with = with_test_credentials().await;
    let view = with.desk.dry_run(with.workspace, asked(PHONE)).await.unwrap();
    assert_eq!((view.accepted, view.segments, &view.explanation), (true, Some(1), &None));
    let said = view.says.join(" ");
    assert!(said.contains("Nothing was sent") && said.contains("nothing about the sender"), "{said}");
    assert_eq!((with.posts(), with.handle.messages().len()), (1, 0));
    assert_eq!(with.desk.tests(with.workspace, 10).await.unwrap(), [], "it is no test of the history");
    with.end().await;
}

#[tokio::test]
async fn a_magic_recipient_is_refused_and_explained_in_our_words() {
    let with = with_test_credentials().await;
    for (recipient, code) in [
        ("+15005550001", 21211),
        ("+15005550002", 21612),
        ("+15005550003", 21408),
        ("+15005550004", 21610),
        ("+15005550009", 21614),
    ] {
        let view = with.desk.dry_run(with.workspace, asked(recipient)).await.unwrap();
        let explained = view.explanation.unwrap();
        assert_eq!(
            (view.accepted, explained.code, explained.source),
            (false, Some(code), ExplanationSource::Ours)
        );
    }
    with.end().await;
}

#[tokio::test]
async fn live_credentials_are_recognised_before_anything_is_posted() {
    let with = with_test_credentials().await;
    let own =
        DryRunDraft { credential: credential(with.account_sid(), &with.handle.auth_token()), ..asked(PHONE) };
    let error = with.desk.dry_run(with.workspace, own).await.unwrap_err();
    assert_eq!((error.code, error.fields[0].field.as_str()), (ErrorCode::Invalid, "username"));

    assert_eq!(with.posts(), 0);
    with.end().await;

    // Live credentials of another account than the workspace's.
    let account = AccountSeed::practice().subaccount(AccountSeed::empty().credentials(SID, TOKEN));
    let with = connected_to(account, Pace::instant()).await;
    let sub = credential(SID, &TOKEN.to_owned().into());
    let outcome = with.desk.reauthenticate(with.workspace, sub).await.unwrap();
    assert!(matches!(outcome, ConnectOutcome::Kept { .. }), "{outcome:?}");
    let main = credential(with.account_sid(), &with.handle.auth_token());
    let main = DryRunDraft { credential: main, ..asked(PHONE) };
    let error = with.desk.dry_run(with.workspace, main).await.unwrap_err();
    assert!(error.fields[0].message.contains("live credentials"), "{error:?}");
    assert_eq!(with.posts(), 0);
    with.end().await;
}

#[tokio::test]
async fn wrong_test_credentials_and_a_wrong_form_are_told_by_field_or_by_twilio() {
    let with = with_test_credentials().await;
    let wrong = credential(SID, &"00000000000000000000000000000000".to_owned().into());
    let wrong = DryRunDraft { credential: wrong, ..asked(PHONE) };
    let error = with.desk.dry_run(with.workspace, wrong).await.unwrap_err();
    assert_eq!(error.twilio.and_then(|answer| answer.code), Some(20003));
    let empty = DryRunDraft {
        credential: credential("MG1", &TOKEN.to_owned().into()),
        body: String::new(),
        ..asked("12")
    };
    let error = with.desk.dry_run(with.workspace, empty).await.unwrap_err();
    let fields: Vec<_> = error.fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(fields, ["recipient", "body", "username"]);
    assert_eq!(with.posts(), 0);
    with.end().await;
}

#[tokio::test]
async fn a_lost_answer_says_that_nothing_can_have_been_sent() {
    let with = with_test_credentials().await;
    with.handle.push(Fault::once(Match::request("POST", "/Messages"), FaultKind::LoseAnswer));
    let error = with.desk.dry_run(with.workspace, asked(PHONE)).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Network);
    assert!(error.hint.unwrap().contains("nothing can have been sent"));
    assert_eq!((with.posts(), with.handle.messages().len()), (1, 0));
    with.end().await;
}
