//! `/mitmachen` for everyone who would like to help, `/office/joining` for the office that goes with them.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::Web;
use super::access::Me;
use super::client::Place;
use super::forms::{Kept, Posted};
use super::page::{self, Look};
use super::words::Words;
use crate::app::{AppError, FORGOTTEN, InterestForm};
use crate::domain::Rejection;
use crate::domain::joining::JoiningStage;
use crate::ids::InterestId;
use crate::view::pages::{Fault, JoinPage, JoinedPage, JoiningPage, JoiningRow};

async fn join_page(
    web: &Web,
    look: &Look,
    form: InterestForm,
    faults: Vec<Rejection>,
) -> Result<JoinPage, AppError> {
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    Ok(JoinPage {
        name: form.name,
        email: form.email,
        phone: form.phone,
        languages: form.languages,
        programme: form.programme,
        programmes: words.programme_choices(),
        stages: JoiningStage::ALL.iter().map(|stage| stage.as_str()).collect(),
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// `GET /mitmachen`
pub(super) async fn form(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let page = join_page(&web, &look, InterestForm::default(), Vec::new()).await?;
    page::show(&web, &look, &page)
}

/// `POST /mitmachen`
pub(super) async fn submit(
    State(web): State<Web>,
    look: Look,
    Place(place): Place,
    Kept { form, expired }: Kept,
) -> Result<Response, AppError> {
    let typed: InterestForm = form.read()?;
    let result = if expired {
        Err(AppError::Rejected(vec![Rejection::new("form", "form-expired")]))
    } else {
        web.app.show_interest(&typed, &place, &form.mark).await
    };
    match result {
        Ok(()) => page::show(&web, &look, &JoinedPage {}),
        Err(AppError::Rejected(faults)) => {
            let page = join_page(&web, &look, typed, faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// `GET /office/joining`
pub(super) async fn list(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let rows = web.app.interests().await?.into_iter().map(|row| JoiningRow {
        id: row.id.to_string(),
        name: row.name,
        email: row.email,
        phone: row.phone,
        languages: row.languages,
        programme: row.programme.as_ref().map(|id| words.programme(id)),
        stage: row.stage.as_str(),
        next: row.stage.next().map(JoiningStage::as_str),
        stage_at: row.stage_at,
        forgotten_at: row.stage_at + FORGOTTEN,
    });
    let page = JoiningPage { rows: rows.collect() };
    page::office(&web, &look, "people", &page)
}

/// `POST /office/joining/{id}`
pub(super) async fn act(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id: InterestId = id.parse().map_err(|_| AppError::NotFound)?;
    if form.get("act") == "close" {
        web.app.close_interest(id, me.id).await?;
        return Ok(page::done(&look, "/office/joining", "joining_closed"));
    }
    let from = JoiningStage::parse(form.get("stage")).ok_or(AppError::NotFound)?;
    web.app.advance_interest(id, from, me.id).await?;
    Ok(page::done(&look, "/office/joining", "joining_moved"))
}
