//! What is put around every answer? Headers, limits, a page for every error, one log line.
//!
//! From outside to inside: [`outer`] (incident number, log, error pages, headers), panics, time limit, compression,
//! body limit, CSRF, the routes. Every answer passes `outer`, whoever made it.

use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Version, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::timeout::TimeoutLayer;
use tracing::{error, info};

use super::access::{self, Subject};
use super::error::Incident;
use super::forms::FORM_MAX;
use super::page::{self, Look};
use super::{Web, cookies};
use crate::view::pages::ErrorPage;

/// Longest time for one answer.
const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Nothing from elsewhere, no script but the one file of our own, no inline style; `data:` carries the icons of KERN-UX.
pub(super) const POLICY: &str = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; \
                      frame-ancestors 'none'; base-uri 'none'";

/// Pages that search engines may know.
const FOR_EVERYONE: [&str; 6] = [
    "/",
    "/impressum",
    "/datenschutz",
    "/barrierefreiheit",
    "/leichte-sprache",
    "/gebaerdensprache",
];

/// The routes in their shell.
pub(super) fn shell(router: Router<Web>, web: &Web) -> Router<Web> {
    let origin = origin(&web.app.config.base_url);
    // A base URL that is no origin was refused when the settings were read; without it the Host header decides alone.
    let csrf = CsrfLayer::new()
        .add_trusted_origin(origin)
        .unwrap_or_else(|_| CsrfLayer::new());
    router
        .fallback(|| async { StatusCode::NOT_FOUND })
        .method_not_allowed_fallback(|| async { StatusCode::METHOD_NOT_ALLOWED })
        .layer(csrf)
        .layer(DefaultBodyLimit::max(FORM_MAX))
        .layer(CompressionLayer::new())
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            ANSWER_TIME,
        ))
        .layer(CatchPanicLayer::custom(|_| {
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }))
        .layer(from_fn_with_state(web.clone(), outer))
}

/// Where no cookie is set: pages of volunteers, and files.
const STATELESS: [&str; 3] = ["/e/", "/v/", "/static/"];

/// Scheme, host and port of an address.
pub(super) fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or(url, |end| &url[..host + end])
}

async fn outer(State(web): State<Web>, request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let incident = incident_number(&web);
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("-", MatchedPath::as_str)
        .to_owned();
    let (parts, body) = request.into_parts();
    let method = parts.method.clone();
    let mut response = if strange(&parts) {
        StatusCode::BAD_REQUEST.into_response()
    } else {
        next.run(Request::from_parts(parts.clone(), body)).await
    };
    if response.status().is_client_error() || response.status().is_server_error() {
        let mut parts = parts.clone();
        let subject = match response.extensions().get::<Subject>().cloned() {
            None if parts.uri.path().starts_with("/office") => access::signed_in(&web, &parts).await,
            found => found,
        };
        if let Some(subject) = subject {
            parts.extensions.insert(subject);
        }
        response = dress(&web, &parts, &incident, response);
    }
    finish(&web, &parts, &incident, &mut response);
    let (status, took) = (response.status().as_u16(), begun.elapsed().as_millis());
    info!(request.id = incident, http.method = %method, http.route = route, http.status = status, took_ms = took, "answered");
    response
}

/// Eight letters and digits that can be read out on the telephone.
fn incident_number(web: &Web) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let sign = |byte: &u8| char::from(SIGNS[usize::from(byte % 32)]);
    let text: String = web.app.ids.bytes::<8>().iter().map(sign).collect();
    format!("{}-{}", &text[..4], &text[4..])
}

/// Requests that no browser sends: without a host, for another host than they name, or with a body whose length is not
/// said beforehand. A length beside chunks is how requests are smuggled past a proxy (RFC 9112, 6.1), and the length is
/// gone by the time the request gets here, so chunks alone are refused as well.
fn strange(parts: &Parts) -> bool {
    let host = parts.headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let other = parts
        .uri
        .authority()
        .is_some_and(|authority| host.is_some_and(|h| h != authority.as_str()));
    let hosts = parts.headers.get_all(header::HOST).iter().count();
    let chunked = parts.headers.contains_key(header::TRANSFER_ENCODING);
    other
        || chunked
        || hosts > 1
        || (parts.version == Version::HTTP_11 && hosts == 0 && parts.uri.authority().is_none())
}

/// Turns a bare error into a page; pages of handlers (a form with faults, a login) pass as they are.
fn dress(web: &Web, parts: &Parts, incident: &str, response: Response) -> Response {
    let status = response.status();
    let found = response.extensions().get::<Incident>().cloned();
    let bare = found.is_some() || !is_page(response.headers());
    if status.is_server_error() {
        let log = found
            .as_ref()
            .and_then(|f| f.log.as_deref())
            .unwrap_or("no answer came in time, or a panic");
        error!(
            request.id = incident,
            http.status = status.as_u16(),
            error = log,
            "a request failed"
        );
    }
    if !bare || parts.method == axum::http::Method::HEAD {
        return response;
    }
    let page = ErrorPage {
        status: status.as_u16(),
        kind: found.as_ref().map_or_else(|| kind(status), |f| f.kind),
        detail: found.and_then(|f| f.detail).map(str::to_owned),
        incident: status.is_server_error().then(|| incident.to_owned()),
    };
    match page::with_status(web, &Look::of(parts), status, &page) {
        Ok(mut dressed) => {
            for name in [header::RETRY_AFTER, header::ALLOW, header::CONNECTION] {
                if let Some(value) = response.headers().get(&name) {
                    dressed.headers_mut().insert(name, value.clone());
                }
            }
            dressed
        }
        Err(fault) => {
            error!(request.id = incident, error = %fault, "the error page cannot be rendered");
            response
        }
    }
}

fn is_page(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

fn kind(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND => "not-found",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::METHOD_NOT_ALLOWED => "method",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::SERVICE_UNAVAILABLE => "slow",
        StatusCode::TOO_MANY_REQUESTS => "throttled",
        status if status.is_client_error() => "bad-request",
        _ => "internal",
    }
}

/// The headers every answer carries, and the cookie of a language chosen in the address.
fn finish(web: &Web, parts: &Parts, incident: &str, response: &mut Response) {
    let headers = response.headers_mut();
    let mut always = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    always(header::CONTENT_SECURITY_POLICY, POLICY);
    always(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    // Under no-referrer browsers send `Origin: null` with every form.
    always(header::REFERRER_POLICY, "same-origin");
    always(header::CACHE_CONTROL, "no-store");
    always(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    always(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    always(
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=()",
    );
    if web.app.config.secure() {
        always(header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    if !FOR_EVERYONE.contains(&parts.uri.path()) {
        always(HeaderName::from_static("x-robots-tag"), "noindex, nofollow");
    }
    if let Ok(id) = HeaderValue::try_from(incident) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    // The pages of a volunteer leave nothing behind in the browser; there the language stays in the address.
    let path = parts.uri.path();
    if parts.method == axum::http::Method::GET && !STATELESS.iter().any(|prefix| path.starts_with(prefix)) {
        let pairs = page::query_pairs(&parts.uri);
        if let Some((_, tag)) = pairs
            .iter()
            .find(|(k, v)| k == "lang" && cookies::known_language(v))
        {
            headers.append(
                header::SET_COOKIE,
                cookies::set_language(tag, web.app.config.secure()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_origin_of_an_address_has_no_path() {
        assert_eq!(
            origin("https://ehrenamt.example.org/hamm"),
            "https://ehrenamt.example.org"
        );
        assert_eq!(origin("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
    }
}
