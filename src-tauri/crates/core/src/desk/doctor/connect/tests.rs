//! Hosts on loopback that keep every byte that they get.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;

use super::*;
use crate::doctor::reach::{self, targets};
use crate::wire::{At, FindingLevel};

fn ring() -> Arc<rustls::crypto::CryptoProvider> {
    Arc::new(rustls::crypto::ring::default_provider())
}

/// A host with a certificate for this name; what it gets behind TLS, and the authority that its certificate is from.
async fn host(name: &str) -> (u16, JoinHandle<Vec<u8>>, CertificateDer<'static>) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
    let config = rustls::ServerConfig::builder_with_provider(ring())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let told = tokio::spawn(async move {
        let mut got = Vec::new();
        let (connection, _) = listener.accept().await.unwrap();
        if let Ok(mut stream) = acceptor.accept(connection).await {
            // It ends without a farewell, which is an error of the reading.
            let _ = stream.read_to_end(&mut got).await;
        }
        got
    });
    (port, told, authority.der().clone())
}

fn trusting(authority: Option<CertificateDer<'static>>) -> Trust {
    let mut roots = rustls::RootCertStore::empty();
    roots.add_parsable_certificates(authority);
    let config = rustls::ClientConfig::builder_with_provider(ring())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

fn target(url: &str) -> Target {
    targets([("MO callback", url.to_owned())]).0.remove(0)
}

fn says(target: &Target, reached: &Reached) -> Vec<(String, FindingLevel)> {
    let found = reach::judge(target, reached, At(jiff::Timestamp::UNIX_EPOCH));
    found.into_iter().map(|one| (one.finding.id, one.finding.level)).collect()
}

#[tokio::test]
async fn a_handshake_is_made_and_not_one_byte_of_http_is_written() {
    let (port, told, authority) = host("127.0.0.1").await;
    let target = target(&format!("https://127.0.0.1:{port}/mo?key=s3cret"));
    let reached = look(&target, &trusting(Some(authority)), true).await;
    assert_eq!(reached, Reached::Connected { addresses: 1 });
    assert_eq!(told.await.unwrap(), b"", "nothing was sent behind TLS");
    assert_eq!(
        says(&target, &reached),
        [
            (format!("reachability.name.127.0.0.1:{port}"), FindingLevel::Ok),
            (format!("reachability.tls.127.0.0.1:{port}"), FindingLevel::Ok)
        ]
    );
}

#[tokio::test]
async fn in_clear_nothing_but_a_handshake_is_written_and_none_where_no_tls_is_asked_for() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let told = tokio::spawn(async move {
        let (mut connection, _) = listener.accept().await.unwrap();
        let first = connection.read_u8().await.unwrap();
        drop(connection);
        (first, listener)
    });
    let reached = look(&target(&format!("https://127.0.0.1:{port}/mo")), &trusting(None), true).await;
    assert!(matches!(reached, Reached::Untrusted { fault: TlsFault::Other(_), .. }), "{reached:?}");
    let (first, listener) = told.await.unwrap();
    assert_eq!(first, 0x16, "a record of the handshake");

    let plain = target(&format!("http://127.0.0.1:{port}/mo"));
    let reached = look(&plain, &trusting(None), true).await;
    assert_eq!(reached, Reached::Connected { addresses: 1 });
    assert_eq!(says(&plain, &reached)[1].1, FindingLevel::Warning);
    let waiting =
        std::future::poll_fn(|context| std::task::Poll::Ready(listener.poll_accept(context).is_pending()));
    assert!(waiting.await, "no connection came");
}

#[tokio::test]
async fn what_is_wrong_with_a_certificate_is_named() {
    let (port, _told, _) = host("127.0.0.1").await;
    let there = target(&format!("https://127.0.0.1:{port}/"));
    let untrusted = look(&there, &trusting(None), true).await;
    assert_eq!(untrusted, Reached::Untrusted { addresses: 1, fault: TlsFault::UntrustedIssuer });
    assert_eq!(says(&there, &untrusted)[1].1, FindingLevel::Warning);

    let (port, _told, authority) = host("other.example.test").await;
    let there = target(&format!("https://127.0.0.1:{port}/"));
    let misnamed = look(&there, &trusting(Some(authority)), true).await;
    assert_eq!(misnamed, Reached::Untrusted { addresses: 1, fault: TlsFault::WrongName });
    assert_eq!(says(&there, &misnamed)[1].1, FindingLevel::Problem);
}

#[tokio::test]
async fn a_closed_port_resolves_and_takes_no_connection() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let reached = look(&target(&format!("https://127.0.0.1:{port}/")), &trusting(None), true).await;
    assert_eq!(reached, Reached::NotConnected { addresses: 1, why: "The connection was refused." });
}

#[tokio::test]
async fn for_a_real_account_a_private_address_is_not_connected_to() {
    let (port, told, authority) = host("127.0.0.1").await;
    let there = target(&format!("https://127.0.0.1:{port}/"));
    let reached = look(&there, &trusting(Some(authority)), false).await;
    assert_eq!(reached, Reached::Private("this machine itself"));
    assert_eq!(says(&there, &reached)[0].1, FindingLevel::Problem);
    assert!(!told.is_finished(), "no connection came");
    told.abort();
}

#[test]
fn a_host_is_looked_at_once_however_many_urls_name_it() {
    let urls = [
        ("MO callback", "https://API-01.moengage.com/a".to_owned()),
        ("delivery callback", "https://api-01.moengage.com:443/b?token=x".to_owned()),
        ("MO callback", "not a URL".to_owned()),
        ("MO callback", "https://[::1]:8443/".to_owned()),
    ];
    let (targets, left_out) = targets(urls);
    let hosts: Vec<_> = targets.iter().map(|one| (one.host.as_str(), one.port, one.is_loopback)).collect();
    assert_eq!(hosts, [("::1", 8443, true), ("api-01.moengage.com", 443, false)]);
    assert_eq!(left_out, 0);
    let said = reach::judge(&targets[1], &Reached::NoName, At(jiff::Timestamp::UNIX_EPOCH)).remove(0);
    assert_eq!(said.finding.level, FindingLevel::Warning);
    assert!(said.finding.evidence.contains("MO callback, delivery callback"), "{}", said.finding.evidence);
}
