//! A volunteer leaves, or only takes a break: what is to be refilled, what goes at once, what the law wants kept, and
//! the erasure itself.

use chrono::{Datelike, Months, NaiveDate};

use super::{App, AppError};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::assignment::Assignment;
use crate::domain::offer::Answer;
use crate::domain::person::{Person, PersonState};
use crate::domain::record::{RecordAction, RecordKind, diff};
use crate::ids::PersonId;
use crate::store::Tx;

/// Years for which vouchers of payments are kept, from the end of the year on (KomHVO NRW § 59; a setting of the law,
/// not of the office).
const VOUCHER_YEARS: i32 = 10;

/// What leaving would mean.
#[derive(Clone, Debug)]
pub struct LeavePreview {
    /// Who.
    pub person: Person,
    /// Agreed assignments that somebody else must take, by time, with the number of the request.
    pub coming: Vec<(Assignment, i64)>,
    /// Questions that are open.
    pub asked: usize,
    /// Past assignments that stay for the statistics, without a name.
    pub past: i64,
    /// Until when payments are kept, if there are any.
    pub payments_until: Option<NaiveDate>,
}

impl App {
    /// What it would mean if a person left.
    ///
    /// # Errors
    /// `NotFound` when there is none, or they are erased already.
    pub async fn leave_preview(&self, id: PersonId) -> Result<LeavePreview, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.read().await?;
        let person = tx.person(id).await?.ok_or(AppError::NotFound)?;
        if tx.is_erased(id).await? {
            return Err(AppError::NotFound);
        }
        let mut coming = self.coming(&mut tx, id).await?;
        let requests: Vec<_> = coming.iter().map(|a| a.request).collect();
        let requests = tx.requests_by_ids(&requests).await?;
        coming.sort_by_key(|a| (a.starts_at, a.id));
        let with_number = |a: Assignment| {
            let found = requests.iter().find(|r| r.id == a.request);
            let number = found.map_or(0, |r| r.number);
            (a, number)
        };
        Ok(LeavePreview {
            person,
            coming: coming.into_iter().map(with_number).collect(),
            asked: tx.offers_of_person_open(id).await?.len(),
            past: tx.past_assignments(id, now).await?,
            payments_until: tx.last_payment(id).await?.and_then(voucher_end),
        })
    }

    async fn coming(&self, tx: &mut Tx, id: PersonId) -> Result<Vec<Assignment>, AppError> {
        let now = self.clock.now();
        let mut coming = tx.active_assignments_of_person(id, now).await?;
        coming.retain(|a| a.starts_at > now);
        Ok(coming)
    }

    /// Makes a person rest, or brings them back. Agreed assignments stay.
    ///
    /// # Errors
    /// `Conflict` when somebody changed the person in this moment.
    pub async fn set_person_state(
        &self,
        id: PersonId,
        state: PersonState,
        actor: Actor,
    ) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        let person = tx.person(id).await?.ok_or(AppError::NotFound)?;
        if tx.is_erased(id).await? {
            return Err(AppError::NotFound);
        }
        let today = local::local_date(self.config.time_zone, self.clock.now());
        let next = Person {
            state,
            ..person.clone()
        };
        if !tx.update_person(&next, person.version).await? {
            return Err(AppError::Conflict("conflict-record-changed"));
        }
        let changes = diff(
            &super::records::person_values(&person, today),
            &super::records::person_values(&next, today),
        );
        let key = id.to_string();
        self.note_change(
            &mut tx,
            actor,
            (RecordKind::Person, &key, RecordAction::Changed),
            changes,
            None,
        )
        .await?;
        tx.commit().await?;
        Ok(())
    }

    /// Erases a person: open questions are declined and coming assignments given back first, each as if the person had
    /// done it, so that the next ones are asked; then name, contact, languages, times, proofs and the values in the
    /// history go. What was done and paid stays, without a name. May be run again after a crash.
    ///
    /// # Errors
    /// `NotFound` when there is none or they are erased already; `Conflict` when something was agreed in between.
    pub async fn erase_person(&self, id: PersonId, actor: Actor) -> Result<(), AppError> {
        let now = self.clock.now();
        {
            let mut tx = self.store.read().await?;
            tx.person(id).await?.ok_or(AppError::NotFound)?;
            if tx.is_erased(id).await? {
                return Err(AppError::NotFound);
            }
        }
        // Nobody asks them any more while the rest is done.
        self.set_person_state(id, PersonState::Left, actor).await?;
        let mark = |step: &str| self.keys.issue_form(step, &self.ids, now);
        let (open, coming) = {
            let mut tx = self.store.read().await?;
            let open = tx.offers_of_person_open(id).await?;
            let coming = self.coming(&mut tx, id).await?;
            let agreed: Vec<_> = coming.iter().map(|a| a.offer).collect();
            (open, tx.offers_by_ids(&agreed).await?)
        };
        for offer in &open {
            self.answer(&self.keys.offer(offer), Answer::Decline, &mark("leave"))
                .await?;
        }
        for offer in &coming {
            match self
                .cancel_by_volunteer(&self.keys.offer(offer), &mark("leave"))
                .await
            {
                // Given back by somebody else in this moment.
                Ok(()) | Err(AppError::Conflict(_)) => {}
                Err(error) => return Err(error),
            }
        }
        let mut tx = self.store.write().await?;
        tx.lock_person(id).await?;
        if !tx.offers_of_person_open(id).await?.is_empty() || !self.coming(&mut tx, id).await?.is_empty() {
            return Err(AppError::Conflict("conflict-record-changed"));
        }
        let person = tx.person(id).await?.ok_or(AppError::NotFound)?;
        let hashes = self.erased_hashes(&person);
        tx.remember_erased(&hashes, now).await?;
        tx.erase_person(id, now).await?;
        let key = id.to_string();
        tx.forget_values(RecordKind::Person, &key).await?;
        let what = (RecordKind::Person, key.as_str(), RecordAction::Erased);
        self.note_change(&mut tx, actor, what, Vec::new(), None).await?;
        self.audit(&mut tx, now, actor, "person.erased", "person", id.0, &[])
            .await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }
}

/// The last day on which the voucher of a payment is kept.
fn voucher_end(paid_on: NaiveDate) -> Option<NaiveDate> {
    let end = NaiveDate::from_ymd_opt(paid_on.year(), 12, 31)?;
    end.checked_add_months(Months::new(u32::try_from(VOUCHER_YEARS * 12).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vouchers_are_kept_for_ten_years_from_the_end_of_the_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(voucher_end(day("2026-03-01")), Some(day("2036-12-31")));
    }
}
