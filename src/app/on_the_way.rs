//! Life on the way: `Ja, aber …` before a yes, `Ich verspäte mich` after it.

use chrono::TimeDelta;

use super::{App, AppError, notice};
use crate::domain::account::Actor;
use crate::domain::asking;
use crate::domain::notice::{NoticeKind, Recipient};
use crate::domain::offer::OfferState;
use crate::domain::task::TaskKind;
use crate::store::FormUse;

/// How late somebody can say they will be, minutes.
pub const LATE_MINUTES: [i64; 3] = [10, 20, 30];
/// From so long before the begin on somebody can say that they will be late.
pub const LATE_FROM: TimeDelta = TimeDelta::hours(3);

impl App {
    /// `Ja, aber …`: the clock of the offer stands still, and the office calls. The text stays on the office's page;
    /// no mail repeats it.
    ///
    /// # Errors
    /// `Rejected` without a text, `NotFound` for a link that is no longer good, `Conflict` when it is too late.
    pub async fn say_but(&self, token: &str, text: &str, mark: &str) -> Result<(), AppError> {
        let remark = asking::remark(text).map_err(|fault| AppError::Rejected(vec![fault]))?;
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let offer = self
            .verified_offer(&mut tx, token)
            .await?
            .ok_or(AppError::NotFound)?;
        if let FormUse::Repeat(_) = tx.use_form(mark, now).await? {
            return Ok(());
        }
        let request = tx.lock_request(offer.request).await?.ok_or(AppError::NotFound)?;
        let from = [OfferState::Offered, OfferState::CallRequested];
        if request.state.closed()
            || !tx
                .answer_offer(offer.id, &from, OfferState::CallRequested, Some(mark), now)
                .await?
        {
            return Err(AppError::Conflict("conflict-offer-over"));
        }
        tx.obsolete_unsent_of_offer(offer.id, NoticeKind::OfferReminder, now)
            .await?;
        tx.set_offer_remark(offer.id, &remark, now).await?;
        self.add_task(&mut tx, TaskKind::YesBut, &request, Some(&offer), now)
            .await?;
        let key = format!("{}/{mark}", offer.id);
        let mut told = notice(NoticeKind::YesButOffice, Recipient::Office, &request, &key, now);
        told.offer = Some(offer.id);
        self.enqueue(&mut tx, &told, now).await?;
        let actor = Actor::Person(offer.person);
        self.audit(&mut tx, now, actor, "offer.but", "request", request.id.0, &[])
            .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// `Ich verspäte mich`: the school is told at once, and the office too.
    ///
    /// # Errors
    /// `Rejected` for other minutes than those offered, `NotFound` for a link that is no longer good, `Conflict` when
    /// nothing is agreed, it is over, or it is too early to say.
    pub async fn say_late(&self, token: &str, minutes: i64, mark: &str) -> Result<(), AppError> {
        if !LATE_MINUTES.contains(&minutes) {
            return Err(AppError::rejected("minutes", "unknown-choice"));
        }
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let Some((request, assignment)) = self.own_assignment(&mut tx, token, mark, now).await? else {
            return Ok(());
        };
        if now < assignment.starts_at - LATE_FROM {
            return Err(AppError::Conflict("conflict-too-early-to-be-late"));
        }
        let key = format!("{}/{minutes}", assignment.id);
        for (kind, to) in [
            (
                NoticeKind::LateRequester,
                Recipient::Contact(request.asked.contact),
            ),
            (NoticeKind::LateOffice, Recipient::Office),
        ] {
            let mut told = notice(kind, to, &request, &key, now);
            told.offer = Some(assignment.offer);
            told.payload.late_minutes = Some(minutes);
            told.payload.person = Some(assignment.person);
            self.enqueue(&mut tx, &told, now).await?;
        }
        let detail = [("minutes", minutes.into())];
        let actor = Actor::Person(assignment.person);
        self.audit(
            &mut tx,
            now,
            actor,
            "assignment.late",
            "request",
            request.id.0,
            &detail,
        )
        .await?;
        tx.finish_form(mark, "").await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// What a volunteer wrote to `Ja, aber …`, for the office.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn offer_remark(&self, offer: crate::ids::OfferId) -> Result<Option<String>, AppError> {
        Ok(self.store.read().await?.offer_remark(offer).await?)
    }
}
