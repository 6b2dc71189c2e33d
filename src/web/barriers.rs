//! `/barrierefreiheit`: the accessibility statement, and the form with which a barrier is reported.

use axum::extract::{FromRequest, FromRequestParts, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::forms::Kept;
use super::page::{self, Look};
use super::{Web, client};
use crate::app::AppError;
use crate::domain::Rejection;
use crate::view::pages::{AccessibilityPage, Fault};

/// `GET /barrierefreiheit`
pub(super) async fn show(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    page::show(&web, &look, &AccessibilityPage::default())
}

/// `POST /barrierefreiheit`
pub(super) async fn report(State(web): State<Web>, request: Request) -> Result<Response, Response> {
    let (mut parts, body) = request.into_parts();
    let look = Look::from_request_parts(&mut parts, &web)
        .await
        .map_err(IntoResponse::into_response)?;
    let place = client::address(&parts, &web.app.config.trusted_proxies);
    let Kept { form, expired } = Kept::from_request(Request::from_parts(parts, body), &web).await?;
    let (message, email) = (form.get("message"), form.get("email"));
    let result = if expired {
        Err(AppError::Rejected(vec![Rejection::new("form", "form-expired")]))
    } else {
        web.app.report_barrier(message, email, &place, &form.mark).await
    };
    match result {
        Ok(()) => Ok(page::done(&look, "/barrierefreiheit", "barrier_reported")),
        Err(AppError::Rejected(faults)) => {
            let page = AccessibilityPage {
                message: message.to_owned(),
                email: email.to_owned(),
                faults: faults.into_iter().map(Fault::from).collect(),
            };
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
                .map_err(IntoResponse::into_response)
        }
        Err(error) => Err(error.into_response()),
    }
}
