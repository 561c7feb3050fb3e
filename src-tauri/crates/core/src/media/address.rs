//! Is this an address of the public Internet?
//!
//! Asking a name is one thing, where it leads another: the addresses that it resolves to are judged, never its look.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Where an address belongs, when it is not one of the public Internet.
pub(crate) fn why_not_public(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => v4(address),
        IpAddr::V6(address) => v6(address),
    }
}

const LOOPBACK: &str = "this machine itself";
const PRIVATE: &str = "a private network";
const LINK_LOCAL: &str = "the local link";
const CARRIER: &str = "a provider's own network";
const RESERVED: &str = "no host of the Internet";
const MAPPED: &str = "a written form of another address";

/// IANA's special-purpose registry (RFC 6890 and its followers).
fn v4(address: Ipv4Addr) -> Option<&'static str> {
    match address.octets() {
        [127, ..] => Some(LOOPBACK),
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => Some(PRIVATE),
        [169, 254, ..] => Some(LINK_LOCAL),
        [100, 64..=127, ..] => Some(CARRIER),
        [0 | 224..=255, ..]
        | [192, 0, 0 | 2, _]
        | [192, 88, 99, _]
        | [198, 18..=19, ..]
        | [198, 51, 100, _]
        | [203, 0, 113, _] => Some(RESERVED),
        _ => None,
    }
}

/// Only 2000::/3 is given out, less what has a special use in it; a NAT64 address is what it stands for.
fn v6(address: Ipv6Addr) -> Option<&'static str> {
    if address.is_loopback() {
        return Some(LOOPBACK);
    }
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, ..] => Some(MAPPED),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
            v4(Ipv4Addr::new(a, b, c, d))
        }
        [0xfc00..=0xfdff, ..] => Some(PRIVATE),
        [0xfe80..=0xfebf, ..] => Some(LINK_LOCAL),
        // Protocols (Teredo among them), documentation, 6to4, documentation again.
        [0x2001, 0..=0x1ff | 0xdb8, ..] | [0x2002, ..] | [0x3fff, 0..=0xfff, ..] => Some(RESERVED),
        [0x2000..=0x3fff, ..] => None,
        _ => Some(RESERVED),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_public_internet_pass() {
        let cases = [
            ("8.8.8.8", None),
            ("172.15.0.1", None),
            ("172.32.0.1", None),
            ("100.63.255.255", None),
            ("100.128.0.1", None),
            ("198.17.0.1", None),
            ("223.255.255.255", None),
            ("2606:4700::1111", None),
            ("64:ff9b::808:808", None),
            ("127.0.0.1", Some(LOOPBACK)),
            ("127.255.255.254", Some(LOOPBACK)),
            ("::1", Some(LOOPBACK)),
            ("10.1.2.3", Some(PRIVATE)),
            ("172.16.0.1", Some(PRIVATE)),
            ("172.31.255.255", Some(PRIVATE)),
            ("192.168.1.1", Some(PRIVATE)),
            ("fc00::1", Some(PRIVATE)),
            ("fd12:3456::1", Some(PRIVATE)),
            ("169.254.169.254", Some(LINK_LOCAL)),
            ("fe80::1", Some(LINK_LOCAL)),
            ("100.64.0.1", Some(CARRIER)),
            ("100.127.255.255", Some(CARRIER)),
            ("0.0.0.0", Some(RESERVED)),
            ("192.0.2.1", Some(RESERVED)),
            ("198.18.0.1", Some(RESERVED)),
            ("203.0.113.9", Some(RESERVED)),
            ("224.0.0.1", Some(RESERVED)),
            ("255.255.255.255", Some(RESERVED)),
            ("::", Some(RESERVED)),
            ("::8.8.8.8", Some(RESERVED)),
            ("::ffff:8.8.8.8", Some(MAPPED)),
            ("::ffff:127.0.0.1", Some(MAPPED)),
            ("64:ff9b::a00:1", Some(PRIVATE)),
            ("64:ff9b:1::1", Some(RESERVED)),
            ("2001::1", Some(RESERVED)),
            ("2001:db8::1", Some(RESERVED)),
            ("2002:7f00:1::1", Some(RESERVED)),
            ("fec0::1", Some(RESERVED)),
            ("ff02::1", Some(RESERVED)),
        ];
        for (address, reason) in cases {
            assert_eq!(why_not_public(address.parse().unwrap()), reason, "{address}");
        }
    }
}
