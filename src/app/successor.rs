//! Someone says nothing, is no longer needed, or nobody is left: what is taken back, and who is told?

use chrono::{DateTime, Datelike, Utc};

use super::respond::cancellation;
use super::{App, AppError, dedupe_key, notice};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::money;
use crate::domain::notice::{EndCause, MoneyFacts, NoticeKind, Recipient};
use crate::domain::offer::{Offer, OfferState};
use crate::domain::request::{Request, RequestState};
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::RequestId;
use crate::store::{Choice, Tx, Which};

impl App {
    /// Those who are asked now are the last: the office learns of it while there is time to do something.
    pub(super) async fn last_asked(
        &self,
        tx: &mut Tx,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        // Whoever looks for a stand-in comes until there is one.
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        if i64::try_from(agreed.len()).is_ok_and(|n| n >= request.headcount()) {
            return Ok(());
        }
        self.add_task(tx, TaskKind::LastAsked, request, None, now).await?;
        let told = notice(
            NoticeKind::LastAskedOffice,
            Recipient::Office,
            request,
            &format!("{}/{}", request.id, now.timestamp()),
            now,
        );
        self.enqueue(tx, &told, now).await
    }

    /// What was said about the last person is settled.
    pub(super) async fn settle_last_asked(
        &self,
        tx: &mut Tx,
        request: RequestId,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let task = NewTask {
            kind: TaskKind::LastAsked,
            request: Some(request),
            offer: None,
            person: None,
        };
        tx.settle_task(&task, now).await?;
        Ok(())
    }

    /// Nobody is left to ask. A request that takes what it can get keeps its agreements; one that needs everybody lets
    /// the others go.
    pub(super) async fn nobody_left(
        &self,
        tx: &mut Tx,
        request: &Request,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let open = tx
            .offers_of_request(request.id)
            .await?
            .into_iter()
            .filter(|o| o.state.open())
            .collect::<Vec<_>>();
        self.settle_last_asked(tx, request.id, now).await?;
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
        // Whoever looks for a stand-in comes until there is one.
        let all_come = i64::try_from(agreed.len()).is_ok_and(|n| n >= request.headcount());
        if all_come || (somebody_comes && !request.asked.all_or_nothing) {
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
        let cause = match to {
            AssignmentState::CancelledByRequester => EndCause::ByRequester,
            AssignmentState::CancelledByVolunteer => EndCause::ByVolunteer,
            AssignmentState::Released | AssignmentState::Confirmed => EndCause::NotFilled,
        };
        self.end_assignment_because(tx, request, assignment, to, cause, now)
            .await
    }

    /// The same with the reason the volunteer is told.
    pub(super) async fn end_assignment_because(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        to: AssignmentState,
        cause: EndCause,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        if !tx.end_assignment(assignment.id, to, now).await? {
            return Ok(());
        }
        self.tell_of_end(tx, request, assignment, cause, "", now, now)
            .await
    }

    /// The volunteer hears that an agreement has ended, with a cancellation for the calendar. `mark` tells an end that
    /// can be taken back from the one that may follow it.
    #[expect(clippy::too_many_arguments, reason = "what, why, and when it is told")]
    pub(super) async fn tell_of_end(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        cause: EndCause,
        mark: &str,
        leaves_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let recipient = Recipient::Person(assignment.person);
        let key = format!("{}{mark}", assignment.id);
        let mut told = notice(NoticeKind::CancelledVolunteer, recipient, request, &key, now);
        told.not_before = leaves_at;
        told.offer = Some(assignment.offer);
        told.assignment = Some(assignment.id);
        told.payload = cancellation(&assignment.calendar, assignment, now);
        told.payload.cause = Some(cause);
        if cause == EndCause::ByRequester {
            told.payload.money = self.late_pay(tx, request, assignment, now).await?;
        }
        self.enqueue(tx, &told, now).await
    }

    /// What a volunteer is paid because the organisation calls off now; `None` when that is nothing.
    async fn late_pay(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        now: DateTime<Utc>,
    ) -> Result<Option<MoneyFacts>, AppError> {
        let day = local::local_date(self.config.time_zone, assignment.starts_at);
        let programme = &request.asked.programme;
        let notice = assignment.starts_at - now;
        let cents = money::late_price(&tx.tariffs().await?, programme, day, notice);
        Ok((cents > 0).then(|| MoneyFacts {
            cents,
            used: 0,
            allowance: 0,
            year: i64::from(day.year()),
            percent: 0,
        }))
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
        tx.obsolete_unsent_of_offer(offer.id, NoticeKind::OfferReminder, now)
            .await?;
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
                tx.obsolete_unsent_of_offer(offer.id, NoticeKind::OfferReminder, now)
                    .await?;
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
