//! Somebody who has agreed asks for a stand-in, and stays responsible until one is found.

use chrono::{DateTime, Utc};

use super::asking::Round;
use super::{App, AppError, notice};
use crate::domain::account::Actor;
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::notice::{EndCause, NoticeKind, Recipient};
use crate::domain::request::Request;
use crate::store::{FormUse, Tx, Which};

impl App {
    /// `Ich kann nicht – Vertretung gesucht`: others are asked; until one of them says yes, everything stays as agreed.
    ///
    /// # Errors
    /// `NotFound` for a link that is no longer good, `Conflict` when nothing is agreed or it has begun.
    pub async fn ask_stand_in(&self, token: &str, mark: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let Some((request, assignment)) = self.own_assignment(&mut tx, token, mark, now).await? else {
            return Ok(());
        };
        if tx.begin_stand_in(assignment.id, now).await? {
            let key = format!("{}/{}", assignment.id, now.timestamp());
            let mut told = notice(NoticeKind::StandInOffice, Recipient::Office, &request, &key, now);
            told.offer = Some(assignment.offer);
            self.enqueue(&mut tx, &told, now).await?;
            self.ask_round(&mut tx, &request, assignment.seat, Round::Next, now, now)
                .await?;
            self.own_audit(&mut tx, &request, &assignment, "assignment.stand_in", now)
                .await?;
        }
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// `Ich komme doch`: the search ends, and whoever was asked is thanked.
    ///
    /// # Errors
    /// As [`App::ask_stand_in`].
    pub async fn end_stand_in(&self, token: &str, mark: &str) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let Some((request, assignment)) = self.own_assignment(&mut tx, token, mark, now).await? else {
            return Ok(());
        };
        if tx.end_stand_in(assignment.id, now).await? {
            if self.places_left(&mut tx, &request, assignment.seat).await? == 0 {
                let offers = tx.offers_of_request(request.id).await?;
                for offer in offers
                    .iter()
                    .filter(|o| o.seat == assignment.seat && o.state.open())
                {
                    self.withdraw(&mut tx, &request, offer, EndCause::Taken, now)
                        .await?;
                }
            }
            self.own_audit(&mut tx, &request, &assignment, "assignment.stand_in_ended", now)
                .await?;
        }
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// The agreement behind an offer's link, with its request locked; `None` when the form was posted before.
    pub(super) async fn own_assignment(
        &self,
        tx: &mut Tx,
        token: &str,
        mark: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<(Request, Assignment)>, AppError> {
        let offer = self.verified_offer(tx, token).await?.ok_or(AppError::NotFound)?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(None);
        }
        let request = tx.lock_request(offer.request).await?.ok_or(AppError::NotFound)?;
        let agreed = tx.assignments_of_request(request.id, Which::Active).await?;
        let assignment = agreed.into_iter().find(|a| a.offer == offer.id);
        let assignment = assignment.ok_or(AppError::Conflict("conflict-nothing-agreed"))?;
        if assignment.ends_at <= now {
            return Err(AppError::Conflict("conflict-already-begun"));
        }
        Ok(Some((request, assignment)))
    }

    async fn own_audit(
        &self,
        tx: &mut Tx,
        request: &Request,
        assignment: &Assignment,
        action: &str,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let actor = Actor::Person(assignment.person);
        self.audit(tx, now, actor, action, "request", request.id.0, &[])
            .await
    }

    /// After a yes: if more have agreed to a seat than it has places, the one who has looked longest for a stand-in is
    /// free. The value says who.
    pub(super) async fn relieve(
        &self,
        tx: &mut Tx,
        request: &Request,
        seat: usize,
        now: DateTime<Utc>,
    ) -> Result<Option<Assignment>, AppError> {
        let wanted = request.asked.seats.get(seat).map_or(0, |s| s.headcount);
        let agreed: Vec<Assignment> = tx
            .assignments_of_request(request.id, Which::Active)
            .await?
            .into_iter()
            .filter(|a| a.seat == seat)
            .collect();
        if i64::try_from(agreed.len()).unwrap_or(i64::MAX) <= wanted {
            return Ok(None);
        }
        for id in tx.stand_ins_of_request(request.id).await? {
            let Some(relieved) = agreed.iter().find(|a| a.id == id) else {
                continue;
            };
            self.end_assignment_because(
                tx,
                request,
                relieved,
                AssignmentState::CancelledByVolunteer,
                EndCause::Replaced,
                now,
            )
            .await?;
            tx.end_stand_in(id, now).await?;
            return Ok(Some(relieved.clone()));
        }
        Ok(None)
    }
}
