//! `/office/requests/{number}/move`: an appointment moves, after a look at what that means; `/office/asking`: how people
//! are asked in each programme.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};

use super::{Query, account_name};
use crate::app::{AppError, CHANGED, CaseMark};
use crate::calendar::local;
use crate::domain::Rejection;
use crate::domain::account::{Account, Actor};
use crate::domain::asking::{AskingPolicy, AskingRule};
use crate::domain::programme::ProgrammeId;
use crate::domain::request::TimeOption;
use crate::view::pages::{AskingRulesPage, Fault, MovePage, MovePerson, ProgrammeAsking, RuleRow};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look};

/// The time that was typed; `None` while nothing is typed yet.
fn typed(web: &Web, date: &str, start: &str, minutes: &str) -> Result<Option<TimeOption>, Vec<Rejection>> {
    if date.is_empty() && start.is_empty() {
        return Ok(None);
    }
    let day = date.parse::<NaiveDate>().ok();
    let time = NaiveTime::parse_from_str(start, "%H:%M").ok();
    let length = minutes.parse::<i64>().ok().filter(|m| (5..=600).contains(m));
    let mut faults = Vec::new();
    for (known, field, code) in [
        (day.is_some(), "new_date", "date"),
        (time.is_some(), "new_start", "time"),
        (length.is_some(), "new_minutes", "number-range"),
    ] {
        if !known {
            faults.push(Rejection::new(field, code).with("min", 5).with("max", 600));
        }
    }
    match (day, time, length) {
        (Some(day), Some(time), Some(length)) => {
            let minute = u16::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0);
            let starts_at = local::resolve(web.app.config.time_zone, day, minute);
            Ok(Some(TimeOption {
                starts_at,
                ends_at: starts_at + TimeDelta::minutes(length),
            }))
        }
        _ => Err(faults),
    }
}

async fn move_page(
    web: &Web,
    number: i64,
    date: &str,
    start: &str,
    minutes: &str,
) -> Result<MovePage, AppError> {
    let looked_at = web.app.case_mark(number).await?;
    let detail = web.app.request_detail(number).await?.ok_or(AppError::NotFound)?;
    let before = detail
        .request
        .chosen()
        .or(detail.request.asked.options.first().copied());
    let before = before.ok_or(AppError::NotFound)?;
    let mut page = MovePage {
        number,
        organisation: detail.organisation.name.clone(),
        before,
        after: None,
        date: date.to_owned(),
        start: start.to_owned(),
        minutes: if minutes.is_empty() {
            before.minutes().to_string()
        } else {
            minutes.to_owned()
        },
        agreed: Vec::new(),
        asked: 0,
        seen: String::new(),
        looked_at: looked_at.to_string(),
        overtaken: false,
        by: None,
        notify: true,
        faults: Vec::new(),
    };
    match typed(web, date, start, &page.minutes) {
        Err(faults) => page.faults = faults.into_iter().map(Fault::from).collect(),
        Ok(None) => {}
        Ok(Some(to)) => match web.app.preview_move(number, to).await {
            Err(AppError::Rejected(faults)) => page.faults = faults.into_iter().map(Fault::from).collect(),
            preview => {
                let preview = preview?;
                page.after = Some(to);
                page.asked = preview.asked;
                page.seen = preview.digest;
                let people = preview.agreed.iter();
                page.agreed = people
                    .map(|(person, able)| MovePerson {
                        name: person.full_name(),
                        able: *able,
                    })
                    .collect();
            }
        },
    }
    Ok(page)
}

/// `GET /office/requests/{number}/move`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(number): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let query = Query::read(page::query_pairs(&uri));
    let page = move_page(
        &web,
        number,
        query.get("new_date"),
        query.get("new_start"),
        query.get("new_minutes"),
    )
    .await?;
    page::office(&web, &look, "requests", &page)
}

/// `POST /office/requests/{number}/move`
pub(in crate::web) async fn submit(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(number): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let number = number.parse().map_err(|_| AppError::NotFound)?;
    let time = typed(
        &web,
        form.get("new_date"),
        form.get("new_start"),
        form.get("new_minutes"),
    )
    .map_err(AppError::Rejected)?;
    let time = time.ok_or_else(|| AppError::rejected("new_date", "required"))?;
    let notify = form.get("notify") == "on";
    let seen = form.get("seen");
    match web
        .app
        .move_request(number, time, seen, notify, me.id, &form.mark)
        .await
    {
        Err(AppError::Conflict(CHANGED)) => return overtaken(&web, &look, number, &form, &me).await,
        moved => moved?,
    }
    Ok(page::done(&look, &format!("/office/requests/{number}"), "moved"))
}

/// The case has changed meanwhile: the same move with what it would do now, and who was faster.
async fn overtaken(
    web: &Web,
    look: &Look,
    number: i64,
    form: &Posted,
    me: &Account,
) -> Result<Response, AppError> {
    let typed = ["new_date", "new_start", "new_minutes"].map(|name| form.get(name));
    let mut page = move_page(web, number, typed[0], typed[1], typed[2]).await?;
    page.overtaken = true;
    page.notify = form.get("notify") == "on";
    if let Some(looked_at) = CaseMark::parse(form.get("looked_at")) {
        let by = web.app.changed_by_others(number, looked_at, me.id).await?;
        if let Some((entry, Actor::Account(id))) = by.map(|entry| (entry.at, entry.actor)) {
            let name = account_name(&mut web.app.store.read().await?, Some(id)).await?;
            page.by = Some((name, entry));
        }
    }
    page::with_status(web, look, StatusCode::CONFLICT, &page)
}

async fn rules_page(web: &Web, look: &Look, faults: Vec<Fault>) -> Result<AskingRulesPage, AppError> {
    let policies = web.app.asking_policies().await?;
    let row = |rule: &AskingRule| RuleRow {
        lead_hours: rule.lead_hours,
        first: rule.first,
        next: rule.next,
        window: rule.window_minutes,
        reminder: rule.reminder_minutes,
    };
    Ok(AskingRulesPage {
        programmes: policies
            .into_iter()
            .map(|(programme, policy)| ProgrammeAsking {
                id: programme.id.0.clone(),
                name: programme.name(look.tag()).to_owned(),
                rules: policy.rules.iter().map(row).collect(),
                by_itself: policy.replace_by_itself,
            })
            .collect(),
        faults,
    })
}

/// `GET /office/asking`
pub(in crate::web) async fn rules(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let page = rules_page(&web, &look, Vec::new()).await?;
    page::office(&web, &look, "outbox", &page)
}

/// `POST /office/asking`
pub(in crate::web) async fn set_rules(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let programme = ProgrammeId(form.get("programme").to_owned());
    let policies = web.app.asking_policies().await?;
    let before = policies
        .into_iter()
        .find(|(p, _)| p.id == programme)
        .ok_or(AppError::NotFound)?
        .1;
    let number = |name: &str, i: usize| form.get(&format!("{name}_{i}")).trim().parse().unwrap_or(-1);
    let rules = before.rules.iter().enumerate().map(|(i, rule)| AskingRule {
        lead_hours: rule.lead_hours,
        first: number("first", i),
        next: number("next", i),
        window_minutes: number("window", i),
        reminder_minutes: number("reminder", i),
    });
    let policy = AskingPolicy {
        rules: rules.collect(),
        replace_by_itself: form.get("by_itself") == "on",
    };
    match web.app.set_asking_policy(&programme, policy, me.id).await {
        Err(AppError::Rejected(faults)) => {
            let faults = faults.into_iter().map(Fault::from).collect();
            let page = rules_page(&web, &look, faults).await?;
            page::with_status(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        other => {
            other?;
            Ok(page::done(&look, "/office/asking", "asking_saved"))
        }
    }
}
