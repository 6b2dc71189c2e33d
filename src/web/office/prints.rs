//! `/office/week/prints` and `/office/emergency`: the sheets of a week, letters, and what helps when the network is down.

use axum::extract::{OriginalUri, Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate};

use super::Query;
use crate::app::{AppError, days_of_week, monday};
use crate::calendar::local;
use crate::domain::print::PrintKind;
use crate::ids::PrintId;
use crate::view::pages::{EmergencyPage, LettersPage, PrintsPage, SheetPage};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

const PATH: &str = "/office/week/prints";

fn today(web: &Web) -> NaiveDate {
    local::local_date(web.app.config.time_zone, web.app.clock.now())
}

/// The Monday a page is about: of this week, unless another day is named.
fn first_day(web: &Web, text: &str) -> NaiveDate {
    let today = today(web);
    let day = text.parse::<NaiveDate>().ok();
    monday(
        day.filter(|day| (*day - today).num_days().abs() < 3660)
            .unwrap_or(today),
    )
}

fn last_day(first: NaiveDate) -> NaiveDate {
    days_of_week(first).last().copied().unwrap_or(first)
}

/// `GET /office/week/prints`
pub(in crate::web) async fn index(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let first = first_day(&web, query.get("from"));
    let address = |day: Option<NaiveDate>| format!("{PATH}?from={}", day.unwrap_or(first));
    let page = PrintsPage {
        first,
        last: last_day(first),
        week: format!("/office/week?from={first}"),
        previous: address(first.checked_sub_days(Days::new(7))),
        next: address(first.checked_add_days(Days::new(7))),
        sheets: web.app.sheets_of_week(first).await?,
        letters: web.app.letters_needed(first).await?,
        letters_url: format!("/office/week/letters?from={first}"),
        folder: web.app.config.emergency_folder.display().to_string(),
        written_at: web.app.emergency_written_at().await,
    };
    page::office(&web, &look, "week", &page)
}

/// `POST /office/week/prints`: a POST, because it is written down.
pub(in crate::web) async fn print(
    State(web): State<Web>,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let kind = PrintKind::parse(form.get("kind")).ok_or(AppError::NotFound)?;
    let id = web
        .app
        .print_week(first_day(&web, form.get("from")), kind, me.id)
        .await?;
    Ok(Redirect::to(&format!("{PATH}/{id}")).into_response())
}

/// `GET /office/week/prints/{id}`
pub(in crate::web) async fn sheet(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let id: PrintId = id.parse().map_err(|_| AppError::NotFound)?;
    let sheet = web.app.sheet(id).await?.ok_or(AppError::NotFound)?;
    let page = SheetPage {
        back: format!("{PATH}?from={}", sheet.first),
        sheet,
    };
    page::office(&web, &look, "week", &page)
}

/// `GET /office/week/letters`
pub(in crate::web) async fn letters(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let first = first_day(&web, query.get("from"));
    let page = LettersPage {
        first,
        last: last_day(first),
        today: today(&web),
        letters: web.app.letters_of_week(first).await?,
        back: format!("{PATH}?from={first}"),
    };
    page::office(&web, &look, "week", &page)
}

/// `GET /office/emergency`
pub(in crate::web) async fn emergency(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let page = EmergencyPage {
        emergency: web.app.emergency().await?,
    };
    page::office(&web, &look, "week", &page)
}

/// `POST /office/emergency`: the same as a file; a POST, because it is written down.
pub(in crate::web) async fn emergency_file(
    State(web): State<Web>,
    Me(me): Me,
    _: Posted,
) -> Result<Response, AppError> {
    let html = web.app.emergency_file(Some(me.id)).await?;
    let name = format!("attachment; filename=\"notfallmappe-{}.html\"", today(&web));
    Ok((
        [
            (header::CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        html,
    )
        .into_response())
}
