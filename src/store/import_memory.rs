//! What did the office explain once about its files: headers, words, its own marks of requests?

use chrono::{DateTime, Utc};
use sqlx::types::Json;
use uuid::Uuid;

use super::{StoreError, Tx};
use crate::ids::{OrganisationId, RequestId};

impl Tx {
    /// What the headers of a kind of file mean, as the importer wrote it; none yet is an empty object.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_mapping(&mut self, kind: &str) -> Result<serde_json::Value, StoreError> {
        let found = fetch_optional!(
            self,
            (Json<serde_json::Value>,),
            "SELECT mapping FROM import_mapping WHERE kind = $1",
            kind
        );
        Ok(found.map_or_else(
            || serde_json::Value::Object(serde_json::Map::new()),
            |(json,)| json.0,
        ))
    }

    /// Remembers what the headers of a kind of file mean.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_import_mapping(
        &mut self,
        kind: &str,
        mapping: &serde_json::Value,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO import_mapping (kind, mapping, updated_at) VALUES ($1, $2, $3)
             ON CONFLICT (kind) DO UPDATE SET mapping = excluded.mapping, updated_at = excluded.updated_at",
            kind,
            Json(mapping),
            now,
        );
        Ok(())
    }

    /// Every word that was asked about: field, word, answer.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_words(&mut self) -> Result<Vec<(String, String, String)>, StoreError> {
        Ok(fetch_all!(
            self,
            (String, String, String),
            "SELECT field, word, answer FROM import_word ORDER BY field, word LIMIT 10000"
        ))
    }

    /// Remembers what a word means.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_import_word(
        &mut self,
        field: &str,
        word: &str,
        answer: &str,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO import_word (field, word, answer, updated_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (field, word) DO UPDATE SET answer = excluded.answer, updated_at = excluded.updated_at",
            field,
            word,
            answer,
            now,
        );
        Ok(())
    }

    /// Forgets what a word means, so that it is asked about again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_import_word(&mut self, field: &str, word: &str) -> Result<bool, StoreError> {
        Ok(execute!(
            self,
            "DELETE FROM import_word WHERE field = $1 AND word = $2",
            field,
            word
        ) == 1)
    }

    /// The request an organisation's own mark stands for; `reference` is folded.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn request_by_reference(
        &mut self,
        organisation: OrganisationId,
        reference: &str,
    ) -> Result<Option<RequestId>, StoreError> {
        let found = fetch_optional!(
            self,
            (Uuid,),
            "SELECT request_id FROM import_reference WHERE organisation_id = $1 AND reference = $2",
            organisation.0,
            reference,
        );
        Ok(found.map(|(id,)| RequestId(id)))
    }

    /// Notes the mark under which a request was brought along.
    ///
    /// # Errors
    /// When the database fails or the mark stands for a request already.
    pub async fn insert_reference(
        &mut self,
        organisation: OrganisationId,
        reference: &str,
        shown: &str,
        request: RequestId,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO import_reference (organisation_id, reference, shown, request_id) VALUES ($1, $2, $3, $4)",
            organisation.0,
            reference,
            shown,
            request.0,
        );
        Ok(())
    }

    /// Every mark as it was written, by request; for the full export.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn import_references(&mut self) -> Result<Vec<(RequestId, String)>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, String),
            "SELECT request_id, shown FROM import_reference ORDER BY request_id, reference"
        );
        Ok(rows
            .into_iter()
            .map(|(id, shown)| (RequestId(id), shown))
            .collect())
    }
}
