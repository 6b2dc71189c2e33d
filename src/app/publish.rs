//! A draft becomes offers: the office decides, people are asked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::asking::{NewOffer, Round};
use super::{App, AppError, notice, reach_of};
use crate::domain::account::Actor;
use crate::domain::asking::HeldKind;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::person::Person;
use crate::domain::plan::{CandidateRole, PlanCandidate, PlanRecord, PlanState};
use crate::domain::request::{Request, RequestState, TimeOption};
use crate::domain::rights::Right;
use crate::ids::{AccountId, PersonId, PlanId, RequestId};
use crate::store::{Choice, FormUse, Tx};

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Requests that are now being searched for.
    pub requests: usize,
    /// People asked.
    pub people: usize,
    /// Of them, to be called because a mail does not reach them or comes too late.
    pub calls: usize,
    /// Organisations told that nobody could be found.
    pub unfilled_told: usize,
}

/// What publishing would do, for the page that asks whether to.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicationPreview {
    /// Counts, as publishing would report them.
    pub publication: Publication,
    /// When the first mail leaves.
    pub leaves_at: DateTime<Utc>,
    /// Whether the data still is what the draft was computed from.
    pub fits: bool,
    /// Request by request: who would be asked.
    pub rows: Vec<PublicationRow>,
    /// What the people have agreed to or are asked for in these weeks already.
    pub told_before: BTreeMap<PersonId, usize>,
    /// Who would hear that nobody could be found, by time.
    pub told_nobody: Vec<ToldNobody>,
}

/// A request whose organisation would hear that nobody could be found.
#[derive(Clone, Debug, PartialEq)]
pub struct ToldNobody {
    /// Number of the request.
    pub number: i64,
    /// Name of its organisation.
    pub organisation: String,
    /// The first time asked for.
    pub time: TimeOption,
}

/// One request of a draft: who would be asked for it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicationRow {
    /// The request.
    pub request: Request,
    /// Name of its organisation.
    pub organisation: String,
    /// When.
    pub time: TimeOption,
    /// Who.
    pub people: Vec<Person>,
    /// Who is asked for it already and stays asked.
    pub still_asked: Vec<Person>,
    /// Whether its organisation was told that nobody could be found, and hears another word now.
    pub told_unfilled: bool,
}

impl App {
    /// What `Anfragen verschicken` would do now.
    ///
    /// # Errors
    /// `NotFound` for a plan that is no draft.
    pub async fn preview_publication(&self, id: PlanId) -> Result<PublicationPreview, AppError> {
        let mut tx = self.store.read().await?;
        let record = tx
            .plan(id)
            .await?
            .filter(|p| p.state == PlanState::Draft)
            .ok_or(AppError::NotFound)?;
        let placements = tx.plan_candidates(id).await?;
        let chosen: Vec<&PlanCandidate> = placements
            .iter()
            .filter(|p| p.role == CandidateRole::First)
            .collect();
        let people: BTreeSet<PersonId> = chosen.iter().map(|p| p.person).collect();
        let rows = tx
            .people_by_ids(&people.iter().copied().collect::<Vec<_>>())
            .await?;
        let requests: BTreeSet<RequestId> = chosen.iter().map(|p| p.request).collect();
        let unplaced = tx.unfilled(id).await?;
        let fits = self.draft_fits(&mut tx, record.id).await?;
        let window = record.window;
        let mut told_before: BTreeMap<PersonId, usize> = BTreeMap::new();
        let mut told_of: BTreeMap<RequestId, Vec<PersonId>> = BTreeMap::new();
        for held in tx.open_and_accepted_commitments(window.from, window.to).await? {
            *told_before.entry(held.person).or_default() += 1;
            told_of.entry(held.request).or_default().push(held.person);
        }
        let without: Vec<RequestId> = unplaced.iter().map(|u| u.request).collect();
        let told_nobody = if record.reach.is_narrow() {
            Vec::new()
        } else {
            told_nobody(&mut tx, &without, &requests).await?
        };
        Ok(PublicationPreview {
            rows: publication_rows(&mut tx, &chosen, &rows, &told_of).await?,
            told_before,
            publication: Publication {
                requests: requests.len(),
                people: people.len(),
                calls: rows.iter().filter(|p| !p.reachable_by_mail()).count(),
                unfilled_told: told_nobody.len(),
            },
            told_nobody,
            leaves_at: self.leaves_at(self.clock.now()),
            fits,
        })
    }

    /// Publishes a draft: every chosen person gets an offer and a mail (or the office a call to make), and with
    /// `tell_unfilled` the organisations for whom nobody could be found are told. Publishing twice is publishing once.
    ///
    /// # Errors
    /// `Conflict` when the data has changed since the draft was computed, or it is no draft any more.
    pub async fn publish(
        &self,
        id: PlanId,
        tell_unfilled: bool,
        account: AccountId,
        mark: &str,
    ) -> Result<Publication, AppError> {
        self.publish_part(id, None, tell_unfilled, account, mark).await
    }

    /// The same for a part of the draft, by the numbers of its requests; the others wait for the next proposal.
    ///
    /// Whoever plans a part of the work tells no organisation that nobody could be found: elsewhere there may be
    /// somebody.
    ///
    /// # Errors
    /// As [`App::publish`]; `Rejected` when nothing was chosen, `NotFound` when the plan reaches further than the
    /// account.
    pub async fn publish_part(
        &self,
        id: PlanId,
        only: Option<&BTreeSet<i64>>,
        tell_unfilled: bool,
        account: AccountId,
        mark: &str,
    ) -> Result<Publication, AppError> {
        if only.is_some_and(BTreeSet::is_empty) {
            return Err(AppError::rejected("only", "required"));
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Err(AppError::Conflict("conflict-already-published"));
        }
        let record = within_reach(&mut tx, id, account).await?;
        if !self.draft_fits(&mut tx, id).await? {
            return Err(AppError::Conflict("conflict-plan-stale"));
        }
        if !tx.publish_plan(id, Some(account), now).await? {
            return Err(AppError::Conflict("conflict-already-published"));
        }
        let placements = tx.plan_candidates(id).await?;
        let mut chosen: BTreeMap<RequestId, Vec<PlanCandidate>> = BTreeMap::new();
        for placement in placements.into_iter().filter(|p| p.role == CandidateRole::First) {
            chosen.entry(placement.request).or_default().push(placement);
        }
        let all: BTreeSet<RequestId> = chosen.keys().copied().collect();
        if let Some(only) = only {
            let requests = tx
                .requests_by_ids(&all.iter().copied().collect::<Vec<_>>())
                .await?;
            let wanted = |id: &RequestId| requests.iter().any(|r| r.id == *id && only.contains(&r.number));
            chosen.retain(|id, _| wanted(id));
        }
        let ids: BTreeSet<PersonId> = chosen.values().flatten().map(|p| p.person).collect();
        let people = tx.people_by_ids(&ids.into_iter().collect::<Vec<_>>()).await?;
        let mut done = Publication::default();
        let mut asked = BTreeSet::new();
        for placements in chosen.values() {
            if self
                .ask_first(&mut tx, id, placements, &people, now, &mut done)
                .await?
            {
                asked.extend(placements.iter().map(|p| p.person));
            }
        }
        done.people = asked.len();
        if tell_unfilled && !record.reach.is_narrow() {
            for unplaced in tx.unfilled(id).await? {
                if !all.contains(&unplaced.request) {
                    done.unfilled_told +=
                        usize::from(self.tell_unfilled(&mut tx, unplaced.request, now).await?);
                }
            }
        }
        let detail = [("requests", done.requests.into()), ("people", done.people.into())];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "plan.published",
            "plan",
            id.0,
            &detail,
        )
        .await?;
        self.hold(
            &mut tx,
            HeldKind::Publish,
            Some(id),
            None,
            account,
            self.leaves_at(now),
            now,
        )
        .await?;
        tx.finish_form(mark, &id.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(done)
    }

    /// Asks the chosen people of one request; `false` when it can no longer be searched for.
    async fn ask_first(
        &self,
        tx: &mut Tx,
        plan: PlanId,
        placements: &[PlanCandidate],
        people: &[Person],
        now: DateTime<Utc>,
        done: &mut Publication,
    ) -> Result<bool, AppError> {
        let Some(first) = placements.first() else {
            return Ok(false);
        };
        let Some(request) = tx.lock_request(first.request).await? else {
            return Ok(false);
        };
        let time = request.asked.options.get(first.option);
        if !request.state.plannable() || time.is_none_or(|t| t.starts_at <= now) {
            return Ok(false);
        }
        let from = [RequestState::Submitted, RequestState::Unfilled];
        tx.set_request_state(
            request.id,
            &from,
            RequestState::Searching,
            Choice::Option(first.option),
            now,
        )
        .await?;
        let request = Request {
            chosen_option: Some(first.option),
            state: RequestState::Searching,
            ..request
        };
        for placement in placements {
            let Some(person) = people.iter().find(|p| p.id == placement.person) else {
                continue;
            };
            let leaves_at = self.leaves_at(now);
            done.calls += usize::from(!person.reachable_by_mail());
            let offer = NewOffer {
                seat: placement.seat,
                plan: Some(plan),
                rank: 0,
                leaves_at,
                call: false,
            };
            self.make_offer(tx, &request, person, offer, now).await?;
        }
        // Where time is short, the plan's substitutes are asked with those it has chosen.
        let seats: BTreeSet<usize> = placements.iter().map(|p| p.seat).collect();
        for seat in seats {
            self.ask_round(tx, &request, seat, Round::First, self.leaves_at(now), now)
                .await?;
        }
        done.requests += 1;
        Ok(true)
    }

    async fn tell_unfilled(&self, tx: &mut Tx, id: RequestId, now: DateTime<Utc>) -> Result<bool, AppError> {
        let Some(request) = tx.lock_request(id).await? else {
            return Ok(false);
        };
        let from = [RequestState::Submitted];
        if !tx
            .set_request_state(id, &from, RequestState::Unfilled, Choice::Keep, now)
            .await?
        {
            return Ok(false);
        }
        self.audit(tx, now, Actor::System, "request.unfilled", "request", id.0, &[])
            .await?;
        let key = format!("{id}/{}", request.version);
        let to = Recipient::Contact(request.asked.contact);
        let mut told = notice(NoticeKind::NotFillable, to, &request, &key, now);
        told.not_before = self.leaves_at(now);
        self.enqueue(tx, &told, now).await?;
        Ok(true)
    }

    /// Throws a draft away.
    ///
    /// # Errors
    /// `Conflict` when it is no draft any more, `NotFound` when it reaches further than the account.
    pub async fn discard_plan(&self, id: PlanId, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        within_reach(&mut tx, id, account).await?;
        if !tx.discard_plan(id, Some(account), now).await? {
            return Err(AppError::Conflict("conflict-already-published"));
        }
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "plan.discarded",
            "plan",
            id.0,
            &[],
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// When the mails of a publication leave: after a time in which it can be looked at again.
    fn leaves_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        now + TimeDelta::from_std(self.config.publication_hold).unwrap_or_default()
    }
}

/// A plan, if the account plans everything it is about.
async fn within_reach(tx: &mut Tx, id: PlanId, account: AccountId) -> Result<PlanRecord, AppError> {
    let record = tx.plan(id).await?.ok_or(AppError::NotFound)?;
    let reach = reach_of(tx, account, Right::Plan).await?;
    if reach.includes(&record.reach) {
        Ok(record)
    } else {
        Err(AppError::NotFound)
    }
}

/// Request by request, by time: who would be asked.
async fn publication_rows(
    tx: &mut Tx,
    chosen: &[&PlanCandidate],
    people: &[Person],
    told_of: &BTreeMap<RequestId, Vec<PersonId>>,
) -> Result<Vec<PublicationRow>, AppError> {
    let mut by_request: BTreeMap<RequestId, Vec<&PlanCandidate>> = BTreeMap::new();
    for placement in chosen {
        by_request.entry(placement.request).or_default().push(placement);
    }
    let ids: Vec<RequestId> = by_request.keys().copied().collect();
    let requests = tx.requests_by_ids(&ids).await?;
    let organisations: Vec<_> = requests.iter().map(|r| r.asked.organisation).collect();
    let organisations = tx.organisations_by_ids(&organisations).await?;
    let told: BTreeSet<PersonId> = ids
        .iter()
        .filter_map(|id| told_of.get(id))
        .flatten()
        .copied()
        .collect();
    let told = tx.people_by_ids(&told.into_iter().collect::<Vec<_>>()).await?;
    let mut rows: Vec<PublicationRow> = requests
        .into_iter()
        .filter_map(|request| {
            let placements = by_request.get(&request.id)?;
            let time = *request.asked.options.get(placements.first()?.option)?;
            let organisation = organisations
                .iter()
                .find(|o| o.id == request.asked.organisation)?;
            let who = placements
                .iter()
                .filter_map(|p| people.iter().find(|q| q.id == p.person));
            let chosen_too = |id: &PersonId| placements.iter().any(|p| p.person == *id);
            let still = told_of.get(&request.id).into_iter().flatten();
            let still = still.filter(|id| !chosen_too(id));
            Some(PublicationRow {
                organisation: organisation.name.clone(),
                time,
                still_asked: still
                    .filter_map(|id| told.iter().find(|q| q.id == *id).cloned())
                    .collect(),
                people: who.cloned().collect(),
                told_unfilled: request.state == RequestState::Unfilled,
                request,
            })
        })
        .collect();
    rows.sort_by_key(|row| (row.time, row.request.number));
    Ok(rows)
}

/// Whose organisation would hear for the first time that nobody could be found, by time.
async fn told_nobody(
    tx: &mut Tx,
    unplaced: &[RequestId],
    placed: &BTreeSet<RequestId>,
) -> Result<Vec<ToldNobody>, AppError> {
    let mut requests = tx.requests_by_ids(unplaced).await?;
    requests.retain(|r| r.state == RequestState::Submitted && !placed.contains(&r.id));
    let organisations: Vec<_> = requests.iter().map(|r| r.asked.organisation).collect();
    let organisations = tx.organisations_by_ids(&organisations).await?;
    let mut told: Vec<ToldNobody> = requests
        .iter()
        .filter_map(|request| {
            let found = organisations
                .iter()
                .find(|o| o.id == request.asked.organisation)?;
            Some(ToldNobody {
                number: request.number,
                organisation: found.name.clone(),
                time: *request.asked.options.first()?,
            })
        })
        .collect();
    told.sort_by_key(|row| (row.time, row.number));
    Ok(told)
}
