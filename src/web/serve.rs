//! How are connections accepted, bounded in time, and ended when the program stops?
//!
//! axum's own `serve` sets no timer, so a client that sends half a header would hold its connection, and a shutdown,
//! for ever. Here hyper gets one, and whoever is not finished in time after the stop is cut off.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt;
use tracing::{debug, info, warn};

use super::client::Peer;
use super::router;
use crate::app::App;

/// A client must have sent its header within this time; an idle connection is closed after it.
const HEADER_TIME: Duration = Duration::from_secs(30);
/// Requests under way may take this long after the stop.
const FAREWELL: Duration = Duration::from_secs(5);
/// Pause after a failed accept: out of file handles, most likely, and some come back.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
/// Longest header a client may send, in bytes.
const HEADER_BYTES: usize = 32 * 1024;

/// Serves until `stop` completes: then no more connections are accepted, requests under way are finished, and it
/// returns within 5 seconds.
///
/// # Errors
/// None today; the caller treats one as the end of the program.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> anyhow::Result<()> {
    let router = router(app);
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let (stream, peer) = match accepted {
            Ok(connection) => connection,
            Err(error) => {
                warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        // Small answers leave at once.
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(Peer(peer.ip()));
            let router = router.clone();
            async move { answer(router, request).await }
        });
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADER_TIME)
            .max_buf_size(HEADER_BYTES)
            .keep_alive(true)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    info!(
        open = graceful.count(),
        "stopping: finishing the requests under way"
    );
    if tokio::time::timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        warn!("some connections were still open and have been cut off");
    }
    Ok(())
}

async fn answer(router: axum::Router, request: Request<Incoming>) -> Result<Response, Infallible> {
    router.oneshot(request.map(axum::body::Body::new)).await
}
