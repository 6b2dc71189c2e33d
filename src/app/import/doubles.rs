//! Two people who may be one: compared, made one, or kept as two.

use std::collections::BTreeSet;

use super::{App, AppError};
use crate::app::records::person_values;
use crate::domain::account::Actor;
use crate::domain::import::PersonDouble;
use crate::domain::person::{Bounds, Person};
use crate::domain::record::{RecordAction, RecordKind, diff};
use crate::ids::{AccountId, DoubleId, PersonId};
use crate::store::{Page, Paged};

/// A pair with both people.
#[derive(Clone, Debug)]
pub struct DoubleView {
    /// The pair.
    pub double: PersonDouble,
    /// The one who was there first.
    pub first: Person,
    /// The other.
    pub second: Person,
}

/// What became of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    /// They are one now.
    One(PersonId),
    /// Both have agreed to, or are asked about, one request: that must be settled first.
    BothBound,
}

impl App {
    /// One page of the pairs nobody has decided about.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn doubles(&self, page: Page) -> Result<Paged<DoubleView>, AppError> {
        let mut tx = self.store.read().await?;
        let found = tx.doubles(page).await?;
        let ids: BTreeSet<PersonId> = found.rows.iter().flat_map(|d| [d.first, d.second]).collect();
        let people = tx.people_by_ids(&ids.into_iter().collect::<Vec<_>>()).await?;
        let person = |id: PersonId| people.iter().find(|p| p.id == id).cloned();
        let view = |double: PersonDouble| {
            Some(DoubleView {
                first: person(double.first)?,
                second: person(double.second)?,
                double,
            })
        };
        Ok(Paged {
            total: found.total,
            rows: found.rows.into_iter().filter_map(view).collect(),
        })
    }

    /// A pair.
    ///
    /// # Errors
    /// `NotFound` when somebody decided about it.
    pub async fn double(&self, id: DoubleId) -> Result<DoubleView, AppError> {
        let mut tx = self.store.read().await?;
        let double = tx.double(id).await?.ok_or(AppError::NotFound)?;
        let first = tx.person(double.first).await?.ok_or(AppError::NotFound)?;
        let second = tx.person(double.second).await?.ok_or(AppError::NotFound)?;
        Ok(DoubleView {
            double,
            first,
            second,
        })
    }

    /// Decides that two people are two.
    ///
    /// # Errors
    /// `NotFound` when somebody decided before.
    pub async fn keep_both(&self, id: DoubleId, by: AccountId) -> Result<(), AppError> {
        let mut tx = self.store.write().await?;
        if !tx.keep_both(id, by, self.clock.now()).await? {
            return Err(AppError::NotFound);
        }
        tx.commit().await?;
        Ok(())
    }

    /// Makes two people one. The first stays, with everything that was agreed with either; of fields that can hold
    /// one value only, those named in `from_second` are the second's.
    ///
    /// # Errors
    /// `NotFound` when somebody decided before, `Conflict` when one of them was changed meanwhile.
    pub async fn merge_people(
        &self,
        id: DoubleId,
        from_second: &BTreeSet<String>,
        by: AccountId,
    ) -> Result<Merged, AppError> {
        let now = self.clock.now();
        let mut tx = self.store.write().await?;
        let double = tx.double(id).await?.ok_or(AppError::NotFound)?;
        tx.lock_person(double.first).await?;
        tx.lock_person(double.second).await?;
        let first = tx.person(double.first).await?.ok_or(AppError::NotFound)?;
        let second = tx.person(double.second).await?.ok_or(AppError::NotFound)?;
        let merged = merge(&first, &second, from_second);
        if !tx.update_person(&merged, first.version).await? {
            return Err(AppError::Conflict("conflict-changed-meanwhile"));
        }
        if !tx.absorb_person(first.id, second.id).await? {
            return Ok(Merged::BothBound);
        }
        // The lists they stood in know both names.
        for entry in [&first, &second] {
            let hashes = self.erased_hashes(entry);
            tx.remember_merged(&hashes, first.id, now).await?;
        }
        let today = self.today(crate::view::Lang::De).day;
        let changes = diff(&person_values(&first, today), &person_values(&merged, today));
        let (kept, gone) = (first.id.to_string(), second.id.to_string());
        tx.forget_values(RecordKind::Person, &gone).await?;
        for (key, action, changes) in [
            (&kept, RecordAction::Changed, changes),
            (&gone, RecordAction::Deleted, Vec::new()),
        ] {
            let what = (RecordKind::Person, key.as_str(), action);
            self.note_change(&mut tx, Actor::Account(by), what, changes, None)
                .await?;
        }
        let detail = [("gone", second.id.to_string().into())];
        let actor = Actor::Account(by);
        self.audit(
            &mut tx,
            now,
            actor,
            "person.merged",
            "person",
            first.id.0,
            &detail,
        )
        .await?;
        tx.commit().await?;
        Ok(Merged::One(first.id))
    }
}

/// One person of two: what the first lacks is the second's, lists hold what either holds.
fn merge(first: &Person, second: &Person, from_second: &BTreeSet<String>) -> Person {
    let takes = |field: &str| from_second.contains(field);
    let mut one = first.clone();
    if takes("name") {
        one.first_name.clone_from(&second.first_name);
        one.last_name.clone_from(&second.last_name);
    }
    if takes("email") || one.email.is_none() {
        one.email.clone_from(&second.email);
        one.email_failed_at = second.email_failed_at;
    }
    if takes("phone") || one.phone.is_none() {
        one.phone.clone_from(&second.phone);
    }
    if takes("channel") {
        one.channel = second.channel;
    }
    if takes("gender") || one.gender.is_none() {
        one.gender = second.gender;
    }
    if takes("district") {
        one.district.clone_from(&second.district);
    }
    if takes("mobility") {
        one.mobility = second.mobility;
    }
    if takes("districts") {
        one.districts.clone_from(&second.districts);
    }
    if takes("availability") || one.availability.is_empty() {
        one.availability.clone_from(&second.availability);
    }
    if takes("max_week") || one.max_minutes_week.is_none() {
        one.max_minutes_week = second.max_minutes_week;
    }
    if takes("max_day") || one.max_assignments_day.is_none() {
        one.max_assignments_day = second.max_assignments_day;
    }
    if takes("state") {
        one.state = second.state;
    }
    one.modes.extend(second.modes.iter().copied());
    one.modes.sort();
    one.modes.dedup();
    one.topics.extend(second.topics.iter().copied());
    one.topics.sort();
    one.topics.dedup();
    one.programmes.extend(second.programmes.iter().cloned());
    one.programmes.sort();
    one.programmes.dedup();
    for (code, level) in &second.languages {
        let known = one.languages.entry(code.clone()).or_insert(*level);
        *known = (*known).max(*level);
    }
    for (code, level) in &second.understands {
        one.understands.entry(code.clone()).or_insert(*level);
    }
    if one.preferred.is_empty() {
        one.preferred.clone_from(&second.preferred);
    }
    if one.bounds == Bounds::default() {
        one.bounds.clone_from(&second.bounds);
    }
    for absence in &second.absences {
        if !one.absences.contains(absence) {
            one.absences.push(absence.clone());
        }
    }
    for proof in &second.proofs {
        match one.proofs.iter_mut().find(|p| p.kind == proof.kind) {
            Some(known) if known.checked_on < proof.checked_on => *known = proof.clone(),
            Some(_) => {}
            None => one.proofs.push(proof.clone()),
        }
    }
    one
}
