//! What would help? Changes for requests that stay open, who else could take a seat at what price, and whom to win for the future.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, TimeDelta, Utc};
use passgenau_solver as solver;

use super::office::by_id;
use super::plan::read_problem;
use super::plan_view::read_plan;
use super::{App, AppError};
use crate::domain::person::Person;
use crate::domain::plan::PlanState;
use crate::domain::request::{Request, TimeOption};
use crate::ids::{OrganisationId, PersonId, PlanId, RequestId};
use crate::matching::{self, OtherChoice, QualityParts};
pub use crate::matching::{Advice, Change};
use crate::store::{Page, Tx};

/// Somebody is waiting for the page.
const SECONDS: f64 = 2.0;
/// Weeks that count when the office asks whom to win.
const QUARTER: TimeDelta = TimeDelta::weeks(13);
/// Plans looked at: a quarter of weekly ones, and some that were done again.
const MOST_PLANS: i64 = 40;

/// One change that would fill an open request.
#[derive(Clone, Debug)]
pub struct HelpView {
    /// The change.
    pub change: Change,
    /// The person whom the change is about, if it is about one.
    pub about: Option<Person>,
    /// Who would come then.
    pub people: Vec<Person>,
    /// The request that would be given up, with the name of its organisation.
    pub instead: Option<(Request, String)>,
}

/// What one more person or hour would buy.
#[derive(Clone, Debug)]
pub struct AdviceView {
    /// What.
    pub advice: Advice,
    /// The person whose hours it is about.
    pub person: Option<Person>,
}

/// One seat of a draft: who is on it, and who else could be.
#[derive(Clone, Debug)]
pub struct SeatView {
    /// The request.
    pub request: Request,
    /// Name of the organisation.
    pub organisation: String,
    /// The time looked at.
    pub time: TimeOption,
    /// Who is on the seat, with their points.
    pub people: Vec<(Person, QualityParts)>,
    /// Who else could, cheapest first.
    pub others: Vec<OtherView>,
}

/// Somebody else for a seat, and the price.
#[derive(Clone, Debug)]
pub struct OtherView {
    /// Who.
    pub person: Person,
    /// Points on this seat.
    pub quality: QualityParts,
    /// Requests that would lose somebody, with the names of their organisations.
    pub uncovered: Vec<(Request, String)>,
    /// Requests that would gain somebody.
    pub covered: Vec<(Request, String)>,
    /// Others who would get something else to do.
    pub moved: Vec<Person>,
    /// How many points of suitability the whole plan would lose; negative when it gains.
    pub worse: i64,
}

/// Whom the office should win.
#[derive(Clone, Debug)]
pub struct RecruitingView {
    /// Plans that were looked at.
    pub plans: usize,
    /// What one more person would have bought, best first.
    pub advice: Vec<Advice>,
}

/// Requests and people by id, with the names of organisations.
pub(super) struct Named {
    requests: BTreeMap<RequestId, (Request, String)>,
    people: BTreeMap<PersonId, Person>,
}

impl Named {
    pub(super) async fn read(
        tx: &mut Tx,
        requests: BTreeSet<RequestId>,
        people: BTreeSet<PersonId>,
    ) -> Result<Self, AppError> {
        let requests = tx
            .requests_by_ids(&requests.into_iter().collect::<Vec<_>>())
            .await?;
        let organisations: BTreeSet<OrganisationId> = requests.iter().map(|r| r.asked.organisation).collect();
        let organisations = tx
            .organisations_by_ids(&organisations.into_iter().collect::<Vec<_>>())
            .await?;
        let names: BTreeMap<OrganisationId, String> =
            organisations.into_iter().map(|o| (o.id, o.name)).collect();
        let people = by_id(tx.people_by_ids(&people.into_iter().collect::<Vec<_>>()).await?);
        Ok(Self {
            requests: requests
                .into_iter()
                .map(|r| {
                    (
                        r.id,
                        (
                            r.clone(),
                            names.get(&r.asked.organisation).cloned().unwrap_or_default(),
                        ),
                    )
                })
                .collect(),
            people,
        })
    }

    fn requests(&self, ids: &[RequestId]) -> Vec<(Request, String)> {
        ids.iter()
            .filter_map(|id| self.requests.get(id).cloned())
            .collect()
    }

    fn people(&self, ids: &[PersonId]) -> Vec<Person> {
        ids.iter().filter_map(|id| self.people.get(id).cloned()).collect()
    }

    fn person(&self, id: &str) -> Option<Person> {
        id.parse()
            .ok()
            .and_then(|id: PersonId| self.people.get(&id).cloned())
    }

    /// A fix with names. `None` when somebody in it is not in the store any more.
    pub(super) fn help(&self, fix: &solver::Fix) -> Option<HelpView> {
        let people: Option<Vec<Person>> = fix.people.iter().map(|id| self.person(id)).collect();
        let about = matching::person_of(&fix.change);
        let about = match about {
            Some(id) => Some(self.person(id)?),
            None => None,
        };
        let instead = match &fix.change {
            Change::Displace { request } => Some(
                request
                    .parse()
                    .ok()
                    .and_then(|id: RequestId| self.requests.get(&id).cloned())?,
            ),
            _ => None,
        };
        Some(HelpView {
            change: fix.change.clone(),
            about,
            people: people?,
            instead,
        })
    }

    /// Advice with names.
    pub(super) fn advice(&self, advice: &Advice) -> Option<AdviceView> {
        let person = match advice {
            Advice::Hours { person, .. } => Some(self.person(person)?),
            Advice::Person { .. } => None,
        };
        Some(AdviceView {
            advice: advice.clone(),
            person,
        })
    }
}

impl App {
    /// One seat of a request in a draft: why this person, who else could, and what that would cost. `None` when the plan does
    /// not know the request or the seat.
    ///
    /// # Errors
    /// When the store fails or a stored draft cannot be read any more.
    pub async fn plan_seat(
        &self,
        id: PlanId,
        number: i64,
        seat: usize,
    ) -> Result<Option<SeatView>, AppError> {
        let mut tx = self.store.read().await?;
        let (Some(request), Some(texts)) =
            (tx.request_by_number(number).await?, tx.plan_documents(id).await?)
        else {
            return Ok(None);
        };
        if seat >= request.asked.seats.len() {
            return Ok(None);
        }
        let problem = read_problem(&texts.problem)?;
        let plan = read_plan(&texts.plan)?;
        let reasons = matching::reasons(&problem, &plan)?;
        let wanted = request.id;
        let option = plan
            .assignments
            .iter()
            .find(|at| at.request == wanted.to_string())
            .map_or(0, |at| at.option as usize);
        let budget = waiting();
        let computed =
            tokio::task::spawn_blocking(move || matching::others(&problem, &plan, wanted, seat, &budget));
        let Some(others) = computed.await.map_err(anyhow::Error::from)?? else {
            return Ok(None);
        };
        let on: Vec<(PersonId, QualityParts)> = reasons
            .into_iter()
            .filter(|((of, on, _), _)| (*of, *on) == (wanted, seat))
            .map(|((_, _, person), reason)| (person, reason.parts))
            .collect();
        let requests: BTreeSet<RequestId> = others
            .iter()
            .flat_map(|one: &OtherChoice| one.uncovered.iter().chain(&one.covered).copied())
            .chain([wanted])
            .collect();
        let people: BTreeSet<PersonId> = others
            .iter()
            .flat_map(|one| one.moved.iter().copied().chain([one.person]))
            .chain(on.iter().map(|(person, _)| *person))
            .collect();
        let named = Named::read(&mut tx, requests, people).await?;
        let Some(time) = request.asked.options.get(option).copied() else {
            return Ok(None);
        };
        Ok(Some(SeatView {
            organisation: named
                .requests
                .get(&wanted)
                .map(|(_, name)| name.clone())
                .unwrap_or_default(),
            time,
            people: on
                .iter()
                .filter_map(|(id, parts)| Some((named.people.get(id)?.clone(), *parts)))
                .collect(),
            others: others
                .iter()
                .filter_map(|one| {
                    Some(OtherView {
                        person: named.people.get(&one.person)?.clone(),
                        quality: one.quality,
                        uncovered: named.requests(&one.uncovered),
                        covered: named.requests(&one.covered),
                        moved: named.people(
                            &one.moved
                                .iter()
                                .copied()
                                .filter(|id| on.iter().all(|(own, _)| own != id))
                                .collect::<Vec<_>>(),
                        ),
                        worse: one.worse,
                    })
                })
                .collect(),
            request,
        }))
    }

    /// Whom the office should win: what one more person would have bought in the plans of the last quarter that were sent out.
    ///
    /// # Errors
    /// When the store fails or a stored plan cannot be read any more.
    pub async fn recruiting(&self) -> Result<RecruitingView, AppError> {
        let since: DateTime<Utc> = self.clock.now() - QUARTER;
        let mut texts = Vec::new();
        {
            let mut tx = self.store.read().await?;
            let sent = tx.plans(Page::first(MOST_PLANS)).await?.rows;
            for record in sent
                .iter()
                .filter(|r| r.state == PlanState::Published && r.window.to > since)
            {
                texts.extend(tx.plan_documents(record.id).await?);
            }
        }
        let budget = waiting();
        let plans = texts.len();
        let computed = tokio::task::spawn_blocking(move || -> anyhow::Result<Vec<Advice>> {
            let mut weeks = Vec::new();
            for text in &texts {
                weeks.push((read_problem(&text.problem)?, read_plan(&text.plan)?));
            }
            matching::recruiting(&weeks, &budget)
        });
        Ok(RecruitingView {
            plans,
            advice: computed.await.map_err(anyhow::Error::from)??,
        })
    }
}

fn waiting() -> solver::Budget {
    let started = std::time::Instant::now();
    solver::Budget::new(
        move || started.elapsed().as_secs_f64(),
        SECONDS,
        Arc::new(AtomicBool::new(false)),
    )
}
