//! What does a file of volunteers change? Whoever was erased stays so; whoever may be doubled is noted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::intake::{Batch, Change, Intake, each_record};
use super::{App, AppError};
use crate::domain::import::{PersonDouble, PersonKey, Subject};
use crate::domain::money::Payment;
use crate::domain::person::{Person, PersonState};
use crate::domain::text::{EmailAddress, fold};
use crate::ids::{DoubleId, PaymentId, PersonId};
use crate::import::fault::{Fail, Fault};
use crate::import::people;
use crate::import::people::PersonRecord;
use crate::import::people_index::number;
use crate::store::{Page, Tx};

impl App {
    pub(super) async fn apply_people(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        most: usize,
        now: DateTime<Utc>,
    ) -> Result<(), AppError> {
        let mut records = Vec::new();
        let (lookup, seen) = (intake.lookup, &mut intake.seen.people);
        each_record!(
            intake,
            batch,
            most,
            |row| people::read(row, lookup, seen),
            |record| {
                records.push(record);
            }
        );
        let known: BTreeSet<PersonId> = records.iter().filter_map(|r| intake.people.find(r)).collect();
        let known: Vec<PersonId> = known.into_iter().collect();
        let mut known = Batch::whole_people(tx.people_by_ids(&known).await?);
        let hashes: Vec<String> = records.iter().flat_map(|r| self.hashes_of(r)).collect();
        let erased = tx.erased_among(&hashes).await?;
        let merged = tx.merged_among(&hashes).await?;
        for record in &records {
            let own = self.hashes_of(record);
            let among = |of: &BTreeSet<String>| own.iter().any(|hash| of.contains(hash));
            let found = intake.people.find(record);
            // Whoever left by themselves still has a name for a while; no list gives them back what went at once.
            let left = |id| {
                known
                    .get(&id)
                    .is_none_or(|p: &Person| p.state == PersonState::Left)
            };
            let mut change = match found {
                Some(id) if !(left(id) && among(&erased)) => {
                    let joined = among(&merged);
                    self.change_person(tx, batch, &mut known, (id, joined), record)
                        .await?
                }
                None if among(&merged) => Change::None,
                _ if among(&erased) => {
                    batch.tally.left_out += 1;
                    batch
                        .notes
                        .push(Fault::new(record.row, None, "", Fail::new("import-erased")));
                    continue;
                }
                _ => {
                    self.add_person(tx, intake, batch, &mut known, record, now)
                        .await?
                }
            };
            let paid = self.apply_paid(tx, intake, batch, record, now).await?;
            let declared = apply_declared(tx, intake, batch, record).await?;
            let settings = apply_settings(tx, intake, batch, record, now).await?;
            if (paid || declared || settings) && change == Change::None {
                change = Change::Changed;
            }
            batch.count(change);
        }
        Ok(())
    }

    /// What was paid before is a running total: only what is missing to it is added, so that the same file again adds
    /// nothing. `true` when something was added.
    async fn apply_paid(
        &self,
        tx: &mut Tx,
        intake: &Intake<'_>,
        batch: &mut Batch,
        record: &PersonRecord,
        now: DateTime<Utc>,
    ) -> Result<bool, AppError> {
        let Some(person) = intake.people.find(record).filter(|_| !record.paid.is_empty()) else {
            return Ok(false);
        };
        let known = tx.payments_of(person, Page::first(Page::MAX_SIZE)).await?;
        let mut added = false;
        for &(year, total) in &record.paid {
            let so_far: i64 = known
                .iter()
                .filter(|p| p.paid_on.year() == year)
                .map(|p| p.cents)
                .sum();
            if so_far > total {
                let fail = Fail::new("import-paid-less");
                batch.notes.push(Fault::new(record.row, None, "", fail));
            }
            let (today, last) = (intake.lookup.today, NaiveDate::from_ymd_opt(year, 12, 31));
            let Some(paid_on) = last.map(|last| last.min(today)).filter(|_| so_far < total) else {
                continue;
            };
            let payment = Payment {
                id: PaymentId(self.ids.uuid(now)),
                person,
                paid_on,
                covers_until: paid_on,
                cents: total - so_far,
                programme: None,
                funding: None,
            };
            tx.insert_payment(&payment).await?;
            batch.note_change(Subject::Payment, payment.id.to_string(), None, &payment)?;
            added = true;
        }
        Ok(added)
    }

    async fn change_person(
        &self,
        tx: &mut Tx,
        batch: &mut Batch,
        known: &mut BTreeMap<PersonId, Person>,
        (id, joined): (PersonId, bool),
        record: &PersonRecord,
    ) -> Result<Change, AppError> {
        let Some(before) = known.get(&id).cloned() else {
            return Err(AppError::Conflict("conflict-changed-meanwhile"));
        };
        let mut person = before.clone();
        if !record.update(&mut person) {
            return Ok(Change::None);
        }
        if joined {
            keep_what_was_joined(&before, &mut person);
            if person == before {
                return Ok(Change::None);
            }
        }
        if !tx.update_person(&person, before.version).await? {
            return Err(AppError::Conflict("conflict-changed-meanwhile"));
        }
        let change = batch.note_change(Subject::Person, id.to_string(), Some(&before), &person)?;
        person.version += 1;
        known.insert(id, person);
        Ok(change)
    }

    async fn add_person(
        &self,
        tx: &mut Tx,
        intake: &mut Intake<'_>,
        batch: &mut Batch,
        known: &mut BTreeMap<PersonId, Person>,
        record: &PersonRecord,
        now: DateTime<Utc>,
    ) -> Result<Change, AppError> {
        let person = record.new_person(PersonId(self.ids.uuid(now)));
        tx.insert_person(&person).await?;
        let key = key_of(&person);
        for (other, reason) in intake.people.doubles(&key) {
            let double = PersonDouble {
                id: DoubleId(self.ids.uuid(now)),
                first: other,
                second: person.id,
                reason,
                created_at: now,
            };
            tx.insert_double(&double).await?;
        }
        intake.people.add(key);
        let change = batch.note_change(Subject::Person, person.id.to_string(), None, &person)?;
        known.insert(person.id, person);
        Ok(change)
    }

    /// What is kept of a person who is erased, so that no old list brings them back: see [`Tx::remember_erased`].
    pub fn erased_hashes(&self, person: &Person) -> Vec<String> {
        let email = person.email.as_ref().map(EmailAddress::as_str);
        self.hashes(&person.full_name(), email, person.phone.as_deref())
    }

    fn hashes_of(&self, record: &PersonRecord) -> Vec<String> {
        let email = record.email.as_ref().map(EmailAddress::as_str);
        self.hashes(&record.full_name(), email, record.phone.as_deref())
    }

    /// A name alone says too little: it may be somebody else's. Without address and number it is all there is.
    fn hashes(&self, name: &str, email: Option<&str>, phone: Option<&str>) -> Vec<String> {
        let (name, phone) = (fold(name), number(phone));
        let mut hashes = Vec::new();
        if let Some(email) = email {
            hashes.push(self.keys.erased(&["email", &name, &email.to_lowercase()]));
        }
        if !phone.is_empty() {
            hashes.push(self.keys.erased(&["phone", &name, &phone]));
        }
        if hashes.is_empty() {
            hashes.push(self.keys.erased(&["name", &name]));
        }
        hashes
    }
}

/// Of two entries that became one, each row knows its own half only: it adds to lists and takes nothing away.
fn keep_what_was_joined(before: &Person, person: &mut Person) {
    for (code, level) in &before.languages {
        person.languages.entry(code.clone()).or_insert(*level);
    }
    let mut programmes = before.programmes.clone();
    programmes.extend(
        person
            .programmes
            .iter()
            .filter(|p| !before.programmes.contains(p))
            .cloned(),
    );
    person.programmes = programmes;
    let mut modes = before.modes.clone();
    modes.extend(person.modes.iter().filter(|m| !before.modes.contains(m)));
    person.modes = modes;
    // The store knows no order of these.
    if person.proofs.len() == before.proofs.len() && before.proofs.iter().all(|p| person.proofs.contains(p)) {
        person.proofs.clone_from(&before.proofs);
    }
}

/// What people say they use of a year's amount elsewhere replaces what they said before. `true` when it is different.
async fn apply_declared(
    tx: &mut Tx,
    intake: &Intake<'_>,
    batch: &mut Batch,
    record: &PersonRecord,
) -> Result<bool, AppError> {
    let Some(person) = intake.people.find(record).filter(|_| !record.declared.is_empty()) else {
        return Ok(false);
    };
    let known = tx.declared_of(person).await?;
    let mut changed = false;
    for &(year, cents) in &record.declared {
        let before = known.get(&i64::from(year)).copied().unwrap_or(0);
        if before != cents {
            tx.set_declared(person, i64::from(year), cents).await?;
            let key = format!("{person}\n{year}");
            // A number alone is no JSON for every engine.
            batch.note_change(Subject::Declared, key, Some(&[before]), &[cents])?;
            changed = true;
        }
    }
    Ok(changed)
}

/// What a row says about mails, calls and the carrier. `true` when it is different.
async fn apply_settings(
    tx: &mut Tx,
    intake: &Intake<'_>,
    batch: &mut Batch,
    record: &PersonRecord,
    now: DateTime<Utc>,
) -> Result<bool, AppError> {
    let found = intake.people.find(record).filter(|_| !record.settings.is_empty());
    let Some(person) = found else {
        return Ok(false);
    };
    let before = tx.settings_of(person).await?;
    let after = record.settings.over(&before);
    if after == before {
        return Ok(false);
    }
    tx.set_settings(person, &after, now).await?;
    batch.note_change(Subject::Settings, person.to_string(), Some(&before), &after)?;
    Ok(true)
}

/// What tells a person apart.
pub(super) fn key_of(person: &Person) -> PersonKey {
    PersonKey {
        id: person.id,
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        email: person.email.as_ref().map(|e| e.as_str().to_owned()),
        phone: person.phone.clone(),
        district: person.district.clone(),
        state: person.state,
    }
}
