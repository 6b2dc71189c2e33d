//! What file was sent, by a form of ours? Read in pieces, kept up to a limit; what is beyond it is thrown away.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::Web;
use super::access::Subject;
use crate::app::{AppError, IMPORT_BYTES_MAX};

/// Largest request that is read at all, so that a file that is too large gets an answer and no broken connection.
pub(super) const BODY_MAX: usize = 64 * 1024 * 1024;
/// Longest text field beside the file.
const FIELD_MAX: usize = 200;

/// A posted form with one file. Its mark stands before the file and was good.
pub(super) struct Upload {
    /// What kind of file it is said to be.
    pub(super) kind: String,
    /// Its name.
    pub(super) file_name: String,
    /// Its bytes; `None` when there are too many.
    pub(super) bytes: Option<Vec<u8>>,
}

impl FromRequest<Web> for Upload {
    type Rejection = Response;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Response> {
        let scope = request
            .extensions()
            .get::<Subject>()
            .map_or_else(|| Subject::Nobody.scope(), Subject::scope);
        let form = Multipart::from_request(request, web)
            .await
            .map_err(|fault| match fault {
                // No form of ours is sent as anything else.
                MultipartRejection::InvalidBoundary(_) => AppError::Forbidden.into_response(),
                other => other.status().into_response(),
            })?;
        read(form, &scope, web).await
    }
}

async fn read(mut form: Multipart, scope: &str, web: &Web) -> Result<Upload, Response> {
    let mut upload = Upload {
        kind: String::new(),
        file_name: String::new(),
        bytes: Some(Vec::new()),
    };
    let mut fresh = false;
    while let Some(mut field) = form.next_field().await.map_err(|e| e.status().into_response())? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "file" {
            if !fresh {
                return Err(AppError::Forbidden.into_response());
            }
            upload.file_name = field.file_name().unwrap_or_default().to_owned();
            while let Some(piece) = field.chunk().await.map_err(|e| e.status().into_response())? {
                let fits = |bytes: &Vec<u8>| bytes.len() + piece.len() <= IMPORT_BYTES_MAX;
                match upload.bytes.as_mut().filter(|bytes| fits(bytes)) {
                    Some(bytes) => bytes.extend_from_slice(&piece),
                    None => upload.bytes = None,
                }
            }
            continue;
        }
        let text = field.text().await.map_err(|e| e.status().into_response())?;
        if text.len() > FIELD_MAX {
            return Err(StatusCode::BAD_REQUEST.into_response());
        }
        match name.as_str() {
            "mark" => fresh = web.app.keys.is_form(scope, &text, web.app.clock.now()),
            "kind" => upload.kind = text,
            _ => {}
        }
    }
    if fresh {
        Ok(upload)
    } else {
        Err(AppError::Forbidden.into_response())
    }
}
