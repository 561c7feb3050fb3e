//! What STOP, START and HELP do to a long code, a toll-free number and a short code, alone and in a service.

use twilio_simulator::{
    AccountSeed, Handle, Keyword, NotReceived, Received, Replier, Rules, Scope, ServiceSeed, ShortCodeSeed,
};

use crate::http::{Client, practice, started, started_with};

const HANDSET: &str = "+12025550188";
/// In no service.
const LONG_CODE: &str = "+447700900123";
const TOLL_FREE: &str = "+18005550199";
/// In the service Campaigns.
const POOLED: &str = "+12025550101";

async fn says(handle: &Handle, to: &str, body: &str) -> Received {
    handle.receive(HANDSET, to, body).await.expect("the account has this sender")
}

fn replies(received: &Received) -> Vec<(Replier, Keyword)> {
    received.replies.iter().map(|reply| (reply.by, reply.kind)).collect()
}

async fn send_code(client: &Client, form: &[(&str, &str)]) -> u64 {
    let answer = client.send_message(&[form, &[("To", HANDSET), ("Body", "Hello")]].concat()).await;
    if answer.status == 201 { 0 } else { answer.refusal().1 }
}

/// The practice account with its short code in a service of its own and the toll-free number beside it.
fn advanced() -> AccountSeed {
    let service = ServiceSeed {
        friendly_name: "Advanced".into(),
        numbers: vec![TOLL_FREE.into()],
        short_codes: vec!["70707".into()],
        use_inbound_webhook_on_number: true,
        advanced_opt_out: true,
        ..ServiceSeed::default()
    };
    AccountSeed { services: vec![service], ..AccountSeed::practice() }
}

#[tokio::test]
async fn stop_to_a_long_code_blocks_the_pair_until_start() {
    let (_running, handle, client) = started(practice()).await;
    let stopped = says(&handle, LONG_CODE, "stop").await;
    assert_eq!((stopped.keyword, stopped.rules), (Keyword::Stop, Rules::Default));
    assert_eq!(replies(&stopped), [(Replier::Twilio, Keyword::Stop)]);
    assert_eq!((stopped.blocked, stopped.scope), (true, Scope::Number(LONG_CODE.into())));
    assert_eq!(send_code(&client, &[("From", LONG_CODE)]).await, 21610);
    assert_eq!(send_code(&client, &[("From", TOLL_FREE)]).await, 0, "only the pair is blocked");

    let started = says(&handle, LONG_CODE, "Yes").await;
    assert_eq!(replies(&started), [(Replier::Twilio, Keyword::Start)]);
    assert!(!started.blocked);
    assert_eq!(send_code(&client, &[("From", LONG_CODE)]).await, 0);
}

#[tokio::test]
async fn help_is_answered_unless_the_handset_has_stopped() {
    let (_running, handle, _) = started(practice()).await;
    assert_eq!(replies(&says(&handle, LONG_CODE, "HELP").await), [(Replier::Twilio, Keyword::Help)]);
    says(&handle, LONG_CODE, "STOP").await;
    let help = says(&handle, LONG_CODE, "info").await;
    assert_eq!((help.keyword, replies(&help), help.blocked), (Keyword::Help, vec![], true));
}

#[tokio::test]
async fn a_sentence_with_a_keyword_does_nothing() {
    let (_running, handle, _) = started(practice()).await;
    let received = says(&handle, TOLL_FREE, "STOP PLEASE").await;
    assert_eq!((received.keyword, replies(&received)), (Keyword::None, vec![]));
    assert!(!received.blocked && !received.blocked_by_network);
}

#[tokio::test]
async fn stop_to_a_pooled_number_blocks_the_whole_service() {
    let (_running, handle, client) = started(practice()).await;
    let service = handle.services()[0].0.clone();
    let stopped = says(&handle, POOLED, "UNSUBSCRIBE").await;
    assert_eq!(stopped.scope, Scope::Service(service.clone()));
    let by_service = ("MessagingServiceSid", service.as_str());
    assert_eq!(send_code(&client, &[by_service, ("From", "+14155550123")]).await, 21610);
    assert_eq!(send_code(&client, &[("From", POOLED)]).await, 21610);
    assert_eq!(send_code(&client, &[by_service]).await, 0, "refused later, when the sender is chosen");
    handle.advance();
    assert_eq!(handle.messages()[0].error_code, Some(21610));

    says(&handle, "+14155550123", "START").await;
    assert_eq!(send_code(&client, &[by_service, ("From", "+14155550123")]).await, 0);
}

#[tokio::test]
async fn the_toll_free_network_answers_stop_alone_and_start_before_twilio() {
    let (_running, handle, client) = started(practice()).await;
    let stopped = says(&handle, TOLL_FREE, "Stop").await;
    assert_eq!(replies(&stopped), [(Replier::Network, Keyword::Stop)]);
    assert!(stopped.blocked && stopped.blocked_by_network);
    assert_eq!(send_code(&client, &[("From", TOLL_FREE)]).await, 21610);

    let yes = says(&handle, TOLL_FREE, "YES").await;
    assert!(!yes.blocked && yes.blocked_by_network, "YES does not release at the network");
    assert_eq!(replies(&yes), []);
    assert_eq!(send_code(&client, &[("From", TOLL_FREE)]).await, 0);
    while handle.advance() > 0 {}
    assert_eq!(handle.messages()[0].error_code, Some(30004));

    let started = says(&handle, TOLL_FREE, "UNSTOP").await;
    assert_eq!(replies(&started), [(Replier::Network, Keyword::Start), (Replier::Twilio, Keyword::Start)]);
    assert!(!started.blocked && !started.blocked_by_network);
}

#[tokio::test]
async fn a_stop_word_that_the_network_does_not_know_is_answered_by_twilio() {
    let (_running, handle, _) = started(practice()).await;
    let stopped = says(&handle, TOLL_FREE, "CANCEL").await;
    assert_eq!(replies(&stopped), [(Replier::Twilio, Keyword::Stop)]);
    assert!(stopped.blocked && !stopped.blocked_by_network);
}

#[tokio::test]
async fn nobody_looks_after_the_keywords_of_a_short_code() {
    let alone = ShortCodeSeed::new("80808", "Alone");
    let mut account = AccountSeed::practice();
    account.short_codes.push(alone);
    let (_running, handle, client) = started_with(account).await;
    for code in ["80808", "70707"] {
        let received = says(&handle, code, "STOP").await;
        assert_eq!((received.keyword, received.rules), (Keyword::None, Rules::Nothing), "{code}");
        assert_eq!((replies(&received), received.blocked), (vec![], false), "{code}");
        assert_eq!(send_code(&client, &[("From", code)]).await, 0);
    }
}

#[tokio::test]
async fn advanced_opt_out_covers_short_codes_and_follows_the_network_for_toll_free() {
    let (_running, handle, client) = started_with(advanced()).await;
    let service = handle.services()[0].0.clone();
    let stopped = says(&handle, "70707", "STOP").await;
    assert_eq!((stopped.keyword, stopped.rules), (Keyword::Stop, Rules::AdvancedOptOut));
    assert_eq!(replies(&stopped), [(Replier::Twilio, Keyword::Stop)]);
    assert_eq!((stopped.blocked, stopped.scope), (true, Scope::Service(service.clone())));
    let form = [("MessagingServiceSid", service.as_str()), ("From", TOLL_FREE)];
    assert_eq!(send_code(&client, &form).await, 21610, "all senders of the pool");
    assert_eq!(replies(&says(&handle, TOLL_FREE, "STOP").await), [(Replier::Network, Keyword::Stop)]);
    assert_eq!(
        replies(&says(&handle, TOLL_FREE, "START").await),
        [(Replier::Network, Keyword::Start), (Replier::Twilio, Keyword::Start)]
    );
    assert!(handle.set_advanced_opt_out(&service, false));
    assert_eq!(says(&handle, "70707", "STOP").await.rules, Rules::Nothing);
}

#[tokio::test]
async fn what_cannot_arrive_is_refused() {
    let (_running, handle, _) = started(practice()).await;
    let refused = async |from: &str, to: &str| handle.receive(from, to, "STOP").await.expect_err("refused");
    assert_eq!(refused(HANDSET, "SHOP 24").await, NotReceived::OneWay("SHOP 24".into()));
    assert_eq!(refused(HANDSET, "+12025550102").await, NotReceived::Unknown("+12025550102".into()));
    assert_eq!(refused("2025550188", LONG_CODE).await, NotReceived::Handset("2025550188".into()));
    assert!(handle.set_capabilities(LONG_CODE, false, false));
    assert_eq!(refused(HANDSET, LONG_CODE).await, NotReceived::NotCapable(LONG_CODE.into()));
    handle.set_account_status("suspended");
    assert_eq!(refused(HANDSET, POOLED).await, NotReceived::AccountNotActive);
}
