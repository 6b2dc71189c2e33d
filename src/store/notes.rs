//! What did the office write down about a request, and which request forms did it begin on the telephone?

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::rows::{Place, push_list, statement};
use super::{RequestDraft, RequestRow, StoreError, Tx};
use crate::domain::request::RequestState;
use crate::domain::text_enum;
use crate::ids::{AccountId, DraftId, OrganisationId, PersonId, RequestId};

text_enum! {
    /// Kinds of notes about a request.
    NoteKind {
        /// A note.
        Note = "note",
        /// Why somebody was asked or entered against a rule.
        AgainstRule = "against_rule",
    }
}

/// A note about a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestNote {
    /// Key.
    pub id: Uuid,
    /// The request.
    pub request: RequestId,
    /// Kind.
    pub kind: NoteKind,
    /// About whom, if it is about somebody.
    pub person: Option<PersonId>,
    /// The text.
    pub text: String,
    /// Who wrote it.
    pub by: Option<AccountId>,
    /// When.
    pub at: DateTime<Utc>,
}

#[derive(sqlx::FromRow)]
struct NoteRow {
    id: Uuid,
    request_id: Uuid,
    kind: String,
    person_id: Option<Uuid>,
    text: String,
    written_by: Option<Uuid>,
    written_at: DateTime<Utc>,
}

impl TryFrom<NoteRow> for RequestNote {
    type Error = StoreError;

    fn try_from(row: NoteRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "request_note",
            row: row.id,
        };
        Ok(Self {
            id: row.id,
            request: RequestId(row.request_id),
            kind: at.word("kind", &row.kind, NoteKind::parse)?,
            person: row.person_id.map(PersonId),
            text: row.text,
            by: row.written_by.map(AccountId),
            at: row.written_at,
        })
    }
}

impl Tx {
    /// Requests that are neither closed nor over at `now` and about which something was noted, next first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn noted_requests(
        &mut self,
        now: DateTime<Utc>,
        limit: i64,
    ) -> Result<Vec<RequestRow>, StoreError> {
        let open = RequestState::ALL.iter().filter(|state| !state.closed());
        let rows = on_db!(self, c => {
            let mut query = statement(&*c, "SELECT r.id FROM request r WHERE r.listed_at >= ");
            query.push_bind(now).push(" AND r.state IN ");
            push_list!(query, open.map(|state| state.as_str()));
            query
                .push(
                    " AND EXISTS (SELECT 1 FROM request_note n WHERE n.request_id = r.id)
                      ORDER BY r.listed_at, r.id LIMIT ",
                )
                .push_bind(limit);
            query.build_query_as::<(Uuid,)>().fetch_all(c).await?
        });
        let ids: Vec<Uuid> = rows.into_iter().map(|(id,)| id).collect();
        self.listed(&ids).await
    }

    /// What was noted about these requests, latest first, with the name of who wrote it; at most a chunk of keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn notes_of(
        &mut self,
        requests: &[RequestId],
    ) -> Result<Vec<(RequestId, String, String, DateTime<Utc>)>, StoreError> {
        if requests.is_empty() {
            return Ok(Vec::new());
        }
        let rows = on_db!(self, c => {
            let mut query = statement(
                &*c,
                "SELECT n.request_id, n.text, COALESCE(a.name, ''), n.written_at FROM request_note n
                 LEFT JOIN account a ON a.id = n.written_by WHERE n.request_id IN ",
            );
            push_list!(query, requests.iter().map(|id| id.0));
            query.push(" ORDER BY n.written_at DESC, n.id");
            query.build_query_as::<(Uuid, String, String, DateTime<Utc>)>().fetch_all(c).await?
        });
        let known = rows.into_iter();
        Ok(known
            .map(|(id, text, by, at)| (RequestId(id), text, by, at))
            .collect())
    }

    /// Adds a note.
    ///
    /// # Errors
    /// When the database fails or the request, person or account is unknown.
    pub async fn add_request_note(&mut self, note: &RequestNote) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO request_note (id, request_id, kind, person_id, text, written_by, written_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            note.id,
            note.request.0,
            note.kind.as_str(),
            note.person.map(|person| person.0),
            &note.text,
            note.by.map(|account| account.0),
            note.at,
        );
        Ok(())
    }

    /// The notes about a request, latest first; at most 50.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_notes(&mut self, request: RequestId) -> Result<Vec<RequestNote>, StoreError> {
        fetch_all!(
            self,
            NoteRow,
            "SELECT id, request_id, kind, person_id, text, written_by, written_at FROM request_note
             WHERE request_id = $1 ORDER BY written_at DESC, id DESC LIMIT 50",
            request.0,
        )
        .into_iter()
        .map(RequestNote::try_from)
        .collect()
    }

    /// Takes a note of a request away; `false` when there is none. Reasons for going against a rule stay.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_request_note(&mut self, request: RequestId, id: Uuid) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "DELETE FROM request_note WHERE id = $1 AND request_id = $2 AND kind = 'note'",
            id,
            request.0,
        );
        Ok(changed == 1)
    }

    /// Deletes the notes about requests all of whose times ended before that moment; the value is how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_request_notes(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM request_note WHERE NOT EXISTS (
                 SELECT 1 FROM request_option o WHERE o.request_id = request_note.request_id AND o.ends_at >= $1)",
            before
        ))
    }

    /// Keeps a form the office has begun, a new one or in place of the one with this key; `false` when the key is
    /// somebody else's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn save_office_draft(
        &mut self,
        account: AccountId,
        organisation: OrganisationId,
        draft: &RequestDraft,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "INSERT INTO office_draft (id, account_id, organisation_id, fields, saved_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (id) DO UPDATE SET organisation_id = excluded.organisation_id, fields = excluded.fields,
                 saved_at = excluded.saved_at
             WHERE office_draft.account_id = excluded.account_id",
            draft.id.0,
            account.0,
            organisation.0,
            Json(&draft.fields),
            draft.saved_at,
        );
        Ok(changed == 1)
    }

    /// The forms somebody of the office has begun, latest first; at most 10.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn office_drafts(
        &mut self,
        account: AccountId,
    ) -> Result<Vec<(OrganisationId, RequestDraft)>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, Uuid, Json<BTreeMap<String, String>>, DateTime<Utc>),
            "SELECT id, organisation_id, fields, saved_at FROM office_draft WHERE account_id = $1
             ORDER BY saved_at DESC, id LIMIT 10",
            account.0,
        );
        Ok(rows
            .into_iter()
            .map(|(id, organisation, Json(fields), saved_at)| {
                let draft = RequestDraft {
                    id: DraftId(id),
                    fields,
                    saved_at,
                };
                (OrganisationId(organisation), draft)
            })
            .collect())
    }

    /// Drops a form the office has begun; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_office_draft(&mut self, account: AccountId, id: DraftId) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "DELETE FROM office_draft WHERE id = $1 AND account_id = $2",
            id.0,
            account.0,
        );
        Ok(changed == 1)
    }

    /// Drops forms the office kept before `before`; the value is how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_office_drafts_before(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM office_draft WHERE saved_at < $1",
            before
        ))
    }
}
