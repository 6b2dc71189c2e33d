//! Days on which schools talk to parents: the office enters them, and six weeks before schools are told to say what they
//! need.

use chrono::{DateTime, Days as CalendarDays, NaiveDate, Utc};
use uuid::Uuid;

use super::{App, AppError, general};
use crate::calendar::local;
use crate::domain::Rejection;
use crate::domain::account::Actor;
use crate::domain::notice::{Days, NoticeKind, Recipient};
use crate::domain::text;
use crate::ids::AccountId;
use crate::store::{ConsultationPeriod, Tx};

/// Schools are told this long before.
const TELL_BEFORE: CalendarDays = CalendarDays::new(42);

impl App {
    /// The days to come, next first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn consultation_periods(&self) -> Result<Vec<ConsultationPeriod>, AppError> {
        let today = local::local_date(self.config.time_zone, self.clock.now());
        Ok(self.store.read().await?.consultation_periods(today).await?)
    }

    /// The day on which schools are told.
    pub fn period_told_on(period: &ConsultationPeriod) -> NaiveDate {
        period
            .first_day
            .checked_sub_days(TELL_BEFORE)
            .unwrap_or(period.first_day)
    }

    /// Enters days on which schools talk to parents.
    ///
    /// # Errors
    /// `Rejected` with every fault.
    pub async fn add_consultation_period(
        &self,
        title: &str,
        first_day: &str,
        last_day: &str,
        register_by: &str,
        account: AccountId,
    ) -> Result<(), AppError> {
        let mut faults = Vec::new();
        let name = text::line("title", title, text::NAME_MAX).unwrap_or_else(|fault| {
            faults.push(fault);
            None
        });
        if name.is_none() && faults.is_empty() {
            faults.push(Rejection::new("title", "required"));
        }
        let mut day = |field: &'static str, text: &str| {
            let day = text.trim().parse::<NaiveDate>().ok();
            if day.is_none() {
                faults.push(Rejection::new(field, "date"));
            }
            day
        };
        let first = day("first_day", first_day);
        let last = if last_day.trim().is_empty() {
            first
        } else {
            day("last_day", last_day)
        };
        let by = day("register_by", register_by);
        let today = local::local_date(self.config.time_zone, self.clock.now());
        if let (Some(first), Some(last)) = (first, last) {
            if last < first {
                faults.push(Rejection::new("last_day", "end-before-start"));
            }
            if first <= today {
                faults.push(Rejection::new("first_day", "past"));
            }
        }
        if let (Some(first), Some(by)) = (first, by)
            && (by > first || by < today)
        {
            faults.push(Rejection::new("register_by", "deadline"));
        }
        let (Some(title), Some(first_day), Some(last_day), Some(register_by), true) =
            (name, first, last, by, faults.is_empty())
        else {
            return Err(AppError::Rejected(faults));
        };
        let now = self.clock.now();
        let id = self.ids.uuid(now);
        let mut tx = self.store.write().await?;
        tx.insert_consultation_period(&ConsultationPeriod {
            id,
            title,
            first_day,
            last_day,
            register_by,
            told_at: None,
        })
        .await?;
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "period.added", "period", id, &[])
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Removes such days while schools have not been told.
    ///
    /// # Errors
    /// `Conflict` when they were.
    pub async fn remove_consultation_period(&self, id: Uuid, account: AccountId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        if !tx.delete_consultation_period(id).await? {
            return Err(AppError::Conflict("conflict-period-told"));
        }
        let actor = Actor::Account(account);
        self.audit(&mut tx, now, actor, "period.removed", "period", id, &[])
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Tells every school once, from six weeks before until it would be too late.
    pub(super) async fn consultation_mails(
        &self,
        tx: &mut Tx,
        today: NaiveDate,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        for period in tx.consultation_periods(today).await? {
            let open = period.told_at.is_none() && today <= period.register_by;
            if !open || today < Self::period_told_on(&period) {
                continue;
            }
            for contact in tx.contacts_of_schools().await? {
                let to = Recipient::Contact(contact);
                let mut told = general(NoticeKind::ConsultationDay, to, &period.id.to_string(), now);
                told.payload.title = Some(period.title.clone());
                told.payload.deadline = Some(period.register_by);
                told.payload.days = Some(Days {
                    from: period.first_day,
                    to: period.last_day,
                });
                told.not_before = self.waking().next_waking(now);
                self.enqueue(tx, &told, now).await?;
            }
            tx.mark_period_told(period.id, now).await?;
        }
        Ok(())
    }
}
