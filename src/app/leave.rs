//! A volunteer leaves, or only takes a break: what is to be refilled, what goes at once, what the law wants kept, and
//! the erasure itself.

use chrono::{DateTime, Datelike, Months, NaiveDate, TimeDelta, Utc};

use super::{App, AppError};
use crate::calendar::local;
use crate::domain::account::Actor;
use crate::domain::assignment::Assignment;
use crate::domain::person::{Person, PersonState};
use crate::domain::record::{Change, RecordAction, RecordKind, diff};
use crate::ids::PersonId;
use crate::store::Tx;

/// Years for which vouchers of payments are kept, from the end of the year on (KomHVO NRW § 59; a setting of the law,
/// not of the office).
const VOUCHER_YEARS: i32 = 10;
/// How long name and address of somebody who left by themselves are kept.
const KEPT_AFTER: TimeDelta = TimeDelta::days(92);

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

    /// A volunteer leaves by themselves: appointments are called off and substitutes sought, open questions answered
    /// with no, and whatever is no longer needed goes at once. The rest goes three months later
    /// ([`App::erase_who_left`]); no list brings them back meanwhile.
    ///
    /// # Errors
    /// `Conflict` when something was agreed in between.
    pub async fn leave(&self, id: PersonId) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let before = self.step_down(&mut tx, id, now).await?;
        let hashes = self.erased_hashes(&before);
        tx.remember_erased(&hashes, now).await?;
        let mut person = before.clone();
        strip(&mut person);
        if !tx.update_person(&person, person.version).await? {
            return Err(AppError::Conflict("conflict-own-changed"));
        }
        let (actor, key) = (Actor::Person(id), id.to_string());
        tx.forget_values(RecordKind::Person, &key).await?;
        let state = Change {
            field: "state".to_owned(),
            before: before.state.to_string(),
            after: person.state.to_string(),
        };
        let what = (RecordKind::Person, key.as_str(), RecordAction::Changed);
        self.note_change(&mut tx, actor, what, vec![state], None).await?;
        tx.renew_person_link(id, now).await?;
        tx.note_leaving(id, now).await?;
        self.audit(&mut tx, now, actor, "person.left", "person", id.0, &[])
            .await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// The office erases a person: as [`App::leave`], and nothing is kept for later.
    ///
    /// # Errors
    /// `NotFound` when there is none or they are erased already; `Conflict` when something was agreed in between.
    pub async fn erase_person(&self, id: PersonId, actor: Actor) -> Result<(), AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        tx.person(id).await?.ok_or(AppError::NotFound)?;
        if tx.is_erased(id).await? {
            return Err(AppError::NotFound);
        }
        let person = self.step_down(&mut tx, id, now).await?;
        self.forget_person(&mut tx, &person, actor, now).await?;
        tx.commit().await?;
        self.ring();
        Ok(())
    }

    /// Forgets those who left more than three months ago, in the caller's transaction.
    pub(super) async fn erase_who_left(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<(), AppError> {
        for id in tx.people_to_erase(now - KEPT_AFTER).await? {
            if let Some(person) = tx.person(id).await?.filter(|p| p.state == PersonState::Left)
                && !tx.is_erased(id).await?
            {
                self.forget_person(tx, &person, Actor::System, now).await?;
            }
            tx.note_erased(id, now).await?;
        }
        Ok(())
    }

    /// Gives back what is agreed and answers what is open, each as if the person had done it, so that the next ones are
    /// asked; the person is locked afterwards.
    async fn step_down(&self, tx: &mut Tx, id: PersonId, now: DateTime<Utc>) -> Result<Person, AppError> {
        for assignment in self.coming(tx, id).await? {
            if let Some(request) = tx.lock_request(assignment.request).await? {
                self.give_back(tx, &request, &assignment, now).await?;
            }
        }
        self.decline_all(tx, id).await?;
        tx.lock_person(id).await?;
        if !tx.offers_of_person_open(id).await?.is_empty() || !self.coming(tx, id).await?.is_empty() {
            return Err(AppError::Conflict("conflict-record-changed"));
        }
        tx.person(id).await?.ok_or(AppError::NotFound)
    }

    /// Takes name, contact, languages, times, proofs and the values in the history; what was done and paid stays,
    /// without a name. Remembers by a hash that no list may bring them back.
    async fn forget_person(
        &self,
        tx: &mut Tx,
        person: &Person,
        actor: Actor,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let id = person.id;
        let hashes = self.erased_hashes(person);
        tx.remember_erased(&hashes, now).await?;
        tx.forget_merged(id, now).await?;
        let known = tx.person_mail(id).await?.welcomed_at.is_some();
        tx.erase_person(id, now).await?;
        // Who never had the first letter gets no last one.
        if known {
            self.tell_erased(tx, person, now).await?;
        }
        let key = id.to_string();
        tx.forget_values(RecordKind::Person, &key).await?;
        let what = (RecordKind::Person, key.as_str(), RecordAction::Erased);
        self.note_change(tx, actor, what, Vec::new(), None).await?;
        self.audit(tx, now, actor, "person.erased", "person", id.0, &[])
            .await
    }
}

/// What is not needed once somebody has left.
fn strip(person: &mut Person) {
    person.state = PersonState::Left;
    person.phone = None;
    person.gender = None;
    person.languages.clear();
    person.understands.clear();
    person.availability.clear();
    person.preferred.clear();
    person.absences.clear();
    person.proofs.clear();
    person.districts = None;
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
