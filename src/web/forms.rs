//! What does a posted form say, and is it one of ours? No handler sees a form without a good mark.

use std::collections::BTreeMap;

use axum::Form;
use axum::body::Body;
use axum::extract::rejection::FormRejection;
use axum::extract::{FromRequest, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Web;
use super::access::Subject;
use crate::app::AppError;

/// Largest form, bytes. A school's form with everything filled in takes a tenth of it.
pub(super) const FORM_MAX: usize = 64 * 1024;
/// Most fields of a form.
const FIELDS_MAX: usize = 1000;

/// A form of ours: its fields, and the mark of the page view it comes from.
#[derive(Clone, Debug)]
pub(super) struct Posted {
    fields: Vec<(String, String)>,
    /// The mark.
    pub(super) mark: String,
    /// Whether the mark was good. Only [`Posted::kept`] lets a handler see a form whose mark is not.
    fresh: bool,
}

impl Posted {
    /// A field, empty when it was not sent.
    pub(super) fn get(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value)
    }

    /// Every field of the form that is none of its frame, in order.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        let pairs = self
            .fields
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        pairs.filter(|(key, _)| *key != "mark")
    }

    /// All values of a field that may come several times.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// All fields with their values.
    pub(super) fn by_name(&self) -> BTreeMap<String, Vec<String>> {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (key, value) in &self.fields {
            fields.entry(key.clone()).or_default().push(value.clone());
        }
        fields
    }

    /// The form as a value of `T`, whose fields must all be text with a default.
    pub(super) fn read<T: serde::de::DeserializeOwned>(&self) -> Result<T, AppError> {
        let fields: BTreeMap<&str, &str> = self
            .fields
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        let value = serde_json::to_value(fields).and_then(serde_json::from_value);
        value.map_err(|error| AppError::Internal(error.into()))
    }
}

/// A form that may have been open for too long; its handler shows it again instead of losing what was typed.
pub(super) struct Kept {
    pub(super) form: Posted,
    /// Whether the form is to be shown again because its mark is out of date.
    pub(super) expired: bool,
}

impl FromRequest<Web> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let form = read(request, web).await?;
        if form.fresh {
            Ok(form)
        } else {
            Err(AppError::Forbidden.into_response())
        }
    }
}

impl FromRequest<Web> for Kept {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let from_here = comes_from_here(request.headers());
        let form = read(request, web).await?;
        if !form.fresh && !from_here {
            return Err(AppError::Forbidden.into_response());
        }
        Ok(Self {
            expired: !form.fresh,
            form,
        })
    }
}

async fn read(request: Request, web: &Web) -> Result<Posted, Response> {
    let scope = request
        .extensions()
        .get::<Subject>()
        .map_or_else(|| Subject::Nobody.scope(), Subject::scope);
    let Form(fields) = Form::<Vec<(String, String)>>::from_request(request, web)
        .await
        .map_err(|fault| match fault {
            // No form of ours is sent as anything else.
            FormRejection::InvalidFormContentType(_) => AppError::Forbidden.into_response(),
            other => other.status().into_response(),
        })?;
    if fields.len() > FIELDS_MAX {
        return Err(StatusCode::BAD_REQUEST.into_response());
    }
    let mark = fields
        .iter()
        .find(|(key, _)| key == "mark")
        .map(|(_, value)| value.clone())
        .unwrap_or_default();
    let fresh = web.app.keys.is_form(&scope, &mark, web.app.clock.now());
    Ok(Posted { fields, mark, fresh })
}

/// What a form said that came after the session had ended, to be sent again after signing in; nothing secret. Only forms
/// from pages of this site get here.
pub(super) async fn kept_for_later(parts: &Parts, body: Body) -> Vec<(String, String)> {
    let form = parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|v| v.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
    if parts.method != Method::POST || !form || !comes_from_here(&parts.headers) {
        return Vec::new();
    }
    let Ok(bytes) = axum::body::to_bytes(body, FORM_MAX).await else {
        return Vec::new();
    };
    let request = Request::builder()
        .method(Method::POST)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(bytes));
    let Ok(request) = request else { return Vec::new() };
    let Ok(Form(fields)) = Form::<Vec<(String, String)>>::from_request(request, &()).await else {
        return Vec::new();
    };
    let secret =
        |name: &str| name == "mark" || name == "code" || name == "present" || name.contains("password");
    let fields = fields.into_iter().filter(|(name, _)| !secret(name));
    fields.take(FIELDS_MAX).collect()
}

/// Whether a browser vouches that the form was sent from a page of this site.
fn comes_from_here(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|v| v == "same-origin") || headers.contains_key(header::ORIGIN)
}
