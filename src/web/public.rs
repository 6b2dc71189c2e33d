//! The pages for everyone: start, legal pages, health.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::page::{self, Look};
use super::{Web, demo};
use crate::app::AppError;
use crate::view::pages::{EasyPage, ImprintPage, PrivacyPage, SigningPage, StartPage};

/// How long the store may take to show that it is there.
const HEALTH_TIME: Duration = Duration::from_secs(3);

/// `GET /`
pub(super) async fn start(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let demo = demo::entrances(&web).await;
    page::show(&web, &look, &StartPage { demo })
}

/// `GET /impressum`
pub(super) async fn imprint(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &ImprintPage {})
}

/// `GET /datenschutz`
pub(super) async fn privacy(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &PrivacyPage {})
}

/// `GET /leichte-sprache`
pub(super) async fn easy(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &EasyPage {})
}

/// `GET /gebaerdensprache`
pub(super) async fn signing(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &SigningPage {})
}

/// `GET /healthz`: 200 when the store answers.
pub(super) async fn health(State(web): State<Web>) -> Response {
    let answers = async {
        let mut tx = web.app.store.read().await?;
        tx.count_open_tasks().await
    };
    match tokio::time::timeout(HEALTH_TIME, answers).await {
        Ok(Ok(_)) => Json(serde_json::json!({ "status": "ok" })).into_response(),
        _ => {
            let body = Json(serde_json::json!({ "status": "unavailable" }));
            (
                StatusCode::SERVICE_UNAVAILABLE,
                [(header::RETRY_AFTER, "10")],
                body,
            )
                .into_response()
        }
    }
}
