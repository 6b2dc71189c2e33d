//! Calls the office has to make: to people no mail reaches in time, to schools that must know at once, and what came of
//! each.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::absence::call_by;
use super::office::by_id;
use super::{App, AppError};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::asking::{CallResult, OfferCall};
use crate::domain::offer::{Offer, OfferState};
use crate::domain::organisation::Contact;
use crate::domain::person::Person;
use crate::domain::request::{Request, TimeOption};
use crate::domain::task::{NewTask, Task, TaskKind};
use crate::ids::{AccountId, OfferId, RequestId, TaskId};
use crate::store::Tx;

/// Kinds of tasks that are calls.
const CALLS: [TaskKind; 6] = [
    TaskKind::CallByPhone,
    TaskKind::CallRequested,
    TaskKind::ContradictoryAnswers,
    TaskKind::YesBut,
    TaskKind::CallSchool,
    TaskKind::CallVolunteer,
];
/// Nobody is rung at home before this minute of the day …
const RING: u16 = 7 * 60;
/// … but who has allowed it.
const RING_EARLY: u16 = 6 * 60 + 30;
/// When nothing is said, it is tried again after this.
const TRY_AGAIN: TimeDelta = TimeDelta::hours(1);

/// One call to make.
#[derive(Clone, Debug)]
pub struct Call {
    /// The task behind it.
    pub task: Task,
    /// The request it is about.
    pub request: Request,
    /// When it takes place.
    pub time: TimeOption,
    /// Name of the organisation.
    pub organisation: String,
    /// District of the place, as a code.
    pub district: String,
    /// The volunteer to be rung, unless it is the school.
    pub person: Option<Person>,
    /// The person at the school, when it is the school that is rung.
    pub contact: Option<Contact>,
    /// The offer it is about, while it is open.
    pub offer: Option<Offer>,
    /// What the volunteer wrote to `Ja, aber …`.
    pub remark: Option<String>,
    /// The number of the request they would give up for it.
    pub instead: Option<i64>,
    /// Whether it is early and the volunteer has allowed it.
    pub early: bool,
    /// Before this moment nobody rings at the volunteer's; none once it is late enough.
    pub ring_from: Option<DateTime<Utc>>,
    /// The last moment at which it makes sense to ring.
    pub call_by: DateTime<Utc>,
    /// Calls before this one that brought no answer, latest first.
    pub tries: Vec<OfferCall>,
}

impl App {
    /// The calls to make, the most urgent first; those put off until later come last. All of them, or those about one
    /// request.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn calls(&self, request: Option<RequestId>) -> Result<Vec<Call>, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let tasks = tx.all_open_tasks(&CALLS, request).await?;
        if tasks.is_empty() {
            return Ok(Vec::new());
        }
        let requests: Vec<RequestId> = tasks.iter().filter_map(|t| t.request).collect();
        let requests = tx.requests_by_ids(&requests).await?;
        let people: Vec<_> = tasks.iter().filter_map(|t| t.person).collect();
        let early = tx.early_callers(&people).await?;
        let people = by_id(tx.people_by_ids(&people).await?);
        let offers: Vec<OfferId> = tasks.iter().filter_map(|t| t.offer).collect();
        let mut tries: BTreeMap<OfferId, Vec<OfferCall>> = BTreeMap::new();
        for call in tx.calls_about(&offers).await? {
            tries.entry(call.offer).or_default().push(call);
        }
        let offers = tx.offers_by_ids(&offers).await?;
        let organisations: Vec<_> = requests.iter().map(|r| r.asked.organisation).collect();
        let organisations = tx.organisations_by_ids(&organisations).await?;
        let places: Vec<_> = requests.iter().map(|r| r.asked.location).collect();
        let places = tx.locations_by_ids(&places).await?;
        let travel = tx.travel().await?;
        let owners: BTreeSet<_> = tasks
            .iter()
            .filter(|t| t.kind == TaskKind::CallSchool)
            .filter_map(|t| requests.iter().find(|r| Some(r.id) == t.request))
            .map(|r| r.asked.organisation)
            .collect();
        let contacts = tx
            .contacts_of_all(&owners.into_iter().collect::<Vec<_>>())
            .await?;
        let too_early = self.ring_from(false, now).is_some();
        let mut calls = Vec::new();
        for task in tasks {
            let Some(request) = task.request.and_then(|id| requests.iter().find(|r| r.id == id)) else {
                continue;
            };
            let offer = task.offer.and_then(|id| offers.iter().find(|o| o.id == id));
            let time = offer.and_then(|o| request.asked.options.get(o.option).copied());
            let time = time
                .or(request.chosen())
                .or(request.asked.options.first().copied());
            let Some(time) = time.filter(|t| t.ends_at > now) else {
                continue;
            };
            let place = places.iter().find(|l| l.id == request.asked.location);
            let person = task.person.and_then(|id| people.get(&id).cloned());
            let school = task.kind == TaskKind::CallSchool;
            let call_by = match &person {
                Some(person) => call_by(person, place, request, time, &travel),
                None => time.starts_at,
            };
            calls.push(Call {
                time,
                organisation: organisations
                    .iter()
                    .find(|o| o.id == request.asked.organisation)
                    .map(|o| o.name.clone())
                    .unwrap_or_default(),
                district: place.map(|l| l.district.clone()).unwrap_or_default(),
                contact: match school {
                    true => contacts.iter().find(|c| c.id == request.asked.contact).cloned(),
                    false => None,
                },
                remark: match task.offer {
                    Some(id) if task.kind == TaskKind::YesBut => tx.offer_remark(id).await?,
                    _ => None,
                },
                instead: match task.offer {
                    Some(id) => given_up(&mut tx, id).await?,
                    None => None,
                },
                tries: task.offer.and_then(|id| tries.remove(&id)).unwrap_or_default(),
                offer: offer.filter(|o| o.state.open()).cloned(),
                early: too_early && person.as_ref().is_some_and(|p| early.contains(&p.id)),
                ring_from: person
                    .as_ref()
                    .and_then(|p| self.ring_from(early.contains(&p.id), now)),
                request: request.clone(),
                person,
                call_by,
                task,
            });
        }
        calls.sort_by_key(|c| {
            let again = c.tries.first().and_then(|t| t.again_at).filter(|at| *at > now);
            (again.is_some(), again, c.ring_from, c.call_by, c.task.id)
        });
        Ok(calls)
    }

    /// From when a volunteer may be rung today, while it is too early.
    fn ring_from(&self, early: bool, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let zone = self.config.time_zone;
        let minute = if early { RING_EARLY } else { RING };
        let from = local::resolve(zone, local::local_date(zone, now), minute);
        Some(from).filter(|from| *from > now)
    }

    /// A call brought no answer. The time to answer counts from when somebody is reached, so it goes on.
    ///
    /// # Errors
    /// `NotFound` for an offer that does not exist, `Conflict` when it is over, `Rejected` for a moment that is no help.
    pub async fn note_call(
        &self,
        offer: OfferId,
        result: CallResult,
        again_at: Option<DateTime<Utc>>,
        account: AccountId,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let found = tx.offer(offer).await?.ok_or(AppError::NotFound)?;
        let request = tx.lock_request(found.request).await?.ok_or(AppError::NotFound)?;
        if !matches!(found.state, OfferState::Offered | OfferState::CallRequested) {
            return Err(AppError::Conflict("conflict-offer-over"));
        }
        let starts_at = request
            .asked
            .options
            .get(found.option)
            .map(|time| time.starts_at)
            .filter(|at| *at > now);
        let starts_at = starts_at.ok_or(AppError::Conflict("conflict-offer-over"))?;
        if again_at.is_some_and(|at| at <= now || at >= starts_at) {
            return Err(AppError::rejected("again", "again-range"));
        }
        let again_at = match result {
            CallResult::WrongNumber => None,
            _ => Some(again_at.unwrap_or(now + TRY_AGAIN).min(starts_at)),
        };
        let call = OfferCall {
            offer,
            result,
            again_at,
            by: Some(account),
            at: now,
        };
        tx.note_call(self.ids.uuid(now), &call).await?;
        if let Some(again) = again_at {
            let rule = self
                .asking_policy(&mut tx, &request.asked.programme)
                .await?
                .rule(starts_at - now);
            let waking = self.waking();
            let next = waking.answer_deadline(waking.next_for(again, starts_at), starts_at, rule.window());
            tx.set_answer_by(offer, next.max(found.answer_by)).await?;
        }
        if result == CallResult::WrongNumber {
            let wrong = NewTask {
                kind: TaskKind::ParticularsWrong,
                request: None,
                offer: None,
                person: Some(found.person),
            };
            tx.add_task(&wrong, TaskId(self.ids.uuid(now)), now).await?;
        }
        let detail = [
            ("person", found.person.to_string().into()),
            ("result", result.as_str().into()),
        ];
        let actor = Actor::Account(account);
        self.audit(
            &mut tx,
            now,
            actor,
            "offer.called",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

/// The number of the request that a yes to an offer would give up.
pub(super) async fn given_up(tx: &mut Tx, offer: OfferId) -> Result<Option<i64>, AppError> {
    let Some((assignment, _)) = tx.instead_of(offer).await? else {
        return Ok(None);
    };
    let Some(held) = tx.assignment(assignment).await? else {
        return Ok(None);
    };
    Ok(tx.request(held.request).await?.map(|r| r.number))
}
