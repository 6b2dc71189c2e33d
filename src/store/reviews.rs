//! Which requests does a coordinator have to decide about, and how did requests end?

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::rows::{Place, texts};
use super::{StoreError, Tx};
use crate::domain::programme::ProgrammeId;
use crate::domain::review::{Outcome, OutcomeKind, Review, ReviewState};
use crate::domain::rules::RefusalReason;
use crate::ids::{AccountId, RequestId};

#[derive(sqlx::FromRow)]
struct ReviewRow {
    request_id: Uuid,
    state: String,
    reasons: Json<Vec<String>>,
    opened_at: DateTime<Utc>,
    decided_by: Option<Uuid>,
    decided_at: Option<DateTime<Utc>>,
    passed_to: Option<String>,
    note: Option<String>,
}

#[derive(sqlx::FromRow)]
struct OutcomeRow {
    request_id: Uuid,
    kind: String,
    agency: Option<String>,
    cents: Option<i64>,
    follow_up: Option<Uuid>,
    recorded_by: Option<Uuid>,
    recorded_at: DateTime<Utc>,
}

impl TryFrom<ReviewRow> for Review {
    type Error = StoreError;

    fn try_from(row: ReviewRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "request_review",
            row: row.request_id,
        };
        Ok(Self {
            request: RequestId(row.request_id),
            state: at.word("state", &row.state, ReviewState::parse)?,
            reasons: at.words("reasons", &row.reasons, RefusalReason::parse)?,
            opened_at: row.opened_at,
            decided_by: row.decided_by.map(AccountId),
            decided_at: row.decided_at,
            passed_to: row.passed_to.map(ProgrammeId),
            note: row.note,
        })
    }
}

impl Tx {
    /// The review of a request, if there ever was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn review(&mut self, request: RequestId) -> Result<Option<Review>, StoreError> {
        fetch_optional!(
            self,
            ReviewRow,
            "SELECT request_id, state, reasons, opened_at, decided_by, decided_at, passed_to, note
             FROM request_review WHERE request_id = $1",
            request.0,
        )
        .map(Review::try_from)
        .transpose()
    }

    /// Reviews that wait for a coordinator, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_reviews(&mut self, limit: i64) -> Result<Vec<Review>, StoreError> {
        let rows = fetch_all!(
            self,
            ReviewRow,
            "SELECT request_id, state, reasons, opened_at, decided_by, decided_at, passed_to, note
             FROM request_review WHERE state = 'open' ORDER BY opened_at, request_id LIMIT $1",
            limit,
        );
        rows.into_iter().map(Review::try_from).collect()
    }

    /// Writes the review of a request, a new one or in place of the old one.
    ///
    /// # Errors
    /// When the database fails or the request, account or programme is unknown.
    pub async fn set_review(&mut self, review: &Review) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO request_review (request_id, state, reasons, opened_at, decided_by, decided_at, passed_to, note)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
             ON CONFLICT (request_id) DO UPDATE SET
                 state = excluded.state, reasons = excluded.reasons, opened_at = excluded.opened_at,
                 decided_by = excluded.decided_by, decided_at = excluded.decided_at,
                 passed_to = excluded.passed_to, note = excluded.note",
            review.request.0,
            review.state.as_str(),
            texts(&review.reasons),
            review.opened_at,
            review.decided_by.map(|account| account.0),
            review.decided_at,
            review.passed_to.as_ref().map(|programme| programme.0.as_str()),
            &review.note,
        );
        Ok(())
    }

    /// How a request ended, if it has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn outcome(&mut self, request: RequestId) -> Result<Option<Outcome>, StoreError> {
        let row = fetch_optional!(
            self,
            OutcomeRow,
            "SELECT request_id, kind, agency, cents, follow_up, recorded_by, recorded_at FROM request_outcome
             WHERE request_id = $1",
            request.0,
        );
        let outcome = |row: OutcomeRow| {
            let at = Place {
                table: "request_outcome",
                row: row.request_id,
            };
            Ok(Outcome {
                request: RequestId(row.request_id),
                kind: at.word("kind", &row.kind, OutcomeKind::parse)?,
                agency: row.agency,
                cents: row.cents,
                follow_up: row.follow_up.map(RequestId),
                recorded_by: row.recorded_by.map(AccountId),
                recorded_at: row.recorded_at,
            })
        };
        row.map(outcome).transpose()
    }

    /// Writes how a request ended, new or in place of what was written before.
    ///
    /// # Errors
    /// When the database fails or a request or account is unknown.
    pub async fn set_outcome(&mut self, outcome: &Outcome) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO request_outcome (request_id, kind, agency, cents, follow_up, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (request_id) DO UPDATE SET
                 kind = excluded.kind, agency = excluded.agency, cents = excluded.cents,
                 follow_up = excluded.follow_up, recorded_by = excluded.recorded_by,
                 recorded_at = excluded.recorded_at",
            outcome.request.0,
            outcome.kind.as_str(),
            &outcome.agency,
            outcome.cents,
            outcome.follow_up.map(|request| request.0),
            outcome.recorded_by.map(|account| account.0),
            outcome.recorded_at,
        );
        Ok(())
    }

    /// Takes back how a request ended; `false` when nothing was written.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_outcome(&mut self, request: RequestId) -> Result<bool, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM request_outcome WHERE request_id = $1",
            request.0
        ) == 1)
    }
}
