//! Parts of a catalogue for tests: nothing is set up, all is read.

use super::*;

pub(crate) fn number(number: &str, name: &str, can: Can) -> Number {
    Number {
        sid: format!("PN{:0>32}", number.trim_start_matches('+')),
        number: number.to_owned(),
        name: name.to_owned(),
        can,
        inbound: Webhook::default(),
        fallback: Webhook::default(),
        application: None,
        call_status_callback: None,
    }
}

pub(crate) fn short_code(code: &str, name: &str) -> ShortCode {
    ShortCode {
        sid: format!("SC{code:0>32}"),
        code: code.to_owned(),
        name: name.to_owned(),
        inbound: Webhook::default(),
        fallback: Webhook::default(),
    }
}

pub(crate) fn service(sid: &str, name: &str, pool: Vec<Member>) -> Service {
    Service {
        sid: sid.to_owned(),
        name: name.to_owned(),
        inbound: Webhook::default(),
        fallback: Webhook::default(),
        status_callback: None,
        defers: Some(false),
        mms_converter: Some(true),
        smart_encoding: Some(false),
        validity_period: Some(14_400),
        pool: Ok(pool),
    }
}
