//! What does a volunteer want to be sent, has the first letter reached them, and what have they confirmed?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::{CHUNK, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::person::{PersonMail, PersonSettings};
use crate::ids::{OrganisationId, PersonId};

#[derive(sqlx::FromRow)]
struct MailRow {
    welcomed_at: Option<DateTime<Utc>>,
    confirmed_at: Option<DateTime<Utc>>,
    reminders: bool,
    thanks: bool,
    second_language: Option<String>,
    early_calls: bool,
}

impl Tx {
    /// What is known about mails to a person; the defaults when nothing was noted yet.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_mail(&mut self, person: PersonId) -> Result<PersonMail, StoreError> {
        let row = fetch_optional!(
            self,
            MailRow,
            "SELECT welcomed_at, confirmed_at, reminders, thanks, second_language, early_calls
             FROM person_mail WHERE person_id = $1",
            person.0,
        );
        Ok(row.map_or_else(
            || PersonMail::new(person),
            |row| PersonMail {
                person,
                welcomed_at: row.welcomed_at,
                confirmed_at: row.confirmed_at,
                reminders: row.reminders,
                thanks: row.thanks,
                second_language: row.second_language,
                early_calls: row.early_calls,
            },
        ))
    }

    /// What is edited with volunteers beside their rows, by person; whoever is left out has the defaults.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_settings(&mut self) -> Result<BTreeMap<PersonId, PersonSettings>, StoreError> {
        type Row = (
            Uuid,
            Option<bool>,
            Option<bool>,
            Option<bool>,
            Option<String>,
            Option<Uuid>,
        );
        let rows = fetch_all!(
            self,
            Row,
            "SELECT p.id, m.reminders, m.thanks, m.early_calls, m.second_language, c.organisation_id
             FROM person p LEFT JOIN person_mail m ON m.person_id = p.id
             LEFT JOIN person_carrier c ON c.person_id = p.id
             WHERE m.person_id IS NOT NULL OR c.person_id IS NOT NULL",
        );
        let usual = PersonSettings::default();
        let settings = |(id, reminders, thanks, early_calls, second_language, carrier): Row| {
            let settings = PersonSettings {
                reminders: reminders.unwrap_or(usual.reminders),
                thanks: thanks.unwrap_or(usual.thanks),
                early_calls: early_calls.unwrap_or(usual.early_calls),
                second_language,
                carrier: carrier.map(OrganisationId),
            };
            (PersonId(id), settings)
        };
        Ok(rows.into_iter().map(settings).collect())
    }

    /// The same of one person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn settings_of(&mut self, person: PersonId) -> Result<PersonSettings, StoreError> {
        let mail = self.person_mail(person).await?;
        Ok(PersonSettings {
            reminders: mail.reminders,
            thanks: mail.thanks,
            early_calls: mail.early_calls,
            second_language: mail.second_language,
            carrier: self.carrier_of(person).await?,
        })
    }

    /// Replaces it.
    ///
    /// # Errors
    /// When the database fails or the person or the carrier is unknown.
    pub async fn set_settings(
        &mut self,
        person: PersonId,
        settings: &PersonSettings,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.person_mail_row(person, now).await?;
        execute!(
            self,
            "UPDATE person_mail SET reminders = $2, thanks = $3, early_calls = $4, second_language = $5,
                                    changed_at = $6
             WHERE person_id = $1",
            person.0,
            settings.reminders,
            settings.thanks,
            settings.early_calls,
            &settings.second_language,
            now,
        );
        self.set_carrier(person, settings.carrier).await
    }

    /// Writes down that the first letter to a person was handed to the relay; the first moment stays.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn mark_welcomed(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
        self.person_mail_row(person, now).await?;
        execute!(
            self,
            "UPDATE person_mail SET welcomed_at = COALESCE(welcomed_at, $2), changed_at = $2 WHERE person_id = $1",
            person.0,
            now,
        );
        Ok(())
    }

    /// Writes down that everybody who is planned with knows who we are; the value is how many that are.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn mark_all_welcomed(&mut self, now: DateTime<Utc>) -> Result<u64, StoreError> {
        execute!(
            self,
            "INSERT INTO person_mail (person_id, reminders, changed_at)
             SELECT id, TRUE, $1 FROM person WHERE state = 'active'
             ON CONFLICT (person_id) DO NOTHING",
            now,
        );
        Ok(execute!(
            self,
            "UPDATE person_mail SET welcomed_at = $1, changed_at = $1 WHERE welcomed_at IS NULL",
            now,
        ))
    }

    /// Writes down that a person has said their particulars are right.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn confirm_particulars(
        &mut self,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.person_mail_row(person, now).await?;
        execute!(
            self,
            "UPDATE person_mail SET confirmed_at = $2, changed_at = $2 WHERE person_id = $1",
            person.0,
            now,
        );
        Ok(())
    }

    /// Switches reminders and weekly plans on or off.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn set_reminders(
        &mut self,
        person: PersonId,
        on: bool,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE person_mail SET reminders = $2, changed_at = $3 WHERE person_id = $1";
        self.switch(person, sql, on, now).await
    }

    /// Switches thanks on or off.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn set_thanks(
        &mut self,
        person: PersonId,
        on: bool,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE person_mail SET thanks = $2, changed_at = $3 WHERE person_id = $1";
        self.switch(person, sql, on, now).await
    }

    /// Allows calls from half past six on, or no longer.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn set_early_calls(
        &mut self,
        person: PersonId,
        on: bool,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE person_mail SET early_calls = $2, changed_at = $3 WHERE person_id = $1";
        self.switch(person, sql, on, now).await
    }

    /// Sets one of the switches of a person; `sql` takes the person, the value and the moment.
    async fn switch(
        &mut self,
        person: PersonId,
        sql: &'static str,
        on: bool,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.person_mail_row(person, now).await?;
        execute!(self, sql, person.0, on, now);
        Ok(())
    }

    /// Which of these people may be called from half past six on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn early_callers(&mut self, people: &[PersonId]) -> Result<BTreeSet<PersonId>, StoreError> {
        let mut found = BTreeSet::new();
        for chunk in people.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query =
                    statement(&*c, "SELECT person_id FROM person_mail WHERE early_calls AND person_id IN ");
                push_list!(query, chunk.iter().map(|id| id.0));
                query.build_query_as::<(Uuid,)>().fetch_all(c).await?
            });
            found.extend(rows.into_iter().map(|(id,)| PersonId(id)));
        }
        Ok(found)
    }

    /// Chooses the second language of mails; `None` for none.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn set_second_language(
        &mut self,
        person: PersonId,
        language: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.person_mail_row(person, now).await?;
        execute!(
            self,
            "UPDATE person_mail SET second_language = $2, changed_at = $3 WHERE person_id = $1",
            person.0,
            language,
            now,
        );
        Ok(())
    }

    /// Active people with an address who have not had the first letter, by id, after `after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_to_welcome(
        &mut self,
        after: Option<PersonId>,
        limit: i64,
    ) -> Result<Vec<PersonId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            "SELECT p.id FROM person p
             WHERE p.state = 'active' AND p.channel = 'email' AND p.email IS NOT NULL AND p.email_failed_at IS NULL
               AND p.id > $1
               AND NOT EXISTS (SELECT 1 FROM person_mail m WHERE m.person_id = p.id AND m.welcomed_at IS NOT NULL)
             ORDER BY p.id LIMIT $2",
            after.map_or(Uuid::nil(), |id| id.0),
            limit,
        );
        Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    async fn person_mail_row(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO person_mail (person_id, reminders, changed_at) VALUES ($1, TRUE, $2)
             ON CONFLICT (person_id) DO NOTHING",
            person.0,
            now,
        );
        Ok(())
    }
}
