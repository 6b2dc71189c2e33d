//! Where do style sheets, fonts and icons come from? Out of the program, at addresses that change with their content.

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use sha2::{Digest, Sha256};

use super::Web;

#[derive(RustEmbed)]
#[folder = "templates/assets"]
#[include = "*.css"]
#[include = "*.js"]
#[include = "*.svg"]
#[include = "vendor/**"]
#[exclude = "node_modules/**"]
#[exclude = "vendor/.*"]
struct Assets;

/// `/static/<hash of all assets>`; with another asset it is another address, so browsers may keep what they have.
pub(super) fn prefix() -> String {
    let mut names: Vec<_> = Assets::iter().collect();
    names.sort();
    let mut digest = Sha256::new();
    for name in &names {
        digest.update(name.as_bytes());
        if let Some(file) = Assets::get(name) {
            digest.update(file.metadata.sha256_hash());
        }
    }
    format!("/static/{}", hex(&digest.finalize()[..8]))
}

/// One asset. Under an old hash it is served too, but not to be kept.
pub(super) async fn serve(
    State(web): State<Web>,
    Path((hash, path)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let clean = path
        .split('/')
        .all(|part| !part.is_empty() && !part.starts_with('.'))
        && !path.contains(['\\', '\0']);
    let Some(file) = clean.then(|| Assets::get(&path)).flatten() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let current = web.assets.strip_prefix("/static/") == Some(hash.as_str());
    let keep = if current {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let etag = format!("\"{}\"", hex(&file.metadata.sha256_hash()[..12]));
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|v| v.to_str().ok());
    // A compressed answer carries a weak tag (RFC 9110, 8.8.3.3).
    let mut known = known
        .flat_map(|v| v.split(','))
        .map(|tag| tag.trim().trim_start_matches("W/"));
    let mut response = if known.any(|tag| tag == etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        body(file)
    };
    let fields = response.headers_mut();
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    if let Ok(tag) = HeaderValue::try_from(etag) {
        fields.insert(header::ETAG, tag);
    }
    response
}

fn body(file: EmbeddedFile) -> Response {
    let kind = file.metadata.mimetype().to_owned();
    let kind = if kind.starts_with("text/") {
        format!("{kind}; charset=utf-8")
    } else {
        kind
    };
    ([(header::CONTENT_TYPE, kind)], file.data.into_owned()).into_response()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}
