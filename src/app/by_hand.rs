//! The office asks for one request by itself, without a plan: somebody is entered, people are asked in turn, or all who
//! could are asked at once.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::asking::Round;
use super::{App, AppError, reach_of};
use crate::domain::account::Actor;
use crate::domain::asking::{AskingRule, AskingWay, HeldKind};
use crate::domain::block::Ticks;
use crate::domain::offer::{Offer, OfferState};
use crate::domain::person::Person;
use crate::domain::request::{Request, RequestState, TimeOption};
use crate::domain::rights::{Reach, Right};
use crate::ids::{AccountId, OfferId, PersonId};
use crate::matching::QualityParts;
use crate::store::{Choice, FormUse, Tx};

/// Most people shown for one seat.
const SHOWN: usize = 200;

/// Somebody who could take a seat.
#[derive(Clone, Debug)]
pub struct Suitable {
    /// Position of the seat.
    pub seat: usize,
    /// Who.
    pub person: Person,
    /// Points on this seat, part by part.
    pub quality: QualityParts,
    /// Minutes served or agreed to in the last months.
    pub served: i64,
    /// Appointments on the same day.
    pub that_day: usize,
    /// Requests that wait for the same hours and want this person too, by number, with how many others could take them.
    pub wanted_by: Vec<(i64, usize)>,
}

/// Somebody who cannot take it, rule by rule.
#[derive(Clone, Debug)]
pub struct NotSuitable {
    /// Who.
    pub person: Person,
    /// Each rule, and what speaks against it, if something does.
    pub lines: Ticks,
}

/// What the office sees before it asks by hand.
#[derive(Clone, Debug)]
pub struct Asking {
    /// The request.
    pub request: Request,
    /// Position of the time it would be for.
    pub option: usize,
    /// Whoever could come then with everything agreed unchanged, best first, seat by seat.
    pub suitable: Vec<Suitable>,
    /// Everybody else, those first whom the least speaks against.
    pub others: Vec<NotSuitable>,
    /// How people would be asked in turn.
    pub rule: AskingRule,
    /// Open places, seat by seat.
    pub places: Vec<usize>,
    /// When the first mail would leave.
    pub leaves_at: DateTime<Utc>,
}

/// Somebody to be entered for a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assigning {
    /// Position of the time.
    pub option: usize,
    /// Position of the seat.
    pub seat: usize,
    /// Who.
    pub person: PersonId,
}

impl App {
    /// Who could be asked for a request by hand. `option` is a position in its times; without it the chosen one, else
    /// the first that is still to come.
    ///
    /// # Errors
    /// `NotFound`, or `Conflict` when nobody can be asked any more.
    pub async fn asking(&self, number: i64, option: Option<usize>) -> Result<Asking, AppError> {
        self.asking_with(number, option, true).await
    }

    /// The same without everybody who could not: for a page that shows the first few only.
    ///
    /// # Errors
    /// As [`App::asking`].
    pub async fn asking_first(&self, number: i64) -> Result<Asking, AppError> {
        self.asking_with(number, None, false).await
    }

    async fn asking_with(
        &self,
        number: i64,
        option: Option<usize>,
        others: bool,
    ) -> Result<Asking, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let (option, time) = askable(&request, option, now)?;
        let request = Request {
            chosen_option: Some(option),
            ..request
        };
        let mut places = Vec::new();
        for seat in 0..request.asked.seats.len() {
            places.push(self.places_left(&mut tx, &request, seat).await?);
        }
        let open: Vec<usize> = (0..places.len())
            .filter(|seat| places.get(*seat).is_some_and(|left| *left > 0))
            .collect();
        // With every seat taken there is nobody to weigh, but everybody to look at.
        let (mut suitable, others) = match others || !open.is_empty() {
            true => self.weighed(&mut tx, &request, time, &open, others, now).await?,
            false => (Vec::new(), Vec::new()),
        };
        suitable.truncate(SHOWN);
        let policy = self.asking_policy(&mut tx, &request.asked.programme).await?;
        Ok(Asking {
            option,
            suitable,
            others,
            places,
            rule: policy.rule(time.starts_at - now),
            leaves_at: self
                .waking()
                .next_for(self.hand_leaves_at(time.starts_at, now), time.starts_at),
            request,
        })
    }

    /// Asks for a seat whoever can take it and is within reach, best first.
    async fn ask_near(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        reach: &Reach,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let wanted = self.places_left(tx, request, seat).await?;
        let Some(time) = request.chosen().filter(|_| wanted > 0) else {
            return Ok(());
        };
        let policy = self.asking_policy(tx, &request.asked.programme).await?;
        let rule = policy.rule(time.starts_at - now);
        let target = self.target(tx, request, wanted, rule, Round::First).await?;
        let offers = tx.offers_of_request(request.id).await?;
        let open = offers.iter().filter(|o| o.seat == seat && o.state.open()).count();
        let able = self.substitutes(tx, request, seat, now).await?;
        let ids: Vec<Uuid> = able.iter().map(|id| id.0).collect();
        let near = tx.people_within(&ids, reach).await?;
        let near = able.into_iter().filter(|id| near.contains(&id.0));
        for id in near.take(target.saturating_sub(open)) {
            if let Some(person) = tx.person(id).await? {
                self.ask_person(tx, request, &person, seat, false, leaves_at, now)
                    .await?;
            }
        }
        Ok(())
    }

    /// `Reihum anfragen` or `Alle Geeigneten fragen`. Returns how many people are asked now. Whoever plans a part of the
    /// work asks people of that part; when they say no, the rules look for the next one everywhere.
    ///
    /// # Errors
    /// `Conflict` when it cannot be asked for any more or nobody could come.
    pub async fn ask_by_hand(
        &self,
        number: i64,
        option: usize,
        way: AskingWay,
        account: AccountId,
        mark: &str,
    ) -> Result<usize, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(asked) = tx.use_form(mark, now).await? {
            return Ok(asked.parse().unwrap_or(0));
        }
        let (request, time) = self.search_for(&mut tx, number, option, now).await?;
        tx.set_asking_way(request.id, way, Some(account), now).await?;
        let before = open_offers(&mut tx, &request).await?;
        let leaves_at = self.hand_leaves_at(time.starts_at, now);
        let reach = reach_of(&mut tx, account, Right::Plan).await?;
        for seat in 0..request.asked.seats.len() {
            if reach.is_narrow() {
                self.ask_near(&mut tx, &request, seat, &reach, leaves_at, now)
                    .await?;
            } else {
                self.ask_round(&mut tx, &request, seat, Round::First, leaves_at, now)
                    .await?;
            }
        }
        let asked = open_offers(&mut tx, &request).await?.saturating_sub(before);
        if asked == 0 {
            return Err(AppError::Conflict("conflict-nobody-suitable"));
        }
        self.hold(
            &mut tx,
            HeldKind::Ask,
            None,
            Some(request.id),
            account,
            leaves_at,
            now,
        )
        .await?;
        let detail = [("way", way.as_str().into()), ("people", asked.into())];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "request.asked",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        tx.finish_form(mark, &asked.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(asked)
    }

    /// `Zuweisen`: the office enters somebody who has agreed already, or always does.
    ///
    /// # Errors
    /// `Conflict` when the seat is taken, the person has something else then, or it cannot be asked for any more;
    /// `Rejected` when a rule speaks against it.
    pub async fn assign(
        &self,
        number: i64,
        assigning: Assigning,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        self.assign_because(number, assigning, "", account, mark).await
    }

    /// The same with a reason for going against a rule, which is kept.
    ///
    /// # Errors
    /// As [`App::assign`].
    pub async fn assign_because(
        &self,
        number: i64,
        assigning: Assigning,
        reason: &str,
        account: AccountId,
        mark: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let (request, time) = self.search_for(&mut tx, number, assigning.option, now).await?;
        let person = reachable(&mut tx, assigning.person, account).await?;
        tx.lock_person(person.id).await?;
        if self.places_left(&mut tx, &request, assigning.seat).await? == 0 {
            return Err(AppError::Conflict("conflict-seat-taken"));
        }
        let others = tx.active_assignments_of_person(person.id, now).await?;
        if others
            .iter()
            .any(|a| a.starts_at < time.ends_at && time.starts_at < a.ends_at)
        {
            return Err(AppError::Conflict("conflict-person-busy"));
        }
        let offers = tx.offers_of_request(request.id).await?;
        // Whoever was asked suits, or was asked against a rule for a reason.
        if !offers.iter().any(|o| o.person == person.id) {
            let seat = assigning.seat;
            self.reason_given(&mut tx, &request, seat, person.id, reason, account, now)
                .await?;
        }
        let before = offers.iter().find(|o| o.person == person.id && o.state.open());
        let offer = match before {
            Some(offer) => {
                let from = [OfferState::Offered, OfferState::CallRequested];
                tx.answer_offer(offer.id, &from, OfferState::Accepted, None, now)
                    .await?;
                tx.close_tasks_of_offer(offer.id, Some(account), now).await?;
                offer.clone()
            }
            None => {
                let offer = Offer {
                    id: OfferId(self.ids.uuid(now)),
                    request: request.id,
                    seat: assigning.seat,
                    option: assigning.option,
                    person: person.id,
                    plan: None,
                    rank: 0,
                    state: OfferState::Accepted,
                    created_at: now,
                    answer_by: now,
                    answered_at: Some(now),
                    answer_view: None,
                    link_version: 1,
                };
                tx.insert_offer(&offer).await?;
                offer
            }
        };
        let leaves_at = self.hand_leaves_at(time.starts_at, now);
        if !self
            .agree(&mut tx, &request, &offer, time, leaves_at, now)
            .await?
        {
            return Err(AppError::Conflict("conflict-seat-taken"));
        }
        self.hold(
            &mut tx,
            HeldKind::Assign,
            None,
            Some(request.id),
            account,
            leaves_at,
            now,
        )
        .await?;
        let detail = [("person", person.id.to_string().into())];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "request.assigned",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        tx.finish_form(mark, &number.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// Locks a request and makes it one that is being searched for at this time.
    pub(super) async fn search_for(
        &self,
        tx: &mut Tx,
        number: i64,
        option: usize,
        now: DateTime<Utc>,
    ) -> Result<(Request, TimeOption), AppError> {
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        let request = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        let (option, time) = askable(&request, Some(option), now)?;
        let from = [RequestState::Submitted, RequestState::Unfilled];
        let searched = tx
            .set_request_state(
                request.id,
                &from,
                RequestState::Searching,
                Choice::Option(option),
                now,
            )
            .await?;
        let state = if searched {
            RequestState::Searching
        } else {
            request.state
        };
        let request = Request {
            chosen_option: Some(option),
            state,
            ..request
        };
        Ok((request, time))
    }
}

/// The time people would be asked for, when there is one. Once a time is chosen, it is that one.
fn askable(
    request: &Request,
    option: Option<usize>,
    now: DateTime<Utc>,
) -> Result<(usize, TimeOption), AppError> {
    if request.state.closed() || request.state == RequestState::InReview {
        return Err(AppError::Conflict("conflict-request-closed"));
    }
    let searched = !request.state.plannable();
    let first = request.asked.options.iter().position(|t| t.starts_at > now);
    let option = if searched {
        request.chosen_option
    } else {
        option.or(request.chosen_option).or(first)
    };
    let time = option.and_then(|o| Some((o, *request.asked.options.get(o)?)));
    time.filter(|(_, time)| time.starts_at > now)
        .ok_or(AppError::Conflict("conflict-already-begun"))
}

async fn open_offers(tx: &mut Tx, request: &Request) -> Result<usize, AppError> {
    let offers = tx.offers_of_request(request.id).await?;
    Ok(offers.iter().filter(|o| o.state.open()).count())
}

/// A volunteer, if the account plans them; somebody of another part is nobody.
pub(super) async fn reachable(tx: &mut Tx, id: PersonId, account: AccountId) -> Result<Person, AppError> {
    let person = tx.person(id).await?.ok_or(AppError::NotFound)?;
    let reach = reach_of(tx, account, Right::Plan).await?;
    let belongs = tx.person_belongs(id).await?;
    if belongs.is_some_and(|thing| reach.covers(&thing)) {
        Ok(person)
    } else {
        Err(AppError::NotFound)
    }
}
