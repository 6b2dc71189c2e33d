//! `/office/export`: everything comes out as tables that can be read back.

use axum::extract::State;
use axum::response::Response;

use super::import::{download, kinds};
use crate::app::{AppError, ImportKind};
use crate::view::pages::ExportPage;
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

/// `GET /office/export`
pub(in crate::web) async fn show(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::office(&web, &look, "import", &ExportPage { kinds: kinds() })
}

/// `POST /office/export`: a POST, because it is written down.
pub(in crate::web) async fn get(
    State(web): State<Web>,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let kind = match form.get("kind") {
        "" => None,
        kind => Some(ImportKind::parse(kind).ok_or(AppError::NotFound)?),
    };
    let bytes = web.app.export(kind, Some(me.id)).await?;
    let day = web.app.clock.now().format("%Y-%m-%d");
    let name = match kind {
        Some(kind) => format!("passgenau-{kind}-{day}.csv"),
        None => format!("passgenau-{day}.xlsx"),
    };
    Ok(download(&name, bytes))
}
