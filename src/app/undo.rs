//! `Rückgängig`: what the office has just done is taken back while no mail about it has left.

use chrono::{DateTime, TimeDelta, Utc};

use super::{App, AppError, dedupe_key};
use crate::calendar::waking::CALL_LEAD;
use crate::domain::account::Actor;
use crate::domain::asking::{HeldAction, HeldKind};
use crate::domain::assignment::AssignmentState;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::offer::{Offer, OfferState};
use crate::domain::plan::PlanState;
use crate::domain::request::{Request, RequestState};
use crate::ids::{AccountId, HeldActionId, PlanId, RequestId};
use crate::store::{Choice, Tx, Which};

impl App {
    /// When the mails of one action by hand leave: after a moment in which it can be taken back, at once when the
    /// appointment is near.
    pub(super) fn hand_leaves_at(&self, starts_at: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
        if starts_at - now < CALL_LEAD {
            now
        } else {
            now + TimeDelta::from_std(self.config.action_hold).unwrap_or_default()
        }
    }

    /// Notes what was done until when it can be taken back; nothing when its mails leave at once.
    #[expect(clippy::too_many_arguments, reason = "what, about what, by whom, until when")]
    pub(super) async fn hold(
        &self,
        tx: &mut Tx,
        kind: HeldKind,
        plan: Option<PlanId>,
        request: Option<RequestId>,
        by: AccountId,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<HeldActionId>, AppError> {
        if until <= now {
            return Ok(None);
        }
        let action = HeldAction {
            id: HeldActionId(self.ids.uuid(now)),
            kind,
            plan,
            request,
            by: Some(by),
            made_at: now,
            until,
            person: None,
        };
        tx.hold_action(&action).await?;
        Ok(Some(action.id))
    }

    /// What the office did last about a request and can still take back.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn held_for_request(&self, request: RequestId) -> Result<Option<HeldAction>, AppError> {
        let mut tx = self.store.read().await?;
        Ok(tx.held_action_of_request(request, self.clock.now()).await?)
    }

    /// The sending of a plan, while it can be taken back.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn held_for_plan(&self, plan: PlanId) -> Result<Option<HeldAction>, AppError> {
        let mut tx = self.store.read().await?;
        Ok(tx.held_action_of_plan(plan, self.clock.now()).await?)
    }

    /// Takes back what was done: nobody hears of it, and the requests wait as before.
    ///
    /// # Errors
    /// `Conflict` when it is too late: the mails are on their way.
    pub async fn undo(&self, id: HeldActionId, account: AccountId) -> Result<HeldAction, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let action = tx
            .held_action(id, now)
            .await?
            .ok_or(AppError::Conflict("conflict-too-late-to-undo"))?;
        if !tx.undo_action(id, now).await? {
            return Err(AppError::Conflict("conflict-too-late-to-undo"));
        }
        let subject = match action.kind {
            HeldKind::Publish => {
                let plan = action.plan.ok_or(AppError::NotFound)?;
                self.undo_plan(&mut tx, plan, action.made_at, now).await?;
                ("plan", plan.0)
            }
            HeldKind::Ask | HeldKind::Assign => {
                let request = action.request.ok_or(AppError::NotFound)?;
                self.undo_request(&mut tx, request, action.made_at, now).await?;
                ("request", request.0)
            }
            HeldKind::Edit | HeldKind::Move => {
                let request = action.request.ok_or(AppError::NotFound)?;
                if action.kind == HeldKind::Edit {
                    self.undo_edit(&mut tx, id, request, now).await?;
                } else {
                    self.undo_move(&mut tx, id, request, now).await?;
                }
                ("request", request.0)
            }
            HeldKind::Absence => {
                let person = action.person.ok_or(AppError::NotFound)?;
                self.undo_absence(&mut tx, &action, account, now).await?;
                ("person", person.0)
            }
        };
        let detail = [("what", action.kind.as_str().into())];
        self.audit(
            &mut tx,
            now,
            Actor::Account(account),
            "action.undone",
            subject.0,
            subject.1,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(action)
    }

    async fn undo_plan(
        &self,
        tx: &mut Tx,
        plan: PlanId,
        made_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let published = tx.plan(plan).await?.filter(|p| p.state == PlanState::Published);
        if published.is_none() || !tx.reopen_plan(plan).await? {
            return Err(AppError::Conflict("conflict-too-late-to-undo"));
        }
        let mut requests: Vec<RequestId> = tx
            .plan_candidates(plan)
            .await?
            .into_iter()
            .map(|c| c.request)
            .collect();
        requests.extend(tx.unfilled(plan).await?.into_iter().map(|u| u.request));
        requests.sort();
        requests.dedup();
        for request in requests {
            self.undo_request(tx, request, made_at, now).await?;
        }
        Ok(())
    }

    /// Takes back every offer and agreement made for a request since `made_at` that nobody has heard of.
    async fn undo_request(
        &self,
        tx: &mut Tx,
        id: RequestId,
        made_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(request) = tx.lock_request(id).await? else {
            return Ok(());
        };
        let made = |offer: &&Offer| offer.created_at >= made_at;
        let offers = tx.offers_of_request(id).await?;
        for offer in offers.iter().filter(made) {
            self.undo_offer(tx, &request, offer, now).await?;
        }
        tx.obsolete_unsent_of_request(id, NoticeKind::NotFillable, now)
            .await?;
        let agreed = tx.assignments_of_request(id, Which::Active).await?;
        let open = offers.iter().any(|o| !made(&o) && o.state.open());
        if agreed.is_empty() && !open {
            let from = [
                RequestState::Searching,
                RequestState::Confirmed,
                RequestState::Unfilled,
            ];
            if tx
                .set_request_state(id, &from, RequestState::Submitted, Choice::Clear, now)
                .await?
            {
                tx.set_request_calendar(id, None).await?;
                tx.clear_asking_way(id).await?;
                tx.settle_tasks_of_request(id, now).await?;
            }
        }
        Ok(())
    }

    pub(super) async fn undo_offer(
        &self,
        tx: &mut Tx,
        request: &Request,
        offer: &Offer,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let standing = tx.assignments_of_request(request.id, Which::Active).await?;
        if let Some(assignment) = standing.iter().find(|a| a.offer == offer.id) {
            let key = assignment.id.to_string();
            let person = dedupe_key(
                NoticeKind::ConfirmedVolunteer,
                Recipient::Person(offer.person),
                &key,
            );
            let school = Recipient::Contact(request.asked.contact);
            let unheard = tx.obsolete_unsent(&person, now).await?;
            tx.obsolete_unsent(&dedupe_key(NoticeKind::ConfirmedRequester, school, &key), now)
                .await?;
            if unheard {
                tx.end_assignment(assignment.id, AssignmentState::Released, now)
                    .await?;
            } else {
                self.end_assignment(tx, request, assignment, AssignmentState::Released, now)
                    .await?;
            }
        }
        let from = [
            OfferState::Offered,
            OfferState::CallRequested,
            OfferState::Accepted,
        ];
        tx.answer_offer(offer.id, &from, OfferState::Withdrawn, None, now)
            .await?;
        tx.close_tasks_of_offer(offer.id, None, now).await?;
        for kind in [NoticeKind::Offer, NoticeKind::OfferReminder] {
            tx.obsolete_unsent_of_offer(offer.id, kind, now).await?;
        }
        Ok(())
    }
}
