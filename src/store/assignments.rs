//! What is agreed: who goes where, and when?

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::{CHUNK, Place, position, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::assignment::{Assignment, AssignmentState};
use crate::domain::programme::ProgrammeId;
use crate::domain::request::CalendarEntry;
use crate::ids::{AssignmentId, OfferId, PersonId, RequestId};

macro_rules! assignment_columns {
    () => {
        "SELECT id, request_id, offer_id, seat, person_id, starts_at, ends_at, state, calendar_uid, calendar_sequence,
                created_at
         FROM assignment "
    };
}

/// Which assignments of a request are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that stand.
    Active,
    /// Those that were called off as well.
    All,
}

#[derive(sqlx::FromRow)]
struct AssignmentRow {
    id: Uuid,
    request_id: Uuid,
    offer_id: Uuid,
    seat: i64,
    person_id: Uuid,
    starts_at: DateTime<Utc>,
    ends_at: DateTime<Utc>,
    state: String,
    calendar_uid: String,
    calendar_sequence: i64,
    created_at: DateTime<Utc>,
}

impl TryFrom<AssignmentRow> for Assignment {
    type Error = StoreError;

    fn try_from(row: AssignmentRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "assignment",
            row: row.id,
        };
        Ok(Self {
            id: AssignmentId(row.id),
            request: RequestId(row.request_id),
            offer: OfferId(row.offer_id),
            seat: at.number("seat", row.seat)?,
            person: PersonId(row.person_id),
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            state: at.word("state", &row.state, AssignmentState::parse)?,
            calendar: CalendarEntry {
                uid: row.calendar_uid,
                sequence: row.calendar_sequence,
            },
            created_at: row.created_at,
        })
    }
}

impl Tx {
    /// Adds an assignment; `false` when one of the offer, or of the person for the same request, stands already.
    ///
    /// # Errors
    /// When the database fails or the request, offer or person is unknown.
    pub async fn insert_assignment(&mut self, assignment: &Assignment) -> Result<bool, StoreError> {
        let added = execute!(
            self,
            "INSERT INTO assignment (id, request_id, offer_id, seat, person_id, starts_at, ends_at, state, calendar_uid,
                                     calendar_sequence, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
             ON CONFLICT DO NOTHING",
            assignment.id.0,
            assignment.request.0,
            assignment.offer.0,
            position(assignment.seat),
            assignment.person.0,
            assignment.starts_at,
            assignment.ends_at,
            assignment.state.as_str(),
            &assignment.calendar.uid,
            assignment.calendar.sequence,
            assignment.created_at,
        );
        Ok(added == 1)
    }

    /// The assignment with this id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assignment(&mut self, id: AssignmentId) -> Result<Option<Assignment>, StoreError> {
        let sql = concat!(assignment_columns!(), "WHERE id = $1");
        fetch_optional!(self, AssignmentRow, sql, id.0)
            .map(Assignment::try_from)
            .transpose()
    }

    /// The assignment an offer led to; the latest, when a yes was taken back and given again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assignment_of_offer(&mut self, offer: OfferId) -> Result<Option<Assignment>, StoreError> {
        let sql = concat!(
            assignment_columns!(),
            "WHERE offer_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1"
        );
        fetch_optional!(self, AssignmentRow, sql, offer.0)
            .map(Assignment::try_from)
            .transpose()
    }

    /// The assignments of a request, by seat.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn assignments_of_request(
        &mut self,
        request: RequestId,
        which: Which,
    ) -> Result<Vec<Assignment>, StoreError> {
        let sql = match which {
            Which::Active => {
                concat!(
                    assignment_columns!(),
                    "WHERE request_id = $1 AND state = 'confirmed' ORDER BY seat, id"
                )
            }
            Which::All => concat!(assignment_columns!(), "WHERE request_id = $1 ORDER BY seat, id"),
        };
        fetch_all!(self, AssignmentRow, sql, request.0)
            .into_iter()
            .map(Assignment::try_from)
            .collect()
    }

    /// The assignments that stand and touch the time between `from` and `to`, by time.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn active_assignments_between(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<Assignment>, StoreError> {
        let sql = concat!(
            assignment_columns!(),
            "WHERE state = 'confirmed' AND starts_at < $2 AND ends_at > $1 ORDER BY starts_at, id"
        );
        fetch_all!(self, AssignmentRow, sql, from, to)
            .into_iter()
            .map(Assignment::try_from)
            .collect()
    }

    /// The assignments of a person that stand and end after `after`, next first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn active_assignments_of_person(
        &mut self,
        person: PersonId,
        after: DateTime<Utc>,
    ) -> Result<Vec<Assignment>, StoreError> {
        let sql = concat!(
            assignment_columns!(),
            "WHERE person_id = $1 AND state = 'confirmed' AND ends_at > $2 ORDER BY starts_at, id LIMIT 500"
        );
        fetch_all!(self, AssignmentRow, sql, person.0, after)
            .into_iter()
            .map(Assignment::try_from)
            .collect()
    }

    /// Ends an assignment that stands and counts its calendar sequence up, for the cancellation; `false` when it does
    /// not stand (any more).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end_assignment(
        &mut self,
        id: AssignmentId,
        to: AssignmentState,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE assignment SET state = $2, ended_at = $3, calendar_sequence = calendar_sequence + 1
             WHERE id = $1 AND state = 'confirmed'",
            id.0,
            to.as_str(),
            now,
        );
        Ok(changed == 1)
    }

    /// Minutes of each person's standing assignments that begin in `from..to`, by person. People without any are left
    /// out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_minutes_between(
        &mut self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<BTreeMap<PersonId, i64>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, DateTime<Utc>, DateTime<Utc>),
            "SELECT person_id, starts_at, ends_at FROM assignment
             WHERE state = 'confirmed' AND starts_at >= $1 AND starts_at < $2",
            from,
            to,
        );
        let mut minutes = BTreeMap::new();
        for (person, starts_at, ends_at) in rows {
            *minutes.entry(PersonId(person)).or_insert(0) += (ends_at - starts_at).num_minutes();
        }
        Ok(minutes)
    }

    /// Active people who never had a standing assignment.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn newcomers(&mut self) -> Result<BTreeSet<PersonId>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid,),
            "SELECT id FROM person WHERE state = 'active' AND NOT EXISTS
                 (SELECT 1 FROM assignment WHERE person_id = person.id AND state = 'confirmed')",
        );
        Ok(rows.into_iter().map(|(id,)| PersonId(id)).collect())
    }

    /// How many standing assignments of a programme, from `since` on but not within `without`, each person has to each
    /// of these cases: lay interpreters must not become someone's standing companion.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_assignments(
        &mut self,
        programme: &ProgrammeId,
        case_tokens: &[String],
        since: DateTime<Utc>,
        without: (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<BTreeMap<(String, PersonId), i64>, StoreError> {
        let mut found = BTreeMap::new();
        for chunk in case_tokens.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "SELECT r.case_token, a.person_id, COUNT(*) FROM assignment a JOIN request r ON r.id = a.request_id
                     WHERE a.state = 'confirmed' AND a.starts_at >= ",
                );
                query.push_bind(since);
                query.push(" AND (a.starts_at < ").push_bind(without.0);
                query.push(" OR a.starts_at >= ").push_bind(without.1);
                query.push(") AND r.programme = ").push_bind(&programme.0).push(" AND r.case_token IN ");
                push_list!(query, chunk);
                query.push(" GROUP BY r.case_token, a.person_id");
                query.build_query_as::<(String, Uuid, i64)>().fetch_all(c).await?
            });
            found.extend(
                rows.into_iter()
                    .map(|(case, person, count)| ((case, PersonId(person)), count)),
            );
        }
        Ok(found)
    }
}
