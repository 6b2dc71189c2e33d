//! `/office/mailing`: do mails leave, and the moment from which they do.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{NaiveTime, Timelike};

use crate::app::{AppError, Operation};
use crate::domain::Rejection;
use crate::view::pages::{Fault, MailingPage};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

/// `GET /office/mailing`
pub(in crate::web) async fn show(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let page = mailing(&web, None, Vec::new()).await?;
    page::office(&web, &look, "outbox", &page)
}

async fn mailing(web: &Web, typed: Option<&str>, faults: Vec<Rejection>) -> Result<MailingPage, AppError> {
    let operation = web.app.operation().await?;
    let preview = web.app.preview_real_operation().await?;
    let minute = web.app.overview_minute().await?;
    let address = match &operation {
        Operation::Trial { to: Some(to) } => to.to_string(),
        _ => String::new(),
    };
    Ok(MailingPage {
        real: operation == Operation::Real,
        redirected: !address.is_empty(),
        trial_address: typed.map_or(address, str::to_owned),
        welcomed: preview.welcomed,
        without_mail: preview.without_mail,
        discarded: preview.discarded,
        withdrawn: preview.withdrawn,
        overview_at: format!("{:02}:{:02}", minute / 60, minute % 60),
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// `POST /office/mailing/trial`
pub(in crate::web) async fn set_address(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let typed = form.get("trial_address");
    match web.app.set_trial_address(typed, me.id).await {
        Err(AppError::Rejected(faults)) => {
            let page = mailing(&web, Some(typed), faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        other => {
            other?;
            Ok(page::done(&look, "/office/mailing", "trial_address"))
        }
    }
}

/// `POST /office/mailing/overview`
pub(in crate::web) async fn set_overview(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let Ok(time) = NaiveTime::parse_from_str(form.get("overview_at"), "%H:%M") else {
        let page = mailing(&web, None, vec![Rejection::new("overview_at", "time")]).await?;
        return page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page);
    };
    let minute = u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0);
    web.app.set_overview_minute(minute, me.id).await?;
    Ok(page::done(&look, "/office/mailing", "overview_at"))
}

/// `POST /office/mailing/start`
pub(in crate::web) async fn start(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    if form.get("people_told") != "on" {
        let page = mailing(&web, None, vec![Rejection::new("people_told", "required")]).await?;
        return page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    web.app.start_real_operation(me.id, &form.mark).await?;
    Ok(page::done(&look, "/office/mailing", "real_operation"))
}
