//! How is a mail's own markup shown without trusting it? In a frame that may do nothing.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// No script, no form, nothing from elsewhere; where links are allowed at all they open the whole window.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; \
                           base-uri 'none'; form-action 'none'; \
                           sandbox allow-top-navigation-by-user-activation allow-popups";

/// The content of the frame.
pub(super) fn content(html: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, MAIL_POLICY),
    ];
    (headers, html).into_response()
}

/// Lets a page hold such a frame.
pub(super) fn allow(mut page: Response) -> Response {
    let policy = format!("{}; frame-src 'self'", super::http::POLICY);
    if let Ok(policy) = HeaderValue::try_from(policy) {
        page.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    page
}
