//! `/office/absent`: somebody cannot come. Who, for how long, what that means, and one confirmation.

use std::collections::BTreeSet;

use axum::extract::{OriginalUri, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{Days, NaiveDate};

use super::calls::call_rows;
use super::encode;
use crate::app::{AbsencePreview, AbsenceStep, Affected, AppError};
use crate::calendar::local;
use crate::domain::Rejection;
use crate::domain::absence::Away;
use crate::ids::PersonId;
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
        None => page.hits = hits(web, &typed.q, &words).await?,
        Some(id) => {
            let (person, coming) = web.app.coming_of(id).await?;
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
                .map(|one| (affected(one), typed.single.contains(&one.request.number)))
                .collect();
            page.held = web.app.held_for_person(id).await?.map(super::ask::held_row);
            let calls = web.app.calls(None).await?;
            page.calls = call_rows(calls, now, &words);
            if !typed.span.is_empty() {
                let found = match typed.away(today) {
                    Ok(away) => web.app.preview_absence(id, &away).await,
                    Err(faults) => Err(AppError::Rejected(faults)),
                };
                match found {
                    Ok(found) => page.preview = Some(preview(found, now)),
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

async fn hits(web: &Web, q: &str, words: &Words) -> Result<Vec<AbsentHit>, AppError> {
    if q.is_empty() {
        return Ok(Vec::new());
    }
    let filter = PeopleFilter {
        query: Some(q.to_owned()),
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

fn affected(one: &Affected) -> AbsentAffected {
    AbsentAffected {
        number: one.request.number,
        time: one.time,
        organisation: one.organisation.clone(),
        agreed: one.agreed,
        call_school: one.call_school,
        contact: one.contact.as_ref().map(|c| c.name.clone()).unwrap_or_default(),
        phone: one.contact.as_ref().and_then(|c| c.phone.clone()),
    }
}

fn preview(found: AbsencePreview, now: chrono::DateTime<chrono::Utc>) -> AbsentPreview {
    AbsentPreview {
        affected: found.affected.iter().map(affected).collect(),
        plans: found
            .plans
            .into_iter()
            .map(|plan| AbsentPlan {
                uncovered: plan.uncovered,
                moved: plan.moved.iter().map(|p| p.full_name()).collect(),
                asked: plan.steps.iter().filter(|s| s.own && s.comes.is_some()).count(),
                proven: plan.proven,
                steps: plan.steps.into_iter().map(|one| step(one, now)).collect(),
            })
            .collect(),
        digest: found.digest,
    }
}

fn step(one: AbsenceStep, now: chrono::DateTime<chrono::Utc>) -> AbsentStep {
    AbsentStep {
        number: one.request.number,
        time: one.time,
        organisation: one.organisation,
        own: one.own,
        comes: one.comes.map(|comes| AbsentComes {
            name: comes.person.full_name(),
            url: format!("/office/people/{}", comes.person.id),
            phone: comes.person.phone.clone(),
            by_phone: comes.by_phone,
            call_by: (comes.call_by > now && comes.call_by - now < chrono::TimeDelta::hours(24))
                .then_some(comes.call_by),
            instead: comes.instead,
        }),
    }
}
