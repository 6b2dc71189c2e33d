//! Who is to be reminded of what: proofs that run out, particulars nobody has confirmed for long?

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::programme::ProofKind;
use crate::ids::PersonId;

impl Tx {
    /// Proofs of active people whose last day lies in `from..=to`, by person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proofs_ending(
        &mut self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<(PersonId, ProofKind, NaiveDate)>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, String, NaiveDate),
            "SELECT p.person_id, p.kind, MAX(p.valid_until) FROM person_proof p JOIN person v ON v.id = p.person_id
             WHERE v.state = 'active' AND v.channel = 'email' AND v.email IS NOT NULL AND v.email_failed_at IS NULL
             GROUP BY p.person_id, p.kind
             HAVING MAX(p.valid_until) >= $1 AND MAX(p.valid_until) <= $2 AND COUNT(*) = COUNT(p.valid_until)
             ORDER BY p.person_id, p.kind LIMIT 5000",
            from,
            to,
        );
        rows.into_iter()
            .map(|(person, kind, until)| {
                let at = Place {
                    table: "person_proof",
                    row: person,
                };
                Ok((PersonId(person), at.word("kind", &kind, ProofKind::parse)?, until))
            })
            .collect()
    }

    /// Active people with mail who have not said since `before` that their particulars are right, with the moment of
    /// their last word (or of the first letter), by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_unconfirmed_since(
        &mut self,
        before: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<(PersonId, DateTime<Utc>)>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, DateTime<Utc>),
            "SELECT m.person_id, COALESCE(m.confirmed_at, m.welcomed_at) FROM person_mail m
             JOIN person p ON p.id = m.person_id
             WHERE p.state = 'active' AND p.channel = 'email' AND p.email IS NOT NULL AND p.email_failed_at IS NULL
               AND m.reminders AND COALESCE(m.confirmed_at, m.welcomed_at) < $1
             ORDER BY m.person_id LIMIT $2",
            before,
            limit,
        );
        Ok(rows.into_iter().map(|(id, at)| (PersonId(id), at)).collect())
    }

    /// Active people with mail who have an agreement that begins in `from..to`, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_with_assignments(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<PersonId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            "SELECT DISTINCT a.person_id FROM assignment a JOIN person p ON p.id = a.person_id
             WHERE a.state = 'confirmed' AND a.starts_at >= $1 AND a.starts_at < $2
               AND p.email IS NOT NULL AND p.email_failed_at IS NULL AND p.channel = 'email'
             ORDER BY a.person_id LIMIT 5000",
            from,
            to,
        );
        Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
    }
}
