//! `/office/plan` and `/office/plans/{id}`: choosing weeks, looking at a draft with its reasons, sending it out.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{Days, NaiveDate, TimeDelta};

use super::plan_help::{advice, help};
use super::{account_name, days_of, monday, plan_rows};
use crate::app::{AppError, ChoiceView, PlanProgress, PlanView, UnplacedView};
use crate::calendar::local;
use crate::domain::block::Block;
use crate::domain::language::LanguageCode;
use crate::domain::person::Person;
use crate::domain::plan::{PlanState, PlanWish, WishKind};
use crate::domain::request::{Request, RequestState};
use crate::domain::rules::Term;
use crate::ids::PlanId;
use crate::store::{Page, RequestFilter};
use crate::view::pages::{
    Backup, BlockCount, CompetingRequest, DayOfPlan, FunnelStep, LanguageFit, Placed, PlanOutcome, PlanPage,
    PlanStep, PlanTotals, PlanningPage, Unfilled, Week, Why, WishRow,
};
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
/// Seconds between two looks at a running computation.
const REFRESH: u32 = 2;
/// The rules of the funnel, in the order of the plan format.
const FUNNEL: [&str; 8] = [
    "programme",
    "language",
    "qualification",
    "gender",
    "excluded",
    "reach",
    "unavailable",
    "busy",
];

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
    let waiting = |from, to| RequestFilter {
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
    let plans = tx.plans(Page::first(10)).await?.rows;
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
) -> Result<Response, AppError> {
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
    let page = PlanPage {
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
        outcome: record.drafted_at.map(|_| outcome(&view, &words, &web)),
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
    Ok(page::done(&look, &format!("/office/plans/{id}"), "plan_wished"))
}

fn failure_word(code: &str) -> &'static str {
    match code {
        "plan-data-keeps-changing" => "changed",
        "lost" => "interrupted",
        _ => "internal",
    }
}

fn outcome(view: &PlanView, words: &Words, web: &Web) -> PlanOutcome {
    let zone = web.app.config.time_zone;
    let mut days: BTreeMap<NaiveDate, Vec<Placed>> = BTreeMap::new();
    for choice in &view.choices {
        let day = local::local_date(zone, choice.time.starts_at);
        let seats = choice.people.len();
        days.entry(day)
            .or_default()
            .extend((0..seats).filter_map(|seat| placed(choice, seat, words)));
    }
    let numbers: BTreeSet<i64> = view.choices.iter().map(|c| c.request.number).collect();
    let open: BTreeSet<i64> = view.unplaced.iter().map(|u| u.request.number).collect();
    let people: BTreeSet<_> = view
        .choices
        .iter()
        .flat_map(|c| &c.people)
        .map(|(p, _)| p.id)
        .collect();
    let filled = numbers.difference(&open).count();
    let coverage = view.levels.iter().find(|level| level.goal == "coverage");
    let gap = coverage
        .filter(|level| !level.proven)
        .map_or(0.0, |level| (level.bound - level.value).abs().ceil());
    let names: BTreeMap<i64, &str> = view
        .choices
        .iter()
        .map(|c| (c.request.number, c.organisation.as_str()))
        .chain(
            view.unplaced
                .iter()
                .map(|u| (u.request.number, u.organisation.as_str())),
        )
        .collect();
    PlanOutcome {
        optimal: view.levels.iter().all(|level| level.proven),
        gap: whole(gap),
        totals: PlanTotals {
            requests: count(numbers.union(&open).count()),
            filled: count(filled),
            unfilled: count(open.len()),
            people: count(people.len()),
            seconds: whole(view.seconds),
        },
        days: days
            .into_iter()
            .map(|(date, placed)| DayOfPlan { date, placed })
            .collect(),
        unfilled: view
            .unplaced
            .iter()
            .map(|row| unfilled(row, words, &names))
            .collect(),
        advice: view.advice.iter().map(|one| advice(one, words, zone)).collect(),
        warnings: vec![],
    }
}

pub(super) fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "seconds and gaps of a plan are small"
)]
fn whole(n: f64) -> i64 {
    n.round() as i64
}

/// The person at position `seat` of a choice.
fn placed(choice: &ChoiceView, seat: usize, words: &Words) -> Option<Placed> {
    let (person, reason) = choice.people.get(seat)?;
    let parts = &reason.parts;
    let seats = choice.people.len();
    let request = &choice.request;
    let fit = choice
        .language
        .as_ref()
        .map(|language| fit(person, &language.code, parts.language_quality, words));
    let options = request.asked.options.len();
    Some(Placed {
        number: request.number,
        time: choice.time,
        organisation: choice.organisation.clone(),
        district: words.district(&choice.district),
        programme: words.programme(&request.asked.programme),
        mode: request.asked.mode.as_str().to_owned(),
        seat: (seats > 1).then_some((seat + 1, seats)),
        seat_position: choice.seat,
        person: person.full_name(),
        person_url: format!("/office/people/{}", person.id),
        person_id: person.id.to_string(),
        option: choice.option,
        by_phone: !person.reachable_by_mail(),
        pinned: false,
        language: fit,
        why: Why {
            travel_minutes: (parts.travel_minutes > 0).then_some(parts.travel_minutes),
            travel_from: Some(words.district(&person.district)),
            gender_met: request.asked.gender.map(|_| parts.gender == 0),
            knows_case: reason.knows,
            favours: favours(&reason.favoured),
            option: (options > 1).then_some((choice.option + 1, options)),
            minutes_served: Some(reason.served),
            minutes_planned: (reason.minutes > choice.time.minutes()).then_some(reason.minutes),
        },
        backups: choice
            .backups
            .iter()
            .map(|backup| Backup {
                name: backup.full_name(),
                url: format!("/office/people/{}", backup.id),
            })
            .collect(),
    })
}

/// The sentences about what the office favours people for (message ids `why-…`), where there is something to say.
fn favours(favoured: &BTreeMap<Term, bool>) -> Vec<&'static str> {
    let sentence = |(term, is): (&Term, &bool)| match (term, is) {
        (Term::Topic, true) => Some("why-topic"),
        (Term::Topic, false) => Some("why-topic-other"),
        (Term::Newcomer, true) => Some("why-newcomer"),
        (Term::Scarce, true) => Some("why-scarce"),
        (Term::Scarce, false) => Some("why-scarce-other"),
        _ => None,
    };
    favoured.iter().filter_map(sentence).collect()
}

/// How well a person's language fits the one asked for.
pub(super) fn fit(person: &Person, asked: &LanguageCode, quality: i64, words: &Words) -> LanguageFit {
    let (spoken, level) = best_language(person, asked, quality, words);
    LanguageFit {
        asked: words.language(asked),
        spoken,
        level,
        quality,
    }
}

/// The language the person will speak: the one asked for, or the related one that made the match possible.
fn best_language(person: &Person, asked: &LanguageCode, quality: i64, words: &Words) -> (String, String) {
    let exact = person.languages.get(asked).filter(|_| quality >= 100);
    let found = exact
        .map(|level| (asked, level))
        .or_else(|| words.related(asked, quality, &person.languages));
    match found {
        Some((code, level)) => (words.language(code), level.as_str().to_owned()),
        None => (words.language(asked), "B1".to_owned()),
    }
}

/// What keeps people away, most first. Whoever is not in the programme at all goes without saying.
fn blocks(counts: &BTreeMap<Block, i64>) -> Vec<BlockCount> {
    let mut rows: Vec<(&Block, &i64)> = counts
        .iter()
        .filter(|(block, _)| **block != Block::Programme)
        .collect();
    rows.sort_by_key(|(block, people)| (std::cmp::Reverse(**people), **block));
    rows.into_iter()
        .map(|(block, people)| BlockCount {
            rule: block.to_string(),
            people: *people,
        })
        .collect()
}

fn unfilled(row: &UnplacedView, words: &Words, names: &BTreeMap<i64, &str>) -> Unfilled {
    let request = &row.request;
    let empty = row.funnel.iter().position(|people| *people == 0);
    Unfilled {
        number: request.number,
        organisation: row.organisation.clone(),
        district: words.district(&row.district),
        programme: words.programme(&request.asked.programme),
        language: row.language.as_ref().map(|l| words.language(&l.code)),
        times: request.asked.options.clone(),
        reason: row.reason.clone(),
        funnel: FUNNEL
            .iter()
            .zip(row.funnel)
            .enumerate()
            .map(|(i, (rule, people))| FunnelStep {
                rule: (*rule).to_owned(),
                people: people.into(),
                last: empty == Some(i),
            })
            .collect(),
        blocks: blocks(&row.blocks),
        competes_with: row
            .competes_with
            .iter()
            .map(|number| CompetingRequest {
                number: *number,
                organisation: names.get(number).map_or(String::new(), |n| (*n).to_owned()),
            })
            .collect(),
        help: row
            .help
            .iter()
            .filter_map(|one| help(one, &row.district, words))
            .collect(),
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
