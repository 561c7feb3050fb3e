//! Why did a read of Twilio bring nothing, and what does the operator do about it?
//!
//! A refusal is told from a way that does not lead to Twilio: the first is about the credential, the second never.

use twilio_messaging::{ApiError, Error, NetworkKind, TimeoutPhase, TlsFault};

use crate::wire::{ErrorCode, TwilioAnswer, WireError};

/// Why a read brought nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ReadFault {
    /// Twilio answered with an error status: with a code of its own, or one that says the same whoever answers (429,
    /// 5xx).
    Answered(TwilioAnswer),
    /// No usable answer came.
    Unreached { message: String, hint: String },
}

impl ReadFault {
    /// The answer, if it says that this credential may not do this: wrong, of another region, or without the right.
    /// Only Twilio can say so, which its code shows: a proxy answers 403 as well.
    pub(crate) fn refusal(&self) -> Option<&TwilioAnswer> {
        match self {
            Self::Answered(answer) if answer.code.is_some() && matches!(answer.status, 401 | 403 | 404) => {
                Some(answer)
            }
            _ => None,
        }
    }

    /// Whether Twilio refused because the account is suspended or closed; its answer does not say which.
    pub(crate) fn is_out_of_use(&self) -> bool {
        matches!(self.refusal(), Some(TwilioAnswer { code: Some(20403 | 20005), .. }))
    }

    /// What happened, and what to do next.
    pub(crate) fn in_words(&self) -> (String, String) {
        match self {
            Self::Unreached { message, hint } => (message.clone(), hint.clone()),
            Self::Answered(answer) if answer.status == 429 => (
                "Twilio asks to slow down (HTTP 429).".to_owned(),
                "Wait a minute, then try again. Another program may be using the same account.".to_owned(),
            ),
            Self::Answered(answer) if answer.status >= 500 => (
                format!("Twilio has a fault of its own (HTTP {}).", answer.status),
                "Try again later. status.twilio.com says what Twilio knows of it.".to_owned(),
            ),
            Self::Answered(answer) => match answer.code {
                Some(code) => (
                    format!("Twilio answered with error {code} (HTTP {}).", answer.status),
                    format!("Twilio's page on it: https://www.twilio.com/docs/api/errors/{code}"),
                ),
                None => not_twilios(answer.status),
            },
        }
    }
}

impl From<&ApiError> for TwilioAnswer {
    fn from(error: &ApiError) -> Self {
        Self {
            status: error.status,
            code: error.code,
            message: error.message.clone(),
            request_id: error.request_id.clone(),
        }
    }
}

impl From<&Error> for ReadFault {
    fn from(error: &Error) -> Self {
        let (message, hint) = match error {
            Error::Api(error) if error.code.is_none() && error.status != 429 && error.status < 500 => {
                let (message, hint) = not_twilios(error.status);
                return Self::Unreached { message, hint };
            }
            Error::Api(error) => return Self::Answered(error.into()),
            Error::Network(fault) => unreached(&fault.kind),
            Error::Timeout(phase) => timed_out(*phase),
            Error::Unreadable { status, .. } => {
                let (message, hint) = not_twilios(*status);
                return Self::Unreached { message, hint };
            }
            Error::Redirected { .. } => {
                ("The answer points to another address; it was not followed.".to_owned(), IN_ITS_PLACE)
            }
            Error::NotInRegion { product, region } => {
                let message = format!(
                    "{} is not available in Twilio's region {region}: Twilio documents no host of it there.",
                    product.name()
                );
                return Self::Unreached { message, hint: "Nothing was asked.".to_owned() };
            }
            Error::InvalidSetting(reason) => {
                (format!("Twilio cannot be asked from this machine: {reason}."), "The log has the causes.")
            }
            other => (
                format!("The answer could not be used: {other}."),
                "Try again. If it stays, something between this machine and Twilio changes the answers.",
            ),
        };
        Self::Unreached { message, hint: hint.to_owned() }
    }
}

impl From<ReadFault> for WireError {
    /// A refusal keeps Twilio's own words; all else may be tried again.
    fn from(fault: ReadFault) -> Self {
        let (message, hint) = fault.in_words();
        let code = if fault.refusal().is_some() { ErrorCode::Twilio } else { ErrorCode::Network };
        let twilio = match fault {
            ReadFault::Answered(answer) => Some(answer),
            ReadFault::Unreached { .. } => None,
        };
        Self { twilio: twilio.map(Box::new), ..Self::new(code, message).with_hint(hint) }
    }
}

const IN_ITS_PLACE: &str = "A proxy or a sign-in page of the network may have answered in Twilio's place. Open any \
                            page in the browser, then try again.";

/// An answer without a code of Twilio's, or without anything of Twilio's.
fn not_twilios(status: u16) -> (String, String) {
    (format!("Something answered (HTTP {status}), but not in Twilio's form."), IN_ITS_PLACE.to_owned())
}

fn unreached(kind: &NetworkKind) -> (String, &'static str) {
    let (message, hint) = match kind {
        NetworkKind::NameNotResolved => (
            "Twilio's host name could not be resolved.",
            "Check that this machine is connected to a network, and that its name server or VPN works.",
        ),
        NetworkKind::ConnectionRefused => (
            "The connection was refused: nothing answers at that address.",
            "A firewall may block HTTPS to Twilio, or a proxy that this system names is not running.",
        ),
        NetworkKind::Unreachable => (
            "Twilio cannot be reached from this network.",
            "Check the network connection, the VPN and the firewall.",
        ),
        NetworkKind::Tls(TlsFault::UntrustedIssuer) => (
            "The connection is not secure: the certificate comes from an issuer that this machine does not trust.",
            "A proxy that opens TLS to inspect it is the usual cause. Ask whoever runs the network to install its \
             certificate authority on this machine. Nothing was sent to it.",
        ),
        NetworkKind::Tls(TlsFault::WrongName) => (
            "The connection is not secure: the certificate is made out to another host.",
            "A sign-in page of the network or a name server may be leading elsewhere. Nothing was sent to it.",
        ),
        NetworkKind::Tls(TlsFault::Expired) => (
            "The connection is not secure: the certificate is not valid at this time.",
            "Check this machine's date and time. Nothing was sent.",
        ),
        NetworkKind::Tls(other) => {
            return (
                format!("No secure connection to Twilio could be made: {other}."),
                "A firewall or proxy may interfere. Nothing was sent.",
            );
        }
        NetworkKind::ProxyAuthentication => (
            "The proxy asks for a user name and password.",
            "Put them into the system's proxy settings, or into HTTPS_PROXY (http://user:password@host:port), and \
             start Senderdesk again.",
        ),
        NetworkKind::Proxy => (
            "The proxy did not open the connection to Twilio.",
            "Check the system's proxy settings and HTTPS_PROXY, or ask whoever runs the proxy to allow twilio.com.",
        ),
        NetworkKind::ConnectionLost => (
            "The connection was lost before the answer was complete.",
            "Try again. If it stays, a firewall or proxy may be cutting connections.",
        ),
        _ => ("Twilio could not be asked.", "Check the network connection, then try again."),
    };
    (message.to_owned(), hint)
}

fn timed_out(phase: TimeoutPhase) -> (String, &'static str) {
    let message = match phase {
        TimeoutPhase::Connect => "No connection to Twilio was made within the time limit.",
        TimeoutPhase::Answer => "Twilio did not answer within the time limit.",
        TimeoutPhase::Body => "Twilio's answer did not arrive completely within the time limit.",
    };
    let hint = match phase {
        TimeoutPhase::Connect => "A firewall may be dropping the connection. Check the network and the VPN.",
        TimeoutPhase::Answer | TimeoutPhase::Body => {
            "Try again; the network or Twilio is slow at the moment."
        }
    };
    (message.to_owned(), hint)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_network_fault_has_words_and_a_remedy_of_its_own() {
        let kinds = [
            NetworkKind::NameNotResolved,
            NetworkKind::ConnectionRefused,
            NetworkKind::Unreachable,
            NetworkKind::Tls(TlsFault::UntrustedIssuer),
            NetworkKind::Tls(TlsFault::WrongName),
            NetworkKind::Tls(TlsFault::Expired),
            NetworkKind::Tls(TlsFault::Other("bad record".into())),
            NetworkKind::ProxyAuthentication,
            NetworkKind::Proxy,
            NetworkKind::ConnectionLost,
            NetworkKind::Other,
        ];
        let words: HashSet<_> = kinds.iter().map(unreached).collect();
        assert_eq!(words.len(), kinds.len());
        let phases = [TimeoutPhase::Connect, TimeoutPhase::Answer, TimeoutPhase::Body];
        assert_eq!(phases.map(|phase| timed_out(phase).0).into_iter().collect::<HashSet<_>>().len(), 3);
    }

    #[test]
    fn only_a_refusal_is_about_the_credential() {
        let answered = |status, code| {
            let (message, more_info, request_id, retry_after) = Default::default();
            let error = ApiError { status, code, message, more_info, request_id, retry_after };
            WireError::from(ReadFault::from(&Error::Api(error))).code
        };
        for status in [401, 403, 404] {
            assert_eq!(answered(status, Some(20003)), ErrorCode::Twilio, "{status}");
        }
        for (status, code) in
            [(401, None), (403, None), (404, None), (407, None), (503, None), (429, Some(20429))]
        {
            assert_eq!(answered(status, code), ErrorCode::Network, "{status}");
        }
        let html = ReadFault::from(&Error::Unreadable { status: 200, excerpt: "<html>".into() });
        assert_eq!(WireError::from(html).code, ErrorCode::Network);
    }
}
