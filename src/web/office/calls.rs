//! `/office/calls`: whom the office has to ring, what to say, and what came of it, by one tap.

use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use chrono::{DateTime, NaiveTime, TimeDelta, Timelike, Utc};

use super::{Query, back_to};
use crate::app::{AppError, Call};
use crate::calendar::local;
use crate::domain::asking::CallResult;
use crate::domain::rights::Right;
use crate::ids::OfferId;
use crate::view::pages::{CallRow, CallTry, CallsPage, Pager};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};
use crate::web::words::Words;

/// Calls on a page.
const ROWS: u64 = 40;

/// `GET /office/calls`
pub(in crate::web) async fn list(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let mut calls = calls_within(&web, &look).await?;
    let total = u64::try_from(calls.len()).unwrap_or(u64::MAX);
    let number = query.page();
    let before = number.saturating_sub(1).saturating_mul(ROWS).min(total);
    calls.drain(..usize::try_from(before).unwrap_or(0));
    calls.truncate(usize::try_from(ROWS).unwrap_or(usize::MAX));
    let page = CallsPage {
        calls: call_rows(calls, web.app.clock.now(), &words),
        pager: Pager::new(total, number, ROWS, |n| query.url("/office/calls", n)),
    };
    page::office(&web, &look, "overview", &page)
}

/// The calls about requests that whoever looks may plan.
pub(super) async fn calls_within(web: &Web, look: &Look) -> Result<Vec<Call>, AppError> {
    let mut calls = web.app.calls(None).await?;
    let reach = look.reach(Right::Plan);
    if reach.is_narrow() {
        let ids: Vec<_> = calls.iter().map(|call| call.request.id).collect();
        let near = web.app.store.read().await?.requests_within(&ids, &reach).await?;
        calls.retain(|call| near.contains(&call.request.id));
    }
    Ok(calls)
}

/// Calls as pages show them.
pub(super) fn call_rows(calls: Vec<Call>, now: DateTime<Utc>, words: &Words) -> Vec<CallRow> {
    let near = |at: DateTime<Utc>| at - now < TimeDelta::hours(24);
    calls
        .into_iter()
        .map(|call| CallRow {
            id: call.task.id.to_string(),
            kind: call.task.kind.as_str().to_owned(),
            number: call.request.number,
            time: call.time,
            organisation: call.organisation,
            district: words.district(&call.district),
            language: call
                .request
                .asked
                .seats
                .iter()
                .find_map(|seat| seat.language.as_ref())
                .map(|code| words.language(code)),
            person: call.person.as_ref().map(|p| p.full_name()),
            person_url: call.person.as_ref().map(|p| format!("/office/people/{}", p.id)),
            contact: call.contact.as_ref().map(|c| c.name.clone()),
            phone: match (&call.contact, &call.person) {
                (Some(contact), _) => contact.phone.clone(),
                (None, person) => person.as_ref().and_then(|p| p.phone.clone()),
            },
            offer: call.offer.as_ref().map(|o| o.id.to_string()),
            answer_by: call.offer.as_ref().map(|o| o.answer_by),
            remark: call.remark,
            instead: call.instead,
            early: call.early,
            ring_from: call.ring_from,
            call_by: near(call.call_by).then_some(call.call_by),
            too_late: call.call_by <= now,
            tries: call
                .tries
                .iter()
                .map(|t| CallTry {
                    result: t.result.as_str().to_owned(),
                    again_at: t.again_at.filter(|at| *at > now),
                    at: t.at,
                })
                .collect(),
        })
        .collect()
}

/// `POST /office/offers/{id}/call`
pub(in crate::web) async fn note(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id: OfferId = id.parse().map_err(|_| AppError::NotFound)?;
    let result = CallResult::parse(form.get("result"));
    let result = result.ok_or_else(|| AppError::rejected("result", "unknown-choice"))?;
    let again = match result {
        CallResult::Later => Some(moment(&web, form.get("again"))?),
        _ => None,
    };
    web.app.note_call(id, result, again, me.id).await?;
    Ok(page::done(&look, &back_to(form.get("back")), "call_noted"))
}

/// A time of today, or of tomorrow when it is over; with a day in front (`2026-11-30T14:00`) that one.
fn moment(web: &Web, text: &str) -> Result<DateTime<Utc>, AppError> {
    let fault = || AppError::rejected("again", "time");
    let zone = web.app.config.time_zone;
    let now = web.app.clock.now();
    let (day, time) = match text.trim().split_once('T') {
        Some((day, time)) => (Some(day.parse().map_err(|_| fault())?), time),
        None => (None, text.trim()),
    };
    let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| fault())?;
    let minute = u16::try_from(time.hour() * 60 + time.minute()).map_err(|_| fault())?;
    if let Some(day) = day {
        return Ok(local::resolve(zone, day, minute));
    }
    let today = local::local_date(zone, now);
    let at = local::resolve(zone, today, minute);
    if at > now {
        return Ok(at);
    }
    let tomorrow = today.succ_opt().ok_or_else(fault)?;
    Ok(local::resolve(zone, tomorrow, minute))
}
