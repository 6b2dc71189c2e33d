//! `/office/plan` and `/office/plans/{id}`: choosing weeks, looking at a draft with its reasons, sending it out.

use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate, TimeDelta};

use super::plan_outcome::{outcome, whole};
use super::{Query, account_name, back_to, days_of, monday, plan_rows};
use crate::app::{AppError, PlanProgress};
use crate::calendar::local;
use crate::domain::person::Person;
use crate::domain::plan::{PlanState, PlanWish, WishKind};
use crate::domain::request::{Request, RequestState};
use crate::domain::rights::{Reach, Right, Scope};
use crate::ids::PlanId;
use crate::store::{Page, RequestFilter, Tx};
use crate::view::pages::{PlanPage, PlanStep, PlanningPage, Week, WishRow};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};
use crate::web::words::Words;

/// Weeks offered for planning, this one included; later ones when requests wait in them.
const WEEKS: u64 = 6;
/// How far ahead requests are looked for.
const WEEKS_AHEAD: u64 = 60;
/// Weeks that are planned at once at most.
const WEEKS_MOST: u8 = 8;
/// Proposals in the list, and how many are looked at to find them.
const PLANS: usize = 10;
const PLANS_READ: i64 = 100;
/// Seconds between two looks at a running computation.
const REFRESH: u32 = 2;

/// `GET /office/plan`
pub(in crate::web) async fn weeks(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    planning(&web, &look, StatusCode::OK, None).await
}

async fn planning(
    web: &Web,
    look: &Look,
    status: StatusCode,
    fault: Option<&'static str>,
) -> Result<Response, AppError> {
    let zone = web.app.config.time_zone;
    let this_week = monday(local::local_date(zone, web.app.clock.now()));
    let mut tx = web.app.store.read().await?;
    let mut weeks: Vec<Week> = Vec::new();
    let reach = look.reach(if look.allows(Right::Plan) {
        Right::Plan
    } else {
        Right::Read
    });
    let waiting = |from, to| RequestFilter {
        within: reach.clone(),
        states: vec![RequestState::Submitted, RequestState::Unfilled],
        from,
        to,
        ..RequestFilter::default()
    };
    let soon = this_week.checked_add_days(Days::new(7 * WEEKS));
    let soon = soon.map(|day| local::resolve(zone, day, 0));
    let later = tx.requests(&waiting(soon, None), Page::first(1)).await?.total;
    let ahead = if later > 0 { WEEKS_AHEAD } else { WEEKS };
    for number in 0..ahead {
        let (Some(from), Some(next)) = (
            this_week.checked_add_days(Days::new(7 * number)),
            this_week.checked_add_days(Days::new(7 * number + 7)),
        ) else {
            break;
        };
        let (start, end) = (local::resolve(zone, from, 0), local::resolve(zone, next, 0));
        let open = tx
            .requests(&waiting(Some(start), Some(end)), Page::first(1))
            .await?
            .total;
        if number >= WEEKS && open == 0 {
            continue;
        }
        weeks.push(Week {
            from,
            to: next.pred_opt().unwrap_or(next),
            open,
            chosen: false,
        });
    }
    // The first week with something to plan after this one, for which it is mostly too late.
    let first = weeks
        .iter()
        .skip(1)
        .position(|w| w.open > 0)
        .map(|i| i + 1)
        .or(weeks.iter().position(|w| w.open > 0));
    if let Some(week) = first.and_then(|i| weeks.get_mut(i)) {
        week.chosen = true;
    }
    if weeks.iter().all(|week| week.open == 0) {
        weeks.clear();
    }
    let mut plans = tx.plans(Page::first(PLANS_READ)).await?.rows;
    plans.retain(|plan| reach.includes(&plan.reach));
    plans.truncate(PLANS);
    let page = PlanningPage {
        weeks,
        plans: plan_rows(&mut tx, plans, zone).await?,
        fault,
    };
    page::render(
        web,
        look,
        Setting {
            nav: "plan",
            refresh: None,
        },
        status,
        &page,
    )
}

/// `POST /office/plan`
pub(in crate::web) async fn start(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let chosen: Vec<NaiveDate> = form
        .all("week")
        .filter_map(|day| day.parse().ok())
        .map(monday)
        .collect();
    let (Some(first), Some(last)) = (chosen.iter().min(), chosen.iter().max()) else {
        return planning(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, Some("weeks-fault")).await;
    };
    let weeks = u8::try_from((*last - *first).num_days() / 7 + 1).unwrap_or(u8::MAX);
    if weeks > WEEKS_MOST {
        return planning(&web, &look, StatusCode::UNPROCESSABLE_ENTITY, Some("weeks-many")).await;
    }
    let id = web.app.start_plan(*first, weeks, me.id).await?;
    Ok(Redirect::to(&format!("/office/plans/{id}")).into_response())
}

pub(super) fn plan_id(text: &str) -> Result<PlanId, AppError> {
    text.parse().map_err(|_| AppError::NotFound)
}

/// `GET /office/plans/{id}`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    Path(id): Path<String>,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let query = Query::read(page::query_pairs(&uri));
    let view = web
        .app
        .plan_view(plan_id(&id)?)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let record = &view.record;
    let (from, to) = days_of(record.window.from, record.window.to, web.app.config.time_zone);
    let computing = record.state == PlanState::Computing;
    let mut parts = Vec::new();
    if let Reach::Parts(scopes) = &record.reach {
        for scope in scopes {
            parts.push(scope_text(&mut tx, &words, scope).await?);
        }
    }
    let page = PlanPage {
        reach: parts,
        url: format!("/office/plans/{}", record.id),
        from,
        to,
        state: record.state.as_str().to_owned(),
        created_at: record.created_at,
        by: account_name(&mut tx, record.created_by).await?,
        until: computing.then(|| {
            record.created_at + TimeDelta::from_std(web.app.config.plan_time_limit).unwrap_or_default()
        }),
        failure: record
            .failure
            .as_deref()
            .map(|code| failure_word(code).to_owned()),
        outcome: record.drafted_at.map(|_| outcome(&view, &words, &web, &query)),
        held: web.app.held_for_plan(record.id).await?.map(super::ask::held_row),
        progress: view.progress.as_ref().and_then(progress),
        weeks: weeks_of(from, to),
        wishes: web
            .app
            .wishes_of_plan(record.id)
            .await?
            .into_iter()
            .map(wish_row)
            .collect(),
    };
    let refresh = computing.then_some(REFRESH);
    page::render(
        &web,
        &look,
        Setting { nav: "plan", refresh },
        StatusCode::OK,
        &page,
    )
}

/// A part of the office's work in words.
async fn scope_text(tx: &mut Tx, words: &Words, scope: &Scope) -> Result<String, AppError> {
    let carrier = match scope.carrier {
        Some(id) => tx.organisation(id).await?.map(|organisation| organisation.name),
        None => None,
    };
    let programme = scope.programme.as_ref().map(|id| words.programme(id));
    let district = scope.district.as_deref().map(|code| words.district(code));
    let all: Vec<String> = [programme, district, carrier].into_iter().flatten().collect();
    Ok(all.join(", "))
}

/// How far a running computation is.
fn progress(at: &PlanProgress) -> Option<PlanStep> {
    let goal = at.goal?;
    // Coverage is counted; of everything else, which is kept small, a part of it is what can be said in a sentence.
    let counted = goal == "coverage";
    let number = |n: f64| whole(n.abs());
    Some(PlanStep {
        goal,
        value: at.value.filter(|_| counted).map(number),
        bound: at.bound.filter(|_| counted).map(number),
        percent: at.gap.filter(|_| !counted).map(|gap| whole((100.0 * gap).ceil())),
        phase: at.phase,
    })
}

/// The Mondays of a proposal's weeks.
fn weeks_of(from: NaiveDate, to: NaiveDate) -> Vec<NaiveDate> {
    from.iter_weeks().take_while(|day| *day <= to).collect()
}

fn wish_row((wish, request, person): (PlanWish, Request, Person)) -> WishRow {
    WishRow {
        kind: wish.kind.as_str(),
        number: request.number,
        person: person.full_name(),
        id: person.id.to_string(),
    }
}

/// `POST /office/plans/{id}/wish`
pub(in crate::web) async fn wish(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    form: Posted,
) -> Result<Response, AppError> {
    let id = plan_id(&id)?;
    let kind = match form.get("kind") {
        "none" => None,
        kind => Some(WishKind::parse(kind).ok_or_else(|| AppError::rejected("kind", "unknown-choice"))?),
    };
    let number = form.get("number").parse().map_err(|_| AppError::NotFound)?;
    let person = form.get("person").parse().map_err(|_| AppError::NotFound)?;
    let option = form.get("option").parse().unwrap_or(0);
    web.app.wish(number, person, option, kind, me.id).await?;
    let plan = format!("/office/plans/{id}");
    let back = form.get("back");
    let within = back == plan || back.starts_with(&format!("{plan}?"));
    let back = if within { back_to(back) } else { plan };
    Ok(page::done(&look, &back, "plan_wished"))
}

fn failure_word(code: &str) -> &'static str {
    match code {
        "plan-data-keeps-changing" => "changed",
        "lost" => "interrupted",
        _ => "internal",
    }
}

/// `POST /office/plans/{id}/discard`
pub(in crate::web) async fn discard(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    Path(id): Path<String>,
    _: Posted,
) -> Result<Response, AppError> {
    web.app.discard_plan(plan_id(&id)?, me.id).await?;
    Ok(page::done(&look, "/office/plan", "plan_discarded"))
}

/// `POST /office/plans/{id}/stop`
pub(in crate::web) async fn stop(
    State(web): State<Web>,
    Path(id): Path<String>,
    _: Posted,
) -> Result<Response, AppError> {
    let id = plan_id(&id)?;
    web.app.stop_plan(id);
    Ok(Redirect::to(&format!("/office/plans/{id}")).into_response())
}
