//! What does a browser get when something went wrong? The only place where an [`AppError`] becomes an answer.
//!
//! The answer made here is bare: a status and an [`Incident`] beside it. [`super::http`] turns it, like every other bare
//! error, into a page in the reader's language.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::app::AppError;
use crate::store::{Outage, StoreError};

/// What a bare error answer carries along for the page and for the log.
#[derive(Clone, Debug)]
pub(super) struct Incident {
    /// Kind of error page.
    pub(super) kind: &'static str,
    /// Message id that says more, if there is one.
    pub(super) detail: Option<&'static str>,
    /// What the log says; never shown. Names no one.
    pub(super) log: Option<String>,
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let (status, kind, wait) = match &self {
            Self::Rejected(_) => (StatusCode::UNPROCESSABLE_ENTITY, "bad-request", None),
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found", None),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", None),
            Self::Conflict(_) => (StatusCode::CONFLICT, "conflict", None),
            Self::Throttled(seconds) => (StatusCode::TOO_MANY_REQUESTS, "throttled", Some(*seconds)),
            Self::Store(error) => store_status(error),
            Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal", None),
        };
        let incident = Incident {
            kind,
            detail: if let Self::Conflict(code) = &self {
                Some(*code)
            } else {
                None
            },
            log: status.is_server_error().then(|| match &self {
                Self::Internal(error) => format!("{error:#}"),
                other => other.to_string(),
            }),
        };
        let mut response = status.into_response();
        if let Some(seconds) = wait {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(incident);
        response
    }
}

fn store_status(error: &StoreError) -> (StatusCode, &'static str, Option<u64>) {
    match error.outage() {
        Some(Outage::Full) => (StatusCode::INSUFFICIENT_STORAGE, "full", None),
        Some(Outage::Unreachable | Outage::Disk) => {
            (StatusCode::SERVICE_UNAVAILABLE, "unavailable", Some(10))
        }
        None if error.is_conflict() => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", Some(1)),
        None => (StatusCode::INTERNAL_SERVER_ERROR, "internal", None),
    }
}
