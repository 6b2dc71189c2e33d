//! `/office/handover`: what whoever covers the office has to know, on a page that prints well.

use axum::extract::State;
use axum::response::Response;

use super::overview::TodoFacts;
use super::requests::request_row;
use crate::app::AppError;
use crate::calendar::local;
use crate::domain::office_calendar::Cover;
use crate::view::pages::{CoverSpan, HandoverCase, HandoverDay, HandoverPage};
use crate::web::Web;
use crate::web::page::{self, Look};
use crate::web::words::Words;

/// `GET /office/handover`
pub(in crate::web) async fn show(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let handover = web.app.handover().await?;
    let todos = TodoFacts::sections(&web, &look, &handover.groups).await?;
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let cases = handover.cases.into_iter().map(|case| HandoverCase {
        row: request_row(case.row, &words),
        notes: case.notes,
    });
    let page = HandoverPage {
        today: local::local_date(web.app.config.time_zone, web.app.clock.now()),
        made_at: web.app.clock.now(),
        cover: handover.cover.map(span),
        later: handover.later.into_iter().map(span).collect(),
        days: handover
            .days
            .into_iter()
            .map(|day| HandoverDay {
                date: day.date,
                url: format!("/office/week?from={0}&day={0}", day.date),
                all: day.all,
                open: day.open,
                asked: day.asked,
                closed: day.closed,
            })
            .collect(),
        todos,
        cases: cases.collect(),
    };
    page::office(&web, &look, "overview", &page)
}

fn span(cover: Cover) -> CoverSpan {
    CoverSpan {
        first: cover.first_day,
        last: cover.last_day,
        name: cover.name,
        phone: cover.phone,
        email: cover.email.map(|email| email.to_string()),
    }
}
