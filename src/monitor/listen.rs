//! The HTTP server: one request a connection, few connections, short times. For a machine of one's own, or a network that
//! is trusted: it asks nobody who they are.

use super::page::page;
use super::{Figures, Vitals};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

/// Connections at once; others wait in the system's queue.
const CONNECTIONS: usize = 16;
/// How long somebody may take to say what they want.
const REQUEST: Duration = Duration::from_secs(3);
/// How long a connection may last in all.
const CONNECTION: Duration = Duration::from_secs(10);
/// The longest request, in bytes.
const LONGEST: usize = 8 * 1024;
/// A pause after the system gave no connection, so that nothing spins.
const PAUSE: Duration = Duration::from_millis(200);

/// Why the address cannot be used. The first line says what happened, the next what to do.
#[derive(Debug, thiserror::Error)]
#[error("health and metrics cannot be shown at \"{address}\" (WHITEHALL_LISTEN): {source}\n{}", advice(source))]
pub struct ListenError {
    address: String,
    source: io::Error,
}

fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => "another program has this port, perhaps another whitehall: set another one",
        io::ErrorKind::PermissionDenied => "ports below 1024 are for the system: set a higher one",
        io::ErrorKind::AddrNotAvailable => {
            "this machine has no such address: set one that it has, such as 127.0.0.1:9090"
        }
        _ => "set it to an address and a port, such as 127.0.0.1:9090, or remove it",
    }
}

/// A port that is taken.
#[derive(Debug)]
pub struct Listener {
    listener: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Takes the port of an address such as `127.0.0.1:9090` or `localhost:9090`.
    ///
    /// # Errors
    /// [`ListenError`] if it is none, or cannot be had.
    pub async fn bind(address: &str) -> Result<Self, ListenError> {
        let failed = |source| ListenError { address: address.to_owned(), source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let local = listener.local_addr().map_err(failed)?;
        Ok(Self { listener, address: local })
    }

    /// The address with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Shows the figures for ever. `vitals` is asked for each request.
    pub async fn run(self, figures: Arc<Figures>, vitals: impl Fn() -> Vitals + Clone + Send + Sync + 'static) {
        let slots = Arc::new(Semaphore::new(CONNECTIONS));
        // It is never closed.
        while let Ok(slot) = Arc::clone(&slots).acquire_owned().await {
            let stream = match self.listener.accept().await {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::debug!(%error, "a connection for health and metrics could not be taken");
                    sleep(PAUSE).await;
                    continue;
                }
            };
            let (figures, vitals) = (Arc::clone(&figures), vitals.clone());
            tokio::spawn(async move {
                let _slot = slot;
                // Whoever takes too long, or says what is no HTTP, is left alone with it.
                let _ = timeout(CONNECTION, talk(stream, figures, vitals)).await;
            });
        }
    }
}

async fn talk(stream: TcpStream, figures: Arc<Figures>, vitals: impl Fn() -> Vitals) -> hyper::Result<()> {
    let service = service_fn(|request: Request<Incoming>| {
        let (figures, vitals) = (Arc::clone(&figures), vitals());
        async move { Ok::<_, Infallible>(answer(&request, &figures, &vitals)) }
    });
    http1::Builder::new()
        .keep_alive(false)
        .max_buf_size(LONGEST)
        .timer(TokioTimer::new())
        .header_read_timeout(REQUEST)
        .serve_connection(TokioIo::new(stream), service)
        .await
}

fn answer(request: &Request<Incoming>, figures: &Figures, vitals: &Vitals) -> Response<Full<Bytes>> {
    let page = page(request.method(), request.uri().path(), figures, vitals);
    let mut response = Response::new(Full::new(Bytes::from(page.text)));
    *response.status_mut() = page.status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(page.kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if page.status == StatusCode::METHOD_NOT_ALLOWED {
        headers.insert(ALLOW, HeaderValue::from_static("GET"));
    }
    response
}
