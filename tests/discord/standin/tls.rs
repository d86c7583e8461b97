//! The stand-in as discord.com itself: the way without a proxy, where serenity's rate limiter works.

use super::{Mood, StandIn};
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

impl StandIn {
    /// Starts one that is reached over TLS, and a client that takes it for discord.com.
    pub async fn as_discord_com(mood: Mood) -> (Self, reqwest::Client) {
        // Made anew each time; nothing but the client trusts it.
        let made = rcgen::generate_simple_self_signed(["discord.com".to_owned()]).unwrap();
        let key = PrivateKeyDer::Pkcs8(made.key_pair.serialize_der().into());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        let standin = Self::listen(mood, Some(TlsAcceptor::from(Arc::new(config)))).await;
        let client = reqwest::Client::builder()
            .resolve("discord.com", standin.rest)
            .add_root_certificate(reqwest::Certificate::from_der(made.cert.der()).unwrap())
            .build()
            .unwrap();
        (standin, client)
    }
}
