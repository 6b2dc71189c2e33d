//! Who helps, and how are people added, changed and found?

use sqlx::types::Json;
use uuid::Uuid;

use super::error::one_row;
use super::people_parts::{Pick, assemble};
use super::rows::{CHUNK, digits, texts};
use super::{StoreError, Tx};
use crate::domain::person::{Bounds, Person};
use crate::domain::text::{EmailAddress, fold};
use crate::ids::PersonId;

impl Tx {
    /// Adds a person with everything about them.
    ///
    /// # Errors
    /// When the database fails or a district, programme or language is unknown.
    pub async fn insert_person(&mut self, person: &Person) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO person (id, first_name, last_name, search, email, phone, channel, email_failed_at, ui_language,
                                 gender, district, mobility, everywhere, modes, max_minutes_week, max_assignments_day,
                                 state, version, topics)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
            person.id.0,
            &person.first_name,
            &person.last_name,
            search_text(person),
            person.email.as_ref().map(EmailAddress::as_str),
            &person.phone,
            person.channel.as_str(),
            person.email_failed_at,
            &person.ui_language,
            person.gender.map(|g| g.as_str()),
            &person.district,
            person.mobility.as_str(),
            person.districts.is_none(),
            texts(&person.modes),
            person.max_minutes_week,
            person.max_assignments_day,
            person.state.as_str(),
            person.version,
            texts(&person.topics),
        );
        self.insert_person_parts(person).await
    }

    /// Replaces a person with everything about them and counts the version up; `false` when someone else changed them
    /// since `expected_version`.
    ///
    /// # Errors
    /// When the database fails or a district, programme or language is unknown.
    pub async fn update_person(
        &mut self,
        person: &Person,
        expected_version: i64,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE person SET
                 first_name = $3, last_name = $4, search = $5, email = $6, phone = $7, channel = $8,
                 email_failed_at = $9, ui_language = $10, gender = $11, district = $12, mobility = $13,
                 everywhere = $14, modes = $15, max_minutes_week = $16, max_assignments_day = $17, state = $18,
                 topics = $19, version = version + 1
             WHERE id = $1 AND version = $2",
            person.id.0,
            expected_version,
            &person.first_name,
            &person.last_name,
            search_text(person),
            person.email.as_ref().map(EmailAddress::as_str),
            &person.phone,
            person.channel.as_str(),
            person.email_failed_at,
            &person.ui_language,
            person.gender.map(|g| g.as_str()),
            &person.district,
            person.mobility.as_str(),
            person.districts.is_none(),
            texts(&person.modes),
            person.max_minutes_week,
            person.max_assignments_day,
            person.state.as_str(),
            texts(&person.topics),
        );
        if changed == 0 {
            return Ok(false);
        }
        self.delete_person_parts(person.id).await?;
        self.insert_person_parts(person).await?;
        Ok(true)
    }

    /// The person with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person(&mut self, id: PersonId) -> Result<Option<Person>, StoreError> {
        Ok(self.people_by_ids(&[id]).await?.pop())
    }

    /// The people with these ids, by id; unknown ids are left out. A handful of queries, however many there are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_by_ids(&mut self, ids: &[PersonId]) -> Result<Vec<Person>, StoreError> {
        let mut people = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(CHUNK) {
            people.extend(assemble(self.person_parts(Pick::Ids(chunk)).await?)?);
        }
        people.sort_by_key(|person: &Person| person.id);
        people.dedup_by_key(|person| person.id);
        Ok(people)
    }

    /// Everybody who is planned with, whole, by id. A handful of queries.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn active_people(&mut self) -> Result<Vec<Person>, StoreError> {
        assemble(self.person_parts(Pick::Active).await?)
    }

    /// The person with this address; the one who is active, then the oldest, when several share it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find_person_by_email(&mut self, email: &EmailAddress) -> Result<Option<Person>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT id FROM person WHERE email = $1
             ORDER BY CASE state WHEN 'active' THEN 0 WHEN 'paused' THEN 1 ELSE 2 END, id LIMIT 1",
            email.as_str(),
        );
        match found {
            Some((id,)) => self.person(PersonId(id)).await,
            None => Ok(None),
        }
    }

    /// Notes since when mails do not reach a person, or that they do again; `false` when the person does not exist.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_email_failed(
        &mut self,
        id: PersonId,
        since: Option<chrono::DateTime<chrono::Utc>>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE person SET email_failed_at = $2, version = version + 1 WHERE id = $1",
            id.0,
            since
        );
        Ok(changed == 1)
    }

    /// Makes every other transaction that calls this for the same person wait until this one ends: the guard for
    /// questions about all of a person's assignments. `false` when the person does not exist.
    ///
    /// # Errors
    /// When the database fails or the wait takes too long.
    pub async fn lock_person(&mut self, id: PersonId) -> Result<bool, StoreError> {
        Ok(execute!(self, "UPDATE person SET version = version WHERE id = $1", id.0) == 1)
    }

    pub(super) async fn delete_person_parts(&mut self, id: PersonId) -> Result<(), StoreError> {
        execute!(self, "DELETE FROM person_district WHERE person_id = $1", id.0);
        execute!(self, "DELETE FROM person_programme WHERE person_id = $1", id.0);
        execute!(self, "DELETE FROM person_language WHERE person_id = $1", id.0);
        execute!(self, "DELETE FROM person_availability WHERE person_id = $1", id.0);
        execute!(self, "DELETE FROM person_absence WHERE person_id = $1", id.0);
        execute!(self, "DELETE FROM person_proof WHERE person_id = $1", id.0);
        execute!(self, "DELETE FROM person_bounds WHERE person_id = $1", id.0);
        Ok(())
    }

    async fn insert_person_bounds(&mut self, person: &Person) -> Result<(), StoreError> {
        let bounds = &person.bounds;
        if *bounds == Bounds::default() {
            return Ok(());
        }
        execute!(
            self,
            "INSERT INTO person_bounds (person_id, max_minutes_month, max_assignments_week, max_minutes_assignment,
                                        earliest_minute, latest_minute, rest_minutes, regime)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
            person.id.0,
            bounds.max_minutes_month,
            bounds.max_assignments_week,
            bounds.max_minutes_assignment,
            bounds.earliest_minute.map(i64::from),
            bounds.latest_minute.map(i64::from),
            bounds.rest_minutes,
            &bounds.regime,
        );
        Ok(())
    }

    async fn insert_person_parts(&mut self, person: &Person) -> Result<(), StoreError> {
        let id = person.id.0;
        for district in person.districts.iter().flatten() {
            execute!(
                self,
                "INSERT INTO person_district (person_id, district) VALUES ($1, $2)",
                id,
                district
            );
        }
        for programme in &person.programmes {
            execute!(
                self,
                "INSERT INTO person_programme (person_id, programme) VALUES ($1, $2)",
                id,
                &programme.0
            );
        }
        for (language, level) in &person.languages {
            execute!(
                self,
                "INSERT INTO person_language (person_id, language, level, understands) VALUES ($1, $2, $3, $4)",
                id,
                &language.0,
                level.as_str(),
                person.understands.get(language).map(|level| level.as_str()),
            );
        }
        let wished = person.preferred.iter().map(|window| (window, "preferred"));
        let windows = person.availability.iter().map(|window| (window, "available"));
        for ((window, purpose), position) in windows.chain(wished).zip(0_i64..) {
            let weekdays: Vec<u32> = window
                .weekdays
                .iter()
                .map(chrono::Weekday::number_from_monday)
                .collect();
            execute!(
                self,
                "INSERT INTO person_availability (person_id, position, weekdays, interval_weeks, start_minute,
                                                  end_minute, first_day, last_day, exceptions, purpose)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                id,
                position,
                Json(weekdays),
                i64::from(window.interval_weeks),
                i64::from(window.start_minute),
                i64::from(window.end_minute),
                window.from,
                window.until,
                Json(&window.exceptions),
                purpose,
            );
        }
        self.insert_person_bounds(person).await?;
        for (absence, position) in person.absences.iter().zip(0_i64..) {
            execute!(
                self,
                "INSERT INTO person_absence (person_id, position, first_day, last_day) VALUES ($1, $2, $3, $4)",
                id,
                position,
                absence.from,
                absence.to,
            );
        }
        for (proof, position) in person.proofs.iter().zip(0_i64..) {
            let changed = execute!(
                self,
                "INSERT INTO person_proof (person_id, position, kind, checked_on, valid_until, issued_on, version)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
                id,
                position,
                proof.kind.as_str(),
                proof.checked_on,
                proof.valid_until,
                proof.issued_on,
                &proof.version,
            );
            one_row(changed)?;
        }
        Ok(())
    }
}

/// What people are searched by; it begins with the last name, so lists sort by it.
fn search_text(person: &Person) -> String {
    fold(&format!(
        "{} {} {} {}",
        person.last_name,
        person.first_name,
        person.email.as_ref().map_or("", EmailAddress::as_str),
        digits(person.phone.as_deref().unwrap_or("")),
    ))
}
