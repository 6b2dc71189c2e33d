//! `/office/absent`: somebody cannot come. Who, for how long, what that means, and one confirmation.

use std::collections::BTreeSet;

use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Days, NaiveDate};

use super::calls::{call_rows, calls_within};
use super::encode;
use crate::app::{AbsencePreview, AbsenceStep, Affected, AppError};
use crate::calendar::local;
use crate::domain::Rejection;
use crate::domain::absence::Away;
use crate::domain::rights::{Reach, Right};
use crate::ids::{PersonId, RequestId};
use crate::store::{Page, PeopleFilter};
use crate::view::pages::{
    AbsentAffected, AbsentComes, AbsentHit, AbsentPage, AbsentPerson, AbsentPlan, AbsentPreview, AbsentStep,
    Fault,
};
use crate::web::Web;
use crate::web::access::Me;
use crate::web::forms::Posted;
use crate::web::page::{self, Look, Setting};
use crate::web::words::Words;

/// People shown for a search.
const HITS: i64 = 12;
/// Days noted when nobody knows yet how long.
const UNKNOWN: Days = Days::new(6);

/// What was chosen, as typed.
#[derive(Clone, Debug, Default)]
struct Typed {
    q: String,
    person: String,
    span: String,
    from: String,
    to: String,
    single: BTreeSet<i64>,
}

impl Typed {
    fn read<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let mut typed = Self::default();
        for (key, value) in pairs {
            let value: String = value.trim().chars().take(200).collect();
            match key {
                "q" => typed.q = value,
                "person" => typed.person = value,
                "span" => typed.span = value,
                "absent_from" => typed.from = value,
                "absent_to" => typed.to = value,
                "single" => typed.single.extend(value.parse::<i64>().ok()),
                _ => {}
            }
        }
        typed
    }

    fn person(&self) -> Option<PersonId> {
        self.person.parse().ok()
    }

    /// The absence meant; every fault at once.
    fn away(&self, today: NaiveDate) -> Result<Away, Vec<Rejection>> {
        match self.span.as_str() {
            "today" => Ok(Away::Days {
                from: today,
                to: today,
            }),
            "unknown" => Ok(Away::Days {
                from: today,
                to: today + UNKNOWN,
            }),
            "single" => Ok(Away::Requests(self.single.clone())),
            "until" => {
                let from = if self.from.is_empty() {
                    Some(today)
                } else {
                    day(&self.from)
                };
                let to = day(&self.to);
                match (from, to) {
                    (Some(from), Some(to)) => Ok(Away::Days { from, to }),
                    (from, to) => {
                        let fault =
                            |missing: bool, field: &str| missing.then(|| Rejection::new(field, "date"));
                        let faults = [
                            fault(from.is_none(), "absent_from"),
                            fault(to.is_none(), "absent_to"),
                        ];
                        Err(faults.into_iter().flatten().collect())
                    }
                }
            }
            _ => Err(vec![Rejection::new("span", "required")]),
        }
    }
}

/// A day as `2026-11-30` or `30.11.2026`.
fn day(text: &str) -> Option<NaiveDate> {
    let formats = ["%Y-%m-%d", "%d.%m.%Y"];
    formats
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}

/// `GET /office/absent`
pub(in crate::web) async fn show(
    State(web): State<Web>,
    look: Look,
    OriginalUri(uri): OriginalUri,
) -> Result<Response, AppError> {
    let pairs = page::query_pairs(&uri);
    let typed = Typed::read(pairs.iter().map(|(k, v)| (k.as_str(), v.as_str())));
    answer(&web, &look, StatusCode::OK, &typed, None).await
}

/// `POST /office/absent`
pub(in crate::web) async fn confirm(
    State(web): State<Web>,
    look: Look,
    Me(me): Me,
    form: Posted,
) -> Result<Response, AppError> {
    let typed = Typed::read(form.fields());
    let today = local::local_date(web.app.config.time_zone, web.app.clock.now());
    let person = typed.person().ok_or(AppError::NotFound)?;
    reachable(&web, &look, person).await?;
    let away = typed.away(today).map_err(AppError::Rejected)?;
    let plan = form.get("plan").parse().unwrap_or(0);
    let digest = form.get("digest");
    let done = web
        .app
        .report_absence(person, &away, plan, digest, me.id, &form.mark)
        .await;
    match done {
        Ok(()) => Ok(page::done(
            &look,
            &format!("/office/absent?person={person}"),
            "absence_noted",
        )),
        Err(AppError::Conflict("conflict-absence-changed")) => {
            let fault = Rejection::new("form", "absence-changed");
            answer(&web, &look, StatusCode::CONFLICT, &typed, Some(fault)).await
        }
        Err(error) => Err(error),
    }
}

/// Somebody of another part of the work is nobody.
async fn reachable(web: &Web, look: &Look, person: PersonId) -> Result<(), AppError> {
    let reach = look.reach(Right::Plan);
    let belongs = web.app.store.read().await?.person_belongs(person).await?;
    if belongs.is_some_and(|thing| reach.covers(&thing)) {
        Ok(())
    } else {
        Err(AppError::NotFound)
    }
}

/// What of a case whoever looks may know.
struct Near {
    requests: BTreeSet<RequestId>,
    people: BTreeSet<PersonId>,
}

impl Near {
    async fn read(
        web: &Web,
        reach: &Reach,
        requests: Vec<RequestId>,
        people: Vec<PersonId>,
    ) -> Result<Self, AppError> {
        let mut tx = web.app.store.read().await?;
        let ids: Vec<_> = people.iter().map(|id| id.0).collect();
        Ok(Self {
            requests: tx.requests_within(&requests, reach).await?,
            people: tx
                .people_within(&ids, reach)
                .await?
                .into_iter()
                .map(PersonId)
                .collect(),
        })
    }

    /// Those of a preview, which may be about requests and people of other parts.
    async fn of(web: &Web, reach: &Reach, found: &AbsencePreview) -> Result<Self, AppError> {
        let steps = || found.plans.iter().flat_map(|plan| &plan.steps);
        let requests = found.affected.iter().map(|one| one.request.id);
        let requests = requests.chain(steps().map(|one| one.request.id)).collect();
        let people = steps().filter_map(|one| one.comes.as_ref()).map(|c| c.person.id);
        let moved = found.plans.iter().flat_map(|plan| &plan.moved).map(|p| p.id);
        Self::read(web, reach, requests, people.chain(moved).collect()).await
    }
}

async fn answer(
    web: &Web,
    look: &Look,
    status: StatusCode,
    typed: &Typed,
    fault: Option<Rejection>,
) -> Result<Response, AppError> {
    let now = web.app.clock.now();
    let today = local::local_date(web.app.config.time_zone, now);
    let words = Words::read(&mut web.app.store.read().await?, look.tag()).await?;
    let mut page = AbsentPage {
        q: typed.q.clone(),
        span: typed.span.clone(),
        from: typed.from.clone(),
        to: typed.to.clone(),
        today,
        unknown_until: today + UNKNOWN,
        faults: fault.into_iter().map(Fault::from).collect(),
        ..AbsentPage::default()
    };
    match typed.person() {
        None => page.hits = hits(web, look, &typed.q, &words).await?,
        Some(id) => {
            reachable(web, look, id).await?;
            let reach = look.reach(Right::Plan);
            let (person, coming) = web.app.coming_of(id).await?;
            let near = coming.iter().map(|one| one.request.id).collect();
            let near = Near::read(web, &reach, near, Vec::new()).await?;
            page.person = Some(AbsentPerson {
                id: person.id.to_string(),
                name: person.full_name(),
                url: format!("/office/people/{}", person.id),
                phone: person.phone.clone(),
                by_mail: person.reachable_by_mail(),
                absences: person
                    .absences
                    .iter()
                    .filter(|a| a.to >= today)
                    .map(|a| (a.from, a.to))
                    .collect(),
            });
            page.coming = coming
                .iter()
                .map(|one| (affected(one, &near), typed.single.contains(&one.request.number)))
                .collect();
            page.held = web.app.held_for_person(id).await?.map(super::ask::held_row);
            let calls = calls_within(web, look).await?;
            page.calls = call_rows(calls, now, &words);
            if !typed.span.is_empty() {
                let found = match typed.away(today) {
                    Ok(away) => web.app.preview_absence(id, &away).await,
                    Err(faults) => Err(AppError::Rejected(faults)),
                };
                match found {
                    Ok(found) => {
                        let near = Near::of(web, &reach, &found).await?;
                        page.preview = Some(preview(found, now, &near));
                    }
                    Err(AppError::Rejected(faults)) => {
                        page.faults.extend(faults.into_iter().map(Fault::from))
                    }
                    Err(error) => return Err(error),
                }
            }
        }
    }
    let setting = Setting {
        nav: "overview",
        refresh: None,
    };
    page::render(web, look, setting, status, &page)
}

async fn hits(web: &Web, look: &Look, q: &str, words: &Words) -> Result<Vec<AbsentHit>, AppError> {
    if q.is_empty() {
        return Ok(Vec::new());
    }
    let filter = PeopleFilter {
        query: Some(q.to_owned()),
        within: look.reach(Right::Plan),
        ..PeopleFilter::default()
    };
    let found = web.app.find_people(&filter, Page::first(HITS)).await?;
    Ok(found
        .rows
        .into_iter()
        .map(|row| AbsentHit {
            name: format!("{} {}", row.first_name, row.last_name),
            detail: [Some(words.district(&row.district)), row.phone]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
            url: format!("/office/absent?person={}", encode(&row.id.to_string())),
        })
        .collect())
}

fn affected(one: &Affected, near: &Near) -> AbsentAffected {
    let foreign = !near.requests.contains(&one.request.id);
    let contact = one.contact.as_ref().filter(|_| !foreign);
    AbsentAffected {
        number: one.request.number,
        time: one.time,
        organisation: known(&one.organisation, foreign),
        foreign,
        agreed: one.agreed,
        call_school: one.call_school && !foreign,
        contact: contact.map(|c| c.name.clone()).unwrap_or_default(),
        phone: contact.and_then(|c| c.phone.clone()),
    }
}

fn known(name: &str, foreign: bool) -> String {
    if foreign { String::new() } else { name.to_owned() }
}

fn preview(found: AbsencePreview, now: chrono::DateTime<chrono::Utc>, near: &Near) -> AbsentPreview {
    AbsentPreview {
        affected: found.affected.iter().map(|one| affected(one, near)).collect(),
        plans: found
            .plans
            .into_iter()
            .map(|plan| AbsentPlan {
                uncovered: plan.uncovered,
                elsewhere: plan.moved.iter().filter(|p| !near.people.contains(&p.id)).count(),
                moved: plan
                    .moved
                    .iter()
                    .filter(|p| near.people.contains(&p.id))
                    .map(|p| p.full_name())
                    .collect(),
                asked: plan.steps.iter().filter(|s| s.own && s.comes.is_some()).count(),
                proven: plan.proven,
                steps: plan.steps.into_iter().map(|one| step(one, now, near)).collect(),
            })
            .collect(),
        digest: found.digest,
    }
}

fn step(one: AbsenceStep, now: chrono::DateTime<chrono::Utc>, near: &Near) -> AbsentStep {
    let foreign = !near.requests.contains(&one.request.id);
    AbsentStep {
        number: one.request.number,
        time: one.time,
        organisation: known(&one.organisation, foreign),
        foreign,
        own: one.own,
        comes: one.comes.map(|comes| {
            let stranger = !near.people.contains(&comes.person.id);
            AbsentComes {
                name: known(&comes.person.full_name(), stranger),
                stranger,
                url: format!("/office/people/{}", comes.person.id),
                phone: comes.person.phone.clone().filter(|_| !stranger),
                by_phone: comes.by_phone,
                call_by: (comes.call_by > now && comes.call_by - now < chrono::TimeDelta::hours(24))
                    .then_some(comes.call_by),
                instead: comes.instead,
            }
        }),
    }
}
