//! `/stil`: every component in every state, for the office and in the demo.

use axum::extract::State;
use axum::response::Response;

use super::Web;
use super::page::{self, Look};
use crate::app::AppError;
use crate::view::pages::StylePage;

/// `GET /stil`
pub(super) async fn show(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &StylePage::new())
}
