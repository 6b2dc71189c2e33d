//! What the office tells people beside offers: a question to a requester, days on which schools talk to parents, a month
//! that is accounted for, that somebody's data can be looked at.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Datelike, Months, NaiveDate};
use uuid::Uuid;

use super::{Query, account_name};
use crate::app::{App, AppError};
use crate::calendar::{format, local};
use crate::domain::Rejection;
use crate::ids::PersonId;
use crate::view::pages::{
    Choice, Fault, PeriodRow, PeriodsPage, Question, QuestionPage, StatementRow, StatementsPage,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

/// Months that can be accounted for, this one and those before it.
const MONTHS: u32 = 13;

async fn question_page(
    web: &Web,
    number: i64,
    typed: &str,
    faults: Vec<Rejection>,
) -> Result<QuestionPage, AppError> {
    let detail = web.app.request_detail(number).await?.ok_or(AppError::NotFound)?;
    let asked = web.app.questions_of(detail.request.id).await?;
    let mut tx = web.app.store.read().await?;
    let mut questions = Vec::new();
    for row in asked {
        questions.push(Question {
            id: row.id.to_string(),
            question: row.question,
            asked_at: row.asked_at,
            by: account_name(&mut tx, row.asked_by).await?,
            answer: row.answer,
            answered_at: row.answered_at,
        });
    }
    Ok(QuestionPage {
        number,
        organisation: detail.organisation.name.clone(),
        contact: detail.contact.name.clone(),
        questions,
        open: !detail.request.state.closed(),
        typed: typed.to_owned(),
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// `GET /office/requests/{number}/question`
pub(in crate::web) async fn question(
    State(web): State<Web>,
    look: Look,
    Path(number): Path<String>,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let page = question_page(&web, number, "", Vec::new()).await?;
    page::office(&web, &look, "requests", &page)
}

/// `POST /office/requests/{number}/question`
pub(in crate::web) async fn ask(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let typed = form.get("question");
    match web.app.ask_requester(number, typed, me.id, &form.mark).await {
        Err(AppError::Rejected(faults)) => {
            let page = question_page(&web, number, typed, faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        other => {
            other?;
            let path = format!("/office/requests/{number}/question");
            Ok(page::done(&look, &path, "question_asked"))
        }
    }
}

async fn periods_page(
    web: &Web,
    form: Option<&Posted>,
    faults: Vec<Rejection>,
) -> Result<PeriodsPage, AppError> {
    let typed = |name: &str| form.map_or("", |form| form.get(name)).to_owned();
    let rows = web.app.consultation_periods().await?;
    Ok(PeriodsPage {
        rows: rows
            .into_iter()
            .map(|period| PeriodRow {
                tell_on: App::period_told_on(&period),
                id: period.id.to_string(),
                title: period.title,
                first_day: period.first_day,
                last_day: period.last_day,
                register_by: period.register_by,
                told_at: period.told_at,
            })
            .collect(),
        title: typed("title"),
        first_day: typed("first_day"),
        last_day: typed("last_day"),
        register_by: typed("register_by"),
        faults: faults.into_iter().map(Fault::from).collect(),
    })
}

/// `GET /office/consultation-days`
pub(in crate::web) async fn periods(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let page = periods_page(&web, None, Vec::new()).await?;
    page::office(&web, &look, "outbox", &page)
}

/// `POST /office/consultation-days`
pub(in crate::web) async fn add_period(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let (title, first, last, by) = (
        form.get("title"),
        form.get("first_day"),
        form.get("last_day"),
        form.get("register_by"),
    );
    match web
        .app
        .add_consultation_period(title, first, last, by, me.id)
        .await
    {
        Err(AppError::Rejected(faults)) => {
            let page = periods_page(&web, Some(&form), faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        other => {
            other?;
            Ok(page::done(&look, "/office/consultation-days", "period_added"))
        }
    }
}

/// `POST /office/consultation-days/{id}/remove`
pub(in crate::web) async fn remove_period(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    _form: Posted,
) -> Result<Response, AppError> {
    let id = id.parse::<Uuid>().map_err(|_| AppError::NotFound)?;
    web.app.remove_consultation_period(id, me.id).await?;
    Ok(page::done(&look, "/office/consultation-days", "period_removed"))
}

/// `GET /office/statements`
pub(in crate::web) async fn statements(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let today = local::local_date(web.app.config.time_zone, web.app.clock.now());
    let this = today.with_day(1).unwrap_or(today);
    let back = |n| this.checked_sub_months(Months::new(n)).unwrap_or(this);
    let month = query.get("month").parse::<NaiveDate>().unwrap_or(back(1));
    let found = web.app.month_preview(month).await?;
    let named = |day: NaiveDate| format!("{} {}", format::month(day, look.lang), day.year());
    let page = StatementsPage {
        months: (0..MONTHS)
            .map(|n| Choice::new(back(n).to_string(), named(back(n))))
            .collect(),
        month: found.first.to_string(),
        month_name: named(found.first),
        over: found.over,
        total: found.lines.iter().map(crate::app::StatementLine::total).sum(),
        unproven: found.unproven,
        rows: found
            .lines
            .iter()
            .map(|line| StatementRow {
                name: line.person.full_name(),
                url: format!("/office/people/{}", line.person.id),
                appointments: line.appointments,
                cents: line.total(),
                journeys: line.journeys,
                by_mail: line.person.reachable_by_mail(),
            })
            .collect(),
    };
    page::office(&web, &look, "statements", &page)
}

/// `POST /office/statements`
pub(in crate::web) async fn close_month(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let month = form.get("month").parse().map_err(|_| AppError::NotFound)?;
    web.app.close_month(month, me.id, &form.mark).await?;
    let path = "/office/statements";
    Ok(page::done(&look, path, "month_closed"))
}

/// `POST /office/people/{id}/data-ready`
pub(in crate::web) async fn data_ready(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
    web.app.send_data_ready(id, me.id, &form.mark).await?;
    Ok(page::done(&look, &format!("/office/people/{id}"), "data_ready"))
}
