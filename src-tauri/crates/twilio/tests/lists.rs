//! Are lists read to their end, in both forms, and never anywhere else?

use twilio_messaging::{Error, MessageFilter};

use crate::support::{ACCOUNT, Reply, Scripted, client_of};

fn number(place: u32) -> String {
    format!(r#"{{"sid":"PN{place:032x}","phone_number":"+1555123{place:04}","new_field":{place}}}"#)
}

fn service(place: u32) -> String {
    format!(
        r#"{{"sid":"MG{place:032x}","friendly_name":"Service {place}","usecase":"teleport","later":{{}}}}"#
    )
}

/// A page of the 2010 API, linked by path.
fn by_path(record: &str, next: Option<&str>) -> Reply {
    let next = next.map_or("null".into(), |link| format!("{link:?}"));
    Reply::json("200 OK", &format!(r#"{{"next_page_uri":{next},"incoming_phone_numbers":[{record}]}}"#))
}

/// A page of v1, linked by address.
fn by_address(record: &str, next: Option<&str>) -> Reply {
    let next = next.map_or("null".into(), |link| format!("{link:?}"));
    let meta = format!(r#"{{"key":"services","next_page_url":{next}}}"#);
    Reply::json("200 OK", &format!(r#"{{"meta":{meta},"services":[{record}]}}"#))
}

#[tokio::test]
async fn pages_linked_by_path_are_read_to_the_end() {
    let path = format!("/2010-04-01/Accounts/{ACCOUNT}/IncomingPhoneNumbers.json");
    let (second, third) = (format!("{path}?PageToken=a"), format!("{path}?PageToken=b"));
    let server = Scripted::start(vec![
        by_path(&number(1), Some(&second)),
        by_path(&number(2), Some(&third)),
        by_path(&number(3), None),
    ])
    .await;
    let numbers = client_of(&server.url()).incoming_phone_numbers().all().await.unwrap();
    let found: Vec<_> = numbers.iter().map(|number| number.phone_number.as_str()).collect();
    assert_eq!(found, ["+15551230001", "+15551230002", "+15551230003"]);
    assert_eq!(numbers[1].unknown["new_field"], 2, "what is not known survives");
    let targets: Vec<_> =
        server.requests().iter().map(|request| request.split(' ').nth(1).unwrap().to_owned()).collect();
    assert_eq!(targets, [format!("{path}?PageSize=1000"), second, third]);
}

#[tokio::test]
async fn pages_linked_by_address_are_read_to_the_end() {
    let server = Scripted::start_with(|url| {
        vec![
            by_address(&service(1), Some(&format!("{url}/v1/Services?PageToken=a"))),
            by_address(&service(2), Some(&format!("{url}/v1/Services?PageToken=b"))),
            by_address(&service(3), None),
        ]
    })
    .await;
    let services = client_of(&server.url()).messaging_services().all().await.unwrap();
    assert_eq!(services.len(), 3);
    assert_eq!(services[2].usecase.as_deref(), Some("teleport"));
    assert!(services[2].unknown.contains_key("later"));
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn a_link_to_another_host_is_not_followed() {
    let elsewhere = Scripted::start(vec![by_address(&service(2), None)]).await;
    let port = elsewhere.address().port();
    let links = [
        format!("http://127.0.0.1:{port}/v1/Services"),
        format!("//127.0.0.1:{port}/v1/Services"),
        format!("https://messaging.twilio.com:{port}/v1/Services"),
    ];
    for link in links {
        let server = Scripted::start(vec![by_address(&service(1), Some(&link))]).await;
        let error = client_of(&server.url()).messaging_services().all().await.unwrap_err();
        assert!(
            matches!(&error, Error::ForeignLink { host } if host.ends_with(&format!(":{port}"))),
            "{error:?}"
        );
        assert_eq!((server.requests().len(), elsewhere.connections()), (1, 0), "{link}");
    }
}

#[tokio::test]
async fn a_link_with_another_scheme_or_a_user_name_is_not_followed() {
    let server = Scripted::start_with(|url| {
        let port = url.rsplit(':').next().unwrap().to_owned();
        vec![
            by_path(&number(1), Some(&format!("https://127.0.0.1:{port}/2010-04-01/x"))),
            by_path(&number(1), Some(&format!("http://eve@127.0.0.1:{port}/2010-04-01/x"))),
        ]
    })
    .await;
    for _ in 0..2 {
        let error = client_of(&server.url()).incoming_phone_numbers().all().await.unwrap_err();
        assert!(matches!(error, Error::ForeignLink { .. }), "{error:?}");
    }
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_list_that_leads_back_ends_with_an_error() {
    let path = "/2010-04-01/a?PageToken=a";
    let server = Scripted::start(vec![by_path(&number(1), Some(path))]).await;
    let error = client_of(&server.url()).incoming_phone_numbers().all().await.unwrap_err();
    assert!(matches!(error, Error::PageLoop), "{error:?}");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_page_that_failed_can_be_asked_for_again() {
    let unavailable = Reply::refusal("503 Service Unavailable", 20503);
    let server =
        Scripted::start(vec![by_path(&number(1), Some("/second")), unavailable, by_path(&number(2), None)])
            .await;
    let mut listing = client_of(&server.url()).incoming_phone_numbers();
    assert_eq!(listing.next_page().await.unwrap().unwrap().len(), 1);
    listing.next_page().await.unwrap_err();
    assert_eq!(listing.next_page().await.unwrap().unwrap()[0].phone_number, "+15551230002");
    assert!(listing.next_page().await.unwrap().is_none());
}

#[tokio::test]
async fn a_probe_is_one_request_for_one_record() {
    let server = Scripted::start(vec![by_path(&number(1), Some("/second"))]).await;
    assert_eq!(client_of(&server.url()).incoming_phone_numbers().probe().await.unwrap().len(), 1);
    assert_eq!(server.requests().len(), 1);
    assert!(server.requests()[0].contains(".json?PageSize=1 HTTP/1.1"));
}

#[tokio::test]
async fn a_list_without_its_member_is_unreadable() {
    let server = Scripted::start(vec![Reply::json("200 OK", r#"{"next_page_uri":null}"#)]).await;
    let error = client_of(&server.url()).short_codes().all().await.unwrap_err();
    assert!(matches!(error, Error::Unreadable { status: 200, .. }), "{error:?}");
}

#[tokio::test]
async fn filters_are_written_as_twilio_names_them() {
    let server = Scripted::start(vec![Reply::json("200 OK", r#"{"messages":[]}"#)]).await;
    let filter = MessageFilter {
        from: Some("+15551230002".into()),
        sent_after: Some("2026-01-31".parse().unwrap()),
        sent_before: Some("2026-02-28".parse().unwrap()),
        ..MessageFilter::to("+15551230001".parse().unwrap())
    };
    client_of(&server.url()).messages(filter).page_size(20).all().await.unwrap();
    let query =
        "To=%2B15551230001&From=%2B15551230002&DateSent%3E=2026-01-31&DateSent%3C=2026-02-28&PageSize=20";
    assert!(
        server.requests()[0].contains(&format!("Messages.json?{query} HTTP/1.1")),
        "{:?}",
        server.requests()
    );
}
