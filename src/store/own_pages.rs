//! What did volunteers say on their own page: how it went, and that they leave?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{StoreError, Tx};
use crate::domain::money::Journey;
use crate::ids::{AssignmentId, PersonId, RequestId};

/// An appointment that is over, and what its volunteer said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneRow {
    /// The assignment.
    pub assignment: AssignmentId,
    /// Its request.
    pub request: RequestId,
    /// Begin.
    pub starts_at: DateTime<Utc>,
    /// End as agreed.
    pub ends_at: DateTime<Utc>,
    /// Whether it took place, once said.
    pub happened: Option<bool>,
    /// How many minutes it took, once said.
    pub minutes: Option<i64>,
    /// What the journey was, as far as said.
    pub journey: Journey,
}

/// What a volunteer says about an appointment that took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoneReport {
    /// How many minutes it took.
    pub minutes: i64,
    /// What the journey was, as far as said.
    pub journey: Journey,
}

impl Tx {
    /// Appointments of a volunteer that ended before `now`, latest first; at most 100.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn done_of_person(
        &mut self,
        person: PersonId,
        now: DateTime<Utc>,
    ) -> Result<Vec<DoneRow>, StoreError> {
        let rows = fetch_all!(
            self,
            (
                Uuid,
                Uuid,
                DateTime<Utc>,
                DateTime<Utc>,
                Option<bool>,
                Option<i64>,
                Option<i64>,
                Option<i64>
            ),
            "SELECT a.id, a.request_id, a.starts_at, a.ends_at, d.happened, d.minutes, d.km, d.ticket_cents
             FROM assignment a LEFT JOIN done_report d ON d.assignment_id = a.id
             WHERE a.person_id = $1 AND a.state = 'confirmed' AND a.ends_at <= $2
             ORDER BY a.starts_at DESC, a.id LIMIT 100",
            person.0,
            now,
        );
        let row = |(assignment, request, starts_at, ends_at, happened, minutes, km, ticket_cents)| DoneRow {
            assignment: AssignmentId(assignment),
            request: RequestId(request),
            starts_at,
            ends_at,
            happened,
            minutes,
            journey: Journey { km, ticket_cents },
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// Writes down how an appointment of this volunteer went, in place of what was said before; `false` when it is
    /// somebody else's, does not stand, or is not over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn report_done(
        &mut self,
        person: PersonId,
        assignment: AssignmentId,
        said: Option<DoneReport>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "INSERT INTO done_report (assignment_id, happened, minutes, reported_at, km, ticket_cents)
             SELECT id, $3, $4, $5, $6, $7 FROM assignment
             WHERE id = $1 AND person_id = $2 AND state = 'confirmed' AND ends_at <= $5
             ON CONFLICT (assignment_id) DO UPDATE SET
                 happened = excluded.happened, minutes = excluded.minutes, reported_at = excluded.reported_at,
                 km = excluded.km, ticket_cents = excluded.ticket_cents",
            assignment.0,
            person.0,
            said.is_some(),
            said.map(|report| report.minutes),
            now,
            said.and_then(|report| report.journey.km),
            said.and_then(|report| report.journey.ticket_cents),
        );
        Ok(changed == 1)
    }

    /// Notes since when somebody has left.
    ///
    /// # Errors
    /// When the database fails or the person is unknown.
    pub async fn note_leaving(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO person_leaving (person_id, left_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
            person.0,
            now,
        );
        Ok(())
    }

    /// Who left before `before` and still has a name, longest gone first; at most 100.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn people_to_erase(&mut self, before: DateTime<Utc>) -> Result<Vec<PersonId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            "SELECT person_id FROM person_leaving WHERE left_at < $1 AND erased_at IS NULL
             ORDER BY left_at, person_id LIMIT 100",
            before,
        );
        Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// Notes that the name of somebody who left is gone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn note_erased(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE person_leaving SET erased_at = $2 WHERE person_id = $1",
            person.0,
            now,
        );
        Ok(())
    }
}
