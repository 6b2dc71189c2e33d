//! What is written when the office changes what was said about a request, and which mails about changes still wait?

use chrono::{DateTime, Utc};
use sqlx::types::Json;

use super::outbox::recipient_columns;
use super::{StoreError, Tx};
use crate::domain::notice::{NewNotice, NoticeKind, NoticePayload};
use crate::domain::request::Request;
use crate::ids::RequestId;

/// A mail about a change that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingChange {
    /// What tells it apart from other mails.
    pub dedupe_key: String,
    /// What it says.
    pub payload: NoticePayload,
}

impl Tx {
    /// Writes place, contacts, room and note of a request, and counts its version up.
    ///
    /// # Errors
    /// When the database fails or place or contact are unknown.
    pub async fn edit_request(&mut self, request: &Request) -> Result<(), StoreError> {
        let asked = &request.asked;
        execute!(
            self,
            "UPDATE request SET location_id = $2, contact_id = $3, room = $4, note = $5, version = version + 1
             WHERE id = $1",
            request.id.0,
            asked.location.0,
            asked.contact.0,
            &asked.room,
            &asked.note,
        );
        self.set_request_details(request.id, &asked.details).await
    }

    /// Counts the sequence of every calendar entry of a request up: its place has changed (RFC 5546).
    ///
    /// # Errors
    /// When the database fails.
    pub async fn raise_sequences(&mut self, request: RequestId) -> Result<(), StoreError> {
        execute!(
            self,
            "UPDATE assignment SET calendar_sequence = calendar_sequence + 1
             WHERE request_id = $1 AND state = 'confirmed'",
            request.0,
        );
        execute!(
            self,
            "UPDATE request SET calendar_sequence = calendar_sequence + 1
             WHERE id = $1 AND calendar_uid IS NOT NULL",
            request.0,
        );
        Ok(())
    }

    /// Mails of the same kind to the same recipient about the same appointment that nobody has tried to send yet,
    /// oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn waiting_changes(
        &mut self,
        told: &NewNotice,
        now: DateTime<Utc>,
    ) -> Result<Vec<WaitingChange>, StoreError> {
        let (_, recipient) = recipient_columns(told.recipient);
        let rows = fetch_all!(
            self,
            (String, Json<NoticePayload>),
            "SELECT dedupe_key, payload FROM outbox
             WHERE kind = $1 AND recipient_id = $2 AND request_id = $3 AND state = 'pending' AND attempts = 0
               AND next_attempt_at > $4
               AND (assignment_id = $5 OR (assignment_id IS NULL AND CAST($5 AS UUID) IS NULL))
             ORDER BY created_at, id LIMIT 100",
            told.kind.as_str(),
            recipient,
            told.request.map(|request| request.0),
            now,
            told.assignment.map(|assignment| assignment.0),
        );
        let row = |(dedupe_key, payload): (String, Json<NoticePayload>)| WaitingChange {
            dedupe_key,
            payload: payload.0,
        };
        Ok(rows.into_iter().map(row).collect())
    }

    /// When the next mail about a change of a request leaves, while it waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn change_leaves_at(
        &mut self,
        request: RequestId,
        now: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, StoreError> {
        let (next,) = fetch_one!(
            self,
            (Option<DateTime<Utc>>,),
            "SELECT MIN(next_attempt_at) FROM outbox
             WHERE request_id = $1 AND kind IN ($2, $3) AND state = 'pending' AND attempts = 0 AND next_attempt_at > $4",
            request.0,
            NoticeKind::ChangedVolunteer.as_str(),
            NoticeKind::ChangedRequester.as_str(),
            now,
        );
        Ok(next)
    }
}
