//! Which filters does somebody of the office keep by name?

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{StoreError, Tx};
use crate::ids::{AccountId, SavedFilterId};

/// A filter that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedFilter {
    /// Key.
    pub id: SavedFilterId,
    /// What its owner calls it.
    pub name: String,
    /// The query of its address.
    pub query: String,
}

impl Tx {
    /// The filters of an account, by name; at most 100.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn saved_filters(&mut self, account: AccountId) -> Result<Vec<SavedFilter>, StoreError> {
        let rows = fetch_all!(
            self,
            (Uuid, String, String),
            "SELECT id, name, query FROM saved_filter WHERE account_id = $1 ORDER BY created_at, id LIMIT 100",
            account.0,
        );
        let mut filters: Vec<SavedFilter> = rows
            .into_iter()
            .map(|(id, name, query)| SavedFilter {
                id: SavedFilterId(id),
                name,
                query,
            })
            .collect();
        filters.sort_by_cached_key(|filter| crate::domain::text::fold(&filter.name));
        Ok(filters)
    }

    /// Keeps a filter, in place of the one of the same name.
    ///
    /// # Errors
    /// When the database fails or the account is unknown.
    pub async fn save_filter(
        &mut self,
        account: AccountId,
        filter: &SavedFilter,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        execute!(
            self,
            "INSERT INTO saved_filter (id, account_id, name, query, created_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (account_id, name) DO UPDATE SET query = excluded.query",
            filter.id.0,
            account.0,
            &filter.name,
            &filter.query,
            now,
        );
        Ok(())
    }

    /// Forgets a filter of an account; `false` when there is none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_saved_filter(
        &mut self,
        account: AccountId,
        id: SavedFilterId,
    ) -> Result<bool, StoreError> {
        let sql = "DELETE FROM saved_filter WHERE account_id = $1 AND id = $2";
        Ok(execute!(self, sql, account.0, id.0) == 1)
    }
}
