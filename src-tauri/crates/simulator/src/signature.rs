//! How does a receiver know that a webhook comes from Twilio? `X-Twilio-Signature`, made as Twilio's reference says.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha1::Sha1;

/// Base64 of HMAC-SHA1 under the Auth Token over the URL and, sorted by name, each form parameter's name and value.
///
/// `url` is what goes over the wire, without fragment and user information. For a GET the form is empty: its parameters
/// are part of the URL. An exact duplicate of a parameter counts once, as in Twilio's libraries.
pub(crate) fn of(token: &SecretString, url: &str, form: &[(String, String)]) -> String {
    let mut mac = Hmac::<Sha1>::new_from_slice(token.expose_secret().as_bytes())
        .expect("HMAC takes a key of any length");
    mac.update(url.as_bytes());
    for (name, value) in form.iter().collect::<BTreeSet<_>>() {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    STANDARD.encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Signed by Twilio's Python library with this token.
    fn signed(url: &str, form: &[(&str, &str)]) -> String {
        let form: Vec<_> = form.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect();
        of(&SecretString::from("0123456789abcdef0123456789abcdef"), url, &form)
    }

    #[test]
    fn a_post_is_signed_over_its_sorted_parameters() {
        let sid = "SM11111111111111111111111111111111";
        let form = [
            ("MessageSid", sid),
            ("SmsSid", sid),
            ("AccountSid", "AC22222222222222222222222222222222"),
            ("From", "+15551230001"),
            ("To", "+15551230002"),
            ("Body", "Hello ñ & more"),
            ("NumMedia", "0"),
        ];
        let url = "https://hooks.example.test/mo?src=tw&dc=01";
        assert_eq!(signed(url, &form), "Z2EfshfU7deaHj1CtzYv9v20s3s=");
    }

    #[test]
    fn a_get_is_signed_over_its_query() {
        let url = "https://hooks.example.test/mo?AccountSid=AC22222222222222222222222222222222&Body=STOP\
                   &From=%2B15551230001&To=%2B15551230002&MessageSid=SM11111111111111111111111111111111";
        assert_eq!(signed(url, &[]), "v5CBFFcxNCblbxE/FRAUuCJxY0s=");
    }

    #[test]
    fn the_port_the_case_of_names_and_repeated_values_count() {
        let form = [("MessageSid", "SM11111111111111111111111111111111"), ("MessageStatus", "delivered")];
        assert_eq!(signed("http://127.0.0.1:8081/cb", &form), "cnPkoK8UFPoBjFLQRoxmb6srlTI=");
        let form = [("a", "2"), ("A", "1"), ("Body", "hi"), ("MediaUrl0", "https://x.test/m")];
        assert_eq!(signed("https://hooks.example.test/mo", &form), "GUyMwvoBF35LGyJRlEWjGdCZQgc=");
        let form = [("K", "b"), ("K", "a"), ("K", "a"), ("E", "")];
        assert_eq!(signed("https://hooks.example.test/d", &form), "pPUz7s/2Bc0COZ23WvYErzDWfn0=");
    }
}
