//! Which request forms were begun and not sent, and whom do open requests belong to?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::rows::{push_list, statement};
use super::{StoreError, Tx};
use crate::domain::request::RequestState;
use crate::ids::{ContactId, DraftId, OrganisationId, RequestId};

/// A form that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestDraft {
    /// Key.
    pub id: DraftId,
    /// What was typed, by field.
    pub fields: BTreeMap<String, String>,
    /// When it was kept.
    pub saved_at: DateTime<Utc>,
}

impl Tx {
    /// Request and moment of every open offer for these requests.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn answers_awaited(
        &mut self,
        requests: &[RequestId],
    ) -> Result<Vec<(RequestId, DateTime<Utc>)>, StoreError> {
        if requests.is_empty() {
            return Ok(Vec::new());
        }
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT request_id, answer_by FROM offer WHERE state IN ('offered', 'call_requested') AND request_id IN ",
            );
            push_list!(query, requests.iter().map(|id| id.0));
            query.build_query_as::<(Uuid, DateTime<Utc>)>().fetch_all(c).await?
        });
        Ok(rows.into_iter().map(|(id, at)| (RequestId(id), at)).collect())
    }

    /// Keeps a form, a new one or in place of the one with this key; `false` when the key is somebody else's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_draft(
        &mut self,
        organisation: OrganisationId,
        draft: &RequestDraft,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "INSERT INTO request_draft (id, organisation_id, fields, saved_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (id) DO UPDATE SET fields = excluded.fields, saved_at = excluded.saved_at
             WHERE request_draft.organisation_id = excluded.organisation_id",
            draft.id.0,
            organisation.0,
            Json(&draft.fields),
            draft.saved_at,
        );
        Ok(changed == 1)
    }

    /// The forms an organisation has begun, latest first; at most 10.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_drafts_of(
        &mut self,
        organisation: OrganisationId,
    ) -> Result<Vec<RequestDraft>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, Json<BTreeMap<String, String>>, DateTime<Utc>),
            "SELECT id, fields, saved_at FROM request_draft WHERE organisation_id = $1
             ORDER BY saved_at DESC, id LIMIT 10",
            organisation.0,
        );
        let draft = |(id, Json(fields), saved_at)| RequestDraft {
            id: DraftId(id),
            fields,
            saved_at,
        };
        Ok(rows.into_iter().map(draft).collect())
    }

    /// Drops a form of an organisation; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_draft(
        &mut self,
        organisation: OrganisationId,
        id: DraftId,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "DELETE FROM request_draft WHERE id = $1 AND organisation_id = $2",
            id.0,
            organisation.0,
        );
        Ok(changed == 1)
    }

    /// Drops forms kept before `before`; the value is how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_drafts_before(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM request_draft WHERE saved_at < $1",
            before
        ))
    }

    /// Makes `to` the contact of every request of `from` that is not over; the value is how many.
    ///
    /// # Errors
    /// When the database fails or the new contact is unknown.
    pub async fn hand_over_requests(&mut self, from: ContactId, to: ContactId) -> Result<u64, StoreError> {
        let open = RequestState::ALL.iter().filter(|state| !state.closed());
        Ok(on_db!(self, c => {
            let mut query = statement(&*c, "UPDATE request SET contact_id = ");
            query.push_bind(to.0).push(", version = version + 1 WHERE contact_id = ").push_bind(from.0);
            query.push(" AND state IN ");
            push_list!(query, open.map(|state| state.as_str()));
            query.build().execute(c).await?.rows_affected()
        }))
    }
}
