//! `/office/export`: everything comes out as tables that can be read back.

use axum::extract::State;
use axum::response::Response;

use super::import::{download, kinds};
use crate::app::{AppError, ExportFor, ImportKind};
use crate::domain::rights::{Reach, Right};
use crate::view::pages::ExportPage;
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

/// `GET /office/export`
pub(in crate::web) async fn show(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::office(&web, &look, "data", &ExportPage { kinds: kinds() })
}

/// `POST /office/export`: a POST, because it is written down.
pub(in crate::web) async fn get(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let kind = match form.get("kind") {
        "" => None,
        kind => Some(ImportKind::parse(kind).ok_or(AppError::NotFound)?),
    };
    let eyes = ExportFor {
        account: Some(me.id),
        within: look.reach(Right::MasterData),
        proofs: look.reach(Right::Clearance) == Reach::Everything,
        money: look.reach(Right::Finance) == Reach::Everything,
    };
    let bytes = web.app.export(kind, eyes).await?;
    let day = web.app.clock.now().format("%Y-%m-%d");
    let name = match kind {
        Some(kind) => format!("passgenau-{kind}-{day}.csv"),
        None => format!("passgenau-{day}.xlsx"),
    };
    Ok(download(&name, bytes))
}
