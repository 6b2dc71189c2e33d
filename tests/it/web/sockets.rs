//! Does the loop that accepts connections keep its limits, and end when told to?

use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use super::office;

async fn talk(address: std::net::SocketAddr, text: &str) -> String {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.write_all(text.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut answer)).await;
    read.expect("the connection is closed").expect("read");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn strange_requests_are_refused_and_stopping_is_quick() {
    let (_db, office) = office().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (stop, stopped) = oneshot::channel::<()>();
    let server = tokio::spawn(passgenau::web::serve(office.app.clone(), listener, async {
        stopped.await.ok();
    }));

    let good = talk(
        address,
        "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert!(good.starts_with("HTTP/1.1 200"), "{good}");
    let header = format!(
        "GET / HTTP/1.1\r\nHost: x\r\nX-Long: {}\r\n\r\n",
        "a".repeat(65_536)
    );
    for (name, request) in [
        ("no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"),
        (
            "two hosts",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        ),
        (
            "another host",
            "GET http://evil.example/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        ),
        (
            "two lengths",
            "POST /login HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab",
        ),
        (
            "bad chunk",
            "POST /login HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n",
        ),
        (
            "a length and chunks",
            "POST /login HTTP/1.1\r\nHost: a\r\nOrigin: http://127.0.0.1:8080\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n",
        ),
        (
            "trace",
            "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        ),
        ("long header", header.as_str()),
    ] {
        let answer = talk(address, request).await;
        let status = answer.split(' ').nth(1).unwrap_or_default().to_owned();
        assert!(
            ["400", "405", "431"].contains(&status.as_str()),
            "{name}: {answer}"
        );
    }

    // An idle connection does not hold the end up.
    let idle = TcpStream::connect(address).await.expect("connected");
    let begun = Instant::now();
    stop.send(()).expect("running");
    server.await.expect("no panic").expect("a clean end");
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody listens any more"
    );
    drop(idle);
}
