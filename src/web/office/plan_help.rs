//! `/office/plans/{id}/requests/{number}/{seat}` and `/office/plan/recruiting`: who else, at what price, and whom to win.

use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Datelike, Utc};
use chrono_tz::Tz;

use super::days_of;
use super::plan::plan_id;
use super::plan_outcome::fit;
use crate::app::{Advice, AdviceView, AppError, Change, HelpView, OtherView};
use crate::domain::language::LanguageCode;
use crate::domain::person::Person;
use crate::domain::programme::ProgrammeId;
use crate::domain::request::{Request, TimeOption};
use crate::view::pages::{
    AdviceRow, CompetingRequest, Help, Other, PlanSeatPage, RecruitingPage, SeatPerson, Who, Why,
};
use crate::web::Web;
use crate::web::page::{self, Look};
use crate::web::words::Words;

/// Points of quality that nobody would notice.
const LITTLE: i64 = 30;

/// `GET /office/plans/{id}/requests/{number}/{seat}`
pub(in crate::web) async fn seat(
    State(web): State<Web>,
    look: Look,
    Path((id, number, seat)): Path<(String, i64, usize)>,
) -> Result<Response, AppError> {
    let id = plan_id(&id)?;
    let view = web
        .app
        .plan_seat(id, number, seat)
        .await?
        .ok_or(AppError::NotFound)?;
    let mut tx = web.app.store.read().await?;
    let record = tx.plan(id).await?.ok_or(AppError::NotFound)?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let (from, to) = days_of(record.window.from, record.window.to, web.app.config.time_zone);
    let asked = view
        .request
        .asked
        .seats
        .get(seat)
        .and_then(|s| s.language.clone());
    let options = view.request.asked.options.len();
    let chosen = view
        .request
        .asked
        .options
        .iter()
        .position(|option| *option == view.time);
    let page = PlanSeatPage {
        plan_url: format!("/office/plans/{id}"),
        from,
        to,
        number,
        organisation: view.organisation,
        time: view.time,
        programme: words.programme(&view.request.asked.programme),
        people: view
            .people
            .iter()
            .map(|(person, parts)| SeatPerson {
                who: who(person),
                pinned: false,
                language: asked
                    .as_ref()
                    .map(|code| fit(person, code, parts.language_quality, &words)),
                why: Why {
                    travel_minutes: (parts.travel_minutes > 0).then_some(parts.travel_minutes),
                    travel_from: Some(words.district(&person.district)),
                    gender_met: view.request.asked.gender.map(|_| parts.gender == 0),
                    option: (options > 1).then(|| (chosen.map_or(1, |at| at + 1), options)),
                    ..Why::default()
                },
            })
            .collect(),
        others: view.others.iter().map(other).collect(),
    };
    page::office(&web, &look, "plan", &page)
}

fn other(view: &OtherView) -> Other {
    let requests = |list: &[(Request, String)]| list.iter().map(competing).collect();
    Other {
        who: who(&view.person),
        travel_minutes: (view.quality.travel_minutes > 0).then_some(view.quality.travel_minutes),
        uncovered: requests(&view.uncovered),
        covered: requests(&view.covered),
        moved: view.moved.iter().map(who).collect(),
        suits: match view.worse {
            i64::MIN..0 => "better",
            0 => "same",
            1..=LITTLE => "little",
            _ => "much",
        },
    }
}

fn competing((request, organisation): &(Request, String)) -> CompetingRequest {
    CompetingRequest {
        number: request.number,
        organisation: organisation.clone(),
    }
}

fn who(person: &Person) -> Who {
    Who {
        name: person.full_name(),
        url: format!("/office/people/{}", person.id),
    }
}

/// `GET /office/plan/recruiting`
pub(in crate::web) async fn recruiting(State(web): State<Web>, look: Look) -> Result<Response, AppError> {
    let view = web.app.recruiting().await?;
    let mut tx = web.app.store.read().await?;
    let words = Words::read(&mut tx, look.tag()).await?;
    let zone = web.app.config.time_zone;
    let rows = view.advice.iter().map(|advice| row(advice, None, &words, zone));
    let page = RecruitingPage {
        plans: view.plans,
        advice: rows.collect(),
    };
    page::office(&web, &look, "plan", &page)
}

/// A change in words of the page.
pub(super) fn help(view: &HelpView, district: &str, words: &Words) -> Option<Help> {
    let mut help = Help {
        people: view.people.iter().map(who).collect(),
        ..Help::default()
    };
    let language = |code: &str| Some(words.language(&LanguageCode(code.to_owned())));
    help.kind = match &view.change {
        Change::Option { start, end } => {
            help.time = Some(time(*start, *end)?);
            "option"
        }
        Change::Mode { mode } => {
            help.mode = Some(mode.clone());
            "mode"
        }
        Change::Level { code, level } => {
            help.language = language(code);
            help.level = Some(level.as_str().to_owned());
            "level"
        }
        Change::Language { code } => {
            help.language = language(code);
            "language"
        }
        Change::District { .. } => {
            help.district = Some(words.district(district));
            "district"
        }
        Change::Available { start, end, .. } => {
            help.time = Some(time(*start, *end)?);
            "available"
        }
        Change::Limit {
            minutes: Some(minutes),
            ..
        } => {
            help.most = Some(*minutes);
            "minutes"
        }
        Change::Limit {
            requests: Some(requests),
            ..
        } => {
            help.most = Some(*requests);
            "requests"
        }
        Change::Gender => "gender",
        Change::Displace { .. } => {
            help.instead = Some(competing(view.instead.as_ref()?));
            "displace"
        }
        // The office's problems have neither money per request nor resources.
        Change::Limit { .. } | Change::Resource { .. } | Change::Budget { .. } => return None,
    };
    Some(help)
}

/// Advice in words of the page.
pub(super) fn advice(view: &AdviceView, words: &Words, zone: Tz) -> AdviceRow {
    row(&view.advice, view.person.as_ref(), words, zone)
}

fn row(advice: &Advice, person: Option<&Person>, words: &Words, zone: Tz) -> AdviceRow {
    let mut row = AdviceRow {
        person: person.map(who),
        gain: advice.gain(),
        weeks: 1,
        ..AdviceRow::default()
    };
    match advice {
        Advice::Hours { minutes, .. } => row.minutes = *minutes,
        Advice::Person {
            programme,
            languages,
            district,
            available,
            ..
        } => {
            row.programme = words.programme(&ProgrammeId(programme.clone()));
            row.language = languages
                .keys()
                .next()
                .map(|code| words.language(&LanguageCode(code.clone())));
            row.district = district.as_deref().map(|code| words.district(code));
            let times: Vec<_> = available
                .iter()
                .filter_map(|(start, end)| time(*start, *end))
                .map(|time| {
                    (
                        time.starts_at.with_timezone(&zone),
                        time.ends_at.with_timezone(&zone),
                    )
                })
                .collect();
            let clock = |moment: &DateTime<Tz>| moment.format("%-H:%M").to_string();
            let first = times.iter().min_by_key(|(start, _)| start.time());
            let last = times.iter().max_by_key(|(_, end)| end.time());
            if let (Some((start, _)), Some((_, end))) = (first, last) {
                let weekday = times
                    .first()
                    .map_or(0, |(start, _)| start.weekday().number_from_monday());
                row.when = Some((weekday, clock(start), clock(end)));
            }
            let mut weeks: Vec<_> = times.iter().map(|(start, _)| start.iso_week()).collect();
            weeks.dedup();
            row.weeks = weeks.len().max(1);
        }
    }
    row
}

/// Minutes of the problem format as a time.
fn time(start: i64, end: i64) -> Option<TimeOption> {
    let moment = |minute: i64| DateTime::<Utc>::from_timestamp(minute.checked_mul(60)?, 0);
    Some(TimeOption {
        starts_at: moment(start)?,
        ends_at: moment(end)?,
    })
}
