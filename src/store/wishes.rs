//! What does the office want of every proposal: who is fixed on a request, and who must not come?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::rows::{CHUNK, Place, position, push_list, statement};
use super::{StoreError, Tx};
use crate::domain::plan::{PlanWish, WishKind};
use crate::ids::{AccountId, PersonId, RequestId};

#[derive(sqlx::FromRow)]
struct WishRow {
    request_id: Uuid,
    person_id: Uuid,
    kind: String,
    choice: i64,
}

impl TryFrom<WishRow> for PlanWish {
    type Error = StoreError;

    fn try_from(row: WishRow) -> Result<Self, StoreError> {
        let at = Place {
            table: "plan_wish",
            row: row.request_id,
        };
        Ok(Self {
            request: RequestId(row.request_id),
            person: PersonId(row.person_id),
            kind: at.word("kind", &row.kind, WishKind::parse)?,
            option: usize::try_from(row.choice).unwrap_or(0),
        })
    }
}

impl Tx {
    /// Writes a wish, in place of one about the same person and request.
    ///
    /// # Errors
    /// When the database fails or request, person or account is unknown.
    pub async fn set_plan_wish(
        &mut self,
        wish: &PlanWish,
        by: AccountId,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO plan_wish (request_id, person_id, kind, choice, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (request_id, person_id) DO UPDATE SET
                 kind = excluded.kind, choice = excluded.choice, made_by = excluded.made_by, made_at = excluded.made_at",
            wish.request.0,
            wish.person.0,
            wish.kind.as_str(),
            position(wish.option),
            by.0,
            now,
        );
        Ok(())
    }

    /// Takes a wish back; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drop_plan_wish(&mut self, request: RequestId, person: PersonId) -> Result<bool, StoreError> {
        let changed = execute!(
            self,
            "DELETE FROM plan_wish WHERE request_id = $1 AND person_id = $2",
            request.0,
            person.0,
        );
        Ok(changed == 1)
    }

    /// The wishes about some requests, by request and person.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan_wishes(&mut self, requests: &[RequestId]) -> Result<Vec<PlanWish>, StoreError> {
        let mut wishes: Vec<PlanWish> = Vec::new();
        for chunk in requests.chunks(CHUNK) {
            let rows = on_db!(self, c => {
                let mut query = statement(
                    &*c,
                    "SELECT request_id, person_id, kind, choice FROM plan_wish WHERE request_id IN ",
                );
                push_list!(query, chunk.iter().map(|request| request.0));
                query.build_query_as::<WishRow>().fetch_all(c).await?
            });
            for row in rows {
                wishes.push(row.try_into()?);
            }
        }
        wishes.sort_by_key(|wish| (wish.request, wish.person));
        Ok(wishes)
    }
}
