//! Someone says no, says nothing, or cannot come after all: who is asked next, and what if nobody is left?

use chrono::{DateTime, Utc};

use super::respond::cancellation;
use super::{App, AppError, dedupe_key, notice};
use crate::calendar::waking::CALL_LEAD;
use crate::domain::account::Actor;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::notice::{EndCause, NoticeKind, Recipient};
use crate::domain::offer::{Offer, OfferState};
use crate::domain::person::Person;
use crate::domain::request::{Request, RequestState, TimeOption};
use crate::domain::task::TaskKind;
use crate::ids::{OfferId, PersonId, PlanId};
use crate::store::{Choice, Tx, Which};

impl App {
    /// Asks the next person for a seat of a request that is being searched for, or, when nobody is left, tells the
    /// organisation and the office. The caller holds the request's lock.
    pub(super) async fn ask_next(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(time) = request.chosen() else {
            return Ok(());
        };
        if time.starts_at > now
            && let Some((person, plan, rank)) = self.next_candidate(tx, request, seat, now).await?
        {
            let people = tx.people_by_ids(&[person]).await?;
            if let Some(person) = people.first() {
                self.make_offer(tx, request, seat, person, plan, rank, now, now)
                    .await?;
                return Ok(());
            }
        }
        self.nobody_left(tx, request, now).await
    }

    /// The best person who was not asked yet and could take the seat with everything agreed unchanged: in the order
    /// of the published plan, then whoever else can by now.
    async fn next_candidate(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        now: DateTime<Utc>,
    ) -> Result<Option<(PersonId, PlanId, i64)>, AppError> {
        let asked = tx.offers_of_request(request.id).await?;
        let Some(plan) = asked.iter().max_by_key(|o| (o.created_at, o.id)).map(|o| o.plan) else {
            return Ok(None);
        };
        let rank = asked
            .iter()
            .filter(|o| o.seat == seat)
            .map(|o| o.rank)
            .max()
            .map_or(0, |r| r + 1);
        let able = self.substitutes(tx, request, seat, now).await?;
        let ranked = tx.candidates(plan, request.id, seat).await?;
        let place = |id: &PersonId| ranked.iter().position(|c| c.person == *id).unwrap_or(usize::MAX);
        let mut order: Vec<(usize, usize, PersonId)> = able
            .iter()
            .enumerate()
            .filter(|(_, id)| !asked.iter().any(|o| o.person == **id))
            .map(|(quality, id)| (place(id), quality, *id))
            .collect();
        order.sort();
        Ok(order.first().map(|(_, _, id)| (*id, plan, rank)))
    }

    /// Makes an offer for the request's chosen time and asks the person by mail, or has the office call.
    #[expect(
        clippy::too_many_arguments,
        reason = "an offer is all of this, and a struct would be used once"
    )]
    pub(super) async fn make_offer(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        person: &Person,
        plan: PlanId,
        rank: i64,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(option) = request.chosen_option else {
            return Ok(());
        };
        let Some(TimeOption { starts_at, .. }) = request.chosen() else {
            return Ok(());
        };
        let waking = self.waking();
        let by_mail = person.reachable_by_mail() && starts_at - now >= CALL_LEAD;
        let asked_at = waking.next_for(leaves_at, starts_at);
        let offer = Offer {
            id: OfferId(self.ids.uuid(now)),
            request: request.id,
            seat,
            option,
            person: person.id,
            plan,
            rank,
            state: OfferState::Offered,
            created_at: now,
            answer_by: waking.answer_deadline(asked_at, starts_at),
            answered_at: None,
            answer_view: None,
            link_version: 1,
        };
        tx.insert_offer(&offer).await?;
        let detail = [("person", person.id.to_string().into())];
        self.audit(
            tx,
            now,
            Actor::System,
            "offer.made",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        if !by_mail {
            return self
                .add_task(tx, TaskKind::CallByPhone, request, Some(&offer), now)
                .await;
        }
        let mut told = notice(
            NoticeKind::Offer,
            Recipient::Person(person.id),
            request,
            &offer.id.to_string(),
            now,
        );
        told.offer = Some(offer.id);
        told.not_before = asked_at;
        self.enqueue(tx, &told, now).await
    }

    /// Nobody is left to ask. A request that takes what it can get keeps its agreements; one that needs everybody lets
    /// the others go.
    async fn nobody_left(&self, tx: &mut Tx, request: &Request, now: DateTime<Utc>) -> Result<(), AppError> {
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let open = tx
            .offers_of_request(request.id)
            .await?
            .into_iter()
            .filter(|o| o.state.open())
            .collect::<Vec<_>>();
        self.add_task(tx, TaskKind::NobodyLeft, request, None, now)
            .await?;
        let key = format!("{}/{}", request.id, request.version);
        let office = notice(
            NoticeKind::NotFillableOffice,
            Recipient::Office,
            request,
            &key,
            now,
        );
        self.enqueue(tx, &office, now).await?;
        let somebody_comes = !(agreed.is_empty() && open.is_empty());
        if somebody_comes && !request.asked.all_or_nothing {
            return Ok(());
        }
        for assignment in &agreed {
            self.end_assignment(tx, request, assignment, AssignmentState::Released, now)
                .await?;
        }
        for offer in &open {
            self.withdraw(tx, request, offer, EndCause::NotFilled, now)
                .await?;
        }
        let from = [
            RequestState::Searching,
            RequestState::Substituting,
            RequestState::Confirmed,
        ];
        tx.set_request_state(request.id, &from, RequestState::Unfilled, Choice::Keep, now)
            .await?;
        self.audit(
            tx,
            now,
            Actor::System,
            "request.unfilled",
            "request",
            request.id.0,
            &[],
        )
        .await?;
        let school = notice(
            NoticeKind::NotFillable,
            Recipient::Contact(request.asked.contact),
            request,
            &key,
            now,
        );
        self.enqueue(tx, &school, now).await
    }

    /// Ends an agreement, tells the volunteer and takes the entry out of their calendar.
    pub(super) async fn end_assignment(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        to: AssignmentState,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if !tx.end_assignment(assignment.id, to, now).await? {
            return Ok(());
        }
        let recipient = Recipient::Person(assignment.person);
        let mut told = notice(
            NoticeKind::CancelledVolunteer,
            recipient,
            request,
            &assignment.id.to_string(),
            now,
        );
        told.offer = Some(assignment.offer);
        told.assignment = Some(assignment.id);
        told.payload = cancellation(&assignment.calendar, assignment, now);
        told.payload.cause = Some(match to {
            AssignmentState::CancelledByRequester => EndCause::ByRequester,
            AssignmentState::CancelledByVolunteer => EndCause::ByVolunteer,
            AssignmentState::Released | AssignmentState::Confirmed => EndCause::NotFilled,
        });
        self.enqueue(tx, &told, now).await
    }

    /// Takes an open offer back. Whoever was asked by mail is told; whoever was not asked yet never hears of it.
    pub(super) async fn withdraw(
        &self,
        tx: &mut Tx,
        request: &Request,
        offer: &Offer,
        cause: EndCause,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let from = [OfferState::Offered, OfferState::CallRequested];
        if !tx
            .answer_offer(offer.id, &from, OfferState::Withdrawn, None, now)
            .await?
        {
            return Ok(());
        }
        tx.close_tasks_of_offer(offer.id, None, now).await?;
        // A mail that has not left yet is simply not sent.
        let key = dedupe_key(
            NoticeKind::Offer,
            Recipient::Person(offer.person),
            &offer.id.to_string(),
        );
        if tx.obsolete_unsent(&key, now).await? {
            return Ok(());
        }
        let to = Recipient::Person(offer.person);
        let mut told = notice(
            NoticeKind::OfferWithdrawn,
            to,
            request,
            &offer.id.to_string(),
            now,
        );
        told.offer = Some(offer.id);
        told.payload.cause = Some(cause);
        if let Some(time) = request.asked.options.get(offer.option) {
            told.not_before = self.waking().next_for(now, time.starts_at);
        }
        self.enqueue(tx, &told, now).await
    }

    /// Offers whose time is over: the next person is asked. Silence is never consent.
    ///
    /// # Errors
    /// When the store fails; offers already handled stay handled.
    pub async fn expire_offers(&self) -> Result<usize, AppError> {
        let now = self.clock.now();
        let due = self.store.read().await?.expired_offers(now, 200).await?;
        let mut expired = 0;
        for offer in due {
            let mut tx = self.store.write().await?;
            let Some(request) = tx.lock_request(offer.request).await? else {
                continue;
            };
            if tx
                .answer_offer(offer.id, &[OfferState::Offered], OfferState::Expired, None, now)
                .await?
            {
                tx.close_tasks_of_offer(offer.id, None, now).await?;
                self.ask_next(&mut tx, &request, offer.seat, now).await?;
                self.audit(
                    &mut tx,
                    now,
                    Actor::System,
                    "offer.expired",
                    "request",
                    request.id.0,
                    &[],
                )
                .await?;
                tx.commit().await?;
                expired += 1;
            }
        }
        if expired > 0 {
            self.ring();
        }
        Ok(expired)
    }
}
