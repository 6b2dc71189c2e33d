//! From which address does a request come? Forwarding headers count only when they come from a trusted proxy.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::Web;
use crate::config::Network;

/// The other end of the connection; put into every request by the connection loop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub(super) IpAddr);

/// The address of the client: the right-most one in `X-Forwarded-For` that is no trusted proxy, if the peer is one.
pub(super) fn address(parts: &Parts, trusted: &[Network]) -> String {
    let Some(Peer(peer)) = parts.extensions.get::<Peer>().copied() else {
        return "unknown".to_owned();
    };
    let proxy = |ip: IpAddr| trusted.iter().any(|network| network.contains(ip));
    let forwarded = parts
        .headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|line| line.to_str().ok());
    let chain: Vec<IpAddr> = forwarded
        .flat_map(|line| line.split(','))
        .filter_map(|ip| ip.trim().parse().ok())
        .collect();
    let mut client = peer;
    for ip in chain.into_iter().rev() {
        if !proxy(client) {
            break;
        }
        client = ip;
    }
    client.to_string()
}

/// The address a request comes from, for what counts by it.
pub(super) struct Place(pub(super) String);

impl FromRequestParts<Web> for Place {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Self::Rejection> {
        Ok(Self(address(parts, &web.app.config.trusted_proxies)))
    }
}

/// Browser and system in two words, from a header that says much more ("Firefox, Windows"); empty when unknown.
pub(super) fn agent(parts: &Parts) -> String {
    let text = parts.headers.get("user-agent").and_then(|v| v.to_str().ok());
    let text = text.unwrap_or_default();
    let named = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(sign, _)| text.contains(sign));
        found.map(|(_, name)| *name)
    };
    // Those that also call themselves something else come first.
    let browser = named(&[
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    ]);
    let system = named(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS", "Mac"),
        ("Linux", "Linux"),
    ]);
    [browser, system]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, forwarded: &str) -> String {
        let request = axum::http::Request::builder()
            .header("x-forwarded-for", forwarded)
            .body(())
            .unwrap();
        let (mut parts, ()) = request.into_parts();
        parts.extensions.insert(Peer(peer.parse().unwrap()));
        address(&parts, &[Network::parse("10.0.0.0/8").unwrap()])
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(client("203.0.113.9", "1.2.3.4"), "203.0.113.9");
        assert_eq!(client("10.0.0.1", "1.2.3.4, 198.51.100.7"), "198.51.100.7");
        assert_eq!(client("10.0.0.1", "1.2.3.4, 10.0.0.2"), "1.2.3.4");
        assert_eq!(client("10.0.0.1", "rubbish"), "10.0.0.1");
    }
}
