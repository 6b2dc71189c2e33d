//! `Verhindert melden`: somebody rings and cannot come. Everything that is affected, the ways to go on with the fewest
//! people disturbed, and one confirmation that does it all.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, TimeDelta, Utc};
use sha2::{Digest, Sha256};

use super::asking::NewOffer;
use super::{App, AppError};
use crate::calendar::local;
use crate::calendar::waking::CALL_LEAD;
use crate::domain::absence::{Away, Earlier, EndedAgreement};
use crate::domain::account::Actor;
use crate::domain::asking::{HeldAction, HeldKind};
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::district::Travel;
use crate::domain::notice::{EndCause, NoticeKind};
use crate::domain::offer::{Offer, OfferState};
use crate::domain::organisation::{Contact, Location};
use crate::domain::person::{Absence, Person};
use crate::domain::record::{RecordAction, RecordKind, diff};
use crate::domain::repair::{RepairChange, RepairEvent, RepairPlan};
use crate::domain::request::{Request, TimeOption};
use crate::domain::task::TaskKind;
use crate::ids::{AccountId, AssignmentId, HeldActionId, PersonId, RequestId};
use crate::store::{FormUse, Tx, Which};

/// Whoever is rung needs this much beside the way: to look for shoes and keys.
const BUFFER: TimeDelta = TimeDelta::minutes(15);
/// Most single appointments looked at at once.
const SINGLES: usize = 20;

/// Something the person has agreed to or is asked for.
#[derive(Clone, Debug)]
pub struct Affected {
    /// The request.
    pub request: Request,
    /// Position of the seat.
    pub seat: usize,
    /// When.
    pub time: TimeOption,
    /// Name of the organisation.
    pub organisation: String,
    /// Whom to tell there.
    pub contact: Option<Contact>,
    /// Agreed, or only asked.
    pub agreed: bool,
    /// Whether a mail to the organisation would come too late.
    pub call_school: bool,
}

/// Somebody who would come.
#[derive(Clone, Debug)]
pub struct Comes {
    /// Who.
    pub person: Person,
    /// Whether the office calls them; else they are asked by mail.
    pub by_phone: bool,
    /// The last moment at which it makes sense to ring: the begin without the way and a little time.
    pub call_by: DateTime<Utc>,
    /// The request they would give up for it.
    pub instead: Option<i64>,
}

/// What would become of one request.
#[derive(Clone, Debug)]
pub struct AbsenceStep {
    /// The request.
    pub request: Request,
    /// Name of its organisation.
    pub organisation: String,
    /// When.
    pub time: TimeOption,
    /// Whether it is one of the absent person's; else somebody else leaves it for another one.
    pub own: bool,
    /// Who comes instead.
    pub comes: Option<Comes>,
}

/// One way to go on.
#[derive(Clone, Debug)]
pub struct AbsencePlan {
    /// Request by request.
    pub steps: Vec<AbsenceStep>,
    /// Requests without anybody.
    pub uncovered: usize,
    /// People who would change from one appointment to another.
    pub moved: Vec<Person>,
    /// Whether it is proved that nobody more is disturbed than necessary.
    pub proven: bool,
    changes: Vec<RepairChange>,
}

/// What an absence means.
#[derive(Clone, Debug)]
pub struct AbsencePreview {
    /// Who cannot come.
    pub person: Person,
    /// What is affected, by time.
    pub affected: Vec<Affected>,
    /// The ways to go on, the one that covers most first; never empty.
    pub plans: Vec<AbsencePlan>,
    /// Says whether a confirmation is about what was seen.
    pub digest: String,
}

impl App {
    /// Appointments a person has agreed to or is asked for, by time, for choosing single ones.
    ///
    /// # Errors
    /// `NotFound` when there is no such person.
    pub async fn coming_of(&self, person: PersonId) -> Result<(Person, Vec<Affected>), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let found = tx.person(person).await?.ok_or(AppError::NotFound)?;
        let affected = self.affected(&mut tx, person, None, now).await?;
        Ok((found, affected))
    }

    /// What of a person's is affected by an absence, all of it without one.
    async fn affected(
        &self,
        tx: &mut Tx,
        person: PersonId,
        away: Option<&Away>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Affected>, AppError> {
        let zone = self.config.time_zone;
        let agreed = tx.active_assignments_of_person(person, now).await?;
        let open = tx.offers_of_person_open(person).await?;
        let ids: BTreeSet<RequestId> = agreed
            .iter()
            .map(|a| a.request)
            .chain(open.iter().map(|o| o.request))
            .collect();
        let requests = tx.requests_by_ids(&ids.into_iter().collect::<Vec<_>>()).await?;
        let organisations: Vec<_> = requests.iter().map(|r| r.asked.organisation).collect();
        let organisations = tx.organisations_by_ids(&organisations).await?;
        let meant = |request: &Request, time: TimeOption| match away {
            None => true,
            Some(Away::Days { from, to }) => {
                let day = local::local_date(zone, time.starts_at);
                (*from..=*to).contains(&day)
            }
            Some(Away::Requests(numbers)) => numbers.contains(&request.number),
        };
        let mut affected = Vec::new();
        let held = agreed.iter().map(|a| (a.request, a.seat, None, true));
        let asked = open.iter().map(|o| (o.request, o.seat, Some(o.option), false));
        for (id, seat, option, agreed) in held.chain(asked) {
            let Some(request) = requests.iter().find(|r| r.id == id) else {
                continue;
            };
            let time = match option {
                Some(option) => request.asked.options.get(option).copied(),
                None => request.chosen(),
            };
            let Some(time) = time.filter(|t| t.starts_at > now && meant(request, *t)) else {
                continue;
            };
            let organisation = organisations.iter().find(|o| o.id == request.asked.organisation);
            affected.push(Affected {
                seat,
                time,
                agreed,
                organisation: organisation.map(|o| o.name.clone()).unwrap_or_default(),
                contact: tx.contact(request.asked.contact).await?,
                call_school: agreed && time.starts_at - now < CALL_LEAD,
                request: request.clone(),
            });
        }
        affected.sort_by_key(|a| (a.time, a.request.number));
        Ok(affected)
    }

    /// What an absence would mean and the ways to go on. Nothing is changed.
    ///
    /// # Errors
    /// `NotFound` when there is no such person, `Rejected` for days that are over or too many appointments.
    pub async fn preview_absence(&self, person: PersonId, away: &Away) -> Result<AbsencePreview, AppError> {
        let now = self.clock.now();
        let today = local::local_date(self.config.time_zone, now);
        match away {
            Away::Days { from, to } if to < from => {
                return Err(AppError::rejected("absent_to", "absence-order"));
            }
            Away::Days { to, .. } if *to < today || *to > today + Days::new(366) => {
                return Err(AppError::rejected("absent_to", "absence-range"));
            }
            Away::Requests(numbers) if numbers.is_empty() || numbers.len() > SINGLES => {
                return Err(AppError::rejected("single", "required"));
            }
            _ => {}
        }
        let (found, affected) = {
            let mut tx = self.store.read().await?;
            let found = tx.person(person).await?.ok_or(AppError::NotFound)?;
            let affected = self.affected(&mut tx, person, Some(away), now).await?;
            (found, affected)
        };
        let plans = if affected.is_empty() {
            vec![RepairPlan::nothing()]
        } else {
            self.repairs(person, away, &affected, now).await?
        };
        let mut tx = self.store.read().await?;
        let mut ways = Vec::new();
        for plan in plans {
            if let Some(way) = self.described(&mut tx, person, &affected, plan, now).await? {
                ways.push(way);
            }
        }
        if ways.is_empty() {
            let nothing = RepairPlan::nothing();
            ways.extend(self.described(&mut tx, person, &affected, nothing, now).await?);
        }
        Ok(AbsencePreview {
            digest: digest(&affected, &ways),
            person: found,
            affected,
            plans: ways,
        })
    }

    async fn repairs(
        &self,
        person: PersonId,
        away: &Away,
        affected: &[Affected],
        now: DateTime<Utc>,
    ) -> Result<Vec<RepairPlan>, AppError> {
        let zone = self.config.time_zone;
        if let Away::Days { from, to } = away {
            let next = to.succ_opt().unwrap_or(*to);
            let event = RepairEvent::Unavailable {
                person,
                from: local::resolve(zone, *from, 0).max(now),
                to: local::resolve(zone, next, 0),
            };
            return self.preview_repair(event).await;
        }
        // Single appointments, one after the other; nobody is asked for two at the same time.
        let mut all = RepairPlan::nothing();
        let mut taken: BTreeMap<PersonId, Vec<TimeOption>> = BTreeMap::new();
        for one in affected {
            let event = RepairEvent::Declined {
                request: one.request.id,
                person,
            };
            let Some(first) = self.preview_repair(event).await?.into_iter().next() else {
                continue;
            };
            let busy = |who: &PersonId| {
                taken.get(who).is_some_and(|times| {
                    times
                        .iter()
                        .any(|t| t.starts_at < one.time.ends_at && one.time.starts_at < t.ends_at)
                })
            };
            if first.changes.iter().filter_map(|c| c.gains.as_ref()).any(busy) {
                all.changes.extend(first.changes.iter().filter_map(|change| {
                    (change.loses == Some(person)).then_some(RepairChange {
                        gains: None,
                        ..*change
                    })
                }));
                continue;
            }
            for change in &first.changes {
                if let Some(who) = change.gains {
                    taken.entry(who).or_default().push(one.time);
                }
            }
            all.moved.extend(first.moved);
            all.changes.extend(first.changes);
            all.proven &= first.proven;
        }
        Ok(vec![all])
    }

    /// A plan with names. `None` when it would move people one after the other: nobody can promise that on the telephone.
    async fn described(
        &self,
        tx: &mut Tx,
        absent: PersonId,
        affected: &[Affected],
        plan: RepairPlan,
        now: DateTime<Utc>,
    ) -> Result<Option<AbsencePlan>, AppError> {
        let mut changes = plan.changes;
        // Whatever the plan does not speak of is looked for as well.
        for one in affected {
            let known = changes
                .iter()
                .any(|c| c.request == one.request.id && c.loses == Some(absent));
            if !known {
                changes.push(RepairChange {
                    request: one.request.id,
                    seat: one.seat,
                    option: one.request.chosen_option.unwrap_or(0),
                    loses: Some(absent),
                    gains: None,
                });
            }
        }
        changes.retain(|c| c.loses != Some(absent) || affected.iter().any(|a| a.request.id == c.request));
        let leaving: BTreeMap<PersonId, RepairChange> = changes
            .iter()
            .filter_map(|c| Some((c.loses.filter(|who| *who != absent)?, *c)))
            .collect();
        let chained = leaving
            .values()
            .any(|c| c.gains.is_none_or(|who| leaving.contains_key(&who)));
        if chained {
            return Ok(None);
        }
        let requests: BTreeSet<RequestId> = changes.iter().map(|c| c.request).collect();
        let requests = tx
            .requests_by_ids(&requests.into_iter().collect::<Vec<_>>())
            .await?;
        let people: BTreeSet<PersonId> = changes
            .iter()
            .flat_map(|c| [c.gains, c.loses])
            .flatten()
            .collect();
        let people = tx.people_by_ids(&people.into_iter().collect::<Vec<_>>()).await?;
        let organisations: Vec<_> = requests.iter().map(|r| r.asked.organisation).collect();
        let organisations = tx.organisations_by_ids(&organisations).await?;
        let places: Vec<_> = requests.iter().map(|r| r.asked.location).collect();
        let places = tx.locations_by_ids(&places).await?;
        let travel = tx.travel().await?;
        let mut steps = Vec::new();
        for change in &changes {
            let Some(request) = requests.iter().find(|r| r.id == change.request) else {
                continue;
            };
            let Some(time) = request.asked.options.get(change.option).copied() else {
                continue;
            };
            let who = change.gains.and_then(|id| people.iter().find(|p| p.id == id));
            let instead = change.gains.and_then(|id| leaving.get(&id));
            let instead = instead.and_then(|c| requests.iter().find(|r| r.id == c.request));
            let place = places.iter().find(|l| l.id == request.asked.location);
            let near = time.starts_at - now < CALL_LEAD;
            steps.push(AbsenceStep {
                organisation: organisations
                    .iter()
                    .find(|o| o.id == request.asked.organisation)
                    .map(|o| o.name.clone())
                    .unwrap_or_default(),
                time,
                own: change.loses == Some(absent),
                comes: who.map(|person| Comes {
                    by_phone: near || instead.is_some() || !person.reachable_by_mail(),
                    call_by: call_by(person, place, request, time, &travel),
                    instead: instead.map(|r| r.number),
                    person: person.clone(),
                }),
                request: request.clone(),
            });
        }
        steps.sort_by_key(|s| (!s.own, s.time, s.request.number));
        Ok(Some(AbsencePlan {
            uncovered: steps.iter().filter(|s| s.comes.is_none()).count(),
            moved: people
                .iter()
                .filter(|p| leaving.contains_key(&p.id))
                .cloned()
                .collect(),
            proven: plan.proven,
            steps,
            changes,
        }))
    }

    /// Does what was seen: gives everything affected back, asks whoever steps in, has schools called that a mail would
    /// reach too late, and writes the absence down without a reason. All of it or nothing.
    ///
    /// # Errors
    /// `Conflict` when something has changed since it was looked at, else as [`App::preview_absence`].
    pub async fn report_absence(
        &self,
        person: PersonId,
        away: &Away,
        plan: usize,
        digest: &str,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        let preview = self.preview_absence(person, away).await?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let chosen = preview.plans.get(plan).filter(|_| preview.digest == digest);
        let chosen = chosen.ok_or(AppError::Conflict("conflict-absence-changed"))?;
        tx.lock_person(person).await?;
        let action = HeldActionId(self.ids.uuid(now));
        let mut earlier = Earlier::default();
        if let Away::Days { from, to } = away {
            let absence = Absence { from: *from, to: *to };
            if self.add_absence(&mut tx, person, absence, account).await? {
                earlier.days = Some((*from, *to));
            }
        }
        let mut until = now + TimeDelta::from_std(self.config.action_hold).unwrap_or_default();
        for one in &preview.affected {
            let leaves_at = self.hand_leaves_at(one.time.starts_at, now);
            until = until.min(leaves_at);
            let request = tx.lock_request(one.request.id).await?.ok_or(AppError::NotFound)?;
            self.free(
                &mut tx,
                &request,
                person,
                action,
                account,
                leaves_at,
                &mut earlier,
                now,
            )
            .await?;
            let gains = chosen
                .changes
                .iter()
                .find(|c| c.request == request.id && c.loses == Some(person))
                .and_then(|c| c.gains);
            self.follow(&mut tx, &request, one, gains, chosen, leaves_at, now)
                .await?;
        }
        if until > now {
            let held = HeldAction {
                id: action,
                kind: HeldKind::Absence,
                plan: None,
                request: None,
                by: Some(account),
                made_at: now,
                until,
                person: Some(person),
            };
            tx.hold_action(&held).await?;
            tx.keep_earlier(action, &earlier).await?;
        }
        let detail = [("requests", preview.affected.len().into())];
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "person.absent", "person", person.0, &detail)
            .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// Writes days of absence into the record of a person; `false` when they stand there already.
    async fn add_absence(
        &self,
        tx: &mut Tx,
        person: PersonId,
        absence: Absence,
        account: AccountId,
    ) -> Result<bool, AppError> {
        let before = tx.person(person).await?.ok_or(AppError::NotFound)?;
        let mut after = before.clone();
        if after.absences.contains(&absence) {
            return Ok(false);
        }
        after.absences.push(absence);
        after.absences.sort_by_key(|a| (a.from, a.to));
        self.keep_person(
            tx,
            &before,
            &after,
            Actor::Account(account),
            RecordAction::Changed,
        )
        .await?;
        Ok(true)
    }

    /// Writes a person with its line in the history.
    pub(super) async fn keep_person(
        &self,
        tx: &mut Tx,
        before: &Person,
        after: &Person,
        actor: Actor,
        action: RecordAction,
    ) -> Result<(), AppError> {
        if !tx.update_person(after, before.version).await? {
            return Err(AppError::Conflict("conflict-record-changed"));
        }
        let today = local::local_date(self.config.time_zone, self.clock.now());
        let changes = diff(
            &super::records::person_values(before, today),
            &super::records::person_values(after, today),
        );
        let key = before.id.to_string();
        self.note_change(tx, actor, (RecordKind::Person, &key, action), changes, None)
            .await
    }

    /// The person no longer comes to a request, or is no longer asked for it. The request is locked.
    #[expect(clippy::too_many_arguments, reason = "who, what, and when it is told")]
    async fn free(
        &self,
        tx: &mut Tx,
        request: &Request,
        person: PersonId,
        action: HeldActionId,
        account: AccountId,
        leaves_at: DateTime<Utc>,
        earlier: &mut Earlier,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        for assignment in agreed.iter().filter(|a| a.person == person) {
            earlier.ended.push(EndedAgreement {
                assignment: assignment.id,
                request: request.id,
                sequence: assignment.calendar.sequence,
                calendar: request.calendar.as_ref().map(|c| (c.uid.clone(), c.sequence)),
            });
            let state = AssignmentState::CancelledByVolunteer;
            tx.end_assignment(assignment.id, state, now).await?;
            let cause = EndCause::ByVolunteer;
            let mark = mark_of(action);
            self.tell_of_end(tx, request, assignment, cause, &mark, leaves_at, now)
                .await?;
            let kind = NoticeKind::SubstituteRequester;
            self.clear_calendar(tx, request, assignment, kind, &mark, leaves_at, now)
                .await?;
            self.reopen(tx, request, now).await?;
            let actor = Actor::Account(account);
            self.audit(
                tx,
                now,
                actor,
                "assignment.cancelled",
                "request",
                request.id.0,
                &[],
            )
            .await?;
        }
        let offers = tx.offers_of_request(request.id).await?;
        for offer in offers.iter().filter(|o| o.person == person && o.state.open()) {
            let from = [OfferState::Offered, OfferState::CallRequested];
            if tx
                .answer_offer(offer.id, &from, OfferState::Declined, None, now)
                .await?
            {
                earlier.declined.push((offer.id, request.id));
                tx.close_tasks_of_offer(offer.id, Some(account), now).await?;
                for kind in [NoticeKind::Offer, NoticeKind::OfferReminder] {
                    tx.obsolete_unsent_of_offer(offer.id, kind, now).await?;
                }
                let actor = Actor::Account(account);
                let detail = [("person", person.to_string().into()), ("channel", "phone".into())];
                self.audit(tx, now, actor, "offer.declined", "request", request.id.0, &detail)
                    .await?;
            }
        }
        Ok(())
    }

    /// Whoever steps in is asked; without anybody the office decides. The school is rung when a mail is too late.
    #[expect(
        clippy::too_many_arguments,
        reason = "for what, by whom, and when they are asked"
    )]
    async fn follow(
        &self,
        tx: &mut Tx,
        request: &Request,
        one: &Affected,
        gains: Option<PersonId>,
        plan: &AbsencePlan,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if one.call_school {
            self.add_task(tx, TaskKind::CallSchool, request, None, now)
                .await?;
        }
        let request = tx.request(request.id).await?.ok_or(AppError::NotFound)?;
        let open = tx.offers_of_request(request.id).await?;
        let waiting = open
            .iter()
            .filter(|o| o.seat == one.seat && o.state.open())
            .count();
        if self.places_left(tx, &request, one.seat).await? <= waiting {
            return Ok(());
        }
        let Some(who) = gains else {
            return self
                .add_task(tx, TaskKind::ReplaceByHand, &request, None, now)
                .await;
        };
        let person = tx.person(who).await?.ok_or(AppError::NotFound)?;
        let given_up = plan.changes.iter().find(|c| c.loses == Some(who));
        let offer = self
            .ask_person(
                tx,
                &request,
                &person,
                one.seat,
                given_up.is_some(),
                leaves_at,
                now,
            )
            .await?;
        if let (Some(offer), Some(given_up)) = (offer, given_up) {
            let held = tx.assignments_of_request(given_up.request, Which::Active).await?;
            if let Some(held) = held.iter().find(|a| a.person == who) {
                tx.set_instead(offer.id, held.id, given_up.gains).await?;
            }
        }
        Ok(())
    }

    /// Asks one person for a seat, after everybody asked before; `None` when they are being asked already.
    #[expect(clippy::too_many_arguments, reason = "whom, for what, how and when")]
    pub(super) async fn ask_person(
        &self,
        tx: &mut Tx,
        request: &Request,
        person: &Person,
        seat: usize,
        call: bool,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<Offer>, AppError> {
        let offers = tx.offers_of_request(request.id).await?;
        let of_seat = || offers.iter().filter(|o| o.seat == seat);
        let new = NewOffer {
            seat,
            plan: offers
                .iter()
                .max_by_key(|o| (o.created_at, o.id))
                .and_then(|o| o.plan),
            rank: of_seat().map(|o| o.rank + 1).max().unwrap_or(0),
            leaves_at,
            call,
        };
        if !self.make_offer(tx, request, person, new, now).await? {
            return Ok(None);
        }
        let offers = tx.offers_of_request(request.id).await?;
        Ok(offers
            .into_iter()
            .find(|o| o.person == person.id && o.state.open()))
    }

    /// After a yes to something offered in place of an agreement: the agreement is given back, and the next one is
    /// asked for it.
    pub(super) async fn change_over(
        &self,
        tx: &mut Tx,
        given_back: AssignmentId,
        next: Option<PersonId>,
        actor: Actor,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(assignment) = tx.assignment(given_back).await? else {
            return Ok(());
        };
        let Some(request) = tx.lock_request(assignment.request).await? else {
            return Ok(());
        };
        if assignment.state != AssignmentState::Confirmed {
            return Ok(());
        }
        self.hand_back(tx, &request, &assignment, now).await?;
        self.audit(
            tx,
            now,
            actor,
            "assignment.changed_over",
            "request",
            request.id.0,
            &[],
        )
        .await?;
        let request = tx.request(request.id).await?.ok_or(AppError::NotFound)?;
        let next = match next {
            Some(id) => tx.person(id).await?,
            None => None,
        };
        let asked = match next {
            Some(person) => {
                let seat = assignment.seat;
                self.ask_person(tx, &request, &person, seat, false, now, now)
                    .await?
            }
            None => None,
        };
        if asked.is_none() {
            self.ask_next(tx, &request, assignment.seat, now).await?;
        }
        Ok(())
    }

    async fn hand_back(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let state = AssignmentState::CancelledByVolunteer;
        self.end_assignment_because(tx, request, assignment, state, EndCause::Replaced, now)
            .await?;
        let kind = NoticeKind::SubstituteRequester;
        self.clear_calendar(tx, request, assignment, kind, "", now, now)
            .await?;
        self.reopen(tx, request, now).await
    }
}

/// Marks the notices of an absence that may be taken back.
pub(super) fn mark_of(action: HeldActionId) -> String {
    format!("/{action}")
}

/// The last moment at which it makes sense to ring somebody about an appointment.
pub(super) fn call_by(
    person: &Person,
    place: Option<&Location>,
    request: &Request,
    time: TimeOption,
    travel: &[Travel],
) -> DateTime<Utc> {
    let on_site = request.asked.mode == crate::domain::programme::Mode::OnSite;
    let way = place.filter(|_| on_site).and_then(|place| {
        travel
            .iter()
            .find(|t| t.mobility == person.mobility && t.from == person.district && t.to == place.district)
    });
    time.starts_at - TimeDelta::minutes(way.map_or(0, |t| t.minutes)) - BUFFER
}

/// What was seen, in short: requests, seats, and who loses and gains them in each plan.
fn digest(affected: &[Affected], plans: &[AbsencePlan]) -> String {
    let mut text = String::new();
    for one in affected {
        text += &format!("{} {} {}\n", one.request.id, one.seat, one.agreed);
    }
    for plan in plans {
        for c in &plan.changes {
            text += &format!("{} {} {:?} {:?}\n", c.request, c.seat, c.loses, c.gains);
        }
        text += "-\n";
    }
    let hash = Sha256::digest(text.as_bytes());
    hash.iter().take(12).map(|b| format!("{b:02x}")).collect()
}
