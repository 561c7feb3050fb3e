//! What is left out, what stays, and that cleaning twice is cleaning once.

use proptest::prelude::*;

use super::*;

const TOKEN_TEXT: &str = "0123456789abcdef0123456789abcdef";

#[test]
fn a_url_loses_its_user_and_the_values_that_are_secrets_and_nothing_else() {
    let cases = [
        ("https://user:p@ss@example.com/mo?x=1", "https://example.com/mo?x=1"),
        ("https://example.com/mo?token=abc&brand=shop", "https://example.com/mo?token={{token}}&brand=shop"),
        ("https://example.com/mo?API_KEY=a#rc=2", "https://example.com/mo?API_KEY={{APIKEY}}#rc=2"),
        ("https://example.com/mo?x=0123456789abcdef0123", "https://example.com/mo?x={{x}}"),
        ("https://example.com/hook/0123456789abcdef0123/in", "https://example.com/hook/{{token}}/in"),
        ("https://example.com/mo?token=", "https://example.com/mo?token="),
        ("https://example.com/#token=a", "https://example.com/#token={{token}}"),
        ("https://example.com/mo?a=1;token=x", "https://example.com/mo?a=1;token={{token}}"),
        ("https://example.com/mo;token=x?b=2", "https://example.com/mo;token={{token}}?b=2"),
        ("https://example.com/mo?x=1&amp;token=x", "https://example.com/mo?x=1&amp;token={{token}}"),
        ("https://example.com/#/x?token=a", "https://example.com/#/x?token={{token}}"),
        (
            "https://example.com/?%74oken=a&token[]=b",
            "https://example.com/?%74oken={{74oken}}&token[]={{token}}",
        ),
        (
            "https://example.com/?X-Amz-Signature=a&hub.verify_token=b",
            "https://example.com/?X-Amz-Signature={{X-Amz-Signature}}&hub.verify_token={{hubverifytoken}}",
        ),
        (
            "https://example.com/?secret_key=a&subscription-key=b",
            "https://example.com/?secret_key={{secretkey}}&subscription-key={{subscription-key}}",
        ),
        ("https:/u:geheim@example.com/mo", "https://example.com/mo"),
        ("https:u:geheim@example.com/mo", "https://example.com/mo"),
    ];
    for (raw, cleaned) in cases {
        let (found, left) = Shareable::url(raw);
        assert_eq!(found.as_str(), cleaned);
        assert_eq!(left.is_empty(), raw == cleaned, "{raw}");
    }
    for own in [
        "https://api-03.moengage.com/v1/campaigns/outbound/sms/callbacks/mo/twilio",
        "https://api-01.moengage.com/sms/dlr/twilio",
        "https://hooks.example.com/MG0123456789abcdef0123456789abcdef/in?a=campaign-of-the-year-2026-autumn",
        "https://eo0123456789abcdef0123456789abcdef.m.example.net/in?brand=shop&country=de",
    ] {
        assert_eq!(Shareable::url(own), (Shareable(own.to_owned()), vec![]));
    }
}

#[test]
fn a_token_in_any_text_is_replaced_and_sids_words_and_uuids_stay() {
    let (found, left) = Shareable::text(&format!("The token is {TOKEN_TEXT}, ask https://a:b@example.com/x"));
    assert_eq!(found.as_str(), "The token is {{token}}, ask https://example.com/x");
    assert_eq!(left.len(), 2);
    let (found, left) = Shareable::text("Ask https://hooks.example.com/in?api_key=geheim&x=1 first");
    assert_eq!(found.as_str(), "Ask https://hooks.example.com/in?api_key={{apikey}}&x=1 first");
    assert_eq!(left.len(), 1);
    for plain in [
        "MG0123456789abcdef0123456789abcdef",
        "0198f000-0000-7000-8000-000000000000",
        "Donaudampfschifffahrtsgesellschaftskapitän",
        "+15551230002",
        &"W".repeat(500),
        "Reply STOP to end it. https://example.com/autumn-offers-for-all-of-our-customers-2026",
    ] {
        assert_eq!(Shareable::text(plain), (Shareable(plain.to_owned()), vec![]), "{plain}");
    }
}

#[test]
fn unknown_fields_are_cleaned_at_every_depth() {
    let mut left = Vec::new();
    let value =
        serde_json::json!({ "password": "hunter2", "list": [{ "note": TOKEN_TEXT, TOKEN_TEXT: 2 }], "n": 1 });
    let cleaned = of_value("later", value, &mut left);
    let wanted = serde_json::json!({ "password": "{{password}}", "list": [{ "note": "{{token}}", "{{token}}": 2 }], "n": 1 });
    assert_eq!(cleaned, wanted);
    assert_eq!(left.len(), 3);
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(
        text in "(https?://)?([a-z0-9]{0,40}(:[a-z]{1,3})?@)?[a-zA-Z0-9_./ -]{0,50}([?#&][a-z]{0,6}=?[a-zA-Z0-9{}_-]{0,40}){0,3}"
    ) {
        let (url, _) = Shareable::url(&text);
        prop_assert_eq!(Shareable::url(url.as_str()), (url.clone(), vec![]));
        let (plain, _) = Shareable::text(&text);
        prop_assert_eq!(Shareable::text(plain.as_str()), (plain.clone(), vec![]));
    }
}
