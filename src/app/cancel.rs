//! An appointment is called off, by the organisation or by the volunteer.

use chrono::{DateTime, Utc};

use super::respond::cancellation;
use super::{App, AppError, dedupe_key, notice};
use crate::calendar::waking::CALL_LEAD;
use crate::domain::account::Actor;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::notice::{EndCause, NoticeKind, Recipient};
use crate::domain::request::{Request, RequestState};
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::{AccountId, OrganisationId, RequestId, TaskId};
use crate::store::{Choice, FormUse, Tx, Which};

impl App {
    /// An organisation calls its request off. Doing it twice is doing it once.
    ///
    /// # Errors
    /// `NotFound` for a request of somebody else, `Conflict` when it has begun already.
    pub async fn cancel_by_requester(
        &self,
        organisation: OrganisationId,
        number: i64,
        mark: &str,
    ) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx
            .request_by_number(number)
            .await?
            .filter(|r| r.asked.organisation == organisation);
        let request = request.ok_or(AppError::NotFound)?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        self.call_off(&mut tx, request, Actor::Organisation(organisation), now)
            .await?;
        tx.finish_form(mark, &number.to_string()).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// The office calls a request off for an organisation that rang.
    ///
    /// # Errors
    /// `NotFound`, or `Conflict` when it has begun already.
    pub async fn cancel_for_requester(&self, number: i64, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let request = tx.request_by_number(number).await?.ok_or(AppError::NotFound)?;
        self.call_off(&mut tx, request, Actor::Account(account), now)
            .await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    pub(super) async fn call_off(
        &self,
        tx: &mut Tx,
        request: Request,
        actor: Actor,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let request = tx.lock_request(request.id).await?.ok_or(AppError::NotFound)?;
        if request.state.closed() {
            return Ok(());
        }
        self.end_request(tx, request.id, RequestState::Cancelled, now)
            .await?;
        self.audit(tx, now, actor, "request.cancelled", "request", request.id.0, &[])
            .await?;
        Ok(())
    }

    /// Ends a request before its date: who had agreed is told, offers are withdrawn, its calendar entry goes.
    pub(super) async fn end_request(
        &self,
        tx: &mut Tx,
        id: RequestId,
        to: RequestState,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let request = tx.request(id).await?.ok_or(AppError::NotFound)?;
        if request.chosen().is_some_and(|t| t.starts_at <= now) && request.state == RequestState::Confirmed {
            return Err(AppError::Conflict("conflict-already-begun"));
        }
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        for assignment in &agreed {
            self.end_assignment(
                tx,
                &request,
                assignment,
                AssignmentState::CancelledByRequester,
                now,
            )
            .await?;
        }
        for offer in tx
            .offers_of_request(request.id)
            .await?
            .iter()
            .filter(|o| o.state.open())
        {
            self.withdraw(tx, &request, offer, EndCause::ByRequester, now)
                .await?;
        }
        let from: Vec<RequestState> = RequestState::ALL
            .iter()
            .copied()
            .filter(|s| !s.closed())
            .collect();
        tx.set_request_state(request.id, &from, to, Choice::Keep, now)
            .await?;
        if let Some(latest) = agreed.iter().max_by_key(|a| (a.created_at, a.id)) {
            self.clear_requester_calendar(tx, &request, latest, NoticeKind::CancelledRequester, now)
                .await?;
        }
        tx.settle_tasks_of_request(request.id, now).await?;
        for assignment in agreed.iter().filter(|a| a.starts_at - now < CALL_LEAD) {
            // A mail may come too late: somebody is already on the way.
            let call = NewTask {
                kind: TaskKind::CallVolunteer,
                request: Some(request.id),
                offer: None,
                person: Some(assignment.person),
            };
            tx.add_task(&call, TaskId(self.ids.uuid(now)), now).await?;
        }
        Ok(())
    }

    /// Takes the appointment out of the organisation's calendar, if it stands there, with the mail that says why.
    async fn clear_requester_calendar(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        kind: NoticeKind,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        self.clear_calendar(tx, request, assignment, kind, "", now, now)
            .await
    }

    /// The same with the moment at which the mail may leave; `mark` tells an end that can be taken back from the one
    /// that may follow it.
    #[expect(clippy::too_many_arguments, reason = "what, why, and when it is told")]
    pub(super) async fn clear_calendar(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        kind: NoticeKind,
        mark: &str,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let Some(entry) = &request.calendar else {
            return Ok(());
        };
        tx.set_request_calendar(request.id, None).await?;
        let recipient = Recipient::Contact(request.asked.contact);
        let confirmed = dedupe_key(
            NoticeKind::ConfirmedRequester,
            recipient,
            &assignment.id.to_string(),
        );
        tx.obsolete_unsent(&confirmed, now).await?;
        let mut told = notice(kind, recipient, request, &format!("{}{mark}", entry.uid), now);
        told.payload = cancellation(entry, assignment, now);
        told.not_before = leaves_at;
        self.enqueue(tx, &told, now).await
    }

    /// A volunteer who had agreed cannot come after all: a substitute is sought at once.
    ///
    /// # Errors
    /// `NotFound` for a link that is no longer good, `Conflict` when nothing is agreed or it has begun.
    pub async fn cancel_by_volunteer(&self, token: &str, mark: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        let view = self.offer_by_token(token).await?.ok_or(AppError::NotFound)?;
        let mut tx = self.store.write().await?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let request = tx
            .lock_request(view.offer.request)
            .await?
            .ok_or(AppError::NotFound)?;
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let assignment = agreed.into_iter().find(|a| a.offer == view.offer.id);
        let assignment = assignment.ok_or(AppError::Conflict("conflict-nothing-agreed"))?;
        if assignment.starts_at <= now {
            return Err(AppError::Conflict("conflict-already-begun"));
        }
        self.give_back(&mut tx, &request, &assignment, now).await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// What follows when a volunteer calls off, on the link page or in the calendar. The request is locked.
    pub(super) async fn give_back(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let state = AssignmentState::CancelledByVolunteer;
        self.end_assignment(tx, request, assignment, state, now).await?;
        self.clear_requester_calendar(tx, request, assignment, NoticeKind::SubstituteRequester, now)
            .await?;
        let key = assignment.id.to_string();
        let office = notice(
            NoticeKind::SubstituteOffice,
            Recipient::Office,
            request,
            &key,
            now,
        );
        self.enqueue(tx, &office, now).await?;
        self.reopen(tx, request, now).await?;
        let request = tx.request(request.id).await?.ok_or(AppError::NotFound)?;
        let policy = self.asking_policy(tx, &request.asked.programme).await?;
        if policy.replace_by_itself {
            self.ask_next(tx, &request, assignment.seat, now).await?;
        } else {
            // The office decides whom to ask; what was prepared waits on the request's page.
            self.add_task(tx, TaskKind::ReplaceByHand, &request, None, now)
                .await?;
        }
        let actor = Actor::Person(assignment.person);
        self.audit(
            tx,
            now,
            actor,
            "assignment.cancelled",
            "request",
            request.id.0,
            &[],
        )
        .await
    }

    /// A request that has lost an agreement is being searched for again.
    pub(super) async fn reopen(
        &self,
        tx: &mut Tx,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let from = [RequestState::Confirmed];
        tx.set_request_state(request.id, &from, RequestState::Substituting, Choice::Keep, now)
            .await?;
        Ok(())
    }
}
