//! Is the way to Twilio secure, and are its faults named?
//!
//! Twilio's own host name is fixed to a server on loopback. Trust store and proxy come from the environment, which is
//! read once for a process: each case runs the test at the end of this file as a child of its own.

use std::path::Path;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::process::Command;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::{self, ServerConfig, pki_types::PrivateKeyDer};
use twilio_messaging::{Client, Error, Limits, Transport};

use crate::support::{BALANCE, Reply, Scripted, credential};

const HOST: &str = "api.twilio.com";
const SERVER: &str = "CHILD_TLS_SERVER";

struct Authority {
    issuer: CertifiedIssuer<'static, KeyPair>,
    folder: tempfile::TempDir,
}

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let issuer = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("trusted.pem"), issuer.pem()).unwrap();
        Self { issuer, folder }
    }

    fn trusted(&self) -> std::path::PathBuf {
        self.folder.path().join("trusted.pem")
    }

    fn acceptor(&self, change: impl FnOnce(&mut CertificateParams)) -> TlsAcceptor {
        let mut params = CertificateParams::new(vec![HOST.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.issuer).unwrap();
        let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

async fn server(acceptor: TlsAcceptor) -> Scripted {
    Scripted::start_tls(vec![Reply::json("200 OK", BALANCE)], acceptor).await
}

/// What a child makes of `server` when it trusts what `trusted` holds.
async fn told_by_child(server: &Scripted, trusted: &Path, proxy: Option<&str>) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args(["--exact", "tls::asks_twilio_as_the_environment_says", "--ignored", "--nocapture"])
        .env(SERVER, server.address().to_string())
        .env("SSL_CERT_FILE", trusted)
        .kill_on_drop(true);
    for name in
        ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_DIR"]
    {
        child.env_remove(name);
    }
    if let Some(proxy) = proxy {
        child.env("HTTPS_PROXY", proxy);
    }
    let output = String::from_utf8(child.output().await.unwrap().stdout).unwrap();
    let told = output.lines().find_map(|line| line.split_once("outcome: "));
    told.unwrap_or_else(|| panic!("the child said nothing: {output}")).1.to_owned()
}

#[tokio::test]
async fn a_certificate_of_an_issuer_in_the_trust_store_is_accepted() {
    let authority = Authority::new("Test authority");
    let server = server(authority.acceptor(|_| {})).await;
    assert_eq!(told_by_child(&server, &authority.trusted(), None).await, "41.20");
}

#[tokio::test]
async fn an_issuer_that_nobody_trusts_is_named() {
    let server = server(Authority::new("Inspecting proxy").acceptor(|_| {})).await;
    for name in ["Somebody else", "Inspecting proxy"] {
        let other = Authority::new(name);
        assert_eq!(told_by_child(&server, &other.trusted(), None).await, "Tls(UntrustedIssuer)", "{name}");
    }
}

#[tokio::test]
async fn a_certificate_of_another_host_is_named() {
    let authority = Authority::new("Test authority");
    let other_host = |params: &mut CertificateParams| {
        params.subject_alt_names =
            CertificateParams::new(vec!["example.test".to_owned()]).unwrap().subject_alt_names;
    };
    let server = server(authority.acceptor(other_host)).await;
    assert_eq!(told_by_child(&server, &authority.trusted(), None).await, "Tls(WrongName)");
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn an_expired_certificate_is_named() {
    let authority = Authority::new("Test authority");
    let expired = |params: &mut CertificateParams| params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    let server = server(authority.acceptor(expired)).await;
    assert_eq!(told_by_child(&server, &authority.trusted(), None).await, "Tls(Expired)");
}

#[tokio::test]
async fn a_machine_without_trusted_certificates_is_told_so() {
    let authority = Authority::new("Test authority");
    let server = server(authority.acceptor(|_| {})).await;
    let empty = authority.folder.path().join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    let told = told_by_child(&server, &empty, None).await;
    assert!(told.starts_with("no transport: this machine's list of trusted certificates"), "{told}");
}

#[tokio::test]
async fn a_proxy_of_the_environment_that_asks_for_a_password_is_named() {
    let authority = Authority::new("Test authority");
    let server = server(authority.acceptor(|_| {})).await;
    let proxy = Scripted::start(vec![Reply::with(
        "407 Proxy Authentication Required",
        "Proxy-Authenticate: Basic realm=\"x\"\r\n",
        "",
    )])
    .await;
    let told = told_by_child(&server, &authority.trusted(), Some(&proxy.url())).await;
    assert_eq!(told, "ProxyAuthentication");
    assert!(proxy.requests()[0].starts_with("CONNECT api.twilio.com:443 HTTP/1.1"));
    assert!(
        !proxy.requests()[0].to_lowercase().contains("\r\nauthorization"),
        "credentials are for Twilio alone"
    );
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_proxy_that_does_not_connect_is_named() {
    let authority = Authority::new("Test authority");
    let server = server(authority.acceptor(|_| {})).await;
    let refusing = Scripted::start(vec![Reply::with("403 Forbidden", "", "")]).await;
    for proxy in [refusing.url(), crate::support::vacated_address()] {
        assert_eq!(told_by_child(&server, &authority.trusted(), Some(&proxy)).await, "Proxy");
    }
}

#[tokio::test]
#[ignore = "runs as the child of the tests above"]
async fn asks_twilio_as_the_environment_says() {
    let server = std::env::var(SERVER).unwrap().parse().unwrap();
    let transport = match Transport::twilio_builder().pin(HOST, vec![server]).build() {
        Ok(transport) => transport,
        Err(error) => return println!("outcome: no transport: {error}"),
    };
    let client = Client::builder(credential())
        .transport(transport)
        .limits(Limits { attempts: 1, ..Limits::default() })
        .build()
        .unwrap();
    match client.balance().await {
        Ok(balance) => println!("outcome: {}", balance.amount),
        Err(Error::Network(fault)) => {
            assert!(fault.while_connecting);
            println!("outcome: {:?}", fault.kind);
        }
        Err(other) => println!("outcome: {other:?}"),
    }
}
