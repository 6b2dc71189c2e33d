//! Who would like to help, and how far is each of them?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::Place;
use super::{StoreError, Tx};
use crate::domain::joining::{Interest, JoiningStage};
use crate::domain::programme::ProgrammeId;
use crate::ids::InterestId;

#[derive(sqlx::FromRow)]
struct InterestRow {
    id: Uuid,
    name: String,
    email: String,
    phone: Option<String>,
    languages: String,
    programme: Option<String>,
    stage: String,
    created_at: DateTime<Utc>,
    stage_at: DateTime<Utc>,
}

impl TryFrom<InterestRow> for Interest {
    type Error = StoreError;

    fn try_from(row: InterestRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "interest",
            row: row.id,
        };
        Ok(Self {
            id: InterestId(row.id),
            name: row.name,
            email: row.email,
            phone: row.phone,
            languages: row.languages,
            programme: row.programme.map(ProgrammeId),
            stage: at.word("stage", &row.stage, JoiningStage::parse)?,
            created_at: row.created_at,
            stage_at: row.stage_at,
        })
    }
}

impl Tx {
    /// Adds somebody.
    ///
    /// # Errors
    /// When the database fails or the programme is unknown.
    pub async fn insert_interest(&mut self, interest: &Interest) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO interest (id, name, email, phone, languages, programme, stage, created_at, stage_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            interest.id.0,
            &interest.name,
            &interest.email,
            &interest.phone,
            &interest.languages,
            interest.programme.as_ref().map(|p| p.0.as_str()),
            interest.stage.as_str(),
            interest.created_at,
            interest.stage_at,
        );
        Ok(())
    }

    /// Everybody on the way, longest without contact first; at most 500.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn interests(&mut self) -> Result<Vec<Interest>, StoreError> {
        fetch_all!(
            self,
            InterestRow,
            "SELECT id, name, email, phone, languages, programme, stage, created_at, stage_at FROM interest
             ORDER BY stage_at, id LIMIT 500",
        )
        .into_iter()
        .map(Interest::try_from)
        .collect()
    }

    /// Moves somebody from one stage to another; `false` when they are not at `from`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn move_interest(
        &mut self,
        id: InterestId,
        from: JoiningStage,
        to: JoiningStage,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "UPDATE interest SET stage = $3, stage_at = $4 WHERE id = $1 AND stage = $2",
            id.0,
            from.as_str(),
            to.as_str(),
            now,
        );
        Ok(changed == 1)
    }

    /// Deletes somebody; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_interest(&mut self, id: InterestId) -> Result<bool, StoreError> {
        Ok(execute!(self, "DELETE FROM interest WHERE id = $1", id.0) == 1)
    }

    /// Deletes whoever nobody has been in contact with since `before`; the value is how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_interests_before(&mut self, before: DateTime<Utc>) -> Result<u64, StoreError> {
        Ok(execute!(self, "DELETE FROM interest WHERE stage_at < $1", before))
    }
}
