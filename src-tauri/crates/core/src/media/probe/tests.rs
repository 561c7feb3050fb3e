//! A host on loopback, over TLS, that answers as it is told and keeps what it was asked.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio_rustls::TlsAcceptor;

use super::*;

const HOST: &str = "cdn.example.test";

/// A certificate for the host, and the authority that it is from.
fn certified() -> (TlsAcceptor, CertificateDer<'static>) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec![HOST.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(ring())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    (TlsAcceptor::from(Arc::new(config)), authority.der().clone())
}

fn ring() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

fn trusting(authority: Option<CertificateDer<'static>>) -> rustls::ClientConfig {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(authority);
    rustls::ClientConfig::builder_with_provider(ring())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

/// What the check makes of a host that gives this answer (nothing at all: it goes on thinking), and what the host was
/// asked.
struct Asked {
    check: MediaCheck,
    request: String,
}

async fn asked(answer: &'static str) -> Asked {
    let (acceptor, authority) = certified();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (tell, request) = oneshot::channel();
    let host = tokio::spawn(async move {
        let mut stream = acceptor.accept(listener.accept().await.unwrap().0).await.unwrap();
        let mut request = Vec::new();
        while !request.ends_with(b"\r\n\r\n") {
            request.push(stream.read_u8().await.unwrap());
        }
        tell.send(String::from_utf8(request).unwrap()).unwrap();
        if answer.is_empty() {
            std::future::pending::<()>().await;
        }
        stream.write_all(answer.as_bytes()).await.unwrap();
        stream.shutdown().await.unwrap();
        assert!(listener.accept().await.is_err(), "nothing else is asked");
    });
    let url = Url::parse(&format!("https://{HOST}:{}/a.png?key=1", address.port())).unwrap();
    let limit = if answer.is_empty() { Duration::from_millis(300) } else { LIMIT };
    let check = within(limit, &url, ask(&url, &[address], trusting(Some(authority)))).await;
    host.abort();
    if let Err(ended) = host.await {
        assert!(ended.is_cancelled(), "{ended}");
    }
    Asked { check, request: request.await.unwrap() }
}

#[tokio::test]
async fn type_and_size_are_read_from_the_headers_alone() {
    let found =
        asked("HTTP/1.1 200 OK\r\nContent-Type: Image/PNG; q=1\r\nContent-Length: 4200\r\n\r\n").await;
    assert_eq!(found.check.level, FindingLevel::Ok, "{:?}", found.check);
    assert_eq!(found.check.content_type.as_deref(), Some("image/png"));
    assert_eq!(found.check.bytes.as_deref(), Some("4200"));
}

#[tokio::test]
async fn the_request_is_a_head_that_tells_nothing_of_the_operator() {
    let request = asked("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n").await.request.to_lowercase();
    assert!(request.starts_with("head /a.png?key=1 http/1.1\r\n"), "{request}");
    for header in ["authorization", "cookie", "proxy-", "referer", "origin"] {
        assert!(!request.contains(&format!("\r\n{header}")), "{request}");
    }
}

#[tokio::test]
async fn a_redirect_is_told_and_not_followed() {
    let found =
        asked("HTTP/1.1 302 Found\r\nLocation: /b.png?token=s3cret\r\nContent-Length: 0\r\n\r\n").await;
    assert_eq!(found.check.level, FindingLevel::Warning);
    assert!(found.check.says.contains("redirects to cdn.example.test"), "{}", found.check.says);
    assert!(!found.check.says.contains("s3cret"));
}

#[tokio::test]
async fn a_host_that_leaves_out_the_size_or_writes_nonsense_is_not_checkable() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nConnection: close\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n",
        "220 smtp.example.test ESMTP\r\n\r\n",
    ] {
        let check = asked(answer).await.check;
        assert_eq!((check.level, &check.bytes), (FindingLevel::NotCheckable, &None), "{answer}");
    }
}

#[tokio::test]
async fn a_host_that_does_not_answer_in_time_is_given_up() {
    let check = asked("").await.check;
    assert_eq!(check.level, FindingLevel::NotCheckable);
    assert!(check.says.contains("no answer within") && check.says.contains("proxy"), "{}", check.says);
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_ends_it() {
    let (acceptor, _) = certified();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let host = async { acceptor.accept(listener.accept().await.unwrap().0).await };
    let url = Url::parse(&format!("https://{HOST}:{}/a.png", address.port())).unwrap();
    let addresses = [address];
    let (check, refused) = tokio::join!(ask(&url, &addresses, trusting(None)), host);
    assert!(refused.is_err(), "no request was sent");
    assert_eq!(check.level, FindingLevel::NotCheckable);
    assert!(check.says.contains("certificate"), "{}", check.says);
}

#[test]
fn a_proxy_of_the_environment_is_not_used() {
    // The environment is read once for a process. Nobody listens at that address: a request by it would fail.
    let mut child = std::process::Command::new(std::env::current_exe().unwrap());
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        child.env(name, "http://127.0.0.1:1");
    }
    child.env_remove("NO_PROXY").env_remove("no_proxy");
    let test = "media::probe::tests::type_and_size_are_read_from_the_headers_alone";
    let output = child.args(["--exact", test]).output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("1 passed"), "{told}");
}

#[tokio::test]
async fn a_name_is_judged_by_where_it_leads() {
    // A name that `link` lets pass, as it would any; here it leads to this machine.
    let url = Url::parse("https://localhost/a.png").unwrap();
    let (level, reason) = public_addresses(&url).await.unwrap_err();
    assert_eq!(level, FindingLevel::Problem);
    assert!(reason.contains("this machine itself"), "{reason}");
}

#[tokio::test]
async fn public_addresses_pass_as_they_are_written() {
    for (text, address) in
        [("https://8.8.8.8/a", "8.8.8.8:443"), ("https://[2606:4700::1111]:8443/a", "[2606:4700::1111]:8443")]
    {
        let addresses = public_addresses(&Url::parse(text).unwrap()).await.unwrap();
        assert_eq!(addresses, [address.parse().unwrap()]);
    }
}
