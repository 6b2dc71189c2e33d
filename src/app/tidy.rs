//! What has run out goes: sessions, marks of forms, counts of wrong passwords, old rings; whoever left or never joined.

use chrono::{DateTime, TimeDelta, Timelike, Utc};

use super::{App, AppError, DRAFT_LIFE, FORGOTTEN};
use crate::calendar::{local, school};
use crate::domain::task::{NewTask, TaskKind};
use crate::ids::TaskId;
use crate::store::Tx;

/// Marks of forms and old rings are kept this long: longer than any page with a form stays good.
const KEPT: TimeDelta = TimeDelta::days(7);
/// What a file changed is kept this long: longer than it can be taken back.
const IMPORTS_KEPT: TimeDelta = TimeDelta::days(2);

/// Values before and after a change are kept this long (24 months).
const VALUES_KEPT: TimeDelta = TimeDelta::days(730);
/// What volunteers wrote to `Ja, aber …` is kept this long.
const REMARKS_KEPT: TimeDelta = TimeDelta::days(30);

impl App {
    /// Deletes what has run out, once an hour, by whichever process comes first.
    ///
    /// # Errors
    /// When the store fails; the next hour tries again.
    pub async fn tidy(&self) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if tx.claim_tick("tidy", hour(now), &self.node, now).await? {
            tx.delete_expired(now, now - KEPT).await?;
            tx.delete_old_devices(now, now - super::devices::LINKS_KEPT)
                .await?;
            tx.delete_offer_remarks(now - REMARKS_KEPT).await?;
            tx.delete_request_notes(now - REMARKS_KEPT).await?;
            tx.delete_office_drafts_before(now - DRAFT_LIFE).await?;
            tx.forget_earlier(now).await?;
            tx.delete_questions(now - super::questions::QUESTIONS_KEPT)
                .await?;
            tx.delete_outbox_addresses().await?;
            tx.expire_inbound(
                now - super::inbound::LETTERS_KEPT,
                now - super::inbound::ROWS_KEPT,
            )
            .await?;
            tx.forget_old_revisions(now - VALUES_KEPT, now - KEPT).await?;
            tx.forget_imports(now - IMPORTS_KEPT).await?;
            self.warn_of_calendar(&mut tx, now).await?;
            tx.delete_drafts_before(now - DRAFT_LIFE).await?;
            tx.delete_interests_before(now - FORGOTTEN).await?;
            self.erase_who_left(&mut tx, now).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Tells the office that its school holidays run out, until it has entered new ones.
    async fn warn_of_calendar(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<(), AppError> {
        let today = local::local_date(self.config.time_zone, now);
        let task = NewTask {
            kind: TaskKind::CalendarEnds,
            request: None,
            offer: None,
            person: None,
        };
        if school::runs_out(&tx.school_holidays().await?, today) {
            tx.add_task(&task, TaskId(self.ids.uuid(now)), now).await?;
        } else {
            tx.settle_task(&task, now).await?;
        }
        Ok(())
    }
}

/// The hour a moment lies in.
fn hour(at: DateTime<Utc>) -> DateTime<Utc> {
    at.with_minute(0).and_then(|at| at.with_second(0)).unwrap_or(at)
}
